from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Edit,
    Email,
    Finding,
    Fix,
    GoogleAccount,
    GoogleMember,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    SlippedEmail,
    Step,
    Text,
    Unit,
    Unseen,
    email,
    is_slip,
    rule,
    weigh,
)

_MOST = 50
"""Most accounts that lack something among which one is looked for."""
_LONGEST = 30
"""Characters of an account id, at most. Source: IAM's reference of service accounts."""
_Place = tuple[Unit | None, str]


@rule("WI131", Severity.WARNING, link=Link.GSA)
def account_by_a_slip(graph: Graph) -> Iterator[Finding]:
    """A Google service account that nobody declares is nearly one that is, and that lacks it."""
    for one in graph.every(SlippedEmail):
        yield Finding(
            one,
            one.at,
            f"{one.email} stands here once, and {one.meant} more often: likely that one is meant",
            because=(Step(one.meant.at.one_line, "this is written more often"),),
            fix=Fix("write the one that is meant", _edits(one), str(one.meant)),
        )
    granted, annotated = _lacking(graph)
    for grant in graph.every(Grant) if granted else ():
        if isinstance(grant.member, GoogleMember) and grant.member.email is not None:
            read = _undeclared(graph, grant.member.email, grant.unit)
            if read is not None and not _is_known(graph, grant.member.email):
                meant = _meant(grant, read, granted, is_alone=True)
                if meant is not None:
                    yield _finding(grant, grant.member.email, meant, "granted nothing")
    for account in graph.every(KubernetesAccount) if annotated else ():
        if account.acts_as is not None and isinstance(graph.trust.binding(account), Unseen):
            read = _undeclared(graph, account.acts_as, account.unit)
            meant = _meant(account, read, annotated, is_alone=False) if read is not None else None
            if meant is not None and graph.deployments.are_together(account.unit, meant.unit):
                yield _finding(account, account.acts_as, meant, "named by no annotation")


def _edits(one: SlippedEmail) -> tuple[Edit, ...]:
    return (Edit(one.at, str(one.meant)),) if one.at.text == str(one.email) else ()


def _lacking(
    graph: Graph,
) -> tuple[dict[_Place, list[GoogleAccount]], dict[_Place, list[GoogleAccount]]]:
    """The declared accounts that are bound and granted nothing, and those that no annotation names."""
    granted: dict[_Place, list[GoogleAccount]] = defaultdict(list)
    annotated: dict[_Place, list[GoogleAccount]] = defaultdict(list)
    for account in graph.every(GoogleAccount):
        if account.account_id.known is None or account.project.known is None:
            continue
        if graph.grants.on(account.email, [account.unit]) and not graph.grants.to_gsa(account.email):
            granted[account.unit, account.project.known].append(account)
        if not account.referred and not graph.grants.annotated_with(account.email):
            annotated[None, account.project.known].append(account)
    return granted, annotated


def _undeclared(graph: Graph, text: Text, unit: Unit) -> Email | None:
    """An e-mail that is wholly known, of an account that no file declares."""
    read = email(text) if text.known is not None else None
    if read is None or read.project is None or read.account_id.known is None:
        return None
    return read if graph.grants.gsa(text, unit) is None else None


def _is_known(graph: Graph, text: Text) -> bool:
    """Whether something else speaks of an account: it is one of its own."""
    return bool(
        graph.grants.on(text) or graph.grants.annotated_with(text) or len(graph.grants.to_gsa(text)) > 2
    )


def _meant(
    one: Grant | KubernetesAccount, read: Email, lacking: dict[_Place, list[GoogleAccount]], *, is_alone: bool
) -> GoogleAccount | None:
    """The one account that lacks what is given to a name that is nearly its own."""
    assert read.project is not None
    written = str(read.account_id)
    there = lacking.get((one.unit if is_alone else None, str(read.project)), [])
    if len(there) > _MOST or len(written) > _LONGEST:
        return None
    weigh(one, len(there))
    alike = _is_near if is_alone else is_slip
    found = [account for account in there if alike(written, str(account.account_id))]
    return found[0] if len(found) == 1 else None


def _is_near(one: str, other: str) -> bool:
    """Whether one name is a slip for the other, or has one of its words in the plural."""
    if is_slip(one, other):
        return True
    words = one.split("-"), other.split("-")
    differ = [pair for pair in zip(*words, strict=False) if pair[0] != pair[1]]
    if len(words[0]) != len(words[1]) or len(differ) != 1:
        return False
    short, long = sorted(differ[0], key=len)
    return long == f"{short}s"


def _finding(one: Grant | KubernetesAccount, written: Text, meant: GoogleAccount, lacks: str) -> Finding:
    return Finding(
        one,
        written.origin,
        f"{written} is declared nowhere, while {meant.email} beside it is declared and {lacks}: likely that "
        "one is meant",
        because=(Step(meant.at, "this is declared"),),
        fix=Fix("name the account that is declared", copy=str(meant.email)),
    )
