from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KeyMaterial,
    Severity,
    rule,
)


@rule("WI503", Severity.ERROR, security=9.0)
def key_in_repository(graph: Graph) -> Iterator[Finding]:
    """The private key of a Google service account lies in the repository."""
    for one in graph.every(KeyMaterial):
        yield Finding(
            one,
            one.at,
            f"{one.where} holds the private key of a Google service account, "
            "for whoever can read the repository",
            fix=Fix(
                "delete the key, take it out of the history, and let pods act by Workload Identity",
                copy="gcloud iam service-accounts keys list --iam-account ACCOUNT",
            ),
        )
