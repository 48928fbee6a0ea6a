"""Generated documentation: the rule table of the README, the pages under docs, the shown output.

`python -m wi_lint.docs` writes it; `--check` says what is stale, and exits with 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from wi_lint.contract import Rule
from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.lint import lint
from wi_lint.packs import ENGINE, installed
from wi_lint.pages import page
from wi_lint.render.outcome import Outcome
from wi_lint.render.text import full

EXAMPLE = "examples/storefront"


def main(argv: list[str]) -> int:
    """Write what is generated, or with `--check` only compare."""
    root = Path.cwd()
    stale = [(path, text) for path, text in _generated(root) if _read(path) != text]
    for path, text in stale:
        if "--check" in argv:
            sys.stderr.write(f"{path.relative_to(root)} is stale: run 'python -m wi_lint.docs'\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return 1 if stale and "--check" in argv else 0


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _generated(root: Path) -> Iterator[tuple[Path, str]]:
    rules = sorted((*ENGINE.values(), *installed()), key=lambda rule: rule.id)
    readme = root / "README.md"
    text = _between(_read(readme), "rules", _table(rules))
    yield readme, _between(text, "output", f"```console\n$ wi-lint {EXAMPLE}\n{_output(root)}```\n")
    yield root / "docs" / "rules.md", _index(rules)


def _between(text: str, name: str, body: str) -> str:
    """The text with what stands between two generated marks replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return pattern.sub(lambda m: m[1] + body + m[2], text)


def _table(rules: list[Rule]) -> str:
    rows = "".join(f"| {r.id} | `{r.name}` | {r.severity} | {r.summary} |\n" for r in rules)
    return f"| id | name | severity | what it says |\n| --- | --- | --- | --- |\n{rows}"


def _index(rules: list[Rule]) -> str:
    pages = "\n\n".join(re.sub(r"^#", "##", page(rule), flags=re.MULTILINE).strip() for rule in rules)
    return f"# Rules\n\nGenerated from the rules' own pages by `python -m wi_lint.docs`.\n\n{pages}\n"


def _output(root: Path) -> str:
    paths = list(walk(root, EXAMPLE))
    report = lint(Disk(root), paths, installed())
    return full(Outcome(report, report.results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
