"""E-mails of Google service accounts in values that are written once, and nearly as others are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from wi_lint.bounds import MAX_COMPARED
from wi_lint.facts import SlippedEmail
from wi_lint.grammar import is_slip
from wi_lint.unit import Unit
from wi_lint.values import Text

_HOST = ".iam.gserviceaccount.com"
_USUAL = 2
"""How often the one is written that shows what another is a slip for."""


def slipped(emails: Iterator[Text], unit: Unit) -> Iterator[SlippedEmail]:
    """The e-mails, of those of one file, that differ by a slip from one that stands there more often."""
    first: dict[str, Text] = {}
    counts: Counter[str] = Counter()
    for text in islice(emails, MAX_COMPARED):
        if text.known is not None and text.known.endswith(_HOST):
            counts[text.known] += 1
            first.setdefault(text.known, text)
    usual = [email for email, count in counts.items() if count >= _USUAL]
    for email in (email for email, count in counts.items() if count == 1 and usual):
        account, _, project = email.partition("@")
        alike = [
            one for one in usual if one.endswith(f"@{project}") and is_slip(account, one.partition("@")[0])
        ]
        if len(alike) == 1:
            text, meant = first[email], first[alike[0]]
            at = text.origin.one_line
            yield SlippedEmail(unit=unit, address=f"{unit.title}/{account}", at=at, email=text, meant=meant)
