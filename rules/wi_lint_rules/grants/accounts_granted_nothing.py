from collections.abc import Iterator

from msgspec.structs import replace

from wi_lint import (
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


@rule("WI413", Severity.NOTE, link=Link.GRANT)
def accounts_granted_nothing(graph: Graph) -> Iterator[Finding]:
    """Most Google service accounts of workloads are granted no role in the files that declare them."""
    doubts = Doubts(graph)
    for accounts in accounts_of_workloads(graph).values():
        bare = [account for account in accounts if not graph.grants.to_gsa(account.email)]
        if 2 * len(bare) > len(accounts):  # of fewer, WI408 says that they are unlike the others
            surely = [account for account in bare if doubts.may_be_granted(account) is None]
            if surely:
                yield _finding(graph, surely[0], len(surely) - 1)
            elif bare:
                yield replace(_finding(graph, bare[0], 0), doubt=doubts.may_be_granted(bare[0]))


def _finding(graph: Graph, account: GoogleAccount, others: int) -> Finding:
    evidence = binding_of(graph, account)
    assert evidence is not None
    beside = f", and so are {others} others beside it" if others > 1 else ""
    beside = ", and so is another one beside it" if others == 1 else beside
    return Finding(
        account,
        account.at,
        f"{account.email} is bound to a workload and granted no role in these files{beside}: a pod may do "
        "nothing with its token unless a role is granted elsewhere",
        because=(Step(evidence.at, "workloads act as it"),),
        fix=Fix("grant it what the workload needs, on the resource that it uses"),
    )
