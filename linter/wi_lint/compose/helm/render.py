"""Templates to text, over values that may be partly known: what cannot be reported is a hole.

Of an `if` whose condition is not known, a hole stands for what is written within a line, and what is
written over lines is taken to be there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain

from msgspec import Struct, field

from wi_lint.bounds import (
    MAX_INCLUDES,
    MAX_RANGE,
    MAX_RENDERED_PARTS,
    MAX_TEMPLATE_STEPS,
    MAX_VARIABLES,
    MAX_WEIGHT,
)
from wi_lint.compose.helm.functions import FUNCTIONS, PARSERS, PATTERN_FUNCTIONS, NotKnown
from wi_lint.compose.helm.syntax import (
    Action,
    Branch,
    Broken,
    Call,
    Chunk,
    Expression,
    Field,
    Leave,
    Pipe,
    Statement,
    Template,
    Use,
    Variable,
    Word,
    parse,
)
from wi_lint.compose.helm.values import printed, truth
from wi_lint.patterns import Effort
from wi_lint.source import Source, Span
from wi_lint.values import (
    EmptyDefault,
    Hole,
    Known,
    ListValue,
    Literal,
    MapValue,
    Part,
    Reason,
    Scalar,
    Text,
    Unknown,
    Value,
    known,
    text,
    unknown,
    weight,
)


class Defined(Struct, frozen=True, eq=False):
    """A named template and the file that it stands in."""

    source: Source
    body: tuple[Statement, ...]


class Frame(Struct):
    """Where a statement stands: its file, the dot, and the variables that it sees."""

    source: Source
    dot: Value | None
    root: Value | None
    variables: dict[str, Value | None]

    def inner(self, dot: Value | None) -> Frame:
        """What stands inside a block. Raises `TooMuch` where there are more variables than anybody writes."""
        if len(self.variables) > MAX_VARIABLES:
            raise TooMuch
        return Frame(self.source, dot, self.root, dict(self.variables))

    def at(self, start: int, end: int) -> Span:
        return self.source.span(start, end)


_AS_IT_IS = frozenset({"quote", "squote", "toString", "trim"})
"""Functions behind which a text is what it was."""


def _is_within(value: Value | None) -> bool:
    """Whether a value is no larger than what is kept; Go's whole numbers have 64 bits."""
    if isinstance(value, Scalar):
        return not isinstance(value.value, int) or abs(value.value) < 2**63
    return value is None or weight(value) <= MAX_WEIGHT


_READ = 40
"""Characters of a template that are read in the time of a step."""


class TooMuch(Exception):
    """The templates ask for more work than is done."""


class _Left(Exception):
    """A round of a loop is left, and where it `ends`, the loop with it."""

    def __init__(self, *, ends: bool) -> None:
        super().__init__()
        self.ends = ends


