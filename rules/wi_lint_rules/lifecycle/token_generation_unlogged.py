from collections.abc import Iterator

from wi_lint import (
    AuditConfig,
    Finding,
    Fix,
    Graph,
    Severity,
    Unit,
    WorkloadMember,
    rule,
)

_COVERS = frozenset({"iam.googleapis.com", "allServices"})


@rule("WI803", Severity.NOTE)
def token_generation_unlogged(graph: Graph) -> Iterator[Finding]:
    """Audit logs are configured here, and none of them would show who got a token as whom."""
    reported: set[tuple[str, ...]] = set()
    on = [one.target for one in graph.every(AuditConfig) if _is_on(one)]
    names, is_wide = {target.name.key for target in on}, any(target.kind != "project" for target in on)
    for config in graph.every(AuditConfig):
        key = config.target.kind, *config.target.name.key
        # logs of the same place, or of a wider one, may show it
        shown = config.target.name.key in names or (config.target.kind == "project" and is_wide)
        if key in reported or shown or not _has_workloads(graph, config.unit):
            continue
        reported.add(key)
        yield Finding(
            config,
            config.at,
            f"audit logs of the {config.target.kind} '{config.target.name}' are configured, and none of them "
            "holds the calls by which workloads get their tokens",
            fix=Fix(
                "turn ADMIN_READ on for the IAM API",
                copy='service = "iam.googleapis.com"\naudit_log_config {\n  log_type = "ADMIN_READ"\n}',
            ),
        )


def _has_workloads(graph: Graph, unit: Unit) -> bool:
    return any(isinstance(grant.member, WorkloadMember) for grant in graph.grants.by_unit.get(unit, ()))


def _is_on(one: AuditConfig) -> bool:
    if one.service.known is not None and one.service.known not in _COVERS:
        return one.service.known == "iamcredentials.googleapis.com"  # WI802 tells of it
    return one.log_types is None or "ADMIN_READ" in one.log_types
