from collections.abc import Iterator

from wi_lint import (
    Finding,
    GoogleAccount,
    Graph,
    Link,
    Severity,
    account_id_faults,
    provenance,
    rule,
)


@rule("WI211", Severity.ERROR, link=Link.SYNTAX, documents=True)
def malformed_account_id(graph: Graph) -> Iterator[Finding]:
    """A Google service account is declared with an id that Google refuses."""
    for account in graph.every(GoogleAccount):
        for fault in account_id_faults(account.account_id):
            yield Finding(
                account,
                fault.at,
                f"the account id '{account.account_id}' {fault.says}",
                because=provenance(account.account_id, fault.at, "it is put together here"),
            )
