"""Which roles let a member act as a service account (permissions as of 2026-08-22)."""

from __future__ import annotations

from wi_lint.facts import Grant

WORKLOAD_IDENTITY_USER = "roles/iam.workloadIdentityUser"
IMPERSONATING = frozenset({WORKLOAD_IDENTITY_USER, "roles/iam.serviceAccountTokenCreator"})
"""Roles that hold `iam.serviceAccounts.getAccessToken`."""
NOT_ENOUGH = {
    "roles/iam.serviceAccountUser": "iam.serviceAccounts.actAs",
    "roles/iam.serviceAccountOpenIdTokenCreator": "iam.serviceAccounts.getOpenIdToken",
}
"""Roles that are taken for it and are not, with the permission that they hold instead."""


def lets_impersonate(grant: Grant) -> bool | None:
    """Whether a grant lets its member mint access tokens; nothing where that is not known."""
    if grant.permissions is not None:
        return "iam.serviceAccounts.getAccessToken" in grant.permissions
    role = grant.role
    if role.known is None or ("/" in role.known and not role.known.startswith("roles/")):
        return None  # partly known, or a custom role of elsewhere
    return role.known in IMPERSONATING
