from collections.abc import Iterator
from itertools import islice

from wi_lint import (
    Answer,
    Edit,
    Finding,
    Fix,
    Found,
    Grant,
    Graph,
    KubernetesAccount,
    Link,
    Match,
    Missing,
    Severity,
    Span,
    Step,
    Text,
    Unit,
    Unseen,
    WorkloadMember,
    compare,
    email,
    email_project,
    is_called_after,
    is_of_own,
    lets_impersonate,
    names_environment,
    part_alike,
    rule,
    same_email,
)
from wi_lint_rules.shared.ends import annotation_edits
from wi_lint_rules.shared.snippets import annotate


@rule("WI221", Severity.WARNING, link=Link.ANNOTATION)
def annotation_of_another(graph: Graph) -> Iterator[Finding]:
    """A Kubernetes service account is annotated with one Google account, and another one is bound to it."""
    for account in graph.every(KubernetesAccount):
        answer = graph.trust.binding(account)
        found = _bound_to_another(graph, account, answer)
        if found is None and not isinstance(answer, Missing):  # else WI201 tells
            found = _as_its_sibling(graph, account) or _copied(graph, account)
        if found is not None:
            yield found


def _bound_to_another(graph: Graph, account: KubernetesAccount, answer: Answer[Grant]) -> Finding | None:
    google = account.acts_as
    if google is None or google.known is None:
        return None
    if isinstance(answer, Found):
        is_astray = graph.deployments.are_apart(answer.fact.unit, account.unit)
        own = _of_own_environment(graph, account, google) if is_astray else None
        if own is not None and _pool(own) == _pool(answer.fact):
            return None  # that account is bound to the workload on purpose
        return _astray(graph, account, google, answer.fact, own) if own is not None else None
    # where anything is known of the annotated account, WI201 judges it
    if not isinstance(answer, Unseen) or _is_known(graph, google, account):
        return None
    bound = _bound(graph, account)
    if bound is None or email_project(bound.target.email) != email_project(google):
        return None
    return _finding(graph, account, google, bound)


_MOST = 20
"""Most accounts of one annotation that are looked at for one that it was copied from."""


def _copied(graph: Graph, account: KubernetesAccount) -> Finding | None:
    """An account of production, or a patch of it, with what is another environment's and called after it."""
    google = account.google
    name = google.known.partition(".")[0] if google is not None and google.known else ""
    if google is None or not names_environment(name) or account.faults:
        return None
    others = (
        one
        for one in islice(graph.grants.annotated_with(google), _MOST)
        if one.google is not None
        and one.google.origin.order != google.origin.order
        and is_called_after(name, one.unit, account.unit)
    )
    other = next(others, None)
    return _copy(graph, account, google, other) if other is not None else None


def _copy(graph: Graph, account: KubernetesAccount, google: Text, other: KubernetesAccount) -> Finding:
    own = _of_own_environment(graph, account, google)
    there = other.google.at if other.google is not None else other.at
    return Finding(
        account,
        google.origin,
        f"{account.namespace}/{account.name} of production is annotated with {google}, which is called after "
        f"the environment of {other.unit.title or '.'} and used there: likely it was copied from there",
        because=(Step(there, "annotated with it as well"),),
        fix=_annotate(graph, account, own)
        if own is not None
        else Fix("annotate it with the account of production"),
    )


def _as_its_sibling(graph: Graph, account: KubernetesAccount) -> Finding | None:
    """An account with what the same one of another environment is annotated with, and is called after that,
    while one is bound to it that is called after its own, and that nobody is annotated with.
    """
    google = account.acts_as
    read = email(google) if google is not None and google.known else None
    if google is None or read is None or account.faults:
        return None
    bound = {
        grant.target.email.key: grant
        for grant, _ in graph.grants.to_ksa(account)
        if grant.email is not None
        and grant.target.email is not None
        and lets_impersonate(grant)
        and compare(grant.email.account_id, read.account_id) is Match.SAME
        and same_email(grant.target.email, google) is Match.DIFFERENT
    }
    if not bound:
        return None
    others = [
        one
        for one in islice(graph.grants.annotated_with(google), _MOST)
        if one.unit != account.unit and compare(one.name, account.name) is Match.SAME
    ]
    if len(others) != 1:
        return None  # what several share besides is shared on purpose
    project = str(read.project)
    meant = [one for one in bound.values() if _is_meant(one, project, account.unit, others[0].unit)]
    own = meant[0].target.email if len(meant) == 1 else None
    if own is None or graph.grants.annotated_with(own):
        return None
    return _sibling(account, google, others[0], meant[0])


