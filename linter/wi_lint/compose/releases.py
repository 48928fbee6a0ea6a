"""Who installs a chart, and with what: Argo CD, Flux, helmfile, Kustomize, and files for environments."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.bounds import MAX_ENVIRONMENTS
from wi_lint.compose.applicationsets import applications
from wi_lint.compose.embedded import documents_in
from wi_lint.compose.helm import Charts, Release, value_of
from wi_lint.compose.substitutes import Held, Substitution, substitution
from wi_lint.config.declared import DeclaredRelease
from wi_lint.environments import called_after
from wi_lint.files import normal
from wi_lint.lazy_re import regex
from wi_lint.problems import ReadProblem
from wi_lint.signs import Signs
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.unit import Unit
from wi_lint.values import Known, MapValue, Reason, Text, Value, join, known, unknown

_REMOTE = regex(r"^(?:https?|oci|git|ssh)[:+]|^repo://")
_VALUES_FILE = regex(r"^values[-_.](?P<a>[\w.-]+)\.ya?ml$|^(?P<b>[\w.-]+)[-_.]values\.ya?ml$")
_FOLDERS = ("values", "environments", "environment", "envs", "env", "ci")


class Installed(Struct, frozen=True, eq=False):
    """A release: of a chart in these files (`folder`), or of one that is elsewhere.

    `at`: the place that names it. `settings`: the names of single values that it is given.
    """

    unit: Unit
    at: Span
    chart: Text
    folder: str | None
    release: Release
    settings: tuple[Text, ...] = ()
    guessed: bool = False
    """Whether its values are taken to be its own by where they lie alone, above the chart."""
    number: int = 0
    """Which one it is of those that one place makes: two environments of one set are two."""
    cluster: Text | None = None
    """The cluster that it is deployed to, by name, where that is written."""

    @property
    def key(self) -> tuple[object, ...]:
        """The same for one installation that is found twice, as by a chart that installs itself."""
        return self.unit, self.at.order, self.number, self.release.name.key, self.release.namespace.key


class Destination(Struct, frozen=True, eq=False):
    """A folder that a tool deploys into a namespace; `forced`: whatever the manifests say."""

    folder: str
    namespace: Text
    forced: bool


class ControllerOutput(Struct):
    """What controllers in the tree deploy."""

    installed: list[Installed] = field(default_factory=list)
    destinations: list[Destination] = field(default_factory=list)
    substitutions: list[Substitution] = field(default_factory=list)
    sent: list[tuple[str, Text]] = field(default_factory=list)
    """The clusters that folders are deployed to, by name."""
    patches_others: bool = False
    """Whether it changes what other objects of its kind say, such as the variables that they are given."""


def found_in(root: Node, unit: Unit, charts: Charts, held: Held) -> ControllerOutput:
    """What one object deploys, if a controller deploys things for it."""
    made = ControllerOutput()
    group = root.literal("apiVersion").rpartition("/")[0]
    controller = _CONTROLLERS.get((root.literal("kind"), group))
    if controller is not None:
        controller(root, unit, charts, held, made)
    return made


def _name(root: Node) -> Text:
    return root.text("metadata", "name") or unknown("name", Reason.NOT_WRITTEN("its name"), root.span)


# Argo CD


def _application(
    spec: Node | None, root: Node, unit: Unit, charts: Charts, made: ControllerOutput, number: int = 0
) -> None:
    """What one Application deploys. `number`: which one it is of those that a set makes at one place."""
    if spec is None:
        return
    namespace, cluster = spec.text("destination", "namespace"), _cluster(spec)
    if not unit.variant:
        unit = replace(unit, variant=_environment(spec))
    for source in (spec.get("source"), *spec.each("sources")):
        if source is None:
            continue
        path = normal(source.literal("path")) if source.get("path") else None
        if path is not None and charts.get(path) is None:
            if namespace is not None:
                made.destinations.append(Destination(path, namespace, False))
            made.sent += [(path, cluster)] if cluster is not None else []
            if not source.get("helm") or _is_there(path, charts):
                continue  # of a chart that is elsewhere, what it is given says something all the same
        chart = source.text("chart") or source.text("path")
        if chart is not None and (path is not None or source.get("helm") or source.get("chart")):
            name = source.text("helm", "releaseName") or _name(root)
            release = Release(
                name,
                namespace
                or unknown(f"{unit.name}:{name}.namespace", Reason.NOT_WRITTEN("its namespace"), chart.at),
                tuple(_argo_values(source, path or "", charts)),
            )
            names = (one.text("name") for one in source.each("helm", "parameters"))
            settings = tuple(name for name in names if name is not None)
            made.installed.append(
                Installed(unit, chart.at, chart, path, release, settings, False, number, cluster)
            )


def _is_there(folder: str, charts: Charts) -> bool:
    """Whether there are files in a folder, which are manifests then."""
    return next(iter(charts.library.files.below(folder)), None) is not None


_NAMED = regex(r"/(?:gkeMemberships|memberships|clusters)/([a-z0-9-]+)/?$")


def _cluster(spec: Node) -> Text | None:
    """The name of the cluster that an Application deploys to, or the end of Google's address of it."""
    name = spec.text("destination", "name")
    server = spec.text("destination", "server")
    if name is not None or server is None:
        return name if name is None or name.known != "in-cluster" else None
    found = next(server.each(_NAMED), None)
    tail = server.rsplit("/") if found is not None else None
    return tail[1] if tail is not None else None


