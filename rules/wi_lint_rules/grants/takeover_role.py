from collections.abc import Iterator

from wi_lint import Finding, Fix, Grant, Graph, Severity, rule
from wi_lint_rules.shared.entries import Entries, refused
from wi_lint_rules.shared.roles import BASIC_WRITERS, TAKES_OVER, first_of, powers
from wi_lint_rules.shared.wide_grants import is_scoped, role_trail, scope_name, workload_grants


@rule("WI401", Severity.ERROR, security=9.1, documents=True, refuses=refused)
def takeover_role(graph: Graph, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """A workload holds a role with which it can take the project over."""
    allowed = Entries(allow)
    for grant, who, evidence in workload_grants(graph):
        role = grant.role.known or str(grant.role)
        power = _power(grant)
        doubt = graph.heuristics.of_operator(grant)
        if power is None or is_scoped(grant) or allowed.first(grant, graph) is not None:
            continue
        if doubt is not None and role in BASIC_WRITERS:
            continue  # WI402 says that an operator needs less
        yield Finding(
            grant,
            grant.role.origin,
            f"{role} on {scope_name(grant)} lets {who}, which pods act as, {power}",
            because=(*role_trail(grant), *evidence),
            fix=Fix(
                "grant the predefined role of the one service that it uses, on the resource that it uses"
            ),
            doubt=doubt,
        )


def _power(grant: Grant) -> str | None:
    if grant.role.known in BASIC_WRITERS:
        return "change nearly everything in it"
    return first_of(TAKES_OVER, powers(grant))
