"""Terraform's functions, on values that may be partly known.

A function answers with a value, or with nothing where it cannot tell: the call is then a hole
that names the function.
"""

from __future__ import annotations

import re

from wi_lint.compose.terraform.convert import NotKnown
from wi_lint.compose.terraform.functions import collections, data, text
from wi_lint.compose.terraform.functions.kinds import MAX_ITEMS, Args
from wi_lint.source import Span
from wi_lint.values import Value

_FUNCTIONS = {**text.FUNCTIONS, **collections.FUNCTIONS, **data.FUNCTIONS}


def call(name: str, args: Args, at: Span) -> Value | None:
    """The value of a call, or nothing where these files do not tell it."""
    name = name.removeprefix("core::")
    function = _FUNCTIONS.get(name)
    try:
        return function(args, at) if function else None
    except (NotKnown, ValueError, TypeError, IndexError, KeyError, re.error, OverflowError):
        return None


__all__ = ["MAX_ITEMS", "call"]
