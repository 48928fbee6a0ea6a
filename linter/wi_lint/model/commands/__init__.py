"""Scripts to facts: what their commands make, in the order of time."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct, field

from wi_lint.bounds import MAX_ENVIRONMENTS, MAX_SCRIPT, MAX_STATEMENTS
from wi_lint.compose.helm import Charts
from wi_lint.compose.shell import PROJECT, Invocation, run
from wi_lint.environments import is_stage
from wi_lint.facts import ANNOTATION, Fact, LiteralVariable, ProblemFact, UnquotedMember, Unread
from wi_lint.files import normal
from wi_lint.lazy_re import regex
from wi_lint.model import programs
from wi_lint.model.commands import gcloud, kubectl
from wi_lint.model.commands.choices import Choice, choices
from wi_lint.model.commands.state import State
from wi_lint.model.commands.words import Command, command
from wi_lint.problems import ReadProblem
from wi_lint.signs import Signs
from wi_lint.unit import Unit
from wi_lint.values import Text, known


class Steps(Struct):
    """Statements of one script: how many of them may be followed, and were.

    `pick`: which of its choices is taken, by the name that a `case` knows or by what its files are called;
    `choices`: those for each of which it may be run.
    """

    most: int = MAX_STATEMENTS
    taken: int = 0
    pick: Choice | None = None
    choices: list[Choice] = field(default_factory=list)


def facts(
    script: Text,
    unit: Unit,
    charts: Charts,
    settings: dict[str, Text] | None = None,
    *,
    in_order: bool = True,
    steps: Steps | None = None,
) -> Iterator[Fact]:
    """The facts of one script. `settings`: variables that are set around it; `in_order`: as of `State`.

    `steps`: how many statements may be followed, and were.
    """
    yield from programs.tokens(script, unit)
    steps = steps or Steps()
    pick = steps.pick or Choice("")
    script = pick.filled(script)
    settings = {key: pick.filled(value) for key, value in (settings or {}).items()}
    if pick.variable:
        settings[pick.variable] = known(pick.name, pick.at or script.at)
    name = pick.name if not (pick.variable or pick.hole) else ""
    ran = run(script, unit.name, settings, steps.most, name, partial(_file, charts, unit.folder))
    steps.taken = ran.steps
    if steps.pick is None:
        steps.choices = [Choice(name) for name in _environments(ran.choices)]
        steps.choices = steps.choices or choices(ran.invocations, ran.defaults, unit, charts.library)
    state = State(unit, in_order)
    for invocation in ran.invocations:
        one = command(invocation)
        if one is not None:
            _follow(one, state, charts)
        elif _is_script(invocation):
            state.add([_given_accounts(invocation, unit)])
        else:
            yield from programs.in_command([word.text for word in invocation.words], invocation.stdin, unit)
    yield from state.left()
    yield from _literal(ran.invocations, str(script), unit)
    # what is not followed of a script that speaks of something else says nothing to us
    is_ours = bool(ran.limits) and _SPEAKS.search(str(script)) is not None
    for says, at in ran.limits.items() if is_ours else ():
        reading = ReadProblem("limit", at.one_line, says)
        yield ProblemFact(unit=unit, address=unit.title, at=reading.at, problem=reading)
    if ran.broken or ran.limits:
        yield Unread(
            unit=unit, address=unit.title, at=script.at.one_line, kind="script",
            why=f"a part of {unit.title} {_UNREAD if ran.broken else _LEFT_OUT}", text=str(script),
        )  # fmt: skip


def _file(charts: Charts, home: str, name: Text) -> Text | None:
    """What a file of the tree holds, from where the script is run: its own folder, or the top of the tree."""
    for base in dict.fromkeys((home, "")) if name.known and not name.known.startswith("/") else ():
        path = normal(posixpath.join(base, name.known or ""))
        source = charts.library.source(path) if path and charts.library.exists(path) else None
        if source is not None and len(source.text) <= MAX_SCRIPT:
            return known(source.text, source.span(0, len(source.text)))
    return None


def _environments(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that a `case` knows, where most of them are those of environments, and not of actions."""
    is_one = 2 <= len(names) <= MAX_ENVIRONMENTS and sum(map(is_stage, names)) * 2 >= len(names)
    return names if is_one else ()


