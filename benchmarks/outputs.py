"""What each form of output adds to a run: every form in turn, against `concise`.

usage: python benchmarks/outputs.py CORPUS
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

FORMS = ("concise", "full", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown")
RUNS = 5


def timed(form: str, corpus: Path) -> float:
    command = [sys.executable, "-m", "wi_lint", "-q", "--exit-zero", "-f", form]
    started = time.perf_counter()
    subprocess.run(command, cwd=corpus, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main(corpus: Path) -> None:
    loop_iterations = [{form: timed(form, corpus) for form in FORMS} for _ in range(RUNS)]
    for form in FORMS:
        seconds = statistics.median(one[form] for one in loop_iterations)
        ratio = statistics.median(one[form] / one["concise"] for one in loop_iterations)
        sys.stdout.write(f"{form:<9} {seconds:6.2f} s  {ratio:5.2f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
