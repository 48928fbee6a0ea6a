from collections.abc import Iterator

from wi_lint import (
    ExternalAccount,
    Finding,
    Fix,
    Graph,
    Link,
    Match,
    ProjectedToken,
    Severity,
    Step,
    Text,
    Workload,
    compare,
    rule,
)

_POOL = "identitynamespace:"


@rule("WI505", Severity.ERROR, link=Link.TOKEN)
def token_for_another_exchange(graph: Graph) -> Iterator[Finding]:
    """A pod's token does not fit the configuration by which it is exchanged: another audience, or file."""
    for workload in graph.every(Workload):
        for token in workload.tokens:
            for one in graph.ksas.configurations_of(workload, token):
                yield from _audience(workload, token, one)
                yield from _file(workload, token, one)


def _audience(workload: Workload, token: ProjectedToken, one: ExternalAccount) -> Iterator[Finding]:
    wanted = _wanted(one)
    if wanted is None or any(_is_for(other, wanted) for other in workload.tokens):
        return
    at = token.audience.at if token.audience is not None else token.at
    says = f"'{token.audience}'" if token.audience is not None else "the API server"
    yield Finding(
        workload,
        at.one_line,
        f"the token of {workload.kind} {workload.name} is for {says}, and {one.address} exchanges tokens "
        f"for '{wanted}'",
        because=(Step(wanted.at.one_line, "the exchange takes tokens for this"),),
        fix=Fix("give the token the audience of the exchange", copy=f"audience: {wanted}"),
    )


def _is_for(token: ProjectedToken, wanted: Text) -> bool:
    return token.audience is not None and compare(token.audience, wanted) is not Match.DIFFERENT


def _wanted(one: ExternalAccount) -> Text | None:
    """The audience that an exchange takes: a fleet's pool; a provider's is its own to say."""
    if one.audience is None:
        return None
    fleet = one.audience.after(_POOL)
    halves = fleet.split(":") if fleet is not None else None
    return halves[0] if halves is not None else None


def _file(workload: Workload, token: ProjectedToken, one: ExternalAccount) -> Iterator[Finding]:
    wanted = _wanted(one)
    if one.file is None or not token.files or wanted is None or not _is_for(token, wanted):
        return
    if all(compare(file, one.file) is Match.DIFFERENT for file in token.files):
        yield Finding(
            workload,
            one.file.at.one_line,
            f"{one.address} reads '{one.file}', and the token of {workload.kind} {workload.name} "
            f"is in '{token.files[0]}'",
            because=(Step(token.files[0].at.one_line, "it is mounted here"),),
            fix=Fix("name the file that the token is in", copy=f'"file": "{token.files[0]}"'),
        )
