import re
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Text,
    compare,
    lets_impersonate,
    rule,
)

_USER = "roles/iam.serviceAccountUser"


@rule("WI701", Severity.WARNING, link=Link.BINDING, documents=True)
def acting_is_no_token(graph: Graph) -> Iterator[Finding]:
    """A workload's account is to act as one of another project, by a role that gives it no token."""
    for grant in graph.every(Grant):
        if (
            grant.role.known != _USER
            or not _is_across(grant)
            or _has_token(graph, grant)
            or _deploys(graph, grant)
        ):
            continue
        member = grant.member
        assert isinstance(member, GoogleMember)
        assert member.email is not None
        evidence = graph.grants.workload_of(member.email)
        if evidence is not None:
            yield Finding(
                grant,
                grant.role.origin,
                f"{_USER} lets {member.email} attach {grant.target.email} to what it creates, "
                "and not get its tokens: that likely takes roles/iam.serviceAccountTokenCreator",
                because=(Step(evidence.at, "workloads act as it"),),
                fix=Fix(
                    "let the workload act as the other account directly, or grant the role that gives tokens",
                    copy="roles/iam.workloadIdentityUser",
                ),
            )


def _is_across(grant: Grant) -> bool:
    """Whether an account is granted on one of another project."""
    own = grant.email.project if grant.email is not None else None
    if not isinstance(grant.member, GoogleMember) or grant.member.email is None or own is None:
        return False
    halves = grant.member.email.split("@")
    project = halves[1].before(".iam.gserviceaccount.com") if halves is not None else None
    return project is not None and compare(project, own) is Match.DIFFERENT


def _deploys(graph: Graph, grant: Grant) -> bool:
    """Whether who holds the role may create things in the other project, to which it attaches the account."""
    own = grant.email.project if grant.email is not None else None
    member = grant.member
    if own is None or not isinstance(member, GoogleMember) or member.email is None:
        return False
    return any(
        other.target.is_wide and not _READS.search(other.role.known or "") and _is_in(other, own)
        for other in graph.grants.to_gsa(member.email)
    )


_READS = re.compile(r"(?:[vV]iewer|[rR]eader|Accessor|User)$")
"""What roles end with that create nothing which an account is attached to."""


def _is_in(grant: Grant, project: Text) -> bool:
    return compare(grant.target.name, project) is not Match.DIFFERENT


def _has_token(graph: Graph, grant: Grant) -> bool:
    match grant.target.email:
        case Text() as email:
            return any(
                lets_impersonate(other) and other.member_text.key == grant.member_text.key
                for other in graph.grants.on(email)
            )
        case _:
            return False
