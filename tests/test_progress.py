"""A long run says how far it is, to somebody who looks on, and to nobody else."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from wi_lint.files import Memory
from wi_lint.render import progress
from wi_lint.render.progress import Observed, Progress, is_wanted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [({}, True), ({"CI": "true"}, False), ({"PRE_COMMIT": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_who_looks_on(environ: dict[str, str], wanted: bool) -> None:
    assert is_wanted(Terminal(), environ) is wanted
    assert not is_wanted(io.StringIO(), environ)


def test_nothing_is_shown_of_a_short_run_and_nothing_stays_of_a_long_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    stream = Terminal()
    shown = Progress(stream, 3_000)
    files = Observed(Memory({f"{n}.yaml": "" for n in range(3_000)}), shown)
    for number in range(1_500):
        files.read(f"{number}.yaml")
    shown.close()
    assert stream.getvalue() == ""
    now[0] += 3
    files.read("1.yaml")
    files.read("2.yaml")
    assert stream.getvalue() == "\r\x1b[K1,500 of 3,000 files"
    shown.close()
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("option", ["--no-progress", "-q"])
def test_it_can_be_switched_off(option: str, tmp_path: Path) -> None:
    """At a real terminal, with a limit of no time: a line comes, and none with the option."""
    (tmp_path / "a.yaml").write_text("kind: Pod\n")
    script = "import wi_lint.render.progress as p; p.SILENT = -1; import wi_lint.cli; wi_lint.cli.main()"
    environ = {k: v for k, v in os.environ.items() if k not in ("CI", "PRE_COMMIT")} | {"TERM": "xterm"}

    def shown(*args: str) -> bytes:
        mine, theirs = pty.openpty()
        subprocess.run(
            [sys.executable, "-c", script, *args, "."], cwd=tmp_path, stderr=theirs, check=False, env=environ
        )
        os.close(theirs)
        made = os.read(mine, 65_536) if args != ("-q",) else b""
        os.close(mine)
        return made

    assert b"of 1 files" in shown()
    assert b"of 1 files" not in shown(option)
