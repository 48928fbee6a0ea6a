"""What scripts add to a run: the same trees with their scripts, and without.

python benchmarks/scripts.py FOLDER...
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from wi_lint.bounds import MAX_RECURSION
from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.frontends import SCRIPTS
from wi_lint.lint import lint
from wi_lint.packs import installed

ROUNDS = 3


def seconds(folder: str, paths: list[str]) -> float:
    """The fastest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        started = time.perf_counter()
        lint(Disk(Path(folder)), paths, installed())
        times.append(time.perf_counter() - started)
    return min(times)


def main(folders: list[str]) -> None:
    sys.setrecursionlimit(MAX_RECURSION)
    gc.disable()  # as the command does
    print(f"{'tree':<44} {'files':>6} {'scripts':>7} {'without':>8} {'with':>8} {'times':>6}")
    whole = [0.0, 0.0]
    for folder in folders:
        paths = list(walk(Path(folder).resolve(), ""))
        rest = [path for path in paths if not SCRIPTS.takes(path)]
        without, with_ = seconds(folder, rest), seconds(folder, paths)
        whole[0] += without
        whole[1] += with_
        print(
            f"{Path(folder).name[-44:]:<44} {len(paths):>6} {len(paths) - len(rest):>7} "
            f"{without:>8.2f} {with_:>8.2f} {with_ / without:>6.2f}"
        )
    print(f"{'all':<59} {whole[0]:>8.2f} {whole[1]:>8.2f} {whole[1] / whole[0]:>6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
