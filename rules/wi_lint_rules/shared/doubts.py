"""Why a Google service account may hold more than is seen."""

from __future__ import annotations

from wi_lint import (
    Doubt,
    GoogleAccount,
    Grant,
    Graph,
    KubernetesAccount,
    Match,
    OpaqueMember,
    Undecided,
    Unread,
    WorkloadMember,
    compare,
)


class Doubts:
    """The grants of a run whose members are not wholly known, and what was not read."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._unread = {one.unit: one for one in graph.every(Unread) if one.kind not in ("guide", "patch")}
        scripts = [one for one in graph.every(Unread) if one.kind == "script"]
        self._script = next((one for one in scripts if not one.mentions), None)
        self._given = [text for one in scripts for text in one.mentions]
        """What scripts are given that are not here: the accounts that they work on."""
        self._anybody = any(_is_anybody(grant) for grant in graph.every(Grant))

    def may_be_granted(self, account: GoogleAccount) -> Doubt | None:
        """Whether a grant that is not understood, or something that was not read, may be for it."""
        unread = self._script or self._unread.get(account.unit)
        if unread is not None:
            return Undecided(f"{unread.why}, and may grant it roles")
        if any(compare(text, account.email) is not Match.DIFFERENT for text in self._given):
            return Undecided("a script that is not here is given the account, and may grant it roles")
        if self._graph.grants.may_be_to(account):
            return Undecided("a grant to a member that is not wholly known may be to it")
        return None

    def may_hold(self, account: KubernetesAccount) -> Doubt | None:
        """Whether a grant that is not understood may be for a Kubernetes account itself."""
        if self._script is not None:
            return Undecided(f"{self._script.why}, and may grant it roles")
        is_anybodys = self._anybody or any(
            isinstance(grant.member, WorkloadMember)
            and grant.member.account is not None
            and grant.member.account.key != account.name.key
            and compare(grant.member.account, account.name) is not Match.DIFFERENT
            for grant in self._graph.every(Grant)
        )
        return Undecided("a grant to a member that is not wholly known may be to it") if is_anybodys else None


def _is_anybody(grant: Grant) -> bool:
    """Whether a grant may be to any Kubernetes account, or names it by what is known at run time alone."""
    member = grant.member
    return isinstance(member, OpaqueMember) or "kubernetes.serviceaccount.uid/" in str(grant.member_text)
