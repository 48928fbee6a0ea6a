from collections import defaultdict
from collections.abc import Iterator

from wi_lint import (
    ExternalMember,
    Finding,
    Fix,
    Grant,
    Graph,
    Link,
    PoolProvider,
    Severity,
    Step,
    near,
    rewrite,
    rule,
)


@rule("WI226", Severity.ERROR, link=Link.BINDING)
def unmapped_attribute(graph: Graph) -> Iterator[Finding]:
    """A member is selected by an attribute that no provider of its pool maps."""
    providers: dict[object, list[PoolProvider]] = defaultdict(list)
    for provider in graph.every(PoolProvider):
        providers[provider.pool.key].append(provider)
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, ExternalMember) or member.attribute is None or member.pool is None:
            continue
        of_pool = providers.get(member.pool.key, [])
        mapped = [one.attributes for one in of_pool if one.attributes is not None]
        name = str(member.attribute)
        if of_pool and len(mapped) == len(of_pool) and not any(name in one for one in mapped):
            yield _finding(grant, member, of_pool[0], sorted(frozenset().union(*mapped)))


def _finding(grant: Grant, member: ExternalMember, provider: PoolProvider, mapped: list[str]) -> Finding:
    assert member.attribute is not None
    own = [one for one in mapped if one.startswith("attribute.")]
    better = next((one for one in own if near(str(member.attribute), one)), None)
    maps = " and ".join(f"'{one}'" for one in mapped) or "nothing"
    return Finding(
        grant,
        member.attribute.origin,
        f"'{member.attribute}' is mapped by no provider of the pool '{member.pool}', so that nobody has it "
        f"and the role is nobody's; they map {maps}",
        because=(Step(provider.at, "the provider of the pool"),),
        fix=Fix(
            f"select by '{better}', or map the attribute" if better else "map the attribute in the provider",
            rewrite(member.attribute, member.attribute.origin, better),
            copy="" if better else f'"{member.attribute}" = "assertion.CLAIM"',
        ),
    )
