from collections.abc import Iterator

from wi_lint import (
    ExternalMember,
    Finding,
    Fix,
    Grant,
    Graph,
    PoolProvider,
    Severity,
    Step,
    rule,
)


@rule("WI222", Severity.WARNING, security=7.0)
def whole_external_pool(graph: Graph) -> Iterator[Finding]:
    """A role is given to every identity of a workload identity pool that is not GKE's."""
    for grant in graph.every(Grant):
        member = grant.member
        if not isinstance(member, ExternalMember) or member.scope != "pool" or member.faults:
            continue
        open_ = [one for one in _providers(graph, grant, member) if _is_open(one)]
        if not open_ and _providers(graph, grant, member):
            continue  # each provider says whom it takes
        yield Finding(
            grant,
            grant.member_text.origin,
            f"{grant.role} on '{grant.target.name}' is given to whomever the pool '{member.pool}' takes in: "
            f"{_why(open_)}",
            because=tuple(Step(one.at, "this provider has no condition") for one in open_[:1]),
            fix=Fix(
                "name who of the pool, such as one repository, or give the provider a condition",
                copy="principalSet://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools"
                "/POOL/attribute.repository/OWNER/REPOSITORY",
            ),
        )


def _is_open(provider: PoolProvider) -> bool:
    """Whether a provider takes in whomever its issuer knows: AWS, SAML and certificates are of one owner."""
    return provider.condition is None and provider.issuer in (None, "oidc")


def _providers(graph: Graph, grant: Grant, member: ExternalMember) -> list[PoolProvider]:
    """The providers of a pool: those that name it, else all of the unit, of which each may be one."""
    every = [one for one in graph.every(PoolProvider) if one.unit == grant.unit]
    named = [one for one in every if member.pool is not None and one.pool.key == member.pool.key]
    return named or every


def _why(open_: list[PoolProvider]) -> str:
    if open_:
        return "its provider has no condition, so that may be anybody who has an account with the issuer"
    return "likely that is more than one workload, unless a condition of its provider says whom it takes"
