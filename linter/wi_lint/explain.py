"""Rules, explained on the command line."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.contract import Rule
from wi_lint.packs import ENGINE, installed
from wi_lint.pages import page
from wi_lint.select import matching


def pages(which: str) -> list[str]:
    """The pages of the rules that a word names. Raises `UsageError` where it names none."""
    return [page(rule) for rule in sorted(matching(_every(), [which]), key=lambda rule: rule.id)]


def listing(*, full: bool) -> Iterator[str]:
    """A line for each rule, or two."""
    for rule in sorted(_every(), key=lambda rule: rule.id):
        yield f"{rule.id}  {rule.severity:<8} {rule.name}"
        if full:
            yield f"       {rule.summary}"


def _every() -> tuple[Rule, ...]:
    return (*ENGINE.values(), *installed())
