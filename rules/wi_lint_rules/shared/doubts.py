"""Why a Google service account may hold more than is seen."""

from __future__ import annotations

from wi_lint import (
    GoogleAccount,
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
        self._unread = {one.unit for one in graph.every(Unread) if one.kind != "guide"}
        scripts = [one for one in graph.every(Unread) if one.kind == "script"]
        self._scripts = any(not one.mentions for one in scripts)
        self._given = [text for one in scripts for text in one.mentions]
        """What scripts are given that are not here: the accounts that they work on."""
        self._anybody = any(_is_anybody(grant) for grant in graph.every(Grant))

    def may_be_granted(self, account: GoogleAccount) -> bool:
        """Whether a grant that is not understood, or something that was not read, may be for it."""
        if self._scripts or account.unit in self._unread:
            return True
        if any(compare(text, account.email) is not Match.DIFFERENT for text in self._given):
            return True
        return self._graph.grants.may_be_to(account)

    def may_hold(self, account: KubernetesAccount) -> bool:
        """Whether a grant that is not understood may be for a Kubernetes account itself."""
        if self._scripts or self._anybody:
            return True
        return any(
            isinstance(grant.member, WorkloadMember)
            and grant.member.account is not None
            and grant.member.account.key != account.name.key
            and compare(grant.member.account, account.name) is not Match.DIFFERENT
            for grant in self._graph.every(Grant)
        )


def _is_anybody(grant: Grant) -> bool:
    """Whether a grant may be to any Kubernetes account, or names it by what is known at run time alone."""
    member = grant.member
    return isinstance(member, OpaqueMember) or "kubernetes.serviceaccount.uid/" in str(grant.member_text)
