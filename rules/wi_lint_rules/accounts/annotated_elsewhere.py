import re
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    KubernetesAccount,
    Match,
    Reason,
    Severity,
    Step,
    Text,
    WorkloadMember,
    compare,
    rule,
)

_CONTEXT = re.compile(
    r"\bkubens\b|\bkubectl ns\b|\boc project\b|use-context|kubectx|--context|--kubeconfig|--dry-run"
)
"""What sets another namespace, or takes an object on to it."""


@rule("WI112", Severity.WARNING)
def annotated_elsewhere(graph: Graph) -> Iterator[Finding]:
    """A command works on an account in the current namespace, and another one means a namespace by name."""
    for account in graph.every(KubernetesAccount):
        if account.unit.kind != "script" or not _is_current(account.namespace):
            continue
        if _CONTEXT.search(account.at.source.text):
            continue  # nobody knows the namespace of that context
        if account.google is not None:
            grant = _bound(graph, account)
            if grant is not None and isinstance(grant.member, WorkloadMember):
                step = Step(grant.member_text.at, "the binding names a namespace")
                yield _finding(account, f"{grant.member.subject} is bound", grant.member.namespace, step)
        else:
            other = _annotated(graph, account)
            if other is not None:
                step = Step(other.at, "this command names a namespace")
                yield _finding(account, f"{other.namespace}/{other.name} is annotated", other.namespace, step)


def _finding(account: KubernetesAccount, other: str, namespace: Text | None, step: Step) -> Finding:
    does = "annotates" if account.google is not None else "makes"
    return Finding(
        account,
        account.at,
        f"the command names no namespace, so it {does} '{account.name}' in the current one, and {other}",
        because=(step,),
        fix=Fix("name the namespace", copy=f"--namespace {namespace}"),
    )


def _bound(graph: Graph, account: KubernetesAccount) -> Grant | None:
    """The binding of an account of this name in some namespace, by the same script."""
    for grant in graph.grants.by_unit.get(account.unit, ()):
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.account is None or member.namespace is None:
            continue
        if _is_named(member.namespace) and compare(member.account, account.name) is Match.SAME:
            return grant
    return None


def _annotated(graph: Graph, account: KubernetesAccount) -> KubernetesAccount | None:
    """The account of this name in some namespace that the same script annotates."""
    return next(
        (
            other
            for other in graph.every(KubernetesAccount)
            if other.unit == account.unit
            and other.google is not None
            and _is_named(other.namespace)
            and compare(other.name, account.name) is Match.SAME
        ),
        None,
    )


def _is_named(namespace: Text) -> bool:
    return namespace.known not in (None, "default")


def _is_current(namespace: Text) -> bool:
    """Whether the namespace is what kubectl is set to outside of the script."""
    return namespace.known is None and all(
        hole.cause.reason is Reason.CURRENT_CONTEXT for hole in namespace.holes
    )
