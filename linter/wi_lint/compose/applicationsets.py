"""Argo CD's ApplicationSets: the Applications that their generators make, one for each set of parameters.

Source: Argo CD's documentation of generators. Those that ask a cluster or a service give parameters
that are not known here.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from wi_lint.bounds import MAX_APPLICATIONS, MAX_MATCHED, MAX_PARAMETERS
from wi_lint.compose.helm import Charts, merged, value_of
from wi_lint.compose.helm.render import Renderer, TooMuch
from wi_lint.compose.helm.syntax import Broken, parse
from wi_lint.compose.parameters import flat, nested, overridden, takes
from wi_lint.compose.substitutes import Held
from wi_lint.lazy_re import regex
from wi_lint.patterns import path_glob
from wi_lint.problems import ReadProblem
from wi_lint.source import Source, Span
from wi_lint.tree import Node
from wi_lint.values import (
    ListValue,
    Literal,
    MapValue,
    Part,
    Reason,
    Text,
    Value,
    known,
    text,
    unknown,
)

_MARKED = regex(r"\{\{((?:(?!\{\{|\}\}).)*+)\}\}", re.DOTALL)
_LITERAL = regex(r"[^*?\[\]{}\\]*")
"""What a pattern begins with, up to its first sign."""
_INDEXED = regex(r"^([\w.-]+)\[(\d+)\]$")


def applications(root: Node, charts: Charts, held: Held) -> Iterator[Node]:
    """The specifications of the Applications that a set makes, as far as they are known."""
    spec = root.find("spec", "template")
    if spec is None:
        return
    found = _Generators(charts, held, go=root.truthy("spec", "goTemplate"))
    for count, parameters in enumerate(found.all(root, "spec", "generators")):
        if count == MAX_APPLICATIONS:
            says = f"this set makes more than {MAX_APPLICATIONS} Applications, and the rest is left out"
            charts.library.report(ReadProblem("limit", root.span.one_line, says))
            return
        yield _filled(spec, parameters, found.go)


class _Generators:
    """What generators give. `go`: whether templates are Go's, which name parameters otherwise."""

    def __init__(self, charts: Charts, held: Held, go: bool) -> None:
        self.charts = charts
        self.held = held
        self.go = go
        self.weight = 0
        self.matched: dict[tuple[str, bool], list[str]] = {}
        self.below: dict[tuple[str, bool], tuple[list[str], int]] = {}

    def all(self, node: Node, *path: str) -> Iterator[MapValue]:
        for one in node.each(*path):
            selector = one.get("selector")
            for kind, field in one.fields.items():
                for made in self._with_values(field.value, self._of(kind, field.value)):
                    if self._is_too_much(one, 1 + made.weight):
                        return
                    if selector is None or takes(selector, flat(made)):
                        yield made

    def _with_values(self, node: Node, sets: Iterator[MapValue]) -> Iterator[MapValue]:
        """Sets with the `values` that a generator adds to each, which may speak of the others."""
        values = node.get("values")
        for one in sets:
            if values is None:
                yield one
            elif not self._is_too_much(values, _length(values)):
                made = value_of(_filled(values, one, self.go))
                yield merged(one, MapValue({"values": made}, values.span))

    def _is_too_much(self, node: Node, weight: int) -> bool:
        """Whether what generators give, and what is filled in for it, weighs more than is looked at."""
        was_enough, self.weight = self.weight > MAX_PARAMETERS, self.weight + weight
        is_enough = self.weight > MAX_PARAMETERS
        if is_enough and not was_enough:
            says = f"generators give parameters that weigh more than {MAX_PARAMETERS:,}: the rest is left out"
            self.charts.library.report(ReadProblem("limit", node.span.one_line, says))
        return is_enough

    def _of(self, kind: str, node: Node) -> Iterator[MapValue]:
        match kind:
            case "list" if node.get("elements") is not None:
                for value in map(value_of, node.each("elements")):
                    if isinstance(value, MapValue):
                        yield value if self.go else nested(value)
            case "git" if node.get("directories") is not None or node.get("files") is not None:
                yield from self._directories(node)
                yield from self._files(node)
            case "matrix":
                generators = list(self._each(node))
                if generators:
                    yield from self._matrix(MapValue({}, node.span), generators)
            case "merge":
                yield from self._merged(node)
            case "clusters" if self.held.clusters():
                yield from self._clusters(node)
            case "selector" | "values":
                return
            case _:
                why = Reason.AT_RUN_TIME(f"what the generator '{kind}' gives")
                yield MapValue(
                    {}, node.span, unknown(f"{node.source.path}@{node.start}:{kind}", why, node.span)
                )

    def _matrix(self, given: MapValue, generators: list[Node]) -> Iterator[MapValue]:
        """Each set of the first generator with those that the others give, which may speak of it."""
        if not generators:
            yield given
            return
        first, *others = generators
        if self._is_too_much(first, _length(first)):
            return
        if given.items:
            first = _filled(first, given, self.go, is_whole=False)
        for made in self.all(first):
            yield from self._matrix(merged(given, made), others)

    def _merged(self, node: Node) -> Iterator[MapValue]:
        """The sets of the first generator, with those of the others over them that have the same keys."""
        keys = [key.raw for key in node.each("mergeKeys")]
        made: Iterator[MapValue] = iter(())
        for place, one in enumerate(self._each(node)):
            made = overridden(made, list(self.all(one)), keys, node.span) if place else self.all(one)
        yield from made

    def _clusters(self, node: Node) -> Iterator[MapValue]:
        """The clusters that are declared to Argo CD by secrets, as far as the selector takes them."""
        selector = node.get("selector")
        for secret in self.held.clusters():
            labels = {name: one.known for name, one in secret.texts("metadata", "labels").items()}
            if selector is None or takes(selector, labels):
                yield _cluster(secret)

    @staticmethod
    def _each(node: Node) -> Iterator[Node]:
        """The generators of a matrix or a merge, each as a list of one."""
        for one in node.each("generators"):
            yield one.with_items((one,))

    def _directories(self, node: Node) -> Iterator[MapValue]:
        taken = [one for one in node.each("directories") if not one.truthy("exclude")]
        excluded = [one for one in node.each("directories") if one.truthy("exclude")]
        left = {folder for one in excluded for folder in self._matching(one, folders=True)}
        for one in taken:
            for folder in self._matching(one, folders=True):
                if folder not in left:
                    yield MapValue({"path": self._path(folder, one)}, one.span)

    def _files(self, node: Node) -> Iterator[MapValue]:
        taken = [one for one in node.each("files") if not one.truthy("exclude")]
        excluded = [one for one in node.each("files") if one.truthy("exclude")]
        left = {path for one in excluded for path in self._matching(one, folders=False)}
        for one in taken:
            for path in self._matching(one, folders=False):
                if path in left:
                    continue
                own = self.charts.values(path) or MapValue({}, one.span)
                yield merged(own, MapValue({"path": self._path(posixpath.dirname(path), one)}, one.span))

    def _matching(self, node: Node, *, folders: bool) -> list[str]:
        key = node.literal("path").strip("/"), folders
        if key not in self.matched:
            self.matched[key] = self._found(*key, node.span)
        return self.matched[key]

    def _found(self, pattern: str, folders: bool, at: Span) -> list[str]:
        base = "/".join(pattern.split("*", maxsplit=1)[0].split("/")[:-1])
        try:
            wanted = path_glob(pattern, braces=True)
        except ValueError:
            return []  # it matches nothing: Argo CD refuses it
        paths, many = self._below(base, folders)
        if self._is_spent(at, pattern, many):
            return []
        literal = _LITERAL.match(pattern)[0]  # type: ignore[index]
        first = bisect_left(paths, literal)
        alike = takewhile(lambda path: path.startswith(literal), islice(paths, first, None))
        return [path for path in alike if wanted.matches(path)]

    def _below(self, base: str, folders: bool) -> tuple[list[str], int]:
        """The files below a folder, or the folders that they are in, sorted; and how many files there are."""
        key = base, folders
        if key not in self.below:
            below = list(self.charts.library.files.below(base))
            inside = f"{base.rstrip('/')}/" if base else ""
            paths = {inside + path for path in below}
            if folders:
                homes = {path.rpartition("/")[0] for path in paths}
                paths = {parent for home in homes if home for parent in _parents(f"{home}/")}
            self.below[key] = sorted(paths), len(below)
        return self.below[key]

    def _is_spent(self, at: Span, pattern: str, many: int) -> bool:
        """Whether the patterns of all sets were held against more paths than are looked at."""
        library = self.charts.library
        if library.ledger.total("matched", "") > MAX_MATCHED:
            says = f"the patterns of all sets are held against more than {MAX_MATCHED:,} paths"
            library.report(ReadProblem("limit", at.one_line, f"{says}: this one matches none"))
            return True
        library.ledger.count("matched", "", f"{at.order} {pattern}", many)
        return False

    def _path(self, folder: str, node: Node) -> Value:
        at = (node.get("path") or node).span
        whole, name = known(folder, at), known(posixpath.basename(folder), at)
        parts: dict[str, Value] = {"basename": name, "basenameNormalized": name}
        parts["segments"] = ListValue(tuple(known(part, at) for part in folder.split("/")), at)
        parts["path"] = whole
        return MapValue(parts, at)


