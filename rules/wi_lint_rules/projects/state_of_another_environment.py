from collections import defaultdict
from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Severity, StateRead, Unit, rule


@rule("WI704", Severity.WARNING)
def state_of_another_environment(graph: Graph) -> Iterator[Finding]:
    """A root module of one environment reads the state of another one, though its own has such a state."""
    by_unit: dict[Unit, list[StateRead]] = defaultdict(list)
    readers: dict[Unit, set[Unit]] = defaultdict(set)
    for read in graph.every(StateRead):
        by_unit[read.unit].append(read)
        readers[read.of].add(read.unit)
    for read in graph.every(StateRead):
        if not graph.deployments.are_two_stages(read.unit, read.of) or _is_shared(
            graph, read, readers[read.of]
        ):
            continue
        own = _own(graph, read)
        if own is None or any(other.of == own for other in by_unit[read.unit]):
            continue  # none of its own, or both are read on purpose
        yield Finding(
            read,
            read.at,
            f"{read.address} of {read.unit.title} reads the state of {read.of.title}: likely that of "
            f"{own.title} is meant",
            fix=Fix(f"read the state of {own.title}"),
        )


def _own(graph: Graph, read: StateRead) -> Unit | None:
    """The root of the reader's own environment that the other one stands for; never the reader itself."""
    beside = (one for one in read.beside if one != read.unit and one.folder != read.unit.folder)
    return next((one for one in beside if not graph.deployments.are_apart(one, read.unit)), None)


def _is_shared(graph: Graph, read: StateRead, readers: set[Unit]) -> bool:
    """Whether several environments read one state, or it is production's and too few have their own."""
    others = [one for one in readers if one != read.unit and graph.deployments.are_apart(one, read.of)]
    if others:
        return True
    return graph.deployments.is_of_production(read.of) and len(read.beside) < _ENOUGH


_ENOUGH = 2
"""Other environments that have a state of their own."""
