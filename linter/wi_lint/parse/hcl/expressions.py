"""Expressions and templates: recursive descent with HashiCorp's precedence."""

from __future__ import annotations

import re

from msgspec import Struct

from wi_lint.bounds import MAX_CHAIN
from wi_lint.parse.hcl import ast
from wi_lint.parse.hcl.heredoc import dedent, trimmed
from wi_lint.parse.hcl.lexer import HEREDOC, LINE, PATH, PLAIN, QUOTED, TOKEN, unescape, unescape_heredoc
from wi_lint.parse.hcl.tokens import Doubled, HclError, Tokens

_PRECEDENCE = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
_SIGNS = frozenset({"-", "!"})
_ENDS = frozenset({"", ",", ")", "]", "}", ":", "=>"})
"""What stands behind a value that is not a part of a larger one; no operator, as at the end of a line."""
_WORDS = {"true": True, "false": False, "null": None}


class _Loop(Struct):
    """The head of a `for`."""

    key: str | None
    value: str
    collection: ast.Expression


class Expressions(Tokens):
    """What can stand behind an equals sign."""

    def _expression(self) -> ast.Expression:
        self._deeper()
        if self.operator in _SIGNS:
            first = self._binary(1, self._unary())
        else:
            first = self._primary()
            if self.operator in _ENDS:  # as most values do, and so none of what follows is asked
                self._depth -= 1
                return first
            first = self._binary(1, self._accessors(first, full=True))
        if self.operator == "?":
            self._next()
            then = self._expression()
            self._expect(":")
            other = self._expression()
            first = ast.Conditional(first.start, other.end, first, then, other)
        self._depth -= 1
        return first

    def _binary(self, least: int, left: ast.Expression) -> ast.Expression:
        for _ in range(MAX_CHAIN):
            precedence = _PRECEDENCE.get(self.operator)
            if precedence is None or precedence < least:
                return left
            operator = self.operator
            self._next()
            right = self._binary(precedence + 1, self._unary())
            left = ast.Binary(left.start, right.end, operator, left, right)
        raise HclError(f"this has more than {MAX_CHAIN} operators in a row", left.start)

    def _unary(self) -> ast.Expression:
        if self.operator in _SIGNS:
            start, operator = self.start, self.value
            self._deeper()
            self._next()
            of = self._unary()
            self._depth -= 1
            return ast.Unary(start, of.end, operator, of)
        return self._accessors(self._primary(), full=True)

    def _accessors(self, of: ast.Expression, *, full: bool) -> ast.Expression:
        for _ in range(MAX_CHAIN):
            if self.operator == ".":
                of = self._dotted(of)
            elif full and self.operator == "[":
                of = self._indexed(of)
            else:
                return of
        raise HclError(f"this has more than {MAX_CHAIN} accessors in a row", of.start)

    def _dotted(self, of: ast.Expression) -> ast.Expression:
        self._next()
        start, end, value = self.start, self.end, self.value
        if self.kind == "id":
            self._next()
            return ast.GetAttr(of.start, end, of, value)
        if self.kind == "num":
            self._next()
            for part in value.split("."):
                key = ast.Literal(start, end, int(part) if part.isdigit() else part)
                of = ast.Index(of.start, end, of, key)
            return of
        if self.operator == "*":
            self._next()
            each = self._accessors(ast.Item(start, end), full=False)
            return ast.Splat(of.start, each.end, of, each)
        raise HclError("the name of an attribute is expected here", start)

    def _indexed(self, of: ast.Expression) -> ast.Expression:
        skip, self._skip_lines = self._skip_lines, True
        self._next()
        if self.operator == "*":
            start, end = self.start, self.end
            self._next()
            self._skip_lines = skip
            self._expect("]")
            each = self._accessors(ast.Item(start, end), full=True)
            return ast.Splat(of.start, max(each.end, self.last), of, each)
        key = self._expression()
        self._close("]", skip)
        return ast.Index(of.start, self.last, of, key)

    def _close(self, operator: str, skip: bool) -> None:
        """A closing bracket: lines count again as they did before it was opened."""
        if self.operator != operator:
            raise HclError(f"'{operator}' is expected here", self.start)
        self._skip_lines = skip
        self._next()

    def _primary(self) -> ast.Expression:
        kind, value, start, end = self.kind, self.value, self.start, self.end
        if kind == "str":
            self._next()
            return ast.Literal(start, end, unescape(value[1:-1]))
        if kind == "id":
            return self._named(start)
        if kind == "num":
            self._next()
            return ast.Literal(start, end, _number(value))
        if kind == "quote":
            parts, behind = self.template_parts(start + 1, None)
            self.position = behind
            self.end = behind
            self._next()
            return ast.Template(start, behind, parts)
        if kind == "heredoc":
            return self._heredoc()
        if value == "(":
            skip, self._skip_lines = self._skip_lines, True
            self._next()
            inner = self._expression()
            self._close(")", skip)
            return inner
        if value == "[":
            return self._tuple()
        if value == "{":
            return self._object()
        raise HclError("a value is expected here", start)

    def _named(self, start: int) -> ast.Expression:
        name = self.value
        end = self.end
        if self.text.startswith(".", end) and (path := PATH.match(self.text, start)) is not None:
            self.position = self.end = path.end()
            self._next()
            return _reference(start, path[0])
        self._next()
        while self.operator == "::":
            self._next()
            name += "::" + self._word("the name of a function")
        if self.operator == "(":
            return self._call(start, name)
        if "::" in name:
            raise HclError("'(' is expected behind the name of a function", self.start)
        if name in _WORDS:
            return ast.Literal(start, end, _WORDS[name])
        return ast.Name(start, end, name)

    def _call(self, start: int, name: str) -> ast.Expression:
        skip, self._skip_lines = self._skip_lines, True
        self._next()
        args: list[ast.Expression] = []
        expand = False
        while self.operator != ")":
            args.append(self._expression())
            if self.operator == "...":
                expand = True
                self._next()
                break
            if self.operator != ")":
                self._expect(",")
        self._close(")", skip)
        return ast.Call(start, self.last, name, args, expand)

    def _tuple(self) -> ast.Expression:
        start = self.start
        skip, self._skip_lines = self._skip_lines, True
        self._next()
        if self._for_follows():
            return self._for(start, "]", skip)
        items: list[ast.Expression] = []
        while self.operator != "]":
            items.append(self._expression())
            if self.operator != "]":
                self._expect(",")
        self._close("]", skip)
        return ast.Tuple(start, self.last, items)

    def _object(self) -> ast.Expression:
        start = self.start
        skip, self._skip_lines = self._skip_lines, True
        self._next()
        if self._for_follows():
            return self._for(start, "}", skip)
        # lines count inside an object: read the first token again, so that none is lost
        self._skip_lines = False
        self.position = self.end = start + 1
        self._next()
        items: list[tuple[ast.Expression, ast.Expression]] = []
        while True:
            while self.kind == "nl":
                if (line := LINE.match(self.text, self.position)) is None:
                    self._next()
                else:
                    name, name_end, value = self._named_value(line)
                    items.append((ast.Literal(line.start("name"), name_end, name), value))
            if self.operator == "}":
                break
            items.append(self._pair())
            if self.operator == ",":
                self._next()
            elif self.kind != "nl" and self.operator != "}":
                raise HclError("',' or a new line is expected here", self.start)
        self._close("}", skip)
        self._note_doubled(items)
        return ast.Object(start, self.last, items)

    def _note_doubled(self, items: list[tuple[ast.Expression, ast.Expression]]) -> None:
        """Terraform takes the last value of a key that an object has twice, and says nothing."""
        keys = [key for key, _ in items if isinstance(key, ast.Literal)]
        seen: set[object] = set()
        for key in keys if len({str(key.value) for key in keys}) < len(keys) else ():
            if str(key.value) in seen:
                self.errors.append(Doubled(str(key.value), key.start, key.end))
            seen.add(str(key.value))

    def _named_value(self, line: re.Match[str]) -> tuple[str, int, ast.Expression]:
        """A whole line that gives a name a plain value: the name, where it ends, and the value."""
        name, text, number, path = line.group("name", "str", "num", "path")
        value: ast.Expression
        if text is not None:
            start, end = line.span("str")
            value = ast.Literal(start, end, unescape(text[1:-1]))
        elif number is not None:
            start, end = line.span("num")
            value = ast.Literal(start, end, _number(number))
        else:
            start, end = line.span("path")
            value = _reference(start, path)
        self._stand_behind(line, end)
        return name, line.end("name"), value

    def _stand_behind(self, line: re.Match[str], last: int) -> None:
        """Go to the end of a line that was read as a whole, and of which the last token ended there."""
        self.kind, self.value, self.operator, self.last = "nl", line["nl"], "", last
        self.start, self.end = line.span("nl")
        self.position = self.end

    def _pair(self) -> tuple[ast.Expression, ast.Expression]:
        start, end, word = self.start, self.end, self.value
        key: ast.Expression
        if self.kind == "id":
            self._next()
            if self.operator in ("=", ":"):
                key = ast.Literal(start, end, word)
            else:
                self.position = self.end = start
                self._next()
                key = self._expression()
        else:
            key = self._expression()
        if self.operator not in ("=", ":"):
            raise HclError("'=' or ':' is expected behind a key", self.start)
        self._next()
        return key, self._expression()

    def _for_follows(self) -> bool:
        """Whether this is a `for` expression, and not a value called `for`."""
        if self.kind != "id" or self.value != "for":
            return False
        ahead = TOKEN.match(self.text, self.position)
        return ahead is not None and ahead.lastgroup == "id"

    def _for(self, start: int, close: str, skip: bool) -> ast.Expression:
        self._next()
        loop = self._loop()
        if self.operator != ":":
            raise HclError("':' is expected here", self.start)
        self._next()
        item = self._expression()
        key: ast.Expression | None = None
        grouped = False
        if close == "}":
            self._expect("=>")
            key, item = item, self._expression()
            if self.operator == "...":
                grouped = True
                self._next()
        condition = None
        if self.kind == "id" and self.value == "if":
            self._next()
            condition = self._expression()
        self._close(close, skip)
        return ast.For(start, self.last, loop.key, loop.value, loop.collection, key, item, condition, grouped)

    def _loop(self) -> _Loop:
        first = self._word("the name of a variable")
        second = None
        if self.operator == ",":
            self._next()
            second = self._word("the name of a variable")
        if self._word("'in'") != "in":
            raise HclError("'in' is expected here", self.last)
        collection = self._expression()
        return _Loop(first if second else None, second or first, collection)

    # templates

    def _heredoc(self) -> ast.Expression:
        start, body = self.start, self.end
        name = self.value.strip().lstrip("<").lstrip("-")
        indented = self.value.startswith("<<-")
        closing = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*(?=\r?$|\r|\Z)", re.MULTILINE)
        found = closing.search(self.text, body)
        if not found:
            raise HclError(f"this heredoc has no closing '{name}'", start)
        parts, behind = self.template_parts(body, found.start(), closing)
        found = closing.match(self.text, behind)
        end = found.end() if found is not None else behind
        self.position = self.end = end
        self._next()
        if indented:
            parts = dedent(parts, self.text)
        return template(start, end, parts)

    def template_parts(
        self, at: int, end: int | None, closing: re.Pattern[str] | None = None
    ) -> tuple[list[ast.Expression], int]:
        """Parts up to a closing quote (`end` is None) or to an offset; and where they end.

        `closing`: what ends a heredoc, where an expression in it goes on behind `end`: another heredoc in
        that, with the same name, ends there.
        """
        skip = self._skip_lines
        stack: list[_Directive] = [_Directive("", [])]
        literal = QUOTED if end is None else HEREDOC
        top = len(self.text) if end is None else end
        while True:
            if found := literal.match(self.text, at, top):
                text = unescape(found[0]) if end is None else unescape_heredoc(found[0])
                text = trimmed(text, self.text, at, found.end())
                stack[-1].parts.append(ast.Literal(at, found.end(), text))
                at = found.end()
            if end is not None and at >= end:
                break
            mark = self.text[at : at + 2]
            if end is None and mark[:1] == '"':
                at += 1
                break
            if mark == "${" and (plain := PLAIN.match(self.text, at, top)) is not None:
                stack[-1].parts.append(_reference(plain.start(1), plain[1]))
                at = plain.end()
            elif mark == "${":
                at = self._interpolation(at, stack[-1].parts)
            elif mark == "%{":
                at = self._directive(at, stack)
            else:
                raise HclError("this string is not closed", at)
            self._skip_lines = skip
            end = self._end_behind(at, end, closing)
            top = len(self.text) if end is None else end
        if len(stack) > 1:
            raise HclError(f"'%{{ {stack[-1].word} }}' is not closed", stack[-1].start)
        return stack[0].parts, at

    def _end_behind(self, at: int, end: int | None, closing: re.Pattern[str] | None) -> int | None:
        """Where a template ends of which a part went on behind the end that was taken for it."""
        if end is None or at <= end or closing is None:
            return end
        found = closing.search(self.text, at)
        if found is None:
            raise HclError("this heredoc is not closed", at)
        return found.start()

    def _inside(self, at: int) -> None:
        self.position = at + 2
        if self.text[self.position : self.position + 1] == "~":
            self.position += 1
        self.end = self.position
        self._skip_lines = True
        self._next()

    def _interpolation(self, at: int, parts: list[ast.Expression]) -> int:
        self._inside(at)
        parts.append(self._expression())
        return self._end_inside()

    def _end_inside(self) -> int:
        if self.operator != "}":
            raise HclError("'}' is expected here", self.start)
        return self.end

    def _directive(self, at: int, stack: list[_Directive]) -> int:
        self._inside(at)
        word = self.value
        top = stack[-1]
        if word == "if":
            self._next()
            stack.append(_Directive("if", [], at, condition=self._expression()))
        elif word == "for":
            self._next()
            stack.append(_Directive("for", [], at, loop=self._loop()))
        elif word == "else" and top.word == "if" and top.then is None:
            self._next()
            top.then, top.parts = top.parts, []
        elif word in ("endif", "endfor") and word == f"end{top.word}":
            self._next()
            stack.pop()
            stack[-1].parts.append(top.node(self.end))
        else:
            raise HclError(f"'{word}' is not expected here", self.start)
        return self._end_inside()


