from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    email,
    provenance,
    rule,
)


@rule("WI114", Severity.WARNING, link=Link.ANNOTATION, security=6.0)
def default_google_account(graph: Graph) -> Iterator[Finding]:
    """A workload acts as the default service account of Compute Engine or App Engine."""
    for account in graph.every(KubernetesAccount):
        read = email(account.google) if account.google is not None else None
        if account.google is not None and read is not None and read.is_default:
            yield Finding(
                account,
                account.google.origin,
                f"{account.namespace}/{account.name} acts as {account.google}, a default account "
                "that many others share and that is often an editor of the project",
                because=provenance(account.google, account.google.origin, "it is used here"),
                fix=Fix(
                    "make an account for this workload",
                    copy=f"gcloud iam service-accounts create {account.name}",
                ),
            )
