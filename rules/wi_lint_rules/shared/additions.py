"""What lacks, written as what stands beside it is: in its language, with its names, where it belongs."""

from __future__ import annotations

import re

from wi_lint import (
    Edit,
    Fix,
    GoogleAccount,
    Grant,
    Graph,
    KubernetesAccount,
    Span,
    Text,
    at_end,
    behind_block,
    block_of,
    document_of,
    is_plain,
    item_behind,
)
from wi_lint_rules.shared.blocks import name_of, pool_of
from wi_lint_rules.shared.ends import part_edits
from wi_lint_rules.shared.siblings import address_beside


def add_member(graph: Graph, owner: Grant, account: KubernetesAccount, pool: str) -> Fix:
    """A member more in what removes those that it does not list, written as the last one there is."""
    says = f"add this member to {owner.writer.address}, which removes what it does not list"
    subject = f"{account.namespace}/{account.name}"
    plain = f'"serviceAccount:{pool}[{subject}]"'
    last = _last_of(graph, owner)
    made = _written_as(last, account) if last is not None else None
    if last is None or made is None or owner.unit.kind != "terraform":
        return Fix(says, copy=plain)
    return Fix(says, item_behind(last.member_text.at, made), made)


def binding_edits(
    graph: Graph, account: KubernetesAccount, google: Text, pool: str
) -> tuple[str, tuple[Edit, ...]]:
    """A binding as text and the edit that adds it, where the Google account is declared, by its name."""
    own = graph.grants.gsa(google, account.unit)
    subject = f"{account.namespace}/{account.name}"
    is_known = account.namespace.known is not None and account.name.known is not None
    if own is None or not is_known or graph.beside.is_shared(own) or not is_plain(f"{pool}[{subject}]"):
        return "", ()
    if own.unit.kind == "manifests":
        return _document(graph, own, f"serviceAccount:{pool}[{subject}]")
    name, block = name_of(own.at, "google_service_account"), block_of(own.at)
    if name is None or block is None or "[" in own.address or "CLUSTER_PROJECT" in pool:
        return "", ()
    label = f"{name}_workload_identity"
    if graph.beside.is_called(own.unit, address_beside(own, "google_service_account_iam_member", label)):
        return "", ()
    made = (
        f'resource "google_service_account_iam_member" "{label}" {{\n'
        f"  service_account_id = google_service_account.{name}.name\n"
        '  role               = "roles/iam.workloadIdentityUser"\n'
        f'  member             = "serviceAccount:{_pool(graph, own, pool)}[{subject}]"\n'
        "}"
    )
    return made, behind_block(block, made)


_NAME = re.compile(
    r"^metadata:[ \t]*\n(?:[ \t]+.*\n)*?[ \t]+namespace:[ \t]*[\"']?(?P<name>[\w.-]+)", re.MULTILINE
)


def _pool(graph: Graph, own: GoogleAccount, pool: str) -> str:
    """A pool by the cluster of the same module that makes it."""
    clusters = (one for one in graph.clusters.by_unit.get(own.unit, ()) if one.own_pool == pool)
    return next(filter(None, (pool_of(one, own.at) for one in clusters)), pool)


def _document(graph: Graph, own: GoogleAccount, member: str) -> tuple[str, tuple[Edit, ...]]:
    """An IAMPolicyMember of Config Connector's behind the account that it is on, in its namespace."""
    document = document_of(own.at).text
    if "kind: IAMServiceAccount" not in document or "{{" in document or "CLUSTER_PROJECT" in member:
        return "", ()
    name, found = own.address.rpartition("/")[2], _NAME.search(document)
    place = f"  namespace: {found['name']}\n" if found is not None else ""
    if graph.beside.is_called(own.unit, address_beside(own, "", f"{name}-workload-identity")):
        return "", ()
    made = (
        "apiVersion: iam.cnrm.cloud.google.com/v1beta1\n"
        "kind: IAMPolicyMember\n"
        "metadata:\n"
        f"  name: {name}-workload-identity\n{place}"
        "spec:\n"
        "  resourceRef:\n"
        "    apiVersion: iam.cnrm.cloud.google.com/v1beta1\n"
        "    kind: IAMServiceAccount\n"
        f"    name: {name}\n"
        "  role: roles/iam.workloadIdentityUser\n"
        f"  member: {member}"
    )
    return made, at_end(own.at.source, made, "---")


def _last_of(graph: Graph, owner: Grant) -> Grant | None:
    """The last member of a binding, where its members are listed one by one."""
    whole = block_of(owner.writer.at)
    if whole is None:
        return None
    listed = [
        one
        for one in graph.beside.written_by(owner.writer.at)
        if one.role.key == owner.role.key and one.member_text.at in whole
    ]
    return max(listed, key=lambda one: one.member_text.at.start, default=None)


def _written_as(sibling: Grant, account: KubernetesAccount) -> str | None:
    """The text of a member that names an account, as that of another is written."""
    at = sibling.member_text.at
    edits = part_edits(sibling, account)
    if not edits or not at.text.startswith('"') or any(edit.at not in at for edit in edits):
        return None
    return _applied(at, edits)


def _applied(at: Span, edits: tuple[Edit, ...]) -> str:
    made = at.text
    for edit in sorted(edits, key=lambda one: -one.at.start):
        made = f"{made[: edit.at.start - at.start]}{edit.text}{made[edit.at.end - at.start :]}"
    return made
