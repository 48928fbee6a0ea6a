"""GitHub's `primaryLocationLineHash`: the hash of a line and of what follows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_BASE = 37
_WINDOW = 100
_MASK = (1 << 64) - 1
_END = 0xFFFF


def line_hashes(text: str, lines: Iterable[int]) -> dict[int, str]:
    """The hashes of some lines (from 1), as `hash:count`.

    A hash covers the next 100 UTF-16 units that are neither space nor tab, with every line break
    as LF, an end mark and zeros behind them. The count tells how often it came so far in the file.
    Source: github/codeql-action, `src/fingerprints.ts`.
    """
    units, starts = _units(text)
    wanted = {line for line in lines if line <= len(starts)}
    if not wanted:
        return {}
    hashes = _rolling(units, starts[: max(wanted)])
    seen: Counter[str] = Counter()
    made = {}
    for line, value in enumerate(hashes, 1):
        seen[value] += 1
        if line in wanted:
            made[line] = f"{value}:{seen[value]}"
    return made


def _units(text: str) -> tuple[list[int], list[int]]:
    """The units that count, and where each line starts in them."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    raw = plain.encode("utf-16-le", "surrogatepass")
    units = [low | high << 8 for low, high in zip(raw[::2], raw[1::2], strict=True)]
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == 10)]
    return [*units, _END], starts


def _rolling(units: list[int], starts: list[int]) -> list[str]:
    """The hash at each start, rolled from one unit to the next."""
    padded = [*units, *([0] * _WINDOW)]
    top = pow(_BASE, _WINDOW, 1 << 64)
    value = 0
    for unit in padded[:_WINDOW]:
        value = (value * _BASE + unit) & _MASK
    made = []
    at = 0
    for start in starts:
        while at < start:
            after = padded[at + _WINDOW] if at + _WINDOW < len(padded) else 0
            value = (value * _BASE + after - top * padded[at]) & _MASK
            at += 1
        made.append(format(value, "x"))
    return made
