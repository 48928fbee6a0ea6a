"""How each chain was judged: what the graph answers, and what rules say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from wi_lint.contract import Finding, Rule, Severity
from wi_lint.facts import Fact, Grant
from wi_lint.graph import Graph
from wi_lint.graph.answers import Answer, Found, Missing, Undecided, Unseen
from wi_lint.graph.chains import Chain
from wi_lint.graph.links import Link
from wi_lint.source import Span

Said = tuple[Rule, Finding]


class Standing(StrEnum):
    """How a chain, or a link of one, was judged: the worst first."""

    BROKEN = "broken"
    UNDECIDED = "cannot tell"
    ELSEWHERE = "not in these files"
    WHOLE = "whole"


class JudgedLink(Struct, frozen=True):
    """One link: how it stands, and which rules say so, or why nobody can tell."""

    link: Link
    standing: Standing
    rules: tuple[str, ...] = ()
    why: str = ""

    def __str__(self) -> str:
        return f"{self.link} {self.standing}" + (
            f" ({told})" if (told := ", ".join(self.rules) or self.why) else ""
        )


class JudgedChain(Struct, frozen=True):
    """One chain, with the links that do not simply hold."""

    about: Fact
    links: tuple[JudgedLink, ...]

    @property
    def standing(self) -> Standing:
        """That of its worst link; whole where every link holds."""
        order = list(Standing)
        return min((one.standing for one in self.links), key=order.index, default=Standing.WHOLE)

    def __str__(self) -> str:
        said = "; ".join(map(str, self.links)) or str(Standing.WHOLE)
        return f"{self.about.address} ({self.about.at.path}:{self.about.at.line}): {said}"


def judged(graph: Graph, said: Iterable[Said]) -> Iterator[JudgedChain]:
    """Every chain of a graph, under all that rules said before anything was ignored."""
    reported = _Reported(said)
    for chain in graph.chains.every():
        yield JudgedChain(chain.about, tuple(_links(chain, reported)))


class _Reported:
    """What rules with a link say, by what it is about, and by the lines that it cites."""

    def __init__(self, said: Iterable[Said]) -> None:
        self._about: dict[Fact, list[Said]] = defaultdict(list)
        self._citing: dict[_Line, list[Said]] = defaultdict(list)
        for rule, finding in said:
            if rule.link is None or rule.severity is Severity.NOTE:
                continue
            self._about[finding.about].append((rule, finding))
            for step in finding.because:
                self._citing[_line(step.at)].append((rule, finding))

    def of(self, chain: Chain) -> Mapping[Link, list[Said]]:
        """What is said of the facts of a chain, by link."""
        found: dict[Link, list[Said]] = defaultdict(list)
        for fact in dict.fromkeys(chain.facts):
            for rule, finding in self._about.get(fact, ()):
                if rule.link is not None:
                    found[rule.link].append((rule, finding))
        return found

    def beyond(self, chain: Chain, answer: Missing[Fact]) -> list[Said]:
        """What is said at the other end of a broken link: one mistake is told once."""
        ends = [chain.about] if answer.nearest is None else [answer.nearest, chain.about]
        found = [one for fact in ends for one in self._about.get(fact, ())]
        about = chain.about
        places = (about.at, about.member_text.at) if isinstance(about, Grant) else (about.at,)
        return found or [one for at in places for one in self._citing.get(_line(at), ())]


_Line = tuple[str, int]


def _line(at: Span) -> _Line:
    return at.path, at.line


def _links(chain: Chain, reported: _Reported) -> Iterator[JudgedLink]:
    """The links that rules speak of or nobody can tell, in the order of the chain."""
    answers = {joint.link: joint.answer for joint in chain.joints}
    of = reported.of(chain)
    for link in Link:
        answer = answers.get(link)
        said = of.get(link) or (reported.beyond(chain, answer) if isinstance(answer, Missing) else [])
        if said:
            yield _reported(link, said)
        elif answer is not None:
            yield from _answered(link, answer)


def _reported(link: Link, said: list[Said]) -> JudgedLink:
    sure = sorted({rule.id for rule, finding in said if finding.doubt is None})
    if sure:
        return JudgedLink(link, Standing.BROKEN, tuple(sure))
    doubt = next(finding.doubt for _, finding in said if finding.doubt is not None)
    standing = Standing.ELSEWHERE if isinstance(doubt, Unseen) else Standing.UNDECIDED
    return JudgedLink(link, standing, why=doubt.why)


def _answered(link: Link, answer: Answer[Fact]) -> Iterator[JudgedLink]:
    match answer:
        case Found():
            return
        case Missing():
            yield JudgedLink(link, Standing.BROKEN)
        case Undecided(why=why):
            yield JudgedLink(link, Standing.UNDECIDED, why=why)
        case Unseen(why=why):
            yield JudgedLink(link, Standing.ELSEWHERE, why=why)
