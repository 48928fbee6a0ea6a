"""Helm releases: the service accounts that their values set up, by the shape that charts have for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wi_lint.compose.terraform import Resource, as_bool, as_piece, as_text, embedded
from wi_lint.facts import ANNOTATION, Annotation, Fact, KubernetesAccount
from wi_lint.model.terraform import unread
from wi_lint.model.terraform.common import clean
from wi_lint.values import Known, Scalar, Sequence, Table, Value, known, unknown

_DOT = re.compile(r"(?<!\\)\.")
_HOLDERS = ("serviceAccount", "serviceaccount", "service_account", "sa")


def release(resource: Resource) -> Iterator[Fact]:
    """The accounts that the values of a release annotate; its chart is not read."""
    yield from unread.script(resource)
    for path, holder in _holders(_values(resource), ()):
        annotations = holder.items.get("annotations")
        create = holder.items.get("create")
        if isinstance(annotations, Table) and (create is None or as_bool(create) is not False):
            yield from _account(resource, path, holder, annotations)


def _account(resource: Resource, path: tuple[str, ...], holder: Table, annotations: Table) -> Iterator[Fact]:
    google = as_piece(annotations.items.get(ANNOTATION) or Scalar(None, resource.head))
    if google is None:
        return
    name = as_text(holder.items.get("name") or Scalar(None, resource.head))
    if name is None or name.known == "":
        why = "the chart makes the name of the account"
        name = unknown(f"{resource.tag}.{'.'.join(path)}.name", why, google.at)
    namespace = resource.text("namespace") or known("default", resource.head)
    yield KubernetesAccount(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        namespace=clean(resource, namespace),
        name=clean(resource, name),
        google=clean(resource, google),
        annotations=tuple(
            Annotation(key=key, key_at=text.at, value=text)
            for key, value in annotations.items.items()
            if (text := as_text(value)) is not None
        ),
        partial=True,
    )


def _holders(value: Value, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Table]]:
    """Every `serviceAccount` in some values, and where it stands."""
    if not isinstance(value, Table):
        return
    for key, inner in value.items.items():
        if key in _HOLDERS and isinstance(inner, Table):
            yield (*path, key), inner
        else:
            yield from _holders(inner, (*path, key))


def _values(resource: Resource) -> Table:
    """The values of a release: its documents one above the other, and single settings above them."""
    made = Table({}, resource.head)
    documents = resource.get("values")
    for item in documents.items if isinstance(documents, Sequence) else ():
        text = as_piece(item)
        for value in (embedded(text) if text is not None else None) or ():
            made = _merged(made, value) if isinstance(value, Table) else made
    for name, value in _settings(resource):
        made = _merged(made, _nested(name, value))
    return made


def _settings(resource: Resource) -> Iterator[tuple[Known, Value]]:
    """`set { name = ... }`, or `set = [{ name = ... }]` as newer providers have it."""
    for kind in ("set", "set_sensitive"):
        rows: list[Value] = [part.table() for part in resource.parts(kind)]
        listed = resource.get(kind)
        rows += listed.items if isinstance(listed, Sequence) else ()
        for row in rows:
            if isinstance(row, Table) and "name" in row.items and "value" in row.items:
                name = as_text(row.items["name"])
                if isinstance(name, Known):
                    yield name, row.items["value"]


def _nested(name: Known, value: Value) -> Table:
    """A setting's dotted name as the tables that it stands for; `\\.` is a dot of a key."""
    for key in reversed(_DOT.split(name.known)):
        value = Table({key.replace("\\.", "."): value}, value.at)
    assert isinstance(value, Table)
    return value


def _merged(below: Table, above: Table) -> Table:
    fields = dict(below.items)
    for key, value in above.items.items():
        old = fields.get(key)
        both = isinstance(old, Table) and isinstance(value, Table)
        fields[key] = _merged(old, value) if both else value  # type: ignore[arg-type]
    return Table(fields, below.at, below.more or above.more)
