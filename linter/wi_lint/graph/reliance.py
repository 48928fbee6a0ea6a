"""Who rests on what is written at a place: what is right for another is not where the slip is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

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


class Reliance:
    """What members and annotations are made of, by the files that it is written in."""

    def __init__(self, store: FactStore, ksas: KubernetesAccounts, trust: Trust) -> None:
        self._store = store
        self._ksas = ksas
        self._trust = trust

    def on(self, place: Span, but: Fact) -> bool:
        """Whether somebody else is right by what stands at a place; of very many somebody is."""
        users = [
            fact
            for at, fact in self._by_path.get(place.path, ())
            if fact is not but and at.start < place.end and place.start < at.end
        ]
        return len(users) > MAX_COMPARED or any(map(self._is_right, users))

    def of_account(self, place: Span) -> bool:
        """Whether a Google service account, or its project, is called by what stands at a place."""
        if any(at.start < place.end and place.start < at.end for at in self._accounts.get(place.path, ())):
            return True
        return any(place in block and place.text in name for block, name in self._calls.get(place.path, ()))

    @cached_property
    def _accounts(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = defaultdict(list)
        for account in self._store.every(GoogleAccount):
            for part in (*account.project.parts, *account.account_id.parts):
                if isinstance(part, Literal) and "\n" not in part.at.text:  # not all of a loop's item
                    found[part.at.path].append(part.at)
        return found

    @cached_property
    def _calls(self) -> dict[str, list[tuple[Span, str]]]:
        """The calls of modules that are known without their code, with what their accounts are called."""
        found: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for account in self._store.every(GoogleAccount):
            block = block_of(account.at) if account.at.text.startswith("module ") else None
            if block is not None:
                found[block.path].append((block, account.account_id.known or ""))
        return found

    @cached_property
    def _by_path(self) -> dict[str, list[tuple[Span, Fact]]]:
        found: dict[str, list[tuple[Span, Fact]]] = defaultdict(list)
        for grant in self._store.every(Grant):
            if isinstance(grant.member, WorkloadMember):
                for at in _places(grant.member_text):
                    found[at.path].append((at, grant))
        for account in self._store.every(KubernetesAccount):
            texts = (account.namespace, account.name, account.google)
            for at in (at for text in texts if text is not None for at in _places(text)):
                found[at.path].append((at, account))
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
