"""Environments: what folders are called in which one thing is deployed in several states.

`dev` and `prod` in one repository are two clusters, or two states of one. What is read of the one and taken
for the other is a false alarm, or an excuse.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, product
from typing import Generic, TypeVar

from wi_lint.bounds import MAX_COMPARED
from wi_lint.lazy_re import regex
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
    **{name: name for name in ("demo", "preview", "canary", "perf", "local", "lab", "pilot", "edge")},
}
"""Names that are an environment's beside another one, and as often something else: `ci/deploy.sh`."""
_PLAIN = frozenset({"uat", "qa", "sandbox", "sbx", "canary", "preview"})
"""Those of them that mean an environment inside a longer name too."""
_REGIONS = frozenset(
    (
        "eu",
        "us",
        "uk",
        "de",
        "na",
        "sa",
        "au",
        "ca",
        "asia",
        "apac",
        "emea",
        "europe",
        "america",
        "east",
        "west",
    )
)
"""Words beside a stage by which one environment is told from another of the stage: `prod-eu`, `prod-us`."""
_HOLDERS = frozenset(("overlays", "environments", "environment", "envs", "env", "live", "clusters", "stages"))
"""What folders are called in which there is one for each environment."""
_HYPHENED = regex(r"\b(pre|non)[-_](?=prod)")
_NUMBERED = regex(r"([a-z]+)([0-9]*)")
_TAKEN = regex(r" \(([\w.-]+)\)$")
"""What a script's variant ends with that is run for one environment."""
_Environment = tuple[str, str]
"""What it is called, and its number or region: `("prod", "2")`, `("prod", "eu")`."""


_put: dict[str, str] = {}
"""The folders that the configuration puts into environments, with what those are called."""


