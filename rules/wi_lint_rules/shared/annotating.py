"""The annotation of Workload Identity, put where it lacks."""

from __future__ import annotations

import posixpath
import re

from wi_lint import (
    ANNOTATION,
    Edit,
    Graph,
    KubernetesAccount,
    Text,
    document_of,
    line_in_front,
    lines_in_front,
)

_OBJECT = re.compile(r"^kind:[ \t]*[\"']?ServiceAccount\b", re.MULTILINE)


def annotating(graph: Graph, account: KubernetesAccount, google: Text) -> tuple[Edit, ...]:
    """The edit that annotates an account where it is written; nothing where that is no manifest of its own.

    Behind the annotations that it has, or with a new mapping of them.
    """
    if not _is_plain(graph, account) or google.known is None:
        return ()
    line = f"{ANNOTATION}: {google.known}"
    if account.annotations:
        return line_in_front(account.annotations[0].key_at, line)
    return lines_in_front(account.name.origin, "name", ["annotations:", f"  {line}"])


def _is_plain(graph: Graph, account: KubernetesAccount) -> bool:
    """Whether an account is an object of a manifest, which nothing else makes accounts of."""
    at = account.at
    if account.unit.kind != "manifests" or posixpath.splitext(at.path)[1] not in (".yaml", ".yml"):
        return False
    if account.loose or account.derived or account.by_command or "{{" in at.source.text:
        return False
    if _OBJECT.search(document_of(at).text) is None:
        return False  # its name is made of something else
    return graph.beside.is_alone(account)
