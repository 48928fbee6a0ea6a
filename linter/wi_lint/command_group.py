"""The commands of the command line, of which `check` may be left out."""

from __future__ import annotations

import os
from difflib import get_close_matches

import click

from wi_lint.errors import UsageError

_OFTEN_MEANT = {
    "explain": "rule ID",
    "help": "--help",
    "init": "config --sample",
    "lint": "check",
    "list": "rules",
    "run": "check",
    "scan": "check",
    "show": "rule ID",
    "version": "--version",
}
"""What other linters call what is called otherwise here."""


class Commands(click.Group):
    """A group in which `check` may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*self.commands, "--help", "--version", "-h"}
        completing = ctx.resilient_parsing and not args  # of the first word, which may be a command
        if not completing and (not args or args[0] not in own):
            if args and not ctx.resilient_parsing:
                self._told_apart(args[0])
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def _told_apart(self, word: str) -> None:
        """Refuse what looks like a command, where it is none, and no file or folder either."""
        if word.startswith("-") or not word.isalpha() or os.path.lexists(word):
            return
        close = get_close_matches(word, self.commands, 1)
        meant = _OFTEN_MEANT.get(word) or (close[0] if close else None)
        if meant is not None:
            raise UsageError(f"'{word}' is no command, file or folder", f"did you mean 'wi-lint {meant}'?")
