from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    KubernetesAccount,
    Severity,
    Step,
    Workload,
    rule,
)
from wi_lint_rules.shared.identities import identity

_NAMES = ("app.kubernetes.io/name", "app", "k8s-app")
_WHOLES = ("app.kubernetes.io/part-of", "app.kubernetes.io/instance")


@rule("WI120", Severity.NOTE)
def shared_account(graph: Graph) -> Iterator[Finding]:
    """Unrelated workloads run as one account with an identity."""
    for account in graph.every(KubernetesAccount):
        step = identity(graph, account)
        users = [one for one in graph.ksas.workloads_of(account) if one.unit == account.unit]
        other = next((one for one in users if _is_unrelated(one, users[0])), None)
        if step is not None and other is not None:
            first = users[0]
            yield Finding(
                other,
                other.at,
                f"{first.kind} {first.name} and {other.kind} {other.name} both run as "
                f"{account.namespace}/{account.name}: each has all that the other one needs",
                because=(Step(first.at, "the other workload"), Step(account.at, "the account"), step),
                fix=Fix("give each workload its own account"),
            )


def _is_unrelated(one: Workload, first: Workload) -> bool:
    """Whether two workloads are labelled as different applications, and as parts of no common one."""
    names = _label(one, _NAMES), _label(first, _NAMES)
    wholes = _label(one, _WHOLES), _label(first, _WHOLES)
    mine, theirs = names
    if mine is None or theirs is None or f"{mine}-".startswith(f"{theirs}-"):
        return False
    if f"{theirs}-".startswith(f"{mine}-"):
        return False  # `import` and `import-worker` are one
    return None in wholes or wholes[0] != wholes[1]


def _label(workload: Workload, keys: tuple[str, ...]) -> str | None:
    found = (workload.labels[key].known for key in keys if key in workload.labels)
    return next(found, None)
