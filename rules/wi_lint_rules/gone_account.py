from collections.abc import Iterator

from wi_lint import Fact, Finding, Fix, GoogleMember, Graph, Match, Severity, Span, Step, Text, compare, rule


@rule("WI801", Severity.ERROR, documents=True)
def gone_account(graph: Graph) -> Iterator[Finding]:
    """Something still refers to a Google service account that a command deletes or disables."""
    for gone in graph.gone_accounts:
        for fact, at, says in _references(graph, gone.email):
            yield Finding(
                fact,
                at,
                f"{says} {gone.email}, which is {gone.how} here",
                because=(Step(gone.at, f"it is {gone.how} by this command"),),
                fix=Fix("name the account that takes its place, or take this away"),
            )


def _references(graph: Graph, email: Text) -> Iterator[tuple[Fact, Span, str]]:
    for account in graph.annotated_with(email):
        if account.google is not None:
            yield account, account.google.origin, f"{account.namespace}/{account.name} acts as"
    for grant in graph.grants_on(email):
        if grant.target.email is not None and compare(grant.target.email, email) is Match.SAME:
            yield grant, grant.target.email.at, "a role is granted on"
    for grant in graph.grants_to(email):
        if isinstance(grant.member, GoogleMember):
            yield grant, grant.member_text.at, f"{grant.role} is given to"
