from collections.abc import Iterator

from wi_lint import Finding, Fix, Grant, Graph, Severity, rule

from wi_lint_rules.identities import is_scoped, scope_name, workload_grants
from wi_lint_rules.roles import Fit, dangers, fit


@rule("WI403", Severity.WARNING, security=5.0)
def project_wide_grant(graph: Graph) -> Iterator[Finding]:
    """A workload holds a role on a whole project that can be granted on the one resource."""
    for grant, who, evidence in workload_grants(graph):
        role = grant.role.known or ""
        place = fit(role)
        if place.kind != "full" or role in dangers() or is_scoped(grant):
            continue
        yield Finding(
            grant,
            grant.role.origin,
            f"{role} on {scope_name(grant)} gives {who} all of {place.service} in it, "
            f"and can be granted on the one resource{_named(graph, grant, place)}",
            because=evidence,
            fix=narrow(graph, grant, place),
        )


def narrow(graph: Graph, grant: Grant, place: Fit) -> Fix:
    """The grant on the resource: in Terraform, and with gcloud."""
    kind = _kind(graph, grant, place)
    if kind is None:
        return Fix("grant it on the one resource", copy=place.gcloud)
    argument = _argument(kind)
    resources = graph.resources_by_kind.get((grant.unit, kind), [])
    target = f"{resources[0].address}.name" if len(resources) == 1 else f'"{argument.upper()}"'
    return Fix(
        f"use {kind}_iam_member",
        copy=(
            f'resource "{kind}_iam_member" "{grant.address.rpartition(".")[2].partition("[")[0]}" {{\n'
            f"  {argument} = {target}\n"
            f'  role = "{grant.role}"\n'
            f'  member = "{grant.member_text}"\n'
            "}\n\n"
            f"{place.gcloud}"
        ),
    )


def _kind(graph: Graph, grant: Grant, place: Fit) -> str | None:
    """The resource type to use: of a resource that is declared here, or else the usual one."""
    for kind in place.terraform:
        if graph.resources_by_kind.get((grant.unit, kind)):
            return kind
    return next(iter(place.terraform), None)


def _argument(kind: str) -> str:
    return kind.rpartition("_")[2]


def _named(graph: Graph, grant: Grant, place: Fit) -> str:
    kind = _kind(graph, grant, place)
    resources = graph.resources_by_kind.get((grant.unit, kind or ""), [])
    return f", {resources[0].address}" if len(resources) == 1 else ""
