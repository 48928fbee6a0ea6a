"""The command line."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from wi_lint import __version__
from wi_lint.contract import Rule, Severity
from wi_lint.discover import is_relevant, repository_root, walk
from wi_lint.errors import UsageError
from wi_lint.files import Disk, Files, Memory
from wi_lint.lint import Report, lint
from wi_lint.packs import ENGINE, installed
from wi_lint.pages import page
from wi_lint.render import json, text
from wi_lint.render.style import Style
from wi_lint.results import Result
from wi_lint.select import matching, select

CLEAN, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3
_STDIN = "-"


class _Commands(click.Group):
    """A group in which `check` may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*self.commands, "--help", "--version", "-h"}
        if not args or args[0] not in own:
            args = ["check", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="wi-lint", message="%(prog)s %(version)s")
def cli() -> None:
    """Find broken and over-broad Workload Identity chains in Kubernetes and Terraform files.

    `wi-lint [PATHS]` is short for `wi-lint check [PATHS]`.
    """


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How findings are written.",
)
@click.option("-o", "--output-file", type=click.Path(dir_okay=False), help="Write findings to a file.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the output.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="warning",
    show_default=True,
    help="The mildest finding that makes the exit status 1.",
)
@click.option("--exit-zero", is_flag=True, help="The same as --fail-on never.")
@click.option("--select", "chosen", multiple=True, metavar="RULES", help="Run only these rules.")
@click.option("--extend-select", "extended", multiple=True, metavar="RULES", help="Run these rules as well.")
@click.option("--ignore", "ignored", multiple=True, metavar="RULES", help="Do not run these rules.")
@click.option("--show-unsure", is_flag=True, help="List what could not be decided, and why.")
@click.option(
    "--complete",
    is_flag=True,
    help="The paths hold everything that is deployed: what is not there, is missing.",
)
@click.option(
    "--report-paths", is_flag=True, help="Lint the whole repository, and report what touches PATHS."
)
@click.option("--stdin-filename", metavar="PATH", help="The name of what '-' reads.")
@click.option("--no-respect-gitignore", is_flag=True, help="Lint ignored files too.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing but findings.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was set aside.")
def check(**options: Any) -> NoReturn:
    """Lint files and folders (default: this folder)."""
    sys.exit(_check(options))


@cli.command("rule")
@click.argument("which")
def show_rule(which: str) -> None:
    """Explain a rule, by its id or name."""
    rules = (*ENGINE.values(), *installed())
    for rule in sorted(matching(rules, [which]), key=lambda r: r.id):
        click.echo(page(rule))


@cli.command("rules")
@click.option("-f", "--output-format", type=click.Choice(["full", "concise"]), default="full")
def list_rules(output_format: str) -> None:
    """List every rule."""
    for rule in sorted((*ENGINE.values(), *installed()), key=lambda r: r.id):
        click.echo(f"{rule.id}  {rule.severity:<8} {rule.name}")
        if output_format == "full":
            click.echo(f"       {rule.summary}")


def main() -> NoReturn:
    """The script `wi-lint`: every error that is ours to expect becomes one line."""
    try:
        cli.main(standalone_mode=True)
    except UsageError as error:
        click.echo(f"wi-lint: {error.sentence}; {error.remedy}", err=True)
        sys.exit(USAGE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CLEAN)
    except Exception as error:
        if os.environ.get("WI_LINT_DEBUG"):
            raise
        click.echo(
            f"wi-lint: internal error: {type(error).__name__}: {error}; "
            "please report it, with the traceback that WI_LINT_DEBUG=1 shows",
            err=True,
        )
        sys.exit(INTERNAL)
    raise AssertionError


def _check(options: dict[str, Any]) -> int:
    gc.disable()  # trees live until the end: collecting them early costs, and frees nothing
    world = _World(options["paths"] or (".",), options)
    rules = _rules(options, world)
    report = lint(world.files, world.paths, rules, complete=options["complete"])
    shown = [r for r in report.results if r.rule in rules or r.rule is ENGINE["crash"]]
    if options["report_paths"]:
        shown = [r for r in shown if _touches(r, world.named)]
    _write(options, report, shown)
    _summary(options, report, shown)
    if report.crashes:
        return INTERNAL
    return FINDINGS if _fails(shown, "never" if options["exit_zero"] else options["fail_on"]) else CLEAN


def _rules(options: dict[str, Any], world: _World) -> tuple[Rule, ...]:
    chosen, extended, ignored = options["chosen"], options["extended"], options["ignored"]
    if not world.paths and not (chosen or extended or ignored):
        return ()  # nothing to lint: the packs need not be loaded
    return select((*ENGINE.values(), *installed()), chosen, extended, ignored)


