from collections.abc import Iterator

from wi_lint import (
    AuditConfig,
    Finding,
    Fix,
    Graph,
    Severity,
    rule,
)

_OWN = "iamcredentials.googleapis.com"
_COVERS = frozenset({"iam.googleapis.com", "allServices"})


@rule("WI802", Severity.WARNING)
def audit_of_token_service(graph: Graph) -> Iterator[Finding]:
    """Audit logs are turned on for the service that mints tokens, which has none of its own."""
    for config in graph.every(AuditConfig):
        covered = any(
            other.service.known in _COVERS and other.target.name.key == config.target.name.key
            for other in graph.every(AuditConfig)
        )
        if config.service.known == _OWN and not covered:
            yield Finding(
                config,
                config.service.origin,
                f"audit logs of {_OWN} cannot be turned on by themselves: "
                "the logs of iam.googleapis.com hold them",
                fix=Fix(
                    "turn them on for the IAM API",
                    copy='service = "iam.googleapis.com"\naudit_log_config {\n  log_type = "ADMIN_READ"\n}',
                ),
            )
