"""Shell scripts, followed through without being run."""

from wi_lint.compose.shell.run import PROJECT, Invocation, Ran, project, run
from wi_lint.compose.shell.words import Word

__all__ = [
    "PROJECT",
    "Invocation",
    "Ran",
    "Word",
    "project",
    "run",
]
