"""The environments of a tree, for people: what they are called, what belongs to each, and what says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import asdict

from wi_lint.config.declared import Declared
from wi_lint.environments import environment_of
from wi_lint.files import Files
from wi_lint.lint import units_of
from wi_lint.render import style
from wi_lint.unit import Unit

SCHEMA = 1
"""The version of the JSON."""


class Member(Struct, frozen=True, order=True):
    """Something that belongs to an environment. `why`: what says so."""

    folder: str
    kind: str
    why: str


def environments(files: Files, paths: list[str], declared: Declared) -> dict[str, list[Member]]:
    """What belongs to each environment, by its name; under an empty name what is of none or of all."""
    found: dict[str, set[Member]] = defaultdict(set)
    for unit in units_of(files, paths, declared):
        name, why = environment_of(unit) or ("", _WHY)
        found[name].add(Member(unit.folder or ".", _kind(unit), why))
    return {name: sorted(found[name]) for name in sorted(found, key=lambda name: (not name, name))}


_WHY = "nothing says that it is of one"


def _kind(unit: Unit) -> str:
    return f"script {unit.variant.partition(' ')[0]}" if unit.kind == "script" else unit.kind


def as_text(found: dict[str, list[Member]]) -> Iterator[str]:
    """A heading for each environment, and a line for each member."""
    for name, members in found.items():
        yield style.safe(name) or "of none, or of all"
        for one in members:
            yield style.safe(f"  {one.folder} ({one.kind}): {one.why}")
    if not any(found):
        yield "no environments: nothing here is called after one, or given values for several"


def as_json(found: dict[str, list[Member]]) -> str:
    """The same for programs."""
    rows = [
        {"environment": name or None, "members": [asdict(one) for one in members]}
        for name, members in found.items()
    ]
    return style.as_json({"schema_version": SCHEMA, "environments": rows})
