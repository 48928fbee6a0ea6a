"""Rules from installed packs, and the engine's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from wi_lint import google
from wi_lint.contract import Dated, Finding, Pack, Rule, Severity
from wi_lint.errors import UsageError
from wi_lint.graph import Graph

GROUP = "wi_lint.packs"


def installed(*more: Pack) -> tuple[Rule, ...]:
    """Every rule of every installed pack, and of some more, by id.

    Raises `UsageError` for a broken pack.
    """
    return collect([*more, *_packs()])


def dated() -> list[Dated]:
    """The lists that rules of installed packs look things up in, and the engine's own."""
    own = Dated("resources of Google Cloud", google.DAY, google.SOURCE)
    return [own, *(one for pack in _packs() if isinstance(pack, Pack) for one in pack.data)]


def _packs() -> list[object]:
    """What the entry points of packs name. Raises `UsageError` for one that cannot be loaded."""
    packs: list[object] = []
    for name, value in sorted(entries()):
        module, _, attributes = value.partition(":")
        try:
            found: object = import_module(module.strip())
            for attribute in filter(None, attributes.strip().split(".")):
                found = getattr(found, attribute)
        except Exception as error:
            raise UsageError(
                f"the rule pack '{name}' cannot be loaded: {error}",
                "install it again, or uninstall it",
            ) from error
        packs.append(found)
    return packs


def entries(path: Iterable[str] = ()) -> set[tuple[str, str]]:
    """The entry points of installed distributions that name packs: name, and what is to be loaded.

    They stand in files beside the packages, which are read here as `importlib.metadata` reads them: to load
    that takes a tenth of a run on one manifest. It is asked where a distribution lies in an archive.
    `path`: where to look, instead of `sys.path`.
    """
    found: dict[str, str] = {}
    for place in path or sys.path:
        folder = Path(place or ".")
        if folder.is_file():
            from importlib.metadata import entry_points  # noqa: PLC0415 (as above)

            return {(entry.name, entry.value) for entry in entry_points(group=GROUP)}
        for written in folder.glob("*.*-info/entry_points.txt"):
            distribution = written.parent.name.partition("-")[0].lower()
            found.setdefault(
                distribution, written.read_text("utf-8", "replace")
            )  # the first one is installed
    return {entry for text in found.values() if GROUP in text for entry in _of_group(text)}


def _of_group(text: str) -> Iterator[tuple[str, str]]:
    """The entry points of our group in a file of sections."""
    section = ""
    for line in text.splitlines():
        name, sign, value = line.partition("=")
        if line.startswith("["):
            section = line.strip("[] \t")
        elif sign and section == GROUP and not line.startswith(("#", ";")):
            yield name.strip(), value.partition("[")[0].strip()


def local(folder: Path) -> Pack:
    """The rules in the Python files of a folder, which are run: only ever named on the command line."""
    if not folder.is_dir():
        raise UsageError(f"'{folder}' is no folder", "name the folder that holds the rules")
    found: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.py")):
        found |= {rule.id: rule for rule in _module_rules(path)}
    if not found:
        raise UsageError(f"no file in '{folder}' makes a rule", "make one with @wi_lint.rule")
    return Pack(folder.name, tuple(found.values()))


def _module_rules(path: Path) -> list[Rule]:
    name = f"wi_lint_local.{path.stem}"
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        says = f"'{path}' cannot be run: {type(error).__name__}: {error}"
        raise UsageError(says, "mend it, or leave --rules out") from error
    return [value for value in vars(module).values() if isinstance(value, Rule) and value.module == name]


def collect(packs: Iterable[object]) -> tuple[Rule, ...]:
    """The rules of packs, by id; two rules of one id are an error."""
    rules: dict[str, Rule] = {}
    for pack in packs:
        if not isinstance(pack, Pack):
            raise UsageError(f"{pack!r} is no rule pack", "its entry point must name a wi_lint.Pack")
        for rule in pack.rules:
            other = rules.setdefault(rule.id, rule)
            if other is not rule:
                raise UsageError(
                    f"{rule.id} is defined in {other.module} and in {rule.module}",
                    "uninstall one of the two packs",
                )
    return tuple(rules[key] for key in sorted(rules))


def _engine(id_: str, name: str, severity: Severity, summary: str) -> Rule:
    return Rule(id_, name, summary, severity, _nothing, __name__)


def _nothing(_: Graph) -> Iterator[Finding]:
    return iter(())


ENGINE = {
    "unreadable": _engine(
        "WI001", "unreadable-file", Severity.WARNING, "A file cannot be read, and was not linted."
    ),
    "yaml": _engine(
        "WI002",
        "broken-manifest",
        Severity.WARNING,
        "A document is not valid YAML, and was not linted.",
    ),
    "terraform": _engine(
        "WI003", "broken-terraform", Severity.WARNING, "A part of a Terraform file cannot be read."
    ),
    "yaml-elsewhere": _engine(
        "WI004", "broken-yaml", Severity.NOTE, "A YAML file that is no manifest cannot be read."
    ),
    "duplicate-key": _engine(
        "WI005",
        "duplicate-key",
        Severity.NOTE,
        "A key stands twice in a mapping: the last one wins.",
    ),
    "limit": _engine("WI006", "limit-reached", Severity.WARNING, "A document is larger than what is read."),
    "binary": _engine(
        "WI007", "not-text", Severity.NOTE, "A file is binary or encrypted, and was not linted."
    ),
    "ignore-line": _engine(
        "WI008",
        "broken-ignore-line",
        Severity.NOTE,
        "A line of an ignore file is no pattern, and hides nothing.",
    ),
    "crash": _engine("WI009", "crashed-rule", Severity.ERROR, "A rule crashed: a defect of wi-lint."),
    "unused-ignore": _engine("WI010", "unused-ignore", Severity.NOTE, "An ignore hides nothing."),
    "malformed-ignore": _engine(
        "WI011", "malformed-ignore", Severity.WARNING, "An ignore is not written as one, and hides nothing."
    ),
    "unknown-ignore": _engine(
        "WI012", "unknown-rule-in-ignore", Severity.WARNING, "An ignore names a rule that does not exist."
    ),
    "expired-ignore": _engine(
        "WI013", "expired-ignore", Severity.WARNING, "The date until which an ignore holds is over."
    ),
    "forbidden-ignore": _engine(
        "WI014",
        "forbidden-ignore",
        Severity.WARNING,
        "An ignore gives no reason where one is required, or is of a rule that may not be ignored.",
    ),
}
"""The engine's own findings, by what goes wrong."""
