"""Edits of texts that are wrong: offered where what they make is surely right, and nowhere else.

A text may be put together of pieces, or be an attribute of a resource: then the piece is what is written
anew, or the attribute that is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wi_lint.repair.inserting import is_of_resource
from wi_lint.repair.names import TERRAFORM, Stretch, by_name, is_own, is_plain
from wi_lint.source import Edit, Span
from wi_lint.values import Literal, Text

_ATTRIBUTE = re.compile(
    r"(google_service_account\.[\w-]+(?:\[[^\]\n]*\])?)\.(?:id|name|email|member|unique_id)"
)
"""A reference to what Terraform's provider says of a Google service account."""


def edit_of(
    written: Text, at: Span, better: str | None, is_right: Callable[[str], bool], attribute: str
) -> tuple[Edit, ...]:
    """The edit at a place after which a text reads `better`, whole or in the piece that stands there.

    `is_right`: whether a text is what belongs there. `attribute`: the one of a Google service account that
    says it. Nothing where no edit of that one place does.
    """
    found = _ATTRIBUTE.fullmatch(at.text)
    if found is not None:
        return (Edit(at, f"{found[1]}.{attribute}"),) if found[0] != f"{found[1]}.{attribute}" else ()
    if better is None or written.known is None:
        return ()
    return _edit_at(written, at, better, is_right) or _behind_quote(written.known, at, better)


def rewrite(written: Text, at: Span, better: str | None) -> tuple[Edit, ...]:
    """The edit at a place after which a text is just `better`; nothing where no edit of that one place is."""
    if better is None or written.known is None:
        return ()
    return _edit_at(written, at, better, better.__eq__)


def amend(wrong: Stretch, right: Stretch, attribute: str = "") -> tuple[Edit, ...]:
    """The edit after which a part of a text reads as that of another does, made where the slip is.

    Where the other one has a name that is known there as well, by that; else where what is wrong is written,
    whatever it came through. `attribute`: what is to be named of an account that Terraform declares.
    """
    named = by_name(wrong, right, attribute)
    made = respell(wrong.part, right.part.known) if not named and is_own(wrong) else ()
    return named or (made if all(_stands_once(wrong.whole, edit.at) for edit in made) else ())


def _is_for(part: Literal, at: Span) -> bool:
    """Whether a piece was written for the text at a place, and is no attribute of something else."""
    if any(one.taken for one in part.provenance):
        return False
    return part.at in at or not at.path.endswith(TERRAFORM) or not is_of_resource(part.at)


def _stands_once(whole: Text, at: Span) -> bool:
    """Whether a text is made of what stands at a place once."""
    return sum(part.at.source is at.source and at in part.at for part in whole.parts) <= 1


def respell(wrong: Text, better: str | None) -> tuple[Edit, ...]:
    """The edit of one of the places that a text is written at, after which it is just `better`.

    What something else says of itself stays: whoever refers to it would not be all that is changed.
    """
    literals = [part for part in wrong.parts if isinstance(part, Literal) and part.exact]
    places = [part.at for part in literals if _is_for(part, wrong.at)]
    if len(wrong.parts) > 1:  # what came by a name is a part of other texts too
        places = [at for at in places if at in wrong.at]
    made = (rewrite(wrong, at, better) for at in places)
    return next(filter(None, made), ())


def _edit_at(written: Text, at: Span, better: str, is_right: Callable[[str], bool]) -> tuple[Edit, ...]:
    """The edit of the piece of a text that stands at a place as it is."""
    for before, behind in _around(written, at):
        for piece in _candidates(before, behind, better):
            if piece != at.text and is_plain(piece) and is_right(f"{before}{piece}{behind}"):
                return (Edit(at, piece),)
    return ()


def _around(written: Text, at: Span) -> Iterator[tuple[str, str]]:
    """What a text has in front of what stands at a place, and behind it: where it stands there as it is."""
    whole, done = str(written.known), 0
    for part in written.parts:
        if not isinstance(part, Literal):
            return
        is_as_written = part.at.text == part.text and _is_for(part, written.at)
        if (
            is_as_written
            and part.at.source is at.source
            and part.at.start <= at.start
            and at.end <= part.at.end
        ):
            start = done + at.start - part.at.start
            yield whole[:start], whole[start + len(at.text) :]
        done += len(part.text)


def _candidates(before: str, behind: str, better: str) -> Iterator[str]:
    """What may be written between: the rest of the whole text that is meant, or that text itself."""
    if better.startswith(before) and better.endswith(behind) and len(before) + len(behind) < len(better):
        yield better[len(before) : len(better) - len(behind)]
    yield better


def _behind_quote(written: str, at: Span, better: str) -> tuple[Edit, ...]:
    """A prefix or a suffix that a text in quotes lacks, whatever stands in it."""
    prefix, suffix = better.removesuffix(written), better.removeprefix(written)
    if better == written or not re.fullmatch(r'"[^"\n]*"', at.text):
        return ()
    if prefix != better:
        return (Edit(at, f'"{prefix}{at.text[1:]}'),)
    return (Edit(at, f'{at.text[:-1]}{suffix}"'),) if suffix != better else ()
