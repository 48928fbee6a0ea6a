"""A run of the command: lint what is there, write what is found, and say how it went."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from wi_lint.baseline import NAME, Baseline, Key, baseline_of, read, write
from wi_lint.config.load import Config
from wi_lint.contract import Rule, Severity
from wi_lint.errors import UsageError
from wi_lint.examine import Examined, Options, examine, switched_off
from wi_lint.files import Files, Memory
from wi_lint.graph.answers import Unseen
from wi_lint.inputs import Inputs
from wi_lint.lint import Report
from wi_lint.mending import Mended, Mender, diff
from wi_lint.render.outcome import Hidden, Outcome, counted, plural, rendered
from wi_lint.render.style import safe
from wi_lint.results import Result, folded
from wi_lint.statuses import CLEAN, FINDINGS, INTERNAL


def run(inputs: Inputs, options: Options, config: Config) -> int:
    """The exit status. Options are those of the command line, by name, and win over the file's."""
    made = examine(inputs, options, config)
    mended = ""
    if options["fix"] or options["unsafe_fixes"] or options["shows_diff"]:
        mender, made = _mended(inputs, options, config, made)
        if options["shows_diff"]:
            return _show(mender.made)
        mended = _written(inputs, mender.made)
    report, rules, found = made.report, made.rules, made.found
    accepted, note = _baseline(inputs, options, rules, found)
    fresh = accepted.news(found)
    hidden = Hidden(
        ignored=report.ignored,
        baseline=len(found) - len(fresh),
        left_out=made.left_out,
        excluded=inputs.excluded,
        off=switched_off(options, config),
        configuration=safe(config.path.name) if config.path is not None else "",
    )
    shown = folded(
        [one for one in fresh if _touches(one, inputs.named)] if options["report_paths"] else fresh
    )
    unsure, category = options["show_unsure"], options["category"]
    outcome = Outcome(report, shown, rules, unsure=unsure, category=category, hidden=hidden, links=True)
    _write(options, outcome, inputs.root)
    _summary(options, report, shown, hidden, [*made.notes, note, mended or _mendable(shown)])
    if report.crashes:
        return INTERNAL
    threshold = "never" if options["exit_zero"] else options["fail_on"] or config.fail_on or "warning"
    return FINDINGS if _fails(shown, threshold) else CLEAN


def _mended(inputs: Inputs, options: Options, config: Config, made: Examined) -> tuple[Mender, Examined]:
    """What edits make of the tree, tried on a copy of it."""
    if not inputs.is_on_disk:
        raise UsageError(
            "what stands on standard input cannot be mended", "name files, or use --output-format"
        )
    from wi_lint.writing import is_regular  # noqa: PLC0415 (most runs write nothing)

    plain = {**options, "no_cache": True, "no_progress": True}

    def look(files: Files) -> Examined:
        gc.collect()  # a run collects nothing, and the one before is not asked for any more
        return examine(inputs.over(files), plain, config)

    def wanted(found: list[Result]) -> list[Result]:
        accepted, _ = _baseline(inputs, options, made.rules, found)
        return [
            one for one in accepted.news(found) if not options["report_paths"] or _touches(one, inputs.named)
        ]

    paths = [path for path in inputs.paths if is_regular(inputs.root, path)]
    mender = Mender(inputs.files, lambda files: look(files).found, paths, unsafe=options["unsafe_fixes"])
    mender.mend(made.found, wanted)
    is_other = bool(mender.made.files) and not options["shows_diff"]
    return mender, look(Memory(mender.made.files, beneath=inputs.files)) if is_other else made


def _show(made: Mended) -> int:
    """The diff of what would be done: whether there is something to do."""
    sys.stdout.writelines(diff(made.before, made.files))
    sys.stdout.flush()
    sys.stderr.write(f"{plural(len(made.mended), 'finding')} would be mended{_refused(made)}\n")
    return FINDINGS if made.files else CLEAN


def _written(inputs: Inputs, made: Mended) -> str:
    """Write what was mended, and say so."""
    from wi_lint.writing import write as write_files  # noqa: PLC0415 (most runs write nothing)

    write_files(inputs.root, made.before, made.files)
    return (
        f"{plural(len(made.mended), 'finding')} mended in {plural(len(made.files), 'file')}{_refused(made)}"
    )


def _refused(made: Mended) -> str:
    said = {
        "would not be mended by their edits": len(made.refused),
        "are of files that are generated, vendored or linked, or not among the paths": made.foreign,
        "were not tried: run it again": made.untried,
    }
    return "".join(f"; {count:,} more {says}" for says, count in said.items() if count)


