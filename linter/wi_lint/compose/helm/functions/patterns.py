"""Functions that take regular expressions, which Go reads as RE2 does."""

from __future__ import annotations

from collections.abc import Callable

from wi_lint.compose.helm.functions.arguments import Args, as_known, as_number
from wi_lint.patterns import Effort, compiled
from wi_lint.source import Span
from wi_lint.values import ListValue, Scalar, Value, known

PatternFunction = Callable[[Args, Span, Effort], Value]
"""As other functions are, and spends what its chart may. Raises `ValueError` where a pattern is not read."""


def _match(args: Args, at: Span, effort: Effort) -> Value:
    found = compiled(as_known(args[0], at)).search(as_known(args[1], at), effort)
    return Scalar(found is not None, at)


def _find(args: Args, at: Span, effort: Effort) -> Value:
    found = compiled(as_known(args[0], at)).search(as_known(args[1], at), effort)
    return known((found.group() or "") if found is not None else "", at)


def _find_all(args: Args, at: Span, effort: Effort) -> Value:
    most = as_number(args[2])
    each = [
        found.group() or "" for found in compiled(as_known(args[0], at)).each(as_known(args[1], at), effort)
    ]
    return ListValue(tuple(known(one, at) for one in (each if most < 0 else each[:most])), at)


def _replace(args: Args, at: Span, effort: Effort) -> Value:
    pattern, whole, into = (as_known(arg, at) for arg in args[:3])
    return known(compiled(pattern).replaced(whole, into, effort), at)


def _replace_literally(args: Args, at: Span, effort: Effort) -> Value:
    pattern, whole, into = (as_known(arg, at) for arg in args[:3])
    return known(compiled(pattern).replaced(whole, into.replace("$", "$$"), effort), at)


_FUNCTIONS: dict[str, PatternFunction] = {
    "regexMatch": _match,
    "regexFind": _find,
    "regexFindAll": _find_all,
    "regexReplaceAll": _replace,
    "regexReplaceAllLiteral": _replace_literally,
}
FUNCTIONS = {**_FUNCTIONS, **{f"mustR{name[1:]}": made for name, made in _FUNCTIONS.items()}}
