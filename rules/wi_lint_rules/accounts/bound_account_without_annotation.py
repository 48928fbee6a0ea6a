from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Found,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Match,
    Severity,
    Step,
    Text,
    Undecided,
    lets_impersonate,
    rule,
    same_email,
)
from wi_lint_rules.shared.annotating import annotating
from wi_lint_rules.shared.annotations import is_slip
from wi_lint_rules.shared.snippets import annotate


@rule("WI101", Severity.WARNING, link=Link.ANNOTATION)
def bound_account_without_annotation(graph: Graph) -> Iterator[Finding]:
    """A Kubernetes service account may act as a Google one, and is not annotated with it."""
    for account in graph.every(KubernetesAccount):
        if account.google is not None or account.partial or account.stray is not None:
            continue
        if _exchanges_tokens(graph, account):
            continue
        grant = _binding(graph, account)
        if grant is None or any(map(is_slip, account.annotations)):
            continue
        subject, google = f"{account.namespace}/{account.name}", grant.target.email
        open_ = graph.trust.may_be_annotated_elsewhere(account)
        yield Finding(
            account,
            account.at,
            f"{subject} may act as {google}, and lacks the annotation that makes its pods do so",
            because=(Step(grant.member_text.at, "the binding names it"),),
            fix=_fix(graph, account, google),
            doubt=Undecided(open_) if open_ else graph.heuristics.of_other_cloud(account),
        )


def _fix(graph: Graph, account: KubernetesAccount, google: Text | None) -> Fix:
    made = annotate(str(account.namespace), str(account.name), str(google))
    edits = annotating(graph, account, google) if google is not None else ()
    return Fix(f"annotate it with {google}", edits, made.copy) if edits else made


def _exchanges_tokens(graph: Graph, account: KubernetesAccount) -> bool:
    """Whether its pods get their tokens by a configuration of their own, which says whom they act as."""
    tokens = (token for one in graph.ksas.workloads_of(account) for token in one.tokens)
    return any(token.audience is not None or token.configs for token in tokens)


def _binding(graph: Graph, account: KubernetesAccount) -> Grant | None:
    """A binding on a Google service account; nothing where roles are granted directly as well."""
    bindings = []
    twins = [twin for twin in graph.ksas.other_declarations(account) if twin.google is not None]
    for grant, member in graph.grants.to_ksa(account):
        if grant.target.email is None:
            if not grant.target.is_wide or not lets_impersonate(grant):
                return None
        elif lets_impersonate(grant) and not member.faults:
            bindings.append(grant)
    meant = (
        grant for grant in bindings if all(_is_of_another(graph, twin, grant, account) for twin in twins)
    )
    return next(meant, None)


def _is_of_another(graph: Graph, twin: KubernetesAccount, grant: Grant, account: KubernetesAccount) -> bool:
    """Whether an annotated declaration is that of another environment, and a binding is not for it."""
    if twin.google is None or grant.target.email is None:
        return False
    claimed = same_email(grant.target.email, twin.google) is not Match.DIFFERENT
    if not graph.deployments.are_apart(twin.unit, account.unit):
        # two overlays make of one object what is for two clusters: each has a binding of its own
        is_one_object = twin.unit != account.unit and twin.at == account.at
        return is_one_object and not claimed and not graph.grants.annotated_with(grant.target.email)
    # installations of a chart lie in one folder, which says nothing of whose a binding is
    of_the_twin = (
        not account.unit.number
        and not graph.deployments.are_apart(grant.unit, twin.unit)
        and not isinstance(graph.trust.binding(twin), Found)  # it has one of its own
    )
    return not claimed and not of_the_twin and graph.deployments.are_together(grant.unit, account.unit)
