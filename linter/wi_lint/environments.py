"""Environments: what folders are called in which one thing is deployed in several states.

`dev` and `prod` in one repository are two clusters, or two states of one. What is read of the one and taken
for the other is a false alarm, or an excuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from wi_lint.bounds import MAX_COMPARED
from wi_lint.unit import Unit, nearest

T = TypeVar("T")

_STAGES = {
    **dict.fromkeys(("prod", "production", "prd"), "prod"),
    **dict.fromkeys(("stage", "staging", "stg", "preprod", "preproduction"), "staging"),
    **dict.fromkeys(("dev", "develop", "development"), "dev"),
    **dict.fromkeys(("nonprod", "nonproduction"), "nonprod"),
}
"""What folders of environments are called wherever they stand, and which of them are one."""
_OTHERS = {
    **dict.fromkeys(("acceptance", "acc", "uat"), "acceptance"),
    **dict.fromkeys(("test", "testing", "qa", "int", "integration", "ci"), "test"),
    **dict.fromkeys(("sandbox", "sbx"), "sandbox"),
    **dict.fromkeys(("demo", "preview", "canary", "perf", "local"), "other"),
}
"""Names that are an environment's beside another one, and as often something else: `ci/deploy.sh`."""
_PLAIN = frozenset({"uat", "qa", "sandbox", "sbx", "canary", "preview"})
"""Those of them that mean an environment inside a longer name too."""
_HYPHENED = re.compile(r"\b(pre|non)[-_](?=prod)")
_NUMBERED = re.compile(r"([a-z]+)([0-9]*)")
_Environment = tuple[str, str]
"""What it is called, and its number: `("prod", "2")`."""


def are_apart(one: Unit, other: Unit) -> bool:
    """Whether the folders of two units are surely called after two environments.

    `dev` and `prod` are two wherever they stand; and so are any two names of environments, such as `test` and
    `demo-2`, that stand beside each other. `nonprod` may be any of them but `prod`.
    """
    stages = _stages(one), _stages(other)
    if all(stages) and all(_differ(*pair) for pair in product(*stages)):
        return True
    left, right = map(_beside, _parting(one, other))
    return left is not None and right is not None and _differ(left, right)


@lru_cache(maxsize=10_000)
def names_environment(name: str) -> bool:
    """Whether a name speaks of an environment that is not production."""
    return any(word[0] != "prod" for word in _words(name))


def is_called_after(name: str, one: Unit, production: Unit) -> bool:
    """Whether a name, such as a project's, is that of the environment of one unit, and not of production.

    `production`: a unit that parts from the first one by a folder that is called so; else no is the answer.
    """
    left, right = map(_beside, _parting(one, production))
    if left is None or right is None or right[0] != "prod" or not _differ(left, right):
        return False
    # an account and its project are called by themselves: `shop-staging@acme-prod` is staging's
    halves = [list(_words(half)) for half in name.split("@")]
    return any(
        any(not _differ(word, left) for word in words) and all(_differ(word, right) for word in words)
        for words in halves
    )


def is_of_own(name: str, unit: Unit) -> bool:
    """Whether a name, such as a project's, speaks of the environment of a unit, as its folder does."""
    stages = _stages(unit)
    return any(word in stages for word in _words(name))


def _words(name: str) -> Iterator[_Environment]:
    """The environments that a name speaks of; not by words that mean something else as often."""
    for word in re.findall(r"[a-z]+", _HYPHENED.sub(r"\1", name.lower())):
        found = _STAGES.get(word) or (_OTHERS[word] if word in _PLAIN else None)
        if found is not None:
            yield found, ""


class Nearest(Generic[T]):
    """Things that are called alike, asked for those that a unit means."""

    def __init__(self) -> None:
        self._by_unit: dict[Unit, list[T]] = {}
        self._asked: dict[Unit, list[T]] = {}

    def add(self, unit: Unit, thing: T) -> None:
        """Put something with the others, which belongs to a unit."""
        self._by_unit.setdefault(unit, []).append(thing)
        self._asked.clear()

    def of(self, unit: Unit) -> list[T]:
        """Those of a unit itself, else the nearest that are of no other environment.

        None of very many, of which nobody can tell which is meant.
        """
        if unit not in self._asked:
            self._asked[unit] = self._by_unit.get(unit) or self._around(unit)
        return self._asked[unit]

    def _around(self, unit: Unit) -> list[T]:
        if len(self._by_unit) > MAX_COMPARED:
            return []
        here = (one for one in self._by_unit if not are_apart(one, unit))
        return [thing for one in nearest(here, unit, lambda one: one) for thing in self._by_unit[one]]


def _parting(one: Unit, other: Unit) -> tuple[str, str]:
    """The names of the first folders in which two units differ, or of the variants of one folder."""
    left, right = _folders(one), _folders(other)
    depth = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    return ("", "") if depth is None else (left[depth], right[depth])


@lru_cache(maxsize=10_000)  # units are compared in pairs
def _folders(unit: Unit) -> list[str]:
    """The folders of a unit, and the file that sets its environment; of a script, whose file says nothing."""
    variant = [] if unit.kind in ("script", "document") or not unit.variant else [unit.variant]
    return [_HYPHENED.sub(r"\1", folder.lower()) for folder in (*unit.folder.split("/"), *variant)]


@lru_cache(maxsize=10_000)
def _stages(unit: Unit) -> set[_Environment]:
    """The stages that folders of a unit are called after."""
    return {(stage, "") for folder in _folders(unit) if (stage := _STAGES.get(folder.rstrip("0123456789")))}


@lru_cache(maxsize=10_000)
def _beside(folder: str) -> _Environment | None:
    """The environment that a folder is called after, where another one stands beside it."""
    whole = _NUMBERED.fullmatch(folder)
    if whole is not None and (name := _STAGES.get(whole[1]) or _OTHERS.get(whole[1])):
        return name, whole[2]
    words = (_NUMBERED.fullmatch(word) for word in re.findall(r"[a-z0-9]+", folder))
    return next(((_STAGES[word[1]], word[2]) for word in words if word and word[1] in _STAGES), None)


def _differ(one: _Environment, other: _Environment) -> bool:
    """Whether two environments are surely two: `prod` may be `prod-1`, and `nonprod` any but `prod`."""
    if one[0] != other[0]:
        return "nonprod" not in (one[0], other[0]) or "prod" in (one[0], other[0])
    return bool(one[1] and other[1]) and one[1] != other[1]
