from collections.abc import Iterator

from wi_lint import (
    AccountKey,
    Finding,
    Fix,
    Graph,
    Severity,
    rule,
)


@rule("WI508", Severity.NOTE)
def key_anywhere(graph: Graph) -> Iterator[Finding]:
    """A key of a Google service account is made, which never expires."""
    for key in graph.every(AccountKey):
        if key.email is None or graph.grants.workload_of(key.email) is None:  # else WI501 tells of it
            yield Finding(
                key,
                key.at,
                f"{key.address} makes a key of {key.email or key.account}, which never expires and has to be "
                "kept, renewed and taken back by hand",
                fix=Fix("let what uses it act as the account by Workload Identity Federation"),
            )
