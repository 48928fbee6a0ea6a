import posixpath
import re
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

    bare: dict[tuple[Unit, tuple[str, ...]], KubernetesAccount] = {}
    for account in graph.every(KubernetesAccount):
        if account.google is None and not (account.annotations or account.partial or _stands_in(account)):
            bare.setdefault((account.unit, account.name.key), account)
    for account in graph.every(KubernetesAccount) if bare else ():
        if account.google is not None and not account.partial and _stands_in(account):
            built = bare.get((account.unit, account.name.key))
            if built is not None and account.namespace.known in (None, built.namespace.known):
                yield _unlisted(account, built)


def _stands_in(account: KubernetesAccount) -> bool:
    """Whether it is written in the folder of its unit, as a patch is that an overlay has beside it."""
    folder, name = posixpath.split(account.at.path)
    is_sample = _SAMPLE.search(name) is not None
    return account.unit.kind == "manifests" and folder == account.unit.folder and not is_sample


_SAMPLE = re.compile(r"example|sample|template|\.dist\b")
"""What a file is called that is there to be copied."""


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