def declare(environments: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Take what a configuration says of environments, for the run that begins: their names and folders.

    A unit in one of the folders is as one in a folder that is called so.
    """
    found = {folder: name.lower() for name, folders in environments for folder in folders}
    if found == _put:
        return
    _put.clear()
    _put.update(found)
    for remembered in (
        is_stage,
        _of_file,
        names_environment,
        _folders,
        _environments,
        _said,
        _called,
        _stages,
        _beside,
    ):
        remembered.cache_clear()


def _put_into(folder: str) -> str | None:
    """The environment that the configuration puts a folder into, or the nearest one around it."""
    while _put:
        if folder in _put:
            return _put[folder]
        if not folder:
            return None
        folder = folder.rpartition("/")[0]
    return None


def are_apart(one: Unit, other: Unit) -> bool:
    """Whether the folders of two units are surely called after two environments.

    `dev` and `prod` are two wherever they stand; and so are any two names of environments, such as `test` and
    `demo-2`, that stand beside each other. `nonprod` may be any of them but `prod`.
    """
    if one.variant != other.variant and (one.kind, one.folder) == (other.kind, other.folder):
        if one.kind == "script":  # of two that stand beside each other, `dev.sh` and `prod.sh`
            stages = {_STAGES.get(stage or "", stage) for stage in (_of_script(one), _of_script(other))}
            return None not in stages and len(stages) > 1
        return bool(one.variant and other.variant and one.kind in ("terraform", "manifests", "helm"))
    for said in (_stages, _said):
        found = said(one), said(other)
        if all(found) and all(_differ(*pair) for pair in product(*found)):
            return True
    left, right = map(_beside, _parting(one, other))
    return left is not None and right is not None and _differ(left, right)


def of_one_with(unit: Unit, things: Iterable[T], of: Callable[[T], Unit]) -> list[T]:
    """The things that are surely of the environment of a unit: its own, or those called after it.

    `preprod` is another word for `staging` where nothing is called `preprod`.
    """
    found = [one for one in things if of(one) == unit or _are_together(of(one), unit)]
    words = _called(unit)
    return [one for one in found if of(one) == unit or words & _called(of(one))] or found


def _are_together(one: Unit, other: Unit) -> bool:
    return bool(_environments(one) & _environments(other)) and not are_apart(one, other)


def environment_of(unit: Unit) -> tuple[str, str] | None:
    """What the environment of a unit is called, and what says so, for people; nothing where nothing does."""
    if (put := _put_into(unit.folder)) is not None:
        return put, "the configuration"
    if (taken := _TAKEN.search(unit.variant)) is not None and unit.kind == "script":
        return taken[1], "what the script is run for"
    if unit.variant and unit.kind not in ("script", "document"):
        is_path = "/" in unit.variant or "." in unit.variant
        why = f"'{unit.variant}'" if is_path else "what its values are chosen by"
        return stem_of(unit.variant), why
    for around, folder in pairwise(["", *unit.folder.split("/")]):
        is_sure = around in _HOLDERS or _STAGES.get(folder.lower().rstrip("0123456789")) is not None
        if is_sure and _beside(_HYPHENED.sub(r"\1", folder.lower())) is not None:
            return folder, f"the folder '{folder}'"
    return None


def _of_script(unit: Unit) -> str | None:
    """The environment that a script is run for, or is called: `prod.sh`, and not `deploy-prod.sh`."""
    if (taken := _TAKEN.search(unit.variant)) is not None:
        return taken[1]
    stem, _, ending = posixpath.basename(unit.variant).rpartition(".")
    return stem.lower() if ending in ("sh", "bash") and stem.lower() in _STAGES else None


def file_stem(name: str) -> str:
    """What a file is called by, as `prod` of `prod.tfvars`, `x.tfvars.prod` and `terraform.prod.tfvars`."""
    first, *rest = name.split(".")
    if "tfvars" in rest[:-1] and rest[-1] != "json":
        return rest[-1]
    return rest[0] if first == "terraform" and "tfvars" in rest[1:] else first


def stem_of(variant: str) -> str:
    """What an environment is called by the file that sets it, or its folder where that says more."""
    if (taken := _TAKEN.search(variant)) is not None:
        return taken[1]
    *folders, name = variant.split("/")
    stem = file_stem(name)
    return folders[-1] if folders and stem in ("terraform", "values", "common", "inputs") else stem


def called_after(*paths: str) -> str:
    """What the environment is called that the first of some files or names is called after; else nothing.

    >>> called_after("charts/app/values.yaml", "charts/app/values-prod-eu.yaml")
    'prod-eu'
    """
    for path in paths:
        for piece in reversed(path.lower().split("/")):
            stem = re.sub(r"^(?:values|config|params)[-_.]|\.(?:ya?ml|json)$", "", piece)
            if _of_file(stem) is not None:
                return stem.split(".", 1)[0]
    return ""


def differ_in_stage(one: Unit, other: Unit) -> bool:
    """Whether more than a number or a region, as of `prod-eu` and `prod-us`, tells two units apart."""
    left, right = ({stage for stage, _ in _environments(unit)} for unit in (one, other))
    return not (left and right) or left.isdisjoint(right)


def is_of_production(unit: Unit) -> bool:
    """Whether a folder or a file of a unit is called after production."""
    return any(stage == "prod" for stage, _ in _environments(unit))


@lru_cache(maxsize=10_000)
def is_stage(name: str) -> bool:
    """Whether a name is that of an environment where it stands beside others, or has it as a word."""
    return _beside(_HYPHENED.sub(r"\1", name.lower())) is not None


def are_one(one: str, other: str) -> bool:
    """Whether two names, of a file or a workspace, are those of one environment."""
    left, right = _of_file(one), _of_file(other)
    return one == other or (left is not None and left == right)


@lru_cache(maxsize=10_000)
def _of_file(path: str) -> _Environment | None:
    """The environment that a file of values, or a folder around it, is called after: `backend-perf.hcl`."""
    *folders, name = _HYPHENED.sub(r"\1", path.lower()).split("/")
    for piece in (file_stem(name), *reversed(folders)):
        if (found := _beside(piece)) is not None:
            return found
        words = (_NUMBERED.fullmatch(word) for word in re.findall(r"[a-z0-9]+", piece))
        other = next(((_OTHERS[word[1]], word[2]) for word in words if word and word[1] in _OTHERS), None)
        if other is not None:
            return other
    return None


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
    """Whether a name, such as a project's, speaks of the environment that a unit is surely of."""
    stages = {stage for stage, _ in _said(unit)}
    return any(stage in stages for stage, _ in _words(name))


def part_alike(name: str, other: str, unit: Unit, sibling: Unit) -> bool:
    """Whether two names part as two units do: `shop-ap` and `shop-us` as `clusters/ap` and `clusters/us`."""
    here, there = (set(re.findall(r"[a-z0-9]+", step)) for step in _parting(unit, sibling))
    own, others = (set(re.findall(r"[a-z0-9]+", one.lower())) for one in (name, other))
    return not (here - there).isdisjoint(own - others) and not (there - here).isdisjoint(others - own)


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

    def only(self) -> list[T]:
        """The one that there is of all environments; none where there are several."""
        every = [thing for things in self._by_unit.values() for thing in things]
        return every if len(every) == 1 else []

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
    if (put := _put_into(unit.folder)) is not None:
        return ["environments", put]
    variant = [unit.variant] if unit.variant and unit.kind not in ("script", "document") else []
    if unit.kind == "script" and (taken := _TAKEN.search(unit.variant)) is not None:
        variant = [taken[1]]
    return [_HYPHENED.sub(r"\1", folder.lower()) for folder in (*unit.folder.split("/"), *variant)]


@lru_cache(maxsize=10_000)
def _environments(unit: Unit) -> frozenset[_Environment]:
    """What folders of a unit, and its variant, are called after."""
    return frozenset(found for folder in _folders(unit) if (found := _beside(_stem(folder))) is not None)


@lru_cache(maxsize=10_000)
def _said(unit: Unit) -> frozenset[_Environment]:
    """The environments that a unit is surely of: by its variant, and by folders that stand for some."""
    folders = _folders(unit)
    named = [folder for around, folder in pairwise(folders) if around in _HOLDERS]
    has_variant = unit.kind == "script" and _TAKEN.search(unit.variant) is not None
    has_variant |= bool(unit.variant) and unit.kind not in ("script", "document")
    variant = folders[-1:] if has_variant else []
    said = (found for folder in (*named, *variant) if (found := _beside(_stem(folder))) is not None)
    return frozenset(said) | _stages(unit)


def _stem(variant: str) -> str:
    """What a file of values is called, or its folder where that says more."""
    *folders, name = variant.split("/")
    stem = file_stem(name)
    return next((one for one in (stem, *reversed(folders)) if _beside(one) is not None), stem)


@lru_cache(maxsize=10_000)
def _called(unit: Unit) -> frozenset[str]:
    """The words in the folders of a unit that are environments, as they are written."""
    words = (word for folder in _folders(unit) for word in re.findall(r"[a-z]+", folder))
    return frozenset(word for word in words if word in _STAGES or word in _OTHERS)


@lru_cache(maxsize=10_000)
def _stages(unit: Unit) -> frozenset[_Environment]:
    """The stages that folders of a unit are called after."""
    stages = (_STAGES.get(folder.rstrip("0123456789")) for folder in _folders(unit))
    return frozenset((stage, "") for stage in stages if stage)


@lru_cache(maxsize=10_000)
def _beside(folder: str) -> _Environment | None:
    """The environment that a folder is called after, where another one stands beside it."""
    if folder in _put.values():
        return folder, ""
    whole = _NUMBERED.fullmatch(folder)
    if whole is not None and (name := _STAGES.get(whole[1]) or _OTHERS.get(whole[1])):
        return name, whole[2]
    words = re.findall(r"[a-z0-9]+", folder)
    found = (_NUMBERED.fullmatch(word) for word in words)
    region = next((word for word in words if word in _REGIONS), "")
    return next(
        ((_STAGES[word[1]], word[2] or region) for word in found if word and word[1] in _STAGES), None
    )


def _differ(one: _Environment, other: _Environment) -> bool:
    """Whether two environments are surely two: `prod` may be `prod-1`, and `nonprod` any but `prod`."""
    if one[0] != other[0]:
        return "nonprod" not in (one[0], other[0]) or "prod" in (one[0], other[0])
    return bool(one[1] and other[1]) and one[1] != other[1]
