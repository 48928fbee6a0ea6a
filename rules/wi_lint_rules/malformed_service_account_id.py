import re
from collections.abc import Iterator

from wi_lint import Finding, Fix, Grant, Graph, Hole, Known, Severity, Text, rule, trail

_NAME = re.compile(r"projects/[^/]+/serviceAccounts/[^/@]+@?[^/]*")
_ATTRIBUTE = re.compile(r"google_service_account\.[^.]+\.(email|account_id|unique_id|member)$")


@rule("WI209", Severity.ERROR)
def malformed_service_account_id(graph: Graph) -> Iterator[Finding]:
    """A role is granted on a Google service account that is not given by its resource name."""
    told: set[object] = set()
    for grant in graph.grants:
        if grant.target.kind != "service_account" or grant.unit.kind != "terraform":
            continue
        name = grant.target.name
        says = _fault(name)
        if says is None or grant.writer in told:
            continue
        told.add(grant.writer)
        yield Finding(
            grant,
            name.at,
            f"service_account_id {says}: it takes 'projects/PROJECT/serviceAccounts/EMAIL', "
            "which is the attribute 'name'",
            because=trail(name, name.at, "it is used here"),
            fix=Fix("name the account by its resource name", copy=_better(grant)),
        )


def _fault(name: Text) -> str | None:
    """What is wrong with a name, in its known parts; nothing where it may be right."""
    if isinstance(name, Known):
        return None if _NAME.fullmatch(name.known) else f"is {_form(name.known)}"
    first = name.parts[0] if name.parts else None
    if isinstance(first, Hole):
        found = _ATTRIBUTE.search(first.name) if len(name.parts) == 1 else None
        return f"is the attribute '{found[1]}' of an account" if found else None
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
