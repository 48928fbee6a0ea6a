"""Terraform's functions, on values that may be partly known.

A function answers with a value, or with nothing where it cannot tell: the call is then a hole
that names the function. It raises `Fails` where Terraform would refuse the call.
"""

from __future__ import annotations

import re
from decimal import InvalidOperation

from wi_lint.bounds import MAX_ITEMS
from wi_lint.compose.terraform.convert import NotKnown
from wi_lint.compose.terraform.functions import collections, data, encode, files, form, patterns, text
from wi_lint.compose.terraform.functions.encode import embedded
from wi_lint.compose.terraform.functions.kinds import Args, Fails
from wi_lint.compose.terraform.scope import Scope
from wi_lint.source import Span
from wi_lint.values import Reason, Value, is_null

_IN_SCOPE = {**files.FUNCTIONS, **patterns.FUNCTIONS}
"""Functions that read files, or spend what their root module may."""
_FUNCTIONS = {
    **text.FUNCTIONS,
    **form.FUNCTIONS,
    **collections.FUNCTIONS,
    **data.FUNCTIONS,
    **encode.FUNCTIONS,
}


_NO_NULLS = frozenset(
    {
        "base64decode", "base64encode", "basename", "chomp", "dirname", "endswith", "file", "fileexists",
        "fileset", "jsondecode", "lower", "pathexpand", "regex", "regexall", "replace", "split", "startswith",
        "strrev", "substr", "title", "trim", "trimprefix", "trimspace", "trimsuffix", "upper", "yamldecode",
    }
)  # fmt: skip
"""Functions of texts that Terraform refuses to call with a null."""


def is_pure(name: str) -> bool:
    """Whether a function is one that we evaluate, and that answers the same for the same arguments."""
    return name.removeprefix("core::") in {*_FUNCTIONS, *patterns.FUNCTIONS}


def call(name: str, args: Args, at: Span, scope: Scope) -> Value | None:
    """The value of a call, or nothing where these files do not tell it."""
    name = name.removeprefix("core::")
    if name in _NO_NULLS and any(map(is_null, args)):
        return scope.hole(at.start, at.end, Reason.FAILED(f"{name}() of a null"), fails=True)
    try:
        if name in _IN_SCOPE:
            return _IN_SCOPE[name](args, at, scope)
        return _FUNCTIONS[name](args, at) if name in _FUNCTIONS else None
    except Fails as error:
        return scope.hole(at.start, at.end, Reason.FAILED(f"the call ({error})"), fails=True)
    except (
        NotKnown, ValueError, TypeError, IndexError, KeyError, StopIteration, re.error, OverflowError,
        InvalidOperation, RecursionError, AttributeError,
    ):  # fmt: skip
        return None


__all__ = ["MAX_ITEMS", "call", "embedded", "is_pure"]
