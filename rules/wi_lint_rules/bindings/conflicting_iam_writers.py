from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from heapq import merge
from itertools import islice

from wi_lint import (
    BadReference,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Unit,
    WorkloadMember,
    compare,
    rule,
    weigh,
)

_Key = tuple[object, ...]
_Given = dict[tuple[Unit, str], list[Grant]]
"""What each writer gives."""
_OWNS = ("member", "binding", "policy")
"""Kinds of writers, by how much of a policy they own."""


@rule("WI208", Severity.ERROR, link=Link.BINDING)
def conflicting_iam_writers(graph: Graph) -> Iterator[Finding]:
    """Two resources write one IAM policy or role, and each undoes the other."""
    given: _Given = defaultdict(list)
    for grant in graph.every(Grant):
        given[grant.unit, grant.writer.address].append(grant)
    for writers in _targets(graph).values():
        for first, second in _conflicts(graph, given, writers):
            owner = max((first.writer, second.writer), key=lambda one: _OWNS.index(one.kind))
            what = "the policy" if owner.kind == "policy" else f"{first.role}"
            yield Finding(
                second,
                second.writer.at,
                f"{second.writer.address} and {first.writer.address} both write {what} of "
                f"'{first.target.name}', and {owner.address} removes what it does not list",
                because=(Step(first.writer.at, "the other writer"),),
                fix=Fix(_advice(second)),
            )


def _advice(grant: Grant) -> str:
    if grant.unit.kind == "terraform":
        return "use '_iam_member' resources alone, or list every member in one place"
    return "use IAMPolicyMember or IAMPartialPolicy alone, or list every member in one IAMPolicy"


def _agree(given: _Given, first: Grant, second: Grant) -> bool:
    """Whether each owner lists what the other one gives, or may: then neither surely removes anything."""
    return all(
        owner.writer.kind == "member" or _lists(_owned(given, owner, owner), _owned(given, other, owner))
        for owner, other in ((first, second), (second, first))
    )


def _lists(own: list[Grant], others: list[Grant]) -> bool:
    """Whether each of some grants is among an owner's own, or may be one that nobody knows."""
    sure = {(one.role.key, one.member_text.key) for one in own}
    open_ = [one for one in own if one.role.known is None or one.member_text.known is None]
    return all(
        (other.role.key, other.member_text.key) in sure
        or any(
            map(
                partial(_may_be, other), own if None in (other.role.known, other.member_text.known) else open_
            )
        )
        for other in others
    )


def _may_be(one: Grant, other: Grant) -> bool:
    """Whether two grants may give the same."""
    return (
        compare(one.role, other.role) is not Match.DIFFERENT
        and compare(one.member_text, other.member_text) is not Match.DIFFERENT
    )


def _owned(given: _Given, one: Grant, owner: Grant) -> list[Grant]:
    """What the writer of a grant gives, as far as another one owns it."""
    weigh(one, len(given[one.unit, one.writer.address]))
    return [
        grant
        for grant in given[one.unit, one.writer.address]
        if owner.writer.kind == "policy" or grant.role.key == owner.role.key
    ]


def _targets(graph: Graph) -> dict[_Key, list[Grant]]:
    """One grant of each writer, by target."""
    found: dict[_Key, dict[_Key, Grant]] = defaultdict(dict)
    refused = {(one.unit, one.address) for one in graph.every(BadReference)}
    for grant in graph.every(Grant):
        if grant.writer.sure and (grant.unit, grant.writer.address) not in refused:
            whole = grant.target.email or grant.target.name
            target = (_home(grant), grant.target.kind, whole.key)
            role = None if grant.writer.kind == "policy" else grant.scope
            found[target].setdefault((grant.unit, grant.writer.address, role), grant)
    return {key: list(grants.values()) for key, grants in found.items() if len(grants) > 1}


def _home(grant: Grant) -> object:
    """Where two writers meet: in a root module, or, for an account that is known by its e-mail, anywhere.

    Objects of Config Connector meet wherever their target is known.
    """
    if grant.unit.kind == "terraform":
        email = grant.target.email
        return "" if email is not None and email.known is not None else grant.unit
    return "" if grant.target.name.known is not None else grant.unit


_MOST = 5
"""Other writers that one is told of: hundreds on one account are one mistake."""
_LOOKED_AT = 1_000
"""Other writers that one is held against, for the same reason."""


def _conflicts(graph: Graph, given: _Given, grants: list[Grant]) -> Iterator[tuple[Grant, Grant]]:
    reported: set[tuple[object, object]] = set()
    rivals = _Rivals()
    for second in grants:
        told = 0
        for first in rivals.of(second):
            weigh(first)
            pair = _block(first), _block(second)
            if _is_one(first, second) or pair in reported:
                continue
            ours = _concerns_workloads(graph, first) or _concerns_workloads(graph, second)
            if ours and not _agree(given, first, second):
                reported.add(pair)
                yield first, second
                told += 1
            if told == _MOST:
                break
        rivals.add(second)


class _Rivals:
    """Writers of one target, by what they may fight about: a policy with all, a binding for its own role."""

    def __init__(self) -> None:
        self._every: list[Grant] = []
        self._places: dict[object, list[int]] = defaultdict(list)

    def add(self, grant: Grant) -> None:
        place = len(self._every)
        self._every.append(grant)
        if grant.writer.kind == "policy":
            self._places["policy"].append(place)
        elif grant.role.known is not None:
            self._places[grant.writer.kind, *grant.scope].append(place)

    def of(self, grant: Grant) -> Iterator[Grant]:
        """The writers so far that a further one fights with, if the two are not one."""
        kind = grant.writer.kind
        if kind == "policy":
            yield from islice(self._every, _LOOKED_AT)
            return
        owned = ("binding",) if kind == "member" else ("binding", "member")
        keys: list[object] = ["policy", *((one, *grant.scope) for one in owned)]
        for place in islice(merge(*(self._places.get(key, ()) for key in keys)), _LOOKED_AT):
            yield self._every[place]


def _concerns_workloads(graph: Graph, grant: Grant) -> bool:
    """Whether a workload's identity is at stake: other people's conflicts are not ours to tell."""
    member = grant.member
    if grant.target.email is not None or isinstance(member, WorkloadMember):
        return True
    if not isinstance(member, GoogleMember) or member.email is None:
        return False
    return graph.grants.workload_of(member.email) is not None


def _is_one(first: Grant, second: Grant) -> bool:
    """Whether two grants are of one writer, or of one block in different roots, such as environments.

    Objects of one kind and name are one object, of which the tree has several versions.
    """
    named_alike = first.writer.address == second.writer.address
    if named_alike and (first.unit == second.unit or first.unit.kind != "terraform"):
        return True
    if _block(first) != _block(second):
        return False
    return first.unit != second.unit or first.writer.kind == "member"


def _block(grant: Grant) -> tuple[str, int, int]:
    """The block that a writer is an instance of."""
    return grant.writer.at.order
