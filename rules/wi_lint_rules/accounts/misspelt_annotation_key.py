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
    distance,
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
                    fix=Fix("write the key in full", _edits(account, one), ANNOTATION, safe=True),
                )


_SLIPS = 3
"""Most letters in which a key differs from the one that it surely is a slip for."""


def _edits(account: KubernetesAccount, one: Annotation) -> tuple[Edit, ...]:
    """The edit of a key that is surely a slip, and stands there as it reads.

    One with a word more was switched off on purpose, or is another tool's; of two, nobody knows which counts.
    """
    several = sum(map(is_slip, account.annotations)) > 1
    added = one.key.replace(ANNOTATION, "")
    is_word = added != one.key and not (len(added) == 1 and added.isalpha())
    if several or is_word or one.key_at.text != one.key or distance(one.key, ANNOTATION) > _SLIPS:
        return ()
    return (Edit(one.key_at, ANNOTATION),)


def _whose(account: KubernetesAccount) -> str:
    return "" if isinstance(account.name, Unknown) else f" of {account.name}"
