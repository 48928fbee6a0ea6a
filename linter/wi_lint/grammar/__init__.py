"""Grammars of identity strings: on partial values too, and exported to rules."""

from wi_lint.grammar.build import (
    cluster_path,
    gsa_email,
    gsa_member,
    gsa_name,
    project_of_host,
    put_together,
    workload_pool,
)
from wi_lint.grammar.email import (
    Email,
    account_id_faults,
    annotation_faults,
    email,
    email_of_name,
    email_project,
)
from wi_lint.grammar.faults import Fault
from wi_lint.grammar.member import (
    ExternalMember,
    GoogleMember,
    Member,
    OpaqueMember,
    PublicMember,
    WorkloadMember,
    WorkloadSet,
    member,
)
from wi_lint.grammar.names import distance, is_slip, near
from wi_lint.grammar.placeholder import with_holes
from wi_lint.grammar.pool import pool_faults, pool_project
from wi_lint.grammar.principal import ClusterPath
from wi_lint.grammar.universe import bare_email, bare_project, has_label_in_front, same_email, same_project
from wi_lint.grammar.written import is_annotation, is_member

__all__ = [
    "ClusterPath",
    "Email",
    "ExternalMember",
    "Fault",
    "GoogleMember",
    "Member",
    "OpaqueMember",
    "PublicMember",
    "WorkloadMember",
    "WorkloadSet",
    "account_id_faults",
    "annotation_faults",
    "bare_email",
    "bare_project",
    "cluster_path",
    "distance",
    "email",
    "email_of_name",
    "email_project",
    "gsa_email",
    "gsa_member",
    "gsa_name",
    "has_label_in_front",
    "is_annotation",
    "is_member",
    "is_slip",
    "member",
    "near",
    "pool_faults",
    "pool_project",
    "project_of_host",
    "put_together",
    "same_email",
    "same_project",
    "with_holes",
    "workload_pool",
]
