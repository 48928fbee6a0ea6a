"""References of what makes identities to what nobody declares: Terraform refuses the whole root."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wi_lint.compose.terraform.folder import Dangling, Folder, Folders
from wi_lint.compose.terraform.references import nodes
from wi_lint.google import ATTRIBUTES, carries_iam, meant_instead
from wi_lint.grammar import near
from wi_lint.lazy_re import regex
from wi_lint.parse.hcl import ast
from wi_lint.prefilter import Prefiltered
from wi_lint.source import Source

_GRANT = regex(r"(.+)_iam_(?:member|binding|policy)")
_PROVIDERS = ("google_", "kubernetes_", "helm_", "random_")
"""What types of resources begin with, as no loop's variable does."""
_IDENTITIES = ("google_service_account", "kubernetes_service_account", "kubernetes_default_service_account")
"""What types of resources begin with that make identities, or say who they are."""
_Block = tuple[str, Source, ast.Node, object]
"""What is declared: its address, its file, where it is, and what it is made of."""


def dangling(folder: Folder, folders: Folders) -> list[Dangling]:
    """What a folder refers to, and does not declare though all of it was read; found once for all roots."""
    if folder.dangling is None:
        names = _Names(folder)
        found = list(_found(folder, names))
        is_meant = bool(found) and folders.is_whole(folder.path) and not _is_fragment(folder, names)
        folder.dangling = found if is_meant else []
    return folder.dangling


class _Names:
    """What a folder declares, by kind."""

    def __init__(self, folder: Folder) -> None:
        self.by_kind: dict[str, set[str]] = defaultdict(set)
        self.kinds: dict[str, list[str]] = defaultdict(list)
        for kind, name in folder.resources:
            self.by_kind[kind].add(name)
            self.kinds[name].append(kind)
        for kind, name in folder.data:
            self.by_kind[f"data.{kind}"].add(name)
        self.by_kind |= {
            "module": {*folder.modules},
            "component": {*folder.modules},
            "var": {*folder.variables},
            "local": {*folder.locals},
        }

    def lacks(self, node: ast.GetAttr) -> tuple[str, str] | None:
        """The kind and the name that a reference is to, where nothing declares it."""
        match node.words:
            case ("data", kind, name):
                kind = f"data.{kind}"
            case (kind, name) if kind in _WORDS or kind.startswith(_PROVIDERS):
                pass
            case _:
                return None
        return (kind, name) if name not in self.by_kind.get(kind, ()) else None

    def better(self, kind: str, name: str) -> str:
        """What is declared and likely meant: a name near to it, or the same name of another kind."""
        declared = self.by_kind.get(kind, set())
        if len(declared) > _MANY or len(name) > _LONG:
            return ""
        alike = next((one for one in sorted(declared) if len(one) <= _LONG and near(one, name)), None)
        if alike is None and len(declared) == 1 and kind.startswith("data."):
            alike = next(iter(declared))
        family = f"{kind.partition('_')[0]}_"
        others = [one for one in self.kinds.get(name, ()) if one.startswith(family)]
        return f"{kind}.{alike}" if alike is not None else f"{others[0]}.{name}" if others else ""


_WORDS = frozenset({"module", "component", "var", "local"})
_MANY, _LONG = 200, 60
"""Names of one kind, and characters of a name, with which one is compared that is not declared."""
_FEW = 2
"""Names that a slip or two leave undeclared; a folder that lacks more is copied to where they are."""


def _is_fragment(folder: Folder, names: _Names) -> bool:
    """Whether a folder refers to many things that are declared elsewhere."""
    bodies: list[object] = [one.block.body for one in (*folder.resources.values(), *folder.modules.values())]
    bodies += [attribute.value for _, attribute in folder.locals.values()]
    lacking = (names.lacks(node) for node in nodes(bodies) if isinstance(node, ast.GetAttr))
    return len({one for one in lacking if one is not None}) > _FEW


def _found(folder: Folder, names: _Names) -> Iterator[Dangling]:
    """What leads nowhere, each thing once; no more than show that the folder is a fragment."""
    told: set[tuple[str, str]] = set()
    for block in _blocks(folder):
        for node in _of_block(block):
            address, source, _, _ = block
            at = source.span(node.start, node.end)
            found = _lacking(node, names, at.text)
            if found is None or found[0] in told:
                continue
            what, says, better = found
            told.add(what)
            yield Dangling(address, at, says, better)
            if len(told) > _FEW + 1:
                return


