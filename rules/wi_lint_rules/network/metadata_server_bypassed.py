from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Setting,
    Severity,
    Workload,
    rule,
)
from wi_lint_rules.shared.identities import identity_of

_NAMES = frozenset(
    {"metadata.google.internal", "169.254.169.254", "metadata.google.internal:80", "169.254.169.254:80"}
)


@rule("WI602", Severity.WARNING, link=Link.REACH)
def metadata_server_bypassed(graph: Graph) -> Iterator[Finding]:
    """A variable has pods with an identity ask somebody else than the metadata server."""
    for workload in graph.every(Workload):
        step = identity_of(graph, workload)
        if step is None:
            continue
        settings = graph.ksas.settings_of(workload)
        for setting in settings:
            says = _wrong(setting, settings)
            if says is not None:
                yield Finding(
                    workload,
                    setting.at,
                    f"{workload.kind} {workload.name} has an identity, and {says}",
                    because=(step,),
                    fix=Fix(
                        "let the call through to the metadata server",
                        copy="NO_PROXY=metadata.google.internal,169.254.169.254",
                    ),
                )


def _wrong(setting: Setting, settings: tuple[Setting, ...]) -> str | None:
    value = setting.value.known
    if value is None or not value:
        return None
    match setting.name:
        case "NO_GCE_CHECK" if value.lower() in ("true", "1"):
            return "NO_GCE_CHECK keeps its libraries from asking the metadata server"
        case "GCE_METADATA_HOST" | "GCE_METADATA_ROOT" | "GCE_METADATA_IP" if value not in _NAMES:
            return f"{setting.name} sends its libraries to '{value}' instead of the metadata server"
        case "HTTP_PROXY" | "http_proxy" if not _is_excepted(setting, settings):
            return f"{setting.name} sends its calls for tokens to a proxy, with no exception in NO_PROXY"
        case _:
            return None


def _is_excepted(setting: Setting, settings: tuple[Setting, ...]) -> bool:
    """Whether the container's NO_PROXY names the metadata server, or may."""
    for other in settings:
        if other.container == setting.container and other.name.upper() == "NO_PROXY":
            names = other.value.known
            if names is None or "metadata.google.internal" in names or "169.254." in names or "*" in names:
                return True
    return False