def _is_meant(grant: Grant, project: str, unit: Unit, sibling: Unit) -> bool:
    """Whether an account's project is called after a unit, and another project after its sibling."""
    own = str(grant.email.project) if grant.email is not None else ""
    if part_alike(own, project, unit, sibling):
        return True
    return is_of_own(own, unit) and is_of_own(project, sibling) and not is_of_own(project, unit)


def _sibling(account: KubernetesAccount, google: Text, other: KubernetesAccount, own: Grant) -> Finding:
    subject, meant, read = f"{account.namespace}/{account.name}", own.target.email, email(google)
    project = read.project if read is not None and read.project is not None else google
    at, better = project.origin.one_line, own.email.project if own.email is not None else None
    there = email(other.google) if other.google is not None else None
    is_shared = there is not None and there.project is not None and there.project.origin == project.origin
    return Finding(
        account,
        at,  # which is the slip
        f"{subject} is annotated with {google}, as it is in {other.unit.title or '.'}, and {meant}, which is "
        f"bound to it, is used by nobody: likely that one is meant",
        because=(
            Step(own.member_text.at, f"{subject} is bound here"),
            Step(other.google.at if other.google is not None else other.at, "annotated with it as well"),
        ),
        fix=_write(at, str(better))
        if better is not None and better.known is not None and at.text == project.known and not is_shared
        else annotate(str(account.namespace), str(account.name), str(meant)),
    )


def _annotate(graph: Graph, account: KubernetesAccount, bound: Grant) -> Fix:
    """The annotation with what is bound to the account."""
    made = annotate(str(account.namespace), str(account.name), str(bound.target.email))
    edits = annotation_edits(graph, account, bound)
    return Fix(f"annotate it with {bound.target.email}", edits, made.copy) if edits else made


def _write(at: Span, better: str) -> Fix:
    return Fix(f"write '{better}' here", (Edit(at, better),), better)


def _of_own_environment(graph: Graph, account: KubernetesAccount, google: Text) -> Grant | None:
    """The binding of an account in its own environment, on the account of the annotation's id, where that
    of the annotation is bound in other environments alone.
    """
    read = email(google)
    found: dict[object, Grant] = {}
    for grant, _ in graph.grants.to_ksa(account):
        own = grant.email
        if own is None or read is None or not lets_impersonate(grant):
            continue
        if graph.deployments.are_apart(grant.unit, account.unit):
            continue
        if same_email(own.text, google) is not Match.DIFFERENT:
            return None
        if compare(own.account_id, read.account_id) is Match.SAME:
            found[own.text.key] = grant
    return next(iter(found.values())) if len(found) == 1 else None


def _astray(graph: Graph, account: KubernetesAccount, google: Text, bound: Grant, own: Grant) -> Finding:
    subject, meant = f"{account.namespace}/{account.name}", own.target.email
    return Finding(
        account,
        google.origin,
        f"{subject} is annotated with {google}, which is bound in another environment, "
        f"{bound.unit.title or '.'}, and in its own {meant} is bound to it: likely that one is meant",
        because=(
            Step(own.member_text.at, f"{subject} is bound here"),
            Step(bound.member_text.at, f"{google} is bound here"),
        ),
        fix=_annotate(graph, account, own),
    )


def _is_known(graph: Graph, google: Text, account: KubernetesAccount) -> bool:
    """Whether an account is declared, granted something, or used by another workload as well."""
    return (
        graph.grants.gsa(google, account.unit) is not None
        or bool(graph.grants.on(google) or graph.grants.to_gsa(google))
        or graph.grants.is_shared(google)
    )


def _pool(grant: Grant) -> object:
    member = grant.member
    return member.pool.key if isinstance(member, WorkloadMember) and member.pool is not None else None


def _bound(graph: Graph, account: KubernetesAccount) -> Grant | None:
    """The only binding of an account in its environment, on a Google one that nobody is annotated with."""
    found = [
        grant
        for grant, _ in graph.grants.to_ksa(account)
        if lets_impersonate(grant) and not graph.deployments.are_apart(grant.unit, account.unit)
    ]
    on = {grant.target.email.key for grant in found if grant.target.email is not None}
    if len(on) != 1 or len(found) != len([one for one in found if one.target.email is not None]):
        return None
    own = found[0].target.email
    is_used = own is None or graph.grants.annotated_with(own)
    return None if is_used or not graph.deployments.are_together(found[0].unit, account.unit) else found[0]


def _finding(graph: Graph, account: KubernetesAccount, google: Text, bound: Grant) -> Finding:
    subject, meant = f"{account.namespace}/{account.name}", bound.target.email
    return Finding(
        account,
        google.origin,
        f"{subject} is annotated with {google}, of which these files know nothing, and may act as "
        f"{meant}, which no other account is annotated with: likely that one is meant",
        because=(Step(bound.member_text.at, f"{subject} is bound here"),),
        fix=_annotate(graph, account, bound),
    )
