"""Words of the shell: quotes, variables and substitutions, as texts that may be partly known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from wi_lint.bounds import MAX_CHOICES, MAX_EXPANDED, MAX_TEXT
from wi_lint.compose.embedded import SegmentMap
from wi_lint.lazy_re import regex
from wi_lint.parse.shell import Tree
from wi_lint.source import Span
from wi_lint.values import Hole, Known, Literal, Part, Provenance, Reason, Text, known, text, unknown

if TYPE_CHECKING:
    from tree_sitter import Node

_WORD = 64
"""What a word of several counts, or a part that is not known: in characters that take as long."""
_STATEMENT = 2_000
"""Characters that are put together in the time of a statement."""
_NUMBER = regex(r"-?[0-9]{1,9}")


class Word(Struct, frozen=True, eq=False):
    """A word of a command. `glob`: where a bracket stands in it without quotes.

    `open`: whether it may be any number of words: all items of an array that is not known.
    """

    text: Text
    glob: Span | None = None
    open: bool = False


class Variables(Struct):
    """What variables are set to, in one shell. `lists`: arrays."""

    texts: dict[str, Text] = field(default_factory=dict)
    lists: dict[str, list[Text]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many they are; so many items of a list take as long as one."""
        return len(self.texts) + sum(map(len, self.lists.values())) // 16

    def copy(self) -> Variables:
        return Variables(dict(self.texts), {name: list(items) for name, items in self.lists.items()})


Substitution = Callable[[str, Span, "Node"], Text]
"""What a command writes that stands in `$(...)`, by its text."""


