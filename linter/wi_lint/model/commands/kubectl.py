"""kubectl and helm commands to facts."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator

from msgspec import Struct

from wi_lint.compose.embedded import reassembled
from wi_lint.compose.helm import Charts, Release, merged
from wi_lint.compose.library import objects
from wi_lint.compose.manifests import Deployed, Manifests, install
from wi_lint.compose.releases import Installed, local_chart, nested
from wi_lint.facts import ANNOTATION, Annotation, Fact, KubernetesAccount, Namespace, UnescapedKey, Workload
from wi_lint.files import normal
from wi_lint.model import kubernetes, releases
from wi_lint.model.commands.state import State
from wi_lint.model.commands.words import Command
from wi_lint.model.commands.words import command as command_of
from wi_lint.model.releases import UNESCAPED
from wi_lint.signs import Phrase, Signs
from wi_lint.tree import Document, Node
from wi_lint.values import MapValue, Reason, Text, known, unknown

_ACCOUNT = frozenset({"serviceaccount", "serviceaccounts", "sa"})
_WORKLOADS = frozenset(
    {
        "deployment",
        "deployments",
        "deploy",
        "statefulset",
        "statefulsets",
        "sts",
        "daemonset",
        "daemonsets",
        "ds",
    }
)


def facts(command: Command, state: State) -> Iterator[Fact]:
    """The facts of one command of kubectl; accounts are put into the state."""
    verb = _READERS.get(command.word(0))
    if verb is not None:
        yield from verb.read(command, state)


def _create(command: Command, state: State) -> Iterator[Fact]:
    named = len(command.words) > 2
    match command.word(1):
        case "serviceaccount" | "sa" if named:
            state.put(_account(command, state, command.words[2], None, command.words[2]))
        case "namespace" | "ns" if named:
            name = state.clean(command.words[2])
            yield Namespace(unit=state.unit, address=f"Namespace/{name}", at=name.at.one_line, name=name)
        case "deployment" | "deploy" if named and command.invocation.stdin is None:
            yield _runs_as(command, state, [known("deployment", command.at), command.words[2]], None)
        case _:
            yield from _applied(command, state)


def _set(command: Command, state: State) -> Iterator[Fact]:
    if command.word(1) in ("serviceaccount", "sa") and len(command.words) > 3:
        yield _runs_as(command, state, command.words[2:-1], command.words[-1])


def _run(command: Command, state: State) -> Iterator[Fact]:
    if command.has("--serviceaccount", "--overrides"):
        account = command.flag("--serviceaccount") or _overridden(command)
        yield _runs_as(command, state, command.words[1:2], account)


def _config(command: Command, state: State) -> Iterator[Fact]:
    if command.word(1) == "set-context":
        state.home = command.flag("--namespace") or state.home
    return iter(())


def _account(
    command: Command,
    state: State,
    name: Text,
    google: Text | None,
    at: Text,
    annotations: tuple[Annotation, ...] = (),
) -> KubernetesAccount:
    namespace, name = state.namespace(command), state.clean(name)
    return KubernetesAccount(
        unit=state.unit, address=f"ServiceAccount/{namespace}/{name}", at=at.at.one_line, namespace=namespace,
        name=name, google=state.clean(google) if google is not None else None, annotations=annotations,
        by_command=True,
    )  # fmt: skip


def _named(words: list[Text]) -> tuple[str, Text | None, list[Text]]:
    """`serviceaccount NAME` or `sa/NAME`: the kind, the name, and what follows."""
    if not words:
        return "", None, []
    halves = words[0].split("/")
    if halves is not None and halves[0].known is not None:
        return halves[0].known, halves[1], words[1:]
    return words[0].known or "", words[1] if len(words) > 1 else None, words[2:]


def _annotate(command: Command, state: State) -> Iterator[Fact]:
    kind, name, pairs = _named(command.words[1:])
    source = _piped(command)
    if source is not None:
        name, pairs, command = source.words[2], command.words[1:], source
    elif kind not in _ACCOUNT or name is None:
        return iter(())
    before = state.account(state.namespace(command), state.clean(name))
    google = before.google if before is not None else None
    found = list(before.annotations) if before is not None else []
    at = name
    for pair in pairs:
        halves = pair.split("=")
        if halves is None:
            if pair.known == f"{ANNOTATION}-":
                google = None
            continue
        key, value = halves
        if key.known is not None:
            found.append(Annotation(key=key.known, key_at=key.origin, value=value))
            google = value if key.known == ANNOTATION else google
    state.put(_account(command, state, name, google, at, tuple(found)))
    return iter(())


_STAGES = 8
"""How many stages of a pipeline are looked at, back from the last one."""


def _piped(last: Command, stages: int = _STAGES) -> Command | None:
    """`kubectl create sa NAME --dry-run=client -o yaml | kubectl annotate -f - ...`: the first command."""
    behind = last.invocation.behind
    file = last.flag("--filename")
    if behind is None or file is None or file.known != "-" or not stages:
        return None
    first = command_of(behind)
    if first is None or first.tool != "kubectl":
        return None
    if first.word(0) in ("create", "get") and first.word(1) in _ACCOUNT and len(first.words) > 2:
        return first
    return _piped(first, stages - 1)


def _patch(command: Command, state: State) -> Iterator[Fact]:
    kind, name, _ = _named(command.words[1:])
    patch = command.flag("--patch")
    if name is None or patch is None:
        return
    for root in [one.root for one in reassembled(patch) if isinstance(one, Document)]:
        if kind in _WORKLOADS:
            account = _account_of_pods(root)
            if account is not None:
                yield _runs_as(command, state, command.words[1:], account)
        elif kind in _ACCOUNT:
            yield from _pointers(root, state)
            google = _patched(root)
            if google is not None:
                state.put(_account(command, state, name, google, name))


def _account_of_pods(root: Node) -> Text | None:
    """The account that a merge patch of a workload names, or a JSON patch that sets it."""
    for operation in root.items:
        if operation.literal("path") == "/spec/template/spec/serviceAccountName":
            return operation.text("value")
    return root.text("spec", "template", "spec", "serviceAccountName")


def _pointers(root: Node, state: State) -> Iterator[Fact]:
    """The paths of a JSON patch in which the slash of the annotation's key is taken for a step."""
    for operation in root.items:
        path = operation.text("path")
        if path is not None and operation.literal("path").endswith(f"/annotations/{ANNOTATION}"):
            yield UnescapedKey(
                unit=state.unit, address=f"{path}", at=path.origin.one_line, key=path, pointer=True
            )


