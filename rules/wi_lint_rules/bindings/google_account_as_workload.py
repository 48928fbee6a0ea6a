from collections.abc import Iterator

from wi_lint import (
    WORKLOAD_IDENTITY_USER,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Match,
    Severity,
    Text,
    compare,
    rule,
)


@rule("WI215", Severity.WARNING, documents=True)
def google_account_as_workload(graph: Graph) -> Iterator[Finding]:
    """A Google service account is the member of its own workloadIdentityUser, where a workload belongs."""
    for grant in graph.every(Grant):
        match grant.member, grant.target.email:
            case GoogleMember(email=Text() as who), Text() as own if compare(who, own) is Match.SAME:
                if grant.role.known == WORKLOAD_IDENTITY_USER:
                    yield Finding(
                        grant,
                        grant.member_text.at,
                        f"{own} is allowed to act as itself, and no workload is: "
                        "the member is to be the Kubernetes service account",
                        fix=Fix(
                            "name the Kubernetes service account",
                            copy="serviceAccount:PROJECT.svc.id.goog[NAMESPACE/ACCOUNT]",
                        ),
                    )
            case _:
                pass
