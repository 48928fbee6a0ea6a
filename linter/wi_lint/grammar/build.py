"""How Google puts names together: e-mails, resource names, pools and members, from their parts."""

from __future__ import annotations

import re

from wi_lint.lazy_re import regex
from wi_lint.source import Span
from wi_lint.values import Known, Text, join, known

_PREFIXED = regex(r"([^:]+):(.+)")


def put_together(at: Span, *pieces: str | Text) -> Text:
    """Pieces, one behind the other, standing at one place; those that are texts keep their origins."""
    return join([known(piece, at) if isinstance(piece, str) else piece for piece in pieces], at)


def host_of(project: Text) -> Text:
    """A project inside an e-mail or a pool: `example.com:app` turns into `app.example.com`."""
    found = _PREFIXED.fullmatch(project.known) if isinstance(project, Known) else None
    return known(f"{found[2]}.{found[1]}", project.origin) if found else project


def project_of_host(host: Text) -> str:
    """The id of a project that stands in an e-mail, for people: `acme.s3ns` is `s3ns:acme` again.

    >>> from wi_lint.source import Source
    >>> at = Source("x", "").span(0, 0)
    >>> [project_of_host(known(host, at)) for host in ("acme.s3ns", "app.example.com", "acme")]
    ['s3ns:acme', 'example.com:app', 'acme']
    """
    name, dot, label = str(host).partition(".")
    return f"{label}:{name}" if dot and host.known is not None else str(host)


def gsa_email(account_id: Text, project: Text) -> Text:
    """The e-mail of a Google service account that a user makes."""
    return put_together(account_id.at, account_id, "@", host_of(project), ".iam.gserviceaccount.com")


def gsa_name(email: Text, project: str | Text = "-") -> Text:
    """The resource name of a Google service account; `-` is its own project."""
    return put_together(email.at, "projects/", project, "/serviceAccounts/", email)


def gsa_member(email: Text, at: Span) -> Text:
    """A Google service account as a member of an IAM policy."""
    return put_together(at, "serviceAccount:", email)


def workload_pool(project: Text) -> str:
    """The workload pool of a project, for people: its id, with the label of its universe behind it.

    A project of a domain keeps its prefix there, `example.com:app.svc.id.goog`.
    """
    universe = re.fullmatch(r"([a-z][a-z0-9-]*):(.+)", project.known or "")
    return f"{universe[2]}.{universe[1]}.svc.id.goog" if universe else f"{project}.svc.id.goog"


def cluster_path(project: Text, location: Text, name: Text, at: Span) -> Text:
    """The full name of a cluster, `projects/P/locations/L/clusters/N`."""
    return put_together(at, "projects/", project, "/locations/", location, "/clusters/", name)
