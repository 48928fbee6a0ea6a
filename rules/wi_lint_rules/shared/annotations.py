"""Keys that are taken for the annotation of Workload Identity."""

import re

from wi_lint import ANNOTATION, Annotation, distance

_KNOWN = frozenset(
    {ANNOTATION, "iam.gke.io/return-principal-id-as-email", "iam.gke.io/credential-quota-project"}
)
_OTHERS = frozenset(
    {
        "gke.io/gcp-service-account",
        "iam.gcp.io/gcp-service-account",
        "cloud.google.com/service-account",
        "cloud.google.com/gcp-service-account",
        "iam.google.com/gcp-service-account",
    }
)

_SPEAKS = re.compile(r"identity|service-?account|gsa|gcp|eks\.amazonaws\.com/role-arn", re.IGNORECASE)
"""What keys are called that are to say which Google account it is."""
_HOST = ".iam.gserviceaccount.com"


def is_slip(one: Annotation) -> bool:
    """Whether a key resembles the annotation, and nothing reads it."""
    key = one.key
    if key in _KNOWN:
        return False
    if key in _OTHERS or key.startswith("iam.gke.io/") or distance(key, ANNOTATION) <= 3:
        return True
    return one.value.closing.endswith(_HOST) and _SPEAKS.search(key) is not None
