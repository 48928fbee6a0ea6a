"""What may be on at once, of what a module for others switches off by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import combinations

from wi_lint.contract import Finding, Rule
from wi_lint.facts import Fact, SwitchedOn
from wi_lint.graph import Graph
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.unit import Unit

_KEY = regex(r"\[[^\]]*\]")
_ADDRESS = regex(r"(?:module\.[\w-]+\.)*[a-z0-9_]+\.[\w-]+")
_By = frozenset[tuple[str, int, int]]


def _is_block(fact: Fact) -> bool:
    """Whether a fact is a block of Terraform, and not an object that one has made."""
    return _ADDRESS.fullmatch(_KEY.sub("", fact.address)) is not None


class Switches:
    """The switches of a graph in which all is on, and what each finding in it takes for on."""

    def __init__(self, awake: Graph) -> None:
        self._by: dict[tuple[Unit, str], _By] = {}
        self._heads: dict[str, list[tuple[int, Unit, str]]] = defaultdict(list)
        for one in awake.every(SwitchedOn):
            self._by[one.unit, _KEY.sub("", one.address)] = one.by
        for fact in awake.facts:
            if _is_block(fact):
                self._heads[fact.at.path].append((fact.at.start, fact.unit, fact.address))
        for heads in self._heads.values():
            heads.sort(key=lambda head: head[0])

    def go_together(self, rule: Rule, finding: Finding) -> bool:
        """Whether one switch is enough for all that a finding speaks of, or each is a further one.

        Two that are switched on by themselves may exclude one another. What is said of one text alone is said
        where it stands in the block itself: a local value may be there for what is off.
        """
        about = finding.about
        own = (about.unit, about.address) if _is_block(about) else self._head(about.at)
        if rule.alone and self._head(finding.at) != own:
            return False
        heads = (own, *(self._head(step.at) for step in finding.because))
        several = {self._of(*head) for head in heads if head is not None}
        return all(one <= other or other <= one for one, other in combinations(several, 2))

    def _head(self, at: Span) -> tuple[Unit, str] | None:
        """The block that a place is in: the last that begins before it in its file."""
        heads = self._heads.get(at.path, [])
        number = bisect_right(heads, at.start, key=lambda head: head[0]) - 1
        return heads[number][1:] if number >= 0 else None

    def _of(self, unit: Unit, address: str) -> _By:
        """What has to be on for something: by its own switches, and by those of the calls around it."""
        found: _By = frozenset()
        words = _KEY.sub("", address).split(".")
        for count in range(2, len(words) + 1, 2):
            found |= self._by.get((unit, ".".join(words[:count])), frozenset())
        return found
