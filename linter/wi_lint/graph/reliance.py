"""Who rests on what is written at a place: what is right for another is not where the slip is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Generic, TypeVar

from wi_lint.bounds import MAX_COMPARED
from wi_lint.facts import Fact, GoogleAccount, Grant, KubernetesAccount
from wi_lint.grammar import WorkloadMember
from wi_lint.graph.answers import Found
from wi_lint.graph.ksas import KubernetesAccounts
from wi_lint.graph.store import FactStore
from wi_lint.graph.trust import Trust
from wi_lint.repair import block_of
from wi_lint.source import Span
from wi_lint.values import Literal, Text

T = TypeVar("T")
_STRIDE = 64
"""Characters of a file that are looked up together."""
_WIDEST = 4_000
"""Characters of a stretch that are looked up: of a longer one, its beginning."""


class Stretches(Generic[T]):
    """What belongs to stretches of files, to be asked by place."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], list[tuple[Span, T]]] = defaultdict(list)

    def add(self, at: Span, what: T) -> None:
        """Put something at a stretch."""
        last = min(at.end, at.start + _WIDEST) // _STRIDE
        for number in range(at.start // _STRIDE, last + 1):
            kept = self._found[at.path, number]
            if len(kept) <= MAX_COMPARED:
                kept.append((at, what))

    def over(self, place: Span) -> list[T]:
        """What is at stretches that a place is in, or meets: of very many, as many as say that they are."""
        numbers = range(place.start // _STRIDE, place.end // _STRIDE + 1)
        met = {
            id(what): what
            for number in numbers
            for at, what in self._found.get((place.path, number), ())
            if at.start < place.end and place.start < at.end
        }
        return list(met.values())


class Reliance:
    """What members and annotations are made of, by the files that it is written in."""

    def __init__(self, store: FactStore, ksas: KubernetesAccounts, trust: Trust) -> None:
        self._store = store
        self._ksas = ksas
        self._trust = trust

    def on(self, place: Span, but: Fact) -> bool:
        """Whether somebody else is right by what stands at a place; of very many somebody is."""
        users = [fact for fact in self._users.over(place) if fact is not but]
        return len(users) > MAX_COMPARED or any(map(self._is_right, users))

    def of_account(self, place: Span) -> bool:
        """Whether a Google service account, or its project, is called by what stands at a place."""
        if self._accounts.over(place):
            return True
        return any(place.text in name for name in self._calls.over(place))

    def on_role(self, place: Span, but: Grant) -> bool:
        """Whether a role that stands at a place is anybody's but workloads', which the same block binds."""
        return any(
            one.writer.at != but.writer.at
            or one.target.email is None
            or not isinstance(one.member, WorkloadMember)
            for one in self._roles.over(place)
        )

    @cached_property
    def _roles(self) -> Stretches[Grant]:
        found: Stretches[Grant] = Stretches()
        for grant in self._store.every(Grant):
            for at in _places(grant.role):
                found.add(at, grant)
        return found

    @cached_property
    def _accounts(self) -> Stretches[GoogleAccount]:
        found: Stretches[GoogleAccount] = Stretches()
        for account in self._store.every(GoogleAccount):
            for part in (*account.project.parts, *account.account_id.parts):
                if isinstance(part, Literal) and "\n" not in part.at.text:  # not all of a loop's item
                    found.add(part.at, account)
        return found

    @cached_property
    def _calls(self) -> Stretches[str]:
        """The calls of modules that are known without their code, with what their accounts are called."""
        found: Stretches[str] = Stretches()
        for account in self._store.every(GoogleAccount):
            block = block_of(account.at) if account.at.text.startswith("module ") else None
            if block is not None:
                found.add(block, account.account_id.known or "")
        return found

    @cached_property
    def _users(self) -> Stretches[Fact]:
        found: Stretches[Fact] = Stretches()
        for grant in self._store.every(Grant):
            if isinstance(grant.member, WorkloadMember):
                for at in _places(grant.member_text):
                    found.add(at, grant)
        for account in self._store.every(KubernetesAccount):
            texts = (account.namespace, account.name, account.google)
            for at in (at for text in texts if text is not None for at in _places(text)):
                found.add(at, account)
        return found

    def _is_right(self, fact: Fact) -> bool:
        if isinstance(fact, Grant):
            member = fact.member
            return isinstance(member, WorkloadMember) and isinstance(
                self._ksas.of_member(member, fact.unit), Found
            )
        return isinstance(fact, KubernetesAccount) and isinstance(self._trust.binding(fact), Found)


def _places(text: Text) -> Iterator[Span]:
    """Where a text is written: its pieces, and the expression that they are put together in."""
    yield text.at
    for part in text.parts:
        if isinstance(part, Literal) and part.at not in text.at:
            yield part.at
