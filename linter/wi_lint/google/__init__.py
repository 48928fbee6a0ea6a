"""Google Cloud itself: what its resources are, whichever tool makes them."""

from wi_lint.google.attributes import ATTRIBUTES, meant_instead
from wi_lint.google.resources import (
    DAY,
    OF_CONNECTOR,
    OF_CROSSPLANE,
    OF_GCLOUD,
    RESOURCES,
    SOURCE,
    GoogleResource,
    carries_iam,
    iam_arguments,
)

__all__ = [
    "ATTRIBUTES",
    "DAY",
    "OF_CONNECTOR",
    "OF_CROSSPLANE",
    "OF_GCLOUD",
    "RESOURCES",
    "SOURCE",
    "GoogleResource",
    "carries_iam",
    "iam_arguments",
    "meant_instead",
]
