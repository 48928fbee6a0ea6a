from collections import defaultdict
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
    is_slip,
    rule,
    weigh,
)

_SIBLINGS = 3
"""Accounts of one project that show which project is meant by a name that is nearly its."""
_USUAL = 20
"""Most projects that one is likened to."""


@rule("WI128", Severity.WARNING, link=Link.ANNOTATION)
def project_by_a_slip(graph: Graph) -> Iterator[Finding]:
    """The project in an annotation has no other account or cluster, and nearly is one that others are in."""
    places: dict[str, set[object]] = defaultdict(set)
    first: dict[str, KubernetesAccount] = {}
    for account in graph.every(KubernetesAccount):
        project = email_project(account.google)
        if project is not None and account.google is not None:
            places[project].add(account.google.origin.order)
            first.setdefault(project, account)
    counts = {project: len(several) for project, several in places.items()}
    usual = [project for project, count in counts.items() if count >= _SIBLINGS][:_USUAL]
    for project, count in counts.items():
        told = isinstance(graph.trust.binding(first[project]), Missing)  # WI201 says whose it is
        if count == 1 and not told and not graph.trust.knows_project(project):
            weigh(first[project], len(usual))
            meant = [one for one in usual if is_slip(project, one)]
            if len(meant) == 1 and graph.deployments.are_together(first[project].unit, first[meant[0]].unit):
                yield _finding(first[project], project, first[meant[0]], counts[meant[0]])


def _finding(account: KubernetesAccount, project: str, other: KubernetesAccount, count: int) -> Finding:
    assert account.google is not None
    assert other.google is not None
    meant = email_project(other.google)
    return Finding(
        account,
        account.google.origin,
        f"{account.namespace}/{account.name} is annotated with an account of '{project}', in which no other "
        f"account or cluster is, while those of {count} others are in '{meant}': likely that one is meant",
        because=(Step(other.google.at, f"that of {other.namespace}/{other.name}"),),
        fix=Fix(
            "name the account of the right project", copy=str(account.google).replace(project, str(meant))
        ),
    )
