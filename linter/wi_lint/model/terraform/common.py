"""What every reader of resources needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wi_lint.compose.terraform import Resource
from wi_lint.facts import Fact
from wi_lint.grammar import with_holes
from wi_lint.values import Text

Reader = Callable[[Resource], Iterator[Fact]]
"""The facts of one resource."""


def clean(resource: Resource, value: Text) -> Text:
    """A text in which placeholders are holes."""
    return with_holes(value, resource.module.unit.name)
