"""Findings as the user sees them: ruled, reported once, fingerprinted, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.bounds import MAX_MESSAGE, MAX_SHOWN
from wi_lint.contract import Finding, Rule, Severity, Step
from wi_lint.graph.answers import Unseen


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
    return Judged(_fingerprinted(_once(sorted(shown, key=_order))), _once(sorted(unsure, key=_order)))


def _shown(finding: Finding) -> Finding:
    """A finding at one line, and of a length that can be read, whatever it quotes."""
    because = tuple(replace(step, note=_cut(step.note)) for step in finding.because)
    fix = finding.fix
    if fix is not None and len(fix.copy) > 10 * MAX_MESSAGE:  # nobody copies that
        fix = replace(fix, copy="")
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
