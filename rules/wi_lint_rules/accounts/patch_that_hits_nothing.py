import posixpath
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
    """A patch of an overlay is for a service account that it does not have, or no overlay lists it."""
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

    for account in graph.every(KubernetesAccount):
        if account.google is not None and not account.partial and _stands_in(account):
            bare = [one for one in accounts.get(account.unit, ()) if _is_built_without(one, account)]
            if bare:
                yield _unlisted(account, bare[0])


def _stands_in(account: KubernetesAccount) -> bool:
    """Whether it is written in the folder of its unit, as a patch is that an overlay has beside it."""
    return account.unit.kind == "manifests" and posixpath.dirname(account.at.path) == account.unit.folder


def _is_built_without(one: KubernetesAccount, patch: KubernetesAccount) -> bool:
    """Whether an overlay has an account of elsewhere, without what a file beside it annotates."""
    if one.google is not None or one.annotations or _stands_in(one) or one.name.key != patch.name.key:
        return False
    return patch.namespace.known in (None, one.namespace.known)


def _unlisted(patch: KubernetesAccount, built: KubernetesAccount) -> Finding:
    assert patch.google is not None
    name = posixpath.basename(patch.at.path)
    return Finding(
        patch,
        patch.google.origin,
        f"this annotates {built.namespace}/{built.name}, and the overlay beside it makes that account "
        f"without it: likely its kustomization.yaml is to list {name}",
        because=(Step(built.at, "the account that the overlay takes as it is"),),
        fix=Fix("list it", copy=f"patches:\n  - path: {name}"),
    )


def _have(own: list[KubernetesAccount]) -> str:
    names = ", ".join(f"'{one.name}'" for one in own[:3])
    return f"its accounts are {names}" if names else "there is no account in it"
