from collections.abc import Iterator

from wi_lint import (
    WORKLOAD_IDENTITY_USER,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Text,
    compare,
    email,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.wide_grants import scope_name


@rule("WI215", Severity.WARNING, alone=True, link=Link.BINDING, documents=True)
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
            case GoogleMember(email=Text() as who), None if _is_for_a_workload(graph, grant, who):
                yield Finding(
                    grant,
                    grant.member_text.at,
                    f"{who} gets {grant.role} on {scope_name(grant)}, which is what a Kubernetes service "
                    "account gets on the Google one: no workload can act as it by this, and it may act as "
                    "every service account there",
                    fix=Fix(
                        "grant it on the account itself, to the Kubernetes service account",
                        copy="serviceAccount:PROJECT.svc.id.goog[NAMESPACE/ACCOUNT]",
                    ),
                )
            case _:
                pass


def _is_for_a_workload(graph: Graph, grant: Grant, who: Text) -> bool:
    """Whether an account gets the role of its own workloads on a project: nobody is bound to it.

    Who is bound has the power to act as all accounts, and WI207 tells of that.
    """
    if grant.role.known != WORKLOAD_IDENTITY_USER or not grant.target.is_wide:
        return False
    read = email(who)
    is_own = (
        read is not None
        and read.project is not None
        and compare(read.project, grant.target.name) is Match.SAME
    )
    is_declared = graph.grants.gsa(who, grant.unit) is not None  # else it may be who deploys
    is_bound = any(map(lets_impersonate, graph.grants.on(who)))  # to a workload, or to a pipeline
    return is_own and is_declared and not is_bound and graph.grants.workload_of(who) is None
