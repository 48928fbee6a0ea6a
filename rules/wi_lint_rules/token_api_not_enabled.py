from collections.abc import Iterator

from wi_lint import (
    Cluster,
    EnabledService,
    Finding,
    Fix,
    Grant,
    Graph,
    Severity,
    Step,
    lets_impersonate,
    rule,
)

API = "iamcredentials.googleapis.com"


@rule("WI306", Severity.WARNING)
def token_api_not_enabled(graph: Graph) -> Iterator[Finding]:
    """A project's APIs are managed here, and the one that mints tokens for workloads is not among them."""
    for cluster in graph.clusters:
        services = graph.services_of(cluster)
        gke = next((one for one in services if one.service.known == "container.googleapis.com"), None)
        if gke is None or not _is_whole(services) or any(one.service.known == API for one in services):
            continue
        bound = next((grant for grant, _ in graph.identities_of(cluster) if _impersonates(grant)), None)
        if bound is not None:
            yield _finding(cluster, gke, bound)


def _is_whole(services: list[EnabledService]) -> bool:
    """Whether the list is known, and is meant to be all: it names even the API of identities itself."""
    names = {one.service.known for one in services}
    return "iam.googleapis.com" in names and None not in names


def _impersonates(grant: Grant) -> bool:
    return grant.target.email is not None and bool(lets_impersonate(grant))


def _finding(cluster: Cluster, gke: EnabledService, bound: Grant) -> Finding:
    return Finding(
        gke,
        gke.service.origin,
        f"the APIs of the project '{cluster.project}' are enabled here, and {API} is not among them: "
        "workloads that act as a Google service account likely get no token",
        because=(Step(bound.member_text.at, "this workload needs it"),),
        fix=Fix(
            "enable it beside the others",
            copy=(
                'resource "google_project_service" "iamcredentials" {\n'
                f'  project = "{cluster.project}"\n  service = "{API}"\n}}\n\n'
                f"gcloud services enable {API} --project {cluster.project}"
            ),
        ),
    )
