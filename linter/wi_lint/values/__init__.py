"""Values that may be known, partly known or unknown, and still know where they were written.

Text is a sequence of parts, each a literal or a hole, each with its own origin. Comparison has
three answers: two texts are the same, different, or it cannot be reported. Whatever text is later put
into the holes, *same* and *different* stay true.
"""

from __future__ import annotations

from wi_lint.values.comparison import Match, common_start, compare
from wi_lint.values.conversions import as_bool, as_segment, as_text, is_null, number_text
from wi_lint.values.data import ListValue, MapValue, Scalar, Value, doubt, walk, weight
from wi_lint.values.effort import TooMuch, limited, weigh, weighed
from wi_lint.values.reasons import Reason, Why
from wi_lint.values.texts import (
    HOLE,
    Attribute,
    EmptyDefault,
    Hole,
    Known,
    Literal,
    Part,
    Partial,
    Provenance,
    Text,
    Unknown,
    join,
    known,
    text,
    unknown,
)

__all__ = [
    "HOLE",
    "Attribute",
    "EmptyDefault",
    "Hole",
    "Known",
    "ListValue",
    "Literal",
    "MapValue",
    "Match",
    "Part",
    "Partial",
    "Provenance",
    "Reason",
    "Scalar",
    "Text",
    "TooMuch",
    "Unknown",
    "Value",
    "Why",
    "as_bool",
    "as_segment",
    "as_text",
    "common_start",
    "compare",
    "doubt",
    "is_null",
    "join",
    "known",
    "limited",
    "number_text",
    "text",
    "unknown",
    "walk",
    "weigh",
    "weighed",
    "weight",
]
