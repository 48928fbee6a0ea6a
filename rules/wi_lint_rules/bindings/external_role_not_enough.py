from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    WORKLOAD_IDENTITY_USER,
    ExternalMember,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Severity,
    Step,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.ends import role_edits
from wi_lint_rules.shared.wide_grants import role_trail

_USER = "roles/iam.serviceAccountUser"


@rule("WI224", Severity.WARNING, link=Link.BINDING, documents=True)
def external_role_not_enough(graph: Graph) -> Iterator[Finding]:
    """An identity of a pool that is not GKE's may attach an account, and is given nothing else."""
    holding = {
        one.member_text.key
        for one in graph.every(Grant)
        if isinstance(one.member, ExternalMember) and one.role.known != _USER
    }
    for grants in _of_pools(graph):
        beside = next((one for one in grants if lets_impersonate(one)), None)
        if beside is None and any(one.target.email is None for one in grants):
            continue  # here identities hold their roles themselves, and the account is for what they deploy
        for grant in grants:
            if grant.role.known == _USER and grant.member_text.key not in holding:
                yield _finding(graph, grant, beside)


def _of_pools(graph: Graph) -> Iterator[list[Grant]]:
    """The grants that each unit makes to identities of one pool, where one of them is not enough."""
    found: dict[object, list[Grant]] = defaultdict(list)
    for grant in graph.every(Grant):
        member = grant.member
        if isinstance(member, ExternalMember) and member.pool is not None and not member.faults:
            found[grant.unit, member.pool.key].append(grant)
    return (grants for grants in found.values() if any(one.role.known == _USER for one in grants))


def _finding(graph: Graph, grant: Grant, beside: Grant | None) -> Finding:
    at = grant.role.origin
    return Finding(
        grant,
        at,
        f"{_USER} lets this identity attach the account to what it deploys and get no token of it, and "
        "nothing else is given to it here: likely it takes roles/iam.workloadIdentityUser",
        because=(
            *role_trail(grant),
            Step(grant.member_text.at, "who is meant to act as the account"),
            *([Step(beside.role.at, "what another identity of the pool is given")] if beside else []),
        ),
        fix=Fix(
            "grant the role that gives tokens",
            role_edits(graph, grant, WORKLOAD_IDENTITY_USER),
            WORKLOAD_IDENTITY_USER,
        ),
    )
