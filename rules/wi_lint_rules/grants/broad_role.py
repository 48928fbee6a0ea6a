from collections.abc import Iterator

from wi_lint import Finding, Fix, Grant, Graph, Severity, rule
from wi_lint_rules.shared.entries import Entries, refused
from wi_lint_rules.shared.needs import Use, evident_use, is_needed
from wi_lint_rules.shared.roles import (
    BASIC_READERS,
    BASIC_WRITERS,
    BROAD,
    TAKES_OVER,
    first_of,
    fit,
    has_narrower,
    is_service_admin,
    powers,
)
from wi_lint_rules.shared.wide_grants import (
    is_scoped,
    role_trail,
    scope_name,
    workload_grants,
)


@rule("WI402", Severity.WARNING, security=6.0, refuses=refused)
def broad_role(graph: Graph, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """A workload holds a role over a whole service, or one that reaches beyond its own work."""
    allowed = Entries(allow)
    for grant, who, evidence in workload_grants(graph):
        role = grant.role.known or str(grant.role)
        power = _power(grant, role)
        doubt = graph.heuristics.of_operator(grant) or graph.heuristics.asked_by_guide(grant)
        if role in BASIC_WRITERS and doubt is not None:
            power, doubt = "change nearly everything in it, which is more than an operator needs", None
        if power is None or is_scoped(grant) or allowed.first(grant, graph) is not None:
            continue
        if is_needed(graph, grant):
            continue
        use = evident_use(graph, grant)
        yield Finding(
            grant,
            grant.role.origin,
            f"{role} on {scope_name(grant)} lets {who}, which pods act as, {power}",
            because=(*role_trail(grant), *evidence, *((use.step,) if use is not None else ())),
            fix=_narrower(use),
            doubt=doubt,
        )


_TITLES = {
    "aiplatform": "Vertex AI", "alloydb": "AlloyDB", "appengine": "App Engine", "cloudbuild": "Cloud Build",
    "cloudscheduler": "Cloud Scheduler", "cloudsql": "Cloud SQL", "composer": "Cloud Composer",
    "compute": "Compute Engine", "container": "Kubernetes Engine", "dataflow": "Dataflow",
    "dataproc": "Dataproc", "datastore": "Firestore", "dns": "Cloud DNS", "documentai": "Document AI",
    "file": "Filestore",
    "firebase": "Firebase", "iap": "Identity-Aware Proxy", "logging": "Cloud Logging",
    "monitoring": "Cloud Monitoring", "redis": "Memorystore for Redis",
    "servicemanagement": "Service Management",
}  # fmt: skip
"""What people call services of which no role can be granted on one resource."""


_OF_JOBS = "roles/dataflow.developer"
"""It starts jobs as an account that it is allowed to act as besides, and can be granted on projects alone."""


def _narrower(use: Use | None) -> Fix:
    if use is None:
        return Fix("grant the narrowest role that the workload needs, on the resource that it uses")
    return Fix(f"grant {use.role}, which is what {use.what} needs to {use.to}", copy=f'role = "{use.role}"')


def _power(grant: Grant, role: str) -> str | None:
    if role in BASIC_READERS:
        return "read nearly everything in it"
    kinds = powers(grant)
    if role == _OF_JOBS:
        return None
    if role in BASIC_WRITERS or not kinds.isdisjoint(TAKES_OVER):
        return None
    if (power := first_of(BROAD, kinds)) is not None:
        return power
    if is_service_admin(role) and fit(role).kind != "full" and has_narrower(role):
        name = role.removeprefix("roles/").partition(".")[0]
        service = fit(role).service or _TITLES.get(name, name)
        whole = role.endswith((".admin", ".Admin"))
        return f"administer all of {service}" if whole else f"administer everything of its kind in {service}"
    return None
