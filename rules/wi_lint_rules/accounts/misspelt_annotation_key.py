from collections.abc import Iterator

from wi_lint import (
    ANNOTATION,
    Annotation,
    Edit,
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    Unknown,
    provenance,
    rule,
)
from wi_lint_rules.shared.annotations import is_slip


@rule("WI107", Severity.WARNING, alone=True, link=Link.ANNOTATION)
def misspelt_annotation_key(graph: Graph) -> Iterator[Finding]:
    """A key resembles the annotation of Workload Identity, and nothing reads it."""
    for account in graph.every(KubernetesAccount):
        if account.google is not None:
            continue
        for one in account.annotations:
            if is_slip(one):
                yield Finding(
                    account,
                    one.key_at,
                    f"the key '{one.key}'{_whose(account)} is ignored: did you mean '{ANNOTATION}'?",
                    because=provenance(one.value, one.key_at, "the value that it is given"),
                    fix=Fix("write the key in full", _edits(one), ANNOTATION, safe=True),
                )


def _edits(one: Annotation) -> tuple[Edit, ...]:
    """The edit of a key that stands there as it reads: a template may make it of something else."""
    return (Edit(one.key_at, ANNOTATION),) if one.key_at.text == one.key else ()


def _whose(account: KubernetesAccount) -> str:
    return "" if isinstance(account.name, Unknown) else f" of {account.name}"
