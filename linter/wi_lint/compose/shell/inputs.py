"""What commands are given to read: heredocs, here strings, and what a pipe hands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wi_lint.compose.embedded import SegmentMap
from wi_lint.compose.shell.words import Variables, Word, Words
from wi_lint.parse.shell import Tree
from wi_lint.values import Text, text

if TYPE_CHECKING:
    from tree_sitter import Node


class Inputs:
    """The texts that the commands of one script read, as far as the script holds them."""

    def __init__(self, tree: Tree, pieces: SegmentMap, words: Words) -> None:
        self._tree = tree
        self._pieces = pieces
        self._words = words

    def heredoc(self, node: Node, variables: Variables) -> Text | None:
        """The text of a heredoc, as it is where its mark is quoted."""
        start = next((c for c in node.named_children if c.type == "heredoc_start"), None)
        body = next((c for c in node.named_children if c.type == "heredoc_body"), None)
        if body is None or start is None:
            return None
        begun = self._tree.start(body)
        line = self._tree.text.rfind("\n", 0, begun) + 1  # which the grammar begins behind its blanks
        if re.search(r"['\"\\]", self._tree.written(start)):
            return text(self._pieces.cut(line, self._tree.end(body)), self._words.span(body))
        made = self._words.word(body, variables).text
        return text((*self._pieces.cut(line, begun), *made.parts), made.at)

    def herestring(self, node: Node, variables: Variables) -> Text | None:
        """The text behind `<<<`."""
        for child in node.named_children:
            if child.type == "herestring_redirect" and child.named_child_count:
                return self._words.word(child.named_children[0], variables).text
        return None

    def target(self, node: Node, variables: Variables) -> tuple[Text | None, bool]:
        """The file behind `>` that a statement writes to, and whether it adds to it."""
        heredocs = (child for child in node.named_children if child.type == "heredoc_redirect")
        for child in (*node.named_children, *(one for doc in heredocs for one in doc.named_children)):
            if child.type == "file_redirect" and self._tree.written(child).startswith(">"):
                names = [one for one in child.named_children if one.type != "file_descriptor"]
                name = self._words.word(names[0], variables).text if names else None
                return name, self._tree.written(child).startswith(">>")
        return None, False

    def of_stage(self, node: Node, variables: Variables) -> Text | None:
        """What a redirected stage of a pipeline hands on: its heredoc."""
        heredoc = next((c for c in node.named_children if c.type == "heredoc_redirect"), None)
        return self.heredoc(heredoc, variables) if heredoc is not None else None


def handed_on(words: list[Word], stdin: Text | None) -> Text | None:
    """What a command hands on to the next one of a pipe: `echo` its words, `cat` what it reads."""
    match words[0].text.known if words else None:
        case "echo" | "printf":
            rest = [word.text for word in words[1:] if not str(word.text).startswith("-")]
            return rest[0] if len(rest) == 1 else None
        case "cat" | "tee" | "envsubst" if len(words) == 1:
            return stdin
        case _:
            return None
