"""What every fact has."""

from __future__ import annotations

from msgspec import Struct

from wi_lint.source import Span
from wi_lint.unit import Unit
from wi_lint.values import Text

__all__ = [
    "ANNOTATION",
    "IGNORE_ANNOTATION",
    "Annotation",
    "Fact",
]

ANNOTATION = "iam.gke.io/gcp-service-account"
"""The key of the annotation that names the Google service account to act as."""
IGNORE_ANNOTATION = "wi-lint.dev/ignore."
"""How the key of an annotation begins that wi-lint itself obeys; a rule's name follows."""


class Fact(Struct, frozen=True, eq=False, kw_only=True, tag=True, tag_field="fact", array_like=True):
    """The base of all facts. `at`: the place that names the resource, on one line."""

    unit: Unit
    address: str
    at: Span


class Annotation(Struct, frozen=True, eq=False, kw_only=True):
    """A key of `metadata.annotations` or `metadata.labels`, and its value."""

    key: str
    key_at: Span
    value: Text
