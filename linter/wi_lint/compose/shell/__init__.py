"""Shell scripts, followed through without being run."""

from wi_lint.compose.shell.run import MAX_NESTING, MAX_STEPS, PROJECT, Invocation, Ran, project, run
from wi_lint.compose.shell.words import Word

__all__ = ["MAX_NESTING", "MAX_STEPS", "PROJECT", "Invocation", "Ran", "Word", "project", "run"]
