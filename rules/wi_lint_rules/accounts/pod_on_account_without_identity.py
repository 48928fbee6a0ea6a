from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Found,
    Graph,
    KubernetesAccount,
    Link,
    MisplacedAnnotation,
    Severity,
    Step,
    Undecided,
    Workload,
    rule,
)
from wi_lint_rules.shared.annotations import is_slip
from wi_lint_rules.shared.identities import identity
from wi_lint_rules.shared.nameless import idle_accounts, place_of


@rule("WI126", Severity.WARNING, link=Link.POD)
def pod_on_account_without_identity(graph: Graph) -> Iterator[Finding]:
    """Pods that call Google Cloud run as an account without an identity, and one beside it has one."""
    idle = idle_accounts(graph)
    others = _of_one_object(graph)
    misplaced = {(one.unit, one.address) for one in graph.every(MisplacedAnnotation)}  # WI103 tells of them
    for workload in graph.every(Workload):
        account = _bare(graph, workload)
        if account is None or (account.unit, account.address) in misplaced:
            continue
        alone = idle.get(place_of(workload), [])
        meant = alone[0] if len(alone) == 1 else others.get((workload.unit, workload.address))
        if meant is not None:
            yield _finding(graph, workload, account, meant)


def _bare(graph: Graph, workload: Workload) -> KubernetesAccount | None:
    """The account without an identity that pods run as which call Google Cloud, and have no key for it."""
    if workload.account is None or workload.keys or workload.host_network is not None:
        return None
    if not workload.needs or not graph.ksas.needs_of(workload):
        return None
    answer = graph.ksas.of(workload)
    if not isinstance(answer, Found) or answer.fact.partial or answer.fact.name.known in (None, "default"):
        return None
    account = answer.fact
    held = identity(graph, account) or graph.grants.to_sets_with(account)
    twins = any(other.google is not None for other in graph.ksas.other_declarations(account))
    slips = account.stray is not None or any(is_slip(one) for one in account.annotations)  # WI107 tells
    return None if held or twins or slips else account


def _of_one_object(graph: Graph) -> dict[tuple[object, str], KubernetesAccount]:
    """The account with an identity that some pods of an object run as: a driver beside its executors."""
    found: dict[tuple[object, str], KubernetesAccount] = {}
    several: dict[tuple[object, str], set[tuple[str, ...]]] = defaultdict(set)
    for workload in graph.every(Workload):
        if workload.account is not None:
            several[workload.unit, workload.address].add(workload.account.key)
    for workload in graph.every(Workload):
        key = workload.unit, workload.address
        answer = graph.ksas.of(workload) if len(several[key]) > 1 else None
        if isinstance(answer, Found) and identity(graph, answer.fact):
            found.setdefault(key, answer.fact)
    return found


def _finding(
    graph: Graph, workload: Workload, account: KubernetesAccount, meant: KubernetesAccount
) -> Finding:
    need = graph.ksas.needs_of(workload)[0]
    open_ = graph.trust.may_be_annotated_elsewhere(account)
    assert workload.account is not None
    return Finding(
        workload,
        workload.account.origin,
        f"{workload.kind} {workload.name} runs as {account.namespace}/{account.name}, which has no identity "
        f"for {need.what}, while {meant.name} beside it has one: likely that one is meant",
        because=(
            Step(need.at, f"{need.what} calls Google Cloud"),
            Step(account.at, "this account has no identity"),
            Step(meant.google.at if meant.google is not None else meant.at, "and this one has"),
        ),
        fix=Fix("name the account that has the identity", copy=f"serviceAccountName: {meant.name}"),
        doubt=Undecided(open_) if open_ else graph.heuristics.pods_of_chart(meant),
    )
