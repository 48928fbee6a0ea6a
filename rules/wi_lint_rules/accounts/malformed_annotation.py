from collections.abc import Iterator

from wi_lint import (
    ANNOTATION,
    Edit,
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    Unknown,
    edit_of,
    is_annotation,
    provenance,
    respell,
    rule,
)
from wi_lint_rules.shared.ends import free
from wi_lint_rules.shared.meant import google_edits


@rule("WI102", Severity.ERROR, alone=True, link=Link.ANNOTATION, documents=True)
def malformed_annotation(graph: Graph) -> Iterator[Finding]:
    """The annotation of a Kubernetes service account is not the e-mail of a Google one."""
    for account in graph.every(KubernetesAccount):
        stray = account.stray
        if stray is not None and ANNOTATION in str(stray):
            yield Finding(
                account,
                stray.at,
                _no_mapping(str(stray)),
                fix=_rewrite(str(stray)),
            )
        if account.google is None:
            continue
        for fault in account.faults:
            edits = edit_of(account.google, fault.at, fault.better, is_annotation, "email")
            if not edits and is_annotation(fault.better or ""):
                edits = respell(account.google, fault.better)
            meant = ""
            if not edits:
                meant, edits = google_edits(graph, account)
            edits = free(graph, edits, account) if "," not in str(account.google) else ()
            whose = "" if isinstance(account.name, Unknown) else f" of {account.name}"
            yield Finding(
                account,
                fault.at,
                f"{_what(account)} '{account.google}'{whose} {fault.says}",
                because=provenance(account.google, fault.at, "it is used here"),
                fix=Fix(
                    "write the bare e-mail of the Google service account",
                    edits,
                    meant or fault.better or "",
                    safe=bool(edits) and not meant and _are_its_own(account, edits),
                ),
            )


def _are_its_own(account: KubernetesAccount, edits: tuple[Edit, ...]) -> bool:
    """Whether edits change the annotation where the account is written, and nothing that has a name."""
    google = account.google
    if google is None or any(part.provenance for part in google.parts):
        return False
    return all(edit.at in google.at and edit.at.path == account.at.path for edit in edits)


def _no_mapping(stray: str) -> str:
    if "=" in stray:
        return "the annotations are no mapping: write 'key: value', not 'key=value'"
    return "the annotations are a list, where one mapping of them belongs: write them without dashes"


def _what(account: KubernetesAccount) -> str:
    """What it is called: an object of a controller names it in a field of its own."""
    is_written = any(one.key == ANNOTATION for one in account.annotations)
    return "the annotation" if is_written or not account.derived else "the Google service account"


def _rewrite(stray: str) -> Fix:
    key, _, value = stray.partition("=")
    if not value:
        return Fix("write the annotations as one mapping", copy="")
    return Fix("write it as a key and a value", copy=f"annotations:\n  {key.strip()}: {value.strip()}")
