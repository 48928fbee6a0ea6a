import re
from collections.abc import Iterator

from wi_lint import Finding, Fix, Graph, Hole, KubernetesAccount, Link, Reason, Severity, Step, rule


@rule("WI127", Severity.WARNING, link=Link.ANNOTATION)
def variable_without_value(graph: Graph) -> Iterator[Finding]:
    """The annotation holds a variable that what deploys it fills in with nothing."""
    for account in graph.every(KubernetesAccount):
        for hole in account.google.holes if account.google is not None else ():
            if hole.cause.reason is Reason.NO_VALUE:
                yield _finding(account, hole)
            elif account.unit.kind == "terraform" and _REFERENCE.fullmatch(hole.cause.about):
                yield _escaped(account, hole)


_REFERENCE = re.compile(r"\$\{(?:var|local|each|data|module|google_\w+|kubernetes_\w+)\.[^{}]+\}")
"""A reference of Terraform that is left in a text: none but Terraform would fill it in."""


def _escaped(account: KubernetesAccount, hole: Hole) -> Finding:
    return Finding(
        account,
        hole.at,
        f"the annotation of {account.name} holds '{hole.cause.about}' as a text: Terraform fills in what is "
        "written with one dollar sign, in texts of its own and in templates alone",
        fix=Fix("write '${' with one dollar sign, or read the file with templatefile()"),
    )


def _finding(account: KubernetesAccount, hole: Hole) -> Finding:
    name = hole.at.text
    return Finding(
        account,
        hole.at,
        f"'{name}' in the annotation of {account.name} is given no value where it is deployed, so that "
        "nothing stands in its place: likely another variable is meant",
        because=tuple(Step(one.at, "this gives variables their values") for one in hole.provenance),
        fix=Fix("name a variable that is given a value, or give this one a value"),
    )
