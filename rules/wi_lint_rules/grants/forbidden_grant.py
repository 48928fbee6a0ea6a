from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    Severity,
    Step,
    rule,
)
from wi_lint_rules.shared.entries import Entries, refused


@rule("WI410", Severity.ERROR, link=Link.ORG, refuses=refused)
def forbidden_grant(
    graph: Graph, *, deny: tuple[str, ...] = (), allow: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """A grant that the organization's own list forbids."""
    denied, allowed = Entries(deny), Entries(allow)
    for grant in graph.every(Grant) if deny else ():
        entry = denied.first(grant, graph)
        if entry is None or allowed.first(grant, graph) is not None:
            continue
        because = f", because {entry.reason}" if entry.reason else ""
        yield Finding(
            grant,
            grant.role.origin,
            f"{grant.role} on the {grant.target.kind} '{grant.target.name}' is not to be given to "
            f"'{grant.member_text}': the configuration forbids '{entry.written}'{because}",
            because=(Step(grant.member_text.at, "who holds it"),),
            fix=Fix("grant another role, or have the list allow this one"),
        )
