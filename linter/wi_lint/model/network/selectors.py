"""Calico's language of selectors: `app == "web" && tier in {"a", "b"} || !has(gone)`."""

from __future__ import annotations

import re

from wi_lint.bounds import MAX_SELECTOR_NESTING
from wi_lint.facts import Selector
from wi_lint.lazy_re import regex
from wi_lint.values import Text

_TOKEN = regex(
    r"""\s*(?:(?P<mark>&&|\|\||==|!=|[!(){},])
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<all>(?:all|global)\(\s*\))
    |(?P<has>has\(\s*(?P<key>[\w./-]+)\s*\))
    |(?P<word>not\s+in\b|starts\s+with\b|ends\s+with\b|[\w./-]+))""",
    re.VERBOSE,
)
_COMPARE = {
    "==": "In",
    "!=": "NotIn",
    "contains": "Contains",
    "starts with": "StartsWith",
    "ends with": "EndsWith",
}
"""Operators that compare a label with one text."""
_EVERYTHING = Selector()
_NOTHING = Selector(parts=(_EVERYTHING,), negated=True)
_UNKNOWN = Selector(sure=False)


def parse(written: Text | None) -> Selector:
    """The pods that a selector takes: all of them where nothing is written."""
    if written is None:
        return _EVERYTHING
    if written.known is None:
        return _UNKNOWN
    try:
        return _Reader(written.known).whole()
    except _NotUnderstood:
        return _UNKNOWN


def takes_all(written: Text) -> bool:
    """Whether a selector is written, but excludes nothing."""
    return re.sub(r"\s", "", written.known or "?") in ("", "all()")


class _NotUnderstood(Exception):
    pass


class _Reader:
    """A reader of one selector, by recursive descent."""

    def __init__(self, written: str) -> None:
        self._tokens: list[re.Match[str]] = []
        at = 0
        written = written.rstrip()
        while at < len(written):
            found = _TOKEN.match(written, at)
            if found is None:
                raise _NotUnderstood
            self._tokens.append(found)
            at = found.end()
        self._at = 0
        self._depth = 0

    def whole(self) -> Selector:
        if not self._tokens:
            return _EVERYTHING
        found = self._any()
        if self._at < len(self._tokens):
            raise _NotUnderstood
        return found

    def _any(self) -> Selector:
        parts = [self._all()]
        while self._takes("||"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Selector(parts=tuple(parts), either=True)

    def _all(self) -> Selector:
        parts = [self._one()]
        while self._takes("&&"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Selector(parts=tuple(parts))

    def _one(self) -> Selector:
        self._depth += 1
        if self._depth > MAX_SELECTOR_NESTING:
            raise _NotUnderstood
        try:
            return self._nested()
        finally:
            self._depth -= 1

    def _nested(self) -> Selector:
        if self._takes("!"):
            return Selector(parts=(self._one(),), negated=True)
        if self._takes("("):
            inner = self._any()
            self._want(")")
            return inner
        token = self._next()
        if token["all"]:  # `global()` takes what is in no namespace, and so no pods
            return _EVERYTHING if token["all"].startswith("all") else _NOTHING
        if token["has"]:
            return Selector(expressions=((token["key"], "Exists", frozenset()),))
        return self._compared(token["word"] or "")

    def _compared(self, key: str) -> Selector:
        token = self._next()
        operator = " ".join((token["mark"] or token["word"] or "").split())
        if operator in ("in", "not in"):
            values = self._listed()
            return Selector(expressions=((key, "In" if operator == "in" else "NotIn", values),))
        if not key or operator not in _COMPARE:
            raise _NotUnderstood
        return Selector(expressions=((key, _COMPARE[operator], frozenset({self._text()})),))

    def _listed(self) -> frozenset[str]:
        self._want("{")
        values = [self._text()]
        while self._takes(","):
            values.append(self._text())
        self._want("}")
        return frozenset(values)

    def _text(self) -> str:
        token = self._next()
        if not token["text"]:
            raise _NotUnderstood
        return token["text"][1:-1]

    def _next(self) -> re.Match[str]:
        if self._at >= len(self._tokens):
            raise _NotUnderstood
        self._at += 1
        return self._tokens[self._at - 1]

    def _takes(self, mark: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at]["mark"] == mark
        self._at += found
        return found

    def _want(self, mark: str) -> None:
        if not self._takes(mark):
            raise _NotUnderstood
