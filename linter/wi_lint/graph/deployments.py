"""What is deployed together: whether two units meet in one cluster, or are one thing in two environments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, product

from wi_lint.facts import KubernetesAccount, Workload
from wi_lint.graph.store import FactStore
from wi_lint.unit import Unit, shared_depth

_STAGES = {
    **dict.fromkeys(("prod", "production", "prd"), "prod"),
    **dict.fromkeys(("stage", "staging", "stg", "preprod"), "staging"),
    **dict.fromkeys(("dev", "develop", "development"), "dev"),
    "nonprod": "nonprod",
}
"""What folders of environments are called wherever they stand, and which of them are one."""
_OTHERS = {
    **dict.fromkeys(("acceptance", "acc", "uat"), "acceptance"),
    **dict.fromkeys(("test", "testing", "qa", "int", "integration", "ci"), "test"),
    **dict.fromkeys(("sandbox", "sbx"), "sandbox"),
    **dict.fromkeys(("demo", "preview", "canary", "perf", "local"), "other"),
}
"""Names that are an environment's beside another one, and as often something else: `ci/deploy.sh`."""
_HYPHENED = re.compile(r"\b(pre|non)[-_](?=prod)")
_NUMBERED = re.compile(r"([a-z]+)([0-9]*)")
MAX_COPIES = 40
"""Most units that deploy one object of which each two are compared."""

_Environment = tuple[str, str]
"""What it is called, and its number: `("prod", "2")`."""


class Deployments:
    """Whether units are deployed together."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._asked: dict[tuple[Unit, Unit], bool] = {}

    def are_together(self, one: Unit, other: Unit) -> bool:
        """Whether what two units deploy may meet: one unit, units that the user ties, or no two environments.

        They are two environments where they are apart; where both deploy the same object, since nobody
        deploys one twice; and where folders above them do.
        """
        if one == other or self._store.declared.tied(one.folder, other.folder):
            return True
        if (one, other) not in self._asked:
            self._asked[one, other] = self._asked[other, one] = self._may_meet(one, other)
        return self._asked[one, other]

    def are_apart(self, one: Unit, other: Unit) -> bool:
        """Whether two units are surely two environments, or installations of one chart that make one thing.

        Folders called `dev` and `prod` are, wherever they stand; and any two names of environments, such as
        `test` and `demo-2`, that stand beside each other. `nonprod` may be any of them but `prod`.
        """
        if one.number and other.number and one.folder == other.folder:
            return frozenset((one, other)) in self._copies
        stages = _stages(one), _stages(other)
        if all(stages) and all(_differ(*pair) for pair in product(*stages)):
            return True
        left, right = _parting(one, other)
        beside = _beside(left), _beside(right)
        return beside[0] is not None and beside[1] is not None and _differ(beside[0], beside[1])

    def _may_meet(self, one: Unit, other: Unit) -> bool:
        if self.are_apart(one, other) or frozenset((one, other)) in self._copies:
            return False
        depth = shared_depth(one.folder, other.folder)
        return _parted_at(one.folder.split("/"), other.folder.split("/"), depth) not in self._parted

    @cached_property
    def _copies(self) -> set[frozenset[Unit]]:
        """Each two units that deploy one object, which are two environments of it."""
        found = (pair for units in self._deployed() for pair in combinations(units[:MAX_COPIES], 2))
        return {frozenset(pair) for pair in found if pair[0] != pair[1]}

    @cached_property
    def _parted(self) -> set[tuple[str, frozenset[str]]]:
        """The folders that part such copies, and what is below them: `us` and `eu` of `us/a` and `eu/a`."""
        found = set()
        for one, other in self._copies:
            depth = shared_depth(one.folder, other.folder)
            left, right = one.folder.split("/"), other.folder.split("/")
            if len(left) == len(right) > depth and left[depth + 1 :] == right[depth + 1 :]:
                found.add(_parted_at(left, right, depth))
        return found

    def _deployed(self) -> Iterator[list[Unit]]:
        """The units that deploy one workload, or annotate one account with different Google accounts."""
        workloads: dict[tuple[str, ...], dict[Unit, None]] = defaultdict(dict)
        for workload in self._store.every(Workload):
            if _is_deployed(workload) and workload.kind not in ("Job", "Pod"):  # those come and go
                place = workload.kind, workload.namespace.known or "", workload.name.known or ""
                workloads[place][workload.unit] = None
        yield from map(list, workloads.values())
        accounts: dict[tuple[str, str], dict[tuple[str, ...], Unit]] = defaultdict(dict)
        for account in self._store.every(KubernetesAccount):
            if _is_deployed(account) and account.google is not None and not account.derived:
                place_ = account.namespace.known or "", account.name.known or ""
                accounts[place_].setdefault(account.google.key, account.unit)
        yield from ([*one.values()] for one in accounts.values())


def _is_deployed(fact: Workload | KubernetesAccount) -> bool:
    """Whether manifests or a chart deploy something as a whole; a script may do so once more."""
    named = fact.namespace.known is not None and fact.name.known is not None
    partial = isinstance(fact, KubernetesAccount) and fact.partial
    return named and not partial and fact.unit.kind in ("manifests", "helm")


def _parted_at(left: list[str], right: list[str], depth: int) -> tuple[str, frozenset[str]]:
    """The folder above two others, and the names by which they part."""
    return "/".join(left[:depth]), frozenset((*left[depth : depth + 1], *right[depth : depth + 1]))


def _parting(one: Unit, other: Unit) -> tuple[str, str]:
    """The names of the first folders in which two units differ, or of the variants of one folder."""
    left, right = _folders(one), _folders(other)
    depth = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    return ("", "") if depth is None else (left[depth], right[depth])


def _folders(unit: Unit) -> list[str]:
    """The folders of a unit, and the file that sets its environment; of a script, whose file says nothing."""
    variant = [] if unit.kind in ("script", "document") or not unit.variant else [unit.variant]
    return [_HYPHENED.sub(r"\1", folder.lower()) for folder in (*unit.folder.split("/"), *variant)]


def _stages(unit: Unit) -> set[_Environment]:
    """The stages that folders of a unit are called after."""
    return {(stage, "") for folder in _folders(unit) if (stage := _STAGES.get(folder.rstrip("0123456789")))}


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
