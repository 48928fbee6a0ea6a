"""Text to copy, in the words of where it goes: a shell knows no names of Terraform's, and a module does."""

from __future__ import annotations

import re

from wi_lint.lazy_re import regex

_COMMAND = regex(r"(?:gcloud|kubectl|bq|gsutil|helm)\b")
_NAMED = regex(r"\$\{\s*(?P<name>[A-Za-z_][\w-]*(?:\.[\w-]+|\[[^\]{}]*\])+)\s*\}")
"""A reference of Terraform's inside a text."""
_CUT = regex(r"\$\{(?:[^{}]|\$\{[^{}]*\})*?\.\.\.\}")
"""An expression that is too long to be shown."""
_WHOLE = regex(r'(?m)(?<== )"\$\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+|\[[0-9]+\])+)\s*\}"$')
"""An argument that is one reference."""
_INDEX = regex(r"\[[^\]]*\]")
_VALUE = "VALUE"


def to_copy(text: str) -> str:
    """Text to copy as it can be pasted, each of its paragraphs in its language.

    In commands, what only Terraform calls by a name is one in capitals, to be filled in; in Terraform a
    reference alone is no text. An expression that was cut is a name to be filled in everywhere.

    >>> to_copy("gcloud services enable sts.googleapis.com --project ${var.project_id}")
    'gcloud services enable sts.googleapis.com --project PROJECT_ID'
    >>> to_copy('project = "${var.project_id}"')
    'project = var.project_id'
    """
    if "${" not in text:
        return text
    return "\n\n".join(map(_paragraph, text.split("\n\n")))


def _paragraph(text: str) -> str:
    text = _CUT.sub(_VALUE, text)
    if _COMMAND.match(text) is not None:
        return _NAMED.sub(_in_capitals, text)
    return _WHOLE.sub(r"\1", text)


def _in_capitals(found: re.Match[str]) -> str:
    """The last word of a reference that says something, as `PROJECT_ID` for `var.project_id`."""
    words = _INDEX.sub("", found["name"]).split(".")
    last = (
        words[-1]
        if words[-1] not in ("id", "name", "email", "number", "hex", "result")
        else "_".join(words[-2:])
    )
    return last.upper().replace("-", "_")