class _Directive(Struct):
    """A directive of a template that is still open."""

    word: str
    parts: list[ast.Expression]
    start: int = 0
    condition: ast.Expression | None = None
    loop: _Loop | None = None
    then: list[ast.Expression] | None = None

    def node(self, end: int) -> ast.Expression:
        if self.loop:
            loop = self.loop
            return ast.TemplateFor(self.start, end, loop.key, loop.value, loop.collection, self.parts)
        assert self.condition is not None
        then, other = (self.parts, []) if self.then is None else (self.then, self.parts)
        return ast.TemplateIf(self.start, end, self.condition, then, other)


def template(start: int, end: int, parts: list[ast.Expression]) -> ast.Expression:
    if not parts:
        return ast.Literal(start, end, "")
    return ast.Template(start, end, parts)


def _reference(start: int, written: str) -> ast.Expression:
    """`a.b.c`, or one of the words that are values."""
    if written in _WORDS:
        return ast.Literal(start, start + len(written), _WORDS[written])
    first, *rest = written.split(".")
    end = start + len(first)
    of: ast.Expression = ast.Name(start, end, first)
    if first in _WORDS:
        of = ast.Literal(start, end, _WORDS[first])
    for name in rest:
        end += 1 + len(name)
        of = ast.GetAttr(start, end, of, name)
    return of


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)