def _length(node: Node) -> int:
    """What it costs to go through a node once more, as parameters weigh."""
    return 1 + (node.end - node.start) // 32


def _cluster(secret: Node) -> MapValue:
    """What a secret says of a cluster. Source: Argo CD's documentation of the cluster generator."""
    at = secret.span
    said = {
        name: value for name in ("name", "server") if (value := secret.text("stringData", name)) is not None
    }
    metadata: dict[str, Value] = {
        kind: MapValue(dict(secret.texts("metadata", kind)), at) for kind in ("labels", "annotations")
    }
    name = said.get("name", unknown(f"{at.path}@{at.start}:name", Reason.NOT_WRITTEN("its name"), at))
    made: dict[str, Value] = {
        **said,
        "nameNormalized": name,
        "metadata": MapValue(metadata, at),
    }
    hole = unknown(f"{at.path}@{at.start}:cluster", Reason.AT_RUN_TIME("what Argo CD knows of it"), at)
    return MapValue(made, at, hole)


def _parents(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _filled(node: Node, parameters: MapValue, go: bool, *, is_whole: bool = True) -> Node:
    """A template with its parameters filled in. `is_whole`: whether no others are filled in later."""
    return node.rewritten(lambda written: _text(written, parameters, go, is_whole))


def _text(written: Text, parameters: MapValue, go: bool, is_whole: bool) -> Text | None:
    """The text that a template of one line makes; literals keep their places where they are written so.

    The older, simple templates leave what they have no parameter for as it is written.
    """
    template = written.known
    if template is None or "{{" not in template:
        return None
    parts: list[Part] = []
    done = 0
    for found in _MARKED.finditer(template):
        if not is_whole and not go and not _has(parameters, found[1].strip()):
            continue
        parts.append(written.literal(done, found.start()))
        parts += _value(found[1].strip(), written, parameters, go).parts
        done = found.end()
    parts.append(written.literal(done, len(template)))
    return text(parts, written.at)


def _has(parameters: MapValue, name: str) -> bool:
    return parameters.more is not None or re.split(r"[.\[]", name, maxsplit=1)[0] in parameters.items


def _value(expression: str, written: Text, parameters: MapValue, go: bool) -> Text:
    """The value of an action, evaluated as Go's templates evaluate it."""
    action = f"{{{{ {expression if go else _field(expression)} }}}}"
    source = Source(written.at.path, action)
    try:
        made = Renderer(written.at.path, {}).render(source, parse(action), parameters)
    except (Broken, TooMuch, RecursionError):
        return unknown(f"{written.at.path}:{expression}", Reason.BROKEN("its template"), written.at)
    parts = (
        Literal(part.text, written.at) if isinstance(part, Literal) and part.at.source is source else part
        for part in made.parts
    )
    return text(parts, written.at)


def _field(name: str) -> str:
    """The older, simple templates name parameters without a dot, and a path's text as `path`."""
    indexed = _INDEXED.match(name)
    if indexed is not None:
        return f"index .{indexed[1]}.segments {indexed[2]}"
    return ".path.path" if name == "path" else f".{name}"
