import re
from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, KubernetesAccount, Link, Severity, Step, Unit, rule

_ADOPTED = "meta.helm.sh/release-name"
"""By which Helm takes an object for its own. Source: Helm's reference of `--take-ownership`."""
_Place = tuple[Unit, tuple[str, ...], tuple[str, ...]]


@rule("WI129", Severity.WARNING, link=Link.KSA)
def account_made_twice(graph: Graph) -> Iterator[Finding]:
    """Terraform makes an account, and has a chart make the same one."""
    made: dict[_Place, KubernetesAccount] = {}
    for account in graph.every(KubernetesAccount):
        if "kubernetes_service_account" in account.address and not account.partial and _is_whole(account):
            made[_place(account)] = account
    for account in graph.every(KubernetesAccount):
        other = made.get(_place(account)) if account.address.startswith("ServiceAccount/") else None
        if (
            other is None
            or account.unit.kind != "terraform"
            or account.partial
            or account.by_command
            or account.derived
        ):
            continue
        if not (_may_differ(account) or _may_differ(other)):
            yield _finding(account, other)


_BLOCK = "\nresource "
_DIFFERS = re.compile(r"\btake_ownership\s*=\s*true|^[ \t]*provider\s*=|\?\s*0\s*:\s*1\b", re.MULTILINE)
"""What takes an object over, may make it in another cluster, or makes one in place of the other."""


def _may_differ(account: KubernetesAccount) -> bool:
    """Whether the block that makes an account says why both may stand beside one another."""
    written = account.at.source.text
    begun = written.rfind(_BLOCK, 0, account.at.start + len(_BLOCK))
    ended = written.find(_BLOCK, account.at.end)
    return _DIFFERS.search(written, max(begun, 0), ended if ended >= 0 else len(written)) is not None


def _place(account: KubernetesAccount) -> _Place:
    return account.unit, account.namespace.key, account.name.key


def _is_whole(account: KubernetesAccount) -> bool:
    """Whether Helm does not take it for its own, as far as its annotations tell."""
    return not any(one.key == _ADOPTED for one in account.annotations)


def _finding(account: KubernetesAccount, other: KubernetesAccount) -> Finding:
    return Finding(
        account,
        account.at,
        f"a chart is to make {account.namespace}/{account.name}, and {other.address} makes it too: "
        "Helm refuses an object that is not its own, and only one of both can be annotated",
        because=(Step(other.at, "this makes it too"),),
        fix=Fix("annotate the account in the values of the chart, or set 'serviceAccount.create' to false"),
    )
