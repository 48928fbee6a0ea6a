"""Values of charts to facts: the accounts that they annotate, by the shape that charts give their values.

And where they say so in a way that no chart reads: a text in place of a table, a key one level off.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from wi_lint.compose.helm import Release
from wi_lint.compose.helm.unread_values import key_at
from wi_lint.facts import (
    ANNOTATION,
    Annotation,
    Demand,
    KubernetesAccount,
    MisplacedAnnotation,
    Need,
    SlippedEmail,
    Workload,
)
from wi_lint.grammar import with_holes
from wi_lint.lazy_re import regex
from wi_lint.model.near_emails import slipped
from wi_lint.source import Source, Span
from wi_lint.unit import Unit
from wi_lint.values import (
    EmptyDefault,
    ListValue,
    Literal,
    MapValue,
    Reason,
    Text,
    Value,
    as_bool,
    as_segment,
    as_text,
    join,
    known,
    text,
    unknown,
)

_HOLDER = regex(r"sa|service_?account(?!s?_?name|.*annotation).*", re.IGNORECASE)
"""What charts call the settings of an account: `serviceAccount`, and `serviceAccountAgent` beside it."""
_ANNOTATIONS = regex(r"service_?account_?annotations", re.IGNORECASE)
"""What others call the annotations of an account, which has no settings beside them."""
_OF_OTHERS = regex(r"(?:pod|deployment|statefulset|daemonset|service)_?annotations", re.IGNORECASE)
"""What charts call the annotations of objects on which this one does nothing."""
_EMAILS = {"keda": ("podIdentity", "gcp", "gcpIAMServiceAccount", "keda-operator")}
"""Charts that take the e-mail by itself: the path of the key, and the account that they annotate.

Source: the values of kedacore/charts.
"""
_LEVELS = {
    "velero": ("server",),
    "argo-cd": ("controller", "server", "repoServer"),
    "argo-workflows": ("workflow", "controller", "server"),
    "argo-events": ("controller",),
    "kube-prometheus-stack": ("prometheus", "thanosRuler", "alertmanager"),
    "prometheus": ("server",),
}
"""Charts that never read `serviceAccount.annotations`: the parts that they have accounts for.

