"""The names that a rule pack may import, from `wi_lint`; everything else is private."""

from wi_lint.contract import Check, Finding, Fix, Pack, Rule, Severity, Step, rule, trail
from wi_lint.facts import *  # noqa: F403
from wi_lint.google import iam_arguments
from wi_lint.grammar import (
    Email,
    Fault,
    GoogleMember,
    Member,
    OpaqueMember,
    PublicMember,
    WorkloadMember,
    WorkloadSet,
    account_id_faults,
    annotation_faults,
    distance,
    email,
    near,
    pool_faults,
    pool_project,
    same_email,
    same_project,
)
from wi_lint.graph import MADE_ELSEWHERE, Answer, Found, Graph, Missing, Undecided, Unseen
from wi_lint.graph.network import Policies
from wi_lint.graph.roles import IMPERSONATING, NOT_ENOUGH, WORKLOAD_IDENTITY_USER, lets_impersonate
from wi_lint.source import Edit, Span
from wi_lint.unit import Unit
from wi_lint.values import Hole, Known, Literal, Match, Partial, Reason, Text, Unknown, compare

__all__ = [
    "IMPERSONATING",
    "MADE_ELSEWHERE",
    "NOT_ENOUGH",
    "WORKLOAD_IDENTITY_USER",
    "Answer",
    "Check",
    "Edit",
    "Email",
    "Fault",
    "Finding",
    "Fix",
    "Found",
    "GoogleMember",
    "Graph",
    "Hole",
    "Known",
    "Literal",
    "Match",
    "Member",
    "Missing",
    "OpaqueMember",
    "Pack",
    "Partial",
    "Policies",
    "PublicMember",
    "Reason",
    "Rule",
    "Severity",
    "Span",
    "Step",
    "Text",
    "Undecided",
    "Unit",
    "Unknown",
    "Unseen",
    "WorkloadMember",
    "WorkloadSet",
    "account_id_faults",
    "annotation_faults",
    "compare",
    "distance",
    "email",
    "iam_arguments",
    "lets_impersonate",
    "near",
    "pool_faults",
    "pool_project",
    "rule",
    "same_email",
    "same_project",
    "trail",
]
