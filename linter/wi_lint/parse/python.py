"""Programs in Python, parsed by the standard library; nothing of them is ever run."""

from __future__ import annotations

import ast
import re
import warnings


class Program:
    """A program: its tree, and the offsets of its nodes in the text that it was parsed from."""

    def __init__(self, tree: ast.Module, written: str) -> None:
        self.tree = tree
        # lines as Python counts them: other characters that break lines are none of its own
        self._lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", written)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def offsets(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where a node starts, and where it ends or its first line does."""
        start = self._offset(node.lineno, node.col_offset)
        if node.end_lineno == node.lineno and node.end_col_offset is not None:
            return start, self._offset(node.lineno, node.end_col_offset)
        line = self._lines[node.lineno - 1]
        return start, self._starts[node.lineno - 1] + len(line.rstrip("\r\n"))

    def _offset(self, line: int, column: int) -> int:
        before = self._lines[line - 1].encode()[:column].decode("utf-8", "replace")
        return self._starts[line - 1] + len(before)


def read(written: str) -> Program | None:
    """A program; nothing where it is none of today's Python, which is for others to tell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Program(ast.parse(written), written)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
