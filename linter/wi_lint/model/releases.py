"""Helm releases to facts: those of charts that are elsewhere, by the shape that charts give their values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wi_lint.compose.helm import Release
from wi_lint.compose.helm.unread_values import UnreadValuesKey
from wi_lint.compose.manifests import ExternalChart, Manifests
from wi_lint.facts import (
    ANNOTATION,
    Annotation,
    Fact,
    KubernetesAccount,
    MisplacedAnnotation,
    UnescapedKey,
    Unread,
    UnreadValue,
)
from wi_lint.grammar import with_holes
from wi_lint.model import kubernetes
from wi_lint.unit import Unit
from wi_lint.values import (
    EmptyDefault,
    MapValue,
    Reason,
    Text,
    Value,
    as_bool,
    as_segment,
    as_text,
    join,
    known,
    unknown,
)

UNESCAPED = re.compile(r"annotations\.iam\.gke\.io/")
"""The annotation in a setting's name, with dots that stand for tables."""
_HOLDER = re.compile(r"sa|service_?account(?!s?_?name).*", re.IGNORECASE)
"""What charts call the settings of an account: `serviceAccount`, and `serviceAccountAgent` beside it."""
_ANNOTATIONS = re.compile(r"service_?account_?annotations", re.IGNORECASE)
"""What others call the annotations of an account, which has no settings beside them."""
_OF_OTHERS = re.compile(r"(?:pod|deployment|statefulset|daemonset|service)_?annotations", re.IGNORECASE)
"""What charts call the annotations of objects on which this one does nothing."""
_EMAILS = {"keda": ("podIdentity", "gcp", "gcpIAMServiceAccount", "keda-operator")}
"""Charts that take the e-mail by itself: the path of the key, and the account that they annotate.

Source: the values of kedacore/charts.
"""
_OVERRIDES = frozenset({"fullnameOverride", "nameOverride", "namespaceOverride"})
_PRIVATE = re.compile(r"docker\.pkg\.dev|gcr\.io|\.ecr\.|azurecr\.io")
"""Registries in which companies keep charts of their own."""
_SHORT = 40
"""Length from which the names of releases are cut by some charts, in characters."""
_FULLNAME = frozenset(
    {"cert-manager", "external-dns", "external-secrets", "argo-rollouts", "loki", "mimir", "tempo", "thanos",
     "grafana", "atlantis", "keda", "sealed-secrets", "cluster-autoscaler", "redis", "postgresql"}
)  # fmt: skip
"""Public charts whose `serviceAccount` is called like the release by the usual rule of `helm create`."""


def facts(made: Manifests) -> Iterator[Fact]:
    """The facts of what releases install."""
    for deployed in made.deployed:
        yield from kubernetes.facts(deployed)
    for one in made.elsewhere:
        yield from elsewhere(one)
    for unit, stray in made.unread_values:
        yield _stray(unit, stray)
    for unit, key in made.settings:
        if UNESCAPED.search(key.known or ""):
            yield UnescapedKey(unit=unit, address=str(key), at=key.origin.one_line, key=key)
    for unit, key in made.pointers:
        if (key.known or "").endswith(f"/annotations/{ANNOTATION}"):
            yield UnescapedKey(unit=unit, address=str(key), at=key.origin.one_line, key=key, pointer=True)


def elsewhere(one: ExternalChart) -> Iterator[Fact]:
    """What a unit deploys that is not in these files, and the accounts that the values of a chart set up."""
    yield Unread(
        unit=one.unit,
        address=str(one.what),
        at=one.what.at,
        kind="chart",
        why=one.why,
        namespace=one.release.namespace if one.release is not None else None,
    )
    if one.release is not None and one.values is not None:
        yield from accounts(one.values, one.release, one.what, one.unit)


