"""All rules together beside parsing, and the dearest of them.

python benchmarks/rules.py FOLDER...
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from wi_lint.compose.library import Library
from wi_lint.compose.terraform import Folders
from wi_lint.discover import walk
from wi_lint.files import Disk, Files
from wi_lint.frontends import MANIFESTS, TERRAFORM
from wi_lint.graph import Graph
from wi_lint.lint import graph_of
from wi_lint.packs import installed

ROUNDS = 3
DEAREST = 5


def parse(files: Files, paths: list[str]) -> None:
    """Every file to its tree, and no more."""
    library, folders = Library(files), Folders(files)
    for path in paths:
        if MANIFESTS.takes(path):
            library.read(path)
    for folder in {path.rpartition("/")[0] for path in paths if TERRAFORM.takes(path)}:
        folders.get(folder)


def judged(graph: Graph) -> dict[str, float]:
    """Milliseconds of each rule; what the graph makes when it is first asked counts for who asks."""
    took = {}
    for rule in installed():
        started = time.perf_counter()
        list(rule.check(graph))
        took[rule.id] = (time.perf_counter() - started) * 1000
    return took


def main(folders: list[str]) -> None:
    whole: dict[str, float] = {}
    parsing = 0.0
    for folder in folders:
        files = Disk(Path(folder))
        paths = list(walk(Path(folder), ""))
        times, best = [], []
        for _ in range(ROUNDS):
            gc.collect()
            started = time.perf_counter()
            parse(files, paths)
            times.append((time.perf_counter() - started) * 1000)
            best.append(judged(graph_of(files, paths)))
        parsing += min(times)
        for id_, took in min(best, key=lambda one: sum(one.values())).items():
            whole[id_] = whole.get(id_, 0.0) + took
    total = sum(whole.values())
    print(f"parsing {parsing:.0f} ms, {len(whole)} rules {total:.0f} ms: {total / parsing:.2f} times")
    for id_ in sorted(whole, key=whole.__getitem__, reverse=True)[:DEAREST]:
        print(f"  {id_} {whole[id_]:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
