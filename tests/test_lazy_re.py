"""Patterns that wait for their first use: each is one, and reads as the compiled one does."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wi_lint
from wi_lint.lazy_re import _Uncompiled, regex


def test_each_pattern_of_the_linter_compiles() -> None:
    """A mistake in one would else be seen when somebody's file first asks for it."""
    for module in pkgutil.walk_packages(wi_lint.__path__, "wi_lint."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    waiting = [one for one in gc.get_objects() if isinstance(one, _Uncompiled)]
    assert len(waiting) > 150
    assert all(isinstance(one.pattern, str | bytes) for one in waiting)


@given(text=st.text(alphabet="ab1\n", max_size=20))
def test_it_answers_as_the_compiled_pattern(text: str) -> None:
    ours, compiled = regex(r"^(?P<a>a+)b?", re.MULTILINE), re.compile(r"^(?P<a>a+)b?", re.MULTILINE)
    assert [found.groupdict() for found in ours.finditer(text)] == [
        found.groupdict() for found in compiled.finditer(text)
    ]
    assert ours.sub(r"<\g<a>>", text) == compiled.sub(r"<\g<a>>", text)
    assert (ours.groupindex, ours.pattern, ours.flags) == (
        compiled.groupindex,
        compiled.pattern,
        compiled.flags,
    )


def test_a_mistake_is_told_when_it_is_used() -> None:
    with pytest.raises(re.error):
        regex("(").search("a")
