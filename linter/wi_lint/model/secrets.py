"""Private keys of service accounts in files: where they are, and nothing of what they say."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from wi_lint.compose.library import Library
from wi_lint.compose.manifests import Deployed
from wi_lint.facts import KeyMaterial
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.unit import Unit

_KEY = regex(r"-----BEGIN (?:RSA )?PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/]{60,}")
_ACCOUNT = regex(r"[\"']type[\"']\s*:\s*[\"']service_account[\"']")
_SAMPLE = regex(r"[\"'](project_id|private_key_id|client_email|client_id)[\"']\s*:\s*[\"']\1[\"']")
"""A field that says its own name: a text that shows the form, as libraries have it in their tests."""


def is_key(written: str) -> bool:
    """Whether a text is a key file of a service account, with a key in it."""
    return (
        "private_key" in written
        and _ACCOUNT.search(written) is not None
        and _KEY.search(written) is not None
        and _SAMPLE.search(written) is None
    )


def in_objects(deployed: Deployed) -> Iterator[KeyMaterial]:
    """The keys in a secret or config map."""
    root = deployed.root
    if root.literal("kind") not in ("Secret", "ConfigMap"):
        return
    for part in ("data", "stringData"):
        node = root.get(part)
        for found in (node.fields if node is not None else {}).values():
            if is_key(
                _decoded(found.value)
                if part == "data" and root.literal("kind") == "Secret"
                else found.value.raw
            ):
                where = f"{root.literal('kind')} {root.literal('metadata', 'name')}"
                yield _material(deployed.unit, found.key.span.one_line, where)


def _decoded(node: Node) -> str:
    """What an entry of a secret stands for; a key file starts with a brace."""
    if not node.raw.lstrip().startswith(("ew", "ey")):
        return ""
    try:
        return base64.b64decode("".join(node.raw.split())).decode("utf-8", "replace")
    except (ValueError, binascii.Error):
        return ""


def in_files(library: Library, paths: list[str]) -> Iterator[KeyMaterial]:
    """Key files among files of JSON."""
    for path in paths:
        source = library.source(path) if path.endswith(".json") else None
        if source is not None and "private_key" in source.text and is_key(source.text):
            start = source.text.find("private_key")
            at = source.span(start, start + len("private_key"))
            yield _material(Unit("manifests", path.rpartition("/")[0]), at, f"the file {path}")


def _material(unit: Unit, at: Span, where: str) -> KeyMaterial:
    return KeyMaterial(unit=unit, address=f"{where} of {at.path}", at=at, where=where)
