"""Whether a text that nobody has written yet would be right: for who offers to write it."""

from __future__ import annotations

from wi_lint.grammar.email import annotation_faults
from wi_lint.grammar.member import member
from wi_lint.source import Source
from wi_lint.values import known

_NOWHERE = Source("", "").span(0, 0)


def is_annotation(written: str) -> bool:
    """Whether a text may be the value of `iam.gke.io/gcp-service-account`."""
    return bool(written) and not annotation_faults(known(written, _NOWHERE))


def is_member(written: str) -> bool:
    """Whether a text may be a member of a policy of IAM."""
    return bool(written) and not member(known(written, _NOWHERE)).faults
