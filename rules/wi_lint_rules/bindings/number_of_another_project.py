from collections import defaultdict
from collections.abc import Iterator

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
    rule,
)


@rule("WI218", Severity.ERROR, link=Link.BINDING)
def number_of_another_project(graph: Graph) -> Iterator[Finding]:
    """A principal has the number of one project and the workload pool of another one."""
    yield from _two_numbers(graph)
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


def _two_numbers(graph: Graph) -> Iterator[Finding]:
    """Members of one pool with two numbers: a project has one, so the rarer of them is likely a slip."""
    found: dict[str, dict[str, list[tuple[Grant, Text]]]] = defaultdict(lambda: defaultdict(list))
    for grant in graph.every(Grant):
        number, pool = _number(grant), _pool(grant)
        if number is not None and number.known and pool is not None and pool.known:
            found[pool.known][number.known].append((grant, number))
    for owner, numbers in found.items():
        usual, *others = sorted(numbers, key=lambda one: -len(numbers[one]))
        for other in others:
            first, _ = numbers[usual][0]
            grant, number = numbers[other][0]
            yield Finding(
                grant,
                number.at.one_line,
                f"the member '{grant.member_text}' has the number {other} for the pool of '{owner}', and "
                f"others have {usual}: a project has one number, so one of them is wrong",
                because=(Step(first.member_text.at, f"this one has {usual}"),),
                fix=Fix(f"take the number of '{owner}'"),
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