def _stray(unit: Unit, stray: UnreadValuesKey) -> UnreadValue:
    return UnreadValue(
        unit=unit,
        address=f"{stray.at.path}:{stray.key}",
        at=stray.at,
        key=stray.key,
        meant=stray.meant,
        meant_at=stray.meant_at,
    )


def accounts(
    values: MapValue, release: Release, chart: Text, unit: Unit
) -> Iterator[KubernetesAccount | MisplacedAnnotation]:
    """The accounts that some values annotate, by the shape that charts have for it, and what is none."""
    for path, name, table in _annotated(values, ()):
        google = _google(table)
        if google is not None:
            named = name or _fullname(path, values, release, chart, unit, google)
            yield _account(named, google, table, release, unit)
    yield from _by_email(values, release, chart, unit)
    yield from _misplaced(values, release, unit)


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
    name: Text, google: Text, annotations: MapValue | None, release: Release, unit: Unit
) -> KubernetesAccount:
    items = annotations.items if annotations is not None else {}
    return KubernetesAccount(
        unit=unit,
        address=f"ServiceAccount/{release.namespace}/{name}",
        at=google.at.one_line,
        namespace=with_holes(release.namespace, unit.name),
        name=with_holes(name, unit.name),
        google=with_holes(google, unit.name),
        annotations=tuple(
            Annotation(key=key, key_at=text.at, value=text)
            for key, value in items.items()
            if (text := as_text(value)) is not None
        ),
        partial=name.known is None,
    )


def _by_email(values: MapValue, release: Release, chart: Text, unit: Unit) -> Iterator[KubernetesAccount]:
    """The account of a chart that is known to take an e-mail by itself."""
    *path, key, name = _EMAILS.get(re.sub(r".*/", "", chart.known or ""), ("", ""))
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
        yield _account(known(name, google.at), google, None, release, unit)


def _misplaced(values: MapValue, release: Release, unit: Unit) -> Iterator[MisplacedAnnotation]:
    """The annotation among those of pods and other objects."""
    for path, table in _tables(values, ()):
        if path and _OF_OTHERS.fullmatch(path[-1]):
            google = _google(table)
            if google is not None:
                yield MisplacedAnnotation(
                    unit=unit, address=f"{release.name}/{'.'.join(path)}", at=google.at.one_line,
                    kind=f"chart's object, by '{path[-1]}'", place="annotation",
                    value=with_holes(google, unit.name), namespace=with_holes(release.namespace, unit.name),
                )  # fmt: skip


def _annotated(
    values: MapValue, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Text | None, MapValue]]:
    """The annotations of accounts in some values: where they stand, and the name beside them."""
    for place, holder in _holders(values, path):
        annotations, create = holder.items.get("annotations"), holder.items.get("create")
        if isinstance(annotations, MapValue) and (create is None or as_bool(create) is not False):
            yield place, _said(holder, "name"), annotations
    for place, table in _tables(values, path):
        for key, annotations in table.items.items():
            if _ANNOTATIONS.fullmatch(key) and isinstance(annotations, MapValue):
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
    path: tuple[str, ...], values: MapValue, release: Release, chart: Text, unit: Unit, google: Text
) -> Text:
    """The name that a chart gives to its account: by the usual rule, where the chart is known to keep it."""
    title = re.sub(r".*/", "", chart.known or "")
    at = release.name.at
    usual = title in _FULLNAME and _PRIVATE.search(chart.known or "") is None and not _is_renamed(values)
    own = release.name.known or ""
    if path == ("serviceAccount",) and usual and 0 < len(own) < _SHORT:
        if title in own:
            return release.name
        return join([release.name, known(f"-{title}", at)], at)
    why = Reason.NOT_FOLLOWED("the name that the chart gives to the account")
    return unknown(f"{unit.name}:{release.name}.{'.'.join(path)}.name", why, google.at)


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
                if isinstance(below, MapValue):
                    yield (*path, key, name), below
        else:
            yield from _holders(inner, (*path, key))
