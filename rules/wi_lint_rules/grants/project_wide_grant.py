from collections.abc import Iterator

from wi_lint import (
    Finding,
    GoogleMember,
    Grant,
    Graph,
    Severity,
    Text,
    WorkloadMember,
    rule,
)
from wi_lint_rules.shared.entries import Entries, refused
from wi_lint_rules.shared.narrowing import declared, kind_for, narrow
from wi_lint_rules.shared.roles import Fit, dangers, fit
from wi_lint_rules.shared.wide_grants import is_scoped, role_trail, scope_name, workload_grants


@rule("WI403", Severity.WARNING, security=5.0, refuses=refused)
def project_wide_grant(graph: Graph, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """A workload holds a role on a whole project that can be granted on the one resource."""
    allowed = Entries(allow)
    for grant, who, evidence in workload_grants(graph):
        role = grant.role.known or ""
        place = fit(role)
        if place.kind != "full" or role in dangers() or is_scoped(grant) or is_for_many(graph, grant):
            continue
        if allowed.first(grant, graph) is not None or _is_for_images(graph, grant):
            continue
        yield Finding(
            grant,
            grant.role.origin,
            f"{role} on {scope_name(grant)} gives {who} all of {place.service} in it, "
            f"and can be granted on the one resource{_named(graph, grant, place)}",
            because=(*role_trail(grant), *evidence),
            fix=narrow(graph, grant, place),
            doubt=graph.heuristics.of_operator(grant),
        )


_MAKES = {
    "roles/bigquery.dataEditor": "google_bigquery_dataset",
    "roles/bigquery.dataOwner": "google_bigquery_dataset",
}
"""Roles that on a project make the resources as well, which no role on one of them can."""
_STORES = frozenset({"SecretStore", "ClusterSecretStore"})
_DEPLOYERS = frozenset({"flux-system", "argocd", "argo-cd"})
"""Namespaces of what deploys whatever it is given, from whichever repository."""
_LISTS = "roles/secretmanager.viewer"


def is_for_many(graph: Graph, grant: Grant) -> bool:
    """Whether a role is evidently meant for resources that the files do not name.

    A program that lists secrets reads whichever it finds; External Secrets reads those that other
    people's objects name; and what makes its datasets has none to be granted on.
    """
    role = grant.role.known or ""
    if role in _MAKES:
        return not declared(graph, grant, _MAKES[role])
    if role == "roles/artifactregistry.reader":
        return any(one.known in _DEPLOYERS for one in _workloads(graph, grant))
    if not role.startswith("roles/secretmanager."):
        return False
    member = grant.member
    email = member.email if isinstance(member, GoogleMember) else None
    beside = graph.grants.to_gsa(email) if email is not None else []
    lists = any(one.role.known == _LISTS and one.target.name.key == grant.target.name.key for one in beside)
    if lists or any(_is_of_external_secrets(one) for one in _workloads(graph, grant)):
        return True
    accounts = graph.grants.annotated_with(email) if email is not None else []
    return any(one.kind in _STORES for account in accounts for one in graph.ksas.workloads_of(account))


def _workloads(graph: Graph, grant: Grant) -> Iterator[Text]:
    """The names of the Kubernetes accounts that hold a role, and of their namespaces."""
    member = grant.member
    if isinstance(member, WorkloadMember):
        yield from (text for text in (member.namespace, member.account) if text is not None)
    if isinstance(member, GoogleMember) and member.email is not None:
        for account in graph.grants.annotated_with(member.email):
            yield from (account.namespace, account.name)
        for bound in graph.grants.on(member.email):
            if isinstance(bound.member, WorkloadMember):
                yield from (t for t in (bound.member.namespace, bound.member.account) if t is not None)


def _is_of_external_secrets(name: Text) -> bool:
    return "external-secrets" in str(name) or name.known in ("eso", "kubernetes-external-secrets")


_OF_NODES = frozenset({"roles/logging.logWriter", "roles/monitoring.metricWriter"})
"""What Google has the accounts of nodes hold, beside that of images."""
_PULLS = frozenset({"roles/artifactregistry.reader", "roles/storage.objectViewer"})


def _is_for_images(graph: Graph, grant: Grant) -> bool:
    """Whether a role is that by which nodes pull images, of an account that nodes have too."""
    member = grant.member
    if grant.role.known not in _PULLS or not isinstance(member, GoogleMember) or member.email is None:
        return False
    held = {one.role.known for one in graph.grants.to_gsa(member.email)}
    return graph.clusters.is_of_nodes(member.email) or held >= _OF_NODES


def _named(graph: Graph, grant: Grant, place: Fit) -> str:
    resources = declared(graph, grant, kind_for(graph, grant, place) or "")
    return f", {resources[0].address}" if len(resources) == 1 else ""
