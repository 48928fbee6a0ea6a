"""Functions that take regular expressions, which Terraform reads as RE2 does."""

from __future__ import annotations

from typing import Any

from wi_lint.bounds import MAX_ITEMS
from wi_lint.compose.terraform.convert import located, plain
from wi_lint.compose.terraform.functions.files import FileFunction
from wi_lint.compose.terraform.functions.kinds import Args, Fails
from wi_lint.compose.terraform.functions.text import replaced
from wi_lint.compose.terraform.scope import Scope
from wi_lint.patterns import Match, compiled
from wi_lint.source import Span
from wi_lint.values import Known, Value, as_segment, known


def _find(args: Args, at: Span, scope: Scope) -> Value | None:
    found = compiled(plain(args[0])).search(plain(args[1]), scope.names.work.patterns)
    if found is None:
        raise Fails("the pattern does not match")
    return located(_groups(found), at)


def _find_all(args: Args, at: Span, scope: Scope) -> Value | None:
    made: list[Any] = []
    for found in compiled(plain(args[0])).each(plain(args[1]), scope.names.work.patterns):
        made.append(_groups(found))
        if len(made) > MAX_ITEMS:
            return None
    return located(made, at)


def _groups(found: Match) -> Any:
    """Its named groups, or else its groups, or else all of it: what Terraform makes of a match."""
    if found.names:
        return {name: found.group(number) for name, number in found.names.items()}
    return found.groups or found.group()


def _replace(args: Args, at: Span, scope: Scope) -> Value | None:
    """A text between slashes is a pattern."""
    value, old, new = (as_segment(arg) for arg in args)
    pattern = old.known if isinstance(old, Known) else ""
    if value is None or new is None or not (len(pattern) > 1 and pattern[0] == pattern[-1] == "/"):
        return replaced(args, at)
    if value.known is None or new.known is None:
        return None
    into = compiled(pattern[1:-1]).replaced(value.known, new.known, scope.names.work.patterns)
    return known(into, at)


FUNCTIONS: dict[str, FileFunction] = {
    "regex": _find,
    "regexall": _find_all,
    "replace": _replace,
}
