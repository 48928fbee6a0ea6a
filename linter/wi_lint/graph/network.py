"""What pods may reach: network policies, judged together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, reduce
from ipaddress import ip_address, ip_network
from itertools import chain, product

from msgspec import Struct

from wi_lint.bounds import MAX_POLICIES
from wi_lint.facts import Egress, NetworkPolicy, Selector, Workload
from wi_lint.graph.bindings import both
from wi_lint.graph.clusters import Clusters
from wi_lint.graph.deployments import Deployments
from wi_lint.graph.store import FactStore
from wi_lint.source import Span
from wi_lint.values import Match, Text, compare, known, weigh

_NOT = {Match.SAME: Match.DIFFERENT, Match.DIFFERENT: Match.SAME}
_OF_NAMESPACE = frozenset({"projectcalico.org/namespace", "io.kubernetes.pod.namespace"})
_OF_ACCOUNT = frozenset({"projectcalico.org/serviceaccount", "io.cilium.k8s.policy.serviceaccount"})
"""Labels that pods have from where they are, and from what they run as."""
_GIVEN = frozenset(
    {"job-name", "controller-uid", "pod-template-hash", "controller-revision-hash", "pod-index", "pod-name",
     "job-completion-index"}
)  # fmt: skip
"""Labels, without what stands before a slash, that controllers give to the pods that they make."""


class Policies(Struct, frozen=True):
    """The policies that surely select a workload's pods and speak of egress, and all that may."""

    sure: list[NetworkPolicy]
    every: list[NetworkPolicy]

    def closing(self, address: str, port: int) -> NetworkPolicy | None:
        """The policy that surely keeps the pods from an address; nothing where they may reach it.

        The first rule that fits decides. Of policies of one order nobody knows which is the first.
        """
        denials = [
            _Place(policy, index)
            for policy in self.sure
            for index, rule in _fitting(policy, address, port, surely=True)
            if rule.denies
        ]
        for policy in self.every:
            for index, rule in _fitting(policy, address, port, surely=False):
                place = _Place(policy, index)
                weigh(policy, len(denials))
                if not rule.denies and not any(denial.is_before(place) for denial in denials):
                    return None
        first = min(denials, key=lambda place: place.rank, default=None)
        return first.policy if first is not None else self.closes

    @property
    def closes(self) -> NetworkPolicy | None:
        """A policy that surely closes what none allows."""
        return next((policy for policy in self.sure if policy.closes), None)

    def cut(self, address: str) -> Span | None:
        """What takes an address out of what is otherwise allowed: an `except`, or a rule that denies."""
        for policy in self.sure:
            for rule in policy.egress or ():
                blocks = rule.blocks or ()
                if rule.denies and any(contains(block.cidr, address) for block in blocks):
                    return rule.at
                for block in blocks:
                    for cut in block.excepts:
                        if not rule.denies and contains(cut, address):
                            return cut.origin
        return None

    @property
    def opens(self) -> bool:
        """Whether some rule allows something."""
        return any(not rule.denies for policy in self.every for rule in policy.egress or ())

    @property
    def resolves(self) -> bool:
        """Whether the policies, taken together, may let pods resolve names."""
        return any(rule.dns and not rule.denies for policy in self.every for rule in policy.egress or ())


class _Place(Struct, frozen=True):
    """Where a rule stands in the order in which rules are asked."""

    policy: NetworkPolicy
    index: int

    @property
    def rank(self) -> tuple[float, int]:
        return self.policy.order, self.index

    def is_before(self, other: _Place) -> bool:
        """Whether it is surely asked first."""
        if self.policy is other.policy:
            return self.index < other.index
        return self.policy.order < other.policy.order


class Network:
    """What network policies let pods reach: those of one deployment are weighed together."""

    def __init__(self, store: FactStore, clusters: Clusters, deployments: Deployments) -> None:
        self._store = store
        self._clusters = clusters
        self._deployments = deployments

    @cached_property
    def _foreign(self) -> _ByPods:
        return _ByPods(policy for policy in self._store.every(NetworkPolicy) if policy.foreign)

    @cached_property
    def _weighed(self) -> _ByPods:
        return _ByPods(
            one
            for one in self._store.every(NetworkPolicy)
            if one.egress is not None
            and not one.foreign
            and not {one.dataplane_v2, self._clusters.dataplane_v2} >= {True, False}  # another dataplane's
        )

    def has_foreign_policies(self, workload: Workload) -> bool:
        """Whether policies of kinds that are not read may open to a workload what others close."""
        return any(
            self._is_there(policy, workload) is not Match.DIFFERENT
            for policy in self._foreign.around(workload)
        )

    def policies_of(self, workload: Workload) -> Policies:
        """The policies that decide what a workload's pods may reach; none where they are too many."""
        weighed = self._weighed.around(workload)
        if len(weighed) > MAX_POLICIES:
            says = f"more than {MAX_POLICIES} network policies may select these pods"
            self._store.exceeded("policies", workload, f"{says}: what they may reach is not known")
            return Policies([], weighed)
        answers = [
            (policy, both(self._is_there(policy, workload), selects(policy.selector, workload)))
            for policy in weighed
        ]
        return Policies(
            [policy for policy, answer in answers if answer is Match.SAME],
            [policy for policy, answer in answers if answer is not Match.DIFFERENT],
        )

    def _is_there(self, policy: NetworkPolicy, workload: Workload) -> Match:
        """Whether a policy is about the namespace of a workload, in the place where that is deployed."""
        if not self._deployments.are_together(policy.unit, workload.unit):
            return Match.DIFFERENT
        return Match.SAME if policy.everywhere else compare(policy.namespace, workload.namespace)


