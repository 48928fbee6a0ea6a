"""Universes: sovereign clouds, which put a label of their own into the names of projects, pools and e-mails.

A project `s3ns:acme-prod` has the pool `acme-prod.s3ns.svc.id.goog` and accounts at
`acme-prod.s3ns.iam.gserviceaccount.com`; Terraform is often given the bare id, `acme-prod`. All of them
are one project. A project of a domain, `example.com:app`, is another thing: its label holds a dot, and is
a part of its id. Sources: Google's guide to Workload Identity in its sovereign edition; S3NS's reference
of principal identifiers.
"""

from __future__ import annotations

from wi_lint.grammar.build import host_of
from wi_lint.lazy_re import regex
from wi_lint.values import Match, Text, compare, join

UNIVERSES = ("eu0", "s3ns")
"""The labels that are known. Another one is a universe's where it stands in front of a project: behind it, in
a pool or an e-mail, it may as well be a slip."""

_LABELS = "|".join(UNIVERSES)
_IN_FRONT = regex(r"[a-z][a-z0-9-]*:")
_BEHIND = regex(rf"[^.:@]*(\.(?:{_LABELS}))")
_AT_HOST = regex(rf"[^@]*@[^.:@]*(\.(?:{_LABELS}))\.iam\.gserviceaccount\.com")


def has_label_in_front(project: Text) -> bool:
    """Whether a project is written with its universe, `s3ns:acme-prod`, which no pool and no e-mail is."""
    return _IN_FRONT.match(project.written) is not None


def bare_project(project: Text) -> Text:
    """A project's id without the label of a known universe: what its pool, its e-mails and Terraform share.

    >>> from wi_lint.source import Source
    >>> from wi_lint.values import known
    >>> at = Source("x", "").span(0, 0)
    >>> [str(bare_project(known(p, at))) for p in ("s3ns:acme", "acme.s3ns", "example.com:app", "acme.iam")]
    ['acme', 'acme', 'example.com:app', 'acme.iam']
    """
    host = host_of(project) if has_label_in_front(project) else project
    found = _BEHIND.fullmatch(host.written)
    return host.upto(found.start(1)) if found else host


def bare_email(email: Text) -> Text:
    """The e-mail of a Google service account without the label of a known universe."""
    found = _AT_HOST.fullmatch(email.written)
    if found is None:
        return email
    return join((email.upto(found.start(1)), email.beyond(found.end(1))), email.at)


def same_project(one: Text, other: Text) -> Match:
    """Whether two names are of one project. A bare id is that of any universe; two labels must be equal."""
    found = compare(host_of(one), host_of(other))
    if found is not Match.DIFFERENT or has_label_in_front(one) or has_label_in_front(other):
        return found
    is_bare = "." not in one.written or "." not in other.written
    return compare(bare_project(one), bare_project(other)) if is_bare else found


def same_email(declared: Text, written: Text) -> Match:
    """Whether an e-mail is that of a declared account: its own lacks the label of a bare project."""
    found = compare(declared, written)
    has_label = _AT_HOST.fullmatch(declared.written) is not None
    return found if found is not Match.DIFFERENT or has_label else compare(declared, bare_email(written))
