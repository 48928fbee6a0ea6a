from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Found,
    Graph,
    KubernetesAccount,
    Secret,
    Severity,
    Step,
    rule,
)
from wi_lint_rules.shared.identities import identity

_TYPE = "kubernetes.io/service-account-token"


@rule("WI506", Severity.WARNING)
def legacy_account_token(graph: Graph) -> Iterator[Finding]:
    """A secret holds a token that never expires, of an account with an identity."""
    for secret in graph.every(Secret):
        if secret.type is None or secret.type.known != _TYPE or secret.account is None:
            continue
        account = graph.ksas.named(secret.namespace, secret.account, secret.unit)
        step = identity(graph, account.fact) if isinstance(account, Found) else None
        if isinstance(account, Found) and step is not None:
            yield _finding(secret, account.fact, step)


def _finding(secret: Secret, account: KubernetesAccount, step: Step) -> Finding:
    assert secret.type is not None
    return Finding(
        secret,
        secret.type.at.one_line,
        f"the secret {secret.name} holds a token of {account.namespace}/{account.name} that never expires, "
        "and whoever reads it can exchange it for tokens of Google Cloud",
        because=(Step(account.at, "the account whose token it is"), step),
        fix=Fix("remove the secret, and have tokens made when they are needed: kubectl create token"),
    )
