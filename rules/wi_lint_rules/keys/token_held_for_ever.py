from collections.abc import Iterator

from wi_lint import (
    CachedToken,
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    rule,
)


@rule("WI507", Severity.NOTE, link=Link.TOKEN, documents=True)
def token_held_for_ever(graph: Graph) -> Iterator[Finding]:
    """A script or a program gets an access token once, and uses it for as long as it runs."""
    for one in graph.every(CachedToken):
        use = "the loop behind it uses it for ever" if one.looped else "what uses it goes on"
        yield Finding(
            one,
            one.at,
            f"{one.name} is a token, which is over after an hour, and {use}",
            fix=_PYTHON if one.language == "Python" else _shell(one),
        )


def _shell(one: CachedToken) -> Fix:
    return Fix(
        "ask for the token inside the loop: it is kept until it is nearly over, and costs no call",
        copy=f"{one.name}=$(gcloud auth print-access-token)",
    )


_PYTHON = Fix(
    "let the library hold it, which renews it in time",
    copy=(
        "import google.auth\n"
        "from google.auth.transport.requests import AuthorizedSession\n\n"
        "credentials, project = google.auth.default(\n"
        '    scopes=["https://www.googleapis.com/auth/cloud-platform"]\n'
        ")\n"
        "session = AuthorizedSession(credentials)  # each request carries a token that is good"
    ),
)
