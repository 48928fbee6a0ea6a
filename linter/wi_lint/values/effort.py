"""What rules may weigh: comparisons are counted while a rule runs, so that none compares all with all.

Questions of the graph are looked up; where nothing but a walk answers one (names that are known in part, a
thousand declarations of one object), each step of it is counted here. The count is the share of one rule, so
that none starves another; who asks first for an answer that is kept pays for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

from msgspec import Struct

from wi_lint.source import Span

L = TypeVar("L", bound=Sized)


class Placed(Protocol):
    """Something that is written somewhere: a text, a fact."""

    @property
    def at(self) -> Span: ...


class TooMuch(Exception):
    """More was weighed than one rule may. `about`: what was weighed last."""

    def __init__(self, about: Placed | None) -> None:
        super().__init__("more was compared than one rule may compare")
        self.about = about


class _Purse(Struct):
    left: int
    about: Placed | None = None


_PURSE: ContextVar[_Purse | None] = ContextVar("purse", default=None)


@contextmanager
def limited(steps: int) -> Iterator[None]:
    """Within it, no more than some steps are weighed. Raises `TooMuch`."""
    token = _PURSE.set(_Purse(steps))
    try:
        yield
    finally:
        _PURSE.reset(token)


def weigh(about: Placed | None = None, steps: int = 1) -> None:
    """Count what is weighed. Raises `TooMuch` where it is more than is allowed; outside rules, all is."""
    purse = _PURSE.get()
    if purse is None:
        return
    purse.left -= steps
    purse.about = about or purse.about
    if purse.left < 0:
        raise TooMuch(purse.about)


def weighed(found: L) -> L:
    """Some facts, as they are handed to who walks over them: eight are a comparison. Raises `TooMuch`."""
    weigh(steps=1 + len(found) // 8)
    return found
