from collections.abc import Iterator

from msgspec import Struct

from wi_lint import (
    Demand,
    Doubt,
    Fact,
    Finding,
    Fix,
    Found,
    GoogleAccount,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Match,
    Need,
    Severity,
    Step,
    Text,
    Workload,
    compare,
    rule,
)
from wi_lint_rules.shared.doubts import Doubts
from wi_lint_rules.shared.needs import Needed, needed


@rule("WI409", Severity.WARNING, link=Link.GRANT)
def needed_role_missing(graph: Graph) -> Iterator[Finding]:
    """Something calls a service of Google Cloud, and its identity lacks the role for it."""
    doubts = Doubts(graph)
    for one in _calls(graph):
        held = _held(graph, one)
        says = _says(one.wanted, one.need, held)
        if says is None or _by_group(graph, one.wanted):
            continue
        doubt = doubts.may_hold(one.ksa) if one.google is None else doubts.may_be_granted(one.google)
        yield _finding(one, held, says, doubt)


class _Call(Struct, frozen=True):
    """Something that calls Google Cloud, and the declared account that it calls as."""

    fact: Fact
    need: Need
    wanted: Needed
    ksa: KubernetesAccount
    google: GoogleAccount | None
    """Nothing where the Kubernetes account is granted roles itself."""

    @property
    def who(self) -> str:
        own = f"{self.ksa.namespace}/{self.ksa.name}"
        return own if self.google is None else f"{self.google.email}, as which {own} acts,"


def _calls(graph: Graph) -> Iterator[_Call]:
    for fact, ksa, need in _needing(graph):
        wanted = needed(need.kind)
        google = graph.grants.gsa(ksa.google, ksa.unit) if ksa.google is not None else None
        own = ksa.google is None and graph.trust.may_be_annotated_elsewhere(ksa) is None
        if wanted is not None and (google is not None or own):
            yield _Call(fact, need, wanted, ksa, google)


def _needing(graph: Graph) -> Iterator[tuple[Fact, KubernetesAccount, Need]]:
    for workload in graph.every(Workload):
        answer = graph.ksas.of(workload) if workload.needs else None
        if isinstance(answer, Found) and workload.host_network is None and not workload.keys:
            for need in graph.ksas.needs_of(workload):
                yield workload, answer.fact, need
    for demand in graph.every(Demand):
        answer = graph.ksas.of_demand(demand)
        if isinstance(answer, Found):
            yield demand, answer.fact, demand.need


def _held(graph: Graph, one: _Call) -> list[Grant]:
    """What it holds, but for what it holds on other accounts."""
    grants = [
        *(graph.grants.to_gsa(one.google.email) if one.google is not None else ()),
        *(grant for grant, _ in graph.grants.to_ksa(one.ksa)),
        *graph.grants.to_sets_with(one.ksa),
    ]
    return [grant for grant in grants if grant.target.email is None]


def _by_group(graph: Graph, wanted: Needed) -> bool:
    """Whether a group holds what is needed: who is in it is not known."""
    return any(
        one.member_text.opening.startswith("group:") and wanted.is_met(one) for one in graph.every(Grant)
    )


def _says(wanted: Needed, need: Need, held: list[Grant]) -> str | None:
    """What is wrong with the grants: none of many fits, or it is given in another project."""
    answers = [(grant, wanted.is_met(grant)) for grant in held]
    if not held or any(answer is None for _, answer in answers):
        return None
    fitting = [grant for grant, answer in answers if answer]
    if not fitting:
        return f"holds {_names(held)} alone"
    on = {_id(grant.target.name) for grant in fitting}
    unheld = (used for used in need.uses if used.known not in on)
    if all(_is_on_one(grant) for grant in fitting) and (used := next(unheld, None)) is not None:
        others = " and ".join(f"'{name}'" for name in sorted(on)[:2])
        return f"holds {fitting[0].role} on {others} alone, and not on '{used}', which it uses"
    where = need.project
    if where is None or not all(_is_elsewhere(grant, need) for grant in fitting):
        return None
    return f"holds {fitting[0].role} in the project '{fitting[0].target.name}', while it works in '{where}'"


def _is_on_one(grant: Grant) -> bool:
    """Whether a role is surely granted on one resource, whose name is known."""
    return not grant.target.is_wide and grant.target.name.known is not None


def _id(name: Text) -> str:
    """The id of a resource, by its name or its full name."""
    return str(name).removesuffix("/").rpartition("/")[2]


def _is_elsewhere(grant: Grant, need: Need) -> bool:
    """Whether a role is surely granted on another project than the one that is called."""
    if grant.target.kind != "project" or need.project is None or grant.target.name.known is None:
        return False
    return compare(grant.target.name, need.project) is Match.DIFFERENT


def _names(held: list[Grant]) -> str:
    names = list(dict.fromkeys(str(grant.role) for grant in held))
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"


def _finding(one: _Call, held: list[Grant], says: str, doubt: Doubt | None) -> Finding:
    declared = (Step(one.google.at, "it is declared here"),) if one.google is not None else ()
    annotated = one.ksa.google
    return Finding(
        one.fact,
        one.need.at.one_line,
        f"{one.need.what} needs {one.wanted.role} to {one.wanted.to}, and {one.who} {says}",
        because=(
            Step(annotated.at if annotated is not None else one.ksa.at, "the identity that it calls with"),
            *declared,
            *dict.fromkeys(Step(one.role.at.one_line, f"it is granted {one.role}") for one in held[:4]),
        ),
        fix=Fix(f"grant it {one.wanted.role} on what it uses, or on the project of that"),
        doubt=doubt,
    )
