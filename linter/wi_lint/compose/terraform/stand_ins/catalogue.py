"""The stand-ins beside this file, by the sources that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct
from msgspec.structs import replace

from wi_lint.compose.terraform.folder import Folder, Placed, sort
from wi_lint.lazy_re import regex
from wi_lint.parse import hcl
from wi_lint.parse.hcl import ast
from wi_lint.source import Source, Span

PLACE = "<well-known modules>"
"""The folder of stand-ins: a name that no path has."""
_GIT = regex(
    r"(?:git::)?(?:https://|ssh://|git@)?(?:git@)?github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?(//[^?]*)?(?:\?.*ref=v?(\d+(?:\.\d+)+)?[^&]*.*)?"
)
_REGISTRY = regex(r"(?:registry\.(?:terraform\.io|opentofu\.org)/)?([\w-]+)/([\w-]+)/([\w-]+)(//.*)?")


class StandIn(Struct, frozen=True):
    """A file of the catalogue. `sources`: the modules that it stands for, as `owner/repository//path`."""

    name: str
    sources: tuple[str, ...]
    about: str
    see: str
    body: ast.Body
    source: Source


@cache
def every() -> Mapping[str, StandIn]:
    """The stand-ins by name; those without `stands_for` are modules that the others call."""
    found = {}
    for one in sorted(files("wi_lint.compose.terraform.stand_ins").iterdir(), key=lambda one: one.name):
        if one.name.endswith(".tf"):
            name = one.name.removesuffix(".tf")
            source = Source(f"{PLACE}/{name}", one.read_text("utf-8"))
            body, problems = hcl.read(source)
            assert not problems, problems
            found[name] = StandIn(name, *_stands_for(body), body, source)
    return found


def _stands_for(body: ast.Body) -> tuple[tuple[str, ...], str, str]:
    for block in body.each("stands_for"):
        sources, about, see = (block.body.attributes[name].value for name in ("sources", "about", "see"))
        assert isinstance(sources, ast.Tuple)
        return tuple(map(_literal, sources.items)), _literal(about), _literal(see)
    return (), "", ""


def _literal(node: ast.Expression) -> str:
    assert isinstance(node, ast.Literal)
    return str(node.value)


@cache
def _by_source() -> dict[str, str]:
    return {source.lower(): one.name for one in every().values() for source in one.sources}


def find(source: str, version: str | None, at: Span) -> Folder | None:
    """What stands in for a module, reported at the place of its call; nothing where none is known."""
    if source.startswith("./"):  # what a stand-in calls
        inner = every().get(source[2:])
        return _folder(inner, None, at) if inner is not None else None
    normal, ref = _normal(source)
    name = _by_source().get(normal.lower())
    if name is None:
        return None
    return _folder(every()[name], _lowest(version or ref), at, _least(version or ref))


def _normal(source: str) -> tuple[str, str | None]:
    """`owner/repository//path` of a module source, and the version that it asks for."""
    git = _GIT.fullmatch(source)
    if git:
        return f"{git[1]}{(git[2] or '').rstrip('/')}", git[3]
    registry = _REGISTRY.fullmatch(source)
    if registry:
        return f"{registry[1]}/terraform-{registry[3]}-{registry[2]}{registry[4] or ''}", None
    return source, None


def _lowest(constraint: str | None) -> tuple[int, ...] | None:
    """The lowest version of a constraint; nothing where newer ones are as likely."""
    if constraint is None or (re.match(r"\s*>", constraint) and "<" not in constraint):
        return None
    found = re.search(r"\d+(?:\.\d+)*", constraint.replace("<", "") if "<" in constraint else constraint)
    return tuple(map(int, found[0].split("."))) if found else None


def _least(constraint: str | None) -> tuple[int, ...] | None:
    """The version that a constraint lets nothing older through than; nothing where it may."""
    for clause in (constraint or "").split(","):
        found = re.match(r"\s*(?:~>|>=|>|=)?\s*v?(\d+(?:\.\d+)*)\s*$", clause)
        if found is not None:
            numbers = map(int, found[1].split("."))
            return (*numbers, 0, 0)[: max(3, found[1].count(".") + 1)]
    return None


def _folder(
    one: StandIn, version: tuple[int, ...] | None, at: Span, least: tuple[int, ...] | None = None
) -> Folder:
    folder = Folder(f"{PLACE}/{one.name}", at=at)
    sort(folder, one.source, one.body)
    folder.variables = {name: _aged(placed, version) for name, placed in folder.variables.items()}
    folder.dropped = dict(_dropped(one.body, least))
    return folder


def _dropped(body: ast.Body, least: tuple[int, ...] | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """The arguments that no version has which may be taken: since which, and what replaces each."""
    for block in body.each("dropped"):
        since = block.labels[0].text
        if least is not None and least >= tuple(map(int, since.split("."))):
            yield from ((name, (since, _literal(one.value))) for name, one in block.body.attributes.items())


def _aged(variable: Placed, version: tuple[int, ...] | None) -> Placed:
    """A variable as it was in some version."""
    body = variable.block.body
    for older in body.each("before"):
        limit = tuple(map(int, older.labels[0].text.split(".")))
        if version is not None and version < limit:
            changed = replace(body, attributes={**body.attributes, **older.body.attributes})
            return replace(variable, block=replace(variable.block, body=changed))
    return variable
