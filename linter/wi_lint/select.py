"""Which rules run: ids, names, prefixes of ids, and `ALL`."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from wi_lint.contract import Rule
from wi_lint.errors import UsageError


def select(
    rules: Iterable[Rule],
    chosen: tuple[str, ...],
    extended: tuple[str, ...],
    ignored: tuple[str, ...],
) -> tuple[Rule, ...]:
    """The rules that are left. Raises `UsageError` for a word that names none."""
    rules = tuple(rules)
    kept = matching(rules, chosen) if chosen else set(rules)
    kept |= matching(rules, extended)
    kept -= matching(rules, ignored)
    return tuple(rule for rule in rules if rule in kept)


def matching(rules: tuple[Rule, ...], words: Iterable[str]) -> set[Rule]:
    """The rules that some words name."""
    found: set[Rule] = set()
    for word in (part.strip() for given in words for part in given.split(",")):
        hits = {rule for rule in rules if _names(word, rule)}
        if not hits:
            raise UsageError(f"no rule is called '{word}'", _suggestion(word, rules))
        found |= hits
    return found


def _names(word: str, rule: Rule) -> bool:
    return bool(word) and (
        word.upper() == "ALL" or word.lower() == rule.name or rule.id.startswith(word.upper())
    )


def _suggestion(word: str, rules: Iterable[Rule]) -> str:
    names = [name for rule in rules for name in (rule.id, rule.name)]
    close = get_close_matches(word, names, 1) or get_close_matches(word.upper(), names, 1)
    return f"did you mean '{close[0]}'?" if close else "'wi-lint rules' lists them"
