"""Flux's `postBuild.substitute`: variables in manifests that a Kustomization fills in.

Source: Flux's documentation of post build variable substitution: `${name}`, and with a default
`${name:=default}` or `${name:-default}`.
"""

from __future__ import annotations

import posixpath
from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from wi_lint.bounds import MAX_PLACES, MAX_TEXT
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.values import Hole, Literal, Part, Provenance, Reason, Text, text, unknown

_VARIABLE = regex(r"(?<!\$)\$\{(\w++)(?::[=-]([^}]{0,1000}+))?\}")

_SUBSTITUTE = "kustomize.toolkit.fluxcd.io/substitute"
_TAKEN = 100
"""Most config maps and secrets of one Kustomization that are looked into: of more, all is not known."""
_ENCRYPTED = "ENC["
"""What a value of SOPS begins with."""


class Substitution(Struct, frozen=True, eq=False):
    """What the variables of a folder's manifests stand for. `whole`: nothing else gives values to them.

    `at`: where that is written. `by`: the Kustomization, by its folder and its name.
    """

    folder: str
    values: Mapping[str, Text]
    whole: bool
    at: Span
    by: str = ""


Table = dict[str, Text]


class Held(Protocol):
    """The config maps and secrets that are deployed beside an object, by kind and name."""

    def find(self, kind: str, name: str) -> Node | None:
        """The only one that is meant."""

    def table(self, kind: str, name: str) -> Table | None:
        """Its entries, as far as it can be read here; read once for all that take them."""

    def clusters(self) -> list[Node]:
        """The secrets by which clusters are declared to Argo CD, wherever they are."""
        ...


class NothingHeld:
    """Beside what is made elsewhere than in manifests, none of them is known."""

    def find(self, kind: str, name: str) -> Node | None:  # noqa: ARG002
        return None

    def table(self, kind: str, name: str) -> Table | None:  # noqa: ARG002
        return None

    def clusters(self) -> list[Node]:
        return []


def substitution(root: Node, folder: str, held: Held) -> Substitution | None:
    """What a Kustomization of Flux fills in; nothing where it does not.

    A later config map goes over an earlier one, and what it says itself over both. Source: the same page.
    """
    listed = root.find("spec", "postBuild", "substitute")
    taken = list(dict.fromkeys(map(_called, root.each("spec", "postBuild", "substituteFrom"))))
    tables = [held.table(*one) for one in taken[:_TAKEN]]
    at = listed or root.find("spec", "postBuild", "substituteFrom")
    own = _texts(listed) if listed is not None else {}
    known = [table for table in tables if table is not None]
    values = ChainMap(own, *reversed(known))
    if at is None or not any(values.maps):
        return None
    by = f"{posixpath.dirname(root.source.path)}/{root.literal('metadata', 'name')}"
    return Substitution(folder, values, len(known) == len(taken), at.span.one_line, by)


def _called(taken: Node) -> tuple[str, str]:
    return taken.literal("kind"), taken.literal("name")


def table_of(holder: Node) -> Table | None:
    """What a config map or secret gives; nothing where some of it cannot be read here."""
    kind = holder.literal("kind")
    table = holder.get("data" if kind == "ConfigMap" else "stringData")
    if table is None or (kind == "Secret" and holder.get("data") is not None):
        return None
    texts = _texts(table)
    return None if any(value.opening.startswith(_ENCRYPTED) for value in texts.values()) else texts


def _texts(table: Node) -> dict[str, Text]:
    return {name: value for name, field in table.fields.items() if (value := field.value.text())}


def filled(node: Node, substitution: Substitution) -> Node:
    """A manifest with its variables filled in; those that are not reported stay as they are.

    One may say that nothing is filled in, by a label or annotation. Source: the same page.
    """
    if any(node.literal("metadata", said, _SUBSTITUTE) == "disabled" for said in ("labels", "annotations")):
        return node
    return node.rewritten(lambda written: _filled(written, substitution))


def _filled(written: Text, substitution: Substitution) -> Text | None:
    if written.known is None or "${" not in written.known:
        return None
    parts: list[Part] = []
    size = 0
    for part in _parts(written, written.known, substitution):
        parts.append(part)
        size += len(part.text) if isinstance(part, Literal) else 1
        if size > max(MAX_TEXT, len(written.known)) or len(parts) > MAX_PLACES:
            return unknown(
                f"{written.at.path}@{written.at.start}", Reason.TOO_LARGE("its length"), written.at
            )
    return text(parts, written.at)


def _parts(written: Text, whole: str, substitution: Substitution) -> Iterator[Part]:
    done = 0
    for found in _VARIABLE.finditer(whole):
        value = substitution.values.get(found[1])
        yield written.literal(done, found.start())
        if value is not None:
            yield from value.parts
        elif found[2] is not None and substitution.whole:
            yield written.literal(found.start(2), found.end(2))
        elif substitution.whole and substitution.values:
            at = written.literal(found.start(), found.end()).at
            given = Provenance(substitution.at, "what fills in variables")
            why = Reason.NO_VALUE(f"the variable '{found[1]}'")
            yield Hole(f"manifests:{substitution.folder}:{found[1]}", why, at, (given,))
        else:
            yield written.literal(found.start(), found.end())
        done = found.end()
    yield written.literal(done, len(whole))
