import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Project,
    Severity,
    Step,
    Text,
    WorkloadMember,
    WorkloadSet,
    pool_project,
    provenance,
    rule,
)


@rule("WI218", Severity.ERROR, link=Link.BINDING)
def number_of_another_project(graph: Graph) -> Iterator[Finding]:
    """A principal has the number of one project and the workload pool of another one."""
    yield from _several(_pairs(graph), _of_number)
    yield from _several(((pool, number, grant, at) for number, pool, grant, at in _pairs(graph)), _of_pool)
    projects = {project.number.key: project.id for project in graph.every(Project)}
    for grant in graph.every(Grant):
        number, pool = _number(grant), _pool(grant)
        owner = projects.get(number.key) if number is not None else None
        if number is None or owner is None or owner.known is None:
            continue
        if pool is not None and pool.known is not None and pool.known != owner.known:
            yield Finding(
                grant,
                number.at.one_line,
                f"the member '{grant.member_text}' has the number of the project '{owner}' and the workload "
                f"pool of '{pool}', and both have to be of one project",
                fix=Fix(f"take the number of '{pool}'"),
            )


_MADE_UP = re.compile(r"0?1234567|9876543|\d?(\d)\1{5}")
"""Numbers that stand for one."""
_Pair = tuple[str, str, Grant, Text]
"""What members name, what they name it with, and the number."""


def _pairs(graph: Graph) -> Iterator[_Pair]:
    """The numbers that members name, each with the project of the pool."""
    for grant in graph.every(Grant):
        number, pool = _number(grant), _pool(grant)
        if number is None or pool is None or not pool.known:
            continue
        if number.known and not _MADE_UP.match(number.known):
            yield number.known, pool.known, grant, number


def _several(pairs: Iterable[_Pair], said: Callable[[Grant, str, str, str], str]) -> Iterator[Finding]:
    """A number and a project belong to each other alone: the rarer of two partners is likely a slip."""
    found: dict[str, dict[str, list[tuple[Grant, Text]]]] = defaultdict(lambda: defaultdict(list))
    for one, partner, grant, number in pairs:
        found[one][partner].append((grant, number))
    for one, partners in found.items():
        usual, *others = sorted(partners, key=lambda partner: -len(partners[partner]))
        for other in others:
            _, its_number = partners[usual][0]
            grant, number = partners[other][0]
            yield Finding(
                grant,
                number.origin.one_line,
                said(grant, one, other, usual),
                because=(
                    *provenance(grant.member_text, number.origin, "the member is put together here"),
                    Step(its_number.origin.one_line, f"here it is that of '{usual}'"),
                ),
                fix=Fix("take the number of the project whose pool it is"),
            )


def _of_number(grant: Grant, number: str, owner: str, usual: str) -> str:
    return (
        f"the member '{grant.member_text}' has the number {number} for the pool of '{owner}', and others "
        f"have it for that of '{usual}': two projects never have one number, so one of them is wrong"
    )


def _of_pool(grant: Grant, owner: str, number: str, usual: str) -> str:
    return (
        f"the member '{grant.member_text}' has the number {number} for the pool of '{owner}', and others "
        f"have {usual}: a project has one number, so one of them is wrong"
    )


def _number(grant: Grant) -> Text | None:
    behind = grant.member_text.split("/projects/")
    halves = behind[1].split("/") if behind is not None else None
    return halves[0] if halves is not None else None


def _pool(grant: Grant) -> Text | None:
    member = grant.member
    if not isinstance(member, WorkloadMember | WorkloadSet) or member.pool is None or member.faults:
        return None
    return pool_project(member.pool) if grant.member_text.opening.startswith("principal") else None