class _ByPods:
    """Policies by their namespace and one label of the pods that they select, as far as these are known."""

    def __init__(self, policies: Iterable[NetworkPolicy]) -> None:
        self._every = list(policies)
        self._places: dict[tuple[str | None, _Pair | None], list[int]] = defaultdict(list)
        for place, policy in enumerate(self._every):
            namespace = None if policy.everywhere else policy.namespace.known
            self._places[namespace, _pair(policy.selector)].append(place)

    def around(self, workload: Workload) -> list[NetworkPolicy]:
        """Those that may select a workload's pods, in their order; any may where its own are not known."""
        labels = [(key, value.known) for key, value in workload.labels.items()]
        if workload.namespace.known is None or any(value is None for _, value in labels):
            return self._every
        keys = product((workload.namespace.known, None), (*labels, None))
        return [self._every[place] for place in sorted(chain(*(self._places.get(key, ()) for key in keys)))]


_Pair = tuple[str, str | None]


def _pair(selector: Selector) -> _Pair | None:
    """A label that pods surely have which a selector takes."""
    if selector.negated:
        return None
    return next(
        ((key, value.known) for key, value in selector.labels.items() if value.known and not _is_given(key)),
        None,
    )


def _is_given(key: str) -> bool:
    """Whether a label may be one that pods have without its being written at them."""
    return key in _OF_NAMESPACE or key in _OF_ACCOUNT or key.rpartition("/")[2] in _GIVEN


def selects(selector: Selector, workload: Workload) -> Match:
    """Whether a selector takes a workload's pods."""
    weigh(workload, 1 + len(selector.labels) + len(selector.expressions))
    answers = [Match.SAME if selector.sure else Match.MAYBE]
    for key, wanted in selector.labels.items():
        found = _label(workload, key)
        none = Match.MAYBE if key.rpartition("/")[2] in _GIVEN else Match.DIFFERENT
        answers.append(compare(found, wanted) if found is not None else none)
    for key, operator, values in selector.expressions:
        found = _label(workload, key)
        given = found is None and key.rpartition("/")[2] in _GIVEN
        answers.append(Match.MAYBE if given else _expressed(found, operator, values))
    if selector.parts:
        answers.append(
            reduce(either if selector.either else both, (selects(one, workload) for one in selector.parts))
        )
    answer = reduce(both, answers)
    return _NOT.get(answer, Match.MAYBE) if selector.negated else answer


def either(one: Match, other: Match) -> Match:
    """Two comparisons of which one must hold."""
    if Match.SAME in (one, other):
        return Match.SAME
    return Match.DIFFERENT if one is other is Match.DIFFERENT else Match.MAYBE


def _label(workload: Workload, key: str) -> Text | None:
    """A label of a workload's pods, one that they are given by Calico or Cilium included."""
    if key in _OF_NAMESPACE:
        return workload.namespace
    if key in _OF_ACCOUNT:
        return workload.account if workload.account is not None else known("default", workload.at)
    return workload.labels.get(key)


def _expressed(found: Text | None, operator: str, values: frozenset[str]) -> Match:
    if operator in ("Exists", "DoesNotExist"):
        return Match.SAME if (found is not None) == (operator == "Exists") else Match.DIFFERENT
    test = _TESTS.get(operator)
    if test is None or (found is not None and found.known is None):
        return Match.MAYBE
    holds = found is not None and any(test(found.known or "", value) for value in values)
    return Match.SAME if holds != (operator == "NotIn") else Match.DIFFERENT


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "In": str.__eq__,
    "NotIn": str.__eq__,
    "Contains": str.__contains__,
    "StartsWith": str.startswith,
    "EndsWith": str.endswith,
}


def _fitting(policy: NetworkPolicy, address: str, port: int, surely: bool) -> Iterator[tuple[int, Egress]]:
    """The rules of a policy that are about an address, or that may be."""
    for index, rule in enumerate(policy.egress or ()):
        weigh(policy, 1 + len(rule.blocks or ()))
        if _fits(rule, address, port, surely):
            yield index, rule


def _fits(rule: Egress, address: str, port: int, surely: bool) -> bool:
    if surely and not rule.sure:
        return False
    if rule.ports is not None and not any(first <= port <= last for first, last in rule.ports):
        return False
    if rule.blocks is None:
        return True
    found = (True,) if surely else (True, None)
    cut = (True, None) if surely else (True,)
    return any(
        contains(block.cidr, address) in found
        and not any(contains(one, address) in cut for one in block.excepts)
        for block in rule.blocks
    )


def contains(cidr: Text, address: str) -> bool | None:
    """Whether a range holds an address; nothing where the range is not known."""
    return _contains(cidr.known or "?", address)


@lru_cache(maxsize=10_000)  # policies are asked for each pod that they select
def _contains(cidr: str, address: str) -> bool | None:
    try:
        return ip_address(address) in ip_network(cidr, strict=False)
    except ValueError:
        return None
