"""Tokens and keys that scripts and programs get once, and keep for as long as they run."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.facts import HeldToken, KeyRead
from wi_lint.model.held import programs, scripts
from wi_lint.model.held.programs import in_command, in_config_map, in_files
from wi_lint.model.held.scripts import tokens
from wi_lint.tree import Node
from wi_lint.unit import Unit

SIGNS = scripts.SIGNS | programs.SIGNS
"""What scripts say that get tokens, by themselves or in programs that they run."""

__all__ = ["SIGNS", "in_command", "in_config_map", "in_files", "in_pod", "tokens"]


def in_pod(pod: Node, unit: Unit) -> Iterator[HeldToken | KeyRead]:
    """Those of a pod's own commands, in whatever language they are."""
    yield from scripts.in_pod(pod, unit)
    yield from programs.in_pod(pod, unit)
