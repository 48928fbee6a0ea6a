"""The identity graph: facts joined by identity, and the questions that rules ask of them.

Each room adds its questions to those before it: facts, Kubernetes accounts, grants and Google
accounts, trust between the two, clusters, networks.
"""

from __future__ import annotations

from wi_lint.graph.answers import Answer, Found, Missing, Undecided, Unseen
from wi_lint.graph.network import Network

MADE_ELSEWHERE = frozenset(
    {
        "cnrm-system", "config-management-system", "config-management-monitoring", "gke-mcs",
        "gmp-system", "gke-gmp-system", "kube-system", "krmapihosting-system",
    }
)  # fmt: skip
"""Namespaces whose accounts Google's own components make."""


class Graph(Network):
    """The identity graph of one run."""


__all__ = [
    "MADE_ELSEWHERE",
    "Answer",
    "Found",
    "Graph",
    "Missing",
    "Undecided",
    "Unseen",
]
