"""The links of a chain, from what runs to what it may do."""

from __future__ import annotations

from enum import StrEnum


class Link(StrEnum):
    """One link of the chain by which pods get their credentials. A rule speaks of one, or of none."""

    POD = "pod"
    """The pods run as the account that is meant, and not as their node."""
    KSA = "ksa"
    """The Kubernetes service account is there."""
    ANNOTATION = "annotation"
    """It is annotated with the Google service account, where a library reads that."""
    GSA = "gsa"
    """That Google service account is there."""
    BINDING = "binding"
    """It lets the Kubernetes one act as it."""
    POOL = "pool"
    """The cluster has the workload pool that the binding names."""
    MODE = "mode"
    """Its nodes run GKE's metadata server."""
    REACH = "reach"
    """Pods reach it, and Google's services behind it."""
    API = "api"
    """The services that mint tokens are enabled."""
    GRANT = "grant"
    """The identity holds the roles for what is called."""
    TOKEN = "token"  # noqa: S105 (a link's name)
    """A token of the pod's own, where it exchanges one, fits and is renewed."""
    KEY = "key"
    """No key takes the identity's place."""
    SIGN = "sign"
    """The identity may sign in its own name, where it does."""
    SYNTAX = "syntax"
    """What is written is taken by what reads it: a provider, an API, a shell."""
    ORG = "org"
    """No policy of the organization forbids it."""
