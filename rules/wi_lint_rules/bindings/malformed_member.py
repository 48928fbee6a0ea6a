from collections.abc import Iterator

from wi_lint import (
    Edit,
    Fault,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Severity,
    comes_from,
    edit_of,
    is_member,
    provenance,
    respell,
    rule,
)
from wi_lint_rules.shared.ends import free
from wi_lint_rules.shared.meant import member_meant
from wi_lint_rules.shared.numbers import number_edits


@rule("WI202", Severity.ERROR, alone=True, link=Link.BINDING, documents=True)
def malformed_member(graph: Graph) -> Iterator[Finding]:
    """A member that is meant for a workload is not written as IAM reads it."""
    for grant in graph.every(Grant):
        for fault in grant.member.faults:
            meant = member_meant(graph, grant)
            edits = free(
                graph,
                respell(grant.member_text, meant)
                or edit_of(grant.member_text, fault.at, fault.better, is_member, "member")
                or respell(grant.member_text, fault.better if is_member(fault.better or "") else None)
                or number_edits(graph, grant, fault),
                grant,
            )
            yield Finding(
                grant,
                fault.at,
                f"the member '{grant.member_text}' {fault.says}",
                because=(
                    *provenance(grant.member_text, fault.at, "the member is put together here"),
                    *(comes_from(fault.of, fault.at) if fault.of is not None else ()),
                ),
                fix=Fix(
                    _expected(grant), edits, meant or fault.better or "", safe=_is_safe(grant, fault, edits)
                ),
            )


def _is_safe(grant: Grant, fault: Fault, edits: tuple[Edit, ...]) -> bool:
    """Whether edits write as IAM reads it what is written there, and take nothing from elsewhere."""
    better = fault.better or ""
    if any(part.provenance for part in grant.member_text.parts):
        return False
    is_here = all(edit.at in grant.member_text.at and edit.text.strip('"') in better for edit in edits)
    return bool(edits) and is_member(better) and is_here


def _expected(grant: Grant) -> str:
    if isinstance(grant.member, GoogleMember):
        return "write serviceAccount:EMAIL"
    return _EXTERNAL if _is_external(grant) else _EXPECTED


def _is_external(grant: Grant) -> bool:
    """Whether a member is meant for identities from outside."""
    return grant.member_text.opening.startswith("principal") and not grant.member_text.holds(".id.goog")


_EXTERNAL = (
    "write principal://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL"
    "/subject/SUBJECT, or principalSet://…/POOL/attribute.NAME/VALUE"
)
_EXPECTED = (
    "write serviceAccount:PROJECT_ID.svc.id.goog[NAMESPACE/ACCOUNT], or principal://iam.googleapis.com"
    "/projects/NUMBER/locations/global/workloadIdentityPools/PROJECT_ID.svc.id.goog/subject/ns/NAMESPACE/sa/ACCOUNT"
)
