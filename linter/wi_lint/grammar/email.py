"""E-mail addresses of Google service accounts."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from wi_lint.grammar.faults import Fault
from wi_lint.grammar.names import ACCOUNT_ID, PROJECT_ID, bad_letter, blank, distance, instead, is_attribute
from wi_lint.lazy_re import regex
from wi_lint.values import Hole, Known, Literal, Text, Unknown

_USER_MANAGED = ".iam.gserviceaccount.com"
_HOST = regex(r"(?P<project>[a-z0-9.:-]+?)(?:\.(?P<label>[a-z]{2,5}))?\.gserviceaccount\.com")
_GOOGLES = frozenset({"developer", "appspot", "cloudservices", "cloudbuild", "system"})
"""The hosts right below `gserviceaccount.com` that Google has accounts at."""
_DEFAULTS = ("developer.gserviceaccount.com", "appspot.gserviceaccount.com")


class Email(Struct, frozen=True, eq=False):
    """The e-mail of a Google service account: what stands before and behind the `@`."""

    text: Text
    account_id: Text
    host: Text
    project: Text | None
    """The project, with the label of its universe, where the account is one that a user made."""

    @property
    def is_default(self) -> bool:
        """Whether it is the default account of Compute Engine or App Engine."""
        return self.project is None and self.text.closing.endswith(_DEFAULTS)


@lru_cache(maxsize=1 << 16)  # every rule asks for the halves of the same few
def email(value: Text) -> Email | None:
    """Read a bare e-mail; nothing where no literal `@` shows its halves."""
    halves = value.split("@")
    if halves is None:
        return None
    name, host = halves
    project = host.before(_USER_MANAGED)
    return Email(value, name, host, project)


_NO_ID = regex(r"number|^[0-9]+$|^(?:org|folder)-[0-9]+$")
"""A number, of a project or an organization, or what stands for one."""


def agent_faults(value: Text) -> list[Fault]:
    """What is wrong with the e-mail of an account that Google makes: it is named by the project's number.

    Source: Google's list of service agents; App Engine's account alone is named by the id.
    """
    halves = value.split("@")
    if halves is None:
        return []
    name, host = halves
    if host.known == "developer.gserviceaccount.com":
        number = name.before("-compute")
    elif host.known in ("cloudservices.gserviceaccount.com", "cloudbuild.gserviceaccount.com"):
        number = name
    else:
        number = name.after("service-") if (host.known or "").startswith("gcp-sa-") else None
    if number is None:
        return []
    hole = next((one for one in number.holes if is_attribute(one, "google_project", "project_id")), None)
    if hole is not None:
        better = instead(hole, "project_id", "number")
        return [Fault(hole.at, "has the project id where the project's number belongs", better)]
    is_id = number.known is not None and PROJECT_ID.fullmatch(number.known) is not None
    if is_id and not (_NO_ID.search(number.known or "") or (host.known or "").startswith("gcp-sa-")):
        clause = f"has '{number}' where the project's number belongs"
        return [Fault(number.here, clause, of=number)]
    return []


def email_project(value: Text | None) -> str | None:
    """The project of a Google service account, where its e-mail tells it whole."""
    read = email(value) if value is not None else None
    return read.project.known if read is not None and read.project is not None else None


def email_of_name(value: Text) -> Text | None:
    """The e-mail inside a resource name, `projects/P/serviceAccounts/EMAIL`."""
    if not value.opening.startswith("projects/"):
        return None
    halves = value.split("/serviceAccounts/")
    return halves[1] if halves else None


def annotation_faults(value: Text) -> list[Fault]:
    """What is wrong with the value of `iam.gke.io/gcp-service-account`: it must be a bare e-mail."""
    if isinstance(value, Known) and not value.known.strip():
        return []
    whole = _wrong_kind(value)
    if whole:
        return [whole]
    twice = said_twice(value)
    if twice is not None:
        return [twice]
    read = email(value)
    return _faulty_parts(read) if read else []


def said_twice(value: Text) -> Fault | None:
    """What stands two times in an e-mail: its host, or its `@`; no project is called like Google's domain."""
    once = value.before(_USER_MANAGED)
    at_twice = sum(part.text.count("@") for part in value.parts if isinstance(part, Literal)) > 1
    if once is None or not (at_twice or once.closing.endswith("gserviceaccount.com")):
        return None
    better = str(once).partition("gserviceaccount.com")[0].removesuffix(".iam.")
    says = "has two '@'" if at_twice else "has the domain twice"
    is_whole = value.known is not None and better.count("@") == 1
    return Fault(value.here, says, f"{better}{_USER_MANAGED}" if is_whole else None)


