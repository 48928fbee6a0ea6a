"""Names that stand for texts: where a text is written by one, the slip may be the name, and not what it says.

`[${MONITORING_NAMESPACE}/app]` for an account in `$APP_NAMESPACE` is mended where it is used: what the first
variable says is right for others.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from wi_lint.lazy_re import regex
from wi_lint.source import Edit, Span
from wi_lint.values import Literal, Text

_REFERENCE = r"(?:var|local|module|data|(?:google|kubernetes)_\w+)(?:\.[\w-]+|\[[0-9]+\])+"
_ANY = r"[a-z_][\w-]*(?:\.[\w-]+|\[[0-9]+\]|\[\"[^\"\]]*\"\])+"
"""Any reference, such as that to the item of a loop, which is no name elsewhere."""
_HCL = regex(rf"\$\{{\s*(?P<inner>{_ANY})\s*\}}")
_SHELL = regex(r"\$\{(?P<inner>[A-Za-z_]\w*)\}|\$(?P<plain>[A-Za-z_]\w*)")
_BARE = regex(_REFERENCE)
_OWN = regex(r"\b(?:var|local)\.[\w-]+")
_FLAG = regex(r"[\w./-]+=")
TERRAFORM = (".tf", ".tofu")
_ACCOUNT = regex(r"(google_service_account\.[\w-]+(?:\[[^\]]*\])?)\.(?:id|name|email|member)$")
_LONGEST = 500
"""Characters of an expression in which names are told apart."""


_PLAIN = regex(r"[\w.:@/\[\]*+-]*")


def is_plain(text: str) -> bool:
    """Whether a text may be written anywhere as it is: strangers' names go into scripts and code by edits."""
    return _PLAIN.fullmatch(text) is not None


class Piece(NamedTuple):
    """A stretch of an expression: where it stands, and the name that it is; empty where it is as it reads."""

    at: Span
    name: str


class Stretch(NamedTuple):
    """A part of a text."""

    whole: Text
    part: Text


def by_name(wrong: Stretch, right: Stretch, attribute: str = "") -> tuple[Edit, ...]:
    """The edit after which a part of a text is named as that of another is, which is written beside it.

    `attribute`: what is to be named of a Google service account of Terraform's. Nothing where there is no
    such name.
    """
    if not _are_beside(wrong.whole.at, right.whole.at):
        return ()
    name, piece = _name_of(right), _piece(*wrong)
    if name and attribute:
        name = _ACCOUNT.sub(rf"\1.{attribute}", name)
    if not name or piece is None or piece.name == name:
        return ()
    return (Edit(piece.at, _spelt(name, piece)),)


def exchange(whole: Text, one: Text, other: Text) -> tuple[Edit, ...]:
    """The edits after which two parts of a text stand in each other's place, as they are written."""
    pieces = _piece(whole, one), _piece(whole, other)
    if pieces[0] is None or pieces[1] is None:
        return ()
    return (Edit(pieces[0].at, pieces[1].at.text), Edit(pieces[1].at, pieces[0].at.text))


def in_place(wrong: Stretch, better: str) -> tuple[Edit, ...]:
    """The edit after which a part of a text is written out where it was named, inside other text."""
    piece = _piece(*wrong)
    if piece is None or not piece.name or piece.at.text == piece.name:
        return ()
    return (Edit(piece.at, better),) if is_plain(better) or _HCL.fullmatch(better) else ()


def name_beside(text: Text, at: Span) -> str | None:
    """The name that a text is written by, where that is known at a place as well."""
    return _whole_name(text.at) if _are_beside(at, text.at) else None


def is_own(stretch: Stretch) -> bool:
    """Whether a part of a text is written for it, and is not what a resource or a module says of itself."""
    at = stretch.whole.at
    if not at.path.endswith(TERRAFORM):
        return True
    piece = _piece(*stretch)
    if piece is not None:
        return not piece.name or piece.name.startswith(("var.", "local.", "each."))
    return _BARE.search(_OWN.sub("", at.text)) is None


def _are_beside(one: Span, other: Span) -> bool:
    """Whether what has a name at one place has it at another: in one module, or in one script."""
    if one.path.endswith(TERRAFORM):
        is_code = other.path.endswith(TERRAFORM)
        return is_code and posixpath.dirname(one.path) == posixpath.dirname(other.path)
    return one.source is other.source and not one.path.endswith((".yaml", ".yml", ".json"))


