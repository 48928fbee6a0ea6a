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
    every = graph.every(AuditConfig)
    covered = {one.target.name.key for one in every if one.service.known in _COVERS}
    for config in every:
        if config.service.known == _OWN and config.target.name.key not in covered:
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
