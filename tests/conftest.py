"""What tests share: linting texts in memory, and running the command as a process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from math import ceil
from pathlib import Path

import pytest
from hypothesis import settings

from wi_lint.bounds import MAX_RECURSION
from wi_lint.files import Memory
from wi_lint.lint import Report, lint
from wi_lint.packs import installed
from wi_lint.source import Source
from wi_lint.values import Known, known

# a run of CI says the same about the same commit; on a developer's machine examples are new each time
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

# what is kept from run to run is kept for these tests alone
os.environ["WI_LINT_CACHE_DIR"] = tempfile.mkdtemp(prefix="wi-lint-tests-")

sys.setrecursionlimit(MAX_RECURSION)  # once, so that no test is the one that changes it

Lint = Callable[..., Report]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def lint_texts() -> Lint:
    """Lint files that are given as texts, under every built-in rule."""

    def run(files: dict[str, str | bytes], *, complete: bool = False) -> Report:
        return lint(Memory(files), files, installed(), complete=complete)

    return run


BOUNDED = """
import resource, wi_lint.cli
resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
wi_lint.cli.main()
"""


@cache
def _slowness() -> float:
    """How many times slower this machine is than one of 2024, by what Python does most."""

    def took() -> float:
        begun, counts = time.process_time(), dict.fromkeys(range(1000), 0)
        for number in range(300_000):
            counts[number % 1000] += len(str(number))
        return time.process_time() - begun

    return max(1.0, statistics.median(took() for _ in range(5)) / 0.05)


@pytest.fixture(scope="session")
def slowness() -> float:
    """What limits of seconds are to be multiplied by on this machine."""
    return _slowness()


@pytest.fixture
def bounded(tmp_path: Path) -> Run:
    """Run the command with 10 s of a fast machine and 1 GiB: what it needs when all is well is far below."""

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        script = BOUNDED.replace("SECONDS", str(ceil(10 * _slowness())))
        return subprocess.run(
            [sys.executable, "-c", script, *args], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def wi_lint(tmp_path: Path) -> Run:
    """Run the real command, in a folder of its own."""

    def run(
        *args: str, cwd: Path = tmp_path, stdin: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        clean = {
            k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS")
        }
        return subprocess.run(
            [sys.executable, "-m", "wi_lint", *args],
            cwd=cwd, input=stdin, capture_output=True, text=True, timeout=60, check=False,
            env={**clean, **environment},
        )  # fmt: skip

    return run


@pytest.fixture
def text() -> Callable[[str], Known]:
    """A known text, written in a source of its own."""

    def make(written: str) -> Known:
        return known(written, Source("text", written).span(0, len(written)))

    return make


def said(report: Report) -> set[tuple[str, str, int]]:
    """What was found: rule, path, line."""
    return {(r.rule.id, r.finding.at.path, r.finding.at.line) for r in report.results}
