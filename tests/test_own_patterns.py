"""Regular expressions of our own, on texts that a stranger makes: none looks back over all of a text for each place."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

import wi_lint
import wi_lint_rules
from wi_lint.prefilter import Prefiltered

SIZE = 20_000
LIMIT = 0.9
"""Seconds of the CPU: what is quadratic takes one and more."""
PIECES = [
    "\n", " ", "\t", "\r", "a", "A", "0", "-", "_", "/", ".", "\\", '"', "'", "#", "*", "$", "&", "@", "é",
    "(", ")", "[", "]", "<", "{{", "}}", "${", "${{ ", "$(", "$(dirname ", "%{", "%{ if", "{a,", "a=", "=", "a,",
    "a.", "a-", "a b ", "a\n", " a\n", "- ", "# ", "**/", "|\n", "1.", "x@y ", "dir", "export ", "http://",
    "kind: ", "projects/", "serviceAccount:", ".svc.id.goog[", "workloadIdentityUser ", "gserviceaccount.com ",
]  # fmt: skip
_SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split"}


def modules() -> Iterator[ModuleType]:
    for package in (wi_lint, wi_lint_rules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def searched() -> set[str]:
    """The names of patterns that are looked for at every place of a text."""
    names = set()
    for module in modules():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of = node.func.value
                if node.func.attr in _SEARCHES and isinstance(of, ast.Name | ast.Attribute):
                    names.add(of.id if isinstance(of, ast.Name) else of.attr)
                names |= {
                    one.id for one in node.args if node.func.attr == "each" and isinstance(one, ast.Name)
                }
    return names


PATTERNS = {
    f"{module.__name__}.{name}": value.pattern if isinstance(value, Prefiltered) else value
    for module in modules()
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern | Prefiltered)
}
SEARCHED = searched()


def cost(do: Callable[[Any], object], text: Any) -> float:
    begun = time.process_time()
    do(text)
    return time.process_time() - begun


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_is_linear(name: str, slowness: float) -> None:
    pattern, limit = PATTERNS[name], LIMIT * slowness
    for piece in PIECES:
        text = piece * (SIZE // len(piece))
        made = text.encode() if isinstance(pattern.pattern, bytes) else text
        assert cost(pattern.match, made) < limit, piece
        assert cost(pattern.fullmatch, made) < limit, piece
        if name.rpartition(".")[2] in SEARCHED:
            assert cost(lambda text: list(pattern.finditer(text)), made) < limit, piece
