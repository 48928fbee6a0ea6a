from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Refusal,
    Severity,
    Step,
    rule,
)


def _refused(item: str) -> Refusal | None:
    return None if "@" in item else Refusal("is no e-mail", "write that of the Google service account")


@rule("WI119", Severity.NOTE, refuses=_refused)
def shared_identity(graph: Graph, *, allow: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Workloads of several namespaces act as one Google service account."""
    claims: dict[tuple[str, ...], list[KubernetesAccount]] = defaultdict(list)
    for account in graph.every(KubernetesAccount):
        if account.google is not None and account.google.known is not None:
            claims[account.google.key].append(account)
    for accounts in claims.values():
        first, google = accounts[0], accounts[0].google
        assert google is not None
        other = next((one for one in accounts if _is_elsewhere(one, first)), None)
        if other is not None and other.google is not None and google.known not in allow:
            yield Finding(
                other,
                other.google.at.one_line,
                f"{first.namespace}/{first.name} and {other.namespace}/{other.name} both act as {google}: "
                "each has the roles of the other, and the logs do not tell them apart",
                because=(Step(google.at, "the other account that acts as it"),),
                fix=Fix("give each its own Google service account, with the roles that it needs"),
            )


def _is_elsewhere(one: KubernetesAccount, first: KubernetesAccount) -> bool:
    """Whether an account is surely in another namespace, of the same environment."""
    if one.unit != first.unit or one.namespace.known is None or first.namespace.known is None:
        return False
    return one.namespace.known != first.namespace.known
