"""Findings as the user sees them: ruled, reported once, fingerprinted, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.bounds import MAX_MESSAGE, MAX_SHOWN
from wi_lint.contract import Finding, Rule, Severity, Step
from wi_lint.graph.answers import Unseen
from wi_lint.repair import to_copy


class Result(Struct, frozen=True):
    """A finding, of a rule. `units`: those that it was found in; `more`: places that were left out."""

    rule: Rule
    finding: Finding
    fingerprint: str = ""
    units: tuple[str, ...] = ()
    more: int = 0
    override: Severity | None = None

    @property
    def severity(self) -> Severity:
        """The rule's, unless the configuration sets another."""
        return self.override or self.rule.severity


class Judged(Struct, frozen=True):
    """What is shown, and what could not be decided."""

    shown: list[Result] = field(default_factory=list)
    unsure: list[Result] = field(default_factory=list)


def judge(found: Iterable[tuple[Rule, Finding]], *, complete: bool) -> Judged:
    """Decide what is shown: a doubt holds a finding back, unless `complete` settles it."""
    results = [Result(rule, _shown(finding)) for rule, finding in found]
    shown = [r for r in results if _proved(r.finding, complete)]
    unsure = [r for r in results if not _proved(r.finding, complete)]
    return Judged(_fingerprinted(_reported(shown)), _reported(unsure))


def _reported(results: list[Result]) -> list[Result]:
    return _one_for_each_place(_once(sorted(results, key=_order)))


def _shown(finding: Finding) -> Finding:
    """A finding at one line, and of a length that can be read, whatever it quotes."""
    because = tuple(replace(step, note=_cut(step.note)) for step in finding.because)
    fix = finding.fix
    if fix is not None:
        is_long = len(fix.copy) > 10 * MAX_MESSAGE  # nobody copies that
        fix = replace(fix, copy="" if is_long else to_copy(fix.copy))
    return replace(finding, at=finding.at.one_line, message=_cut(finding.message), because=because, fix=fix)


def _cut(message: str) -> str:
    half = MAX_MESSAGE // 2
    return message if len(message) <= MAX_MESSAGE else f"{message[:half]} … {message[-half:]}"


def _proved(finding: Finding, complete: bool) -> bool:
    return finding.doubt is None or (complete and isinstance(finding.doubt, Unseen))


def _order(result: Result) -> tuple[tuple[str, int, int], str, str]:
    return result.finding.at.order, result.rule.id, result.finding.message


def _once(results: list[Result]) -> list[Result]:
    """One place, one sentence: reported once, with the units that it holds in."""
    kept: dict[tuple[object, ...], Result] = {}
    for result in results:
        finding = result.finding
        key = (result.rule.id, finding.at.order, finding.message)
        unit = finding.about.unit.title or "."
        first = kept.get(key)
        if first is None:
            kept[key] = replace(result, units=(unit,))
        elif unit not in first.units:
            kept[key] = replace(first, units=(*first.units, unit))
    return list(kept.values())


def _one_for_each_place(results: list[Result]) -> list[Result]:
    """One rule at one place: reported once, however many instances and objects what is written there makes.

    The others are counted and named, and their places shown. What says something else stays apart.
    """
    places: dict[tuple[object, ...], list[Result]] = {}
    for result in results:
        places.setdefault((result.rule.id, result.finding.at.order), []).append(result)
    return [told for first, *others in places.values() for told in _gathered(first, others)]


def _gathered(first: Result, others: list[Result]) -> Iterator[Result]:
    """One finding, and those of others that are not the same of something else."""
    named = [(other, _unlike(first.finding.message, other.finding.message)) for other in others]
    alike = [(other, name) for other, name in named if name is not None]
    yield _with_others(first, alike) if alike else first
    yield from (other for other, name in named if name is None)


def _with_others(first: Result, alike: list[tuple[Result, str]]) -> Result:
    finding = first.finding
    seen = {finding.at.order, *(step.at.order for step in finding.because)}
    steps: list[Step] = []
    for other, _ in alike:
        new = next((step for step in reversed(other.finding.because) if step.at.order not in seen), None)
        if new is not None and len(finding.because) + len(steps) < MAX_SHOWN:
            seen.add(new.at.order)
            steps.append(new)
    names = ", ".join(name for _, name in alike[:_NAMED])
    says = f"{finding.message}; and {len(alike)} more in the same way: {names}"
    says += " …" if len(alike) > _NAMED else ""
    told = replace(finding, message=_cut(says), because=(*finding.because, *steps))
    units = dict.fromkeys(unit for one in (first, *(other for other, _ in alike)) for unit in one.units)
    return replace(first, finding=told, units=tuple(units))


_NAMED = 4
"""Others at one place that are named."""
_NAME = 100
"""Characters of what is still a name, and no other sentence."""


def _unlike(one: str, other: str) -> str | None:
    """The words in which a sentence differs from another one; nothing where that is no name."""
    ours, theirs = one.split(" "), other.split(" ")
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
    ends = zip(reversed(ours[start:]), reversed(theirs[start:]), strict=False)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    unlike = theirs[start : len(theirs) - end]
    if not unlike or len(unlike) >= start + end:
        return None
    found = " ".join(unlike).strip(",.;:")
    return found if len(found) <= _NAME else unlike[0][:_NAME]


def folded(results: list[Result]) -> list[Result]:
    """One sentence at very many places: reported at the first, with the count."""
    counts = Counter((result.rule.id, result.finding.message) for result in results)
    kept: list[Result] = []
    first: dict[tuple[str, str], int] = {}
    for result in results:
        key = result.rule.id, result.finding.message
        if counts[key] <= MAX_SHOWN:
            kept.append(result)
        elif key not in first:
            first[key] = len(kept)
            kept.append(replace(result, more=counts[key] - 1))
        else:
            kept[first[key]] = _with_place(kept[first[key]], result)
    return kept


def _with_place(result: Result, other: Result) -> Result:
    because = result.finding.because
    if len(because) >= MAX_SHOWN:
        return result
    step = Step(other.finding.at, "and here")
    return replace(result, finding=replace(result.finding, because=(*because, step)))


def _fingerprinted(results: list[Result]) -> list[Result]:
    """Rule, file and subject make a fingerprint that survives reformatting."""
    from hashlib import sha256  # noqa: PLC0415 (dear, and most runs find nothing)

    seen: Counter[str] = Counter()
    made = []
    for result in results:
        finding = result.finding
        key = f"{result.rule.id}\0{finding.at.path}\0{finding.about.address}"
        seen[key] += 1
        counted = key if seen[key] == 1 else f"{key}\0{seen[key]}"
        made.append(
            replace(result, fingerprint=sha256(counted.encode("utf-8", "backslashreplace")).hexdigest()[:16])
        )
    return made
