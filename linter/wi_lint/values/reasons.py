"""Why a value is not known: a reason of a fixed set, and what it is about.

Sentences are made from reasons, and nothing ever reads a sentence back: whoever asks, asks for the reason.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Reason(Enum):
    """Why a value is not known. The text is the clause that people read; `{}` is what it is about."""

    PLACEHOLDER = "{} is a placeholder"
    REPLACED = "{} is replaced by a tool, as a comment says"
    EMPTY = "{} is empty, to be filled in"
    NO_DEFAULT = "{} has no default"
    NOT_SET = "{} is not set here"
    NO_VALUE = "{} is given no value by what fills it in"
    NOT_DECLARED = "{} is not declared here"
    NOT_WRITTEN = "{} is not written here"
    NOT_TEXT = "{} is no text"
    CURRENT_CONTEXT = "{} is set elsewhere"
    AT_INSTALL = "{} is given when it is installed"
    AT_RUN_TIME = "{} is known only when it runs"
    AFTER_APPLY = "{} is known only after an apply"
    ELSEWHERE = "{} is not in these files"
    ENCRYPTED = "{} is encrypted"
    CONDITIONAL = "{} depends on something that is not known"
    CIRCULAR = "{} refers to itself"
    TOO_LARGE = "{} is beyond what wi-lint follows"
    NOT_FOLLOWED = "wi-lint does not work out {}"
    BROKEN = "{} cannot be read"
    FAILED = "{} fails"

    def __call__(self, about: str = "it") -> Why:
        """This reason, said of something."""
        return Why(self, about)


class Why(Struct, frozen=True):
    """A reason and what it is about, in words for people; its text completes 'it is not known: ...'."""

    reason: Reason
    about: str = "it"

    def __str__(self) -> str:
        return self.reason.value.format(self.about)
