"""Functions that do nothing which is followed: they print, compare and end.

Scripts call such helpers (`log`, `die`, `check`) at every other line. Seen once by their syntax, they
need not be gone through at each call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from wi_lint.parse.shell import Tree

if TYPE_CHECKING:
    from tree_sitter import Node

_HARMLESS = frozenset(
    {
        "ansi_c_string", "arithmetic_expansion", "binary_expression", "case_item", "case_statement",
        "command", "command_name", "command_substitution", "comment", "compound_statement", "concatenation",
        "elif_clause", "else_clause", "expansion", "extglob_pattern", "file_descriptor", "file_redirect",
        "if_statement", "list", "negated_command", "number", "parenthesized_expression", "pipeline",
        "raw_string", "redirected_statement", "regex", "simple_expansion", "special_variable_name", "string",
        "string_content", "subscript", "test_command", "test_operator", "unary_expression", "variable_name",
        "word",
    }
)  # fmt: skip
"""The kinds of syntax that set no variable and define no function."""
_NOWHERE = ("/dev/null", "/dev/stderr", "/dev/stdout", "/dev/tty")


class Idle:
    """Which functions of a script are idle. `may_matter`: whether a command may, that calls none."""

    def __init__(self, tree: Tree, functions: Mapping[str, Node], may_matter: Callable[[Node], bool]) -> None:
        self._tree = tree
        self._functions = functions
        self._may_matter = may_matter
        self._known: dict[tuple[int, int], bool] = {}

    def is_idle(self, name: str) -> bool:
        """Whether calling a function changes nothing, and runs nothing that is followed."""
        body = self._functions[name]
        key = body.id, len(self._functions)  # what it calls may be defined later
        if key not in self._known:
            self._known[key] = False  # as long as it is looked at, and so for what calls itself
            self._known[key] = self._all_harmless(body)
        return self._known[key]

    def _all_harmless(self, body: Node) -> bool:
        todo = [body]
        while todo:
            node = todo.pop()
            if node.type not in _HARMLESS or not self._is_harmless(node):
                return False
            todo += node.named_children
        return True

    def _is_harmless(self, node: Node) -> bool:
        match node.type:
            case "command":
                name = self._tree.written(node.named_children[0])
                return self.is_idle(name) if name in self._functions else not self._may_matter(node)
            case "file_redirect":
                target = self._tree.written(node.named_children[-1])
                return target.isdigit() or target in _NOWHERE
            case _:
                return True
