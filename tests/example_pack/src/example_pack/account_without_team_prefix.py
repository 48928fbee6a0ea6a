from collections.abc import Iterator

from wi_lint import (
    Finding,
    GoogleAccount,
    Graph,
    Severity,
    rule,
)


@rule("ACME001", Severity.WARNING)
def account_without_team_prefix(graph: Graph, *, prefix: str = "team-") -> Iterator[Finding]:
    """A Google service account does not say which team it belongs to."""
    for account in graph.every(GoogleAccount):
        name = account.account_id.known
        if name is not None and not name.startswith(prefix):
            yield Finding(account, account.account_id.origin, f"'{name}' does not start with '{prefix}'")
