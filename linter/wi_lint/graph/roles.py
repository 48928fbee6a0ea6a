"""Which roles let a member act as a service account (permissions as of 2026-08-22)."""

from __future__ import annotations

from wi_lint.values import Text

WORKLOAD_IDENTITY_USER = "roles/iam.workloadIdentityUser"
IMPERSONATING = frozenset({WORKLOAD_IDENTITY_USER, "roles/iam.serviceAccountTokenCreator"})
"""Roles that hold `iam.serviceAccounts.getAccessToken`."""
NOT_ENOUGH = {
    "roles/iam.serviceAccountUser": "iam.serviceAccounts.actAs",
    "roles/iam.serviceAccountOpenIdTokenCreator": "iam.serviceAccounts.getOpenIdToken",
}
"""Roles that are taken for it and are not, with the permission that they hold instead."""


def lets_impersonate(role: Text) -> bool | None:
    """Whether a role lets its member mint access tokens; nothing where it cannot be told."""
    if role.known is None or not role.known.startswith("roles/"):
        return None  # partly known, or a custom role
    return role.known in IMPERSONATING
