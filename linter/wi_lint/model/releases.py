"""Helm releases to facts: those of charts that are elsewhere, by the shape that charts give their values."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.helm import Release
from wi_lint.compose.helm.unread_values import LostAnnotation, UnreadValuesKey
from wi_lint.compose.manifests import ExternalChart, Manifests
from wi_lint.facts import (
    ANNOTATION,
    DeployedTo,
    Fact,
    MisplacedAnnotation,
    MissedPatch,
    UnescapedKey,
    Unread,
    UnreadValue,
)
from wi_lint.grammar import with_holes
from wi_lint.lazy_re import regex
from wi_lint.model import kubernetes
from wi_lint.model.chart_values import accounts, misplaced
from wi_lint.unit import Unit

UNESCAPED = regex(r"annotations\.iam\.gke\.io/")
"""The annotation in a setting's name, with dots that stand for tables."""


def facts(made: Manifests) -> Iterator[Fact]:
    """The facts of what releases install."""
    for deployed in made.deployed:
        yield from kubernetes.facts(deployed)
    for one in made.elsewhere:
        yield from elsewhere(one)
    yield from _slips(made)


def _slips(made: Manifests) -> Iterator[Fact]:
    """What is said in a way that nothing takes."""
    yield from _values_astray(made)
    for unit, cluster in made.sent:
        yield DeployedTo(unit=unit, address=f"{unit.title}/destination", at=cluster.at, cluster=cluster)
    for unit, patch in made.missed:
        yield MissedPatch(unit=unit, address=f"{unit.title}/patch", at=patch.span.one_line)
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


def _values_astray(made: Manifests) -> Iterator[Fact]:
    """Annotations in the values of charts that stand where nothing reads them, each told once."""
    told: set[tuple[str, int, int]] = set()
    for unit, release in made.given:
        for values in release.values:
            for one in misplaced(values, release, unit):
                told.add(one.value.at.order)
                yield one
    slips = {unit for unit, _ in made.unread_values}  # WI110 tells why an annotation is lost
    for unit, release, lost in made.lost:
        if lost.value.at.order not in told and unit not in slips:
            yield _lost(unit, release, lost)


def _lost(unit: Unit, release: Release, lost: LostAnnotation) -> MisplacedAnnotation:
    return MisplacedAnnotation(
        unit=unit, address=f"{release.name}/{'.'.join(lost.path)}", at=lost.key_at.one_line,
        kind=".".join(lost.path), place="unmade", better="create" if lost.switched_off else "",
        read=".".join(lost.read),
        value=with_holes(lost.value, unit.name), namespace=with_holes(release.namespace, unit.name),
    )  # fmt: skip


def _stray(unit: Unit, stray: UnreadValuesKey) -> UnreadValue:
    return UnreadValue(
        unit=unit,
        address=f"{stray.at.path}:{stray.key}",
        at=stray.at,
        key=stray.key,
        meant=stray.meant,
        meant_at=stray.meant_at,
        handed=stray.handed,
    )
