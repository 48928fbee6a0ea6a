import re
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
    weigh,
)


@rule("WI804", Severity.NOTE)
def account_without_use(graph: Graph) -> Iterator[Finding]:
    """A Google service account is declared, and nothing in the files uses it."""
    words = {word for one in graph.every(Unread) for word in _WORD.findall(one.text)}
    mentioned = "\n".join(sorted(words))
    nodes = {pool.account.key for pool in graph.every(NodePool) if pool.account is not None}
    for account in graph.every(GoogleAccount):
        if account.referred or account.email.key in nodes or _is_used(graph, account):
            continue
        if (
            (name := account.account_id.known) is not None
            and name not in words
            and not _is_in(mentioned, account, name)
        ):
            yield Finding(
                account,
                account.at,
                f"nothing in these files uses {account.email}: no grant, no annotation, no node pool",
                fix=Fix("remove it, or grant it what it is for"),
                doubt=graph.heuristics.of_tests(account),
            )


_WORD = re.compile(r"[\w.-]+")
"""What names of accounts are made of, and what they may be a part of."""


def _is_in(mentioned: str, account: GoogleAccount, name: str) -> bool:
    """Whether some word holds a name, as one does that a script puts something in front of."""
    weigh(account, 1 + len(mentioned) // 4096)
    return name in mentioned


def _is_used(graph: Graph, account: GoogleAccount) -> bool:
    email = account.email
    return bool(graph.grants.to_gsa(email) or graph.grants.on(email) or graph.grants.annotated_with(email))
