"""What can go wrong that is not a finding about somebody's files.

`WiLintError`
 - `UsageError`: the command line or its inputs cannot be acted on; exit status 2.
 - `Unreadable`: one file cannot be read; becomes a finding of the engine, never an exit.
"""

from __future__ import annotations


class WiLintError(Exception):
    """The base of every error that wi-lint raises on purpose."""


class UsageError(WiLintError):
    """The user's command cannot be carried out: one sentence, and one remedy."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


class Unreadable(WiLintError):
    """One file cannot be read: `why` is a clause that completes 'cannot be read: ...'."""

    def __init__(self, path: str, why: str, *, binary: bool = False) -> None:
        super().__init__(f"{path} cannot be read: {why}")
        self.path = path
        self.why = why
        self.binary = binary
