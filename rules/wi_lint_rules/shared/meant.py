"""What is meant by a member or an annotation that is not written as it has to be, where others say it."""

from __future__ import annotations

import re

from wi_lint import (
    Edit,
    Grant,
    Graph,
    KubernetesAccount,
    annotation_faults,
    lets_impersonate,
    respell,
    workload_pool,
)

_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")


def member_meant(graph: Graph, grant: Grant) -> str | None:
    """The member that a malformed one is meant to be: for the only account that is annotated with what the
    role is granted on, where its name and its namespace stand in what is written.
    """
    on, written = grant.target.email, grant.member_text.known
    if on is None or written is None or grant.member_text.opening.startswith("principal:"):
        return None
    named = {
        (one.namespace.known, one.name.known)
        for one in graph.grants.annotated_with(on)
        if not graph.deployments.are_apart(one.unit, grant.unit)
    }
    namespace, name = named.pop() if len(named) == 1 else (None, None)
    words = _WORD.findall(written.lower().replace("_", "-"))
    pool = _pool(graph, grant, words)
    if namespace is None or name is None or pool is None or not {namespace, name} <= set(words):
        return None
    return f"serviceAccount:{pool}[{namespace}/{name}]"


def _pool(graph: Graph, grant: Grant, words: list[str]) -> str | None:
    """The pool of a cluster, or of the account's own project, whose project stands in what is written."""
    own = grant.email.project if grant.email is not None else None
    projects = [graph.beside.projects[word] for word in words if word in graph.beside.projects]
    projects += [own] if own is not None and own.known in words else []
    found = {workload_pool(one) for one in projects}
    return found.pop() if len(found) == 1 else None


def google_edits(graph: Graph, account: KubernetesAccount) -> tuple[str, tuple[Edit, ...]]:
    """The Google account that a malformed annotation is meant to name, and the edit that names it: the only
    one that trusts who is annotated.
    """
    bound = {
        grant.target.email.known: grant.target.email
        for grant, _ in graph.grants.to_ksa(account)
        if grant.target.email is not None
        and lets_impersonate(grant)
        and not graph.deployments.are_apart(grant.unit, account.unit)
    }
    only = next(iter(bound.values())) if len(bound) == 1 else None
    if account.google is None or only is None or only.known is None or annotation_faults(only):
        return "", ()
    return only.known, respell(account.google, only.known)
