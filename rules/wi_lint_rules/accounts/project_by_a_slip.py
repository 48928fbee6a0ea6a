import re
from collections import Counter
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Link,
    Missing,
    Severity,
    Step,
    email_project,
    near,
    rule,
    weigh,
)

_SIBLINGS = 3
"""Accounts of one project that show which project is meant by a name that is nearly its."""


@rule("WI128", Severity.WARNING, link=Link.ANNOTATION)
def project_by_a_slip(graph: Graph) -> Iterator[Finding]:
    """The project in an annotation is named nowhere else, and nearly is one that others are in."""
    counts: Counter[str] = Counter()
    first: dict[str, KubernetesAccount] = {}
    for account in graph.every(KubernetesAccount):
        project = email_project(account.google)
        if project is not None:
            counts[project] += 1
            first.setdefault(project, account)
    usual = [project for project, count in counts.items() if count >= _SIBLINGS]
    for project, count in counts.items():
        told = isinstance(graph.trust.binding(first[project]), Missing)  # WI201 says whose it is
        if count == 1 and not told and not graph.trust.knows_project(project):
            weigh(first[project], len(usual))
            meant = [one for one in usual if near(project, one) and not _are_two(project, one)]
            if len(meant) == 1 and graph.deployments.are_together(first[project].unit, first[meant[0]].unit):
                yield _finding(first[project], project, first[meant[0]], counts[meant[0]])


def _are_two(project: str, other: str) -> bool:
    """Whether two projects differ in their numbers alone: they are two on purpose."""
    return re.sub(r"[0-9]+", "", project) == re.sub(r"[0-9]+", "", other)


def _finding(account: KubernetesAccount, project: str, other: KubernetesAccount, count: int) -> Finding:
    assert account.google is not None
    assert other.google is not None
    meant = email_project(other.google)
    return Finding(
        account,
        account.google.origin,
        f"{account.namespace}/{account.name} is annotated with an account of '{project}', which nothing else "
        f"names, while those of {count} others are in '{meant}': likely that project is meant",
        because=(Step(other.google.at, f"that of {other.namespace}/{other.name}"),),
        fix=Fix(
            "name the account of the right project", copy=str(account.google).replace(project, str(meant))
        ),
    )
