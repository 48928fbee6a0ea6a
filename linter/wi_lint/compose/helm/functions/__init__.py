"""The functions of Helm's templates, on values that may be partly known.

A function answers with a value, or raises `NotKnown` where it cannot tell. Source: the documentation
of Helm and of the sprig library.
"""

from wi_lint.compose.helm.functions import collections, documents, logic, patterns, texts
from wi_lint.compose.helm.functions.arguments import Function, NotKnown

FUNCTIONS: dict[str, Function] = {
    **logic.FUNCTIONS,
    **texts.FUNCTIONS,
    **documents.FUNCTIONS,
    **collections.FUNCTIONS,
}

PARSERS = documents.PARSERS
PATTERN_FUNCTIONS = patterns.FUNCTIONS

__all__ = ["FUNCTIONS", "PARSERS", "PATTERN_FUNCTIONS", "NotKnown"]
