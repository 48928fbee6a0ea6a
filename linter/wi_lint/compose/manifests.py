"""Manifests as they are deployed: overlays built, charts rendered, and what is left of the files."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.bounds import (
    MAX_APPLICATIONS,
    MAX_ENVIRONMENTS,
    MAX_FILLED,
    MAX_GENERATIONS,
    MAX_GIVEN,
    MAX_INSTALLED,
)
from wi_lint.compose.helm import Chart, Charts, Release, Rendered, merged, value_of
from wi_lint.compose.helm.unread_values import (
    LostAnnotation,
    UnreadValuesKey,
    handed_to_nobody,
    lost_annotations,
    misread_values,
    unread_values,
)
from wi_lint.compose.kustomize import NAMES, Built, Object, Overlays
from wi_lint.compose.plain_files import NoSimpleFiles, PlainFiles, SimpleFiles, is_helmfile
from wi_lint.compose.releases import (
    SIGNS,
    ControllerOutput,
    Destination,
    Installed,
    declared,
    found_in,
    helmfile,
    uninstalled_chart,
)
from wi_lint.compose.substitutes import Substitution, Table, filled, table_of
from wi_lint.config.declared import DeclaredRelease
from wi_lint.environments import Nearest, called_after
from wi_lint.facts import ANNOTATION
from wi_lint.files import normal
from wi_lint.problems import ReadProblem
from wi_lint.tree import Node
from wi_lint.unit import Unit
from wi_lint.values import MapValue, Text, known


class Deployed(Struct, frozen=True, eq=False):
    """One object as it is deployed. `partial`: only a part of it is known; `open`: why there may be more.

    `namespace`: where it goes if it does not say so, or, `forced`, whatever it says.
    """

    root: Node
    unit: Unit
    partial: bool = False
    open: str | None = None
    namespace: Text | None = None
    forced: bool = False


class ExternalChart(Struct, frozen=True, eq=False):
    """Something that a unit deploys, and that is not in these files. `values`: what a chart is given."""

    unit: Unit
    what: Text
    why: str
    release: Release | None = None
    values: MapValue | None = None


class Manifests(Struct):
    """What the YAML and JSON files of a tree deploy. `templates`: what a tool has to fill in."""

    deployed: list[Deployed] = field(default_factory=list)
    elsewhere: list[ExternalChart] = field(default_factory=list)
    unread_values: list[tuple[Unit, UnreadValuesKey]] = field(default_factory=list)
    settings: list[tuple[Unit, Text]] = field(default_factory=list)
    """The names of single values that releases set: dots in them stand for tables."""
    pointers: list[tuple[Unit, Text]] = field(default_factory=list)
    """The paths of JSON patches for annotations."""
    lost: list[tuple[Unit, Release, LostAnnotation]] = field(default_factory=list)
    """Annotations in the values of releases that nothing has which the chart makes."""
    missed: list[tuple[Unit, Node]] = field(default_factory=list)
    """Patches for service accounts that hit none."""
    sent: list[tuple[Unit, Text]] = field(default_factory=list)
    """The clusters that units are deployed to, by name."""
    given: list[tuple[Unit, Release]] = field(default_factory=list)
    """The releases of charts in these files, with the values that they are given."""
    installed_charts: set[str] = field(default_factory=set)
    """The folders of those charts."""
    problems: list[ReadProblem] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    simple: list[tuple[int, str]] = field(default_factory=list)
    """Files of which all is said, and how many objects come before theirs."""


def read_manifests(
    charts: Charts,
    paths: list[str],
    releases: Iterable[DeclaredRelease] = (),
    simple: SimpleFiles = NoSimpleFiles(),  # noqa: B008 (it has no state)
) -> Manifests:
    """Read manifests, build overlays, install the charts that something in the tree installs."""
    library = charts.library
    made = Manifests()
    overlays = Overlays(library, paths, _Inflater(charts, made).inflate)
    charts.folders = tuple(
        posixpath.dirname(path) for path in paths if posixpath.basename(path) == "Chart.yaml"
    )
    files = PlainFiles(library, set(charts.folders), overlays, simple)
    for path in paths:
        if posixpath.basename(path) not in NAMES:
            library.tried(path, partial(_plain, charts, path, files, made), None)
    for folder in overlays.tops():
        built = library.tried(folder, partial(overlays.build, folder), Built())
        _add_built(built, Unit("manifests", folder), made)
    for one in (installed for release in releases for installed in declared(release, charts)):
        install(charts, one, made)
    _controllers(charts, made)
    return made


def uninstalled_charts(charts: Charts) -> Manifests:
    """What the charts make that nothing was found to install: first those that install others."""
    made = Manifests()
    inside = {inner.folder for folder in charts.folders for inner in _inner(charts, folder)}
    for folder in sorted(charts.folders, key=lambda folder: not _installs(charts, folder)):
        if not charts.is_used(folder) and folder not in inside:
            done = len(made.deployed)
            for one in uninstalled_chart(charts, folder):
                install(charts, one, made)
            _controllers(charts, made, done)
    return made


def _installs(charts: Charts, folder: str) -> bool:
    """Whether a chart makes objects by which a controller installs charts."""
    chart = charts.get(folder)
    return chart is not None and any(SIGNS.matter_in(source.text) for source, _ in chart.templates)


def _inner(charts: Charts, folder: str) -> list[Chart]:
    chart = charts.get(folder)
    return [inner for _, inner, _ in chart.inner] if chart is not None else []


def install(charts: Charts, one: Installed, made: Manifests) -> None:
    """Put what a release makes to what is deployed."""
    charts.library.tried(one.at.path, partial(_install, charts, one, made), None)


def _install(charts: Charts, one: Installed, made: Manifests) -> None:
    made.settings += [(one.unit, setting) for setting in one.settings]
    made.sent += [(one.unit, one.cluster)] if one.cluster is not None else []
    chart = charts.get(one.folder) if one.folder is not None else None
    if (too_much := _is_given_too_much(charts, one, chart)) is not None:
        made.elsewhere.append(ExternalChart(one.unit, one.chart, too_much))
        return
    if chart is None:
        why = f"the chart '{one.chart}' is not in these files"
        values = MapValue({}, one.at)
        for given in one.release.values:
            values = merged(values, given)
        made.elsewhere.append(ExternalChart(one.unit, one.chart, why, one.release, values))
        return
    made.given.append((one.unit, one.release))
    rendered = charts.render(chart, one.release, one.unit.name)
    every = (
        one.release.values if chart.folder in made.installed_charts else (*one.release.values, chart.values)
    )
    made.installed_charts.add(chart.folder)
    made.unread_values += [
        *((one.unit, stray) for given in one.release.values for stray in unread_values(chart, given)),
        *((one.unit, stray) for given in one.release.values for stray in misread_values(chart, given)),
        *((one.unit, stray) for given in every for stray in handed_to_nobody(chart, given)),
    ]
    _note_lost(chart, rendered, one, made)
    _add_rendered(rendered, one, made)


_SPEAKS = ANNOTATION.partition("/")[2]
"""What values say somewhere that hold the annotation, however its dots are written."""


def _note_lost(chart: Chart, rendered: Rendered, one: Installed, made: Manifests) -> None:
    """Annotations in values that nothing has which the chart makes, where all that it makes is known."""
    if one.guessed or rendered.unread or rendered.missing or rendered.partly:
        return
    if not any(given.at.source.says(_SPEAKS) for given in one.release.values):
        return
    values = MapValue({}, one.at)
    for given in one.release.values:
        values = merged(values, given)
    lost = lost_annotations(chart, values, ANNOTATION, rendered.objects)
    made.lost += ((one.unit, one.release, annotation) for annotation in lost)


def _is_given_too_much(charts: Charts, one: Installed, chart: Chart | None) -> str | None:
    """Why a release is left out: since all of them together were given more values than are read."""
    ledger = charts.library.ledger
    if ledger.total("given", "") > MAX_GIVEN:
        says = f"the values of all releases weigh more than {MAX_GIVEN:,}"
        charts.library.report(ReadProblem("limit", one.at.one_line, f"{says}: this release is left out"))
        return says
    given = sum(values.weight for values in one.release.values)
    if chart is not None and any(values.more is not None for values in one.release.values):
        given += chart.values.weight  # the chart's own are gone through once more
    ledger.count("given", "", f"{one.unit.name} {one.at.order}", given)
    return None


def _add_rendered(rendered: Rendered, one: Installed, made: Manifests) -> None:
    namespace = one.release.namespace
    made.deployed += [Deployed(root, one.unit, namespace=namespace) for root in rendered.objects]
    why = "a part of its template is not in these files"
    made.deployed += [Deployed(root, one.unit, open=why, namespace=namespace) for root in rendered.partly]
    for reason in rendered.unread:
        made.elsewhere.append(ExternalChart(one.unit, one.chart, reason, one.release))
    for name, values in rendered.missing:
        why = f"the chart '{name}', which '{one.chart}' contains, is not in these files"
        made.elsewhere.append(ExternalChart(one.unit, name, why, one.release, values.table))


class _Inflater:
    """Makes the objects of the charts that a kustomization lists."""

    def __init__(self, charts: Charts, made: Manifests) -> None:
        self.charts = charts
        self.made = made

    def inflate(self, folder: str, root: Node, entry: Node) -> list[Node] | None:
        home = root.literal("helmGlobals", "chartHome") or "charts"
        path = normal(posixpath.join(folder, home, entry.literal("name")))
        chart = self.charts.get(path) if path is not None else None
        if chart is None:
            return None
        values: list[MapValue] = []
        files = [entry.literal("valuesFile"), *(node.raw for node in entry.each("additionalValuesFiles"))]
        for file in filter(None, files):
            inside = normal(posixpath.join(folder, file))
            found = self.charts.values(inside) if inside is not None else None
            values += [found] if found is not None else []
        inline = entry.get("valuesInline")
        if inline is not None:
            given = value_of(inline)
            values += [given] if isinstance(given, MapValue) else []
        unit = Unit("manifests", folder)
        at = entry.span.one_line
        name = entry.text("releaseName") or known("release-name", at)
        release = Release(name, entry.text("namespace") or known("default", at), tuple(values))
        made = self.charts.render(chart, release, unit.name)
        return [*made.objects, *made.partly]


def _plain(charts: Charts, path: str, files: PlainFiles, made: Manifests) -> None:
    one = files.read(path)
    made.problems += one.problems
    if one.is_template:
        made.templates.append(path)
    if one.is_said:
        made.simple.append((len(made.deployed), path))
    if one.is_read and is_helmfile(path):
        roots = [each.root for each in charts.library.whole(path)]
        for release in _numbered(helmfile(roots, path, charts)):
            install(charts, release, made)
    unit = Unit("manifests", posixpath.dirname(path))
    made.deployed += [Deployed(root, unit) for root in one.roots]


def _add_built(built: Built, unit: Unit, made: Manifests) -> None:
    told = {path.at.order for _, path in made.pointers}  # a base's are those of all that are built on it
    made.pointers += [
        (Unit("manifests", of), path) for of, path in built.pointers if path.at.order not in told
    ]
    made.deployed += [_deployed(one, unit) for one in built.objects]
    made.missed += [(unit, patch) for patch in built.missed]
    for what in built.remote:
        why = f"'{what}' is taken from elsewhere, and is not in these files"
        made.elsewhere.append(ExternalChart(unit, what, why))
    for _, entry in built.charts:
        name = entry.text("name")
        if name is not None:
            inline = entry.get("valuesInline")
            values = value_of(inline) if inline is not None else None
            release = Release(entry.text("releaseName") or name, _namespace(entry, name))
            why = f"the chart '{name}' is not in these files"
            table = values if isinstance(values, MapValue) else None
            made.elsewhere.append(ExternalChart(unit, name, why, release, table))


def _namespace(entry: Node, name: Text) -> Text:
    return entry.text("namespace") or known("default", name.at)


def _deployed(one: Object, unit: Unit) -> Deployed:
    return Deployed(one.root, unit, one.partial, one.open)


def _controllers(charts: Charts, made: Manifests, start: int = 0) -> None:
    """What objects of Argo CD and Flux deploy, and where to; those too that such a chart makes."""
    destinations: dict[str, list[Destination]] = {}
    substitutions: dict[str, list[Substitution]] = {}
    patched = False
    seen: set[tuple[object, ...]] = set()
    holders = _Holders(made)
    for _ in range(MAX_GENERATIONS):
        fresh, start = made.deployed[start:], len(made.deployed)
        installed: list[Installed] = []
        for deployed in fresh:
            root, unit = deployed.root, deployed.unit
            reading = partial(found_in, root, unit, charts, _Near(holders, unit))
            found = charts.library.tried(root.source.path, reading, ControllerOutput())
            installed += (one for one in found.installed if one.key not in seen)
            seen |= {one.key for one in found.installed}
            for destination in found.destinations:
                destinations.setdefault(destination.folder, []).append(destination)
            patched |= found.patches_others
            made.sent += [(Unit("manifests", folder), cluster) for folder, cluster in found.sent]
            for substitution in found.substitutions:
                substitutions.setdefault(substitution.folder, []).append(substitution)
        _install_all(charts, installed, len(seen) - len(installed), made)
        if start == len(made.deployed):
            break
    else:
        says = f"no more than {MAX_GENERATIONS} charts are followed that install one another"
        at = made.deployed[start].root.span.one_line
        charts.library.report(ReadProblem("limit", at, f"{says}: what this one installs is left out"))
    _read_again(charts, {*substitutions, *destinations}, made)
    if substitutions:
        filling = {
            folder: [replace(one, whole=one.whole and not patched) for one in several]
            for folder, several in substitutions.items()
        }
        many = Counter(one.unit.folder for one in made.deployed)
        variants = {folder: _fitting(charts, several, many[folder]) for folder, several in filling.items()}
        made.deployed = [
            filled_one
            for one in made.deployed
            for filled_one in _filled(one, variants.get(one.unit.folder, {}))
        ]
    if destinations:
        made.deployed = [_sent(one, destinations.get(one.unit.folder, ())) for one in made.deployed]


def _read_again(charts: Charts, folders: set[str], made: Manifests) -> None:
    """Make objects of simple files again, in folders to which a controller does something."""
    if not any(posixpath.dirname(path) in folders for _, path in made.simple):
        return
    deployed: list[Deployed] = []
    simple: list[tuple[int, str]] = []
    done = 0
    for position, path in made.simple:
        deployed += made.deployed[done:position]
        done = position
        folder = posixpath.dirname(path)
        if folder in folders:
            unit = Unit("manifests", folder)
            deployed += [Deployed(root, unit) for root in charts.library.objects(path)]
        else:
            simple.append((len(deployed), path))
    made.deployed = [*deployed, *made.deployed[done:]]
    made.simple = simple


def _install_all(charts: Charts, found: list[Installed], done: int, made: Manifests) -> None:
    """Install what controllers do, as far as all of it is no more than is followed; `done` are others."""
    left = max(MAX_INSTALLED - done, 0)
    for one in _numbered(found[:left]):
        install(charts, one, made)
    if len(found) > left:
        says = f"controllers install more than {MAX_INSTALLED:,} charts, and the rest is left out"
        charts.library.report(ReadProblem("limit", found[left].at.one_line, says))


def _numbered(found: Iterable[Installed]) -> Iterator[Installed]:
    """Installations by controllers, each a unit of its own where several are of one chart.

    Environments that are written beside each other would be one thing otherwise.
    """
    groups: dict[tuple[Unit, str], list[Installed]] = {}
    for one in found:
        groups.setdefault((one.unit, one.folder or str(one.chart)), []).append(one)
    for several in groups.values():
        for number, one in enumerate(several, 1):
            yield replace(one, unit=replace(one.unit, number=number)) if several[1:] else one


def _fitting(charts: Charts, several: list[Substitution], many: int) -> dict[str, Substitution]:
    """What several Kustomizations fill in, as far as there is room for so many objects: else nothing."""
    ledger = charts.library.ledger
    most = MAX_FILLED // 20 if ledger.total("filled", "") > MAX_FILLED else MAX_FILLED
    made = many * len(several)
    if len(several) > 1 and (len(several) > MAX_ENVIRONMENTS or made > most):
        says = f"more than {MAX_ENVIRONMENTS} Kustomizations, or {MAX_FILLED:,} objects for several of them"
        at = several[0].at
        charts.library.report(ReadProblem("limit", at, f"{says}: the folder is filled in for none"))
        return {}
    ledger.count("filled", "", f"{several[0].folder}", made if len(several) > 1 else 0)
    return _by_environment(several)


def _by_environment(several: list[Substitution]) -> dict[str, Substitution]:
    """What several Kustomizations fill in, each by its environment: its folder, or its name."""
    folders = [posixpath.dirname(one.by) for one in several]
    if len(several) == 1:
        return {folders[0] if called_after(folders[0]) else "": several[0]}
    alone = len(set(folders)) == len(several)
    made: dict[str, Substitution] = {}
    for number, (folder, one) in enumerate(zip(folders, several, strict=True)):
        name = folder if alone else one.by
        made[name if name not in made else f"{name}#{number}"] = one
    return made


def _filled(deployed: Deployed, variants: Mapping[str, Substitution]) -> Iterator[Deployed]:
    """An object with its folder's variables filled in, once for each environment that it is deployed to."""
    if not variants:
        yield deployed
    for variant, one in variants.items():
        unit = replace(deployed.unit, variant=variant) if variant else deployed.unit
        yield replace(deployed, root=filled(deployed.root, one), unit=unit)