Source: the templates of vmware-tanzu/helm-charts, argoproj/argo-helm and
prometheus-community/helm-charts in 2026-08, and their histories.
"""
_PLURAL = {"velero": "serviceAccount.{}.annotations", "prometheus": "serviceAccounts.{}.annotations"}
"""How those of them write it that have a table of accounts, and not an account in each part."""
_CALLS = {"external-dns": "dns"}
"""Public charts of which all calls Google Cloud, where their account has an identity: what they need."""
_ASSIGNED = regex(rf"^[ \t]*+{re.escape(ANNOTATION)}[ \t]*+=", re.MULTILINE)
"""The annotation as it is given to commands, where a table belongs."""
_HOST = ".iam.gserviceaccount.com"
_OF_GKE = "gke.io"
"""What a text says that has any annotation of GKE, or means one."""
_SPEAKS = ANNOTATION.partition("/")[2]
"""What a text says that holds the annotation, however the dots of its key are written."""
_OPEN = "the values go on in a file that is not here"
_OVERRIDES = frozenset({"fullnameOverride", "nameOverride", "namespaceOverride"})
_PRIVATE = regex(r"docker\.pkg\.dev|gcr\.io|\.ecr\.|azurecr\.io")
"""Registries in which companies keep charts of their own."""
_SHORT = 40
"""Length from which the names of releases are cut by some charts, in characters."""
_FULLNAME = frozenset(
    {"cert-manager", "external-dns", "external-secrets", "argo-rollouts", "loki", "mimir", "tempo", "thanos",
     "grafana", "atlantis", "sealed-secrets", "cluster-autoscaler", "redis", "postgresql"}
)  # fmt: skip
"""Public charts whose `serviceAccount` is called like the release by the usual rule of `helm create`."""


def loose(
    values: MapValue, path: str
) -> Iterator[KubernetesAccount | MisplacedAnnotation | Demand | Workload | SlippedEmail]:
    """What a file of values says of accounts that no command, release or chart of the tree is seen to use."""
    unit = Unit("helm", posixpath.dirname(path), posixpath.basename(path))
    at = values.at
    if not at.source.says(_OF_GKE):
        yield from _slipped(values, unit)
        return
    release = Release(
        unknown(f"{unit.name}:release", Reason.AT_INSTALL("the name of the release"), at),
        unknown(f"{unit.name}:namespace", Reason.AT_INSTALL("the namespace"), at),
    )
    chart = unknown(f"{unit.name}:chart", Reason.ELSEWHERE("the chart"), at)
    for fact in accounts(values, release, chart, unit):
        yield replace(fact, loose=True) if isinstance(fact, KubernetesAccount) else fact


def accounts(
    values: MapValue, release: Release, chart: Text, unit: Unit
) -> Iterator[KubernetesAccount | MisplacedAnnotation | Demand | Workload | SlippedEmail]:
    """The accounts that some values annotate, by the shape that charts have for it, and what is none."""
    for path, name, found in _annotated(values, ()):
        table = found if isinstance(found, MapValue) else MapValue({}, found.at)
        assigned = (text for text in _texts(found) if _ASSIGNED.search(text.written))
        stray = next(assigned, None) or next(_of_items(found), None)
        google = _google(table)
        if google is not None or stray is not None or any(_is_slip(*one) for one in table.items.items()):
            at = (google or stray or found).at
            better = _level(path, chart) if google is not None else ""
            if google is not None and better:
                yield _on_no_level(google, path, better, release, unit)
                continue
            named = name or _fullname(path, values, release, chart, unit, at)
            account = _account(named, google, table, release, unit, at, stray)
            yield account
            yield from _demand(account, chart)
    yield from _bare(values, release, chart, unit)
    yield from _jobs(values, release, chart, unit)
    yield from _by_email(values, release, chart, unit)
    yield from _slipped(values, unit)
    yield from misplaced(values, release, unit)


def _level(path: tuple[str, ...], chart: Text) -> str:
    """Where a public chart reads the annotation of an account that it is known not to have; else nothing."""
    title = _title(chart)
    if path == ("serviceAccount",) and title in _LEVELS:
        written = _PLURAL.get(title, "{}.serviceAccount.annotations")
        return "' or '".join(written.format(part) for part in _LEVELS[title])
    # below its own name, as in the values of a chart around it
    is_below = path == (title, "serviceAccount") and _PRIVATE.search(chart.known or "") is None
    return "serviceAccount.annotations" if is_below and title in _FULLNAME else ""


def _on_no_level(
    google: Text, path: tuple[str, ...], better: str, release: Release, unit: Unit
) -> MisplacedAnnotation:
    """The annotation on a level at which its chart reads none."""
    where = ".".join(path)
    return MisplacedAnnotation(
        unit=unit, address=f"{release.name}/{where}", at=key_at(ANNOTATION, google).one_line,
        kind=f"{where}.annotations", place="values", better=better,
        value=with_holes(google, unit.name), namespace=with_holes(release.namespace, unit.name),
    )  # fmt: skip


def _slipped(values: MapValue, unit: Unit) -> Iterator[SlippedEmail]:
    if values.at.source.says(_HOST):
        yield from slipped((one for _, one in _settings(values) if isinstance(one, Text)), unit)


def _of_items(value: Value) -> Iterator[Text]:
    """The annotation in an item of a list, where a table of all belongs."""
    for item in value.items if isinstance(value, ListValue) else ():
        google = _google(item) if isinstance(item, MapValue) else None
        if google is not None:
            yield text((Literal(f"{ANNOTATION}: ", google.at), *google.parts), google.at)


def _texts(value: Value) -> Iterator[Text]:
    """A text where a table belongs, or the texts of a list."""
    if isinstance(value, Text):
        yield value
    for item in value.items if isinstance(value, ListValue) else ():
        yield from _texts(item)


def _demand(account: KubernetesAccount, chart: Text) -> Iterator[Demand]:
    """What a chart is there to do in Google Cloud, as its account."""
    kind, at = _CALLS.get(_title(chart)), account.at
    if kind is not None and account.google is not None:
        need = Need(kind, f"the chart {_title(chart)}", at)
        yield Demand(
            unit=account.unit, address=f"{account.address}/needs", at=at, namespace=account.namespace,
            account=account.name, need=need,
        )  # fmt: skip


_JOBS = regex(r'^[ \t]*(namespace|service_account)[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)
"""What the runner of GitLab is told of its jobs, in a text of TOML: where they run, and as whom."""


_OWN_NAMESPACE = regex(r"\{\{-?\s*(?:default\s+)?\.Release\.Namespace\b[^{}]*\}\}")
"""The namespace of the release, unless the values name another one."""


def _jobs(values: MapValue, release: Release, chart: Text, unit: Unit) -> Iterator[Workload]:
    """The jobs of a GitLab runner, whose pods run as an account that its configuration names."""
    runners = values.items.get("runners") if _title(chart) == "gitlab-runner" else None
    config = (
        as_text(runners.items["config"])
        if isinstance(runners, MapValue) and "config" in runners.items
        else None
    )
    if config is None or config.known is None:
        return
    said: dict[str, Text] = {}
    for found in _JOBS.finditer(config.known):
        if found[1] in said:
            return  # of several runners
        said[found[1]] = config.cut(found.start(2), found.end(2))
    account, home = said.get("service_account"), said.get("namespace", release.namespace)
    if _OWN_NAMESPACE.fullmatch(home.known or ""):  # the chart has its templates filled in
        home = release.namespace
    if account is not None and account.known and not any("{{" in str(one) for one in (account, home)):
        yield Workload(
            unit=unit, address=f"{release.name}/jobs", at=account.at.one_line, kind="GitLab runner",
            namespace=home, name=release.name, account=account,
            pod_at=account.at.one_line,
        )  # fmt: skip


def _bare(values: MapValue, release: Release, chart: Text, unit: Unit) -> Iterator[KubernetesAccount]:
    """The accounts that some values have a chart make under a name, and do not annotate."""
    if release.namespace.known is None or _title(chart) in _EMAILS:
        return
    names = [name for _, holder in _holders(values, ()) if (name := _bare_name(holder)) is not None]
    open_ = _opened(values, chart) if names else None
    for name in names:
        yield replace(_account(name, None, None, release, unit, name.at), open=open_)


def _bare_name(holder: MapValue) -> Text | None:
    """The name under which settings have an account made that is not annotated."""
    name, create = _said(holder, "name"), holder.items.get("create")
    makes = create is not None and as_bool(create) is True
    annotations = holder.items.get("annotations", MapValue({}, holder.at))
    is_bare = isinstance(annotations, MapValue) and not annotations.items and annotations.more is None
    return name if makes and is_bare and holder.more is None and name is not None and name.known else None


_OTHERWISE = regex(r"(?:common|account)_?annotations|workload_?identity", re.IGNORECASE)
"""Keys by which charts annotate an account in a way of their own."""
_RENDERED = regex(r"postRenderers:|patches:|commonAnnotations:")
"""What changes the objects of a chart, in the object that has it installed."""
_PLAIN = _FULLNAME | {"velero"}
"""Public charts that annotate by `annotations` alone: another account in their values is for signing."""


def _opened(values: MapValue, chart: Text) -> str | None:
    """Why an account may be annotated in a way of the chart's own, or by what has it installed."""
    if values.more is not None:
        return _OPEN
    if values.at.source.says(_SPEAKS) and _changes_annotations(values.at.source, *_document(values.at)):
        return "what has the chart installed changes annotations of its objects"
    own = next(
        (
            key
            for key, value in _settings(values)
            if _OTHERWISE.fullmatch(key) or (_title(chart) not in _PLAIN and _is_email(value))
        ),
        None,
    )
    return f"the chart may annotate it by '{own}'" if own is not None else None


