"""Terraform's language to a located tree, resynchronising after an error.

Behaves as HashiCorp's parser does, or is more lenient. A broken item at the top level is named,
left out, and reading goes on at the next line that starts an item.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from wi_lint.lazy_re import regex
from wi_lint.parse.hcl import ast
from wi_lint.parse.hcl.expressions import Expressions, template
from wi_lint.parse.hcl.lexer import ITEM, unescape
from wi_lint.parse.hcl.tokens import HclError

_RESYNC = regex(r"(?:\r\n|\r|\n)(?=[A-Za-z_][\w-]*[ \t]*(?:\"|\{|=|[A-Za-z_]))")


def parse(text: str) -> tuple[ast.Body, list[HclError]]:
    """The body of a file, and every mistake that was stepped over."""
    parser = Parser(text)
    return parser.file(), parser.errors


def parse_template(text: str, start: int, end: int) -> ast.Expression:
    """A template that stands between two offsets, without quotes of its own."""
    parser = Parser(text, at=len(text))
    parts, _ = parser.template_parts(start, end)
    return template(start, end, parts)


class Parser(Expressions):
    """Bodies: arguments and blocks."""

    def file(self) -> ast.Body:
        body = ast.Body()
        self._step_over(self._next, 0)
        while self.kind != "eof":
            begun = self.start
            self._step_over(lambda: self._next_of(body), begun)
        return body

    def _step_over(self, act: Callable[[], None], begun: int) -> None:
        try:
            act()
        except HclError as error:
            self.errors.append(error)
            self._resume(max(error.at, begun))

    def _resume(self, at: int) -> None:
        self._skip_lines, self._depth = False, 0
        while True:
            found = _RESYNC.search(self.text, at)
            self.position = self.end = found.end() if found else len(self.text)
            try:
                self._next()
            except HclError:
                at = self.position
            else:
                return

    def _next_of(self, body: ast.Body) -> None:
        """What comes next in a body: an argument, a block or the end of a line."""
        if self.kind != "nl":
            self._item(body)
        elif (line := ITEM.match(self.text, self.position)) is None:
            self._next()
        elif line["open"] is None:
            name, name_end, value = self._named_value(line)
            self._give(body, ast.Attribute(line.start("name"), value.end, name, name_end, value))
        else:
            labels = [_label(line, group) for group in ("first", "second") if line[group] is not None]
            self._stand_behind(line, line.end("open"))
            body.blocks.append(self._rest_of_block(line.start("name"), line["name"], labels))

    def _item(self, body: ast.Body) -> None:
        start, name_end = self.start, self.end
        name = self._word("an argument or a block")
        if self.operator == "=":
            self._next()
            value = self._expression()
            self._end_item("an argument")
            self._give(body, ast.Attribute(start, value.end, name, name_end, value))
            return
        body.blocks.append(self._block(start, name))

    def _block(self, start: int, type_: str) -> ast.Block:
        labels: list[ast.Label] = []
        while self.operator != "{":
            if self.kind not in ("str", "id"):
                raise HclError("a label or '{' is expected here", self.start)
            word = unescape(self.value[1:-1]) if self.kind == "str" else self.value
            labels.append(ast.Label(self.start, self.end, word))
            self._next()
        self._next()
        return self._rest_of_block(start, type_, labels)

    def _rest_of_block(self, start: int, type_: str, labels: list[ast.Label]) -> ast.Block:
        """A block whose opening brace was the last token."""
        self._deeper()
        head_end = self.last
        body = ast.Body()
        while self.operator != "}":
            if self.kind == "eof":
                raise HclError("this block is not closed", start)
            self._next_of(body)
        end = self.end
        self._depth -= 1
        self._next()
        self._end_item("a block")
        return ast.Block(start, end, type_, labels, body, head_end)

    def _give(self, body: ast.Body, attribute: ast.Attribute) -> None:
        """Put an argument into a body; the first of several of one name is the one that is taken."""
        if attribute.name in body.attributes:
            body.repeated.append(attribute)
            self.errors.append(HclError(f"'{attribute.name}' is set twice here", attribute.start))
        else:
            body.attributes[attribute.name] = attribute

    def _end_item(self, what: str) -> None:
        if self.kind not in ("nl", "eof") and self.operator != "}":
            raise HclError(f"a new line is expected behind {what}", self.start)


def _label(line: re.Match[str], group: str) -> ast.Label:
    word = line[group].lstrip(" \t")
    end = line.end(group)
    return ast.Label(end - len(word), end, unescape(word[1:-1]))
