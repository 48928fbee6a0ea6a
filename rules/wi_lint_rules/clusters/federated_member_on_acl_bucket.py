from collections.abc import Iterator

from wi_lint import (
    CloudResource,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Severity,
    Step,
    WorkloadMember,
    WorkloadSet,
    rule,
)


@rule("WI310", Severity.ERROR, link=Link.GRANT)
def federated_member_on_acl_bucket(graph: Graph) -> Iterator[Finding]:
    """A workload is granted a role directly on a bucket that keeps access control lists."""
    for grant in graph.every(Grant):
        if (
            not isinstance(grant.member, WorkloadMember | WorkloadSet)
            or grant.target.kind != "google_storage_bucket"
        ):
            continue
        bucket = _bucket(graph, grant)
        if bucket is not None and bucket.acls is not None:
            yield Finding(
                grant,
                grant.member_text.at,
                f"the bucket '{bucket.name}' keeps access control lists, and Cloud Storage takes "
                "a workload's own identity on buckets with uniform access alone",
                because=(Step(bucket.acls, "uniform access is off"),),
                fix=Fix("turn uniform access on", copy="uniform_bucket_level_access = true"),
            )


def _bucket(graph: Graph, grant: Grant) -> CloudResource | None:
    for bucket in graph.grants.resources_by_kind.get((grant.unit, "google_storage_bucket"), ()):
        if bucket.name.known is not None and bucket.name.known == grant.target.name.known:
            return bucket
        if any(hole.of is not None and hole.of.address == bucket.address for hole in grant.target.name.holes):
            return bucket
    return None
