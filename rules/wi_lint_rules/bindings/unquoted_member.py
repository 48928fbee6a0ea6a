from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    UnquotedMember,
    rule,
)


@rule("WI213", Severity.WARNING, link=Link.SYNTAX, documents=True)
def unquoted_member(graph: Graph) -> Iterator[Finding]:
    """A member with brackets stands in a shell command without quotes."""
    for one in graph.every(UnquotedMember):
        yield Finding(
            one,
            one.bracket,
            f"the brackets of '{one.member}' are not quoted: to a shell they are a pattern of file names, "
            "for which zsh refuses the command",
            fix=Fix("put the member in quotes", copy=f'--member "{one.member}"'),
        )
