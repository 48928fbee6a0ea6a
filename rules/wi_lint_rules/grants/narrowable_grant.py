from collections.abc import Iterator

from wi_lint import Finding, Graph, Severity, rule
from wi_lint_rules.grants.project_wide_grant import is_for_many
from wi_lint_rules.shared.narrowing import narrow
from wi_lint_rules.shared.roles import dangers, fit, is_service_admin
from wi_lint_rules.shared.wide_grants import is_scoped, role_trail, scope_name, workload_grants

_MOST = "most of the role works when it is granted on the one resource"
_FOR_LISTS = frozenset({"roles/dns.reader", "roles/secretmanager.viewer"})
"""Roles that are held on projects to list what is there, which no grant on a resource allows."""


@rule("WI404", Severity.NOTE, security=3.0)
def narrowable_grant(graph: Graph) -> Iterator[Finding]:
    """A workload holds a role on a project of which most works on the one resource."""
    for grant, who, evidence in workload_grants(graph):
        role = grant.role.known or ""
        place = fit(role)
        many = place.kind == "full" and is_for_many(graph, grant)
        if not (many or place.kind == "partial") or role in dangers() or is_service_admin(role):
            continue
        if is_scoped(grant) or role in _FOR_LISTS:
            continue
        yield Finding(
            grant,
            grant.role.origin,
            f"{role} on {scope_name(grant)} gives {who} all of {place.service} in it, "
            f"and {'can be granted on each resource' if many else _MOST}",
            because=(*role_trail(grant), *evidence),
            fix=narrow(graph, grant, place),
            doubt=graph.heuristics.of_operator(grant),
        )
