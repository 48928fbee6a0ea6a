"""A binding that lacks, written as that of a sibling is: its block or document, with the names of this one.

Of several apps that are declared alike, the one that was added last lacks what the others have. What it
lacks is what they have, word for word but for who it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from wi_lint import (
    Edit,
    Found,
    GoogleAccount,
    Grant,
    Graph,
    KubernetesAccount,
    Span,
    Text,
    WorkloadMember,
    at_end,
    behind_block,
    block_of,
    document_of,
    is_plain,
    lets_impersonate,
)
from wi_lint_rules.shared.blocks import name_of

_LOOPED = re.compile(r"\b(?:for_each|count|each|self)\b")
_LONGEST = 2_000
"""Characters of a block that is copied."""


class _Sibling(Struct, frozen=True):
    """A Google service account, its only binding, and who is bound."""

    google: GoogleAccount
    grant: Grant
    account: KubernetesAccount


def binding_as_sibling(
    graph: Graph, account: KubernetesAccount, google: Text
) -> tuple[str, tuple[Edit, ...]]:
    """The binding of an account as text, and the edit that adds it; empty where there is nothing like it."""
    own = graph.grants.gsa(google, account.unit)
    if own is None or own.account_id.known is None or graph.beside.is_shared(own):
        return "", ()
    for sibling in _siblings(graph, own):
        block = _block(graph, sibling)
        made = (
            _renamed(_without_comments(block.text), _names(sibling, own, account))
            if block is not None
            else ""
        )
        if block is not None and made and _is_free(graph, made, own):
            return made, _added(made, block, sibling, own)
    return "", ()


def _siblings(graph: Graph, own: GoogleAccount) -> Iterator[_Sibling]:
    """The accounts that are declared beside one, and bound; those of its own file first."""
    for one in graph.beside.accounts(own):
        bound = [grant for grant in graph.grants.on(one.email) if lets_impersonate(grant)]
        member = bound[0].member if len(bound) == 1 else None
        if isinstance(member, WorkloadMember) and bound[0].writer.kind == "member":
            answer = graph.ksas.of_member(member, bound[0].unit)
            if isinstance(answer, Found) and one.account_id.known is not None:
                yield _Sibling(one, bound[0], answer.fact)


def _block(graph: Graph, sibling: _Sibling) -> Span | None:
    """All of what writes the binding: a resource without a loop, or a document."""
    at = sibling.grant.writer.at
    block = document_of(at) if sibling.grant.unit.kind == "manifests" else block_of(at)
    if block is None or sibling.grant.condition is not None or graph.beside.is_shared(sibling.google):
        return None  # what holds for a time or a purpose is that one's
    if len(block.text) > _LONGEST or _LOOPED.search(block.text) is not None:
        return None
    return block


def _names(sibling: _Sibling, own: GoogleAccount, account: KubernetesAccount) -> dict[str, str]:
    """What the sibling is called by, with what this one is; nothing where that is not known."""
    pairs = [
        (sibling.google.account_id.known, own.account_id.known),
        (sibling.account.name.known, account.name.known),
        (sibling.account.namespace.known, account.namespace.known),
        (_name_of(sibling.google), _name_of(own)),
    ]
    made: dict[str, str] = {}
    for old, new in pairs:
        if not old or not new or not is_plain(new) or made.setdefault(old, new) != new:
            return {}
    return made


def _name_of(google: GoogleAccount) -> str:
    """What code calls an account: its resource, or its object."""
    return name_of(google.at, "google_service_account") or google.address.rpartition("/")[2]


def _without_comments(text: str) -> str:
    """A block without what is said of the sibling alone."""
    return "\n".join(
        _before_comment(line) for line in text.splitlines() if not line.lstrip().startswith(("#", "//"))
    )


def _before_comment(line: str) -> str:
    """A line up to a comment that stands behind all of its texts."""
    head, quote, tail = line.rpartition('"')
    ends = [at for mark in ("#", "//") if (at := tail.find(mark)) != -1]
    return f"{head}{quote}{tail[: min(ends)].rstrip()}" if ends else line


def _renamed(text: str, names: dict[str, str]) -> str:
    """A text with each name in the place of another: all at once, the longest first."""
    if not names:
        return ""
    said = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    made = re.sub(rf"(?<![A-Za-z0-9])(?:{said})(?![A-Za-z0-9])", lambda found: names[found[0]], text)
    return made.strip() if made != text else ""


def _is_free(graph: Graph, made: str, own: GoogleAccount) -> bool:
    """Whether nothing is called so yet, and the text is about the account."""
    if (own.account_id.known or "") not in made and _name_of(own) not in made:
        return False
    head = re.match(r'resource\s+"(?P<kind>[\w-]+)"\s+"(?P<name>[\w-]+)"', made)
    named = head or re.search(
        r"^metadata:\s*\n(?:.*\n)*?\s+name:\s*[\"']?(?P<name>[\w.-]+)", made, re.MULTILINE
    )
    if named is None:
        return False
    kind = head["kind"] if head is not None else ""
    return not graph.beside.is_called(own.unit, address_beside(own, kind, named["name"]))


def address_beside(own: GoogleAccount, kind: str, name: str) -> str:
    """What a resource of the module, or a policy member of the namespace, of an account is called."""
    if kind:
        return f"{own.address.partition('google_service_account.')[0]}{kind}.{name}"
    return f"IAMPolicyMember/{own.address.split('/')[1]}/{name}" if own.address.count("/") == 2 else name


def _added(made: str, block: Span, sibling: _Sibling, own: GoogleAccount) -> tuple[Edit, ...]:
    """The edit: at the end of the account's own file where the sibling's is in its own, else behind that."""
    is_beside = sibling.grant.writer.at.path == sibling.google.at.path and own.at.path != block.path
    between = "---" if own.unit.kind == "manifests" else ""
    if is_beside or between:
        return at_end(own.at.source if is_beside else block.source, made, between)
    return behind_block(block, made)
