from collections import deque
from collections.abc import Iterator

from wi_lint import (
    Fact,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Severity,
    Step,
    Text,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.roles import BASIC_WRITERS, TAKES_OVER, dangers
from wi_lint_rules.shared.wide_grants import scope_name

MAX_STEPS = 5
"""Longest path that is followed, in accounts."""
_WAYS = {
    "roles/iam.serviceAccountAdmin": "may give itself tokens of",
    "roles/iam.serviceAccountKeyAdmin": "may make keys of",
}


@rule("WI702", Severity.WARNING, security=7.5)
def impersonation_path(graph: Graph) -> Iterator[Finding]:
    """A workload's account can become another one, which can take a project over."""
    ways = _ways(graph)
    for google in _starts(ways):
        evidence = graph.grants.workload_of(google)
        if evidence is None:
            continue
        path, power = _strongest(graph, google, ways)
        if power is not None:
            yield _finding(google, evidence, path, power)


def _starts(ways: dict[tuple[str, ...], list[Grant]]) -> Iterator[Text]:
    """The accounts that may become others."""
    for grants in ways.values():
        member = grants[0].member
        if isinstance(member, GoogleMember) and member.email is not None:
            yield member.email


def _ways(graph: Graph) -> dict[tuple[str, ...], list[Grant]]:
    """By whom an account is made another one's: grants on accounts, by the e-mail of who holds them."""
    found: dict[tuple[str, ...], list[Grant]] = {}
    for grant in graph.every(Grant):
        member = grant.member
        if grant.target.email is None or not isinstance(member, GoogleMember) or member.email is None:
            continue
        is_way = lets_impersonate(grant) or grant.role.known in _WAYS
        if is_way and member.email.key != grant.target.email.key:
            found.setdefault(member.email.key, []).append(grant)
    return found


def _strongest(
    graph: Graph, start: Text, ways: dict[tuple[str, ...], list[Grant]]
) -> tuple[tuple[Grant, ...], Grant | None]:
    """The shortest path to an account that can take a project over, and the grant by which it can."""
    todo: deque[tuple[Text, tuple[Grant, ...]]] = deque([(start, ())])
    seen = {start.key}
    while todo:
        email, path = todo.popleft()
        power = next((grant for grant in graph.grants.to_gsa(email) if _takes_over(grant)), None)
        if power is not None:
            return path, power if path else None  # what it holds itself is reported by WI401
        for grant in ways.get(email.key, ()) if len(path) < MAX_STEPS else ():
            target = grant.target.email
            if target is not None and target.key not in seen:
                seen.add(target.key)
                todo.append((target, (*path, grant)))
    return (), None


def _takes_over(grant: Grant) -> bool:
    role = grant.role.known or ""
    return grant.target.is_wide and (role in BASIC_WRITERS or dangers().get(role) in TAKES_OVER)


def _finding(google: Text, evidence: Fact, path: tuple[Grant, ...], power: Grant) -> Finding:
    last = path[-1].target.email
    at = evidence.member_text.at if isinstance(evidence, Grant) else evidence.at
    return Finding(
        path[0],
        path[0].role.origin,
        f"pods that act as {google} can become {last}, which holds {power.role.known} on {scope_name(power)}",
        because=(
            Step(at, f"workloads act as {google}"),
            *(Step(one.at, f"which {_way(one)} {one.target.email}") for one in path),
            Step(power.at, f"which holds {power.role.known}"),
        ),
        fix=Fix("take one step of this path away, or give the last account narrower roles"),
    )


def _way(grant: Grant) -> str:
    return _WAYS.get(grant.role.known or "", "may get tokens of")
