from collections import defaultdict, deque
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
from wi_lint_rules.shared.roles import BASIC_WRITERS, TAKES_OVER, first_of, powers
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
    steps = _steps(graph, ways)
    for google in _starts(ways):
        evidence = graph.grants.workload_of(google) if google.key in steps else None
        if evidence is None:
            continue
        path = _strongest(google, ways, steps)
        power = _power(graph, path[-1].target.email) if path else None
        if power is not None:  # what it holds itself is reported by WI401
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


def _steps(graph: Graph, ways: dict[tuple[str, ...], list[Grant]]) -> dict[tuple[str, ...], int]:
    """How many steps each account is away from one that can take a project over, from there backwards."""
    before: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    targets: dict[tuple[str, ...], Text] = {}
    for holder, grants in ways.items():
        for grant in grants:
            if grant.target.email is not None:
                before[grant.target.email.key].append(holder)
                targets[grant.target.email.key] = grant.target.email
    for email in _starts(ways):
        targets.setdefault(email.key, email)
    steps = {key: 0 for key, email in targets.items() if _power(graph, email) is not None}
    todo = deque(steps)
    while todo:
        key = todo.popleft()
        for holder in before[key] if steps[key] < MAX_STEPS else ():
            if holder not in steps:
                steps[holder] = steps[key] + 1
                todo.append(holder)
    return steps


def _strongest(
    start: Text, ways: dict[tuple[str, ...], list[Grant]], steps: dict[tuple[str, ...], int]
) -> tuple[Grant, ...]:
    """The shortest path to an account that can take a project over: each step the first that is nearer."""
    path: list[Grant] = []
    key = start.key
    while steps[key]:
        nearer = (
            grant
            for grant in ways[key]
            if grant.target.email is not None and steps.get(grant.target.email.key) == steps[key] - 1
        )
        grant = next(nearer)
        assert grant.target.email is not None
        path.append(grant)
        key = grant.target.email.key
    return tuple(path)


def _power(graph: Graph, email: Text | None) -> Grant | None:
    """The grant by which an account can take a project over."""
    held = graph.grants.to_gsa(email) if email is not None else ()
    return next((grant for grant in held if _takes_over(grant)), None)


def _takes_over(grant: Grant) -> bool:
    is_power = grant.role.known in BASIC_WRITERS or first_of(TAKES_OVER, powers(grant)) is not None
    return grant.target.is_wide and is_power


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
