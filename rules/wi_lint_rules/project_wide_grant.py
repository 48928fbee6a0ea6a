from collections.abc import Iterator

from wi_lint import Finding, Fix, Grant, Graph, Severity, iam_arguments, rule
from wi_lint_rules.entries import first
from wi_lint_rules.identities import is_scoped, role_trail, scope_name, workload_grants
from wi_lint_rules.roles import Fit, dangers, fit


@rule("WI403", Severity.WARNING, security=5.0)
def project_wide_grant(graph: Graph, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """A workload holds a role on a whole project that can be granted on the one resource."""
    for grant, who, evidence in workload_grants(graph):
        role = grant.role.known or ""
        place = fit(role)
        if place.kind != "full" or role in dangers() or is_scoped(grant):
            continue
        if first(allow, grant, graph) is not None:
            continue
        yield Finding(
            grant,
            grant.role.origin,
            f"{role} on {scope_name(grant)} gives {who} all of {place.service} in it, "
            f"and can be granted on the one resource{_named(graph, grant, place)}",
            because=(*role_trail(grant), *evidence),
            fix=narrow(graph, grant, place),
        )


def narrow(graph: Graph, grant: Grant, place: Fit) -> Fix:
    """The grant on the resource: in Terraform, and with gcloud."""
    kind = _kind(graph, grant, place)
    if kind is None:
        return Fix("grant it on the one resource", copy=place.gcloud)
    rows = [*_target(graph, grant, kind), ("role", f'"{grant.role}"'), ("member", f'"{grant.member_text}"')]
    width = max(len(name) for name, _ in rows)
    body = "".join(f"  {name.ljust(width)} = {value}\n" for name, value in rows)
    label = grant.address.rpartition(".")[2].partition("[")[0]
    snippet = f'resource "{kind}_iam_member" "{label}" {{\n{body}}}'
    return Fix(f"use {kind}_iam_member", copy=f"{snippet}\n\n{place.gcloud}")


def _target(graph: Graph, grant: Grant, kind: str) -> list[tuple[str, str]]:
    """The arguments that name the resource: of the only one that is declared, or to fill in."""
    names = iam_arguments(kind)
    resources = graph.resources_by_kind.get((grant.unit, kind), [])
    if len(resources) == 1 and len(names) == 1:
        return [(names[0], f"{resources[0].address}.id")]
    return [(name, f'"{name.upper()}"') for name in names]


def _kind(graph: Graph, grant: Grant, place: Fit) -> str | None:
    """The resource type to use: of a resource that is declared here, or else the usual one."""
    for kind in place.terraform:
        if graph.resources_by_kind.get((grant.unit, kind)):
            return kind
    return next(iter(place.terraform), None)


def _named(graph: Graph, grant: Grant, place: Fit) -> str:
    kind = _kind(graph, grant, place)
    resources = graph.resources_by_kind.get((grant.unit, kind or ""), [])
    return f", {resources[0].address}" if len(resources) == 1 else ""
