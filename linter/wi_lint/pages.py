"""A rule's page: the Markdown file beside its module."""

from __future__ import annotations

from importlib.resources import files

from wi_lint.contract import Rule
from wi_lint.packs import ENGINE


def page(rule: Rule) -> str:
    """The page of a rule, as it stands in its pack; of an engine rule, its summary."""
    if rule in ENGINE.values():
        return f"# {rule.id} {rule.name}\n\n{rule.summary}\n"
    package, _, stem = rule.module.rpartition(".")
    return (files(package) / f"{stem}.md").read_text("utf-8")