class Words(Struct):
    """Evaluates words. `prefix` qualifies the names of holes."""

    tree: Tree
    segments: SegmentMap
    prefix: str
    substituted: Substitution
    defaults: dict[str, Text] = field(default_factory=dict)
    """What variables are otherwise, that are not set: the first that is said of each."""
    expanded: int = 0
    """How many characters variables stood for since somebody last asked."""

    def taken(self) -> int:
        """What variables stood for since this was asked last, in statements that take as long."""
        taken, self.expanded = self.expanded // _STATEMENT, 0
        return taken

    def span(self, node: Node) -> Span:
        return self.segments.span(self.tree.start(node), self.tree.end(node))

    def word(self, node: Node, variables: Variables) -> Word:
        """A word as one text."""
        made = text(self._parts(node, variables), self.span(node))
        return Word(made, self._glob(node))

    def glued(self, nodes: list[Node], variables: Variables) -> list[Word]:
        """The words of nodes that stand without a blank between them.

        The grammar takes `$A@$B` for two words, the first of which ends with a dollar sign.
        """
        if len(nodes) == 1:
            return self.several(nodes[0], variables)
        parts: list[Part] = []
        for number, node in enumerate(nodes):
            start = self.tree.start(node)
            before = self.tree.text[max(start - 2, 0) : start]
            if number and before.endswith("$") and before != "\\$":
                parts = _without_dollar(parts)
                parts += self._dollar(start, node, variables)
            else:
                parts += self._parts(node, variables)
        at = self.segments.span(self.tree.start(nodes[0]), self.tree.end(nodes[-1]))
        return [Word(text(parts, at), next((glob for node in nodes if (glob := self._glob(node))), None))]

    def _dollar(self, start: int, node: Node, variables: Variables) -> Iterator[Part]:
        """A word whose beginning is the name of a variable."""
        found = re.match(r"\w+", self.tree.written(node))
        if found is None:
            yield from self._parts(node, variables)
            return
        yield from self._variable(found[0], node, variables).parts
        yield from self._behind(start + found.end(), node, variables)

    def _behind(self, at: int, node: Node, variables: Variables) -> Iterator[Part]:
        """What a word holds from some place on, which may be inside one of its pieces."""
        for child in node.children if node.type == "concatenation" else [node]:
            start, end = self.tree.start(child), self.tree.end(child)
            if start >= at:
                yield from self._parts(child, variables)
            elif end > at:
                yield from self._literal(at, end, "word")

    def several(self, node: Node, variables: Variables) -> list[Word]:
        """What a word stands for behind a command: an unquoted variable is split at its blanks."""
        name, first = _array(node)
        is_quoted = node.type == "string"
        if not name and (node.text or b"").startswith((b"${@", b'"${@')):
            return [
                Word(
                    unknown(
                        f"{self.prefix}:$@", Reason.NOT_FOLLOWED("a part of its arguments"), self.span(node)
                    ),
                    open=True,
                )
            ]
        if name in variables.lists:
            items = variables.lists[name][first:]
            return self._listed((Word(one) for item in items for one in _split(item, is_quoted)), node)
        if name:
            return [Word(self.word(node, variables).text, open=True)]
        if node.type in ("simple_expansion", "expansion"):
            made = self.word(node, variables).text
            return self._listed(map(Word, _split(made)), node) if made.parts else []
        return list(self._expanded(node, variables)) or [self.word(node, variables)]

    def _listed(self, words: Iterable[Word], node: Node) -> list[Word]:
        """Several words, as far as a statement may have so many; a hole stands for the rest."""
        made: list[Word] = []
        for word in words:
            self.expanded += _WORD
            if self.expanded > MAX_EXPANDED:
                return [*made, Word(self._too_much(node))]
            made.append(word)
        return made

    def _too_much(self, node: Node) -> Text:
        name = f"{self.prefix}:{self.tree.written(node)[:80]}"
        return unknown(name, Reason.TOO_LARGE("what its variables stand for"), self.span(node))

    def _expanded(self, node: Node, variables: Variables) -> Iterator[Word]:
        """The words of `app-{1..3}` and `{api,web}`: one with a hole where they are many."""
        pieces = list(node.children) if node.type == "concatenation" else [node]
        found = next((one for at in range(len(pieces)) if (one := self._braces(pieces, at))), None)
        if found is None:
            return
        first, behind, choices = found
        at = self.span(node)
        before = [part for child in pieces[:first] for part in self._parts(child, variables)]
        after = [part for child in pieces[behind:] for part in self._parts(child, variables)]
        place = self.span(pieces[first])
        if len(choices) > MAX_CHOICES:
            hole = Hole(
                f"{self.prefix}:{self.tree.written(pieces[first])}",
                Reason.TOO_LARGE("the number of its forms"),
                at,
            )
            yield Word(text((*before, hole, *after), at))
            return
        for choice in choices:
            yield Word(text((*before, Literal(choice, place), *after), at))

    def _braces(self, pieces: list[Node], at: int) -> tuple[int, int, list[str]] | None:
        """What braces that stand at one of the pieces of a word offer, and where they end."""
        if pieces[at].type == "brace_expression":
            written = [self.tree.written(child) for child in pieces[at].named_children]
            if len(written) != 2 or not all(_NUMBER.fullmatch(number) for number in written):
                return None
            first, last = map(int, written)
            step = 1 if first <= last else -1
            numbers = range(first, last + step, step)[: MAX_CHOICES + 1]
            return at, at + 1, [str(number) for number in numbers]
        listed = [self.tree.written(one) if one.type == "word" else "" for one in pieces[at : at + 3]]
        if len(listed) == 3 and (listed[0], listed[2]) == ("{", "}") and "," in listed[1]:
            return at, at + 3, listed[1].split(",")
        return None

    def _glob(self, node: Node) -> Span | None:
        inner = node.children if node.type == "concatenation" else [node]
        for child in inner:
            if child.type == "word" and "[" in (written := self.tree.written(child)) and "\\[" not in written:
                return self.span(child)
        return None

    # parts

    def _parts(self, node: Node, variables: Variables) -> Iterator[Part]:
        match node.type:
            case "string" | "concatenation" | "command_name" | "heredoc_body" | "translated_string":
                yield from self._inside(node, variables)
            case "raw_string":
                yield from self.segments.cut(self.tree.start(node) + 1, self.tree.end(node) - 1)
            case "ansi_c_string":
                written = self.tree.written(node)[2:-1]
                yield Literal(written.encode().decode("unicode_escape", "replace"), self.span(node))
            case "simple_expansion":
                yield from self._variable(self.tree.written(node)[1:], node, variables).parts
            case "expansion":
                yield from self._expansion(node, variables).parts
            case "command_substitution":
                yield from self._command(node).parts
            case "process_substitution" | "arithmetic_expansion":
                at = self.span(node)
                yield Hole(f"{self.prefix}:{self.tree.written(node)}", Reason.AT_RUN_TIME(), at)
            case _:
                start, end = self.tree.start(node), self.tree.end(node)
                yield from self._plain(start, end, node.type, node, variables)

    def _inside(self, node: Node, variables: Variables) -> Iterator[Part]:
        """The pieces of a string, with what stands between the parts of the grammar."""
        quoted = node.type in ("string", "translated_string")
        at = self.tree.start(node) + (1 if quoted else 0)
        end = self.tree.end(node) - (1 if quoted else 0)
        kind = "string_content" if quoted else node.type
        for child in node.children:
            if child.type == '"' or (not child.is_named and node.type != "concatenation"):
                continue
            if child.type == "heredoc_content" and self.tree.start(child) == self.tree.end(child):
                continue
            start = self.tree.start(child)
            if start > at:
                yield from self._plain(at, start, kind, node, variables)
            yield from self._parts(child, variables)
            at = max(at, self.tree.end(child))
        if at < end:
            yield from self._plain(at, end, kind, node, variables)

    def _plain(self, start: int, end: int, kind: str, node: Node, variables: Variables) -> Iterator[Part]:
        """Literal text; in a heredoc the grammar takes `$1` for text as well."""
        done = start
        found = _GIVEN.finditer(self.tree.text, start, end) if kind in _HEREDOC else ()
        for one in found:
            yield from self._literal(done, one.start(), kind)
            yield from self._variable(one[1], node, variables).parts
            done = one.end()
        yield from self._literal(done, end, kind)

    def _literal(self, start: int, end: int, kind: str) -> Iterator[Part]:
        """Literal text, without the backslashes that the shell takes away."""
        written = self.tree.text[start:end]
        if "\\" not in written:
            yield from self.segments.cut(start, end)
            return
        pattern = r'\\(["$`\\\n])' if kind == "string_content" or kind in _HEREDOC else r"\\(.)"
        done = 0
        for found in re.finditer(pattern, written, re.DOTALL):
            yield from self.segments.cut(start + done, start + found.start())
            if found[1] != "\n":
                yield from self.segments.cut(start + found.start(1), start + found.end(1))
            done = found.end()
        yield from self.segments.cut(start + done, end)

    def _variable(self, name: str, node: Node, variables: Variables) -> Text:
        at = self.span(node)
        if name in variables.texts:
            found = variables.texts[name]
            self.expanded += found.shortest + _WORD * len(found.parts)
            if self.expanded > MAX_EXPANDED:
                return self._too_much(node)
            return found.with_provenance(Provenance(at, f"the variable '{name}'"))
        if name in _ARGUMENTS and "@" in variables.lists:
            return self._joined(variables.lists["@"], node)
        if name in variables.lists:
            items = variables.lists[name]
            return items[0] if items else known("", at)
        return unknown(f"{self.prefix}:${name}", Reason.NOT_SET(f"the variable '{name}'"), at)

    def _expansion(self, node: Node, variables: Variables) -> Text:
        """`${NAME}` and its forms; a form that is not known is a hole."""
        at = self.span(node)
        name_node = next((c for c in node.children if c.type in ("variable_name", "subscript")), None)
        if name_node is None:
            return unknown(f"{self.prefix}:{self.tree.written(node)}", Reason.AT_RUN_TIME(), at)
        name = self.tree.written(name_node)
        rest = [c for c in node.children if c.type not in ("${", "}") and c is not name_node]
        if name_node.type == "subscript":
            return self._element(name, node, variables)
        value = self._variable(name, node, variables)
        if not rest:
            return value
        operator = self.tree.written(rest[0])
        argument = self.word(rest[-1], variables).text if len(rest) > 1 else known("", at)
        return self._formed(name, value, operator, argument, node, variables)

    def _formed(
        self, name: str, value: Text, operator: str, argument: Text, node: Node, variables: Variables
    ) -> Text:
        is_set = name in variables.texts and bool(variables.texts[name].parts)
        match operator:
            case ":-" | "-" | ":=" | "=":
                if not is_set and argument.known:
                    self.defaults.setdefault(name, argument)
                if not is_set and operator.endswith("="):
                    variables.texts[name] = argument
                # what is empty by default is reported from outside
                return value if is_set or argument.known == "" else argument
            case ":+" | "+":
                return argument if is_set else known("", value.at)
            case ":?" | "?":
                return value
            case _ if value.known is not None:
                changed = _changed(value.known, operator, self.tree.written(node), argument.known)
                if changed is not None:
                    return known(changed, value.at)
            case _:
                pass
        hole = f"{self.prefix}:{self.tree.written(node)}"
        return unknown(hole, value.cause or Reason.NOT_FOLLOWED("this form of a variable"), self.span(node))

    def _element(self, written: str, node: Node, variables: Variables) -> Text:
        at = self.span(node)
        found = re.fullmatch(r"(\w+)\[(.*)\]", written)
        items = variables.lists.get(found[1]) if found else None
        if found and items is not None:
            if found[2].isdigit() and int(found[2]) < len(items):
                return items[int(found[2])]
            if found[2] in ("@", "*"):
                return self._joined(items, node)
        return unknown(f"{self.prefix}:${written}", Reason.NOT_SET(), at)

    def _joined(self, items: list[Text], node: Node) -> Text:
        """All items of an array in one word."""
        self.expanded += sum(_WORD + item.shortest for item in items)
        if self.expanded > MAX_EXPANDED:
            return self._too_much(node)
        at = self.span(node)
        return text([part for item in items for part in (*item.parts, Literal(" ", at))][:-1], at)

    def _command(self, node: Node) -> Text:
        written = re.sub(r"^(?:\$\(|`)|(?:\)|`)$", "", self.tree.written(node)).strip()
        return self.substituted(" ".join(written.split()), self.span(node), node)


