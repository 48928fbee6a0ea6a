"""Charts: what their folders hold, and what they make for a release."""

from __future__ import annotations

import posixpath
import re
from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial

from msgspec import Struct, field

from wi_lint.bounds import (
    MAX_ALL_INSTALLED_TEXT,
    MAX_HELM_IGNORES,
    MAX_INNER_CHARTS,
    MAX_INSTALLED_TEXT,
    MAX_TEMPLATE_STEPS,
)
from wi_lint.compose.embedded import reassembled
from wi_lint.compose.helm.render import Defined, Renderer, TooMuch
from wi_lint.compose.helm.syntax import Broken, Refused, Template, parse
from wi_lint.compose.helm.values import merged, truth, value_of
from wi_lint.compose.library import Library, objects
from wi_lint.facts import codec
from wi_lint.facts.codec import Boxed
from wi_lint.files import normal
from wi_lint.kept import Entry
from wi_lint.kept.answers import digest
from wi_lint.lazy_re import regex
from wi_lint.patterns import Patterns
from wi_lint.prefilter import Prefiltered
from wi_lint.problems import ReadProblem
from wi_lint.source import Source, Span
from wi_lint.tree import Document, Node
from wi_lint.values import MapValue, Reason, Scalar, Text, Unknown, Value, known, unknown

_HOST = "gke.io"
"""What the keys of annotations begin with that are Google's."""
_SPLIT = regex(r"^---[^\s-]", re.MULTILINE)
"""Where Helm parts what YAML does not: it takes any line that begins so for the end of a document."""
_EMAIL = ".iam.gserviceaccount.com"
_OBJECT = Prefiltered(r"^(?:apiVersion|kind):", "apiVersion:", "kind:", flags=re.MULTILINE)
_MAKES_OBJECTS = regex(r"^kind:", re.MULTILINE)
_WRITES_OBJECTS = regex(
    r"^\{\{-?\s*(?!(?:if|else|end|range|with|define|block|break|continue)\b|/\*|\$\w+\s*:?=)", re.MULTILINE
)
"""What is written at the start of a line may be a field of an object, its kind too, or a whole one."""


_PARTED = regex(r"\{ \{-? *(?:\.(?:Values|Release|Chart)\b|include )")
"""An action as formatters of YAML spoil it."""
_SIZE_INSIDE = 300_000
"""Characters of charts inside one that are counted for it: a chart may be there many times."""


