from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleAccount,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    Step,
    Unit,
    Unread,
    Unseen,
    email_project,
    rule,
)

_SIBLINGS = 5
"""Accounts of one unit that show that it is where accounts are declared: one that lacks is a slip."""


@rule("WI223", Severity.WARNING, link=Link.GSA)
def account_unlike_its_siblings(graph: Graph) -> Iterator[Finding]:
    """An account is annotated with a Google one that lacks where those of its siblings are declared."""
    unread = {one.unit for one in graph.every(Unread) if one.kind != "patch"}
    lacking_in = _lacking(graph)
    for (unit, project), siblings in _declared(graph).items():
        if len({declared.email.key for _, declared in siblings}) < _SIBLINGS or unit in unread:
            continue  # something that was not read may declare it
        lacking = lacking_in.get(project, [])
        # as many that lack are declared elsewhere, one or two are slips
        if 0 < len(lacking) <= len(siblings) // _SIBLINGS:
            yield from (_finding(one, unit, siblings) for one in lacking)


def _declared(graph: Graph) -> dict[tuple[Unit, str], list[tuple[KubernetesAccount, GoogleAccount]]]:
    """The accounts that are annotated with what a unit declares and binds, by the unit and the project."""
    found: dict[tuple[Unit, str], list[tuple[KubernetesAccount, GoogleAccount]]] = defaultdict(list)
    for account in graph.every(KubernetesAccount):
        declared = graph.grants.gsa(account.google, account.unit) if account.google is not None else None
        project = email_project(account.google)
        if declared is not None and project is not None and graph.grants.on(declared.email):
            found[declared.unit, project].append((account, declared))
    return found


def _lacking(graph: Graph) -> dict[str | None, list[KubernetesAccount]]:
    """The accounts that are annotated with a Google one of which nothing is known, by its project."""
    found: dict[str | None, list[KubernetesAccount]] = defaultdict(list)
    for account in graph.every(KubernetesAccount):
        google = account.acts_as
        if (
            google is not None
            and google.known is not None
            and isinstance(graph.trust.binding(account), Unseen)
            and not graph.grants.to_ksa(account)
            and graph.grants.gsa(google, account.unit) is None
        ):
            found[email_project(google)].append(account)
    return found


def _finding(
    account: KubernetesAccount, unit: Unit, siblings: list[tuple[KubernetesAccount, GoogleAccount]]
) -> Finding:
    google = account.google
    assert google is not None
    where = unit.title or "the same folder"
    return Finding(
        account,
        google.origin,
        f"{account.namespace}/{account.name} is annotated with {google}, which is declared nowhere, while "
        f"those of {len(siblings)} others are declared and bound in {where}: likely it lacks there",
        because=tuple(Step(declared.at, f"that of {one.name}") for one, declared in siblings[:2]),
        fix=Fix("declare it beside the others, and bind it"),
    )
