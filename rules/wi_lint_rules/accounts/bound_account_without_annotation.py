from collections.abc import Iterator

from wi_lint import (
    Finding,
    Grant,
    Graph,
    KubernetesAccount,
    Severity,
    Step,
    Undecided,
    lets_impersonate,
    rule,
)
from wi_lint_rules.shared.identities import OF_OTHER_CLOUDS
from wi_lint_rules.shared.snippets import annotate


@rule("WI101", Severity.WARNING)
def bound_account_without_annotation(graph: Graph) -> Iterator[Finding]:
    """A Kubernetes service account may act as a Google one, and is not annotated with it."""
    for account in graph.every(KubernetesAccount):
        if account.google is not None or account.partial or account.stray is not None:
            continue
        if any(one.key in OF_OTHER_CLOUDS for one in account.annotations):
            continue  # it is in a cluster of that cloud
        grant = _binding(graph, account)
        if grant is None or _is_told_elsewhere(graph, account):
            continue
        subject, google = f"{account.namespace}/{account.name}", grant.target.email
        open_ = graph.trust.may_be_annotated_elsewhere(account)
        yield Finding(
            account,
            account.at,
            f"{subject} may act as {google}, and lacks the annotation that makes its pods do so",
            because=(Step(grant.member_text.at, "the binding names it"),),
            fix=annotate(str(account.namespace), str(account.name), str(google)),
            doubt=Undecided(open_) if open_ else None,
        )


def _binding(graph: Graph, account: KubernetesAccount) -> Grant | None:
    """A binding on a Google service account; nothing where roles are granted directly as well."""
    bindings = []
    for grant, member in graph.grants.to_ksa(account):
        if grant.target.email is None:
            if not grant.target.is_wide or not lets_impersonate(grant):
                return None
        elif lets_impersonate(grant) and not member.faults:
            bindings.append(grant)
    return bindings[0] if bindings else None


def _is_told_elsewhere(graph: Graph, account: KubernetesAccount) -> bool:
    """Another declaration is annotated, or a key of this one is a slip for the annotation's."""
    annotated = any(twin.google is not None for twin in graph.ksas.other_declarations(account))
    return annotated or any("gcp" in one.key or "iam.g" in one.key for one in account.annotations)
