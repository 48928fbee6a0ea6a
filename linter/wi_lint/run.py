"""A run of the command: lint what is there, write what is found, and say how it went."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from wi_lint.baseline import NAME, Baseline, Key, baseline_of, read, write
from wi_lint.config.declared import Declared
from wi_lint.config.load import Config
from wi_lint.contract import Rule, Severity
from wi_lint.errors import UsageError
from wi_lint.ignores import IgnorePolicy
from wi_lint.inputs import Inputs
from wi_lint.kept.answers import digest
from wi_lint.kept.place import Place, folder
from wi_lint.kept_results import WORTHWHILE, Cache
from wi_lint.lint import Report, lint
from wi_lint.packs import ENGINE, installed, local
from wi_lint.render.outcome import Outcome, counted, plural, rendered
from wi_lint.render.style import safe
from wi_lint.results import Result, folded
from wi_lint.select import select
from wi_lint.settings import Settings

CLEAN, FINDINGS, INTERNAL = 0, 1, 3
Options = Mapping[str, Any]


def run(inputs: Inputs, options: Options, config: Config) -> int:
    """The exit status. Options are those of the command line, by name, and win over the file's."""
    report, rules, found = _examined(inputs, options, config)
    accepted, note = _baseline(inputs, options, rules, found)
    fresh = accepted.news(found)
    shown = folded(
        [one for one in fresh if _touches(one, inputs.named)] if options["report_paths"] else fresh
    )
    _write(
        options, Outcome(report, shown, rules, unsure=options["show_unsure"], category=options["category"])
    )
    _summary(options, report, shown, note)
    if report.crashes:
        return INTERNAL
    threshold = "never" if options["exit_zero"] else options["fail_on"] or config.fail_on or "warning"
    return FINDINGS if _fails(shown, threshold) else CLEAN


def baseline(inputs: Inputs, options: Options, config: Config) -> int:
    """Write, check or prune the baseline: the exit status."""
    _, rules, found = _examined(inputs, options, config)
    path = _baseline_file(inputs, options)
    if options["action"] == "write":
        made = baseline_of(found)
        write(path, made)
        sys.stderr.write(f"{path}: {plural(made.entries.total(), 'finding')}\n")
        return CLEAN
    accepted = read(path)
    old = _stale(inputs, rules, found, accepted)
    if options["action"] == "prune":
        write(path, accepted.without(old))
        sys.stderr.write(f"{path}: {plural(old.total(), 'finding')} fewer\n")
        return CLEAN
    for rule, at, subject in sorted(old):
        sys.stdout.write(f"{safe(at)}: {rule} {safe(subject)} is no longer found\n")
    return FINDINGS if old else CLEAN


def _baseline_file(inputs: Inputs, options: Options) -> Path:
    return Path(options["baseline_file"] or inputs.root / NAME)


def _baseline(
    inputs: Inputs, options: Options, rules: tuple[Rule, ...], found: list[Result]
) -> tuple[Baseline, str]:
    """What the baseline holds, where there is one, and what there is to say of it."""
    path = _baseline_file(inputs, options)
    if options["no_baseline"] or not (options["baseline_file"] or path.exists()):
        return Baseline(), ""
    accepted = read(path)
    # a part of the repository lacks what findings elsewhere rest on
    old = _stale(inputs, rules, found, accepted).total() if inputs.is_whole else 0
    stale_ones = plural(old, "baseline entry", "baseline entries")
    return accepted, f"{stale_ones} no longer found: run 'wi-lint baseline --prune'" if old else ""


def _stale(inputs: Inputs, rules: tuple[Rule, ...], found: list[Result], accepted: Baseline) -> Counter[Key]:
    linted = frozenset(inputs.paths)
    ran = frozenset(rule.id for rule in rules)
    return accepted.stale(found, ran=ran, seen=lambda path: path in linted or not inputs.files.exists(path))


def _examined(
    inputs: Inputs, options: Options, config: Config
) -> tuple[Report, tuple[Rule, ...], list[Result]]:
    """A run of the engine: the report, the rules that ran, and what the configuration leaves of it."""
    gc.disable()  # trees live until the end: collecting them early costs, and frees nothing
    every = (*ENGINE.values(), *installed(*map(local, map(Path, options["rules"]))))
    settings = Settings(config, every)
    rules = _selected(every, options, config)
    complete = options["complete"] or bool(config.complete)
    declared = _declared(inputs, options, config)
    policy = IgnorePolicy(not options["no_ignores"], config.require_reason, settings.never_ignored)
    cache = None
    if not options["no_cache"] and len(inputs.paths) >= WORTHWHILE and not options["rules"]:
        cache = _cache(inputs, declared, complete, policy, rules, every, settings)
    report = cache.report(every) if cache is not None else None
    report = report or lint(
        cache.watched if cache is not None else inputs.files,
        inputs.paths,
        rules,
        complete=complete,
        nameable=every,
        options=settings.options,
        declared=declared,
        met=inputs.problems,
        policy=policy,
        cache=cache,
    )
    # the selection leaves out findings of the engine, too; a crash is always reported
    chosen = [one for one in report.results if one.rule in rules or one.rule is ENGINE["crash"]]
    return report, rules, settings.applied(chosen)


