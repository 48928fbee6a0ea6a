from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Match,
    Severity,
    Step,
    lets_impersonate,
    rule,
    same_project,
)

_OWN_TOKEN = {
    "bucket": "roles/storage.",
    "bucket-write": "roles/storage.",
    "secret": "roles/secretmanager.",
    "other-secret": "roles/",
}
"""Needs of drivers that use, or may use, the token of the Kubernetes account itself: for which roles."""
_STORES = frozenset({"SecretStore", "ClusterSecretStore"})
"""Kinds of External Secrets, which acts as the Google account that the Kubernetes one is annotated with."""
_FUSE = "gke-gcsfuse/volumes"
"""The annotation of pods whose claims are volumes of Cloud Storage FUSE."""
_QUOTA = "roles/serviceusage.serviceUsageConsumer"
"""What the account itself needs, for the annotation that names a project to bill."""


@rule("WI118", Severity.WARNING, link=Link.GRANT)
def annotated_and_granted(graph: Graph) -> Iterator[Finding]:
    """An account is granted roles directly and annotated too, so that its pods never use the roles."""
    for account in graph.every(KubernetesAccount):
        if account.acts_as is None:
            continue
        direct = [one for one in _direct(graph, account) if not _uses_its_own(graph, account, one)]
        if direct and not any(other.google is None for other in graph.ksas.other_declarations(account)):
            yield _finding(account, direct[0])


def _uses_its_own(graph: Graph, account: KubernetesAccount, grant: Grant) -> bool:
    """Whether a driver uses a role as the account itself, for a pod that runs as it."""
    role = grant.role.known or "roles/"
    workloads = [one for one in graph.ksas.workloads_of(account) if one.kind not in _STORES]
    services = {_OWN_TOKEN[need.kind] for one in workloads for need in one.needs if need.kind in _OWN_TOKEN}
    if any(_FUSE in one.annotations for one in workloads):
        services.add(_OWN_TOKEN["bucket"])
    return any(role.startswith(service) or role == "roles/" for service in services)


def _direct(graph: Graph, account: KubernetesAccount) -> Iterator[Grant]:
    """The roles that the account itself holds, in the pool by which it acts as the Google one."""
    grants = graph.grants.to_ksa(account)
    pools = [member.project for grant, member in grants if grant.target.email is not None]
    for grant, member in grants:
        if grant.target.email is not None or grant.role.known == _QUOTA or member.project is None:
            continue
        if lets_impersonate(grant) is not False:
            continue  # on a project, it is the binding itself
        if not any(
            pool is not None and same_project(pool, member.project) is Match.DIFFERENT for pool in pools
        ):
            yield grant


def _finding(account: KubernetesAccount, grant: Grant) -> Finding:
    assert account.google is not None
    return Finding(
        grant,
        grant.member_text.at.one_line,
        f"{grant.role} is granted to {account.namespace}/{account.name} itself, whose pods act as "
        f"{account.google} instead: libraries never use the role",
        because=(Step(account.google.at, "the annotation makes its pods act as this account"),),
        fix=Fix(f"grant the role to {account.google}, or remove the annotation"),
    )
