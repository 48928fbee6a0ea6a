"""`while read ...; do ...; done`: what each round is given, where what is read stands in the tree.

Source: bash's manual, `read`: a line is split at the characters of `IFS`, and the last name takes the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from wi_lint.bounds import MAX_ARRAY
from wi_lint.compose.shell.words import Variables, blank
from wi_lint.lazy_re import regex
from wi_lint.parse.shell import Tree
from wi_lint.source import Span
from wi_lint.values import Text

if TYPE_CHECKING:
    from tree_sitter import Node

FileText = Callable[[Text], Text | None]
"""What a file of the tree holds, by the name that a script has for it; nothing where it is not there."""
_LINE = regex(r"[^\n]+")
_FLAG = regex(r"-[A-Za-z]+")
_HARMLESS = frozenset("re")
"""Flags of `read` that change nothing of what a line of a file is split into."""
_FIELDS = regex(r"[A-Za-z_]\w*")


class Reads(Struct, frozen=True):
    """A `read`: the variables that it sets, or the array; and where it splits a line."""

    names: tuple[str, ...]
    array: str = ""
    mark: str = ""
    """One character; blanks where it is empty."""

    def give(self, line: Text, variables: Variables) -> None:
        """Set what a line gives."""
        fields = list(self._split(line))
        if self.array:
            variables.lists.pop(self.array, None)
            if len(fields) <= MAX_ARRAY:
                variables.lists[self.array] = fields
            return
        at = line.at
        for number, name in enumerate(self.names):
            is_last = number == len(self.names) - 1
            one = fields[number] if number < len(fields) else blank(at)
            if is_last and len(fields) > len(self.names):
                end = len(line.written if self.mark else line.written.rstrip())
                one = line.cut(self._edges(line)[number][0], end)
            variables.texts[name] = one

    def _split(self, line: Text) -> Iterator[Text]:
        for start, end in self._edges(line):
            yield line.cut(start, end)

    def _edges(self, line: Text) -> list[tuple[int, int]]:
        pattern = rf"[^{re.escape(self.mark)}\n]*" if self.mark else r"\S+"
        found = [match.span() for match in re.finditer(pattern, line.written)]
        if not self.mark:
            return found
        # behind each field between marks there is an empty match, at the mark itself; the last mark ends one
        made = [edge for edge in found if _begins(line.written, edge, self.mark)]
        return made[:-1] if line.written.endswith(self.mark) else made


def _begins(written: str, edge: tuple[int, int], mark: str) -> bool:
    """Whether a field begins there: at the start of the line, or behind a mark."""
    return edge[0] == 0 or written[edge[0] - 1] == mark


def reads(node: Node, tree: Tree) -> Reads | None:
    """What the condition of a loop reads; nothing where it does something else."""
    condition = node.named_children[0] if node.named_children else None
    while condition is not None and condition.type == "list":
        condition = condition.named_children[0]
    if condition is None or condition.type != "command":
        return None
    words = [tree.written(one) for one in condition.named_children if one.type != "variable_assignment"]
    mark = next(
        (tree.written(one) for one in condition.named_children if one.type == "variable_assignment"), "IFS="
    )
    name, _, separator = mark.partition("=")
    separator = separator.replace("\\t", "\t").strip("\"'$\\")
    if not words or words[0] != "read" or name != "IFS" or len(separator) > 1:
        return None
    return _of(words[1:], separator)


def _of(words: list[str], mark: str) -> Reads | None:
    """A `read` by its flags and names."""
    array = ""
    while words and _FLAG.fullmatch(words[0]):
        flags = words.pop(0)[1:]
        if flags.endswith("a") and words:
            array, flags = words.pop(0), flags[:-1]
        if not set(flags) <= _HARMLESS:
            return None
    if not all(map(_FIELDS.fullmatch, words)) or (array and not _FIELDS.fullmatch(array)):
        return None
    return Reads(tuple(words) or ("REPLY",), array, mark)


def lines(held: Text) -> Iterator[Text]:
    """The lines of a text that hold something; those that begin with `#` are comments to all readers."""
    for found in _LINE.finditer(held.written):
        line = held.cut(*found.span())
        if line.written.strip() and not line.written.lstrip().startswith("#"):
            yield line


def file_behind(node: Node, tree: Tree, word: Callable[[Node], Text]) -> Text | None:
    """The name of the file behind `<`, or of the one that `cat` writes in `< <(cat FILE)`."""
    for child in node.named_children:
        if child.type == "file_redirect" and tree.written(child).startswith("<") and child.named_child_count:
            inside = child.named_children[-1]
            if inside.type == "process_substitution":
                return _of_cat(inside.named_children[0], tree, word) if inside.named_child_count else None
            return word(inside)
    return None


def _of_cat(node: Node, tree: Tree, word: Callable[[Node], Text]) -> Text | None:
    children = node.named_children
    is_cat = node.type == "command" and len(children) == 2 and tree.written(children[0]) == "cat"
    return word(children[1]) if is_cat else None


_FOLDER = regex(
    r"""\s*(?:cd\s+(?:-P\s+)?["']?\$\(\s*)?dirname\s+(?:--\s+)?["']?"""
    r"""\$(?:0|\{?BASH_SOURCE(?:\[0\])?\}?|\{0\})["']?(?:\s*\)["']?)?(?P<more>(?:/[\w.-]++)*+)["']?"""
    r"""(?:\s*>\s*/dev/null)?(?:\s*2>&1)?(?:\s*(?:&&|;)\s*pwd(?:\s+-P)?)?\s*"""
)
_TOP = regex(r"\s*git\b[^|;&]{0,200}\brev-parse\s+--show-toplevel\s*(?:2>\s*/dev/null\s*)?")


def folder_asked(written: str, at: Span, script: Span) -> str | None:
    """The folder of the tree that a command names: the script's own, or the top of the repository.

    `at`: where the command stands, which may be a file that the script sources.
    """
    if _TOP.fullmatch(written):
        return "."
    found = _FOLDER.fullmatch(written)
    if found is None:
        return None
    own = script.path if "BASH_SOURCE" not in written else at.path
    return f"{own.rpartition('/')[0] or '.'}{found['more']}"
