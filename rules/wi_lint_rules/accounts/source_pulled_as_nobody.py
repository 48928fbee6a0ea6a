from collections.abc import Iterator

from wi_lint import (
    AnonymousSource,
    Finding,
    Fix,
    Found,
    Graph,
    KubernetesAccount,
    Link,
    Severity,
    email_project,
    rule,
)
from wi_lint_rules.shared.identities import identity


@rule("WI130", Severity.WARNING, link=Link.POD)
def source_pulled_as_nobody(graph: Graph) -> Iterator[Finding]:
    """Flux pulls from Google without asking for credentials, though its controller has an identity."""
    for one in graph.every(AnonymousSource):
        answer = graph.ksas.named(one.namespace, one.account, one.unit)
        step = identity(graph, answer.fact) if isinstance(answer, Found) else None
        if step is not None and isinstance(answer, Found) and _is_ours(graph, one, answer.fact):
            yield Finding(
                one,
                one.at,
                f"{one.address} has no provider, so {one.account} pulls {one.url} as nobody, "
                "and not with the identity that it has",
                because=(step,),
                fix=Fix("name the provider in its spec", copy="provider: gcp"),
            )


def _is_ours(graph: Graph, source: AnonymousSource, account: KubernetesAccount) -> bool:
    """Whether a registry is of a project that is spoken of here: others may be open to everybody."""
    project = source.project
    return project == email_project(account.google) or graph.trust.knows_project(project)
