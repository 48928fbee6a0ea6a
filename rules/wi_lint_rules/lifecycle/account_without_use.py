from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleAccount,
    Graph,
    NodePool,
    Severity,
    Unread,
    rule,
)
from wi_lint_rules.shared.identities import is_of_tests


@rule("WI804", Severity.NOTE)
def account_without_use(graph: Graph) -> Iterator[Finding]:
    """A Google service account is declared, and nothing in the files uses it."""
    mentioned = "\n".join(one.text for one in graph.every(Unread))
    nodes = {pool.account.key for pool in graph.every(NodePool) if pool.account is not None}
    for account in graph.every(GoogleAccount):
        if account.referred or account.email.key in nodes or _is_used(graph, account):
            continue
        if (
            not _is_of_samples(account)
            and account.account_id.known is not None
            and account.account_id.known not in mentioned
        ):
            yield Finding(
                account,
                account.at,
                f"nothing in these files uses {account.email}: no grant, no annotation, no node pool",
                fix=Fix("remove it, or grant it what it is for"),
            )


def _is_used(graph: Graph, account: GoogleAccount) -> bool:
    email = account.email
    return bool(graph.grants.to_gsa(email) or graph.grants.on(email) or graph.grants.annotated_with(email))


def _is_of_samples(account: GoogleAccount) -> bool:
    """Whether it is there to be looked at, or for tests."""
    return is_of_tests(account) or "samples" in account.at.path.split("/")