def _mendable(shown: list[Result]) -> str:
    """How many findings have edits."""
    fixes = [one.finding.fix for one in shown if one.finding.fix is not None and one.finding.fix.edits]
    safe_ones = sum(fix.safe for fix in fixes)
    rest = len(fixes) - safe_ones
    said = [f"{safe_ones} with --fix"] if safe_ones else []
    said += [f"{rest} with --unsafe-fixes"] if rest else []
    return f"edits for {' and '.join(said)} (--diff shows them)" if said else ""


def baseline(inputs: Inputs, options: Options, config: Config) -> int:
    """Write, check or prune the baseline: the exit status."""
    made = examine(inputs, options, config)
    rules, found = made.rules, made.found
    path = _baseline_file(inputs, options)
    if options["action"] == "write":
        fresh = baseline_of(found)
        write(path, fresh)
        sys.stderr.write(f"{path}: {plural(fresh.entries.total(), 'finding')}\n")
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
    if not options["baseline_file"] and not Path(os.path.realpath(path)).is_relative_to(inputs.root):
        raise UsageError(
            f"'{path}' is a symbolic link that leaves the tree",
            "name the file with --baseline, or use --no-baseline",
        )
    accepted = read(path)
    # a part of the repository lacks what findings elsewhere rest on
    old = _stale(inputs, rules, found, accepted).total() if inputs.is_whole else 0
    stale_ones = plural(old, "baseline entry", "baseline entries")
    return accepted, f"{stale_ones} no longer found: run 'wi-lint baseline --prune'" if old else ""


def _stale(inputs: Inputs, rules: tuple[Rule, ...], found: list[Result], accepted: Baseline) -> Counter[Key]:
    linted = frozenset(inputs.paths)
    ran = frozenset(rule.id for rule in rules)
    return accepted.stale(found, ran=ran, seen=lambda path: path in linted or not inputs.files.exists(path))


def _touches(result: Result, named: set[str]) -> bool:
    """Whether a finding cites a place in one of the paths that were named."""
    places = [result.finding.at, *(step.at for step in result.finding.because)]
    return any(_below(at.path, name) for at in places for name in named)


def _below(path: str, name: str) -> bool:
    return not name or path == name or path.startswith(f"{name}/")


def _write(options: Options, outcome: Outcome, root: Path) -> None:
    """The findings to where they are wanted, and every further report to its file."""
    colored = replace(outcome, color=_colored(options), **_for_reader(options, root))
    form = "statistics" if options["statistics"] else options["output_format"]
    made = rendered(form, colored)
    if options["output_file"]:
        _save(options["output_file"], made)
    else:
        sys.stdout.write(made)
        sys.stdout.flush()
    for form, path in options["reports"]:
        _save(path, rendered(form, outcome))


def _for_reader(options: Options, root: Path) -> dict[str, Any]:
    """Where who reads the text is, and how wide the lines are there: on a terminal, and nowhere else."""
    if options["output_file"] or not sys.stdout.isatty():
        return {}
    here = Path(os.path.realpath(Path.cwd()))
    base = here.relative_to(root).as_posix() if here.is_relative_to(root) else os.path.relpath(here, root)
    return {"base": "" if base == "." else base, "width": shutil.get_terminal_size((0, 0)).columns}


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


def _summary(options: Options, report: Report, shown: list[Result], hidden: Hidden, notes: list[str]) -> None:
    """On stderr: crashes always, the rest unless it is to be quiet."""
    lines = list(report.crashes)
    if options["verbose"]:
        lines += [f"{path}: a template, set aside" for path in report.set_aside]
    if not options["quiet"]:
        lines.append(_sentence(report, shown, hidden))
        lines += [safe(note) for note in notes if note]
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def _sentence(report: Report, shown: list[Result], hidden: Hidden) -> str:
    counts = counted(shown) or "No problems"
    ignored = f" ({hidden})" if str(hidden) else ""
    seconds = f"{report.seconds:.1f} s"
    return f"{counts}{ignored} in {plural(report.files, 'file')}, {seconds}{_doubts(report)}"


def _doubts(report: Report) -> str:
    """How much is kept back, as nobody can tell from these files, or as it may stand in others."""
    elsewhere = sum(isinstance(one.finding.doubt, Unseen) for one in report.unsure)
    counts = {"undecided": len(report.unsure) - elsewhere, "perhaps not in these files": elsewhere}
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"; {told} (--show-unsure)" if told else ""


def _fails(shown: list[Result], threshold: str) -> bool:
    if threshold == "never":
        return False
    return any(r.severity.rank <= Severity(threshold).rank for r in shown)