def _split(value: Text, is_quoted: bool = False) -> Iterator[Text]:
    """What the shell makes of a variable: one word where it is quoted, or has no blank that is known."""
    if is_quoted or value.known is None or (" " not in value.known and "\n" not in value.known):
        yield value
        return
    for found in re.finditer(r"\S+", value.known):
        yield value.cut(*found.span())


def _without_dollar(parts: list[Part]) -> list[Part]:
    last = parts[-1] if parts else None
    if isinstance(last, Literal) and last.text.endswith("$"):
        return [*parts[:-1], last.cut(0, len(last.text) - 1)]
    return parts


_HEREDOC = frozenset({"heredoc_body", "heredoc_content"})
_GIVEN = regex(r"(?<!\\)\$([0-9])")
_ARGUMENTS = frozenset({"@", "*"})
"""The names of all that a function is given."""
_ALL = regex(rb"\$(?:\{(?:(?P<array>\w+)\[[@*]\]|[@*])(?::(?P<first>\d{1,4}))?\}|[@*])")


def _array(node: Node) -> tuple[str, int]:
    """The array whose items a word is, and from which one on: `"${name[@]}"`, `"$@"`, `"${@:2}"`."""
    is_quoted = node.type == "string" and node.child_count == 3
    written = (node.children[1] if is_quoted else node).text or b""
    found = _ALL.fullmatch(written)
    if found is None or (is_quoted and b"*" in written):  # which is one word
        return "", 0
    first = int(found["first"] or 0)
    return (found["array"].decode(), first) if found["array"] else ("@", max(first - 1, 0))


