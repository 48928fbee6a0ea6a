"""Universes: sovereign clouds, which put a label of their own into the names of projects, pools and e-mails.

A project `s3ns:acme-prod` has the pool `acme-prod.s3ns.svc.id.goog` and accounts at
`acme-prod.s3ns.iam.gserviceaccount.com`; Terraform is often given the bare id, `acme-prod`. All of them
are one project. A project of a domain, `example.com:app`, is another thing: its label holds a dot, and is
a part of its id. Sources: Google's guide to Workload Identity in its sovereign edition; S3NS's reference
of principal identifiers.
"""

from __future__ import annotations

import re

from wi_lint.values import Match, Text, compare, join

_IN_FRONT = re.compile(r"[a-z][a-z0-9-]*:")
_BEHIND = re.compile(r"[^.:@]*(\.[a-z][a-z0-9-]*)")
_AT_HOST = re.compile(r"[^@]*@[^.:@]*(\.[a-z][a-z0-9-]*)\.iam\.gserviceaccount\.com")


def bare_project(project: Text) -> Text:
    """A project's id without the label of its universe, in front of it or behind it.

    >>> from wi_lint.source import Source
    >>> from wi_lint.values import known
    >>> at = Source("x", "").span(0, 0)
    >>> [str(bare_project(known(p, at))) for p in ("s3ns:acme", "acme.s3ns", "example.com:app", "acme")]
    ['acme', 'acme', 'example.com:app', 'acme']
    """
    written = project.written
    if found := _IN_FRONT.match(written):
        return project.beyond(found.end())
    found = _BEHIND.fullmatch(written)
    return project.upto(found.start(1)) if found else project


def bare_email(email: Text) -> Text:
    """The e-mail of a Google service account without the label of its universe."""
    found = _AT_HOST.fullmatch(email.written)
    if found is None:
        return email
    tail = email.beyond(found.end(1))
    head = email.upto(found.start(1))
    return join((head, tail), email.at)


def same_project(one: Text, other: Text) -> Match:
    """Whether two names are of one project."""
    return compare(bare_project(one), bare_project(other))


def same_email(one: Text, other: Text) -> Match:
    """Whether two e-mails are of one Google service account."""
    return compare(bare_email(one), bare_email(other))
