"""A rule's page: the Markdown file beside its module."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from wi_lint.contract import Rule
from wi_lint.packs import ENGINE


def page(rule: Rule) -> str:
    """The page of a rule, as it stands in its pack; of an engine rule, its summary."""
    if rule in ENGINE.values():
        return _summary(rule)
    if rule.module.startswith("wi_lint_local."):
        return _beside(rule)
    package, _, stem = rule.module.rpartition(".")
    return (files(package) / f"{stem}.md").read_text("utf-8")


def _beside(rule: Rule) -> str:
    """The page of a rule of the user's own, which may have none."""
    path = Path(str(sys.modules[rule.module].__file__)).with_suffix(".md")
    return path.read_text("utf-8") if path.exists() else _summary(rule)


def _summary(rule: Rule) -> str:
    return f"# {rule.id} {rule.name}\n\n{rule.summary}\n"
