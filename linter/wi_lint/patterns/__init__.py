"""Patterns that authors write: regular expressions as RE2 reads them, and globs. Neither backtracks.

Terraform, Helm, Kustomize and Argo CD are written in Go, whose regular expressions are RE2's. Python's engine
means other things by some of them, and takes years for others. So they are matched here, in time that is
bounded by the pattern times the text, and a pattern that would take more is refused before it runs.
"""

from wi_lint.patterns.globs import Glob, Patterns, ignore_pattern, path_glob
from wi_lint.patterns.regex import Effort, Match, Regex, TooMuch, compiled
from wi_lint.patterns.syntax import NotRegular

__all__ = [
    "Effort",
    "Glob",
    "Match",
    "NotRegular",
    "Patterns",
    "Regex",
    "TooMuch",
    "compiled",
    "ignore_pattern",
    "path_glob",
]