def _patched(root: Node) -> Text | None:
    """The annotation in a merge patch, or in a JSON patch that sets it."""
    for operation in root.items:
        if operation.literal("path").endswith("iam.gke.io~1gcp-service-account"):
            return operation.text("value")
    annotations = root.find("metadata", "annotations")
    return annotations.text(ANNOTATION) if annotations is not None else None


def _applied(command: Command, state: State) -> Iterator[Fact]:
    """Manifests that a command is given to read."""
    if command.invocation.stdin is None:
        return
    namespace = command.flag("--namespace") or state.home
    for one in reassembled(command.invocation.stdin):
        for root in objects(one.root) if isinstance(one, Document) else ():
            for fact in kubernetes.facts(Deployed(root, state.unit, namespace=namespace)):
                if isinstance(fact, KubernetesAccount):
                    state.put(fact)
                else:
                    yield fact


def _overridden(command: Command) -> Text | None:
    """The account that `--overrides` names, a piece of a pod in JSON."""
    written = command.flag("--overrides")
    for one in reassembled(written) if written is not None else ():
        spec = one.root.get("spec") if isinstance(one, Document) else None
        if spec is not None:
            return spec.text("serviceAccountName") or spec.text("serviceAccount")
    return None


def _runs_as(command: Command, state: State, words: list[Text], account: Text | None) -> Workload:
    kind, name, _ = _named(words)
    name = name or (words[0] if words else known("", command.at))
    return Workload(
        unit=state.unit, address=f"{kind or 'Pod'}/{name}", at=command.at, kind=kind.capitalize() or "Pod",
        namespace=state.namespace(command), name=name,
        account=state.clean(account) if account is not None else None,
        pod_at=account.at.one_line if account is not None else command.at,
    )  # fmt: skip


