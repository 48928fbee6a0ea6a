"""The command line."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from wi_lint import __version__
from wi_lint.command_group import Commands
from wi_lint.config.find import find
from wi_lint.discover import repository_root
from wi_lint.errors import UsageError
from wi_lint.inputs import Inputs
from wi_lint.render.style import safe
from wi_lint.statuses import CLEAN, flushed, told

if TYPE_CHECKING:
    from wi_lint.config.load import Config

FORMS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown")
"""How findings can be written, each by a module of `wi_lint.render`, which is loaded when needed."""


def _values(
    _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """`NAME=VALUE`, as behind Terraform's `-var`."""
    for one in given:
        if "=" not in one:
            raise UsageError(f"--tf-var '{one}' has no '='", "write it as --tf-var NAME=VALUE")
    return tuple((name, value) for name, _, value in (one.partition("=") for one in given))


def _reports(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> list[tuple[str, str]]:
    """`FORMAT=PATH`, as pairs."""
    made = []
    for one in given:
        form, sign, path = one.partition("=")
        if form not in FORMS or not sign or not path:
            raise click.BadParameter(f"'{one}' is not FORMAT=PATH, with a format of {', '.join(FORMS)}")
        made.append((form, path))
    return made


def _rules_like(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """The ids and names of rules that begin so, behind the last comma."""
    from wi_lint.explain import names  # noqa: PLC0415 (see _check)

    done, comma, last = begun.rpartition(",")
    return [f"{done}{comma}{name}" for name in names() if name.lower().startswith(last.lower())]


@click.group(
    cls=Commands,
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
    type=click.Choice(FORMS),
    default="full",
    show_default=True,
    help="How findings are written.",
)
@click.option("-o", "--output-file", type=click.Path(dir_okay=False), help="Write findings to a file.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=PATH",
    callback=_reports,
    help="Write the findings to a file as well, in a format of its own.",
)
@click.option(
    "--sarif-category", "category", default="", metavar="NAME", help="Tell apart several SARIF uploads."
)
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
    help="The mildest finding that makes the exit status 1.  [default: warning]",
)
@click.option("--exit-zero", is_flag=True, help="The same as --fail-on never.")
@click.option(
    "--select",
    "chosen",
    multiple=True,
    metavar="RULES",
    help="Run only these rules.",
    shell_complete=_rules_like,
)
@click.option(
    "--extend-select",
    "extended",
    multiple=True,
    metavar="RULES",
    help="Run these rules as well.",
    shell_complete=_rules_like,
)
@click.option(
    "--ignore",
    "ignored",
    multiple=True,
    metavar="RULES",
    help="Do not run these rules.",
    shell_complete=_rules_like,
)
@click.option("--show-unsure", is_flag=True, help="List what could not be decided, and why.")
@click.option(
    "--complete",
    is_flag=True,
    help="The paths hold everything that is deployed: what is not there, is missing.",
)
@click.option(
    "--report-paths", is_flag=True, help="Lint the whole repository, and report what touches PATHS."
)
@click.option(
    "--tf-var-file", "var_files", multiple=True, metavar="FILE", help="Values for the variables of Terraform."
)
@click.option(
    "--tf-var",
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_values,
    help="The value of one variable.",
)
@click.option("--config", "config_file", metavar="PATH", help="The configuration to use.")
@click.option("--isolated", is_flag=True, help="Use no configuration.")
@click.option(
    "--policy",
    "policy_file",
    metavar="PATH",
    help="A configuration from outside the tree, which nothing in the tree can loosen.",
)
@click.option(
    "--baseline",
    "baseline_file",
    metavar="PATH",
    help="Findings to leave out.  [default: .wi-lint-baseline.json at the root]",
)
@click.option("--no-baseline", is_flag=True, help="Show what the baseline holds, too.")
@click.option(
    "--rules",
    multiple=True,
    metavar="FOLDER",
    help="Run the rules in the Python files of a folder as well. Their code is run: name only your own.",
)
@click.option("--fix", is_flag=True, help="Make the edits that are safe.")
@click.option("--unsafe-fixes", is_flag=True, help="Make the other edits as well: read what they change.")
@click.option("--diff", "shows_diff", is_flag=True, help="Print the edits as a diff, and change nothing.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule, instead of listing them.")
@click.option("--show-files", is_flag=True, help="List the files that would be linted, and do nothing else.")
@click.option("--no-ignores", is_flag=True, help="Show what comments and annotations ignore, too.")
@click.option("--stdin-filename", metavar="PATH", help="The name of what '-' reads.")
@click.option("--no-respect-gitignore", is_flag=True, help="Lint ignored files too.")
@click.option("--no-progress", is_flag=True, help="Do not say how far a long run is.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep anything of another run.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing but findings.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was set aside.")
def check(**options: Any) -> NoReturn:
    """Lint files and folders (default: this folder)."""
    sys.exit(_check(options))


_NAMED = frozenset({"rules", "fix", "unsafe_fixes", "shows_diff"})
"""Options that are given on the command line alone: code that is run, and what changes files."""
for _option in check.params:
    # --fail-on is also WI_LINT_FAIL_ON
    if isinstance(_option, click.Option) and _option.name not in _NAMED:
        _long = next(name for name in _option.opts if name.startswith("--"))
        _option.envvar = f"WI_LINT_{_long[2:].replace('-', '_').upper()}"


_OWN_RULES = click.option(
    "--rules",
    multiple=True,
    metavar="FOLDER",
    help="The rules in the Python files of a folder as well. Their code is run: name only your own.",
)


@cli.command("rule")
@click.argument("which", shell_complete=_rules_like)
@_OWN_RULES
def show_rule(which: str, rules: tuple[str, ...]) -> None:
    """Explain a rule, by its id or name."""
    from wi_lint import explain  # noqa: PLC0415 (see _check)

    for body in explain.pages(which, rules):
        click.echo(body)


@cli.command("config")
@click.argument("path", required=False)
@click.option("--schema", "what", flag_value="schema", help="Print the JSON Schema of the file.")
@click.option("--sample", "what", flag_value="sample", help="Print a complete file, each key explained.")
@click.option("--show", "what", flag_value="show", help="Print what holds for PATH (the default).")
def show_config(path: str | None, what: str | None) -> None:
    """Show the configuration, its schema or a sample."""
    from wi_lint import explain  # noqa: PLC0415 (see _check)

    made = _config((path or ".",), None, False) if what in (None, "show") else None
    click.echo(explain.config(what or "show", made))


@cli.command("environments")
@click.argument("path", required=False)
@click.option("-f", "--output-format", type=click.Choice(["text", "json"]), default="text")
def environments(path: str | None, output_format: str) -> None:
    """List the environments of a tree, what belongs to each, and why."""
    from wi_lint import stages  # noqa: PLC0415 (see _check)
    from wi_lint.config.load import Config  # noqa: PLC0415

    config = _config((path or ".",), None, False) or Config()
    inputs = Inputs((path or ".",), exclude=config.exclude, documents=config.documents)
    found = stages.environments(inputs.files, inputs.paths, config.declared)
    if output_format == "json":
        click.echo(stages.as_json(found), nl=False)
    else:
        for line in stages.as_text(found):
            click.echo(line)


@cli.command("baseline")
@click.option("--write", "action", flag_value="write", help="Write what is found now (the default).")
@click.option("--check", "action", flag_value="check", help="List what is no longer found: exit status 1.")
@click.option("--prune", "action", flag_value="prune", help="Take out what is no longer found.")
@click.option("--baseline", "baseline_file", metavar="PATH", help="The file of the baseline.")
@click.option("--config", "config_file", metavar="PATH", help="The configuration to use.")
@click.option("--isolated", is_flag=True, help="Use no configuration.")
def baseline(action: str | None, **options: Any) -> NoReturn:
    """Accept today's findings of the whole repository, and hear of new ones only."""
    from wi_lint import run  # noqa: PLC0415 (see _check)
    from wi_lint.config.load import Config  # noqa: PLC0415

    config = _config((), options["config_file"], options["isolated"]) or Config()
    inputs = Inputs((), everything=True, exclude=config.exclude, documents=config.documents)
    defaults: dict[str, Any] = {"rules": (), "chosen": (), "extended": (), "ignored": ()}
    defaults |= {
        "complete": False,
        "no_cache": False,
        "no_progress": False,
        "quiet": False,
        "no_ignores": False,
        "report_paths": False,
        "var_files": (),
        "values": (),
    }
    sys.exit(run.baseline(inputs, {**defaults, **options, "action": action or "write"}, config))


@cli.command("cache")
@click.argument("what", type=click.Choice(["dir", "clean"]))
def cache(what: str) -> None:
    """Show where things are kept from run to run, or take them away."""
    from wi_lint.kept import place  # noqa: PLC0415 (see _check)

    base = place.folder()
    if what == "dir":
        click.echo(str(base))
    else:
        click.echo(f"{base}: {place.clean(base)} taken away")


@cli.command("rules")
@click.option("-f", "--output-format", type=click.Choice(["full", "concise"]), default="full")
@_OWN_RULES
def list_rules(output_format: str, rules: tuple[str, ...]) -> None:
    """List every rule."""
    from wi_lint import explain  # noqa: PLC0415 (see _check)

    for line in explain.listing(rules, full=output_format == "full"):
        click.echo(line)


@cli.command("completions")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completions(shell: str) -> None:
    """Print the completion script of a shell, to be sourced by it."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(cli, {}, "wi-lint", "_WI_LINT_COMPLETE").source())


def main() -> NoReturn:
    """The script `wi-lint`: every error that is ours to expect becomes one line."""
    # who closed them wants none of it, and has the exit status
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 (as long as the process)
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # whatever the locale says; what is no Unicode, as names of files may be, is shown escaped
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = told(_status)
    status = max(status, told(flushed))
    # the trees of a large repository take a fifth of a run to be taken down one by one
    os._exit(status)


def _status() -> int:
    _working_folder()
    try:
        cli.main(prog_name="wi-lint", standalone_mode=False)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else CLEAN
    return CLEAN


def _working_folder() -> None:
    try:
        os.getcwd()  # noqa: PTH109 (what every relative path needs)
    except OSError as error:
        raise UsageError("the working folder is not there any more", "change to one that is") from error


def _check(options: dict[str, Any]) -> int:
    """Find the files, and lint them. The engine is loaded only when there is work for it."""
    policy = options["policy_file"]
    config = _config(options["paths"], policy or options["config_file"], options["isolated"])
    if policy:
        # what the tree says of its own check: its baseline, and which of its files are hidden
        options["no_baseline"] = options["no_baseline"] or not options["baseline_file"]
        options["no_respect_gitignore"] = True
    inputs = Inputs(
        options["paths"],
        stdin_filename=options["stdin_filename"],
        respect_ignores=not options["no_respect_gitignore"],
        skip_tools=not policy,
        everything=options["report_paths"],
        exclude=config.exclude if config else (),
        documents=config.documents if config else (),
    )
    if policy:
        _outside(policy, "--policy", inputs.root)
        if options["baseline_file"]:
            _outside(options["baseline_file"], "--baseline", inputs.root)
    for path in inputs.set_aside:
        click.echo(safe(f"wi-lint: {path} is no file that is linted"), err=True)
    if options["show_files"]:
        click.echo("".join(f"{safe(path)}\n" for path in inputs.paths), nl=False)
        return CLEAN
    if not inputs.paths and not config and not _asks_for_more(options):
        if not options["quiet"]:
            click.echo("wi-lint: there is no Kubernetes or Terraform file here", err=True)
        return CLEAN
    from wi_lint import run  # noqa: PLC0415
    from wi_lint.config.load import Config  # noqa: PLC0415

    return run.run(inputs, options, config or Config())


def _outside(path: str, option: str, root: Path) -> None:
    """What the tree is held against does not lie in it, where every change of it could change that too."""
    if Path(os.path.realpath(path)).is_relative_to(root):
        raise UsageError(
            f"{option} '{safe(path)}' lies in the tree that it is to hold for",
            "take it from elsewhere, such as a checkout of the base branch",
        )


def _config(paths: tuple[str, ...], named: str | None, isolated: bool) -> Config | None:
    """The configuration that is named, or the nearest one to the first path that is linted."""
    path = Path(named) if named else None
    if path is None and not isolated:
        first = next((Path(path) for path in paths if path != "-"), Path())
        start = (first if os.path.isdir(first) else first.parent).resolve()  # noqa: PTH112 (never raises)
        path = find(start, repository_root(start) or start)
    if path is None:
        return None
    from wi_lint.config.load import load  # noqa: PLC0415 (see _check)

    return load(path)


def _asks_for_more(options: dict[str, Any]) -> bool:
    """Whether a run has something to write or to check even where there is nothing to lint."""
    wanted = ("chosen", "extended", "ignored", "reports", "output_file")
    return options["output_format"] not in ("full", "concise") or any(options[name] for name in wanted)
