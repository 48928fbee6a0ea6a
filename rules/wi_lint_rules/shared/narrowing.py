"""A role on the one resource instead of on a whole project: in Terraform, and with gcloud."""

from __future__ import annotations

import re

from wi_lint import CloudResource, Fix, Grant, Graph, Match, Text, compare, iam_arguments
from wi_lint_rules.shared.addresses import own_name, steps_to
from wi_lint_rules.shared.roles import Fit

_BY_ROLE = {
    "roles/pubsub.subscriber": (
        "google_pubsub_subscription",
        "gcloud pubsub subscriptions add-iam-policy-binding SUBSCRIPTION",
    )
}
"""Roles whose work is done on another resource than the usual one of their service.

Source: the reference of Pub/Sub's roles: who consumes holds `pubsub.subscriptions.consume` on a subscription.
"""


def narrow(graph: Graph, grant: Grant, place: Fit) -> Fix:
    """The grant on the resource, in the language that it is written in, and as a command."""
    kind = kind_for(graph, grant, place)
    command = _filled_in(_command(grant, place), declared(graph, grant, kind) if kind is not None else [])
    if kind is None or grant.unit.kind != "terraform":
        return Fix("grant it on the one resource, and take this grant away", copy=command)
    rows = [*_target(graph, grant, kind), ("role", f'"{grant.role}"'), ("member", _member(grant))]
    width = max(len(name) for name, _ in rows)
    body = "".join(f"  {name.ljust(width)} = {value}\n" for name, value in rows)
    snippet = f'resource "{kind}_iam_member" "{_label(grant)}" {{\n{body}}}'
    return Fix(f"use {kind}_iam_member in place of this grant", copy=f"{snippet}\n\n{command}".rstrip())


def kind_for(graph: Graph, grant: Grant, place: Fit) -> str | None:
    """The resource type to use: of a resource that is declared here, or else the usual one."""
    usual = _BY_ROLE.get(grant.role.known or "")
    kinds = [usual[0]] if usual is not None else [kind.partition(" ")[0] for kind in place.terraform]
    here = next((kind for kind in kinds if declared(graph, grant, kind)), None)
    return here or next(iter(kinds), None)


def declared(graph: Graph, grant: Grant, kind: str) -> list[CloudResource]:
    """The resources of a kind that are declared beside a grant, in the very project that it is on."""
    return [
        one
        for one in graph.grants.resources_by_kind.get((grant.unit, kind), [])
        if one.project is None or compare(one.project, grant.target.name) is Match.SAME
    ]


def _target(graph: Graph, grant: Grant, kind: str) -> list[tuple[str, str]]:
    """The arguments that name the resource: of the only one that is declared in its module, or to fill in."""
    names = iam_arguments(kind)
    resources = declared(graph, grant, kind)
    if len(resources) == len(names) == 1 and "[" not in resources[0].address:
        address = resources[0].address
        if steps_to(address) == steps_to(grant.address):
            return [(names[0], f"{own_name(address)}.id")]
    return [(name, f'"{name.upper()}"') for name in names]


def _label(grant: Grant) -> str:
    """A name for the new resource: that of the one which it replaces."""
    name = own_name(grant.address).rpartition(".")[2]
    return re.sub(r"\W+", "_", name) or "workload"


def _member(grant: Grant) -> str:
    """The member as the resource has it, where the expression means the same outside of a loop."""
    at = grant.member_text.at
    expression = at.text
    is_reference = re.fullmatch(r"google_service_account\.\w+\.member", expression) is not None
    if is_reference and at.path.rpartition("/")[0] == grant.at.path.rpartition("/")[0]:
        return expression
    return f'"{grant.member_text}"'


def _command(grant: Grant, place: Fit) -> str:
    """The command that grants it, whole but for the resource."""
    usual = _BY_ROLE.get(grant.role.known or "")
    command = usual[1] if usual is not None else place.gcloud
    if "add-iam-policy-binding" not in command:
        return ""
    if "--member=M" in command:
        return command.replace("--member=M", f"--member='{_quoted(grant.member_text)}'").replace(
            "--role=R", f"--role={grant.role}"
        )
    return f"{command} \\\n  --role={grant.role} --member='{_quoted(grant.member_text)}'"


def _filled_in(command: str, resources: list[CloudResource]) -> str:
    """A command with the name of the only resource that it may be about."""
    name = resources[0].name.known if len(resources) == 1 else None
    return _RESOURCE.sub((name or "").rpartition("/")[2], command, count=1) if name else command


_RESOURCE = re.compile(r"\b(?:BUCKET|SECRET|TOPIC|SUBSCRIPTION)\b")


def _quoted(member: Text) -> str:
    return str(member).replace("'", "")
