import re
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Link,
    Missing,
    Severity,
    Step,
    Stretch,
    Text,
    Workload,
    amend,
    is_slip,
    respell,
    rule,
)
from wi_lint_rules.shared.identities import identity


@rule("WI104", Severity.ERROR, link=Link.KSA)
def pod_on_missing_account(graph: Graph) -> Iterator[Finding]:
    """Pods run as a service account that their namespace lacks, and that another one resembles."""
    for workload in graph.every(Workload):
        if workload.account is not None and _IMPOSSIBLE.fullmatch(workload.account.known or ""):
            yield _impossible(graph, workload, workload.account)
            continue
        answer = graph.ksas.of(workload)
        if not isinstance(answer, Missing) or answer.nearest is None or workload.account is None:
            continue
        meant = answer.nearest
        others = graph.ksas.workloads_of(meant)
        moved = meant.name.known == workload.account.known
        is_own = not moved and _is_its_own(workload) and (others or not _is_close(workload.account, meant))
        if identity(graph, meant) is None or is_own:
            continue
        if others and not is_slip(str(workload.account), str(meant.name)):
            continue
        yield Finding(
            workload,
            workload.account.origin,
            f"{workload.kind} {workload.name} runs as {workload.namespace}/{workload.account}, "
            f"which is not declared: did you mean {meant.namespace}/{meant.name}?",
            because=(
                Step(meant.at, f"this one has the identity{', and no pod uses it' if not others else ''}"),
            ),
            fix=_fix(graph, workload, meant, moved=moved),
        )


def _is_its_own(workload: Workload) -> bool:
    """Whether an account is called as its pods are: it is theirs, and made where they are."""
    called = {workload.name.known, *(text.known for text in workload.labels.values())}
    return workload.account is not None and workload.account.known in called


def _is_close(written: Text, meant: KubernetesAccount) -> bool:
    """Whether a name is a slip for another one, or that in the singular or plural."""
    short, long = sorted((str(written), str(meant.name)), key=len)
    return is_slip(short, long) or long == f"{short}s"


_IMPOSSIBLE = re.compile(r"(?=[^_]*_)[a-z0-9_.-]+")
"""A name with an underscore, which Terraform's names of resources have and Kubernetes' objects never."""


def _impossible(graph: Graph, workload: Workload, written: Text) -> Finding:
    meant = str(written).replace("_", "-")
    is_there = any(one.name.known == meant for one in graph.ksas.in_namespace(workload.namespace))
    return Finding(
        workload,
        written.origin,
        f"{workload.kind} {workload.name} runs as '{written}', and no service account can be called so: "
        "names have lower-case letters, digits, '-' and '.'",
        fix=Fix("name the account that is declared", respell(written, meant), f"serviceAccountName: {meant}")
        if is_there
        else Fix("name the account by its name in Kubernetes"),
    )


def _fix(graph: Graph, workload: Workload, meant: KubernetesAccount, *, moved: bool) -> Fix:
    if moved:
        return Fix(f"put both into one namespace: {workload.namespace} or {meant.namespace}")
    assert workload.account is not None
    edits = amend(Stretch(workload.account, workload.account), Stretch(meant.name, meant.name))
    if graph.beside.is_bound(workload.namespace, workload.account):
        edits = ()  # who is bound and the pods agree: the account may be the slip
    return Fix("name the account that is declared", edits, f"serviceAccountName: {meant.name}")
