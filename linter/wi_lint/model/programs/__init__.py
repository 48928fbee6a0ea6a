"""Tokens and keys that scripts and programs get once, and keep for as long as they run."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import Fact
from wi_lint.model.programs import python, shell
from wi_lint.model.programs.python import in_command, in_config_map, in_files
from wi_lint.model.programs.shell import tokens
from wi_lint.tree import Node
from wi_lint.unit import Unit

SIGNS = shell.SIGNS | python.SIGNS
"""What scripts say that get tokens, by themselves or in programs that they run."""

__all__ = ["SIGNS", "in_command", "in_config_map", "in_files", "in_pod", "tokens"]


def in_pod(pod: Node, unit: Unit) -> Iterator[Fact]:
    """Those of a pod's own commands, in whatever language they are."""
    yield from shell.in_pod(pod, unit)
    yield from python.in_pod(pod, unit)
