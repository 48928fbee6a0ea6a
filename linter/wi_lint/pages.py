"""A rule's page: the Markdown file beside its module."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wi_lint.contract import Rule
from wi_lint.packs import ENGINE

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HOME = "https://github.com/wi-lint/wi-lint"
"""Where the project lives: all links to it begin so."""


OWN = "wi_lint_rules"
"""The pack whose pages the project's own documentation holds."""


def link(rule: Rule) -> str:
    """The address of a rule's page; empty for rules of others."""
    if rule in ENGINE.values():
        return f"{HOME}/blob/main/docs/rules.md"
    if not rule.module.startswith(f"{OWN}."):
        return ""
    return f"{HOME}/blob/main/docs/rules.md#{rule.id.lower()}-{rule.name}"


def page(rule: Rule) -> str:
    """The page of a rule, as it stands in its pack; of one that has none, its summary.

    The engine's own rules have none, and packs of others need not have any.
    """
    if rule in ENGINE.values():
        return _summary(rule)
    found = _beside(rule)
    return found.read_text("utf-8") if found is not None and found.is_file() else _summary(rule)


def _beside(rule: Rule) -> Traversable | None:
    """The file beside a rule's module that is to hold its page."""
    if rule.module.startswith("wi_lint_local."):
        return Path(str(sys.modules[rule.module].__file__)).with_suffix(".md")
    from importlib.resources import files  # noqa: PLC0415 (who only wants a link does not pay for it)

    package, _, stem = rule.module.rpartition(".")
    return files(package) / f"{stem}.md" if package else None


def _summary(rule: Rule) -> str:
    return f"# {rule.id} {rule.name}\n\n{rule.summary}\n"
