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
    block_of,
    document_of,
    is_plain,
    lets_impersonate,
    line_in_front,
    lines_above,
    lines_in_front,
    name_beside,
)

_OBJECT = re.compile(r"^kind:[ \t]*[\"']?ServiceAccount\b", re.MULTILINE)


def annotating(graph: Graph, account: KubernetesAccount, google: Text) -> tuple[Edit, ...]:
    """The edit that annotates an account where it is written; nothing where that is no manifest of its own.

    Behind the annotations that it has, or with a new mapping of them.
    """
    bound = {
        one.target.email.key
        for one, _ in graph.grants.to_ksa(account)
        if one.target.email is not None and lets_impersonate(one)
    }
    if google.known is None or not is_plain(google.known) or len(bound) > 1:
        return ()
    if account.unit.kind == "terraform":
        return _in_terraform(graph, account, google)
    if not _is_plain(graph, account):
        return ()
    line = f"{ANNOTATION}: {google.known}"
    if account.annotations:
        return line_in_front(account.annotations[0].key_at, line)
    return lines_in_front(account.name.origin, "name", ["annotations:", f"  {line}"])


def _in_terraform(graph: Graph, account: KubernetesAccount, google: Text) -> tuple[Edit, ...]:
    """The annotations in front of the name in a resource of Terraform's, by the Google account's own name."""
    at = account.name.origin
    before = at.source.line(at.line)[: at.column - 1]
    if account.annotations or not graph.beside.is_alone(account) or _NAME.fullmatch(before) is None:
        return ()
    block = block_of(account.at)
    if not at.path.endswith(".tf") or account.loose or block is None or "annotations" in block.text:
        return ()
    name = name_beside(google, at) or ""
    value = _ACCOUNT.sub(r"\1.email", name) if _ACCOUNT.fullmatch(name) else f'"{google.known}"'
    lines = ["annotations = {", f'  "{ANNOTATION}" = {value}', "}", ""]
    return lines_above(at, lines)


_NAME = re.compile(r"\s*name\s*=\s*\"")
_ACCOUNT = re.compile(r"(google_service_account\.[\w-]+)\.(?:id|name|email)")


def _is_plain(graph: Graph, account: KubernetesAccount) -> bool:
    """Whether an account is an object of a manifest, which nothing else makes accounts of."""
    at = account.at
    if account.unit.kind != "manifests" or posixpath.splitext(at.path)[1] not in (".yaml", ".yml"):
        return False
    if account.loose or account.derived or account.by_command or at.source.says("{{"):
        return False
    document = document_of(at).text
    if _OBJECT.search(document) is None:
        return False  # its name is made of something else
    if not account.annotations and "annotations" in document:
        return False  # there are some already, in another form
    return graph.beside.is_alone(account)