def _changed(value: str, operator: str, whole: str, argument: str | None) -> str | None:
    """`${name%%pattern}` and its kin, of patterns that are plain but for a star at one end."""
    match operator:
        case "^^":
            return value.upper()
        case ",,":
            return value.lower()
        case "#" | "##" | "%" | "%%" if argument is not None:
            return _cut_off(value, operator, argument)
        case "//" | "/":
            found = re.fullmatch(r"\$\{\w+//?([^/*?\[]+)/?([^}]*)\}", whole)
            if found is None or len(value) + value.count(found[1]) * len(found[2]) > 2 * MAX_TEXT:
                return None
            return value.replace(found[1], found[2], -1 if operator == "//" else 1)
        case ":" if found := re.fullmatch(r"\$\{\w+:(\d+)(?::(\d+))?\}", whole):
            start = int(found[1])
            return value[start : start + int(found[2])] if found[2] else value[start:]
        case _:
            return None


def _cut_off(value: str, operator: str, pattern: str) -> str | None:
    plain = pattern.strip("*")
    if re.search(r"[*?\[]", plain):
        return None
    if operator[0] == "#":
        if not pattern.startswith("*"):
            return value.removeprefix(plain)
        at = value.rfind(plain) if operator == "##" else value.find(plain)
        return value[at + len(plain) :] if at >= 0 else value
    if not pattern.endswith("*"):
        return value.removesuffix(plain)
    at = value.find(plain) if operator == "%%" else value.rfind(plain)
    return value[:at] if at >= 0 else value


def blank(at: Span) -> Known:
    """An empty text."""
    return Known((), at)
