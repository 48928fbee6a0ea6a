"""No input makes a reader hang, crash or point outside its file. Each input has a time limit."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wi_lint.files import Memory
from wi_lint.lint import lint
from wi_lint.packs import installed
from wi_lint.parse import hcl, json, yaml
from wi_lint.problems import ReadProblem
from wi_lint.source import Source

ROOT = Path(__file__).parent.parent
LIMIT = 5
SEEDS = [
    p.read_text() for p in (*ROOT.glob("tests/fixtures/**/*.tf"), *ROOT.glob("tests/fixtures/**/*.yaml"))
]
PIECES = st.sampled_from(
    ["${", "}", '"', "[", "]", "{", "(", ")", "<<EOT\n", "EOT\n", "\n", "%{ if ", "%{ endif }", "/*", "*/", "#", "\\",
     "? ", "- ", ": ", "&a ", "*a", "<<: ", "|\n", "---\n", "\t", "\r\n", "\u2028", "\x85", "é", "😀", "!!", "= ", "a", "'", "."]
)  # fmt: skip


@contextmanager
def time_limit(seconds: int = LIMIT) -> Iterator[None]:
    """A hard limit, where the system has one."""

    def stop(*_: object) -> None:
        raise TimeoutError

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_everything(text: str) -> None:
    for reader in (_hcl, yaml.read, lambda s: yaml.read(s, lambda _: False), json.read):
        source = Source("x.yaml", text)
        with time_limit():
            found = list(reader(source))
        for one in found:
            if isinstance(one, ReadProblem):
                assert 0 <= one.at.start <= one.at.end <= len(text)


def _hcl(source: Source) -> list[ReadProblem]:
    return hcl.read(source)[1]


MUTATED = st.tuples(st.sampled_from(SEEDS), st.integers(0, 10_000), PIECES, st.integers(0, 40)).map(
    lambda m: m[0][: m[1] % (len(m[0]) + 1)] + m[2] + m[0][m[1] % (len(m[0]) + 1) + m[3] :]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join) | MUTATED | st.text(max_size=200))
def test_readers_survive(text: str) -> None:
    read_everything(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MUTATED)
def test_the_whole_survives(text: str) -> None:
    with time_limit(20):
        report = lint(Memory({"a.tf": text, "b.yaml": text}), ["a.tf", "b.yaml"], installed())
    assert report.crashes == []


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "a = " + '"${' * n,
        lambda n: '"' + "\\" * n,
        lambda n: "a = <<E\n" + "${" * n,
        lambda n: "x: " + "{a: " * n,
        lambda n: "a = " + "b ? " * n,
        lambda n: "/*" * n,
        lambda n: "a = " + "-" * n,
        lambda n: "? " * n,
        lambda n: "a = b" + "[0]" * n,
        lambda n: "serviceAccount: " + "[" * n,
        lambda n: " " * n,
        lambda n: "a = [" + "1," * n,
    ],
)
def test_long_runs_end_soon(make: Callable[[int], str]) -> None:
    read_everything(make(20_000))
