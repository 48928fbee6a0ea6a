"""How cost grows with a tree: wi-lint on a corpus, once, four times, sixteen times.

usage: python benchmarks/scale.py CORPUS [--fmt] [--checkov COMMAND]

CORPUS is a folder with `tf/` and `k8s/`, outside this repository. Ratios are taken from runs that
take turns, and the median is reported; run it by hand, on a quiet machine. With --fmt the Terraform part
is also given to `terraform fmt -check -recursive`, and with --checkov the whole to checkov.
"""

from __future__ import annotations

import argparse
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINT = [sys.executable, "-m", "wi_lint", "-q", "--exit-zero", "-f", "concise"]
RUNS = 5


def timed(command: list[str], cwd: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def in_turn(one: list[str], other: list[str], cwd: Path, runs: int = RUNS) -> tuple[float, float, float]:
    """Medians of two commands that take turns, and of their ratios pair by pair."""
    pairs = [(timed(one, cwd), timed(other, cwd)) for _ in range(runs)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def grown(corpus: Path, times: int, into: Path) -> Path:
    """The corpus, several times beside itself."""
    folder = into / f"x{times}"
    for number in range(times):
        shutil.copytree(corpus, folder / f"copy{number}")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--fmt", action="store_true")
    parser.add_argument("--checkov")
    args = parser.parse_args()
    corpus = args.corpus.resolve()

    with tempfile.TemporaryDirectory() as folder:
        first = 0.0
        for times in (1, 4, 16):
            tree = grown(corpus, times, Path(folder))
            took = statistics.median(timed([*LINT, "."], tree) for _ in range(3))
            first = first or took
            print(f"{times:>3}x  {took:6.2f} s   {took / first:5.2f} times the first")
        empty = Path(folder) / "empty"
        empty.mkdir()
        ours, bare, ratio = in_turn([*LINT, "."], [sys.executable, "-c", "pass"], empty, 11)
        print(f"empty folder  {ours * 1000:.0f} ms, bare interpreter {bare * 1000:.0f} ms, ratio {ratio:.1f}")
    if args.fmt:
        ours, theirs, ratio = in_turn(
            [*LINT, "tf"], ["terraform", "fmt", "-check", "-recursive", "tf"], corpus
        )
        print(f"Terraform part  {ours:.2f} s, terraform fmt {theirs:.2f} s, ratio {ratio:.2f}")
    if args.checkov:
        command = [*shlex.split(args.checkov), "-d", ".", "--framework", "terraform", "kubernetes"]
        ours, theirs, ratio = in_turn([*LINT, "."], command, corpus, 1)
        print(f"whole  {ours:.2f} s, checkov {theirs:.1f} s, checkov takes {1 / ratio:.0f} times as long")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of the largest process  {peak:.0f} MiB")


if __name__ == "__main__":
    main()
