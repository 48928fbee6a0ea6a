"""References of what makes identities to what nobody declares: Terraform refuses the whole root."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wi_lint.compose.terraform.folder import Dangling, Folder, Folders, Placed
from wi_lint.compose.terraform.references import nodes
from wi_lint.google import carries_iam
from wi_lint.grammar import near
from wi_lint.parse.hcl import ast
from wi_lint.source import Source

_GRANT = re.compile(r"(.+)_iam_(?:member|binding|policy)")
_PROVIDERS = ("google_", "kubernetes_", "helm_", "random_")
"""What types of resources begin with, as no loop's variable does."""
_IDENTITIES = ("google_service_account", "kubernetes_service_account", "kubernetes_default_service_account")
"""What types of resources begin with that make identities, or say who they are."""
_Block = tuple[str, Source, ast.Node, object]
"""What is declared: its address, its file, where it is, and what it is made of."""


def dangling(folder: Folder, folders: Folders) -> list[Dangling]:
    """What a folder refers to, and does not declare though all of it was read; found once for all roots."""
    if folder.dangling is None:
        told: set[str] = set()
        found = [one for block in _blocks(folder) for one in _of_block(folder, block, told)]
        is_meant = bool(found) and folders.is_whole(folder.path) and not _is_fragment(folder)
        folder.dangling = found if is_meant else []
    return folder.dangling


_FEW = 2
"""Names that a slip or two leave undeclared; a folder that lacks more is copied to where they are."""


def _is_fragment(folder: Folder) -> bool:
    """Whether a folder refers to many things that are declared elsewhere."""
    bodies: list[object] = [one.block.body for one in (*folder.resources.values(), *folder.modules.values())]
    bodies += [attribute.value for _, attribute in folder.locals.values()]
    wrong = (_wrong(node, folder) for node in nodes(bodies) if isinstance(node, ast.GetAttr))
    return len({says for says, _ in wrong if says}) > _FEW


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
    return source.says("service_account") or source.says("google_iam_policy")


def _of_block(folder: Folder, block: _Block, told: set[str]) -> Iterator[Dangling]:
    """What one block refers to that is not there, each thing once: accounts, policies, who is meant."""
    address, source, placed, body = block
    is_grant = _is_grant(address.partition(".")[0])
    if not is_grant and _SAYS.search(source.text, placed.start, placed.end) is None:
        return
    given = body.attributes if is_grant and isinstance(body, ast.Body) else {}
    meant = [given[name].value for name in _WHO if name in given]
    whole = {id(node) for node in nodes(meant)}
    bound = _bound(body)
    for node in nodes(body):
        if not isinstance(node, ast.GetAttr) or not (id(node) in whole or _is_of_identity(node)):
            continue
        if node.words and node.words[0] in bound:
            continue  # an item of a loop
        says, better = _wrong(node, folder)
        if says and says not in told:
            told.add(says)
            yield Dangling(address, source.span(node.start, node.end), says, better)


def _bound(body: object) -> set[str]:
    """The names that loops give to their items."""
    loops = [node for node in nodes(body) if isinstance(node, ast.For | ast.TemplateFor)]
    return {name for loop in loops for name in (loop.key, loop.value) if name is not None}


_WHO = ("member", "members", "service_account_id", "policy_data")
"""The arguments of a grant that say who is given what on whom."""
_SAYS = re.compile(r"\b(?:google|kubernetes|kubernetes_default)_service_account\w*\.|\bgoogle_iam_policy\.")


def _is_of_identity(node: ast.GetAttr) -> bool:
    """Whether a reference is to an account or a policy, or to a part of one."""
    of: ast.Expression = node
    while isinstance(of, ast.GetAttr | ast.Index) and not (
        isinstance(of, ast.GetAttr) and len(of.words) == 2
    ):
        of = of.of
    words = of.words if isinstance(of, ast.GetAttr) else ()
    return bool(words) and (words[0].startswith(_IDENTITIES) or words == ("data", "google_iam_policy"))


def _wrong(node: ast.GetAttr, folder: Folder) -> tuple[str, str]:
    """Why a reference leads nowhere, and what to write; both empty where it leads somewhere."""
    match node:
        case ast.GetAttr(of=ast.GetAttr(name="metadata", of=of), name=name) if _is_object(of):
            return "'metadata' is a list of one, and has no attributes of its own", f"metadata[0].{name}"
        case ast.GetAttr(words=("data", kind, name)):
            return _undeclared(f"data.{kind}", name, _named(folder.data, kind), "")
        case ast.GetAttr(words=("module", name)):
            return _undeclared("module", name, folder.modules, "")
        case ast.GetAttr(words=("var", name)):
            return _undeclared("var", name, folder.variables, "")
        case ast.GetAttr(words=("local", name)):
            return _undeclared("local", name, folder.locals, "")
        case ast.GetAttr(words=(kind, name)) if kind.startswith(_PROVIDERS):
            others = [
                one for one, other in folder.resources if other == name and _family(one) == _family(kind)
            ]
            return _undeclared(kind, name, _named(folder.resources, kind), others[0] if others else "")
        case _:
            return "", ""


def _is_object(node: ast.Expression) -> bool:
    """Whether a reference is to an object of the Kubernetes provider, or to one of several."""
    of = node.of if isinstance(node, ast.Index) else node
    words = of.words if isinstance(of, ast.GetAttr) else ()
    return len(words) == 2 and words[0].startswith("kubernetes_") and words[0] != "kubernetes_manifest"


def _named(table: Mapping[tuple[str, str], Placed], kind: str) -> set[str]:
    return {name for one, name in table if one == kind}


def _family(kind: str) -> str:
    return kind.partition("_")[0]


def _undeclared(
    kind: str, name: str, declared: Mapping[str, object] | set[str], other: str
) -> tuple[str, str]:
    """What is said of a name that is not among those of its kind. `other`: a kind that has it."""
    if name in declared:
        return "", ""
    alike = next((one for one in sorted(declared) if near(one, name)), None)
    only = next(iter(declared)) if len(declared) == 1 and kind.startswith("data.") else None
    meant = f"{kind}.{alike or only}" if alike or only else f"{other}.{name}" if other else ""
    return f"'{kind}.{name}' is declared nowhere in its folder, and Terraform refuses it", meant
