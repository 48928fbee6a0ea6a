"""Building overlays beside parsing their files: 200 overlays over 20 bases.

python benchmarks/overlays.py [OVERLAYS BASES]
"""

from __future__ import annotations

import gc
import sys
import textwrap
import time
from collections.abc import Callable

from wi_lint.compose.helm import Charts
from wi_lint.compose.library import Library
from wi_lint.compose.manifests import read_manifests
from wi_lint.files import Memory
from wi_lint.model import releases

ROUNDS = 5
APP = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  template:
    metadata:
      labels:
        app: app
    spec:
      serviceAccountName: app
      containers:
        - name: app
          image: app:1
          env:
            - name: MODE
              value: production
"""


PATCH = """- op: add
  path: /metadata/annotations/iam.gke.io~1gcp-service-account
  value: team-{number}@acme-prod.iam.gserviceaccount.com
"""


def tree(overlays: int, bases: int, *, inline: bool) -> dict[str, str]:
    """Overlays that move, rename and patch a base; their patches stand `inline`, or in files."""
    texts: dict[str, str] = {}
    for base in range(bases):
        texts[f"base/{base}/kustomization.yaml"] = "resources: [app.yaml]\n"
        texts[f"base/{base}/app.yaml"] = APP
    for number in range(overlays):
        patch = PATCH.format(number=number)
        told = "path: patch.yaml\n"
        if inline:
            told = f"patch: |-\n{textwrap.indent(patch, ' ' * 4)}"
        else:
            texts[f"overlays/{number}/patch.yaml"] = patch
        texts[f"overlays/{number}/kustomization.yaml"] = (
            f"namespace: team-{number}\nnamePrefix: t{number}-\nresources: [../../base/{number % bases}]\n"
            f"patches:\n- target: {{kind: ServiceAccount}}\n  {told}"
        )
    return texts


def best(act: Callable[[], object]) -> float:
    """Milliseconds of the fastest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def main(overlays: int = 200, bases: int = 20) -> None:
    gc.disable()  # as the command does
    print(f"{overlays} overlays over {bases} bases")
    measure("patches in files", tree(overlays, bases, inline=False))
    measure("patches inline", tree(overlays, bases, inline=True))


def measure(title: str, texts: dict[str, str]) -> None:
    files, paths = Memory(texts), sorted(texts)

    def parse(patches: bool = False) -> None:
        library = Library(files)
        for path in paths:
            for document in library.whole(path):
                for patch in document.root.each("patches") if patches else ():
                    node = patch.get("patch")
                    _ = library.embedded(node) if node is not None else ()

    built = best(lambda: read_manifests(Charts(Library(files)), paths))
    whole = best(lambda: list(releases.facts(read_manifests(Charts(Library(files)), paths))))
    parsing, all_parsing = best(parse), best(lambda: parse(patches=True))
    print(f"{title}, {len(paths)} files: parsing {parsing:.1f} ms, and patches' text {all_parsing:.1f} ms")
    for what, took in (("parsed and built", built), ("with facts", whole)):
        print(f"  {what} {took:.1f} ms: {took / parsing:.2f} and {took / all_parsing:.2f} times")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
