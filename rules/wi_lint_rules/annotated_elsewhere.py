from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    KubernetesAccount,
    Match,
    Severity,
    Step,
    WorkloadMember,
    compare,
    rule,
)


@rule("WI112", Severity.WARNING)
def annotated_elsewhere(graph: Graph) -> Iterator[Finding]:
    """A command annotates an account in the current namespace, and the binding names another one."""
    for account in graph.kubernetes_accounts:
        if account.unit.kind != "script" or account.google is None or account.namespace.known is not None:
            continue
        grant = _bound(graph, account)
        if grant is None:
            continue
        member = grant.member
        assert isinstance(member, WorkloadMember)
        yield Finding(
            account,
            account.at,
            f"the command names no namespace, so it annotates '{account.name}' in the current one, "
            f"and {member.subject} is bound",
            because=(Step(grant.member_text.at, "the binding names a namespace"),),
            fix=Fix("name the namespace", copy=f"--namespace {member.namespace}"),
        )


def _bound(graph: Graph, account: KubernetesAccount) -> Grant | None:
    """The binding of an account of this name in some namespace, by the same script."""
    for grant in graph.grants_by_unit.get(account.unit, ()):
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.account is None or member.namespace is None:
            continue
        elsewhere = member.namespace.known not in (None, "default")
        if elsewhere and compare(member.account, account.name) is Match.SAME and not _is_current(account):
            return grant
    return None


def _is_current(account: KubernetesAccount) -> bool:
    """Whether the namespace is what kubectl is told elsewhere by a name of the script's own."""
    return any("kubectl's namespace" not in hole.name for hole in account.namespace.holes)