_SECRET_TYPE = "argocd.argoproj.io/secret-type"  # noqa: S105 (a label's name)


class _Holders:
    """The config maps and secrets that are deployed, by kind and name, and their entries."""

    def __init__(self, made: Manifests) -> None:
        self._made = made
        self._done = 0
        self._named: dict[tuple[str, str], Nearest[Deployed]] = defaultdict(Nearest)
        self._tables: dict[int, tuple[Node, Table | None]] = {}
        self._clusters: list[Node] | None = None

    def find(self, unit: Unit, kind: str, name: str) -> Node | None:
        """The one that the unit deploys, else the only one that is called so close to it."""
        for one in self._made.deployed[self._done :]:
            if one.root.literal("kind") in ("ConfigMap", "Secret"):
                place = one.root.literal("kind"), one.root.literal("metadata", "name")
                self._named[place].add(one.unit, one)
        self._done = len(self._made.deployed)
        near = self._named[kind, name].of(unit)
        return near[0].root if len(near) == 1 else None

    def clusters(self) -> list[Node]:
        """The secrets by which clusters are declared to Argo CD: the first of each name, of not too many."""
        if self._clusters is None:
            secrets = (one.root for one in self._made.deployed if one.root.literal("kind") == "Secret")
            found = (one for one in secrets if one.literal("metadata", "labels", _SECRET_TYPE) == "cluster")
            named = {one.span.order: one for one in islice(found, MAX_APPLICATIONS)}
            self._clusters = list(named.values())
        return self._clusters

    def table(self, root: Node) -> Table | None:
        """The entries of one of them, which are read once."""
        if id(root) not in self._tables:  # which is kept, so that the number stays its own
            self._tables[id(root)] = root, table_of(root)
        return self._tables[id(root)][1]


class _Near(Struct, frozen=True):
    """Those that objects of a unit mean."""

    holders: _Holders
    unit: Unit

    def find(self, kind: str, name: str) -> Node | None:
        return self.holders.find(self.unit, kind, name)

    def table(self, kind: str, name: str) -> Table | None:
        root = self.find(kind, name)
        return self.holders.table(root) if root is not None else None

    def clusters(self) -> list[Node]:
        return self.holders.clusters()


def _sent(deployed: Deployed, destinations: Iterable[Destination]) -> Deployed:
    """An object with the one namespace that its folder is deployed to; several are none."""
    names = {one.namespace.known: one for one in destinations}
    if len(names) != 1 or deployed.namespace is not None:
        return deployed
    (only,) = names.values()
    return replace(deployed, namespace=only.namespace, forced=only.forced)
