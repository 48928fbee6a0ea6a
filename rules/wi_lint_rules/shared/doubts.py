"""Why a Google service account may hold more than is seen."""

from __future__ import annotations

from wi_lint import (
    GoogleAccount,
    GoogleMember,
    Grant,
    Graph,
    KubernetesAccount,
    Match,
    OpaqueMember,
    Unread,
    WorkloadMember,
    compare,
)


class Doubts:
    """The grants of a run whose members are not wholly known, and what was not read."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._unclear = [grant for grant in graph.every(Grant) if _is_unclear(grant)]
        self._unread = {one.unit for one in graph.every(Unread) if one.kind != "guide"}
        scripts = [one for one in graph.every(Unread) if one.kind == "script"]
        self._scripts = any(not one.mentions for one in scripts)
        self._given = [text for one in scripts for text in one.mentions]
        """What scripts are given that are not here: the accounts that they work on."""

    def may_be_granted(self, account: GoogleAccount) -> bool:
        """Whether a grant that is not understood, or something that was not read, may be for it."""
        if self._scripts or account.unit in self._unread:
            return True
        if any(compare(text, account.email) is not Match.DIFFERENT for text in self._given):
            return True
        grants = self._graph.every(Grant) if account.email.holes else self._unclear
        return any(self._may_be_for(grant, account) for grant in grants)

    def may_hold(self, account: KubernetesAccount) -> bool:
        """Whether a grant that is not understood may be for a Kubernetes account itself."""
        if self._scripts:
            return True
        return any(
            isinstance(grant.member, OpaqueMember)
            or "kubernetes.serviceaccount.uid/" in str(grant.member_text)
            or (
                isinstance(grant.member, WorkloadMember)
                and grant.member.account is not None
                and grant.member.account.key != account.name.key
                and compare(grant.member.account, account.name) is not Match.DIFFERENT
            )
            for grant in self._graph.every(Grant)
        )

    @staticmethod
    def _may_be_for(grant: Grant, account: GoogleAccount) -> bool:
        member = grant.member
        email = member.email if isinstance(member, GoogleMember) else None
        if email is None:
            return grant.unit == account.unit and isinstance(member, OpaqueMember)
        return email.key != account.email.key and compare(email, account.email) is not Match.DIFFERENT


def _is_unclear(grant: Grant) -> bool:
    """Whether the member of a grant is not wholly known."""
    member = grant.member
    if isinstance(member, OpaqueMember):
        return True
    return isinstance(member, GoogleMember) and member.email is not None and bool(member.email.holes)
