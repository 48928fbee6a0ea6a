"""Google service accounts that workloads act as."""

from __future__ import annotations

from collections import defaultdict

from wi_lint import GoogleAccount, Grant, Graph, Unit, WorkloadMember, lets_impersonate


def accounts_of_workloads(graph: Graph) -> dict[Unit, list[GoogleAccount]]:
    """The accounts that workloads act as, by the unit that declares them."""
    found: dict[Unit, list[GoogleAccount]] = defaultdict(list)
    for account in graph.every(GoogleAccount):
        if binding_of(graph, account) is not None:
            found[account.unit].append(account)
    return found


def binding_of(graph: Graph, account: GoogleAccount) -> Grant | None:
    """What lets a workload act as an account: an annotation alone does not."""
    bindings = (one for one in graph.grants.on(account.email) if lets_impersonate(one))
    return next((one for one in bindings if isinstance(one.member, WorkloadMember)), None)
