import re
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Reason,
    Severity,
    Span,
    Step,
    Text,
    Unit,
    WorkloadMember,
    rule,
)

_CONTEXT = re.compile(
    r"\bkubens\b|\bkubectl ns\b|\boc project\b|use-context|kubectx|--context|--kubeconfig|KUBECONFIG"
    r"|config set(?:-context)? |kubie exec|get-gke-credentials"
)
"""What sets another namespace."""
_LINE = re.compile(r"(?:[^\n;\\]|\\.)*+", re.DOTALL)
"""A command, over all lines that a backslash joins."""
_LONGEST = 2_000
"""Characters of a command that are looked at."""


@rule("WI112", Severity.WARNING, link=Link.ANNOTATION)
def annotated_elsewhere(graph: Graph) -> Iterator[Finding]:
    """A command works on an account in the current namespace, and another one means a namespace by name."""
    bound, annotated, current = _bound(graph), _annotated(graph), _bound_in_default(graph)
    contexts: dict[str, bool] = {}
    for account in graph.every(KubernetesAccount):
        if account.unit.kind != "script" or not _is_current(account.namespace):
            continue
        path = account.at.path
        if path not in contexts:
            contexts[path] = _CONTEXT.search(account.at.source.text) is not None
        if contexts[path] or _is_taken_on(account.at):
            continue  # nobody knows the namespace of that context
        key = account.unit, account.name.key
        if account.google is not None:
            grant = bound.get(key) if key not in annotated and key not in current else None
            if grant is not None and isinstance(grant.member, WorkloadMember):
                step = Step(grant.member_text.at, "the binding names a namespace")
                yield _finding(account, f"{grant.member.subject} is bound", grant.member.namespace, step)
        else:
            other = annotated.get(key)
            if other is not None:
                step = Step(other.at, "this command names a namespace")
                yield _finding(account, f"{other.namespace}/{other.name} is annotated", other.namespace, step)


def _is_taken_on(at: Span) -> bool:
    """Whether a command writes an object down alone, which another one takes on to a namespace."""
    line = _LINE.match(at.source.text, at.start, at.start + _LONGEST)
    return line is not None and "--dry-run" in line[0]


def _finding(account: KubernetesAccount, other: str, namespace: Text | None, step: Step) -> Finding:
    does = "annotates" if account.google is not None else "makes"
    return Finding(
        account,
        account.at,
        f"the command names no namespace, so it {does} '{account.name}' in the current one, and {other}",
        because=(step,),
        fix=Fix("name the namespace", copy=f"--namespace {namespace}"),
    )


def _bound(graph: Graph) -> dict[tuple[Unit, tuple[str, ...]], Grant]:
    """The first binding of an account in some namespace, by the script that makes it and the name."""
    found: dict[tuple[Unit, tuple[str, ...]], Grant] = {}
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, WorkloadMember) or member.account is None or member.namespace is None:
            continue
        if _is_named(member.namespace):
            found.setdefault((grant.unit, member.account.key), grant)
    return found


def _bound_in_default(graph: Graph) -> set[tuple[Unit, tuple[str, ...]]]:
    """The accounts that a script binds in the namespace that kubectl has unless it is told of another."""
    return {
        (grant.unit, grant.member.account.key)
        for grant in graph.every(Grant)
        if isinstance(grant.member, WorkloadMember)
        and grant.member.account is not None
        and grant.member.namespace is not None
        and grant.member.namespace.known == "default"
    }


def _annotated(graph: Graph) -> dict[tuple[Unit, tuple[str, ...]], KubernetesAccount]:
    """The first account in some namespace that a script annotates, by the script and the name."""
    found: dict[tuple[Unit, tuple[str, ...]], KubernetesAccount] = {}
    for account in graph.every(KubernetesAccount):
        if account.google is not None and _is_named(account.namespace):
            found.setdefault((account.unit, account.name.key), account)
    return found


def _is_named(namespace: Text) -> bool:
    return namespace.known not in (None, "default")


def _is_current(namespace: Text) -> bool:
    """Whether the namespace is what kubectl is set to outside of the script."""
    return namespace.known is None and all(
        hole.cause.reason is Reason.CURRENT_CONTEXT for hole in namespace.holes
    )