class Chart(Struct, eq=False, dict=True):
    """A folder with a `Chart.yaml`. `defined`: its named templates, and those of charts inside it."""

    folder: str
    about: MapValue
    values: MapValue
    templates: list[tuple[Source, Template]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    defined: ChainMap[str, Defined] = field(default_factory=lambda: ChainMap())  # noqa: PLW0108 (typed)
    inner: list[tuple[str, Chart, str]] = field(default_factory=list)
    """Charts inside it: by what name values call them, and under which condition they are there."""
    is_linked: bool = False
    """Whether its templates are a link to those of another one."""
    height: int = 1
    """How many charts stand inside one another in it."""
    missing: list[tuple[str, Text]] = field(default_factory=list)
    """Dependencies that are not in these files: by what name values call them, and their name."""
    parts: dict[str, Text] = field(default_factory=dict)
    """All of its dependencies, in these files or not: by what name values call them, and their name."""
    is_bare: bool = False
    """Whether it has no templates of its own."""

    @property
    def name(self) -> Text:
        found = self.about.items.get("name")
        return found if isinstance(found, Text) else known(posixpath.basename(self.folder), self.about.at)

    @cached_property
    def size(self) -> int:
        """The characters of its templates, and of those of charts inside it, of which some are counted."""
        own = sum(len(source.text) for source, _ in self.templates)
        return own + min(sum(inner.size for _, inner, _ in self.inner), _SIZE_INSIDE)

    @cached_property
    def reads(self) -> str:
        """All that its templates say."""
        return "\n".join(source.text for source, _ in self.templates) + "\n".join(
            one.source.text for one in self.defined.values()
        )

    @cached_property
    def paths(self) -> dict[tuple[str, ...], Span]:
        """The values that its templates read by name, and where."""
        sources = [source for source, _ in self.templates] + [one.source for one in self.defined.values()]
        return {
            tuple(found[1][1:].split(".")): source.span(found.start(), found.end())
            for source in dict.fromkeys(sources)
            for found in _READS.finditer(source.text)
        }

    @cached_property
    def by_case(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """The same without regard to capitals."""
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for path in self.paths:
            found.setdefault(tuple(map(str.lower, path)), []).append(path)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that its templates say in quotes, which may be keys that are looked up."""
        return frozenset(_QUOTED.findall(self.reads))


_READS = regex(r"\.Values((?:\.[A-Za-z_]\w*)+)")
_QUOTED = regex(r"[\"`](\w+)[\"`]")


class Release(Struct, frozen=True, eq=False):
    """An installation of a chart. `values`: what is given to it, the last one wins."""

    name: Text
    namespace: Text
    values: tuple[MapValue, ...] = ()


class Rendered(Struct):
    """What a release makes; `unread`: why something of it may be missing."""

    objects: list[Node] = field(default_factory=list)
    partly: list[Node] = field(default_factory=list)
    """Objects of which some lines are not known."""
    unread: list[str] = field(default_factory=list)
    written: int = 0
    """How much it wrote, in characters; a statement counts as 20."""
    missing: list[tuple[Text, Boxed]] = field(default_factory=list)
    """Charts that it installs too and that are not in these files, with the values they are given."""
    used: list[str] = field(default_factory=list)
    """The folders of its chart, and of those inside it."""


def may_hold_values(library: Library, path: str) -> bool:
    """Whether a file may be values of a chart that speak of identities: no objects, and one's name."""
    source = library.source(path)
    if source is None or not (source.says(_HOST) or source.says(_EMAIL)):
        return False
    return _OBJECT.search(source.text) is None


_KEPT = 200
"""How many files of values are kept as values."""


class Charts:
    """The charts of a tree, each read when first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.folders: tuple[str, ...] = ()
        """The folders of every chart among the linted files."""
        self._read: dict[str, tuple[Chart | None, Entry]] = {}
        self._reading: set[str] = set()
        self._values: dict[str, tuple[Node | None, Value | None]] = {}
        """Files of values as values, those that were asked for last."""

    @cached_property
    def inside(self) -> Counter[str]:
        """How many charts stand directly in each folder, of the linted files."""
        return Counter(map(posixpath.dirname, self.folders))

    def get(self, folder: str) -> Chart | None:
        """The chart of a folder; nothing where there is none."""
        if folder in self._reading:  # it is in itself
            self.library.ledger.spoil()
            return None
        return self.library.ledger.once(self._read, folder, partial(self._chart, folder))

    def _chart(self, folder: str) -> Chart | None:
        if not self.library.exists(posixpath.join(folder, "Chart.yaml")):
            return None
        self._reading.add(folder)
        found = self.library.tried(folder, partial(self._load, folder), None)
        self._reading.discard(folder)
        return found

    def _inner(self, chart: Chart, folder: str) -> Chart | None:
        """A chart inside another, unless so many stand inside one another that it is left out."""
        inner = self.get(folder) if len(self._reading) <= 4 * MAX_INNER_CHARTS else None
        if inner is None or inner.height < MAX_INNER_CHARTS:
            chart.height = max(chart.height, 1 + inner.height) if inner is not None else chart.height
            return inner
        says = f"more than {MAX_INNER_CHARTS} charts stand inside one another here: '{folder}' is left out"
        self.library.report(ReadProblem("limit", chart.name.at.one_line, says))
        return None

    def is_used(self, folder: str) -> bool:
        """Whether a release was found for a chart, or for one that it is inside."""
        return self.library.ledger.total("chart", folder) > 0

    def values(self, path: str) -> MapValue | None:
        """A file of values; nothing where it is not there, or is a template itself."""
        self.library.ledger.count("values", path, "")
        path = self.library.files.real(path)  # one that several links lead to is one
        for document in self.library.whole(path):
            root, value = self._values.pop(path, (None, None))
            if root is not document.root:
                value = value_of(document.root)
            self._values[path] = document.root, value  # many releases may be given one file
            if len(self._values) > _KEPT:
                del self._values[next(iter(self._values))]
            return value if isinstance(value, MapValue) else None
        return None

    def loose_values(self, path: str) -> MapValue | None:
        """The values in a file that nobody has asked for, and that is no manifest either."""
        if self.library.ledger.total("values", path) or not path.endswith((".yaml", ".yml")):
            return None
        values = self.values(path)
        return values if values is not None and not {"apiVersion", "kind"} <= values.items.keys() else None

    def _load(self, folder: str) -> Chart:
        nowhere = Source(folder, "").span(0, 0)
        about = self.values(posixpath.join(folder, "Chart.yaml")) or MapValue({}, nowhere)
        values = self.values(posixpath.join(folder, "values.yaml")) or MapValue({}, nowhere)
        chart = Chart(folder, about, values)
        self._add_inner(chart)
        templates = posixpath.join(folder, "templates")
        chart.is_bare = not any(self.library.files.below(templates))
        chart.is_linked = self.library.files.real(templates) != templates
        ignored = self._ignored(folder)
        for path in sorted(self.library.files.below(templates)):
            if ignored.globs and ignored.matches(f"templates/{path}"):
                continue
            if path.endswith((".yaml", ".yml", ".tpl")) and not path.startswith("tests/"):
                template = posixpath.join(templates, path)
                self.library.tried(template, partial(self._add_template, chart, template), None)
        return chart

    def _ignored(self, folder: str) -> Patterns:
        """What Helm leaves out of a chart: lines that are no pattern leave out nothing."""
        path = posixpath.join(folder, ".helmignore")
        source = self.library.source(path) if self.library.exists(path) else None
        lines = source.text.splitlines() if source is not None else []
        if source is not None and len(lines) > MAX_HELM_IGNORES:
            says = f"it has more than {MAX_HELM_IGNORES} lines, and the rest leaves out nothing"
            self.library.report(ReadProblem("limit", source.span(0, 0), says))
        with suppress(ValueError):
            return Patterns.of(line.strip() for line in lines[:MAX_HELM_IGNORES])
        return Patterns(())

    def _add_template(self, chart: Chart, path: str) -> None:
        source = self.library.source(path)
        if source is None or not self._is_needed(source.text, posixpath.basename(path)):
            return
        try:
            template = parse(source.text)
        except Broken as error:
            if isinstance(error, Refused):
                says = f"this is no template, and Helm refuses its chart: {error}"
                self.library.report(ReadProblem("yaml", source.span(error.at, error.at + 1), says))
            chart.broken.append(f"{path} is no template that can be read: {error}")
            return
        parted = _PARTED.search(source.text)
        if parted is not None and not _is_comment(source.text, parted.start()):
            says = "the braces of this action are parted by a space, so that it is text: write '{{'"
            self.library.report(ReadProblem("yaml", source.span(parted.start(), parted.end()), says))
        chart.defined |= {name: Defined(source, body) for name, body in template.defined.items()}
        if not posixpath.basename(path).startswith("_") and not path.endswith(".tpl"):
            chart.templates.append((source, template))

    def _is_needed(self, text: str, name: str) -> bool:
        """Whether a template defines others, or makes objects that can matter, or whole objects of values."""
        if name.startswith("_") or name.endswith(".tpl") or "define" in text:
            return True
        if self.library.is_wanted(text) or not _MAKES_OBJECTS.search(text):
            return True
        return _WRITES_OBJECTS.search(text) is not None

    def _add_inner(self, chart: Chart) -> None:
        listed = chart.about.items.get("dependencies")
        named = list(_dependencies(listed))
        local = posixpath.join(chart.folder, "charts")
        homes = {path.partition("/")[0] for path in self.library.files.below(local) if "/" in path}
        for name, one in named:
            folder = self._home(chart, name, one, homes)
            inner = self._inner(chart, folder) if folder is not None else None
            called, text = _said(one, "alias") or name, one.items.get("name")
            title = text if isinstance(text, Text) else known(name, one.at)
            chart.parts[called] = title
            if inner is None:
                chart.missing.append((called, title))
            else:
                chart.inner.append((called, inner, _said(one, "condition")))
        for home in sorted(homes):
            inner = self._inner(chart, posixpath.join(local, home))
            if inner is not None and all(inner is not other for _, other, _ in chart.inner):
                chart.inner.append((str(inner.name), inner, ""))
                chart.parts[str(inner.name)] = inner.name
        for _, inner, _ in chart.inner:
            own = {id(one) for one in chart.defined.maps}  # a chart may be inside several of them
            chart.defined.maps += [one for one in inner.defined.maps if id(one) not in own]

    @staticmethod
    def _home(chart: Chart, name: str, dependency: MapValue, homes: set[str]) -> str | None:
        repository = _said(dependency, "repository")
        if repository.startswith("file://"):
            return normal(posixpath.join(chart.folder, repository.removeprefix("file://")))
        return posixpath.join(chart.folder, "charts", name) if name in homes else None

    def render(self, chart: Chart, release: Release, prefix: str) -> Rendered:
        """What an installation makes. `prefix` qualifies the names of its holes."""
        ledger = self.library.ledger
        is_full = ledger.total("written in all", "") > MAX_ALL_INSTALLED_TEXT
        most = MAX_INSTALLED_TEXT // 20 if is_full else MAX_INSTALLED_TEXT
        is_copy = is_full and chart.is_linked
        if is_copy or ledger.total("written", chart.folder) > most:
            ledger.count("chart", chart.folder, "")
            says = f"the installations of this chart write more than {most:,} characters"
            if is_copy:
                all_ = f"all charts write more than {MAX_ALL_INSTALLED_TEXT:,} characters"
                says = f"{all_}, and this one has the templates of another one"
            self.library.report(ReadProblem("limit", chart.name.at, f"{says}: further ones are left out"))
            return Rendered(unread=[says])
        name = self._name(chart, release, prefix) if self.library.units.keeps else ""
        steps = MAX_TEMPLATE_STEPS // 20 if is_full else MAX_TEMPLATE_STEPS
        make = partial(self._installed, chart, release, prefix, steps)
        made = self.library.remembered("rendering", name, make, Rendered)
        for folder in made.used:
            ledger.count("chart", folder, "")
        by = f"{prefix} {release.name.at.order}"
        ledger.count("written", chart.folder, by, made.written)
        usual = 0 if chart.is_linked else 5_000 + 10 * chart.size
        usual += 2 * sum(values.weight for values in (chart.values, *release.values))
        ledger.count("written in all", "", f"{chart.folder} {by}", max(0, made.written - usual))
        return made

    def _name(self, chart: Chart, release: Release, prefix: str) -> str:
        """What an installation is called: the same for the same chart with the same values."""
        return digest(codec.write((chart.folder, release, prefix), self.library.sources.holds))

    def _installed(self, chart: Chart, release: Release, prefix: str, steps: int) -> Rendered:
        self.get(chart.folder)  # which it rests on
        made = Rendered(written=2 * chart.values.weight)
        values = chart.values
        for given in release.values:
            made.written += 2 * given.weight
            if made.written > MAX_INSTALLED_TEXT:
                says = f"the values of this installation count more than {MAX_INSTALLED_TEXT:,}"
                self.library.report(
                    ReadProblem("limit", release.name.at.one_line, f"{says}: the rest is left out")
                )
                made.unread.append(says)
                break
            values = merged(values, given)
        self._render(chart, release, values, prefix, made, steps)
        return made

    def _render(
        self, chart: Chart, release: Release, values: MapValue, prefix: str, made: Rendered, steps: int
    ) -> None:
        made.used.append(chart.folder)
        made.unread += chart.broken
        renderer = Renderer(prefix, chart.defined, most=steps)
        context = _context(chart, release, values, prefix)
        for source, template in chart.templates:
            document = partial(self._document, renderer, source, template, context, made)
            self.library.tried(source.path, document, None)
        made.written += 20 * renderer.steps
        shared = values.items.get("global")
        for called, inner, condition in chart.inner:
            if not condition or _holds(values, condition):
                given = values.items.get(called)
                below = merged(inner.values, given) if isinstance(given, MapValue) else inner.values
                if isinstance(shared, MapValue):
                    below = merged(below, MapValue({"global": shared}, shared.at))
                self._render(inner, release, below, prefix, made, steps)
        for called, name in chart.missing:
            given = values.items.get(called)
            made.missing.append(
                (name, Boxed(given if isinstance(given, MapValue) else MapValue({}, name.at)))
            )

    def _document(
        self, renderer: Renderer, source: Source, template: Template, context: Value, made: Rendered
    ) -> None:
        try:
            text = renderer.render(source, template, context)
        except (TooMuch, RecursionError):
            says = f"the template takes more than {renderer.most:,} steps, and is not read"
            self.library.report(ReadProblem("limit", source.span(0, 0), says))
            made.unread.append(f"{source.path} takes more steps than are followed")
            return
        made.written += text.shortest
        found = list(reassembled(text, wanted=self.library.is_wanted))
        if all(isinstance(one, Document) or one.kind == "duplicate-key" for one in found):
            made.objects += (root for one in found if isinstance(one, Document) for root in objects(one.root))
            return
        # the names of a release are names, whatever they are
        is_known = all(hole.cause.reason is Reason.AT_INSTALL for hole in text.holes)
        if is_known and "erviceAccount" in source.text and not _SPLIT.search(str(text)):
            self._report_broken(found)
        for one in reassembled(text, wanted=self.library.is_wanted, lenient=True):
            if isinstance(one, Document):
                made.partly += objects(one.root)
            elif "ServiceAccount" in source.text and one.kind != "duplicate-key":
                made.unread.append(f"{source.path} makes no YAML that can be read: {one.message}")

    def _report_broken(self, found: Iterable[Document | ReadProblem]) -> None:
        """Say what a template makes that is no YAML, where all that it makes is known."""
        for one in found:
            if isinstance(one, ReadProblem) and one.kind == "yaml":
                says = one.message.replace("this is not", "what the template makes here is not", 1)
                self.library.report(ReadProblem("yaml", one.at, says))


def _dependencies(listed: Value | None) -> Iterator[tuple[str, MapValue]]:
    for one in getattr(listed, "items", ()) if not isinstance(listed, MapValue) else ():
        if isinstance(one, MapValue) and _said(one, "name"):
            yield _said(one, "name"), one


def _said(table: MapValue, key: str) -> str:
    found = table.items.get(key)
    return found.known or "" if isinstance(found, Text) else ""


def _holds(values: MapValue, condition: str) -> bool:
    """Whether one of some paths into the values is true; a dependency is there unless one is false."""
    for path in condition.split(","):
        value: Value | None = values
        for key in path.strip().split("."):
            value = value.items.get(key) if isinstance(value, MapValue) else None
        if value is not None:
            return truth(value) is not False
    return True


def _context(chart: Chart, release: Release, values: MapValue, prefix: str) -> MapValue:
    """The dot that a template starts with."""
    at = chart.about.at
    about = {key[:1].upper() + key[1:]: value for key, value in chart.about.items.items()}
    rest = unknown(f"{prefix}:chart", Reason.NOT_WRITTEN("its key of Chart.yaml"), at)
    installed: dict[str, Value] = {
        "Name": release.name,
        "Namespace": release.namespace,
        "Service": known("Helm", at),
        "IsInstall": Scalar(True, at),
        "IsUpgrade": Scalar(False, at),
        "Revision": Scalar(1, at),
    }
    return MapValue(
        {
            "Values": values,
            "Chart": MapValue({**about, "Name": chart.name}, at, rest),
            "Release": MapValue(installed, at),
            "Capabilities": _cluster(prefix, at),
            "Files": unknown(f"{prefix}:files", Reason.NOT_FOLLOWED("the files of templates"), at),
            "Template": MapValue({"Name": chart.name, "BasePath": chart.name}, at),
        },
        at,
    )


def _cluster(prefix: str, at: Span) -> Unknown:
    return unknown(f"{prefix}:capabilities", Reason.AT_INSTALL("what the cluster offers"), at)


def tables(values: Iterable[Value | None]) -> tuple[MapValue, ...]:
    """Those of some values that are tables."""
    return tuple(value for value in values if isinstance(value, MapValue))


def _is_comment(text: str, at: int) -> bool:
    """Whether a place is inside a comment of a template."""
    return text.rfind("/*", 0, at) > text.rfind("*/", 0, at)
