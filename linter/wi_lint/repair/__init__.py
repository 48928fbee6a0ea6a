"""Repairs: what mends a finding, in the language of the place that is wrong, made where the slip is."""

from __future__ import annotations

from wi_lint.repair.copies import to_copy
from wi_lint.repair.inserting import (
    argument_inside,
    at_end,
    behind_block,
    block_inside,
    block_of,
    document_of,
    item_behind,
    line_away,
    line_in_front,
    lines_above,
    lines_in_front,
)
from wi_lint.repair.names import Stretch, by_name, exchange, in_place, is_plain, name_beside
from wi_lint.repair.texts import amend, edit_of, respell, rewrite
from wi_lint.repair.value import Fix

__all__ = [
    "Fix",
    "Stretch",
    "amend",
    "argument_inside",
    "at_end",
    "behind_block",
    "block_inside",
    "block_of",
    "by_name",
    "document_of",
    "edit_of",
    "exchange",
    "in_place",
    "is_plain",
    "item_behind",
    "line_away",
    "line_in_front",
    "lines_above",
    "lines_in_front",
    "name_beside",
    "respell",
    "rewrite",
    "to_copy",
]
