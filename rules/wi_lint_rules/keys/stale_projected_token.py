from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    Workload,
    rule,
)

LEAST = 600
"""Shortest life of a projected token that the API takes, in seconds."""


@rule("WI504", Severity.ERROR, link=Link.TOKEN)
def stale_projected_token(graph: Graph) -> Iterator[Finding]:
    """A projected token is mounted so that it is never renewed, or lives shorter than is allowed."""
    for workload in graph.every(Workload):
        for token in workload.tokens:
            if token.sub_path is not None:
                yield Finding(
                    workload,
                    token.sub_path,
                    f"{workload.kind} {workload.name} mounts its token by subPath, so the file is never "
                    "renewed and the token in it expires",
                    fix=Fix("mount the whole volume"),
                )
            if token.seconds is not None and token.seconds < LEAST:
                yield Finding(
                    workload,
                    token.seconds_at,
                    f"expirationSeconds is {token.seconds}, and {LEAST} is the least that the API takes",
                    fix=Fix(f"give the token {LEAST} seconds or more", copy=f"expirationSeconds: {LEAST}"),
                )
