"""The four answers to a question of existence. Only `Missing` is a proof of absence."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

F_co = TypeVar("F_co", covariant=True)


class Found(Struct, Generic[F_co], frozen=True, eq=False):
    """It is here."""

    fact: F_co


class Missing(Struct, Generic[F_co], frozen=True, eq=False):
    """It is not here, and would be if it existed. `nearest`: what may have been meant."""

    nearest: F_co | None = None


class Undecided(Struct, tag=True, frozen=True, eq=False):
    """A value that these files do not tell might be the one."""

    why: str


class Unseen(Struct, tag=True, frozen=True, eq=False):
    """Nothing of the kind was read: it may well be elsewhere."""

    why: str


ELSEWHERE = "the configuration says that it is set up elsewhere"
"""The doubt about what the user says is none of these files' business."""

Answer = Found[F_co] | Missing[F_co] | Undecided | Unseen
Doubt = Undecided | Unseen