class Renderer(Struct):
    """One chart with its values. `prefix` qualifies the names of holes."""

    prefix: str
    defined: Mapping[str, Defined]
    parts: list[Part] = field(default_factory=list)
    steps: int = 0
    most: int = MAX_TEMPLATE_STEPS
    """How many steps it may take."""
    depth: int = 0
    effort: Effort = field(default_factory=Effort)
    """What its regular expressions may still take."""

    def render(self, source: Source, template: Template, context: Value) -> Text:
        """The text that a template makes. Raises `TooMuch`."""
        self.parts = []
        self._run(template.body, Frame(source, context, context, {"$": context}))
        return text(self.parts, source.span(0, len(source.text)))

    def _work(self, steps: int) -> None:
        self.steps += steps
        if self.steps > self.most or len(self.parts) > MAX_RENDERED_PARTS:
            raise TooMuch

    # statements

    def _run(self, body: tuple[Statement, ...], frame: Frame) -> None:
        for statement in body:
            self._work(1)
            match statement:
                case Chunk(start=start, end=end):
                    self.parts.append(Literal(frame.source.text[start:end], frame.at(start, end)))
                case Action():
                    self._action(statement, frame)
                case Branch(kind="range"):
                    self._range(statement, frame)
                case Branch():
                    self._branch(statement, frame)
                case Leave(ends=ends):
                    raise _Left(ends=ends)
                case Use(name=name, value=value, start=start, end=end):
                    dot = self._value(value, frame) if value is not None else None
                    self.parts += self._include(name, dot, frame.at(start, end)).parts

    def _action(self, action: Action, frame: Frame) -> None:
        value = self._value(action.value, frame)
        if action.names:
            frame.variables[action.names[0]] = value
        elif isinstance(action.value, Call) and action.value.name == "set":
            return
        else:
            at = frame.at(action.start, action.end)
            self.parts += (self._missing(action.value, frame, at) or printed(value, at)).parts

    def _missing(self, node: Expression, frame: Frame, at: Span) -> Text | None:
        """What is printed for a value that no file gives: an installation has to."""
        stages = node.stages if isinstance(node, Pipe) else (node,)
        field = stages[0]
        plain = all(isinstance(one, Call) and one.name in _AS_IT_IS for one in stages[1:])
        if not isinstance(field, Field) or not plain:
            return None
        value = self._value(field, frame)
        if value is not None and not (isinstance(value, Scalar) and value.value is None):
            return None
        why = Reason.AT_INSTALL(f"the value '{'.'.join(field.names)}'")
        return unknown(f"{self.prefix}:{'.'.join(field.names)}", why, at)

    def _branch(self, branch: Branch, frame: Frame) -> None:
        value = self._value(branch.value, frame)
        inner = frame.inner(value if branch.kind == "with" else frame.dot)
        for name in branch.names:
            inner.variables[name] = value
        answer = truth(value)
        try:
            if answer is None:
                self._either(branch, inner, frame)
            elif answer:
                self._run(branch.body, inner)
            else:
                self._run(branch.other, frame.inner(frame.dot))
        finally:  # a round may be left in it
            self._assigned(inner, frame)

    @staticmethod
    def _assigned(inner: Frame, outer: Frame) -> None:
        """What was assigned inside to a variable of outside holds there too."""
        for name in outer.variables:
            if name in inner.variables:
                outer.variables[name] = inner.variables[name]

    def _either(self, branch: Branch, inner: Frame, frame: Frame) -> None:
        then = self._apart(branch.body, inner)
        other = self._apart(branch.other, frame.inner(frame.dot))
        alike = text(then, frame.at(0, 0)).key == text(other, frame.at(0, 0)).key
        if alike or any(isinstance(part, Literal) and "\n" in part.text for part in (*then, *other)):
            self.parts += then
        else:
            at = frame.at(branch.start, branch.end)
            why = Reason.CONDITIONAL()
            self.parts.append(Hole(f"{self.prefix}:{at.path}@{at.start}", why, at))

    def _apart(self, body: tuple[Statement, ...], frame: Frame) -> list[Part]:
        outer, self.parts = self.parts, []
        with suppress(_Left):  # whether the round is left here is not known: the rest of it is made
            self._run(body, frame)
        made, self.parts = self.parts, outer
        return made

    def _range(self, branch: Branch, frame: Frame) -> None:
        value = self._value(branch.value, frame)
        rows: list[tuple[Value, Value]] = []
        match value:
            case MapValue(items=items):
                at = value.at
                rows = [(known(key, at), items[key]) for key in sorted(items)]
            case ListValue(items=found):
                rows = [(Scalar(number, item.at), item) for number, item in enumerate(found)]
            case Scalar(value=int() as count, at=at) if not isinstance(count, bool):
                self._work(self.most if count > MAX_RANGE else 0)
                rows = [(Scalar(n, at), Scalar(n, at)) for n in range(min(count, MAX_RANGE))]
            case _:
                pass
        for key, item in rows:
            self._work(1)  # a round without a statement is one too
            inner = frame.inner(item)
            inner.variables |= dict(zip(reversed(branch.names), (item, key), strict=False))
            ends = self._round(branch, inner)
            self._assigned(inner, frame)
            if ends:
                break
        if not rows:
            self._run(branch.other, frame.inner(frame.dot))

    def _round(self, branch: Branch, inner: Frame) -> bool:
        """One round of a loop; gives back whether it is the last one."""
        try:
            self._run(branch.body, inner)
        except _Left as left:
            return left.ends
        return False

    def _include(self, name: str, dot: Value | None, at: Span) -> Text:
        found = self.defined.get(name)
        if found is None:
            return unknown(f"{self.prefix}:{name}", Reason.ELSEWHERE(f"the template '{name}'"), at)
        if self.depth > MAX_INCLUDES:
            return unknown(f"{self.prefix}:{name}", Reason.CIRCULAR(f"the template '{name}'"), at)
        self.depth += 1
        outer, self.parts = self.parts, []
        self._run(found.body, Frame(found.source, dot, dot, {"$": dot}))
        made, self.parts = self.parts, outer
        self.depth -= 1
        return text(made, at)

    # expressions

    def _value(self, node: Expression, frame: Frame) -> Value | None:
        match node:
            case Word(value=str() as written):
                at = frame.at(node.start, node.end)
                inner = at.within(1, at.end - at.start - 1) if len(written) + 2 == at.end - at.start else at
                return known(written, inner) if written else Known((), at)
            case Word(value=bool() | int() | float() as datum):
                return Scalar(datum, frame.at(node.start, node.end))
            case Variable(name=name):
                return frame.variables.get(name)
            case Field():
                return self._field(node, frame)
            case Pipe(stages=stages):
                value = self._value(stages[0], frame)
                for stage in stages[1:]:
                    value = self._piped(stage, value, frame)
                return value
            case Call(name=name, args=args):
                return self._call(name, args, [], node, frame)
            case _:
                return None

    def _piped(self, stage: Expression, value: Value | None, frame: Frame) -> Value | None:
        if isinstance(stage, Call):
            return self._call(stage.name, stage.args, [value], stage, frame)
        return self._value(stage, frame)

    def _field(self, node: Field, frame: Frame) -> Value | None:
        value = frame.dot if node.of is None else self._value(node.of, frame)
        for name in node.names:
            match value:
                case MapValue(items=items, more=more):
                    value = items.get(name)
                    if value is None and more is not None:
                        hole = more.holes[0]
                        return unknown(f"{hole.name}.{name}", hole.cause, frame.at(node.start, node.end))
                case Unknown():
                    hole = value.holes[0]
                    value = unknown(f"{hole.name}.{name}", hole.cause, frame.at(node.start, node.end))
                case _:
                    return None
        return value

    def _call(
        self,
        name: str,
        args: tuple[Expression, ...],
        piped: list[Value | None],
        node: Expression,
        frame: Frame,
    ) -> Value | None:
        self._work(1)  # an expression may be as long as a template
        at = frame.at(node.start, node.end)
        if name in ("and", "or"):
            return self._logic(name, args, piped, frame)
        values = [*(self._value(arg, frame) for arg in args), *piped]
        match name:
            case "include" if values and isinstance(values[0], Known):
                return self._include(values[0].known, values[1] if len(values) > 1 else None, at)
            case "tpl" if values:
                return self._tpl(values, at, frame)
            case "required" if len(values) > 1:
                return self._required(values[1], at)
            case "set" if len(args) == 3 and isinstance(args[0], Variable | Field):
                return self._set(args, values, at, frame)
            case _:
                return self._apply(name, values, at)

    def _apply(self, name: str, values: list[Value | None], at: Span) -> Value | None:
        if name not in FUNCTIONS and name not in PATTERN_FUNCTIONS:
            why = Reason.NOT_FOLLOWED(f"'{name}'")
            return unknown(f"{self.prefix}:{at.path}@{at.start}", why, at)
        try:
            # what is given is walked over, and what is read or compared is looked at piece by piece
            given = sum(weight(one) for one in values if one is not None)
            self._work(given // (1 if name in PARSERS else 20))
            made = (
                PATTERN_FUNCTIONS[name](values, at, self.effort)
                if name in PATTERN_FUNCTIONS
                else FUNCTIONS[name](values, at)
            )
            self._work(weight(made) // (1 if name in PARSERS else 20) if made is not None else 0)
            if _is_within(made):
                return made
            why = Reason.TOO_LARGE(f"what '{name}' makes")
            return unknown(f"{self.prefix}:{at.path}@{at.start}", why, at)
        except (NotKnown, ValueError, TypeError, IndexError, KeyError, re.error, OverflowError):
            found = next((one.cause for one in values if isinstance(one, Text) and one.holes), None)
            why = found or Reason.CONDITIONAL(f"'{name}'")
            return unknown(f"{self.prefix}:{at.path}@{at.start}", why, at)

    def _set(
        self, args: tuple[Expression, ...], values: list[Value | None], at: Span, frame: Frame
    ) -> Value | None:
        """`set $x "key" value` changes the table that a variable holds."""
        made = self._apply("set", values, at)
        if isinstance(args[0], Variable):
            frame.variables[args[0].name] = made
        return made

    def _logic(
        self, name: str, args: tuple[Expression, ...], piped: list[Value | None], frame: Frame
    ) -> Value | None:
        """`and` and `or` answer with the operand that decides, and stop there."""
        value: Value | None = None
        doubt: Unknown | None = None
        operands = chain((self._value(arg, frame) for arg in args), piped)
        for value in operands:
            answer = truth(value)
            if answer is (name == "or"):
                return value
            if answer is None and isinstance(value, Unknown):
                doubt = doubt or value
        return doubt or value

    def _required(self, value: Value | None, at: Span) -> Value | None:
        if truth(value) is False:
            return unknown(f"{self.prefix}:{at.path}@{at.start}", Reason.AT_INSTALL(), at)
        return value

    def _tpl(self, values: list[Value | None], at: Span, frame: Frame) -> Value | None:
        written = values[0]
        if not isinstance(written, Text) or isinstance(written, EmptyDefault):
            return written
        if "{{" not in str(written):
            return written
        if written.known is None:
            return unknown(f"{self.prefix}:{at.path}@{at.start}", written.cause or Reason.AT_INSTALL(), at)
        source = Source(written.origin.path, written.known)
        self._work(len(source.text) // _READ)
        try:
            template = parse(source.text)
        except Broken as error:
            return unknown(
                f"{self.prefix}:{at.path}@{at.start}", Reason.BROKEN(f"its template ({error})"), at
            )
        dot = values[1] if len(values) > 1 else frame.dot
        self.depth += 1
        if self.depth > MAX_INCLUDES:
            raise TooMuch
        parts = self._apart(template.body, Frame(source, dot, dot, {"$": dot}))
        self.depth -= 1
        # what it is made of stands where the text does
        placed = [Literal(part.text, written.origin) if isinstance(part, Literal) else part for part in parts]
        return text(placed, written.origin)
