import re
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    Known,
    Link,
    Severity,
    Text,
    Unknown,
    provenance,
    rule,
)

_NAME = re.compile(r"projects/[^/]+/serviceAccounts/[^/@]+@?[^/]*")
_NO_NAMES = frozenset({"email", "account_id", "unique_id", "member"})
"""The attributes of an account that are taken for its name."""


@rule("WI209", Severity.ERROR, alone=True, link=Link.SYNTAX)
def malformed_service_account_id(graph: Graph) -> Iterator[Finding]:
    """A role is granted on a Google service account that is not given by its resource name."""
    reported: set[object] = set()
    for grant in graph.every(Grant):
        if grant.target.kind != "service_account" or not _takes_names(grant):
            continue
        name = grant.target.name
        says = _fault(name)
        if says is None or grant.writer in reported:
            continue
        reported.add(grant.writer)
        yield Finding(
            grant,
            name.at,
            f"service_account_id {says}: it takes 'projects/PROJECT/serviceAccounts/EMAIL', "
            "which is the attribute 'name'",
            because=provenance(name, name.at, "it is used here"),
            fix=Fix("name the account by its resource name", copy=_better(grant)),
        )


def _takes_names(grant: Grant) -> bool:
    """Whether what grants it takes the resource name alone: Terraform, and Crossplane by its argument."""
    of_crossplane = (
        grant.address.startswith("ServiceAccountIAM") and grant.target.name is not grant.target.email
    )
    return grant.unit.kind == "terraform" or of_crossplane


def _fault(name: Text) -> str | None:
    """What is wrong with a name, in its known parts; nothing where it may be right."""
    if isinstance(name, Known):
        return None if _NAME.fullmatch(name.known) else f"is {_form(name.known)}"
    if isinstance(name, Unknown):
        of = name.hole.of
        is_account = of is not None and of.kind == "google_service_account" and of.name in _NO_NAMES
        return f"is the attribute '{of.name}' of an account" if of is not None and is_account else None
    if name.is_open_in_front:
        return None
    opening = name.opening
    if opening.startswith("projects/") or "projects/".startswith(opening):
        return None
    return f"is {_form(str(name))}"


def _form(written: str) -> str:
    if written.startswith("serviceAccount:"):
        return "a member"
    if "@" in written:
        return "a bare e-mail"
    if written.isdigit():
        return "a unique id"
    return f"'{written}'" if "/" in written or not written else "an account id"


def _better(grant: Grant) -> str:
    email = grant.target.email
    if email is None or grant.email is None:
        return "service_account_id = google_service_account.NAME.name"
    return f'service_account_id = "projects/-/serviceAccounts/{email}"'
