"""Rule pages are tests: pytest collects every Markdown file that sits beside a rule.

A pack turns it on with `-p wi_lint.testing`. A page has a title, prose, `## Bad` and `## Good`
with titled code blocks, and optionally a `text` block with the real output. A bad example says
exactly what its `# <- WI101` marks say; a good one is clean of warnings and errors under every
installed rule. A block called `wi-lint.toml` gives options. Set `WI_LINT_UPDATE=1` to have the
`text` blocks written anew.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec import Struct, field

from wi_lint.contract import Rule, Severity
from wi_lint.files import Memory
from wi_lint.lazy_re import regex
from wi_lint.lint import Report, lint
from wi_lint.packs import installed
from wi_lint.render.outcome import Outcome
from wi_lint.render.text import full
from wi_lint.results import Result
from wi_lint.settings import options_of

HEADINGS = ("Why", "Bad", "Good", "Options", "Edits", "Limits", "See")
"""The sections of a page, in their order; the first three must be there."""

SETTINGS = "wi-lint.toml"
"""The file of an example that gives a rule its options."""
_PART = regex(
    r"^## (?P<group>.+?)$"
    r"|^### (?P<title>.+?)$"
    r'|^```[a-z]+ title="(?P<path>[^"]+)"\n(?P<file>.*?)^```$'
    r"|^```text\n(?P<output>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_MARK = regex(r"(?<![ \t])[ \t]*+#\s*<-\s*(?P<rules>[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)[ \t]*$", re.MULTILINE)


class Example(Struct):
    """One section of a rule page: some files, and what the rule says of them."""

    title: str
    bad: bool
    files: dict[str, str] = field(default_factory=dict)
    output: str | None = None

    def lint(self, rules: Iterable[Rule]) -> Report:
        clean = {path: _MARK.sub("", body) for path, body in self.files.items()}
        rules = tuple(rules)
        given = tomllib.loads(clean.pop(SETTINGS, "")).get("rules", {})
        options = {rule.id: given[rule.name] for rule in rules if rule.name in given}
        return lint(Memory(clean), clean, rules, options=options)

    def marks(self) -> set[tuple[str, int, str]]:
        """What is marked: path, line, rule."""
        return {
            (path, number, rule.strip())
            for path, body in self.files.items()
            for number, line in enumerate(body.splitlines(), 1)
            if (mark := _MARK.search(line))
            for rule in mark["rules"].split(",")
        }


def examples(page: str) -> list[Example]:
    """The examples of a page."""
    found: list[Example] = []
    group = ""
    for part in _PART.finditer(page):
        if part["group"]:
            group = part["group"]
        elif group not in ("Bad", "Good"):
            continue
        elif part["title"]:
            found.append(Example(part["title"], group == "Bad"))
        elif part["path"]:
            if not found:
                raise AssertionError("a code block comes before the first '###' title")
            found[-1].files[part["path"]] = part["file"]
        else:
            found[-1].output = part["output"]
    return [example for example in found if example.files]


def headings(page: str) -> list[str]:
    """The sections of a page, code blocks left out."""
    return re.findall(
        r"^## (.+)$",
        re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL),
        re.MULTILINE,
    )


def render(report: Report) -> str:
    return full(Outcome(report, report.results))


def check(rule: Rule, example: Example, every: Iterable[Rule]) -> None:
    """Hold one example against what is really said of it."""
    if example.bad:
        report = example.lint([rule])
        said = {_said(result) for result in report.results}
        assert said == example.marks(), render(report) or "no findings"
        if example.output is not None:
            assert render(report).rstrip("\n") == example.output.rstrip("\n")
        return
    report = example.lint(every)
    loud = [r for r in report.results if r.severity is not Severity.NOTE or r.rule is rule]
    assert not loud, full(Outcome(report, loud))


def _said(result: Result) -> tuple[str, int, str]:
    at = result.finding.at
    return at.path, at.line, result.rule.id


def updated(page: str, rule: Rule) -> str:
    """The page with every `text` block of a bad example written anew."""
    pieces, done = [], 0
    current: Example | None = None
    for part in _PART.finditer(page):
        if part["title"]:
            current = Example(part["title"], True)
        elif part["path"] and current:
            current.files[part["path"]] = part["file"]
        elif part["output"] is not None and current:
            fresh = render(current.lint([rule])).rstrip("\n")
            pieces += [page[done : part.start("output")], f"{fresh}\n"]
            done = part.end("output")
    return "".join([*pieces, page[done:]])


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    if file_path.suffix == ".md" and file_path.with_suffix(".py").exists():
        return Page.from_parent(parent, path=file_path)
    return None


class Page(pytest.File):
    """The page of a rule."""

    def collect(self) -> Iterator[pytest.Item]:
        rules = installed()
        mine = [r for r in rules if _file(r).with_suffix(".md") == self.path]
        if not mine and self.path.parent in {_file(rule).parent for rule in rules}:
            yield self._case("page", partial(_of_no_rule, self.path))
        for rule in mine:
            body = self.path.read_text("utf-8")
            if os.environ.get("WI_LINT_UPDATE"):
                body = updated(body, rule)
                self.path.write_text(body, "utf-8")
            yield self._case("page", partial(_well_formed, rule, body))
            for case in examples(body):
                yield self._case(case.title, partial(check, rule, case, rules))

    def _case(self, name: str, run: Callable[[], None]) -> pytest.Item:
        item: Case = Case.from_parent(self, name=name)
        item.run = run
        return item


def _file(rule: Rule) -> Path:
    """The file of a rule's module."""
    return Path(str(sys.modules[rule.module].__file__))


def _of_no_rule(path: Path) -> None:
    raise AssertionError(f"{path.name} is the page of no rule that is installed")


def _well_formed(rule: Rule, body: str) -> None:
    assert body.startswith(f"# {rule.id} {rule.name}\n"), "the title is '# ID name'"
    found = headings(body)
    assert found == [h for h in HEADINGS if h in found], f"sections come in the order {HEADINGS}"
    assert {"Why", "Bad", "Good"} <= set(found), "a page has Why, Bad and Good"
    cases = examples(body)
    titles = [case.title for case in cases]
    assert len(titles) == len(set(titles)), "two examples have one title"
    assert {case.bad for case in cases} == {True, False}, "a page needs a Bad and a Good example"
    options = body.partition("\n## Options\n")[2].partition("\n## ")[0]
    for name in options_of(rule):
        assert f"`{name}`" in options, f"the page tells nothing of the option '{name}'"
    assert any(case.output for case in cases), "a page shows real output once"
    assert all(case.marks() for case in cases if case.bad), "a bad example marks its finding"


class Case(pytest.Item):
    """One example of a page, or the form of the page itself."""

    run: Callable[[], None]

    def runtest(self) -> None:
        self.run()
