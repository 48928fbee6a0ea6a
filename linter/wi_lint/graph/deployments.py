"""What is deployed together: whether two units meet in one cluster, or are one thing in two environments."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import product

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
            return one != other and self._are_copies(one, other)
        stages = _stages(one), _stages(other)
        if all(stages) and all(_differ(*pair) for pair in product(*stages)):
            return True
        left, right = _parting(one, other)
        beside = _beside(left), _beside(right)
        return beside[0] is not None and beside[1] is not None and _differ(beside[0], beside[1])

    def _may_meet(self, one: Unit, other: Unit) -> bool:
        return not (
            self.are_apart(one, other) or self._are_copies(one, other) or self._are_parted(one, other)
        )

    def _are_copies(self, one: Unit, other: Unit) -> bool:
        """Whether two units deploy one workload, or annotate one account with different Google accounts."""
        if not self._workloads.get(one, _NOTHING).isdisjoint(self._workloads.get(other, _NOTHING)):
            return True
        there = self._annotated.get(other, {})
        return any(
            there.get(account, google) != google for account, google in self._annotated.get(one, {}).items()
        )

    def _are_parted(self, one: Unit, other: Unit) -> bool:
        """Whether folders above two units part copies: `us` and `eu` of `us/apps` and `eu/apps`."""
        depth = shared_depth(one.folder, other.folder)
        left, right = one.folder.split("/"), other.folder.split("/")
        names = {*left[depth : depth + 1], *right[depth : depth + 1]}
        partings = self._partings.get(tuple(left[:depth]), ())
        return len(names) == 2 and any(names <= parting for parting in partings)

    @cached_property
    def _workloads(self) -> dict[Unit, set[_Place]]:
        """The workloads that each unit deploys as a whole; jobs come and go."""
        found: dict[Unit, set[_Place]] = defaultdict(set)
        for workload in self._store.every(Workload):
            if workload.kind not in ("Job", "Pod") and (place := _place(workload)):
                found[workload.unit].add((workload.kind, *place))
        return found

    @cached_property
    def _annotated(self) -> dict[Unit, dict[_Place, _Place]]:
        """The Google account that each unit annotates a Kubernetes one with."""
        found: dict[Unit, dict[_Place, _Place]] = defaultdict(dict)
        for account in self._store.every(KubernetesAccount):
            if (
                account.google is not None
                and not (account.partial or account.derived)
                and (place := _place(account))
            ):
                found[account.unit][place] = account.google.key
        return found

    @cached_property
    def _partings(self) -> dict[_Place, list[set[str]]]:
        """The names by which copies of a workload part below a folder, all behind them being equal."""
        units: dict[_Place, list[Unit]] = defaultdict(list)
        for unit, places in self._workloads.items():
            for place in places:
                units[place].append(unit)
        found: dict[_Place, list[set[str]]] = defaultdict(list)
        for folders in {
            frozenset(unit.folder for unit in several) for several in units.values() if several[1:]
        }:
            around: dict[tuple[_Place, _Place], set[str]] = defaultdict(set)
            for folder in folders:
                path = tuple(folder.split("/"))
                for depth, name in enumerate(path):
                    around[path[:depth], path[depth + 1 :]].add(name)
            for (above, _), names in around.items():
                if len(names) > 1 and names not in found[above]:
                    found[above].append(names)
        return found


_Place = tuple[str, ...]
_NOTHING: set[_Place] = set()


def _place(fact: Workload | KubernetesAccount) -> _Place:
    """Where manifests or a chart deploy something, as far as it is known; a script may do so once more."""
    namespace, name = fact.namespace.known, fact.name.known
    is_known = namespace is not None and name is not None and fact.unit.kind in ("manifests", "helm")
    return (namespace or "", name or "") if is_known else ()


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
