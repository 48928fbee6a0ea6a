"""Generated documentation: the rule table of the README, the pages under docs, the shown output.

`python -m wi_lint.docs` writes it; `--check` says what is stale, and exits with 1.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from wi_lint.compose.terraform.stand_ins import StandIn, every
from wi_lint.contract import Rule
from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.graph.links import Link
from wi_lint.lint import lint
from wi_lint.packs import ENGINE, installed
from wi_lint.pages import OWN, page
from wi_lint.parse.hcl import ast
from wi_lint.reference import bounds, layers, questions
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
    ours = (rule for rule in installed() if rule.module.startswith(f"{OWN}."))
    rules = sorted((*ENGINE.values(), *ours), key=lambda rule: rule.id)
    readme = root / "README.md"
    text = _between(_read(readme), "rules", _table(rules))
    yield readme, _between(text, "output", f"```console\n$ wi-lint {EXAMPLE}\n{_output(root)}```\n")
    yield root / "docs" / "rules.md", _index(rules)
    yield root / "docs" / "symptoms.md", _symptoms(rules)
    yield root / "docs" / "questions.md", questions()
    architecture = root / "docs" / "architecture.md"
    text = _between(_read(architecture), "layers", layers(root / "pyproject.toml"))
    yield architecture, _between(text, "bounds", bounds())
    modules = [one for one in every().values() if one.sources]
    yield root / "docs" / "modules" / "README.md", _modules(modules)
    for one in modules:
        yield root / "docs" / "modules" / f"{one.name}.md", _module(one)


def _between(text: str, name: str, body: str) -> str:
    """The text with what stands between two generated marks replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return pattern.sub(lambda m: m[1] + body + m[2], text)


def _table(rules: list[Rule]) -> str:
    rows = "".join(f"| {r.id} | `{r.name}` | {r.severity} | {r.link or ''} | {r.summary} |\n" for r in rules)
    return f"| id | name | severity | link | what it says |\n| --- | --- | --- | --- | --- |\n{rows}"


def _index(rules: list[Rule]) -> str:
    pages = "\n\n".join(re.sub(r"^#", "##", page(rule), flags=re.MULTILINE).strip() for rule in rules)
    about = str(sys.modules[OWN].__doc__)
    ranges = "\n".join(row for row in about.splitlines() if row.startswith("|"))
    return f"""# Rules

Generated from the rules' own pages by `python -m wi_lint.docs`. Ids go by hundreds:

{ranges}

A chain has links, and a rule speaks of one of them, or of none where the chain holds too well:

{_links(rules)}
{pages}
"""


def _links(rules: list[Rule]) -> str:
    """Every link of a chain, and the rules that speak of it."""
    said = inspect.getsource(Link)
    about = dict(re.findall(r'^    (\w+) = .*\n    """(.*)"""$', said, re.MULTILINE))
    rows = "".join(
        f"| {link} | {about[link.name]} | {', '.join(_link(r) for r in rules if r.link is link)} |\n"
        for link in Link
    )
    return f"| link | what holds | rules |\n| --- | --- | --- |\n{rows}"


def _symptoms(rules: list[Rule]) -> str:
    """What users see, and the rules whose pages show it."""
    by_message: dict[str, list[Rule]] = {}
    for rule in rules:
        why = page(rule).partition("## Bad")[0]
        for block in re.findall(r"^```console\n(.*?)^```$", why, re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                by_message.setdefault(line.strip(), []).append(rule)
    rows = "".join(
        f"| ``{message}`` | {', '.join(map(_link, dict.fromkeys(by_message[message])))} |\n"
        for message in sorted(filter(None, by_message), key=str.lower)
    )
    return f"""# By symptom

What a pod, Terraform or kubectl says, and the rules that look for its cause. Generated from the rules' own
pages by `python -m wi_lint.docs`. Names in the messages are those of the examples.

| message | rules |
| --- | --- |
{rows}"""


def _link(rule: Rule) -> str:
    return f"[{rule.id}](rules.md#{rule.id.lower()}-{rule.name})"


def _modules(modules: list[StandIn]) -> str:
    rows = "".join(f"| [{one.name}]({one.name}.md) | {one.about} |\n" for one in modules)
    return f"""# Modules that wi-lint knows

Calls of these are understood without a download. A module under `.terraform/modules` is read itself, and
wins. To teach wi-lint one more, write one more file like
[those that these pages are made of](../../linter/wi_lint/compose/terraform/stand_ins).

| module | what it does |
| --- | --- |
{rows}"""


def _module(one: StandIn) -> str:
    """What is known of a module: its inputs, what it makes, and what it tells others."""
    blocks = {kind: one.body.each(kind) for kind in ("variable", "resource", "output")}
    sources = "\n".join(f"- `{source}`" for source in one.sources)
    inputs = "\n".join(f"- `{block.labels[0].text}`{_default(one, block)}" for block in blocks["variable"])
    makes = "\n".join(f"- `{block.labels[0].text}.{block.labels[1].text}`" for block in blocks["resource"])
    outputs = ", ".join(f"`{block.labels[0].text}`" for block in blocks["output"]) or "none that matter here"
    return f"""# {one.name}

{one.about}

Source: <{one.see}>. It stands for these, from a registry or from git:

{sources}

## Inputs that wi-lint looks at

{inputs}

## What it makes of them

{makes}

Outputs: {outputs}. Anything else about the module is not known, and nothing is claimed of it.
"""


def _default(one: StandIn, variable: ast.Block) -> str:
    def written(block: ast.Block) -> str:
        value = block.body.attributes["default"].value
        return "`" + " ".join(one.source.text[value.start : value.end].split()) + "`"

    if "default" not in variable.body.attributes:
        return ""
    older = (f"; before {old.labels[0].text} {written(old)}" for old in variable.body.each("before"))
    return f", by default {written(variable)}{''.join(older)}"


def _output(root: Path) -> str:
    paths = list(walk(root, EXAMPLE))
    report = lint(Disk(root), paths, installed())
    return full(Outcome(report, report.results, links=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
