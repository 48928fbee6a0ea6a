from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    KubernetesAccount,
    Severity,
    Step,
    Text,
    WorkloadMember,
    rule,
)


@rule("WI109", Severity.WARNING, security=5.0)
def default_account_with_identity(graph: Graph) -> Iterator[Finding]:
    """The service account `default` has an identity, and with it every pod that names no account."""
    reported: set[tuple[object, ...]] = set()
    for account in graph.every(KubernetesAccount):
        if account.name.known == "default" and account.google is not None:
            reported.add(account.namespace.key)
            yield _annotated(graph, account)
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.faults or member.namespace is None:
            continue
        if member.account is None or member.account.known != "default":
            continue
        if member.namespace.key not in reported:
            reported.add(member.namespace.key)
            yield _granted(graph, grant, member)


_TOLD = 10
"""Most bindings of one account that one is told of."""


def _annotated(graph: Graph, account: KubernetesAccount) -> Finding:
    assert account.google is not None
    grants = graph.grants.to_ksa(account)[:_TOLD]
    bound = (Step(grant.member_text.at, "it is bound here") for grant, _ in grants)
    return Finding(
        account,
        account.at,
        f"{account.namespace}/default acts as {account.google}, and so does every pod of the namespace "
        "that names no service account",
        because=(Step(account.google.origin, "annotated here"), *bound),
        fix=_own(account.namespace),
        doubt=graph.heuristics.made_by_google(account.namespace),
    )


def _granted(graph: Graph, grant: Grant, member: WorkloadMember) -> Finding:
    assert member.account is not None
    what = grant.target.email or f"{grant.target.kind} '{grant.target.name}'"
    return Finding(
        grant,
        member.account.origin,
        f"{grant.role} on {what} is given to {member.subject}, and with it to every pod of the namespace "
        "that names no service account",
        fix=_own(member.namespace),
        doubt=graph.heuristics.made_by_google(member.namespace),
    )


def _own(namespace: Text | None) -> Fix:
    known = namespace.known if namespace is not None else None
    return Fix(
        "give the workload an account of its own, in place of NAME, and bind that one",
        copy=f"kubectl create serviceaccount NAME --namespace {known or 'NAMESPACE'}",
    )
