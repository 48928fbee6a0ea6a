"""Rules, explained on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec.structs import asdict

from wi_lint.config.load import Config, sample, schema
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


def config(what: str, made: Config | None) -> str:
    """The `schema`, the `sample`, or what a configuration says, as JSON with the file that it comes from."""
    if what != "show":
        return (schema() if what == "schema" else sample()).rstrip()
    shown = asdict(made or Config())
    shown["path"] = str(made.path) if made else None
    return json.dumps(shown, indent=2, ensure_ascii=False, default=str)
