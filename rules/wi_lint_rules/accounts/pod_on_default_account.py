from collections.abc import Iterator

from wi_lint import Finding, Graph, Link, Severity, rule
from wi_lint_rules.shared.nameless import Nameless, finding, nameless


@rule("WI105", Severity.WARNING, link=Link.POD)
def pod_on_default_account(graph: Graph) -> Iterator[Finding]:
    """Pods that are meant to have an identity name no service account, and run as `default`."""
    for one in nameless(graph):
        if one.is_meant:
            yield finding(
                one,
                f"{one.workload.kind} {one.workload.name} names no service account, so its pods run as "
                f"'default', {_why(one)}",
            )


def _why(one: Nameless) -> str:
    """What makes it likely that they are meant to have an identity."""
    if one.idle:
        meant = one.idle[0]
        return f"and no pod uses {meant.namespace}/{meant.name}, which has the identity"
    if one.beside is None:
        return "which has none"
    sibling, account = one.beside
    return (
        f"which has no identity for {one.needs[0].what}: {sibling.kind} {sibling.name} beside it runs as "
        f"{account.namespace}/{account.name}, which has one"
    )
