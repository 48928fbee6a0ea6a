from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Severity, StateRead, rule


@rule("WI704", Severity.WARNING)
def state_of_another_environment(graph: Graph) -> Iterator[Finding]:
    """A root module of one environment reads the state of another one, though its own has such a state."""
    for read in graph.every(StateRead):
        if not graph.deployments.are_apart(read.unit, read.of):
            continue
        own = next((one for one in read.beside if not graph.deployments.are_apart(one, read.unit)), None)
        if own is None:
            continue  # what all environments share stands in one of them
        yield Finding(
            read,
            read.at,
            f"{read.address} of {read.unit.title} reads the state of {read.of.title}: likely that of "
            f"{own.title} is meant",
            fix=Fix(f"read the state of {own.title}"),
        )