def _document(at: Span) -> tuple[int, int]:
    """Where the YAML document is that something stands in; nowhere of another language."""
    if not at.path.endswith((".yaml", ".yml")):
        return 0, 0
    whole = at.source.text
    start, end = max(whole.rfind("\n---", 0, at.start), 0), whole.find("\n---", at.end)
    return start, end if end >= 0 else len(whole)


@lru_cache(maxsize=64)  # all releases of one document ask
def _changes_annotations(source: Source, start: int, end: int) -> bool:
    document = source.text[start:end]
    return _SPEAKS in document and _RENDERED.search(document) is not None


def _is_email(value: Value) -> bool:
    return isinstance(value, Text) and value.closing.endswith(_HOST)


def _settings(values: MapValue) -> Iterator[tuple[str, Value]]:
    """All settings in some values, but for annotations."""
    todo: list[Value] = [values]
    while todo:
        value = todo.pop()
        todo += value.items if isinstance(value, ListValue) else ()
        for key, inner in value.items.items() if isinstance(value, MapValue) else ():
            yield key, inner
            todo += () if key == "annotations" else (inner,)


def _is_slip(key: str, value: Value) -> bool:
    """Whether a key may be meant for the annotation: it is called nearly so, or names a Google account."""
    text = as_text(value)
    names_account = text is not None and text.closing.endswith(_HOST)
    return "gke.io/" in key or "gke.io." in key or names_account


