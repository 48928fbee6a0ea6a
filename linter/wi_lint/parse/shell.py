"""Shell scripts to syntax trees, by tree-sitter's grammar of bash."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wi_lint.bounds import MAX_PARENTHESES, MAX_SCRIPT

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_PARENTHESIS = re.compile(r"[()]")


def _depth(text: str) -> int:
    """How many parentheses are open at the most."""
    depth = most = 0
    for found in _PARENTHESIS.finditer(text):
        depth = depth + 1 if found[0] == "(" else max(depth - 1, 0)
        most = max(most, depth)
    return most


@cache
def _parser() -> Parser:
    # a tree without scripts does not pay for the grammar
    import tree_sitter_bash  # noqa: PLC0415
    from tree_sitter import Language, Parser  # noqa: PLC0415

    return Parser(Language(tree_sitter_bash.language()))


class Tree:
    """The syntax of a script. Offsets of its nodes count code points."""

    def __init__(self, text: str) -> None:
        self.is_too_deep = _depth(text) > MAX_PARENTHESES
        data = b"" if self.is_too_deep else text[:MAX_SCRIPT].encode("utf-8", "replace")
        self.is_cut = len(text) > MAX_SCRIPT
        self.text = text
        self.root: Node = _parser().parse(data).root_node
        self._plain = len(data) == len(text)
        self._data = data
        self._asked = (0, 0)

    @property
    def is_broken(self) -> bool:
        """Whether a part of it could not be read; the rest is there all the same."""
        return self.root.has_error or self.is_too_deep

    def start(self, node: Node) -> int:
        return self._offset(node.start_byte)

    def end(self, node: Node) -> int:
        return self._offset(node.end_byte)

    def written(self, node: Node) -> str:
        """What a node is written as."""
        return self.text[self.start(node) : self.end(node)]

    def _offset(self, byte: int) -> int:
        """The code point that starts at a byte, counted from the last one that was asked for."""
        if self._plain:
            return byte
        start, points = self._asked
        low, high = sorted((start, byte))
        between = len(self._data[low:high].decode("utf-8", "replace"))
        self._asked = byte, points + (between if byte >= start else -between)
        return self._asked[1]
