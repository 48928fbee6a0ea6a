"""What each hostile tree of the tests costs: seconds of the CPU, and peak memory.

usage: python benchmarks/hostile.py [--write docs/hostile.md]
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = """# What hostile trees cost

Small trees that hang a linter, or eat its memory, if it lets them. The tests give each 10 s and 1 GiB; this
is what they take, measured by `python benchmarks/hostile.py`, {date}. One manifest takes 0.2 s and 30 MiB.

| tree | CPU s | MiB |
| --- | --- | --- |
"""


def cost(tree: dict[str, str | bytes], folder: Path) -> tuple[float, float]:
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)
    command = [sys.executable, "-m", "wi_lint", "--no-cache", "-q", "-f", "concise", "."]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # what fails at once would look fast
        raise SystemExit(f"{command} ended with {process.returncode} in {folder}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path, metavar="FILE")
    args = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    tests = import_module("test_strength")
    products = {name: tree for name, (tree, _) in import_module("test_products").PRODUCTS.items()}
    lines = []
    for name, tree in {**tests.GROWING, **tests.PATTERNS, **tests.LARGE, **products}.items():
        with tempfile.TemporaryDirectory() as folder:
            seconds, memory = cost(tree, Path(folder))
        lines.append(f"| {name} | {seconds:.1f} | {memory:.0f} |")
        print(lines[-1], flush=True)
    if args.write:
        date = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        args.write.write_text(HEAD.format(date=date) + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
