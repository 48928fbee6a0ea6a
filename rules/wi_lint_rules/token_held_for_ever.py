from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Severity, rule


@rule("WI507", Severity.NOTE, documents=True)
def token_held_for_ever(graph: Graph) -> Iterator[Finding]:
    """A script gets an access token once, and uses it in a loop without end."""
    for one in graph.held_tokens:
        yield Finding(
            one,
            one.at,
            f"{one.name} is an access token, which is over after an hour, and the loop behind it uses it "
            "for ever",
            fix=Fix(
                "ask for the token inside the loop: it is kept until it is nearly over, and costs no call",
                copy=f"{one.name}=$(gcloud auth print-access-token)",
            ),
        )
