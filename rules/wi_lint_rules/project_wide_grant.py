from collections.abc import Iterator

from wi_lint import (
    CloudResource,
    Finding,
    Fix,
    GoogleMember,
    Grant,
    Graph,
    Match,
    Severity,
    compare,
    iam_arguments,
    rule,
)
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
        if first(allow, grant, graph) is not None or _is_for_images(graph, grant):
            continue
        yield Finding(
            grant,
            grant.role.origin,
            f"{role} on {scope_name(grant)} gives {who} all of {place.service} in it, "
            f"and can be granted on the one resource{_named(graph, grant, place)}",
            because=(*role_trail(grant), *evidence),
            fix=narrow(graph, grant, place),
        )


_PULLS = frozenset({"roles/artifactregistry.reader", "roles/storage.objectViewer"})


def _is_for_images(graph: Graph, grant: Grant) -> bool:
    """Whether a role is that by which nodes pull images, of an account that nodes have too."""
    member = grant.member
    if grant.role.known not in _PULLS or not isinstance(member, GoogleMember) or member.email is None:
        return False
    return graph.is_of_nodes(member.email)


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
    resources = _declared(graph, grant, kind)
    if len(resources) == 1 and len(names) == 1:
        return [(names[0], f"{resources[0].address}.id")]
    return [(name, f'"{name.upper()}"') for name in names]


def _kind(graph: Graph, grant: Grant, place: Fit) -> str | None:
    """The resource type to use: of a resource that is declared here, or else the usual one."""
    for kind in place.terraform:
        if _declared(graph, grant, kind):
            return kind
    return next(iter(place.terraform), None)


def _named(graph: Graph, grant: Grant, place: Fit) -> str:
    kind = _kind(graph, grant, place)
    resources = _declared(graph, grant, kind or "")
    return f", {resources[0].address}" if len(resources) == 1 else ""


def _declared(graph: Graph, grant: Grant, kind: str) -> list[CloudResource]:
    """The resources of a kind that are declared beside a grant, in the very project that it is on."""
    return [
        one
        for one in graph.resources_by_kind.get((grant.unit, kind), [])
        if one.project is None or compare(one.project, grant.target.name) is Match.SAME
    ]
