"""Evaluating Terraform beside parsing it, and how both grow with instances and depth.

python benchmarks/evaluation.py [FOLDER...]
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from wi_lint.compose.terraform import Folders
from wi_lint.discover import walk
from wi_lint.files import Disk, Files, Memory
from wi_lint.frontends import TERRAFORM
from wi_lint.lint import facts_of

ROUNDS = 3
CHILD = """
variable "names" {}
resource "google_service_account" "all" {
  for_each   = toset(var.names)
  account_id = "app-${each.key}"
  project    = "acme-prod"
}
resource "google_service_account_iam_member" "all" {
  for_each           = google_service_account.all
  service_account_id = each.value.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/${each.key}]"
}
"""


def best(act: Callable[[], object]) -> float:
    """Milliseconds of the fastest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def parse(files: Files, paths: list[str]) -> None:
    folders = Folders(files)
    for folder in {path.rpartition("/")[0] for path in paths}:
        folders.get(folder)


def row(name: str, files: Files, paths: list[str]) -> None:
    parsing = best(lambda: parse(files, paths))
    whole = best(lambda: facts_of(files, paths, TERRAFORM))
    facts = len(facts_of(files, paths, TERRAFORM))
    print(f"{name:<40} {len(paths):>6} {facts:>7} {parsing:>9.1f} {whole:>9.1f} {whole / parsing - 1:>6.2f}")


def nested(instances: int, depth: int) -> dict[str, str]:
    """Modules inside one another, the innermost with some instances."""
    texts = {f"m{depth}/main.tf": CHILD}
    for level in range(depth):
        body = (
            'variable "names" {}\n'
            if level
            else f"locals {{ names = [for i in range({instances}) : tostring(i)] }}\n"
        )
        names = "var.names" if level else "local.names"
        call = f'module "inner" {{\n  source = "../m{level + 1}"\n  names  = {names}\n}}\n'
        texts[f"m{level}/main.tf"] = body + call
    return texts


def main(folders: list[str]) -> None:
    sys.setrecursionlimit(20_000)
    gc.disable()  # as the command does
    print(f"{'tree':<40} {'files':>6} {'facts':>7} {'parse ms':>9} {'whole ms':>9} {'eval/parse':>6}")
    for folder in folders:
        paths = [path for path in walk(Path(folder).resolve(), "") if TERRAFORM.takes(path)]
        row(Path(folder).name[-40:], Disk(Path(folder)), paths)
    for depth in (1, 5):
        for instances in (10, 100, 1000):
            texts = nested(instances, depth)
            row(f"{instances} instances, {depth} levels deep", Memory(texts), list(texts))


if __name__ == "__main__":
    main(sys.argv[1:])
