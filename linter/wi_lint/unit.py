"""Units: what is deployed by itself, and what each fact belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar, get_args

from msgspec import Struct

T = TypeVar("T")
Kind = Literal["terraform", "manifests", "helm", "script", "document"]
"""What is deployed by itself, by the language that it is written in."""
KINDS: tuple[Kind, ...] = get_args(Kind)


class Unit(Struct, frozen=True):
    """A Terraform root module, a folder of manifests or an overlay, a Helm release, a script, or a guide.

    `folder` is where it lives, relative to the root; names of holes are qualified by `name`.
    """

    kind: Kind
    folder: str
    variant: str = ""
    """Which of several environments of the folder, by the file that sets it."""
    number: int = 0
    """Which of several installations of one chart that are written in the folder."""
    awake: bool = False
    """Whether it is what a root module would make if all were on that its own defaults switch off."""

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.title}#{self.number}" if self.number else f"{self.kind}/{self.title}"

    @property
    def title(self) -> str:
        """For people: the folder, and its environment."""
        return f"{self.folder or '.'} ({self.variant})" if self.variant else self.folder


def nearest(candidates: Iterable[T], unit: Unit, of: Callable[[T], Unit]) -> list[T]:
    """Those of a unit itself, else those whose folder shares the most with its own."""
    ranked = [(of(one) == unit, shared_depth(of(one).folder, unit.folder), one) for one in candidates]
    best = max((rank[:2] for rank in ranked), default=None)
    return [one for own, depth, one in ranked if (own, depth) == best]


def are_siblings(left: str, right: str) -> bool:
    """Whether two folders lie side by side, or one lies directly in the other.

    >>> are_siblings("k8s/accounts", "k8s/apps"), are_siblings("k8s", "k8s/apps"), are_siblings("a/b", "c/b")
    (True, True, False)
    """
    deepest = max(len(one.split("/")) if one else 0 for one in (left, right))
    return deepest - shared_depth(left, right) <= 1


def shared_depth(left: str, right: str) -> int:
    """How many leading folders two paths share.

    >>> shared_depth("a/b/c", "a/b/d"), shared_depth("a", "b")
    (2, 0)
    """
    depth = 0
    for one, other in zip(left.split("/"), right.split("/"), strict=False):
        if one != other or not one:
            break
        depth += 1
    return depth
