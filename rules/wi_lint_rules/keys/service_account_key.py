from collections.abc import Iterator

from wi_lint import (
    AccountKey,
    Fact,
    Finding,
    Fix,
    Grant,
    Graph,
    KubernetesAccount,
    Severity,
    Step,
    rule,
)


@rule("WI501", Severity.WARNING, security=6.5, documents=True)
def service_account_key(graph: Graph) -> Iterator[Finding]:
    """A key that never expires is made for an account that workloads act as without one."""
    for key in graph.every(AccountKey):
        evidence = graph.grants.workload_of(key.email) if key.email is not None else None
        if evidence is None or _is_by_chance(key, evidence):
            continue
        yield Finding(
            key,
            key.at,
            f"{key.address} makes a key of {key.email} that never expires{_where(key)}, "
            "and workloads act as that account without one",
            because=(_step(evidence),),
            fix=Fix("remove the key, and disable it once nothing uses it"),
        )


def _is_by_chance(key: AccountKey, evidence: Fact) -> bool:
    """Whether both are of samples, whose placeholders are the same."""
    return key.unit != evidence.unit and "<" in str(key.email)


def _where(key: AccountKey) -> str:
    return " and lies in Terraform's state" if key.unit.kind == "terraform" else ""


def _step(evidence: Fact) -> Step:
    if isinstance(evidence, KubernetesAccount) and evidence.google is not None:
        return Step(evidence.google.at, "its pods get tokens by Workload Identity")
    at = evidence.member_text.at if isinstance(evidence, Grant) else evidence.at
    return Step(at, "this workload gets tokens by Workload Identity")
