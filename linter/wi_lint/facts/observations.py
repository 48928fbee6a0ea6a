"""What was noticed beside the chain: slips in commands and values, keys in files, what was not read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wi_lint.facts.base import Fact
from wi_lint.problems import ReadProblem
from wi_lint.source import Span
from wi_lint.values import Text

__all__ = [
    "BadReference",
    "CachedToken",
    "DeprecatedFlag",
    "GoneAccount",
    "KeyMaterial",
    "KeyRead",
    "LiteralVariable",
    "ModuleCall",
    "ProblemFact",
    "SwitchedOff",
    "UnescapedKey",
    "UnquotedMember",
    "Unread",
    "UnreadValue",
]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModuleCall(Fact):
    """A call of a Terraform module that was read: what it makes has its address in front."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Unread(Fact):
    """Something that may hold facts, and that was not understood: a registry module, a script, a guide."""

    kind: Literal["module", "script", "chart", "guide"]
    why: str
    mentions: tuple[Text, ...] = ()
    text: str = ""
    namespace: Text | None = None
    """The namespace that all of it goes to, where that is known."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SwitchedOff(Fact):
    """A block that makes nothing here, as its count is zero. `words`: the texts that stand in it."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GoneAccount(Fact):
    """A Google service account that a command deletes or disables, and none brings back."""

    email: Text
    how: Literal["deleted", "disabled"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DeprecatedFlag(Fact):
    """A flag of a command that has a new name. `instead`: the flag of today, with its value."""

    flag: str
    instead: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CachedToken(Fact):
    """An access token that a script or program gets once, and keeps. `name`: of its variable.

    `looped`: a loop without end uses it; else a program that serves, or an object that lives on.
    """

    name: str
    language: Literal["shell", "Python"] = "shell"
    looped: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KeyRead(Fact):
    """A call by which a program reads the key of a service account. `call`: the name of the method."""

    call: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnquotedMember(Fact):
    """A member with brackets that a shell is given without quotes."""

    member: Text
    bracket: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LiteralVariable(Fact):
    """A variable in single quotes, which a shell passes on as it is written. `value`: the whole text."""

    name: str
    value: Text


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnescapedKey(Fact):
    """The annotation's key as a setting of Helm, whose dots stand for tables.

    Or, as a `pointer`, in the path of a JSON patch, whose slashes do.
    """

    key: Text
    pointer: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KeyMaterial(Fact):
    """A private key in a file. `where`: what holds it, for people; the key itself is kept nowhere."""

    where: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BadReference(Fact):
    """A reference between objects that leads nowhere: a clause, and what to write."""

    says: str
    better: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnreadValue(Fact):
    """A key of a chart's values that the chart does not read, and the one that was likely meant."""

    key: str
    meant: str
    meant_at: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ProblemFact(Fact):
    """Something that could not be read."""

    problem: ReadProblem