def _environment(spec: Node) -> str:
    """The environment that an Application deploys to: by its values, its cluster or its folder."""
    sources = [one for one in (spec.get("source"), *spec.each("sources")) if one is not None]
    files = [node.raw for one in sources for node in one.each("helm", "valueFiles")]
    paths = [one.literal("path") for one in sources]
    return called_after(*reversed(files), spec.literal("destination", "name"), *paths)


def _argo_values(source: Node, folder: str, charts: Charts) -> Iterator[MapValue]:
    for node in source.each("helm", "valueFiles"):
        written = re.sub(r"^\$[\w-]+/", "/", node.raw)
        path = normal(written.lstrip("/") if written.startswith("/") else posixpath.join(folder, written))
        values = charts.values(path) if path is not None else None
        why = Reason.ELSEWHERE("the file of values")
        yield values or MapValue({}, node.span, unknown(f"{node.source.path}:{node.raw}", why, node.span))
    # which takes the place of the text, whatever that says (argo-cd#21132)
    yield from _inline(source.find("helm", "valuesObject") or source.find("helm", "values"))
    for parameter in source.each("helm", "parameters"):
        value = parameter.get("value")
        if value is not None:
            yield nested(parameter.literal("name"), value_of(value))


def _inline(node: Node | None) -> Iterator[MapValue]:
    """Values as a mapping, or as a text of YAML."""
    if node is None:
        return
    values = [value_of(node)] if node.fields else [value_of(one.root) for one in documents_in(node)]
    yield from (value for value in values if isinstance(value, MapValue))


_DOT = regex(r"(?<!\\)\.")
_ESCAPED = regex(r"\\(.)")


def nested(name: str, value: Value) -> MapValue:
    """A setting's dotted name as the tables that it stands for; a backslash makes what follows the key's."""
    for key in reversed(_DOT.split(name)):
        value = MapValue({_ESCAPED.sub(r"\1", key): value}, value.at)
    assert isinstance(value, MapValue)
    return value


# Flux


def _helm_release(root: Node, unit: Unit, held: Held) -> Installed:
    """Source: Flux's API of helm.toolkit.fluxcd.io: a release is called like its object, its target first."""
    chart = (
        root.text("spec", "chart", "spec", "chart") or root.text("spec", "chartRef", "name") or _name(root)
    )
    own, target = root.text("metadata", "namespace"), root.text("spec", "targetNamespace")
    name = root.text("spec", "releaseName")
    if name is None:
        pieces = [target, known("-", root.span), _name(root)] if target is not None else [_name(root)]
        name = join([piece for piece in pieces if piece is not None], root.span)
    namespace = (
        target or own or unknown(f"{unit.name}:namespace", Reason.NOT_WRITTEN("its namespace"), root.span)
    )
    values = [*_given(root, unit, held), *_inline(root.find("spec", "values"))]
    local = root.literal("spec", "chart", "spec", "sourceRef", "kind") in ("GitRepository", "Bucket")
    folder = normal(chart.known) if local and chart.known else None
    return Installed(unit, chart.at, chart, folder, Release(name, namespace, tuple(values)))


