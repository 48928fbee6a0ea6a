"""Helm releases of Terraform: the chart and the values that they are given."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.helm import Release, merged
from wi_lint.compose.manifests import Manifests, install
from wi_lint.compose.releases import Installed, local_chart, nested
from wi_lint.compose.terraform import Resource, embedded
from wi_lint.facts import Fact, UnescapedKey
from wi_lint.model import releases
from wi_lint.model.releases import UNESCAPED
from wi_lint.values import Known, ListValue, MapValue, Reason, Value, as_segment, as_text, known, unknown


def release(resource: Resource) -> Iterator[Fact]:
    """What a `helm_release` installs: its chart rendered, or what its values say of accounts."""
    at = resource.head
    hole = unknown(f"{resource.tag}.chart", Reason.NOT_WRITTEN("the chart"), at)
    chart = resource.text("chart") or hole
    name = resource.text("name") or resource.hole("name")
    namespace = resource.text("namespace") or known("default", at)
    home = resource.module.root_path
    folder = local_chart(home, chart) if resource.text("repository") is None else None
    one = Installed(
        resource.module.unit,
        at,
        chart,
        folder,
        Release(name, namespace, (_values(resource),)),
    )
    for key, _ in _settings(resource):
        if UNESCAPED.search(key.known):
            yield UnescapedKey(
                unit=resource.module.unit, address=resource.address, at=key.origin.one_line, key=key
            )
    made = Manifests()
    install(resource.module.charts, one, made)
    yield from releases.facts(made)


def _values(resource: Resource) -> MapValue:
    """The values of a release: its documents one above the other, and single settings above them."""
    made = MapValue({}, resource.head)
    documents = resource.get("values")
    for item in documents.items if isinstance(documents, ListValue) else ():
        text = as_segment(item)
        for value in (embedded(text) if text is not None else None) or ():
            made = merged(made, value) if isinstance(value, MapValue) else made
    for name, value in _settings(resource):
        made = merged(made, nested(name.known, value))
    return made


def _settings(resource: Resource) -> Iterator[tuple[Known, Value]]:
    """`set { name = ... }`, or `set = [{ name = ... }]` as newer providers have it."""
    for kind in ("set", "set_sensitive"):
        rows: list[Value] = [part.table() for part in resource.parts(kind)]
        listed = resource.get(kind)
        rows += listed.items if isinstance(listed, ListValue) else ()
        for row in rows:
            if isinstance(row, MapValue) and "name" in row.items and "value" in row.items:
                name = as_text(row.items["name"])
                if isinstance(name, Known):
                    yield name, row.items["value"]
