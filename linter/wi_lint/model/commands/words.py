"""The words of a command, sorted: what is done, on what, with which flags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, field

from wi_lint.bounds import MAX_WRAPPED
from wi_lint.compose.shell import Invocation, Word
from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.values import Text, known

TOOLS = frozenset({"gcloud", "kubectl", "gsutil", "bq", "helm"})
_TRACKS = frozenset({"beta", "alpha", "preview"})
_SWITCH = regex(
    r"--(?:no-)?(?:quiet|enable-[\w-]+|disable-[\w-]+|async|overwrite|all|all-namespaces|recursive|force|spot|preemptible"
    r"|install|wait|atomic|create-namespace|dry-run|help|local|record|server-side|reuse-values|reset-values|debug"
    r"|rm|stdin|tty|expose|attach|user-output-enabled|log-http|autoscaling|server|validate|prune|list|cascade"
    r"|include-all-instances|internal-ip|private-cluster|shielded-[\w-]+|autoprovisioning[\w-]*|output-only)$"
)
_SHORT = {"-n": "--namespace", "-f": "--filename", "-p": "--patch", "-l": "--selector", "-o": "--output",
          "-m": "--member", "-c": "--container", "-s": "--server", "-k": "--kustomize"}  # fmt: skip
_SHORT_SWITCH = frozenset({"-q", "-A", "-i", "-it", "-ti", "-t", "-v", "-d", "-R", "-w", "-y", "-"})


class Command(Struct):
    """A command of one of the tools. `words`: what stands before its flags and between them."""

    tool: str
    words: list[Text]
    invocation: Invocation
    flags: dict[str, list[Text]] = field(default_factory=dict)
    flag_at: dict[str, Span] = field(default_factory=dict)
    globs: list[Span] = field(default_factory=list)

    @property
    def at(self) -> Span:
        return self.invocation.at

    def word(self, number: int) -> str:
        """A word, where it is known."""
        return (self.words[number].known or "") if -1 < number < len(self.words) else ""

    def starts(self, *path: str) -> bool:
        return all(self.word(number) == word for number, word in enumerate(path))

    def flag(self, *names: str) -> Text | None:
        """The last value of a flag, by any of its names."""
        for name in names:
            if self.flags.get(name):
                return self.flags[name][-1]
        return None

    def has(self, *names: str) -> bool:
        return any(name in self.flag_at for name in names)

    def behind(self, verb: str) -> list[Text]:
        """The words behind a verb."""
        for number, word in enumerate(self.words[:6]):
            if word.known == verb:
                return self.words[number + 1 :]
        return []


def command(invocation: Invocation) -> Command | None:
    """A command of one of the tools, wherever it stands in the line; nothing for other commands."""
    for number, word in enumerate(invocation.words[:MAX_WRAPPED]):
        name = (word.text.known or "").rpartition("/")[2].removesuffix(".exe")
        if name in TOOLS:
            return _sorted(name, invocation.words[number + 1 :], invocation)
    return None


def _sorted(tool: str, words: Iterable[Word], invocation: Invocation) -> Command:
    made = Command(tool, [], invocation)
    waiting: str | None = None
    for word in words:
        opening = word.text.opening
        if waiting is not None and re.match(r"--[a-z]", opening):
            made.flags.setdefault(waiting, []).append(known("true", word.text.at))  # it was a switch
            waiting = None
        if waiting is not None:
            made.flags.setdefault(waiting, []).append(word.text)
            made.globs += [word.glob] if word.glob is not None else []
            waiting = None
        elif opening.startswith("-") and opening != "-" and not _is_number(opening):
            waiting = _flag(made, word)
        elif not (tool == "gcloud" and not made.words and word.text.known in _TRACKS):
            made.words.append(word.text)
    return made


def _is_number(opening: str) -> bool:
    return re.fullmatch(r"-\d+", opening) is not None


def _flag(made: Command, word: Word) -> str | None:
    """Note a flag; gives its name back where its value is the next word."""
    halves = word.text.split("=")
    name = (halves[0] if halves else word.text).known or ""
    name = _SHORT.get(name, name)
    made.flag_at[name] = word.text.at
    if halves is not None:
        made.flags.setdefault(name, []).append(halves[1])
        made.globs += [word.glob] if word.glob is not None else []
        return None
    if _SWITCH.match(name) or name in _SHORT_SWITCH:
        made.flags.setdefault(name, []).append(known("true", word.text.at))
        return None
    return name