_SPEAKS = regex(
    r"gcloud|gsutil|gserviceaccount\.com|\.id\.goog|gke\\*\.io|kind: *ServiceAccount\b"
    r"|kubectl\b[^\n]{0,200}\b(?:create|annotate|patch)\b[^\n]{0,200}\b(?:sa|serviceaccounts?)\b"
)
"""What a script says that may be about identities of Google Cloud."""
_UNREAD = "is no shell script that can be read"
_LEFT_OUT = "is not followed"
"""What is said of a script of which a part may do anything."""


def _is_script(invocation: Invocation) -> bool:
    """Whether a command is a script of somebody, which is given an account."""
    name = str(invocation.words[0].text) if invocation.words else ""
    given = any(_ACCOUNT_HOST in str(word.text) for word in invocation.words[1:])
    return given and name.rpartition("/")[2] not in _HARMLESS


_ACCOUNT_HOST = "gserviceaccount.com"
SIGNS = (
    gcloud.SIGNS
    | gcloud.GSUTIL_SIGNS
    | gcloud.BQ_SIGNS
    | kubectl.SIGNS
    | kubectl.HELM_SIGNS
    | programs.SIGNS
    | Signs(words=frozenset({_ACCOUNT_HOST}))  # a script of somebody may be given an account
)
"""What is read of scripts."""
_HARMLESS = frozenset(
    {
        "echo", "printf", "export", "test", "[", "[[", "grep", "sed", "awk", "cat", "curl", "jq", "yq", "tee",
        "local", "declare", "readonly", "set", "log", "info", "die", "return", "exit", "true", "docker",
        "git", "terraform", "kustomize", "vault", "python", "python3",
    }
)  # fmt: skip
"""Commands that bind nothing, whatever they are given."""


def _given_accounts(invocation: Invocation, unit: Unit) -> Unread:
    name = str(invocation.words[0].text).rpartition("/")[2]
    return Unread(
        unit=unit, address=name, at=invocation.at.one_line, kind="script",
        why=f"{name}, which {unit.title} calls, is given the account and may bind it",
        mentions=tuple(word.text for word in invocation.words[1:]),
    )  # fmt: skip


_IDENTITY = regex(rf"\.id\.goog|gserviceaccount\.com|{re.escape(ANNOTATION)}=")
_NAMING = ("--member", "--namespace", "--iam-account", "--service-account", "--project", "--serviceaccount")
"""The flags that name an account, or where it is."""
_VARIABLE = regex(r"\$(?:\{(\w+)\}|(\w+))")
_ASSIGNED = regex(r"^[ \t]*+(?:export[ \t]+)?(\w++)=", re.MULTILINE)


def _literal(invocations: Iterable[Invocation], script: str, unit: Unit) -> Iterator[LiteralVariable]:
    """The variables of the script that stand in single quotes, in what names an account."""
    assigned = set(_ASSIGNED.findall(script))
    for invocation in invocations:
        one = command(invocation)
        for text in _naming(one) if one is not None else ():
            found = _VARIABLE.search(text.known or "")
            name = (found[1] or found[2]) if found is not None else ""
            if name in assigned:
                yield LiteralVariable(
                    unit=unit, address=f"${name}", at=text.origin.one_line, name=name, value=text
                )


def _naming(one: Command) -> Iterator[Text]:
    """What names an account, in a command: flags that are for it, and words that look so."""
    yield from (text for flag in _NAMING for text in one.flags.get(flag, ()))
    yield from (word for word in one.words if _IDENTITY.search(word.known or ""))


def _follow(one: Command, state: State, charts: Charts) -> None:
    """Take a command into the state: what it makes, and what it undoes."""
    _unquoted(one, state)
    match one.tool:
        case "gcloud":
            _configure(one, state)
            made = list(gcloud.facts(one, state))
        case "gsutil":
            made = list(gcloud.gsutil(one, state))
        case "bq":
            made = list(gcloud.bq(one, state))
        case "kubectl":
            made = list(kubectl.facts(one, state))
        case _:
            made = list(kubectl.helm(one, state, charts))
    state.add(made)


def _configure(one: Command, state: State) -> None:
    if one.starts("config", "set") and len(one.words) > 3 and one.word(2).endswith("project"):
        state.current = state.clean(one.words[3])


def _unquoted(one: Command, state: State) -> None:
    member = one.flag("--member")
    if member is None or not one.globs or "[" not in str(member):
        return
    unquoted = UnquotedMember(
        unit=state.unit,
        address=f"{one.tool} --member {member}",
        at=member.at.one_line,
        member=member,
        bracket=one.globs[0].one_line,
    )
    state.add([unquoted])


__all__ = ["PROJECT", "SIGNS", "Invocation", "facts"]
