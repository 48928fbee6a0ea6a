from collections.abc import Iterator

from wi_lint import Finding, Fix, Grant, Graph, KubernetesAccount, Severity, Step, annotation_faults, rule

_OWN_TOKEN = frozenset({"bucket", "secret"})
"""Needs of drivers that use the token of the Kubernetes account itself."""


@rule("WI118", Severity.WARNING)
def annotated_and_granted(graph: Graph) -> Iterator[Finding]:
    """An account is granted roles directly and annotated too, so that its pods never use the roles."""
    for account in graph.kubernetes_accounts:
        if account.google is None or annotation_faults(account.google):
            continue  # a malformed annotation is told as such
        if account.partial or _uses_its_own(graph, account):
            continue
        direct = [grant for grant, _ in graph.grants_to_account(account) if grant.target.email is None]
        if direct and not any(other.google is None for other in graph.twins(account)):
            yield _finding(account, direct[0])


def _uses_its_own(graph: Graph, account: KubernetesAccount) -> bool:
    """Whether a driver acts as the account itself, for a pod that runs as it."""
    return any(need.kind in _OWN_TOKEN for one in graph.workloads_of(account) for need in one.needs)


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
