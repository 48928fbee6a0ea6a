"""What was noticed beside the chain: slips in commands and values, keys in files, what was not read."""

from __future__ import annotations

from typing import Literal

from wi_lint.facts.base import Fact
from wi_lint.facts.clusters import NodePool, RemovedArgument
from wi_lint.facts.google import GoogleAccount, Grant
from wi_lint.facts.kubernetes import KubernetesAccount
from wi_lint.problems import ReadProblem
from wi_lint.source import Span
from wi_lint.unit import Unit
from wi_lint.values import Text

__all__ = [
    "BadReference",
    "CachedToken",
    "DeprecatedFlag",
    "GoneAccount",
    "KeyMaterial",
    "KeyRead",
    "LiteralVariable",
    "MissedPatch",
    "ModuleCall",
    "ProblemFact",
    "StateRead",
    "SwitchedOff",
    "SwitchedOn",
    "UnescapedKey",
    "UnquotedMember",
    "Unread",
    "UnreadValue",
]


class ModuleCall(Fact, frozen=True, eq=False, kw_only=True):
    """A call of a Terraform module that was read: what it makes has its address in front."""


class Unread(Fact, frozen=True, eq=False, kw_only=True):
    """Something that may hold facts, and that was not understood: a registry module, a script, a guide.

    A `patch` changes annotations of objects that something else makes.
    """

    kind: Literal["module", "script", "chart", "guide", "patch"]
    why: str
    mentions: tuple[Text, ...] = ()
    text: str = ""
    namespace: Text | None = None
    """The namespace that all of it goes to, where that is known."""


class SwitchedOn(Fact, frozen=True, eq=False, kw_only=True):
    """A block that is on where all is on that a root module switches off by itself. `by`: where that is
    written."""

    by: frozenset[tuple[str, int, int]]


class SwitchedOff(Fact, frozen=True, eq=False, kw_only=True):
    """A block that makes nothing here, as its count is zero. `words`: the texts that stand in it.

    `makes`: what one instance of it would be, with what its count or key would bring not known. `body`: the
    whole block. What is given to it from outside is not judged: it may be what switches it off.
    """

    words: frozenset[str]
    body: Span
    makes: tuple[Grant | GoogleAccount | KubernetesAccount | NodePool | RemovedArgument, ...] = ()


class StateRead(Fact, frozen=True, eq=False, kw_only=True):
    """A root module reads the state of another one. `of`: the root, in its environment.

    `beside`: the other environments of that root, and the roots that stand for them: `prod/iam`, `dev/iam`.
    """

    of: Unit
    beside: tuple[Unit, ...] = ()


class GoneAccount(Fact, frozen=True, eq=False, kw_only=True):
    """A Google service account that a command deletes or disables, and none brings back."""

    email: Text
    how: Literal["deleted", "disabled"]


class DeprecatedFlag(Fact, frozen=True, eq=False, kw_only=True):
    """A flag of a command that has a new name. `instead`: the flag of today, with its value."""

    flag: str
    instead: str


class CachedToken(Fact, frozen=True, eq=False, kw_only=True):
    """An access token that a script or program gets once, and keeps. `name`: of its variable.

    `looped`: a loop without end uses it; else a program that serves, or an object that lives on.
    """

    name: str
    language: Literal["shell", "Python"] = "shell"
    looped: bool = True


class KeyRead(Fact, frozen=True, eq=False, kw_only=True):
    """A call by which a program reads the key of a service account. `call`: the name of the method."""

    call: str


class UnquotedMember(Fact, frozen=True, eq=False, kw_only=True):
    """A member with brackets that a shell is given without quotes."""

    member: Text
    bracket: Span


class LiteralVariable(Fact, frozen=True, eq=False, kw_only=True):
    """A variable in single quotes, which a shell passes on as it is written. `value`: the whole text."""

    name: str
    value: Text


class UnescapedKey(Fact, frozen=True, eq=False, kw_only=True):
    """The annotation's key as a setting of Helm, whose dots stand for tables.

    Or, as a `pointer`, in the path of a JSON patch, whose slashes do.
    """

    key: Text
    pointer: bool = False


class KeyMaterial(Fact, frozen=True, eq=False, kw_only=True):
    """A private key in a file. `where`: what holds it, for people; the key itself is kept nowhere."""

    where: str


class BadReference(Fact, frozen=True, eq=False, kw_only=True):
    """A reference between objects that leads nowhere: a clause, and what to write."""

    says: str
    better: str


class MissedPatch(Fact, frozen=True, eq=False, kw_only=True):
    """A patch of an overlay for service accounts, of which the overlay has none that it fits."""


class UnreadValue(Fact, frozen=True, eq=False, kw_only=True):
    """A key of a chart's values that the chart does not read, and the one that was likely meant.

    `handed`: it reads none itself, and hands what stands under `meant` to a chart that it installs.
    """

    key: str
    meant: str
    meant_at: Span
    handed: bool = False


class ProblemFact(Fact, frozen=True, eq=False, kw_only=True):
    """Something that could not be read."""

    problem: ReadProblem