_NO_ACCOUNTS = frozenset(
    {
        "google_sql_user", "google_sql_database_instance", "google_storage_bucket", "google_pubsub_topic",
        "google_secret_manager_secret", "google_service_account_key", "google_container_cluster",
        "google_container_node_pool", "kubernetes_service_account", "kubernetes_service_account_v1",
        "kubernetes_namespace", "kubernetes_namespace_v1", "google_service_account_iam_member",
        "google_service_account_iam_binding", "google_project_iam_member",
    }
)  # fmt: skip
"""Resources of which no attribute is the e-mail of a Google service account, but where it is called so."""


def _wrong_kind(value: Text) -> Fault | None:
    opening = value.opening
    written = value.known
    if (space := blank(value)) is not None:
        return Fault(space.at, "holds white space or a quote", (written or "").strip(" \t\r\n\"'") or None)
    if opening.lower().startswith("serviceaccount:"):
        rest = value.after(opening[: len("serviceAccount:")])
        return Fault(value.origin, "has the prefix of an IAM member", str(rest))
    if opening.startswith(("projects/", "//iam.googleapis.com/")):
        halves = value.split("/serviceAccounts/")
        better = str(halves[1]) if halves else None
        return Fault(value.origin, "is a resource name", better)
    if isinstance(value, Unknown) and is_attribute(value.hole, "google_service_account", "unique_id"):
        return Fault(value.at, "is a unique id", instead(value.hole, "unique_id", "email"))
    of = value.hole.of if isinstance(value, Unknown) else None
    if of is not None and of.kind in _NO_ACCOUNTS and not re.search("service_account|identity", of.name):
        says = f"is the attribute '{of.name}' of a {of.kind}, which is no service account"
        return Fault(value.at, says)
    if written is None:
        return None
    if written.isdigit():
        return Fault(value.origin, "is a unique id")
    if "@" not in written:
        return Fault(value.origin, "has no '@': it is not an e-mail")
    return None


def _faulty_parts(read: Email) -> list[Fault]:
    host = read.host
    closing = host.closing
    if host.known is not None or closing:
        tail = closing if host.known is None else host.known
        if not _may_end(tail, host.known is not None):
            better = re.sub(r"\.?iam\.[a-z.]*$", "", tail) + _USER_MANAGED
            clause = "does not end in '.iam.gserviceaccount.com'"
            return [
                Fault(
                    host.origin,
                    clause,
                    f"{read.account_id}@{better}" if read.text.known else None,
                )
            ]
    meant = _near_host(host.known or "")
    if meant is not None:
        clause = f"is at '{host}', where no account of a project is"
        return [Fault(host.origin, clause, f"{read.account_id}@{meant}")]
    if _lacks_iam(host):
        right = "the project's id is followed by '.iam.gserviceaccount.com'"
        return [Fault(host.origin, f"is at '{host}', where no account of a project is: {right}")]
    if read.project is not None:
        return account_id_faults(read.account_id)
    return []


def _lacks_iam(host: Text) -> bool:
    """Whether a host is a project's id, which is not known, with the end that Google's own accounts have."""
    project = host.before(_GOOGLE)
    return isinstance(project, Unknown) and len(project.parts) == 1 and _is_project(project.holes[0])


_GOOGLE = ".gserviceaccount.com"


def _near_host(host: str) -> str | None:
    """What a host means in which `.iam` is misspelt or left out."""
    found = _HOST.fullmatch(host)
    if found is None or host.endswith(_USER_MANAGED):
        return None
    project, label = found["project"], found["label"]
    if label is None:
        return None if project in _GOOGLES or project == "iam" else f"{project}{_USER_MANAGED}"
    return f"{project}{_USER_MANAGED}" if distance(label, "iam") == 1 else None


def _may_end(tail: str, whole: bool) -> bool:
    if tail.endswith("gserviceaccount.com"):
        return True
    return not whole and "gserviceaccount.com".endswith(tail)


_SHORTEST_PROJECT = 6
"""Characters of a project's id at least."""
_PROJECT = regex(r"\bproject(?:_?id)?$", re.IGNORECASE)


def _is_project(hole: Hole) -> bool:
    """Whether a hole evidently stands for the id of a project, by what it is called."""
    return is_attribute(hole, "google_project", "project_id") or _PROJECT.search(hole.name) is not None


def account_id_faults(value: Text) -> list[Fault]:
    """What is wrong with a Google service account's id: 6 to 30 of `a-z`, `0-9` and `-`."""
    wrong = bad_letter(value, "-a-z0-9")
    if wrong:
        return [Fault(wrong.at, f"holds {wrong.text!r}, which no account id can")]
    written = value.known
    if written is None:
        least = value.shortest + sum(_SHORTEST_PROJECT for hole in value.holes if _is_project(hole))
        if least > 30:
            return [Fault(value.at, f"has more than {least - 1} characters, and 30 is the most")]
        return []
    if not 6 <= len(written) <= 30:
        return [Fault(value.at, f"has {len(written)} characters, and an account id has 6 to 30")]
    if not ACCOUNT_ID.fullmatch(written):
        return [Fault(value.at, "does not start with a letter, or ends with a hyphen")]
    return []