def _google(annotations: MapValue) -> Text | None:
    """The Google service account that annotations name."""
    written = annotations.items.get(ANNOTATION)
    google = as_segment(written) if written is not None and not isinstance(written, EmptyDefault) else None
    if google is None:
        return None
    if google.at.source is annotations.at.source and google.at not in annotations.at:
        return google.placed(annotations.at.one_line)  # a reference: it is reported where it is made
    return google


def _account(
    name: Text,
    google: Text | None,
    annotations: MapValue | None,
    release: Release,
    unit: Unit,
    at: Span,
    stray: Text | None = None,
) -> KubernetesAccount:
    items = annotations.items if annotations is not None else {}
    return KubernetesAccount(
        unit=unit,
        address=f"ServiceAccount/{release.namespace}/{name}",
        at=at.one_line,
        namespace=with_holes(release.namespace, unit.name),
        name=with_holes(name, unit.name),
        google=with_holes(google, unit.name) if google is not None else None,
        annotations=tuple(
            Annotation(key=key, key_at=key_at(key, text), value=text)
            for key, value in items.items()
            if (text := as_text(value)) is not None
        ),
        stray=stray,
        partial=name.known is None,
    )


def _by_email(values: MapValue, release: Release, chart: Text, unit: Unit) -> Iterator[KubernetesAccount]:
    """The account of a chart that is known to take an e-mail by itself."""
    *path, key, name = _EMAILS.get(_title(chart), ("", ""))
    holder: Value | None = values
    for part in path:
        holder = holder.items.get(part) if isinstance(holder, MapValue) else None
    enabled = holder.items.get("enabled") if isinstance(holder, MapValue) else None
    if not isinstance(holder, MapValue) or enabled is None or as_bool(enabled) is False:
        return
    written = holder.items.get(key)
    google = as_segment(written) if written is not None and not isinstance(written, EmptyDefault) else None
    may_be_named = values.more is not None or "serviceAccount" in values.items
    if google is not None and not may_be_named:
        yield _account(known(name, google.at), google, None, release, unit, google.at)


def misplaced(values: MapValue, release: Release, unit: Unit) -> Iterator[MisplacedAnnotation]:
    """The annotation among those of pods and other objects, or on a level at which no chart reads it."""
    if not values.at.source.says(_SPEAKS):
        return
    for path, table in _tables(values, ()):
        for key, value in table.items.items():
            google = as_segment(value) if key.endswith(ANNOTATION) else None
            if google is None or isinstance(value, EmptyDefault):
                continue
            if path and _OF_OTHERS.fullmatch(path[-1]) and key == ANNOTATION:
                kind, better, at = f"chart's object, by '{path[-1]}'", "", google.at
            elif better := _better(path, key):
                kind, at = ".".join((*path, key)), key_at(key, value)
            else:
                continue
            yield MisplacedAnnotation(
                unit=unit, address=f"{release.name}/{'.'.join(path)}", at=at.one_line, kind=kind,
                place="values" if better else "annotation", better=better,
                value=with_holes(google, unit.name), namespace=with_holes(release.namespace, unit.name),
            )  # fmt: skip


