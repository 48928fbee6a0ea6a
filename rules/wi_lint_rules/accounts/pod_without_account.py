from collections.abc import Iterator

from msgspec.structs import replace

from wi_lint import Finding, Graph, Link, Severity, rule
from wi_lint_rules.shared.nameless import finding, nameless


@rule("WI108", Severity.NOTE, link=Link.POD)
def pod_without_account(graph: Graph) -> Iterator[Finding]:
    """Pods name no service account, and it is not sure that they need none."""
    for found in nameless(graph):
        # that the idle account is meant is likely alone: what the pods call is told all the same
        one = found if found.doubt is None else replace(found, idle=(), doubt=None)
        workload = one.workload
        says = f"{workload.kind} {workload.name} names no service account, so its pods run as 'default'"
        if one.is_meant:
            continue
        if len(one.idle) == 1:
            idle = one.idle[0]
            yield finding(
                one, f"{says}, while no pod uses {idle.namespace}/{idle.name}: is it meant for them?"
            )
        elif one.needs:
            yield finding(one, f"{says}, to which nothing is granted here: {one.needs[0].what} needs a role")