class _World:
    """The files that a command names: a root, and the paths below it."""

    def __init__(self, given: tuple[str, ...], options: dict[str, Any]) -> None:
        self._options = options
        named = [Path(path).absolute() for path in given if path != _STDIN]
        for path, original in zip(named, (p for p in given if p != _STDIN), strict=True):
            if not path.exists() and not path.is_symlink():
                raise UsageError(f"'{original}' does not exist", "name files or folders that do")
        self.root = self._root(named)
        self.files: Files = Disk(self.root)
        self.named = {self._relative(path) for path in named}
        if _STDIN in given:
            self._read_stdin()
        if options["report_paths"]:
            self.paths = self._walk("")
        else:
            self.paths = [found for name in sorted(self.named) for found in self._walk(name)]

    def _root(self, named: list[Path]) -> Path:
        """The repository's root, or else the folder that holds every path."""
        first = named[0] if named else Path.cwd()
        start = Path(os.path.realpath(first if first.is_dir() else first.parent))
        found = repository_root(start)
        others = [Path(os.path.realpath(p if p.is_dir() else p.parent)) for p in named]
        if found and all(other.is_relative_to(found) for other in others):
            return found
        return Path(os.path.commonpath(others)) if others else start

    def _relative(self, path: Path) -> str:
        real = (
            Path(os.path.realpath(path.parent)) / path.name if path.name not in ("", "..") else path.resolve()
        )
        if path.is_dir():
            real = Path(os.path.realpath(path))
        relative = real.relative_to(self.root).as_posix()
        return "" if relative == "." else relative

    def _walk(self, name: str) -> list[str]:
        if name in self._stdin:
            return [name]
        if (self.root / name).is_dir():
            return list(walk(self.root, name, respect_ignores=not self._options["no_respect_gitignore"]))
        if not is_relevant(name):
            click.echo(f"wi-lint: {name} is no file that is linted", err=True)
            return []
        return [name]

    _stdin: frozenset[str] = frozenset()

    def _read_stdin(self) -> None:
        name = self._options["stdin_filename"] or "stdin.yaml"
        relative = self._relative(Path(name).absolute())
        self.files = Memory({relative: sys.stdin.buffer.read()}, beneath=self.files)
        self._stdin = frozenset({relative})
        self.named.add(relative)


def _touches(result: Result, named: set[str]) -> bool:
    places = [result.finding.at, *(step.at for step in result.finding.because)]
    return any(
        at.path == name or not name or at.path.startswith(f"{name}/") for at in places for name in named
    )


def _write(options: dict[str, Any], report: Report, shown: list[Result]) -> None:
    style = Style(_colored(options))
    if options["output_format"] == "json":
        made = json.render(Report(shown, report.unsure, report.files, report.facts, report.seconds))
    else:
        made = {"full": text.full, "concise": text.concise}[options["output_format"]](shown, style)
        if options["show_unsure"]:
            made += text.unsure(report.unsure)
    if options["output_file"]:
        try:
            Path(options["output_file"]).write_text(made, "utf-8")
        except OSError as error:
            raise UsageError(
                f"'{options['output_file']}' cannot be written: {error.strerror}",
                "name another file",
            ) from error
    elif made:
        sys.stdout.write(made)
        sys.stdout.flush()


def _colored(options: dict[str, Any]) -> bool:
    """Flag, NO_COLOR, FORCE_COLOR, GitHub's logs, terminal: the first that says anything wins."""
    if options["color"] != "auto":
        return bool(options["color"] == "always")
    environ = os.environ
    if environ.get("NO_COLOR") or options["output_file"]:
        return False
    if environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE") or environ.get("GITHUB_ACTIONS"):
        return True
    return sys.stdout.isatty() and environ.get("TERM") != "dumb"


def _summary(options: dict[str, Any], report: Report, shown: list[Result]) -> None:
    for crash in report.crashes:
        click.echo(crash, err=True)
    if options["quiet"]:
        return
    if options["verbose"]:
        for path in report.set_aside:
            click.echo(f"{path}: a template, set aside", err=True)
    files = f"{report.files} file{'' if report.files == 1 else 's'}"
    counts = [(sum(r.severity is s for r in shown), s) for s in Severity]
    told = ", ".join(f"{n} {s}{'' if n == 1 else 's'}" for n, s in counts if n)
    doubt = f"; {len(report.unsure)} undecided (--show-unsure)" if report.unsure else ""
    click.echo(f"{told or 'No problems'} in {files}, {report.seconds:.1f} s{doubt}", err=True)


def _fails(shown: list[Result], threshold: str) -> bool:
    if threshold == "never":
        return False
    return any(r.severity.rank <= Severity(threshold).rank for r in shown)
