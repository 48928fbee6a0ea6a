"""Google Cloud itself: what its resources are, whichever tool makes them."""

from wi_lint.google.resources import (
    OF_CONNECTOR,
    OF_CROSSPLANE,
    OF_GCLOUD,
    RESOURCES,
    GoogleResource,
    carries_iam,
    iam_arguments,
)

__all__ = [
    "OF_CONNECTOR",
    "OF_CROSSPLANE",
    "OF_GCLOUD",
    "RESOURCES",
    "GoogleResource",
    "carries_iam",
    "iam_arguments",
]