class _Verb(Struct, frozen=True):
    """A command that is read. `needs`: words, of which one must stand in a text for it to say anything.

    `aside`: it says something to other commands alone, and is no reason to read a text.
    """

    read: Callable[[Command, State], Iterator[Fact]]
    needs: Collection[str] = ()
    aside: bool = False


_PIPED = ("<<", "|")
"""How a command is given something to read."""
_READERS: dict[str, _Verb] = {
    "create": _Verb(_create, (*_ACCOUNT, "namespace", "ns", "deployment", "deploy", *_PIPED)),
    "apply": _Verb(_applied, _PIPED),
    "replace": _Verb(_applied, _PIPED),
    "annotate": _Verb(_annotate, _ACCOUNT | {*_PIPED}),
    "patch": _Verb(_patch, _ACCOUNT | {"serviceAccountName"}),
    "set": _Verb(_set, _ACCOUNT),
    "run": _Verb(_run, ("--serviceaccount", "--overrides")),
    "config": _Verb(_config, aside=True),
}
"""The commands of kubectl that are read."""


def _phrases() -> Iterator[Phrase]:
    for word, verb in _READERS.items():
        if verb.needs:
            yield from (("kubectl", word, need) for need in verb.needs)
        elif not verb.aside:
            yield "kubectl", word


SIGNS = Signs(phrases=frozenset(_phrases()))
_INSTALLING = ("install", "upgrade")
HELM_SIGNS = Signs(phrases=frozenset(("helm", word) for word in _INSTALLING))


# helm


def helm(command: Command, state: State, charts: Charts) -> Iterator[Fact]:
    """`helm install` and `helm upgrade`"""
    if command.word(0) not in _INSTALLING or len(command.words) < 3:
        return
    name, chart = command.words[1], command.words[2]
    values = MapValue({}, command.at)
    for file in (*command.flags.get("--values", ()), *command.flags.get("--filename", ())):
        values = merged(values, _values(file, state.unit.folder, charts))
    if any(word.opening == "" and word.known is None for word in command.words[3:]):  # `"$@"`
        values = merged(values, _unseen(command.words[-1]))
    for setting in (*command.flags.get("--set", ()), *command.flags.get("--set-string", ())):
        for key, value in _settings(setting):
            if UNESCAPED.search(key.known or ""):
                yield UnescapedKey(
                    unit=state.unit, address=f"helm {name} --set {key}", at=key.origin.one_line, key=key
                )
            values = merged(values, nested(key.known or "", value))
    hole = unknown(
        f"{state.unit.name}:kubectl's namespace", Reason.CURRENT_CONTEXT("helm's namespace"), command.at
    )
    namespace = command.flag("--namespace") or state.home or hole
    folder = _chart_folder(chart, state.unit.folder, charts)
    one = Installed(state.unit, chart.at, chart, folder, Release(name, namespace, (values,)))
    made = Manifests()
    install(charts, one, made)
    yield from releases.facts(made)


def _chart_folder(chart: Text, home: str, charts: Charts) -> str | None:
    """The folder of a chart: Helm looks for one of that name before it asks a repository."""
    for start in ("", home):
        named = normal(posixpath.join(start, chart.known)) if chart.known else None
        if named and charts.get(named) is not None:
            return named
    return local_chart("", chart) or local_chart(home, chart)


def _values(file: Text, folder: str, charts: Charts) -> MapValue:
    """A file of values, from where the command is run: the script's folder, or the top of the tree."""
    for home in (folder, ""):
        path = normal(posixpath.join(home, file.known or ""))
        found = charts.values(path) if path and charts.library.exists(path) else None
        if found is not None:
            return found
    return _unseen(file)


def _unseen(what: Text) -> MapValue:
    """Values that are given, and not in these files."""
    return MapValue({}, what.at, unknown(f"{what}", Reason.ELSEWHERE("its file of values"), what.at))


def _settings(setting: Text) -> Iterator[tuple[Text, Text]]:
    """`a.b=c,d=e`: a comma behind a backslash is one of the value."""
    rest: Text | None = setting
    while rest is not None:
        halves = rest.split("=")
        if halves is None or halves[0].known is None:
            return
        key, value = halves
        cut = value.split(",")
        yield key, cut[0] if cut is not None else value
        rest = cut[1] if cut is not None else None
