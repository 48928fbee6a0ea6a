"""What was read and not understood: why a binding or an annotation may be there all the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from wi_lint.bounds import MAX_COMPARED
from wi_lint.facts import ANNOTATION, Unread
from wi_lint.graph.roles import WORKLOAD_IDENTITY_USER
from wi_lint.lazy_re import regex
from wi_lint.unit import Unit
from wi_lint.values import Match, Text, compare, known

_BINDS = ("workload-identity", "workload_identity", "service_accounts_iam")
"""What the sources of modules are called that bind accounts, whichever they are given."""
_TO_FILL_IN = regex(r"\.svc\.id\.goog\[[^\]\n]{0,300}?(?:[$<{]|[A-Z][A-Z_]{2,})")
"""A member with names to be filled in, as a guide has people bind for any account."""
_ANY = ""
"""Stands for every account."""


class UnreadEvidence:
    """Scripts, templates and modules of elsewhere, by the accounts that they may be about."""

    def __init__(self, unread: Iterable[Unread]) -> None:
        self._binding: dict[tuple[Unit | None, str], Unread] = {}
        self._given: dict[str, Unread] = {}
        self._annotating: Unread | None = None
        self._guides: defaultdict[str, list[tuple[Unread, set[str]]]] = defaultdict(list)
        for one in unread:
            if one.kind == "guide":
                words = _words(one.text)
                if "workloadIdentityUser" in one.text and _TO_FILL_IN.search(one.text):
                    self._guides[_ANY].append((one, set()))
                for word in words:
                    self._guides[word].append((one, words))
            else:
                self._add(one)

    def _add(self, one: Unread) -> None:
        if one.kind == "patch":
            self._given |= {word: one for word in _words(one.text) if word not in self._given}
            return
        for word in _bound(one):
            self._binding.setdefault((one.unit, word), one)
        if one.kind == "script":
            for word in _bound_by_script(one):
                self._binding.setdefault((None, word), one)
            if self._annotating is None and ANNOTATION.partition("/")[2] in one.text:
                self._annotating = one
        if one.kind == "module":
            for mention in one.mentions:
                if mention.known:
                    self._given.setdefault(mention.known, one)

    def of_binding(self, units: Iterable[Unit], account_id: str) -> str | None:
        """Why some of these units, or a script anywhere, may bind a Google service account."""
        for unit in (*units, None):
            for word in (_ANY, account_id):
                if (unit, word) in self._binding:
                    return self._binding[unit, word].why
        return None

    def of_guide(self, account_id: str, name: Text, *, any_other: bool) -> str | None:
        """The guide that has people bind a Kubernetes service account to a Google one, or `any_other`."""
        for one, words in self._guides.get(account_id, ()):
            if name.known in words or (name.holes and _may_be_one(name, words, one)):
                return one.why
        return next((one.why for one, _ in self._guides.get(_ANY, ())), None) if any_other else None

    def of_annotation(self, account: str) -> str | None:
        """Why a Kubernetes service account may be annotated elsewhere."""
        one = self._annotating or self._given.get(account)
        return one.why if one else None


def _may_be_one(name: Text, words: Collection[str], one: Unread) -> bool:
    """Whether a name that is known in part may be one of some words; of very many it may."""
    some = islice(words, MAX_COMPARED)
    return len(words) > MAX_COMPARED or any(
        compare(known(word, one.at), name) is not Match.DIFFERENT for word in some
    )


def _bound(one: Unread) -> Iterator[str]:
    """The ids of the accounts that it may bind, for the unit that it is in."""
    if one.kind != "module":
        if WORKLOAD_IDENTITY_USER in one.text:
            yield _ANY
    elif any(word in one.text.lower() for word in _BINDS):
        yield _ANY
    else:
        for mention in one.mentions:
            yield from _words(str(mention))


def _bound_by_script(one: Unread) -> Iterator[str]:
    """Those that it may bind wherever it is: any, where it puts names together; those that it is given."""
    for mention in one.mentions:
        yield from _words(str(mention))
    if WORKLOAD_IDENTITY_USER in one.text:
        if "$" in one.text:
            yield _ANY
        else:
            yield from _words(one.text)


def _words(text: str) -> set[str]:
    """What may be an account's id in a text."""
    return set(re.findall(r"[a-z0-9-]+", text))
