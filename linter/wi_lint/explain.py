"""Rules, explained on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import asdict

from wi_lint.config.load import Config, sample, schema
from wi_lint.contract import Rule
from wi_lint.packs import ENGINE, dated, installed, local
from wi_lint.pages import page
from wi_lint.select import matching


def pages(which: str, folders: tuple[str, ...] = ()) -> list[str]:
    """The pages of the rules that a word names. Raises `UsageError` where it names none."""
    return [page(rule) for rule in sorted(matching(_every(folders), [which]), key=lambda rule: rule.id)]


def listing(folders: tuple[str, ...] = (), *, full: bool) -> Iterator[str]:
    """A line for each rule, or two; and how old the lists are that they look things up in."""
    for rule in sorted(_every(folders), key=lambda rule: rule.id):
        yield f"{rule.id}  {rule.severity:<8} {rule.name}"
        if full:
            yield f"       {rule.summary}"
    for one in dated() if full else ():
        yield f"{one.what}: as of {one.day}, from {one.source}"


def names() -> list[str]:
    """Every id and name, for a shell that completes them."""
    return [name for rule in sorted(_every(), key=lambda rule: rule.id) for name in (rule.id, rule.name)]


def _every(folders: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Every rule; those in the files of `folders` as well."""
    return (*ENGINE.values(), *installed(*map(local, map(Path, folders))))


def config(what: str, made: Config | None) -> str:
    """The `schema`, the `sample`, or what a configuration says, as JSON with the file that it comes from."""
    if what != "show":
        return (schema() if what == "schema" else sample()).rstrip()
    shown = asdict(made or Config())
    shown["path"] = str(made.path) if made else None
    return json.dumps(shown, indent=2, ensure_ascii=False, default=str)
