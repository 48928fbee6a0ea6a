"""Shell scripts to syntax trees, by tree-sitter's grammar of bash."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from wi_lint.bounds import MAX_PARENTHESES, MAX_SCRIPT
from wi_lint.lazy_re import regex

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_FOLLOWING = regex(rb"[\x80-\xbf]")
"""The bytes of a code point behind its first one."""
_OTHERWISE = regex(rb"(\$\{[\w@*]+:?[-?=+])((?:[^{}\"'`$\\\n]|\$(?!\())+)(?=\})")
"""What is said or taken where a variable is not set, as in `${1:?dev|prod}`."""
_OPERATORS = bytes.maketrans(b"|&;<>()", b"_______")
"""What the grammar takes for operators there too, where bash does not."""
_PARENTHESIS = regex(r"[()]")


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
        data = _OTHERWISE.sub(
            lambda found: found[1] + found[2].translate(_OPERATORS), data
        )  # as long as it was
        self.is_cut = len(text) > MAX_SCRIPT
        self.text = text
        self.root: Node = _parser().parse(data).root_node
        self._following = [found.start() for found in _FOLLOWING.finditer(data)]

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
        """The code point that starts at a byte."""
        return byte - bisect_left(self._following, byte) if self._following else byte
