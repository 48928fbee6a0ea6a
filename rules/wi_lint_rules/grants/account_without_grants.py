from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleAccount,
    Grant,
    Graph,
    Severity,
    Step,
    Unit,
    WorkloadMember,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.doubts import Doubts


@rule("WI408", Severity.WARNING)
def account_without_grants(graph: Graph) -> Iterator[Finding]:
    """A Google service account is bound to a workload and granted nothing, unlike those beside it."""
    doubts = Doubts(graph)
    for accounts in _of_workloads(graph).values():
        bare = [account for account in accounts if not graph.grants.to_gsa(account.email)]
        if len(bare) != 1 or len(accounts) == 1 or doubts.may_be_granted(bare[0]):
            continue
        account = bare[0]
        sibling = next(one for one in accounts if one is not account)
        evidence = _binding(graph, account)
        assert evidence is not None
        yield Finding(
            account,
            account.at,
            f"{account.email} is bound to a workload and granted no role in these files, while "
            f"{sibling.email} beside it is",
            because=(
                Step(evidence.at, "workloads act as it"),
                Step(sibling.at, "this one is granted roles"),
            ),
            fix=Fix("grant it what the workload needs"),
        )


def _of_workloads(graph: Graph) -> dict[Unit, list[GoogleAccount]]:
    """The accounts that workloads act as, by the unit that declares them."""
    found: dict[Unit, list[GoogleAccount]] = defaultdict(list)
    for account in graph.every(GoogleAccount):
        if _binding(graph, account) is not None:
            found[account.unit].append(account)
    return found


def _binding(graph: Graph, account: GoogleAccount) -> Grant | None:
    """What lets a workload act as an account: an annotation alone does not."""
    bindings = (one for one in graph.grants.on(account.email) if lets_impersonate(one))
    return next((one for one in bindings if isinstance(one.member, WorkloadMember)), None)
