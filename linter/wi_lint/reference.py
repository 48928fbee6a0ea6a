"""The reference pages that are made of the code itself: layers, bounds, and the questions of the graph."""

from __future__ import annotations

import ast
import inspect
import tomllib
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import wi_lint
import wi_lint.bounds
from wi_lint.graph import Graph

_PACKAGE = Path(str(wi_lint.__file__)).parent
_ROOMS = (
    "references",
    "deployments",
    "ksas",
    "grants",
    "heuristics",
    "trust",
    "beside",
    "reliance",
    "clusters",
    "network",
    "chains",
)
"""The answerers of the graph, in the order in which they are built on one another."""


def layers(pyproject: Path) -> str:
    """The layers that import-linter keeps, the highest first."""
    contracts = tomllib.loads(pyproject.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    kept = next(one["layers"] for one in contracts if one["type"] == "layers")
    return "```text\n" + "\n".join(row.replace("wi_lint.", "") for row in kept) + "\n```\n"


def bounds() -> str:
    """Every bound: what it is of, how much, and its name in `bounds.py`."""
    body = ast.parse((_PACKAGE / "bounds.py").read_text("utf-8")).body
    named = (
        (statement.targets[0].id, _said(behind))
        for statement, behind in pairwise(body)
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    )
    rows = "".join(f"| {says} | {getattr(wi_lint.bounds, name):,} | `{name}` |\n" for name, says in named)
    return f"| what | at most | name |\n| --- | --- | --- |\n{rows}"


def _said(behind: ast.stmt) -> str:
    """The text that stands below a constant."""
    match behind:
        case ast.Expr(value=ast.Constant(value=str(says))):
            return " ".join(says.split())
        case _:
            return ""


def questions() -> str:
    """Every question that a rule may ask of the graph."""
    pages = "\n".join(_room(name) for name in _ROOMS)
    return f"""# Questions

What a rule may ask of the graph, and who answers. Generated from the answerers by `python -m wi_lint.docs`.

`graph.every(Type)` gives the facts of one type, such as `graph.every(Grant)`; `graph.declared` is what the
user's configuration says beside the files. Every other question is asked of an answerer. A question of
existence has four answers: `Found`, `Missing` (a proof), `Undecided` and `Unseen` (doubts, which a rule
attaches to its finding).

{pages}"""


def _room(name: str) -> str:
    graph = Graph(())
    answerer = getattr(graph, name)
    kind = type(answerer)
    source = inspect.getsourcefile(kind)
    path = Path(str(source)).relative_to(_PACKAGE.parent.parent).as_posix()
    rows = "".join(_row(name, asked, member) for asked, member in _asked(kind))
    return f"""## graph.{name}

{_sentence(kind)}

Source: [`{path}`](../{path})

| question | answer | what it says |
| --- | --- | --- |
{rows}"""


def _asked(kind: type) -> Iterator[tuple[str, object]]:
    """The public members of an answerer, in the order of its code."""
    for name, member in vars(kind).items():
        if not name.startswith("_"):
            yield name, member


def _row(room: str, name: str, member: object) -> str:
    function = _function(member)
    signature = inspect.signature(function)
    arguments = ", ".join(list(signature.parameters)[1:])
    called = f"graph.{room}.{name}" + (f"({arguments})" if inspect.isfunction(member) else "")
    answer = str(signature.return_annotation).replace("|", "\\|")
    return f"| `{called}` | `{answer}` | {_sentence(function)} |\n"


def _function(member: object) -> Callable[..., object]:
    if isinstance(member, cached_property):
        return member.func
    if isinstance(member, property):
        assert member.fget is not None
        return member.fget
    assert callable(member)
    return member


def _sentence(of: object) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(of) or "").partition("\n\n")[0].split())
