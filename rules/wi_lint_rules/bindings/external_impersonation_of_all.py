from collections.abc import Iterator

from wi_lint import (
    WORKLOAD_IDENTITY_USER,
    ExternalMember,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Severity,
    Step,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.roles import TOKEN_CREATORS
from wi_lint_rules.shared.wide_grants import is_scoped, role_trail, scope_name


@rule("WI227", Severity.WARNING, security=8.0)
def external_impersonation_of_all(graph: Graph) -> Iterator[Finding]:
    """An identity of a pool that is not GKE's may act as every service account of a project."""
    for grant in graph.every(Grant):
        if grant.role.known != WORKLOAD_IDENTITY_USER and grant.role.known not in TOKEN_CREATORS:
            continue
        who = _who(graph, grant) if grant.target.is_wide and not is_scoped(grant) else None
        if who is None:
            continue
        yield Finding(
            grant,
            grant.role.origin,
            f"{grant.role} on {scope_name(grant)} lets identities of the pool '{_pool(who)}' act as every "
            "service account in it, present and future: what runs there has whatever any of them holds",
            because=(*role_trail(grant), Step(who.member_text.at, "who may act as them")),
            fix=Fix("grant it on the one Google service account that it deploys with"),
        )


def _who(graph: Graph, grant: Grant) -> Grant | None:
    """The grant that names an identity from outside: this one, or that by which it acts as the holder."""
    member = grant.member
    if isinstance(member, ExternalMember):
        return grant if member.pool is not None and not member.faults else None
    if not isinstance(member, GoogleMember) or member.email is None:
        return None
    if graph.grants.workload_of(member.email) is not None:
        return None  # WI207 tells of it
    acting = (one for one in graph.grants.on(member.email) if lets_impersonate(one))
    return next((one for one in acting if isinstance(one.member, ExternalMember)), None)


def _pool(grant: Grant) -> str:
    assert isinstance(grant.member, ExternalMember)
    return str(grant.member.pool)
