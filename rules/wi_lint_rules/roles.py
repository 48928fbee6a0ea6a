"""What is known of Google's predefined roles: data/roles.json names its sources and date."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a role can be granted instead of on a whole project.

    `full`: all of it works on one resource. `partial`: some of it needs the project.
    """

    kind: Literal["full", "partial", "project"]
    service: str
    terraform: tuple[str, ...] = ()
    gcloud: str = ""


@cache
def _data() -> dict[str, Any]:
    text = (files(__package__ or "wi_lint_rules") / "data" / "roles.json").read_text("utf-8")
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
def dangers() -> dict[str, str]:
    """Roles that hold power over the project itself, and what kind of power."""
    return {role: kind for kind, roles in _data()["dangerous"].items() for role in roles}


@cache
def _service_admin() -> re.Pattern[str]:
    return re.compile(_data()["service_admin"])


def is_service_admin(role: str) -> bool:
    """Whether a role administers a whole service, such as `roles/storage.admin`."""
    return _service_admin().search(role) is not None


_OF_DATA = re.compile(
    r"roles/(?:storage|pubsub|secretmanager|cloudsql|logging|monitoring|cloudtrace|cloudkms|dns|datastore|spanner"
    r"|bigtable|redis|errorreporting|cloudprofiler|artifactregistry)\.\w+"
    r"|roles/bigquery\.(?:data|job|user|metadata|readSession)\w*"
)


def is_for_data(role: str) -> bool:
    """Whether a role is of a service whose roles hold no permission on service accounts."""
    return _OF_DATA.fullmatch(role) is not None and not role.endswith("Agent")


TAKES_OVER = {
    "policy_admin": "grant itself any role",
    "sa_admin": "make itself any service account",
    "key_admin": "create keys that never expire",
}
"""Powers that end in taking the project over."""
BROAD = {
    "act_as": "attach any service account to what it creates",
    "role_admin": "widen the roles that it holds",
    "org_policy": "switch the organization's guardrails off",
}
"""Powers that go further than a workload should."""
BASIC_WRITERS = frozenset({"roles/owner", "roles/editor", "roles/admin", "roles/writer"})
BASIC_READERS = frozenset({"roles/viewer", "roles/reader"})
