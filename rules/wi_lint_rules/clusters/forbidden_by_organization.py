from collections.abc import Iterator

from wi_lint import (
    AccountKey,
    Cluster,
    Fact,
    Finding,
    Fix,
    Graph,
    Link,
    Match,
    OrganizationPolicy,
    Severity,
    Step,
    compare,
    email,
    rule,
)

_NO_POOLS = "iam.disableWorkloadIdentityClusterCreation"
_NO_KEYS = frozenset({"iam.disableServiceAccountKeyCreation", "iam.managed.disableServiceAccountKeyCreation"})


@rule("WI312", Severity.ERROR, link=Link.ORG)
def forbidden_by_organization(graph: Graph) -> Iterator[Finding]:
    """A policy of the organization forbids what is declared beside it: a workload pool, or a key."""
    excepted = {one.constraint.known for one in graph.every(OrganizationPolicy) if not one.enforced}
    for policy in graph.every(OrganizationPolicy):
        name = policy.constraint.known
        if name in excepted or None in excepted:
            continue  # somewhere it is not enforced, or may not be, which may be here
        if name == _NO_POOLS:
            for cluster in graph.every(Cluster):
                if (cluster.pool is not None or cluster.autopilot) and _covers(policy, cluster):
                    yield _finding(policy, cluster, f"the cluster {cluster.name} is to have a workload pool")
        elif name in _NO_KEYS:
            for key in graph.every(AccountKey):
                if _covers(policy, key):
                    yield _finding(policy, key, f"a key of {key.account} is to be made")


def _covers(policy: OrganizationPolicy, fact: Cluster | AccountKey) -> bool:
    """Whether a policy surely holds for a resource: of its project, or of the whole organization."""
    if policy.target.kind == "organization":
        return policy.unit == fact.unit
    return policy.target.kind == "project" and _is_in(fact, policy)


def _is_in(fact: Cluster | AccountKey, policy: OrganizationPolicy) -> bool:
    if isinstance(fact, Cluster):
        project = fact.project
    else:
        read = email(fact.email) if fact.email is not None else None
        if read is None or read.project is None:
            return False
        project = read.project
    return compare(project, policy.target.name) is Match.SAME


def _finding(policy: OrganizationPolicy, fact: Fact, what: str) -> Finding:
    return Finding(
        fact,
        fact.at,
        f"{what}, and the policy {policy.constraint} of the {policy.target.kind} forbids it",
        because=(Step(policy.at, "the policy is enforced here"),),
        fix=Fix("make an exception for this project, or do without"),
    )
