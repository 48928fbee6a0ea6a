from collections.abc import Iterator

from wi_lint import (
    ANNOTATION,
    Annotation,
    Edit,
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Severity,
    Unknown,
    distance,
    provenance,
    rule,
)
from wi_lint_rules.shared.identities import OF_OTHER_CLOUDS

_KNOWN = frozenset(
    {ANNOTATION, "iam.gke.io/return-principal-id-as-email", "iam.gke.io/credential-quota-project"}
)
_OTHERS = frozenset(
    {
        "gke.io/gcp-service-account",
        "iam.gcp.io/gcp-service-account",
        "cloud.google.com/service-account",
    }
)

_HOST = ".iam.gserviceaccount.com"


@rule("WI107", Severity.WARNING)
def misspelt_annotation_key(graph: Graph) -> Iterator[Finding]:
    """A key resembles the annotation of Workload Identity, and nothing reads it."""
    for account in graph.every(KubernetesAccount):
        if account.google is not None:
            continue
        for one in account.annotations:
            if _is_meant(one):
                yield Finding(
                    account,
                    one.key_at,
                    f"the key '{one.key}'{_whose(account)} is ignored: did you mean '{ANNOTATION}'?",
                    because=provenance(one.value, one.key_at, "the value that it is given"),
                    fix=Fix("write the key in full", (Edit(one.key_at, ANNOTATION),), ANNOTATION),
                )


def _whose(account: KubernetesAccount) -> str:
    return "" if isinstance(account.name, Unknown) else f" of {account.name}"


def _is_meant(one: Annotation) -> bool:
    key = one.key
    if key in _KNOWN:
        return False
    if key in _OTHERS or key.startswith("iam.gke.io/") or distance(key, ANNOTATION) <= 3:
        return True
    return key in OF_OTHER_CLOUDS and one.value.closing.endswith(_HOST)
