from collections.abc import Iterator

from wi_lint import (
    Finding,
    Fix,
    Graph,
    Link,
    Severity,
    UnescapedKey,
    rule,
)


@rule("WI111", Severity.ERROR, link=Link.ANNOTATION, documents=True)
def unescaped_annotation_key(graph: Graph) -> Iterator[Finding]:
    """The annotation is named by a path in which a part of its own name is taken for a step."""
    for one in graph.every(UnescapedKey):
        written = str(one.key)
        if one.pointer:
            says = f"the slash of the key is not escaped in '{written}', so the patch makes a mapping"
            fix = Fix("write the slash as ~1", copy=written.replace("iam.gke.io/", "iam.gke.io~1"))
        else:
            dots = r"iam\\.gke\\.io/" if one.unit.kind == "terraform" else r"iam\.gke\.io/"
            says = f"the dots of 'iam.gke.io' are not escaped in '{written}', so Helm makes tables of them"
            fix = Fix("escape the dots of the key", copy=written.replace("iam.gke.io/", dots))
        yield Finding(one, one.at, f"{says} and no annotation", fix=fix)
