import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from wi_lint import (
    Cluster,
    Fact,
    Finding,
    Fix,
    Grant,
    Graph,
    Hole,
    KubernetesAccount,
    Link,
    Reason,
    Severity,
    Step,
    Text,
    rule,
)


@rule("WI127", Severity.WARNING, link=Link.ANNOTATION)
def variable_without_value(graph: Graph) -> Iterator[Finding]:
    """An annotation, a member or a pool holds a variable that nothing gives a value where it is used."""
    for account in graph.every(KubernetesAccount):
        for hole in account.google.holes if account.google is not None else ():
            if hole.cause.reason is Reason.NO_VALUE:
                yield _filled_in_with_nothing(account, hole)
            elif account.unit.kind == "terraform" and _REFERENCE.fullmatch(hole.cause.about):
                yield _escaped(account, hole)
            elif account.unit.kind == "terraform" and _is_unset(hole):
                yield _of_no_environment(account, hole)
    yield from _unset_in_scripts(graph)


def _unset_in_scripts(graph: Graph) -> Iterator[Finding]:
    names: dict[str, _Names] = {}
    for fact, text in _in_scripts(graph):
        for hole in text.holes:
            found = _VARIABLE.search(hole.at.text) if hole.cause.reason is Reason.NOT_SET else None
            if found is None:
                continue
            if hole.at.path not in names:
                names[hole.at.path] = _Names(hole.at.source.text)
            meant = names[hole.at.path].meant(found[1])
            if meant is not None:
                yield _of_another_name(fact, hole, meant)


def _in_scripts(graph: Graph) -> Iterator[tuple[Fact, Text]]:
    """What the commands of scripts say of identities."""
    for account in graph.every(KubernetesAccount):
        if account.unit.kind == "script" and account.google is not None:
            yield account, account.google
    for grant in graph.every(Grant):
        if grant.unit.kind == "script":
            yield grant, grant.member_text
    for cluster in graph.every(Cluster):
        if cluster.unit.kind == "script" and cluster.pool is not None:
            yield cluster, cluster.pool


def _filled_in_with_nothing(account: KubernetesAccount, hole: Hole) -> Finding:
    name = hole.at.text
    return Finding(
        account,
        hole.at,
        f"'{name}' in the annotation of {account.name} is given no value where it is deployed, so that "
        "nothing stands in its place: likely another variable is meant",
        because=tuple(Step(one.at, "this gives variables their values") for one in hole.provenance),
        fix=Fix("name a variable that is given a value, or give this one a value"),
    )


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


_BEFORE = 1_000
"""Characters before a variable in which its command may set it."""
_SETS = re.compile(r"\bread\b|\bmapfile\b|\breadarray\b|\bprintf -v|\beval\b|\bsource\b|(?:^|[\s;\"])\. ")


def _is_unset(hole: Hole) -> bool:
    """Whether nothing in the command of a provisioner sets a variable, or reads it from somewhere."""
    if hole.cause.reason is not Reason.NOT_SET or hole.at.text.startswith("$TF_VAR"):
        return False
    written, least = hole.at.source.text, max(0, hole.at.start - _BEFORE)
    begun = written.rfind("command", least, hole.at.start)
    return _SETS.search(written, max(begun, least), hole.at.start) is None


def _of_no_environment(account: KubernetesAccount, hole: Hole) -> Finding:
    return Finding(
        account,
        hole.at,
        f"the command that annotates {account.name} uses '{hole.at.text}', which neither it nor the "
        "environment of its provisioner sets: likely nothing stands in its place",
        fix=Fix("put the value into the command, or into 'environment'"),
    )


_VARIABLE = re.compile(r"\$[({]?([A-Za-z_]\w*)")
_WORD = re.compile(r"\b[A-Za-z_]\w*")
_ASKED = re.compile(r"\$\{([A-Za-z_]\w*)[:?]")
_OPEN = re.compile(
    r"^[ \t]*(?:-?include|s?include|source|\.)[ \t]|\beval\b|\bprintf -v|\bdotenv|\bexport \"?\$"
    r"|allexport|set -a",
    re.MULTILINE,
)
"""What sets variables by names that are not in the file."""
_MOST = 5
"""Names of one meaning among which one may be meant."""
_USUAL = frozenset({"gcp", "google", "id"})
"""Words that names of variables have or lack without meaning another thing."""


class _Names:
    """The variables of one file: how often each is used, and which are spoken of besides."""

    def __init__(self, written: str) -> None:
        self.used = Counter(_VARIABLE.findall(written))
        self.said = Counter(_WORD.findall(written))
        self.asked = set(_ASKED.findall(written))
        self.is_open = _OPEN.search(written) is not None
        self.alike: dict[frozenset[str], list[str]] = defaultdict(list)
        for name in self.used:
            self.alike[_core(name)].append(name)

    def meant(self, name: str) -> str | None:
        """The one that is called nearly so, where nothing but its use knows a name."""
        used = self.used[name]
        alike = self.alike[_core(name)]
        if self.is_open or self.said[name] != used or name in self.asked or not _core(name):
            return None
        if len(alike) > _MOST:
            return None
        # names in small letters are a function's own, and those in capitals come from outside as often
        others = [one for one in alike if one != name and one.isupper() == name.isupper()]
        enough = 1 if used == 1 else 2 * used
        return others[0] if len(others) == 1 and self.used[others[0]] >= enough else None


def _core(name: str) -> frozenset[str]:
    return frozenset(name.lower().split("_")) - _USUAL


def _of_another_name(fact: Fact, hole: Hole, meant: str) -> Finding:
    name = hole.at.text
    return Finding(
        fact,
        hole.at,
        f"nothing in this file sets '{name}' or speaks of it elsewhere, and what it calls the same is "
        f"'{meant}': likely that one is meant",
        fix=Fix(f"write {meant} here", copy=name.replace(name.strip("${()}"), meant)),
    )
