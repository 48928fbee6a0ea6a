from collections.abc import Iterator

from wi_lint import (
    Fact,
    Finding,
    Fix,
    GoneAccount,
    GoogleAccount,
    GoogleMember,
    Grant,
    Graph,
    Link,
    Match,
    Severity,
    Span,
    Step,
    Text,
    compare,
    rule,
)


@rule("WI801", Severity.ERROR, link=Link.GSA, documents=True)
def gone_account(graph: Graph) -> Iterator[Finding]:
    """Something still refers to a Google service account that is deleted or disabled."""
    yield from _disabled(graph)
    reported: set[Span] = set()
    for gone in graph.every(GoneAccount):
        if gone.how == "deleted" and graph.grants.gsa(gone.email, gone.unit) is not None:
            continue  # it is made here too, and nobody knows which is done last
        for fact, at, says in _references(graph, gone.email):
            if at in reported or _was_before(fact, gone):
                continue
            reported.add(at)
            yield Finding(
                fact,
                at,
                f"{says} {gone.email}, which is {gone.how} here",
                because=(Step(gone.at, f"it is {gone.how} by this command"),),
                fix=Fix("name the account that takes its place, or take this away"),
            )


def _was_before(fact: Fact, gone: GoneAccount) -> bool:
    """Whether something was said while the account was there, and so is no mistake of its own.

    A guide takes its reader through the life of an account, and takes it down at its end.
    """
    if isinstance(fact, Grant) and fact.ended:
        return True
    is_guide = gone.unit.kind == "document" and fact.unit == gone.unit
    return is_guide and fact.at.order < gone.at.order


def _disabled(graph: Graph) -> Iterator[Finding]:
    """Accounts that are declared as disabled: reported at the annotation, or else at the binding."""
    for account in graph.every(GoogleAccount):
        if not account.disabled:
            continue
        for fact, at, says in list(_uses(graph, account.email))[:1]:
            yield Finding(
                fact,
                at,
                f"{says} {account.email}, which is disabled",
                because=(Step(account.at, "it is declared as disabled"),),
                fix=Fix("enable the account, or take this away"),
            )


def _references(graph: Graph, email: Text) -> Iterator[tuple[Fact, Span, str]]:
    yield from _uses(graph, email)
    for grant in graph.grants.to_gsa(email):
        if isinstance(grant.member, GoogleMember):
            yield grant, grant.member_text.at, f"{grant.role} is given to"


def _uses(graph: Graph, email: Text) -> Iterator[tuple[Fact, Span, str]]:
    """The workloads that act as an account, and the roles that let them."""
    for account in graph.grants.annotated_with(email):
        if account.google is not None:
            yield account, account.google.origin, f"{account.namespace}/{account.name} acts as"
    for grant in graph.grants.on(email):
        if grant.target.email is not None and compare(grant.target.email, email) is Match.SAME:
            yield grant, grant.target.email.at, "a role is granted on"
