from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Severity, rule


@rule("WI111", Severity.ERROR, documents=True)
def unescaped_annotation_key(graph: Graph) -> Iterator[Finding]:
    """A setting of Helm names the annotation with dots that are not escaped."""
    for one in graph.unescaped_keys:
        right = str(one.key).replace(
            "iam.gke.io/", r"iam\\.gke\\.io/" if one.unit.kind == "terraform" else r"iam\.gke\.io/"
        )
        yield Finding(
            one,
            one.at,
            f"the dots of 'iam.gke.io' are not escaped in '{one.key}', so Helm makes tables of them "
            "and no annotation",
            fix=Fix("escape the dots of the key", copy=right),
        )
