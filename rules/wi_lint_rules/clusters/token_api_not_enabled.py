from collections.abc import Iterator, Mapping

from wi_lint import (
    Cluster,
    EnabledService,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Severity,
    Step,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.apis import api_of, is_enabled_elsewhere

API = "iamcredentials.googleapis.com"


@rule("WI306", Severity.NOTE, link=Link.API)
def token_api_not_enabled(graph: Graph) -> Iterator[Finding]:
    """The APIs that workloads call are enabled here, and the one that mints their tokens is not."""
    for cluster in graph.every(Cluster):
        services = graph.clusters.services_in(cluster.unit, cluster.project) or {}
        gke = services.get("container.googleapis.com")
        # enabling the IAM API enables that of credentials as well
        if (
            gke is None
            or "iam.googleapis.com" in services
            or is_enabled_elsewhere(graph, API, cluster.project)
        ):
            continue
        for grant, _ in graph.clusters.identities_of(cluster):
            used = _used(graph, grant, services)
            if used is not None:
                yield _finding(cluster, gke, grant, used)
                break


def _used(graph: Graph, grant: Grant, services: Mapping[str, EnabledService]) -> EnabledService | None:
    """An API of the list that a workload calls as a Google account, which shows what the list is for."""
    if grant.target.email is None or not lets_impersonate(grant):
        return None
    roles = (held.role.known for held in graph.grants.to_gsa(grant.target.email))
    return next((services[api_of(role)] for role in roles if role and api_of(role) in services), None)


def _finding(cluster: Cluster, gke: EnabledService, bound: Grant, used: EnabledService) -> Finding:
    return Finding(
        gke,
        gke.service.origin,
        f"the APIs that workloads of the project '{cluster.project}' call are enabled here, and {API}, which "
        "the guide to Workload Identity asks for, is not: where nothing else enables it, no workload gets a "
        "token as a Google service account",
        because=(
            Step(used.service.origin, "this one is what a workload calls"),
            Step(bound.member_text.at, "and this is the workload, which acts as a Google service account"),
        ),
        fix=Fix(
            "enable it beside the others",
            copy=(
                'resource "google_project_service" "iamcredentials" {\n'
                f'  project = "{cluster.project}"\n  service = "{API}"\n}}\n\n'
                f"gcloud services enable {API} --project {cluster.project}"
            ),
        ),
    )
