"""wi-lint: Workload Identity chains between GKE workloads and Google Cloud, checked in source.

The names of `wi_lint.api` are all that a rule pack may import, and are to be imported from here.
They are loaded when one is first asked for, so that `wi-lint --version` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.2.0"

if TYPE_CHECKING:
    from wi_lint.api import *  # noqa: F403
    from wi_lint.facts import *  # noqa: F403


def __getattr__(name: str) -> object:
    if name.startswith("_") or name == "api":  # asked for by the import system
        raise AttributeError(name)
    return getattr(import_module("wi_lint.api"), name)
