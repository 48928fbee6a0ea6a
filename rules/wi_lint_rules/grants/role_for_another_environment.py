from collections import defaultdict
from collections.abc import Iterable, Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleAccount,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Unit,
    provenance,
    rule,
    same_email,
    weigh,
)


@rule("WI416", Severity.WARNING, link=Link.GRANT)
def role_for_another_environment(graph: Graph) -> Iterator[Finding]:
    """A role in one environment goes to another one's account, unlike in all others, and its own lacks it."""
    accounts = _by_id(graph)
    places: set[object] = set()
    for alike in _alike(graph):
        astray = [(grant, given) for grant, given, is_astray in alike if is_astray]
        units = {given.unit for _, given, is_astray in alike if not is_astray}
        if len({grant.unit for grant, _ in astray}) != 1 or len(units) < _SIBLINGS:
            continue  # one account for all of them, or too few to tell
        for grant, given in astray:
            assert given.account_id.known is not None
            own = _own(graph, grant.unit, accounts[given.account_id.known])
            place = grant.member_text.here.order
            if len(own) == 1 and place not in places and not _has(graph, own[0], grant):
                places.add(place)
                yield _finding(grant, given, own[0])


def _own(graph: Graph, unit: Unit, same: list[GoogleAccount]) -> list[GoogleAccount]:
    """Those of some accounts that are of the environment of a unit; of very many, nobody can tell."""
    weigh(steps=1 + len(same) // 8)
    return graph.deployments.of_environment(unit, same, lambda one: one.unit) if len(same) <= _MOST else []


_MOST = 100
"""Accounts of one id that are held against an environment."""
_SIBLINGS = 2
"""Other environments in which the same role goes to their own account."""
_Row = tuple[Grant, GoogleAccount, bool]


def _alike(graph: Graph) -> Iterable[list[_Row]]:
    """Grants of one role to accounts of one id, and whether each goes to another environment's."""
    found: dict[object, list[_Row]] = defaultdict(list)
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, GoogleMember) or member.email is None or grant.target.email is not None:
            continue
        given = graph.grants.gsa(member.email, grant.unit)
        if given is not None and given.account_id.known is not None:
            is_astray = graph.deployments.are_two_stages(given.unit, grant.unit)
            called = grant.address.rpartition("/")[2] if grant.unit.kind == "manifests" else grant.address
            key = grant.role.key, given.account_id.known, grant.target.kind, called
            found[key].append((grant, given, is_astray))
    return found.values()


def _finding(grant: Grant, given: GoogleAccount, own: GoogleAccount) -> Finding:
    assert isinstance(grant.member, GoogleMember)
    email = grant.member.email
    assert email is not None
    return Finding(
        grant,
        grant.member_text.here.one_line,
        f"{grant.role} of {grant.unit.title} is given to {email}, the account of {given.unit.title}, while "
        f"its own, {own.email}, is not given it: likely that one is meant",
        because=(
            *provenance(grant.member_text, email.origin, "the member is put together here"),
            Step(own.at, "the account of its own environment"),
            Step(given.at, "the account of the other one"),
        ),
        fix=Fix("give it to the account of the same environment", copy=f"serviceAccount:{own.email}"),
    )


def _by_id(graph: Graph) -> dict[str, list[GoogleAccount]]:
    """The accounts that are declared, by their ids."""
    found: dict[str, list[GoogleAccount]] = defaultdict(list)
    for account in graph.every(GoogleAccount):
        if account.account_id.known is not None:
            found[account.account_id.known].append(account)
    return found


def _has(graph: Graph, account: GoogleAccount, grant: Grant) -> bool:
    """Whether an account is given the role beside, or any on the same thing, or may be the given one."""
    assert isinstance(grant.member, GoogleMember)
    assert grant.member.email is not None
    if same_email(account.email, grant.member.email) is not Match.DIFFERENT:
        return True
    return any(
        other.unit == grant.unit
        and (other.role.key == grant.role.key or other.target.name.key == grant.target.name.key)
        for other in graph.grants.to_gsa(account.email)
    )
