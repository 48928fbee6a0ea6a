"""What a configuration means for the rules that are installed."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from msgspec.structs import replace

from wi_lint.config.load import Config
from wi_lint.contract import Refuses, Rule, Severity
from wi_lint.errors import UsageError
from wi_lint.patterns import Patterns
from wi_lint.results import Result
from wi_lint.select import matching


class Settings:
    """A configuration, held against the rules. Raises `UsageError` for a word that names none."""

    def __init__(self, config: Config, rules: tuple[Rule, ...]) -> None:
        self._path = config.path
        self._rules = rules
        self.never_ignored = self._ids(config.never_ignore)
        self._severities = {
            id_: Severity(value) for word, value in config.severity.items() for id_ in self._ids([word])
        }
        self._per_path = [(self._patterns(one.paths), self._ids(one.ignore)) for one in config.per_path]
        self.options: dict[str, Mapping[str, Any]] = {}
        self.notes: list[str] = []
        """What most likely is not meant so."""
        for word, given in config.rules.items():
            for rule in self._named([word]):
                self._check(rule, given)
                self.options[rule.id] = given

    def applied(self, results: Iterable[Result]) -> list[Result]:
        """The results that are left, each with its severity."""
        kept = (result for result in results if not self._left_out(result))
        return [replace(result, override=self._severities.get(result.rule.id)) for result in kept]

    def _left_out(self, result: Result) -> bool:
        path = result.finding.at.path
        return any(result.rule.id in ids and patterns.matches(path) for patterns, ids in self._per_path)

    def _patterns(self, paths: Iterable[str]) -> Patterns:
        try:
            return Patterns.of(paths)
        except ValueError as error:
            says = f"{self._path}: 'per-path' holds what is no pattern: {error}"
            raise UsageError(says, "write it as in .gitignore") from error

    def _ids(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(rule.id for rule in self._named(words))

    def _named(self, words: Iterable[str]) -> set[Rule]:
        try:
            return matching(self._rules, words)
        except UsageError as error:
            raise UsageError(f"{self._path}: {error.sentence}", error.remedy) from None

    def _check(self, rule: Rule, given: Mapping[str, Any]) -> None:
        """Hold the options of a rule against what its function takes."""
        known = options_of(rule)
        for name, value in given.items():
            if name not in known:
                close = get_close_matches(name, known, 1)
                has = f"it has {', '.join(known)}" if known else "it has none"
                raise UsageError(
                    f"{self._path}: {rule.id} has no option '{name}'",
                    f"did you mean '{close[0]}'?" if close else has,
                )
            if not _fits(value, known[name]):
                raise UsageError(
                    f"{self._path}: the option '{name}' of {rule.id} cannot be {value!r}",
                    f"write it like {_like(known[name])}",
                )
            if isinstance(value, list) and rule.refuses is not None:
                self._check_items(f"'{name}' of {rule.id}", value, rule.refuses)

    def _check_items(self, where: str, items: list[str], refuses: Refuses) -> None:
        """Hold the items of a list against what the rule can match."""
        for item in items:
            refused = refuses(item)
            if refused is not None:
                says = f"{self._path}: '{item}' in {where} {refused.says}"
                if refused.sure:
                    raise UsageError(says, refused.remedy)
                self.notes.append(f"{says}; {refused.remedy}")


def options_of(rule: Rule) -> dict[str, Any]:
    """The options of a rule, read off the signature of its function, with their defaults."""
    parameters = list(inspect.signature(rule.check).parameters.values())[1:]
    return {one.name: one.default for one in parameters}


def _fits(value: Any, default: Any) -> bool:
    if isinstance(default, tuple):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return type(value) is type(default)


def _like(default: Any) -> str:
    return '["a", "b"]' if isinstance(default, tuple) else repr(default).lower()
