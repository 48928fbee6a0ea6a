"""One run of the engine as the command asks for it, with what is kept of other runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from wi_lint.config.declared import Declared
from wi_lint.config.load import Config
from wi_lint.config.present import held
from wi_lint.contract import Rule
from wi_lint.errors import UsageError
from wi_lint.files import Files
from wi_lint.ignores import IgnorePolicy
from wi_lint.inputs import Inputs
from wi_lint.lint import Report, lint
from wi_lint.packs import ENGINE, installed, local
from wi_lint.render.progress import Observed, Progress, is_wanted
from wi_lint.results import Result
from wi_lint.select import select
from wi_lint.settings import Settings

if TYPE_CHECKING:
    from wi_lint.kept_results import Cache

WORTHWHILE = 20
"""Files from which on a tree is worth being kept: fewer are read sooner than what was kept of them."""
Options = Mapping[str, Any]
"""Those of the command line, by name."""


class Examined(Struct, frozen=True):
    """A report, the rules that ran, the results that the configuration leaves, and how many it leaves out."""

    report: Report
    rules: tuple[Rule, ...]
    found: list[Result]
    left_out: int
    notes: list[str]
    """What is to be said of the configuration."""


def examine(inputs: Inputs, options: Options, config: Config) -> Examined:
    """Lint what is named, under the rules that are chosen."""
    gc.disable()  # trees live until the end: collecting them early costs, and frees nothing
    asked = _Asked.of(inputs, options, config)
    notes = [*asked.settings.notes, *_notes(inputs, config)]  # a configuration that is wrong costs no run
    report = asked.report(inputs, options)
    # the selection leaves out findings of the engine, too; a crash is always reported
    chosen = [one for one in report.results if one.rule in asked.rules or one.rule is ENGINE["crash"]]
    left = asked.settings.applied(chosen)
    return Examined(report, asked.rules, left, len(chosen) - len(left), notes)


def _notes(inputs: Inputs, config: Config) -> list[str]:
    """What a configuration names that is not there. Raises `UsageError`."""
    if config.path is None:
        return []
    is_own = Path(os.path.realpath(config.path)).is_relative_to(inputs.root)
    return held(config, inputs.files, is_own=is_own)


class _Asked(Struct, frozen=True):
    """What a run is asked for, by the command line and the configuration."""

    every: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    settings: Settings
    complete: bool
    declared: Declared
    policy: IgnorePolicy

    @classmethod
    def of(cls, inputs: Inputs, options: Options, config: Config) -> _Asked:
        every = _every(options)
        settings = Settings(config, every)
        return cls(
            every,
            _selected(every, options, config),
            settings,
            options["complete"] or bool(config.complete),
            _declared(inputs, options, config),
            IgnorePolicy(not options["no_ignores"], config.require_reason, settings.never_ignored),
        )

    def report(self, inputs: Inputs, options: Options) -> Report:
        """That of an earlier run, where nothing has changed since, or a new one."""
        progress = None
        files: Files = inputs.files
        if not (options["no_progress"] or options["quiet"]) and is_wanted(sys.stderr):
            progress = Progress(sys.stderr, len(inputs.paths))
            files = Observed(files, progress)
        try:
            cache = self._cache(inputs, files) if self._may_keep(inputs, options) else None
            kept = cache.report(self.every) if cache is not None else None
            return kept or self._made(inputs, files, cache)
        finally:
            if progress is not None:
                progress.close()

    def _made(self, inputs: Inputs, files: Files, cache: Cache | None) -> Report:
        return lint(
            cache.watched if cache is not None else files,
            inputs.paths,
            self.rules,
            complete=self.complete,
            nameable=self.every,
            options=self.settings.options,
            declared=self.declared,
            met=inputs.problems,
            policy=self.policy,
            cache=cache,
        )

    @staticmethod
    def _may_keep(inputs: Inputs, options: Options) -> bool:
        """Whether anything is kept: nothing of a small tree, of standard input, or of rules that change."""
        is_asked = not options["no_cache"] and not options["rules"]
        return is_asked and inputs.is_on_disk and len(inputs.paths) >= WORTHWHILE

    def _cache(self, inputs: Inputs, files: Files) -> Cache | None:
        from wi_lint.kept.answers import digest  # noqa: PLC0415 (a small tree does not pay for it)
        from wi_lint.kept.place import Place, folder  # noqa: PLC0415
        from wi_lint.kept_results import Cache, stamp  # noqa: PLC0415

        base = folder()
        if Path(os.path.realpath(base)).is_relative_to(inputs.root):
            if not os.environ.get("WI_LINT_CACHE_DIR"):
                return None  # somebody lints the folder that they live in
            raise UsageError(
                f"what is kept would lie in the tree itself, in '{base}', where anybody could change it",
                "name a folder outside it, or use --no-cache",
            )
        place = Place(base, digest(str(inputs.root)))
        met = [(one.kind, one.at.order, one.message) for one in inputs.problems]
        chosen = [rule.id for rule in self.rules]
        code = [
            _stamped(name, stamp) for name in sorted({one.module.partition(".")[0] for one in self.every})
        ]
        packs = code, [(rule.id, rule.severity) for rule in self.every]
        policy = self.policy
        ignores = policy.enabled, policy.needs_reason, sorted(policy.never), policy.today
        options = sorted(self.settings.options.items())
        asked = [self.declared, self.complete, ignores, chosen, packs, options, met]
        return Cache(place, files, inputs.paths, asked)


def _stamped(name: str, stamp: Callable[[Path], str]) -> tuple[str, str]:
    """A pack's code, with what its rules share and look up, as it was when it was written last."""
    module = sys.modules.get(name)
    path = Path(getattr(module, "__file__", None) or ".")
    told = stamp(path.parent) if hasattr(module, "__path__") else str(path.stat().st_mtime_ns)
    return name, told


def _every(options: Options) -> tuple[Rule, ...]:
    return (*ENGINE.values(), *installed(*map(local, map(Path, options["rules"]))))


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


def switched_off(options: Options, config: Config) -> int:
    """How many rules a configuration switches off, and not who runs the command."""
    if not (config.select or config.ignore) or options["chosen"]:
        return 0
    every = _every(options)
    mine = replace(config, select=(), extend_select=(), ignore=())
    return len(_selected(every, options, mine)) - len(_selected(every, options, config))