def _given(root: Node, unit: Unit, held: Held) -> Iterator[MapValue]:
    """Values from config maps and secrets; those that are not in these files are holes."""
    for one in root.each("spec", "valuesFrom"):
        path, key = one.literal("targetPath"), one.literal("valuesKey") or "values.yaml"
        holder = held.find(one.literal("kind"), one.literal("name"))
        found = _entry(holder, key) if holder is not None else None
        tables = list(_inline(found)) if found is not None and not path else []
        if path and found is not None:
            tables = [nested(path, value_of(found))]
        if not tables:
            hole = unknown(
                f"{unit.name}:{one.literal('name')}",
                Reason.ELSEWHERE("the object that holds its values"),
                one.span,
            )
            tables = [nested(path, hole) if path else MapValue({}, one.span, hole)]
        yield from tables


_KIND = regex(r"^kind:[ \t]*[\"']?(\w+)", re.MULTILINE)


def _is_for(patch: Node, kind: str) -> bool:
    """Whether a patch may be for objects of a kind: by its target, or what it says itself."""
    target = patch.literal("target", "kind")
    own = _KIND.search(patch.literal("patch"))
    return kind in (target or (own[1] if own is not None else kind), "")


def _entry(holder: Node, key: str) -> Node | None:
    return holder.find("data", key) or holder.find("stringData", key)


def _kustomized(root: Node, unit: Unit, charts: Charts, held: Held, made: ControllerOutput) -> None:  # noqa: ARG001
    target, path = root.text("spec", "targetNamespace"), normal(root.literal("spec", "path"))
    if target is not None and path is not None:
        made.destinations.append(Destination(path, target, True))
    made.patches_others |= any(_is_for(one, root.literal("kind")) for one in root.each("spec", "patches"))
    found = substitution(root, path, held) if path is not None else None
    made.substitutions += [found] if found is not None else []


def _released(root: Node, unit: Unit, charts: Charts, held: Held, made: ControllerOutput) -> None:  # noqa: ARG001
    made.installed.append(_helm_release(root, unit, held))


def _applied(root: Node, unit: Unit, charts: Charts, held: Held, made: ControllerOutput) -> None:  # noqa: ARG001
    _application(root.find("spec"), root, unit, charts, made)


def _applied_in_sets(root: Node, unit: Unit, charts: Charts, held: Held, made: ControllerOutput) -> None:
    for number, one in enumerate(applications(root, charts, held)):
        _application(one.get("spec"), one, unit, charts, made, number)


_CONTROLLERS: dict[tuple[str, str], Callable[[Node, Unit, Charts, Held, ControllerOutput], None]] = {
    ("Application", "argoproj.io"): _applied,
    ("ApplicationSet", "argoproj.io"): _applied_in_sets,
    ("HelmRelease", "helm.toolkit.fluxcd.io"): _released,
    ("Kustomization", "kustomize.toolkit.fluxcd.io"): _kustomized,
}
"""The objects for which controllers deploy things: Argo CD's and Flux's, by kind and group."""
SIGNS = Signs(kinds=frozenset(kind for kind, _ in _CONTROLLERS))


# helmfile


def helmfile(roots: list[Node], path: str, charts: Charts) -> Iterator[Installed]:
    """The releases of a `helmfile.yaml`, in each of its environments where something is called after them.

    Source: helmfile's documentation of `environments` and `.Environment.Name`.
    """
    home = posixpath.dirname(path)
    names = _helmfile_environments(roots)
    is_called = any(_ENVIRONMENT.search(node.raw) for root in roots for node in root.scalars())
    many = sum(1 for root in roots for _ in root.each("releases"))
    if is_called and len(names) * many > _MOST_RELEASES:
        says = (
            f"more than {_MOST_RELEASES:,} releases of all environments: the names of those are not filled in"
        )
        charts.library.report(ReadProblem("limit", roots[0].span.one_line, says))
        names = []
    for name in names if is_called and names else [""]:
        unit = Unit("helm", home, name or posixpath.basename(path))
        for root in roots:
            for one in root.each("releases"):
                yield from _of_helmfile(one, unit, name, charts)


_MOST_RELEASES = 5_000
"""Releases of one helmfile in all of its environments."""
_ENVIRONMENT = regex(r"\{\{-?\s*\.Environment\.Name\s*-?\}\}")
_DEFAULT_ENVIRONMENT = "default"


def _helmfile_environments(roots: list[Node]) -> list[str]:
    """The environments that a helmfile declares, in any of its documents, but for the one of no name."""
    found = (root.get("environments") for root in roots)
    names = dict.fromkeys(name for node in found if node is not None for name in node.fields)
    return [name for name in names if name != _DEFAULT_ENVIRONMENT][:MAX_ENVIRONMENTS]


