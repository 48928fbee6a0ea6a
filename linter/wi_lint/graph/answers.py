"""The four answers to a question of existence. Only `Missing` is a proof of absence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

F = TypeVar("F")


@dataclass(frozen=True, slots=True, eq=False)
class Found(Generic[F]):
    """It is here."""

    fact: F


@dataclass(frozen=True, slots=True, eq=False)
class Missing(Generic[F]):
    """It is not here, and would be if it existed. `nearest`: what may have been meant."""

    nearest: F | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Undecided:
    """A value that these files do not tell might be the one."""

    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Unseen:
    """Nothing of the kind was read: it may well be elsewhere."""

    why: str


ELSEWHERE = "the configuration says that it is set up elsewhere"
"""The doubt about what the user says is none of these files' business."""

Answer = Found[F] | Missing[F] | Undecided | Unseen
Doubt = Undecided | Unseen
