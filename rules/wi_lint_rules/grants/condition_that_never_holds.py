import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from wi_lint import Finding, Fix, Grant, Graph, Link, Severity, Text, provenance, rule

_NAME = re.compile(r"""resource\.name(?:\.startsWith\(\s*|\s*==\s*)(['"])(?P<path>[^'"]*)\1""")
_NO_NAME = re.compile(r"(?:gs|https?|oci|bq):/?/|//|/")
_BUCKET = re.compile(r"projects/(?!_/)[^/]+/buckets/")
_SECRET = re.compile(r"projects/(?![0-9]+/)[^/${]+/secrets/")


@rule("WI415", Severity.ERROR, alone=True, link=Link.GRANT, documents=True)
def condition_that_never_holds(graph: Graph) -> Iterator[Finding]:
    """A grant's condition compares the name of a resource with what no resource is called."""
    for grant in graph.every(Grant):
        wrong = _wrong(grant.condition) if grant.condition is not None else None
        if grant.condition is not None and wrong is not None:
            at, says = wrong
            yield Finding(
                grant,
                at.origin,
                f"the condition of {grant.role} never holds: '{at}' {says}",
                because=provenance(grant.condition, at.origin, "it is the condition of this grant"),
                fix=Fix("compare with the name as IAM writes it", copy=_EXAMPLE),
            )


_EXAMPLE = 'resource.name.startsWith("projects/_/buckets/BUCKET/objects/FOLDER/")'


def _wrong(condition: Text) -> tuple[Text, str] | None:
    found = _fault(condition.known or "")
    return (condition.cut(*found[0]), found[1]) if found is not None else None


@lru_cache(maxsize=256)  # all instances of a grant have one condition
def _fault(written: str) -> tuple[tuple[int, int], str] | None:
    """Where the first name stands that cannot be one, where no arm of a condition holds without such."""
    if "!" in written or "?" in written:
        return None
    found = [_faulty(start, arm) for start, arm in _arms(written)]
    return found[0] if None not in found else None


def _arms(written: str) -> list[tuple[int, str]]:
    """The arms of an `||`, each with its place."""
    places = [0, *(found.end() for found in re.finditer(r"\|\|", written)), len(written) + 2]
    return [(start, written[start : end - 2]) for start, end in pairwise(places)]


def _faulty(start: int, arm: str) -> tuple[tuple[int, int], str] | None:
    for found in _NAME.finditer(arm):
        says = _says(found["path"])
        if says is not None:
            return (start + found.start("path"), start + found.end("path")), says
    return None


def _says(path: str) -> str | None:
    """Why no resource is called so. Source: IAM's reference of resource names in conditions."""
    if _NO_NAME.match(path):
        return "is an address, and names begin with 'projects/'"
    if _BUCKET.match(path):
        return "has a project, and the names of buckets begin with 'projects/_/buckets/'"
    if _SECRET.match(path):
        return "has the project's id, and the names of secrets have its number"
    return None
