"""What is known of Google's predefined roles: data/roles.json names its sources and date."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from pkgutil import get_data
from typing import Any, Literal

from msgspec import Struct

from wi_lint import Grant, distance


class Fit(Struct, frozen=True):
    """Where a role can be granted instead of on a whole project.

    `full`: all of it works on one resource. `partial`: some of it needs the project.
    """

    kind: Literal["full", "partial", "project"]
    service: str
    terraform: tuple[str, ...] = ()
    gcloud: str = ""


@cache
def _data() -> dict[str, Any]:
    text = get_data("wi_lint_rules.shared", "data/roles.json") or b""
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def _fits() -> dict[str, Fit]:
    found: dict[str, Fit] = {}
    for service in _data()["services"]:
        for kind in ("full", "partial"):
            for role in service.get(kind, ()):
                found[role] = Fit(
                    "full" if kind == "full" else "partial",
                    service["title"],
                    tuple(service["terraform"]),
                    next(iter(service["gcloud"]), ""),
                )
    return found


def fit(role: str) -> Fit:
    """Where a role can be granted. An unknown or custom role stays where it is."""
    return _fits().get(role, Fit("project", ""))


@cache
def _services() -> dict[str, str]:
    """The beginning of the roles of a service, by the kinds of its resources."""
    return {
        kind: prefix
        for service in _data()["services"]
        for prefix in service["role_prefixes"][:1]
        if prefix in _KEPT_APART
        for kind in service["terraform"]
    }


_KEPT_APART = frozenset(
    {
        "roles/storage.", "roles/pubsub.", "roles/secretmanager.", "roles/bigquery.", "roles/cloudkms.",
        "roles/spanner.", "roles/bigtable.", "roles/cloudtasks.",
    }
)  # fmt: skip
"""Services whose resources take the roles of no other one."""


def service_of(kind: str) -> str | None:
    """What the roles of a resource's service begin with; nothing where others may be granted on it too."""
    return _services().get(kind)


@cache
def dangers() -> dict[str, frozenset[str]]:
    """Roles that hold power over the project itself, and the kinds of power of each."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, roles in _data()["dangerous"].items():
        for role in roles:
            found[role].add(kind)
    return {role: frozenset(kinds) for role, kinds in found.items()}


TOKEN_CREATORS = frozenset(
    {"roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountOpenIdTokenCreator"}
)
"""Roles that give tokens of accounts, besides that of Workload Identity."""
POWERS_BY_PERMISSION = {
    "resourcemanager.projects.setIamPolicy": "policy_admin",
    "resourcemanager.folders.setIamPolicy": "policy_admin",
    "resourcemanager.organizations.setIamPolicy": "policy_admin",
    "iam.serviceAccounts.setIamPolicy": "sa_admin",
    "iam.serviceAccounts.getAccessToken": "tokens",
    "iam.serviceAccounts.signJwt": "tokens",
    "iam.serviceAccounts.signBlob": "tokens",
    "iam.serviceAccounts.implicitDelegation": "tokens",
    "iam.serviceAccountKeys.create": "key_admin",
    "iam.serviceAccounts.actAs": "act_as",
    "iam.roles.update": "role_admin",
    "orgpolicy.policy.set": "org_policy",
}
"""The permissions that the powers of roles come from. Source: Google's list of risky permissions of IAM."""


def powers(grant: Grant) -> frozenset[str]:
    """The kinds of power that a role gives over a whole project, of a custom one by its permissions."""
    if grant.permissions is not None:
        return frozenset(kind for name, kind in POWERS_BY_PERMISSION.items() if name in grant.permissions)
    return dangers().get(grant.role.known or "", frozenset())


def first_of(told: dict[str, str], kinds: frozenset[str]) -> str | None:
    """What the worst of some kinds of power lets a workload do, of those that are told of."""
    return next((says for kind, says in told.items() if kind in kinds), None)


def holds_permission(role: str, permission: str) -> bool | None:
    """Whether a predefined role holds a permission that some need asks for, as far as that is known."""
    if role in _data()["holders"].get(permission, ()):
        return True
    return False if is_predefined(role) and role not in _data()["unlisted"] else None


@cache
def _service_admin() -> re.Pattern[str]:
    return re.compile(_data()["service_admin"])


def is_service_admin(role: str) -> bool:
    """Whether a role administers a whole service, such as `roles/storage.admin`."""
    return _service_admin().search(role) is not None


@cache
def bucket_only() -> frozenset[str]:
    """Roles that can be granted on buckets alone."""
    return frozenset(_data()["bucket_only"])


@cache
def _predefined() -> frozenset[str]:
    text = (get_data("wi_lint_rules.shared", "data/predefined.txt") or b"").decode()
    listed = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset({*(f"roles/{name}" for name in listed), *BASIC_WRITERS, *BASIC_READERS})


@cache
def has_narrower(role: str) -> bool:
    """Whether the service of a role has roles that change things in it, and do not administer it."""
    service = role.removeprefix("roles/").partition(".")[0]
    names = (one.partition(".")[2] for one in _predefined() if one.startswith(f"roles/{service}."))
    return any(not re.search(r"admin$|viewer$|reader$|serviceAgent$", name, re.IGNORECASE) for name in names)


def is_predefined(role: str) -> bool:
    return role in _predefined()


