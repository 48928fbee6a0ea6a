"""The syntax of Go templates: text and actions, as a tree with offsets.

Source: Go's documentation of text/template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from wi_lint.bounds import MAX_TEMPLATE_NESTING
from wi_lint.lazy_re import regex


class Node(Struct, frozen=True, eq=False):
    """Where something stands in the template: offsets, the end exclusive."""

    start: int
    end: int


class Chunk(Node, frozen=True, eq=False):
    """Text that is written out."""


class Word(Node, frozen=True, eq=False):
    """A literal: a text, a number, a boolean or nil."""

    value: str | int | float | bool | None


class Field(Node, frozen=True, eq=False):
    """`.a.b`, `$x.a` or `(...).a`: names behind what they are taken of."""

    of: Expression | None
    names: tuple[str, ...]


class Variable(Node, frozen=True, eq=False):
    """`$name`; the bare `$` is the root."""

    name: str


class Call(Node, frozen=True, eq=False):
    """A function and its arguments."""

    name: str
    args: tuple[Expression, ...]


class Pipe(Node, frozen=True, eq=False):
    """`a | b | c`: each stage is given what came before it as its last argument."""

    stages: tuple[Expression, ...]


Expression = Word | Field | Variable | Call | Pipe


class Action(Node, frozen=True, eq=False):
    """`{{ ... }}`: writes a value out, or assigns it to variables."""

    value: Expression
    names: tuple[str, ...] = ()


class Branch(Node, frozen=True, eq=False):
    """`if`, `with` and `range`, with what stands in them and behind their `else`."""

    kind: str
    value: Expression
    names: tuple[str, ...]
    body: tuple[Statement, ...]
    other: tuple[Statement, ...]


class Use(Node, frozen=True, eq=False):
    """`{{ template "name" value }}`"""

    name: str
    value: Expression | None


class Leave(Node, frozen=True, eq=False):
    """`{{ break }}`, and `{{ continue }}` where the rest of the round alone is left out."""

    ends: bool


Statement = Chunk | Action | Branch | Use | Leave


class Template(Struct):
    """A parsed template, and those that it defines."""

    body: tuple[Statement, ...] = ()
    defined: dict[str, tuple[Statement, ...]] = field(default_factory=dict)


class Broken(Exception):
    """The text is no template that can be read."""


class Refused(Broken):
    """The text is no template: Helm refuses it, and its chart with it. `at`: the offset that it stops at."""

    def __init__(self, says: str, at: int) -> None:
        super().__init__(says)
        self.at = at


_ACTION = regex(
    r"\{\{(-(?=\s))?"
    r"((?:\s*/\*.*?\*/)?(?:\"(?:\\.|[^\"\\\n])*+\"|`[^`]*`|'(?:\\.|[^'\\\n])++'|(?!(?:(?<=\s)-)?\}\}).)*+)"
    r"((?<=\s)-)?\}\}",
    re.DOTALL,
)
_TOKEN = regex(
    r"(?P<space>\s+)|(?P<comment>/\*.*?\*/)|(?P<raw>`[^`]*`)|(?P<text>\"(?:\\.|[^\"\\])*\")|(?P<char>'(?:\\.|[^'\\])+')"
    r"|(?P<number>[-+]?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?))|(?P<variable>\$\w*)"
    r"|(?P<field>\.[^\W\d]\w*)|(?P<dot>\.)|(?P<word>[^\W\d]\w*)|(?P<mark>:=|[|(),=])",
    re.DOTALL,
)


class _Token(Struct, frozen=True):
    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Template:
    """Read a template. Raises `Broken`."""
    reader = _Reader(text)
    body, stop = reader.block(0)
    if stop is not None:
        raise Broken(f"'{stop.text}' closes nothing")
    return Template(body, reader.defined)


class _Reader:
    def __init__(self, text: str) -> None:
        self.pieces = list(_pieces(text))
        self.at = 0
        self.defined: dict[str, tuple[Statement, ...]] = {}
        self.rest: list[_Token] = []

    def block(self, depth: int) -> tuple[tuple[Statement, ...], _Token | None]:
        """Statements up to an `end` or `else`, which is given back; what follows it is in `rest`."""
        if depth > MAX_TEMPLATE_NESTING:
            raise Broken("it is nested too deeply")
        found: list[Statement] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if isinstance(piece, Chunk):
                found.append(piece)
                continue
            if not piece:
                continue
            head = piece[0]
            if head.kind == "word" and head.text in ("end", "else"):
                self.rest = piece[1:]
                return tuple(found), head
            made = self._statement(piece, depth)
            if made is not None:
                found.append(made)
        return tuple(found), None

    def _statement(self, tokens: list[_Token], depth: int) -> Statement | None:
        head = tokens[0]
        match head.text if head.kind == "word" else "":
            case "if" | "with" | "range" as kind:
                return self._branch(kind, tokens[1:], head, depth)
            case "define":
                body, _ = self.block(depth + 1)
                self.defined[_name(tokens)] = body
                return None
            case "block":
                body, _ = self.block(depth + 1)
                self.defined.setdefault(_name(tokens), body)
                value = _Parser(tokens[2:]).all() if len(tokens) > 2 else None
                return Use(head.start, tokens[-1].end, _name(tokens), value)
            case "template":
                value = _Parser(tokens[2:]).all() if len(tokens) > 2 else None
                return Use(head.start, tokens[-1].end, _name(tokens), value)
            case "break" | "continue" as word:
                return Leave(head.start, head.end, word == "break")
            case _:
                names, rest = _assigned(tokens)
                return Action(head.start, tokens[-1].end, _Parser(rest).all(), names)

    def _branch(self, kind: str, tokens: list[_Token], head: _Token, depth: int) -> Branch:
        names, rest = _assigned(tokens)
        value = _Parser(rest).all()
        body, stop = self.block(depth + 1)
        other: tuple[Statement, ...] = ()
        if stop is not None and stop.text == "else":
            again = self.rest
            if again and again[0].text in ("if", "with"):
                other = (self._branch(again[0].text, again[1:], again[0], depth + 1),)
            else:
                other, _ = self.block(depth + 1)
        end = tokens[-1].end if tokens else head.end
        return Branch(head.start, end, kind, value, names, body, other)


def _pieces(text: str) -> list[Chunk | list[_Token]]:
    """Chunks of text, trimmed as the actions beside them ask for, and the tokens of actions."""
    found: list[Chunk | list[_Token]] = []
    done = 0
    trim = False
    for action in _actions(text):
        _chunk(found, text, done, action.start(), trim, bool(action[1]))
        found.append(_tokens(text, action.start(2), action.end(2)))
        done, trim = action.end(), bool(action[3])
    _chunk(found, text, done, len(text), trim, False)
    return found


def _actions(text: str) -> Iterator[re.Match[str]]:
    """The actions. Raises `Broken` for one that is not closed, as Go does: nothing behind it is sought."""
    at = text.find("{{")
    while at >= 0:
        action = _ACTION.match(text, at)
        if action is None:
            raise Broken("an action is not closed")
        yield action
        at = text.find("{{", action.end())


def _chunk(
    found: list[Chunk | list[_Token]], text: str, start: int, end: int, left: bool, right: bool
) -> None:
    while left and start < end and text[start] in " \t\r\n":
        start += 1
    while right and end > start and text[end - 1] in " \t\r\n":
        end -= 1
    if start < end:
        found.append(Chunk(start, end))


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found: list[_Token] = []
    at = start
    while at < end:
        match = _TOKEN.match(text, at, end)
        if match is None:
            raise Refused(f"'{text[at]}' is not expected here", at)
        kind = match.lastgroup or ""
        if kind not in ("space", "comment"):
            spaced = found and found[-1].end == at
            if kind == "field" and not spaced:
                kind = "own"  # a field of the dot, and not of what stands before it
            found.append(_Token(kind, match[0], at, match.end()))
        at = match.end()
    return found


def _name(tokens: list[_Token]) -> str:
    if len(tokens) < 2 or tokens[1].kind not in ("text", "raw"):
        raise Broken(f"'{tokens[0].text}' lacks a name")
    return _unquoted(tokens[1])


def _assigned(tokens: list[_Token]) -> tuple[tuple[str, ...], list[_Token]]:
    """`$a, $b := ` in front of a pipeline."""
    for number, token in enumerate(tokens[:4]):
        if token.text in (":=", "="):
            names = tuple(one.text for one in tokens[:number] if one.kind == "variable")
            return names, tokens[number + 1 :]
    return (), tokens


def _unquoted(token: _Token) -> str:
    if token.kind == "raw":
        return token.text[1:-1]
    escapes = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'"}
    return re.sub(r"\\(.)", lambda m: escapes.get(m[1], m[0]), token.text[1:-1], flags=re.DOTALL)


class _Parser:
    """A pipeline."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def all(self) -> Expression:
        made = self._pipe(0)
        if self.at < len(self.tokens):
            raise Broken(f"'{self.tokens[self.at].text}' is not expected here")
        return made

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _pipe(self, depth: int) -> Expression:
        if depth > MAX_TEMPLATE_NESTING:
            raise Broken("it is nested too deeply")
        stages = [self._command(depth)]
        while (token := self._peek()) is not None and token.text == "|":
            self.at += 1
            stages.append(self._command(depth))
        if len(stages) == 1:
            return stages[0]
        return Pipe(stages[0].start, stages[-1].end, tuple(stages))

    def _command(self, depth: int) -> Expression:
        head = self._peek()
        if head is None:
            raise Broken("an expression is missing")
        if head.kind == "word" and head.text not in ("true", "false", "nil"):
            self.at += 1
            args = self._operands(depth)
            return Call(head.start, args[-1].end if args else head.end, head.text, args)
        operands = self._operands(depth)
        if not operands:
            raise Broken("an expression is missing")
        first, *rest = operands
        # a field with arguments is a method, such as `.Files.Get "x"`
        return Call(first.start, rest[-1].end, "method", (first, *rest)) if rest else first

    def _operands(self, depth: int) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while (token := self._peek()) is not None and token.text not in ("|", ")", ","):
            found.append(self._operand(token, depth))
        if not found and (token is None or token.text in ("|", ")")) and self.at == 0:
            raise Broken("an expression is missing")
        return tuple(found)

    def _operand(self, token: _Token, depth: int) -> Expression:
        made = self._simple(token, depth)
        names: list[str] = []
        end = made.end
        while (after := self._peek()) is not None and after.kind == "field":
            names.append(after.text[1:])
            end = after.end
            self.at += 1
        if not names:
            return made
        if isinstance(made, Field):
            return Field(made.start, end, made.of, (*made.names, *names))
        return Field(made.start, end, made, tuple(names))

    def _simple(self, token: _Token, depth: int) -> Expression:
        self.at += 1
        start, end = token.start, token.end
        match token.kind:
            case "text" | "raw":
                return Word(start, end, _unquoted(token))
            case "char":
                return Word(start, end, ord(_unquoted(token)[:1] or "\0"))
            case "number":
                return Word(start, end, _number(token.text))
            case "variable":
                return Variable(start, end, token.text)
            case "own" | "field":
                return Field(start, end, None, (token.text[1:],))
            case "dot":
                return Field(start, end, None, ())
            case "word":
                return self._named(token)
            case _ if token.text == "(":
                inner = self._pipe(depth + 1)
                closing = self._peek()
                if closing is None or closing.text != ")":
                    raise Broken("a bracket is not closed")
                self.at += 1
                return inner
            case _:
                raise Broken(f"'{token.text}' is not expected here")

    def _named(self, token: _Token) -> Expression:
        constants: dict[str, bool | None] = {"true": True, "false": False, "nil": None}
        if token.text in constants:
            return Word(token.start, token.end, constants[token.text])
        return Call(token.start, token.end, token.text, ())


def _number(text: str) -> int | float:
    try:
        return int(text, 0)
    except ValueError:
        return float(text)
