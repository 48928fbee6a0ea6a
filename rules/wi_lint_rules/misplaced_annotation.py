from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Match,
    MisplacedAnnotation,
    Severity,
    Step,
    compare,
    rule,
)
from wi_lint_rules.snippets import annotate


@rule("WI103", Severity.ERROR)
def misplaced_annotation(graph: Graph) -> Iterator[Finding]:
    """Workload Identity's annotation stands on an object that is no service account."""
    for misplaced in graph.misplaced_annotations:
        if _is_a_copy(graph, misplaced):
            continue
        account = misplaced.account
        name = str(account) if account is not None else "default"
        because: tuple[Step, ...] = ()
        if account is not None and account.at.line != misplaced.at.line:
            because = (Step(account.at, "annotate this service account instead"),)
        yield Finding(
            misplaced,
            misplaced.at,
            f"the {misplaced.place} names a Google service account on a {misplaced.kind}, "
            "where nothing reads it: it belongs on the Kubernetes service account",
            because=because,
            fix=_fix(misplaced, name),
        )


def _is_a_copy(graph: Graph, misplaced: MisplacedAnnotation) -> bool:
    """Whether the service account is annotated as well: then the copy does no harm."""
    return any(
        compare(account.namespace, misplaced.namespace) is not Match.DIFFERENT
        for account in graph.annotated_with(misplaced.value)
    )


def _fix(misplaced: MisplacedAnnotation, name: str) -> Fix:
    namespace = misplaced.namespace.known or "NAMESPACE"
    return annotate(namespace, name, str(misplaced.value))