def predefined_in(written: str) -> str | None:
    """The predefined role that is written as one of a project: `projects/P/roles/storage.admin`."""
    above, sign, name = written.rpartition("/roles/")
    role = f"roles/{name}"
    is_own = sign and above.startswith(("projects/", "organizations/"))
    return role if is_own and "." in name and role in _predefined() else None


_VERBS = frozenset(
    {"get", "list", "create", "delete", "update", "use", "getIamPolicy", "setIamPolicy", "actAs", "access",
     "getAccessToken", "signBlob", "signJwt", "publish", "consume", "connect", "getData", "updateData"}
)  # fmt: skip
"""What permissions end with, and no predefined role does."""


def is_permission(role: str) -> bool:
    """Whether a role is called as permissions are: a service, what it holds, and what is done with it."""
    parts = role.removeprefix("roles/").split(".")
    if len(parts) != _PARTS_OF_PERMISSION or parts[2] not in _VERBS or is_predefined(role):
        return False
    return (f"roles/{parts[0]}", "") in _by_half()


_PARTS_OF_PERMISSION = 3


@cache
def nearest_role(written: str) -> str | None:
    """The predefined role that a text is a slip for; nothing for one that exists, or that is near to none."""
    if written in _predefined():
        return None
    if "/" not in written:  # IAM reads no role without what it belongs to
        return f"roles/{written}" if f"roles/{written}" in _predefined() else None
    if not written.startswith("roles/"):
        return None
    if "." not in written:
        whole = _by_half().get(("", written.removeprefix("roles/")), [])
        return whole[0] if len(whole) == 1 else None
    service, _, rest = written.partition(".")
    near = [name for name in _alike(service, rest, written.lower()) if _is_slip(written, name)]
    near.sort(key=lambda name: (distance(written, name), name.partition(".")[0] != service, name))
    return near[0] if near else None


def _alike(service: str, rest: str, lower: str) -> set[str]:
    """The predefined roles of which one half is the same."""
    return {name for key in ((service, ""), ("", rest), ("lower", lower)) for name in _by_half().get(key, ())}


@cache
def _by_half() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in _predefined():
        service, _, rest = name.partition(".")
        for key in ((service, ""), ("", rest), ("lower", name.lower())):
            found[key].append(name)
    return found


def _is_slip(written: str, name: str) -> bool:
    """Whether one half is the same, and the other a slip for its length."""
    if written.lower() == name.lower():
        return True
    service, _, rest = written.removeprefix("roles/").partition(".")
    other, _, last = name.removeprefix("roles/").partition(".")
    if service == other:
        return len(rest) > 4 and distance(rest, last) <= min(2, len(rest) // 4)
    return rest == last and len(service) > 4 and distance(service, other) <= min(2, len(service) // 4)


_OF_DATA = re.compile(
    r"roles/(?:storage|pubsub|secretmanager|cloudsql|logging|monitoring|cloudtrace|cloudkms|dns|datastore|spanner"
    r"|bigtable|redis|errorreporting|cloudprofiler|artifactregistry)\.\w+"
    r"|roles/bigquery\.(?:data|job|user|metadata|readSession)\w*"
)


@cache
def _on_accounts() -> frozenset[str]:
    """The predefined roles that hold a permission on service accounts, or on their keys, or may hold one."""
    return frozenset(_data()["on_accounts"])


def says_nothing_of_accounts(role: str) -> bool:
    """Whether a role holds no permission on a service account, so that it cannot be granted on one."""
    return is_for_data(role) or (is_predefined(role) and role not in _on_accounts())


def is_for_data(role: str) -> bool:
    """Whether a role is of a service whose roles hold no permission on service accounts."""
    return _OF_DATA.fullmatch(role) is not None and not role.endswith("Agent")


_NOT_OF_EDITORS = ("roles/secretmanager.", "roles/storage.object", "roles/iap.", "roles/cloudkms.")
"""Roles with permissions that an editor lacks."""
_OBJECTS = ("objectAdmin", "objectUser", "objectViewer")
"""Roles on the objects of buckets, of which each holds those behind it."""


def holding(role: str) -> tuple[str, ...]:
    """The roles that hold all permissions of another one, as far as that is plain from their names."""
    if role in BASIC_WRITERS:
        return ()
    service, _, name = role.removeprefix("roles/").partition(".")
    wider = [f"roles/{service}.admin"]
    if service == "storage" and name in _OBJECTS:
        wider += [f"roles/storage.{one}" for one in _OBJECTS[: _OBJECTS.index(name)]]
    if role not in dangers():
        wider += ["roles/owner"] if role.startswith(_NOT_OF_EDITORS) else ["roles/owner", "roles/editor"]
    return tuple(one for one in wider if one != role)


TAKES_OVER = {
    "policy_admin": "grant itself any role",
    "sa_admin": "make itself any service account",
    "key_admin": "create keys that never expire",
    "tokens": "act as every service account of it",
}
"""Powers that end in taking the project over."""
BROAD = {
    "act_as": "attach any service account to what it creates",
    "role_admin": "widen the roles that it holds",
    "code_execution": "run code as other service accounts of it",
    "org_policy": "switch the organization's guardrails off",
}
"""Powers that go further than a workload should."""
BASIC_WRITERS = frozenset({"roles/owner", "roles/editor", "roles/admin", "roles/writer"})
BASIC_READERS = frozenset({"roles/viewer", "roles/reader"})
BASIC = BASIC_WRITERS | BASIC_READERS
"""Roles over all services of a project, of which a little is about its service accounts."""
