from collections.abc import Iterator

from wi_lint import (
    Doubt,
    Finding,
    Fix,
    GoogleAccount,
    Graph,
    Link,
    Severity,
    Step,
    rule,
)
from wi_lint_rules.shared.doubts import Doubts
from wi_lint_rules.shared.workload_accounts import accounts_of_workloads, binding_of


@rule("WI408", Severity.WARNING, link=Link.GRANT)
def account_without_grants(graph: Graph) -> Iterator[Finding]:
    """A Google service account is bound to a workload and granted nothing, unlike those beside it."""
    doubts = Doubts(graph)
    for accounts in accounts_of_workloads(graph).values():
        bare = [account for account in accounts if not graph.grants.to_gsa(account.email)]
        granted = [account for account in accounts if graph.grants.to_gsa(account.email)]
        if 0 < len(bare) <= len(granted):  # of more, that they are granted elsewhere is no surprise
            yield from (_finding(graph, one, granted[0], doubts.may_be_granted(one)) for one in bare)


def _finding(graph: Graph, account: GoogleAccount, sibling: GoogleAccount, doubt: Doubt | None) -> Finding:
    evidence = binding_of(graph, account)
    assert evidence is not None
    return Finding(
        account,
        account.at,
        f"{account.email} is bound to a workload and granted no role in these files, while "
        f"{sibling.email} beside it is",
        because=(
            Step(evidence.at, "workloads act as it"),
            Step(sibling.at, "this one is granted roles"),
        ),
        fix=Fix("grant it what the workload needs"),
        doubt=doubt,
    )