def _lacking(node: ast.GetAttr, names: _Names, text: str) -> tuple[tuple[str, str], str, str] | None:
    """What a reference is to that is not there, why that is so, and what to write."""
    if _is_part_of_list(node):
        says = "'metadata' is a list of one, and has no attributes of its own"
        return ("", "metadata"), says, f"metadata[0].{node.name}"
    lacking = names.lacks(node)
    if lacking is not None:
        kind, name = lacking
        says = f"'{kind}.{name}' is declared nowhere in its folder, and Terraform refuses it"
        return lacking, says, names.better(kind, name)
    of = _type_of(node)
    meant = meant_instead(of, node.name) if of is not None else None
    if of is None or meant is None:
        return None
    says = f"'{of}' has no attribute '{node.name}', and Terraform refuses it"
    return (of, node.name), says, f"{text.removesuffix(node.name)}{meant}" if meant else ""


def _type_of(node: ast.GetAttr) -> str | None:
    """The type of the resource, the data source or the one of several that an attribute is asked of."""
    of = node.of.of if isinstance(node.of, ast.Index) else node.of
    match of.words if isinstance(of, ast.GetAttr) else ():
        case ("data", kind, _) | (kind, _):
            return kind
        case _:
            return None


def _blocks(folder: Folder) -> Iterator[_Block]:
    """The blocks that make identities or may refer to one."""
    for (kind, name), placed in folder.resources.items():
        is_identity = kind.startswith(_IDENTITIES) or _is_grant(kind)
        if (is_identity or _matters(placed.source)) and not placed.others:  # what another file overrides
            yield f"{kind}.{name}", placed.source, placed.block, placed.block.body
    for name, placed in folder.modules.items():
        if _matters(placed.source):
            yield f"module.{name}", placed.source, placed.block, placed.block.body
    for name, (source, attribute) in folder.locals.items():
        if _matters(source):
            yield f"local.{name}", source, attribute, attribute.value


def _is_grant(kind: str) -> bool:
    """Whether a type of resource is a grant."""
    found = _GRANT.fullmatch(kind)
    return found is not None and carries_iam(found[1])


def _matters(source: Source) -> bool:
    return any(map(source.says, _SIGNS))


_SIGNS = ("service_account", "google_iam_policy", ".svc.id.goog")
"""What the text of a file has that says who is who."""


def _of_block(block: _Block) -> Iterator[ast.GetAttr]:
    """The references of one block that matter: to accounts and policies, and to who is meant."""
    address, source, placed, body = block
    is_grant = _is_grant(address.partition(".")[0])
    if not is_grant and _SAYS.search(source.text, placed.start, placed.end) is None:
        return
    given = body.attributes if is_grant and isinstance(body, ast.Body) else {}
    meant = [given[name].value for name in _WHO if name in given]
    whole = {id(node) for node in nodes(meant)}
    bound = _bound(body)
    for node in nodes(body):
        if not isinstance(node, ast.GetAttr):
            continue
        if not (id(node) in whole or _is_of_identity(node) or _type_of(node) in ATTRIBUTES):
            continue
        if not node.words or node.words[0] not in bound:  # the name of an item of a loop
            yield node


def _bound(body: object) -> set[str]:
    """The names that loops give to their items."""
    loops = [node for node in nodes(body) if isinstance(node, ast.For | ast.TemplateFor)]
    return {name for loop in loops for name in (loop.key, loop.value) if name is not None}


_WHO = ("member", "members", "service_account_id", "policy_data")
"""The arguments of a grant that say who is given what on whom."""
_SAYS = Prefiltered(
    r"\b(?:google|kubernetes|kubernetes_default)_service_account\w*\.|\bgoogle_iam_policy\.|\.svc\.id\.goog",
    "_service_account", "google_iam_policy.", ".svc.id.goog",
)  # fmt: skip


def _is_of_identity(node: ast.GetAttr) -> bool:
    """Whether a reference is to an account or a policy, or to a part of one."""
    of: ast.Expression = node
    while isinstance(of, ast.GetAttr | ast.Index) and not (isinstance(of, ast.GetAttr) and of.words):
        of = of.of
    words = of.words if isinstance(of, ast.GetAttr) else ()
    return bool(words) and (words[0].startswith(_IDENTITIES) or words[:2] == ("data", "google_iam_policy"))


def _is_part_of_list(node: ast.GetAttr) -> bool:
    """Whether an attribute is asked of `metadata`, which is a list in the Kubernetes provider."""
    of = node.of
    return isinstance(of, ast.GetAttr) and of.name == "metadata" and _is_object(of.of)


def _is_object(node: ast.Expression) -> bool:
    """Whether a reference is to an object of the Kubernetes provider, or to one of several."""
    of = node.of if isinstance(node, ast.Index) else node
    words = of.words if isinstance(of, ast.GetAttr) else ()
    return len(words) == 2 and words[0].startswith("kubernetes_") and words[0] != "kubernetes_manifest"