def _name_of(stretch: Stretch) -> str | None:
    """The one name that a part of a text is written by."""
    piece = _piece(*stretch)
    if piece is not None and piece.name:
        is_code = stretch.whole.at.path.endswith(TERRAFORM)
        return piece.name if not is_code or _BARE.fullmatch(piece.name) else None
    return _whole_name(stretch.whole.at) if stretch.part is stretch.whole else None


def _whole_name(at: Span) -> str | None:
    """The one name that an expression is."""
    if at.end - at.start > _LONGEST:
        return None
    text = at.text.strip()
    if at.path.endswith(TERRAFORM):
        if _BARE.fullmatch(text):
            return text
        found = _HCL.fullmatch(text.removeprefix('"').removesuffix('"'))
        if found is not None and _BARE.fullmatch(found["inner"]) is None:
            return None
    else:
        found = _SHELL.fullmatch(text.rpartition("=")[2].strip("\"'"))
    return next(filter(None, found.groups()), None) if found is not None else None


def _spelt(name: str, piece: Piece) -> str:
    """A name as the place wants it."""
    at = piece.at
    if not at.path.endswith(TERRAFORM):
        is_plain = bool(piece.name) and not at.text.startswith("${")
        return f"${name}" if is_plain else f"${{{name}}}"
    return name if at.text == piece.name else f"${{{name}}}"


def _piece(whole: Text, wrong: Text) -> Piece | None:
    """The stretch of an expression that a part of its text is made of."""
    start = _offset(whole, wrong)
    if (
        start is None
        or whole.known is None
        or wrong.known is None
        or whole.at.end - whole.at.start > _LONGEST
    ):
        return None
    end = start + len(wrong.known)
    for begin, stop, piece in _laid_out(whole.at, whole.known):
        if piece.name and (begin, stop) == (start, end):
            return piece
        if not piece.name and begin <= start and end <= stop and piece.at.text == whole.known[begin:stop]:
            return Piece(piece.at.within(start - begin, end - begin), "")
    return None


def _offset(whole: Text, wrong: Text) -> int | None:
    """Where a part stands in its text, by the places that both are written at."""
    done = 0
    first = wrong.parts[0] if wrong.parts else None
    for part in whole.parts:
        if not isinstance(part, Literal) or not isinstance(first, Literal):
            return None
        if part.at.source is first.at.source and first.at in part.at:
            return done + (
                first.at.start - part.at.start if part.exact else max(part.text.find(first.text), 0)
            )
        done += len(part.text)
    return None


def _laid_out(at: Span, known: str) -> list[tuple[int, int, Piece]]:
    """The stretches of an expression, each with the stretch of the text that it makes.

    Nothing where they cannot be told apart.
    """
    made: list[tuple[int, int, Piece]] = []
    done, waiting = 0, None
    for piece in _pieces(at):
        if piece.name:
            if waiting is not None:
                return []  # two names in a row
            waiting = piece
            continue
        start = known.find(piece.at.text, done)
        if start < 0 or (waiting is None and start != done):
            return []
        made += [(done, start, waiting)] if waiting is not None else []
        done, waiting = start + len(piece.at.text), None
        made.append((start, done, piece))
    return [*made, (done, len(known), waiting)] if waiting is not None else made


def _pieces(at: Span) -> list[Piece]:
    """Names and what is between them, as they follow one another."""
    is_code = at.path.endswith(TERRAFORM)
    if is_code and _BARE.fullmatch(at.text):
        return [Piece(at, at.text)]
    flag = _FLAG.match(at.text)  # of a command: `--member=...`
    inner = at.within(flag.end(), len(at.text)) if flag is not None and not is_code else at
    if len(inner.text) > 1 and inner.text[0] in "\"'" and inner.text[-1] == inner.text[0]:
        inner = inner.within(1, len(inner.text) - 1)
    elif is_code:
        return []
    made: list[Piece] = []
    done = 0
    for found in (_HCL if is_code else _SHELL).finditer(inner.text):
        if found.start() > done:
            made.append(Piece(inner.within(done, found.start()), ""))
        made.append(Piece(inner.within(*found.span()), next(filter(None, found.groups()))))
        done = found.end()
    if done < len(inner.text):
        made.append(Piece(inner.within(done, len(inner.text)), ""))
    return made