def _better(path: tuple[str, ...], key: str) -> str:
    """Where the annotation belongs that stands on no level of its own; nothing where it may be right."""
    if key != ANNOTATION:  # a path as one key
        above = key.removesuffix(ANNOTATION).removesuffix(".")
        if ".".join(path).endswith(above):  # written twice
            return ".".join(path)
        return ".".join((*path, above)) if above.endswith("nnotations") else ""
    if path[-2:] == ("annotations", "annotations"):
        return ".".join(path[:-1])
    if not path:
        return "serviceAccount.annotations"
    return ".".join((*path, "annotations")) if _HOLDER.fullmatch(path[-1]) else ""


def _annotated(
    values: MapValue, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Text | None, Value]]:
    """The annotations of accounts in some values: where they stand, and the name beside them."""
    for place, holder in _holders(values, path):
        annotations, create = holder.items.get("annotations"), holder.items.get("create")
        if annotations is not None and (create is None or as_bool(create) is not False):
            yield place, _said(holder, "name"), annotations
    for place, table in _tables(values, path):
        for key, annotations in table.items.items():
            if _ANNOTATIONS.fullmatch(key):
                name = _said(table, "serviceAccountName") or _said(table, "serviceAccount")
                yield (*place, key), name, annotations


def _said(holder: MapValue, key: str) -> Text | None:
    """The text behind a key, where it is not empty."""
    value = holder.items.get(key)
    text = as_text(value) if value is not None else None
    return text if text is not None and text.known != "" else None


def _tables(value: Value, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], MapValue]]:
    """Every table in some values, and where it stands."""
    if isinstance(value, MapValue):
        yield path, value
        for key, inner in value.items.items():
            yield from _tables(inner, (*path, key))


def _fullname(
    path: tuple[str, ...], values: MapValue, release: Release, chart: Text, unit: Unit, written: Span
) -> Text:
    """The name that a chart gives to its account: by the usual rule, where the chart is known to keep it."""
    title, at = _title(chart), release.name.at
    usual = title in _FULLNAME and _PRIVATE.search(chart.known or "") is None and not _is_renamed(values)
    own = release.name.known or ""
    if path == ("serviceAccount",) and usual and 0 < len(own) < _SHORT:
        if title in own:
            return release.name
        return join([release.name, known(f"-{title}", at)], at)
    why = Reason.NOT_FOLLOWED("the name that the chart gives to the account")
    return unknown(f"{unit.name}:{release.name}.{'.'.join(path)}.name", why, written)


def _title(chart: Text) -> str:
    """What a chart is called, without its repository; empty where that is not known."""
    return re.sub(r".*/", "", chart.known or "")


def _is_renamed(values: MapValue) -> bool:
    """Whether values name what a chart makes otherwise than it would, or may do so."""
    tables = [values, *(one for key, one in values.items.items() if key == "global")]
    return values.more is not None or any(
        key in _OVERRIDES for one in tables if isinstance(one, MapValue) for key in one.items
    )


def _holders(value: Value, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], MapValue]]:
    """Every `serviceAccount` in some values, those right in it too, and where it stands."""
    if not isinstance(value, MapValue):
        return
    for key, inner in value.items.items():
        if _HOLDER.fullmatch(key) and isinstance(inner, MapValue):
            yield (*path, key), inner
            for name, below in inner.items.items():  # `serviceAccount.server`, of charts with several
                if isinstance(below, MapValue) and name != "annotations":
                    yield (*path, key, name), below
        else:
            yield from _holders(inner, (*path, key))
