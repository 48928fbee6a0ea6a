"""What lacks, written as what stands beside it is: in its language, with its names, where it belongs."""

from __future__ import annotations

from wi_lint import Edit, Fix, Grant, Graph, KubernetesAccount, Span, block_of, item_behind
from wi_lint_rules.shared.ends import part_edits


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


def _last_of(graph: Graph, owner: Grant) -> Grant | None:
    """The last member of a binding, where its members are listed one by one."""
    whole = block_of(owner.writer.at)
    if whole is None:
        return None
    listed = [
        one
        for one in graph.every(Grant)
        if one.writer.at == owner.writer.at and one.role.key == owner.role.key and one.member_text.at in whole
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