def _cache(
    inputs: Inputs,
    declared: Declared,
    complete: bool,
    policy: IgnorePolicy,
    rules: tuple[Rule, ...],
    every: tuple[Rule, ...],
    settings: Settings,
) -> Cache | None:
    """What is kept of the tree; nothing of what comes from standard input."""
    if not inputs.is_on_disk:
        return None
    place = Place(folder(), digest(str(inputs.root)))
    met = [(one.kind, one.at.order, one.message) for one in inputs.problems]
    chosen = [rule.id for rule in rules]
    packs = [(rule.id, rule.severity, _stamp(rule.module)) for rule in every]
    asked = policy.enabled, policy.needs_reason, sorted(policy.never), policy.today
    options = [declared, complete, asked, chosen, packs, sorted(settings.options.items()), met]
    return Cache(place, inputs.files, inputs.paths, options)


def _stamp(module: str) -> tuple[str, int, int]:
    """A rule's file, as it was when it was written last."""
    path = getattr(sys.modules.get(module), "__file__", None) or ""
    told = Path(path).stat() if path else None
    return (path, told.st_mtime_ns, told.st_size) if told is not None else (path, 0, 0)


def _declared(inputs: Inputs, options: Options, config: Config) -> Declared:
    """What the configuration tells, and what the command line tells of Terraform's variables."""
    files = tuple(inputs.inside(path) for path in options["var_files"])
    return replace(config.declared, var_files=files, values=tuple(options["values"]))


def _selected(every: tuple[Rule, ...], options: Options, config: Config) -> tuple[Rule, ...]:
    """What is chosen on the command line replaces the file's choice; the rest adds to it."""
    return select(
        every,
        options["chosen"] or config.select,
        (*config.extend_select, *options["extended"]),
        (*config.ignore, *options["ignored"]),
    )


def _touches(result: Result, named: set[str]) -> bool:
    """Whether a finding cites a place in one of the paths that were named."""
    places = [result.finding.at, *(step.at for step in result.finding.because)]
    return any(_below(at.path, name) for at in places for name in named)


def _below(path: str, name: str) -> bool:
    return not name or path == name or path.startswith(f"{name}/")


def _write(options: Options, outcome: Outcome) -> None:
    """The findings to where they are wanted, and every further report to its file."""
    colored = replace(outcome, color=_colored(options))
    form = "statistics" if options["statistics"] else options["output_format"]
    made = rendered(form, colored)
    if options["output_file"]:
        _save(options["output_file"], made)
    else:
        sys.stdout.write(made)
        sys.stdout.flush()
    for form, path in options["reports"]:
        _save(path, rendered(form, outcome))


def _save(path: str, made: str) -> None:
    # a step of a workflow has one summary, to which each of its commands adds
    adds = path == os.environ.get("GITHUB_STEP_SUMMARY")
    try:
        with Path(path).open("a" if adds else "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(made)
    except OSError as error:
        says = f"'{path}' cannot be written: {error.strerror}"
        raise UsageError(says, "name another file") from error


def _colored(options: Options) -> bool:
    """Flag, NO_COLOR, FORCE_COLOR, GitHub's logs, terminal: the first that says anything wins."""
    if options["color"] != "auto":
        return bool(options["color"] == "always")
    environ = os.environ
    if environ.get("NO_COLOR") or options["output_file"]:
        return False
    if environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE") or environ.get("GITHUB_ACTIONS"):
        return True
    return sys.stdout.isatty() and environ.get("TERM") != "dumb"


def _summary(options: Options, report: Report, shown: list[Result], note: str) -> None:
    """On stderr: crashes always, the rest unless it is to be quiet."""
    lines = list(report.crashes)
    if options["verbose"]:
        lines += [f"{path}: a template, set aside" for path in report.set_aside]
    if not options["quiet"]:
        lines.append(_sentence(report, shown))
        if note:
            lines.append(note)
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def _sentence(report: Report, shown: list[Result]) -> str:
    counts = counted(shown) or "No problems"
    ignored = f" ({report.ignored} ignored)" if report.ignored else ""
    doubt = f"; {len(report.unsure)} undecided (--show-unsure)" if report.unsure else ""
    return f"{counts}{ignored} in {plural(report.files, 'file')}, {report.seconds:.1f} s{doubt}"


def _fails(shown: list[Result], threshold: str) -> bool:
    if threshold == "never":
        return False
    return any(r.severity.rank <= Severity(threshold).rank for r in shown)