def _of_helmfile(one: Node, unit: Unit, environment: str, charts: Charts) -> Iterator[Installed]:
    """A release of a helmfile, in one environment."""

    def called(written: Text | None) -> Text | None:
        """A text with the environment's name in it."""
        if written is None or written.known is None or not environment:
            return written
        return written.map(lambda part: _ENVIRONMENT.sub(environment, part))

    chart, name = called(one.text("chart")), called(one.text("name"))
    if chart is None or name is None:
        return
    hole = unknown(f"{unit.name}:{name}.namespace", Reason.NOT_WRITTEN("its namespace"), name.at)
    values = tuple(_helmfile_values(one, unit, environment, charts))
    release = Release(name, called(one.text("namespace")) or hole, values)
    written = [setting.text("name") for setting in one.each("set")]
    settings = tuple(setting for setting in written if setting is not None)
    yield Installed(unit, chart.at, chart, local_chart(unit.folder, chart), release, settings)


def _helmfile_values(one: Node, unit: Unit, environment: str, charts: Charts) -> Iterator[MapValue]:
    """What a release of a helmfile is given: tables, files, secrets and single settings."""
    for node in one.each("values"):
        if node.fields:
            yield from _inline(node)
            continue
        written = _ENVIRONMENT.sub(environment, node.raw) if environment else node.raw
        file = normal(posixpath.join(unit.folder, written))
        found = charts.values(file) if file is not None else None
        if found is not None:
            yield found
    for node in one.each("secrets"):
        why = Reason.ENCRYPTED("the file of values")
        yield MapValue({}, node.span, unknown(f"{node.source.path}:{node.raw}", why, node.span))
    for setting in one.each("set"):
        value = setting.get("value")
        if value is not None:
            yield nested(setting.literal("name"), value_of(value))


def local_chart(home: str, chart: Text) -> str | None:
    """The folder of a chart that is named by a path from some folder."""
    if not isinstance(chart, Known) or _REMOTE.search(chart.known):
        return None
    return normal(posixpath.join(home, chart.known)) if chart.known.startswith((".", "/")) else None


# charts that nothing in the tree installs


def uninstalled_chart(charts: Charts, folder: str) -> Iterator[Installed]:
    """A chart by itself: with the values of each environment that has a file, else with its own."""
    chart = charts.get(folder)
    if chart is None or (
        chart.about.items.get("type") is not None and str(chart.about.items["type"]) == "library"
    ):
        return
    found: list[tuple[str, MapValue | None, bool]] = [*_environments(charts, folder)]
    for name, values, guessed in found or [("", None, False)]:
        unit = Unit("helm", folder, name)
        at = chart.name.at
        release = Release(
            unknown(f"{unit.name}:release", Reason.AT_INSTALL("the name of the release"), at),
            unknown(f"{unit.name}:namespace", Reason.AT_INSTALL("the namespace"), at),
            (values,) if values is not None else (),
        )
        yield Installed(unit, at, chart.name, folder, release, guessed=guessed)


def declared(one: DeclaredRelease, charts: Charts) -> Iterator[Installed]:
    """A release that the configuration tells of; nothing where there is no such chart."""
    chart = charts.get(one.chart)
    if chart is None:
        return
    unit = Unit("helm", one.chart, one.name or "")
    at = chart.name.at
    name = known(one.name, at) if one.name else unknown(f"{unit.name}:release", Reason.AT_INSTALL(), at)
    hole = unknown(f"{unit.name}:namespace", Reason.AT_INSTALL(), at)
    namespace = known(one.namespace, at) if one.namespace else hole
    values = tuple(found for path in one.values if (found := charts.values(path)) is not None)
    yield Installed(unit, at, chart.name, one.chart, Release(name, namespace, values))


def _environments(charts: Charts, folder: str) -> Iterator[tuple[str, MapValue, bool]]:
    """Files of values for environments: beside the chart's own, in a folder of theirs, or above the chart,
    where others may be meant.
    """
    files = charts.library.files
    above = posixpath.dirname(folder)
    places = [folder, *(posixpath.join(folder, name) for name in _FOLDERS)]
    if folder and charts.inside[above] == 1:
        places.append(above)
    for place in places:
        named = place not in (folder, above)
        for name in files.folder(place):
            match = _VALUES_FILE.match(name)
            if match is None and not (named and name.endswith((".yaml", ".yml"))):
                continue
            values = charts.values(posixpath.join(place, name))
            if values is not None:
                yield name, values, place == above
