from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Severity,
    WorkloadMember,
    WorkloadSet,
    rule,
)

_SERVICES = {
    "roles/appengine.": "App Engine",
    "roles/source.": "Cloud Source Repositories",
    "roles/cloudshell.": "Cloud Shell",
}
"""Services that take no federated identities. Source: Google's page of products that support them."""


@rule("WI411", Severity.WARNING, link=Link.GRANT)
def role_not_for_workloads(graph: Graph) -> Iterator[Finding]:
    """A role is granted to a Kubernetes account itself, of a service that takes no federated identities."""
    for grant in graph.every(Grant):
        role = grant.role.known or ""
        service = next((name for prefix, name in _SERVICES.items() if role.startswith(prefix)), None)
        if service is not None and isinstance(grant.member, WorkloadMember | WorkloadSet):
            yield Finding(
                grant,
                grant.role.origin,
                f"{role} is of {service}, which takes no federated identities such as '{grant.member_text}'",
                fix=Fix("grant it to a Google service account, and have the workload act as that"),
            )
