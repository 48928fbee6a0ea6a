"""Addresses of Terraform: which module one is in, and what may be referred to from where."""

from __future__ import annotations

import re

_STEP = re.compile(r'module\.([\w-]+)(?:\[(?:"[^"]*"|[^\]]*)\])?\.')


def steps_to(address: str) -> list[str]:
    """The calls that lead to what has an address, such as `module.gke`, without keys; none in the root."""
    found: list[str] = []
    at = 0
    while (step := _STEP.match(address, at)) is not None:
        found.append(f"module.{step[1]}")
        at = step.end()
    return found


def own_name(address: str) -> str:
    """What a resource is called in its own module: `google_project_iam_member.app`, without its key."""
    at = 0
    while (step := _STEP.match(address, at)) is not None:
        at = step.end()
    return address[at:].partition("[")[0]


def outermost(one: str, other: str) -> str:
    """What a thing is a part of where it and another one part ways, by its address without keys."""
    here, there = steps_to(one), steps_to(other)
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return ".".join([*here[: shared + 1], own_name(one)] if shared == len(here) else here[: shared + 1])


def seen_from(one: str, other: str) -> tuple[str, str]:
    """What one thing has to wait for that another one is made, and which call is to wait: empty for itself.

    What is in a module can be referred to there alone; from outside, the call of the module is.
    """
    here, there = steps_to(one), steps_to(other)
    same = next((n for n, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(here), len(there)) if same is None else same
    target = there[shared] if len(there) > shared else own_name(other)
    return target, here[shared] if len(here) > shared else ""
