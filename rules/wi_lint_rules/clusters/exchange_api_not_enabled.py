from collections.abc import Iterator

from wi_lint import (
    CloudResource,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Step,
    rule,
)
from wi_lint_rules.shared.apis import is_enabled_elsewhere, managed

API = "sts.googleapis.com"


@rule("WI317", Severity.NOTE, link=Link.API)
def exchange_api_not_enabled(graph: Graph) -> Iterator[Finding]:
    """A project has a pool for outside identities, and does not list the API that exchanges their tokens."""
    for pool in graph.every(CloudResource):
        if pool.kind != "google_iam_workload_identity_pool" or pool.project is None:
            continue
        services = managed(graph, pool.unit, pool.project)
        if services and not is_enabled_elsewhere(graph, API, pool.project):
            iam = services["iam.googleapis.com"]
            yield Finding(
                iam,
                iam.service.origin,
                f"the APIs of the project '{pool.project}' are enabled here, and {API}, which exchanges the "
                "tokens of its workload identity pool, is not among them",
                because=(Step(pool.at, "this pool is for tokens from outside"),),
                fix=Fix(
                    "enable it beside the others",
                    copy=f"gcloud services enable {API} --project {pool.project}",
                ),
            )
