from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Link,
    MissedPatch,
    Severity,
    Step,
    Unit,
    rule,
)


@rule("WI124", Severity.WARNING, link=Link.ANNOTATION)
def patch_that_hits_nothing(graph: Graph) -> Iterator[Finding]:
    """A patch of an overlay is for a service account that the overlay does not have."""
    accounts: dict[Unit, list[KubernetesAccount]] = defaultdict(list)
    for account in graph.every(KubernetesAccount):
        if not account.partial:
            accounts[account.unit].append(account)
    for patch in graph.every(MissedPatch):
        own = accounts.get(patch.unit, [])
        yield Finding(
            patch,
            patch.at,
            "this patch is for a service account that the overlay does not have, so what it says is said of "
            f"none: {_have(own)}",
            because=tuple(Step(one.at, "an account that the overlay has") for one in own[:3]),
            fix=Fix("name an account of the overlay, by its name in the base"),
        )


def _have(own: list[KubernetesAccount]) -> str:
    names = ", ".join(f"'{one.name}'" for one in own[:3])
    return f"its accounts are {names}" if names else "there is no account in it"
