from collections.abc import Iterator

from wi_lint import (
    ANNOTATION,
    Finding,
    Fix,
    Graph,
    Link,
    Match,
    MisplacedAnnotation,
    Severity,
    Step,
    Undecided,
    rule,
    same_email,
)
from wi_lint_rules.shared.snippets import annotate

_OWN = "ServiceAccount"
_VALUES = frozenset({"values", "unmade"})


@rule("WI103", Severity.ERROR, link=Link.ANNOTATION)
def misplaced_annotation(graph: Graph) -> Iterator[Finding]:
    """Workload Identity's annotation stands where nothing reads it: on another object, or among labels."""
    for misplaced in graph.every(MisplacedAnnotation):
        if _is_a_copy(graph, misplaced):
            continue
        account = misplaced.account
        own = misplaced.address.rpartition("/")[2] if misplaced.kind == _OWN else "default"
        name = str(account) if account is not None else own
        what = "label" if misplaced.place == "label" else "annotation"
        because: tuple[Step, ...] = ()
        if account is not None and account.at.line != misplaced.at.line:
            because = (Step(account.at, "annotate this service account instead"),)
        yield Finding(
            misplaced,
            misplaced.at,
            f"the {what} names a Google service account {_where(misplaced)}, "
            f"where nothing reads it: {_belongs(misplaced)}",
            because=because,
            fix=_fix(misplaced, name),
            doubt=_doubt(graph, misplaced),
        )


def _where(misplaced: MisplacedAnnotation) -> str:
    if misplaced.place in _VALUES:
        return f"in the values, as '{misplaced.kind}'"
    if misplaced.kind != _OWN:
        return f"on a {misplaced.kind}"
    return "among the labels" if misplaced.place == "label" else "beside the metadata"


def _belongs(misplaced: MisplacedAnnotation) -> str:
    if misplaced.place == "values":
        return f"it belongs into '{misplaced.better}'"
    if misplaced.place == "unmade":
        if misplaced.better:
            return f"the chart makes no service account, as '{misplaced.better}' is false"
        read = f", and reads '{misplaced.read}'" if misplaced.read else ""
        return f"the chart makes no service account that has it{read}"
    if misplaced.kind == _OWN:
        return "it belongs into metadata.annotations"
    return "it belongs on the Kubernetes service account"


def _is_a_copy(graph: Graph, misplaced: MisplacedAnnotation) -> bool:
    """Whether the service account is annotated as well: then the copy does no harm.

    Where the account that is called like the object lacks the annotation, that one is meant.
    """
    own = misplaced.address.rpartition("/")[2]
    if any(
        account.name.known == own and account.google is None and not account.partial
        for account in graph.ksas.in_namespace(misplaced.namespace)
    ):
        return False
    return any(
        graph.references.may_meet(account, misplaced)
        for account in graph.grants.annotated_with(misplaced.value)
    )


def _doubt(graph: Graph, misplaced: MisplacedAnnotation) -> Undecided | None:
    """Whether it may be a copy: an account there is annotated with what may be the same."""
    for account in graph.ksas.in_namespace(misplaced.namespace):
        google = account.acts_as
        if google is not None and same_email(misplaced.value, google) is Match.MAYBE:
            return Undecided(f"{account.name} is annotated with {google}, which may be the same")
    return None


def _of_unmade(misplaced: MisplacedAnnotation) -> Fix:
    if misplaced.better:
        return Fix(f"let '{misplaced.better}' be true")
    if not misplaced.read:
        return Fix("write it where the chart reads it")
    return Fix(f"write it as a key of '{misplaced.read}'", copy=f"{ANNOTATION}: {misplaced.value}")


def _fix(misplaced: MisplacedAnnotation, name: str) -> Fix:
    if misplaced.place == "unmade":
        return _of_unmade(misplaced)
    if misplaced.place == "values":
        return Fix(f"write it as a key of '{misplaced.better}'", copy=f"{ANNOTATION}: {misplaced.value}")
    namespace = misplaced.namespace.known or "NAMESPACE"
    return annotate(namespace, name, str(misplaced.value))
