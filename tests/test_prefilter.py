"""Literals that are looked for first must never hide a match of their pattern."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wi_lint
from wi_lint.parse import yaml
from wi_lint.prefilter import Prefiltered
from wi_lint.signs import Signs


def _all() -> list[tuple[str, Prefiltered]]:
    """Every pattern of the linter that is tried only where its literals stand."""
    found: list[tuple[str, Prefiltered]] = []
    for module in pkgutil.walk_packages(wi_lint.__path__, "wi_lint."):
        if not module.name.endswith("__main__"):
            members = vars(importlib.import_module(module.name))
            found += [
                (f"{module.name}.{name}", one)
                for name, one in members.items()
                if isinstance(one, Prefiltered)
            ]
    return found


def test_there_are_some() -> None:
    assert len(_all()) >= 4


@pytest.mark.parametrize("pattern", [pytest.param(one, id=name) for name, one in _all()])
@given(data=st.data())
def test_every_match_holds_a_literal(pattern: Prefiltered, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern.pattern) | st.text("{%$}\n :-<=AZaz_.", max_size=30))
    assert (pattern.search(text) is None) == (pattern.pattern.search(text) is None)
    assert [one.span() for one in pattern.finditer(text)] == [
        one.span() for one in pattern.pattern.finditer(text)
    ]


_PIECES = st.lists(
    st.sampled_from(["---", "--- ", "----", "a---", "\n", "\n---", "\r\n", " x: 1\n", "\n%YAML", "é"]),
    max_size=12,
).map("".join)


@given(_PIECES)
def test_documents_start_where_a_line_does(text: str) -> None:
    if "\n%" in text or text.startswith("%"):
        return
    starts = {0, *(one.start() for one in re.finditer(r"^---(?=[ \t\r\n]|\Z)", text, re.MULTILINE))}
    assert {start for start, _ in yaml.chunks(text)} <= starts
    parts = {start for start in starts if text[start:].lstrip("- \t\r\n")}
    assert max(parts, default=None) == max((start for start, _ in yaml.chunks(text)), default=None)


_TEXTS = st.lists(
    st.sampled_from(["gcloud", "cloud-sdk", ".exe", "iam", "add", "-", "_", " ", "\n", ".", "é", "/", "x"]),
    max_size=14,
).map("".join)


@given(_TEXTS)
def test_words_of_commands_stand_by_themselves(text: str) -> None:
    signs = Signs(phrases=frozenset({("gcloud", "iam"), ("cloud-sdk", "add", "--x")}))
    tools = set(re.findall(r"\b(gcloud|cloud-sdk)(?:\.exe)?(?![\w.-])", text))
    words = set(re.findall(r"[\w-]+", text))
    expected = ("gcloud" in tools and "iam" in words) or ("cloud-sdk" in tools and {"add", "--x"} <= words)
    assert signs.matter_in(text) == expected
