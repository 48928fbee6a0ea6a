"""Patches: strategic merges, as Kubernetes makes them, and JSON patches (RFC 6902)."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.kustomize.objects import Work
from wi_lint.tree import Field, Node, Shape, empty

_KEYS = {
    "containers": "name", "initContainers": "name", "ephemeralContainers": "name", "volumes": "name",
    "env": "name", "volumeMounts": "mountPath", "volumeDevices": "devicePath", "hostAliases": "ip",
    "imagePullSecrets": "name", "secrets": "name", "topologySpreadConstraints": "topologyKey",
    "conditions": "type", "ownerReferences": "uid",
}  # fmt: skip
"""What tells apart the items of the lists that Kubernetes merges; other lists are replaced."""
_SCHEMA = frozenset(
    {
        "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job",
        "CronJob", "PodTemplate", "ServiceAccount", "Service",
    }
)  # fmt: skip
"""Kinds whose lists are merged: of other kinds Kustomize knows no schema, and replaces them."""


def merge(below: Node, patch: Node, *, kind: str) -> Node | None:
    """An object with a strategic merge patch applied; nothing where the patch deletes it."""
    return _merge(below, patch, kind in _SCHEMA)


def _merge(below: Node, patch: Node, schema: bool) -> Node | None:
    if patch.shape is not Shape.MAPPING or below.shape is not Shape.MAPPING:
        return patch
    match patch.literal("$patch"):
        case "delete":
            return None
        case "replace":
            return patch.put(("$patch",), None)
        case _:
            pass
    fields = dict(below.fields)
    for name, found in patch.fields.items():
        if name.startswith("$"):
            continue
        made = _field(fields.get(name), found, schema)
        if made is None:
            fields.pop(name, None)
        else:
            fields[name] = made
    return below.with_fields(fields)


def _field(old: Field | None, new: Field, schema: bool) -> Field | None:
    value = new.value
    if value.shape is Shape.SCALAR and value.made is None and value.value is None:
        return None  # null takes a field away
    if old is None:
        return new
    if value.shape is Shape.SEQUENCE and schema and new.key.raw in _KEYS:
        return Field(old.key, _merge_lists(old.value, value, _KEYS[new.key.raw]))
    if value.shape is Shape.MAPPING:
        inner = _merge(old.value, value, schema)
        return Field(old.key, inner) if inner is not None else None
    return new


def _merge_lists(below: Node, patch: Node, key: str) -> Node:
    if any(item.literal("$patch") == "replace" for item in patch.items):
        return patch.with_items(tuple(item for item in patch.items if not item.get("$patch")))
    items = {item.literal(key) or f"#{number}": item for number, item in enumerate(below.items)}
    added: dict[str, Node] = {}
    for number, item in enumerate(patch.items):
        name = item.literal(key) or f"+{number}"
        if name not in items:
            if item.literal("$patch") != "delete":
                added[name] = item
            continue
        made = _merge(items[name], item, True)
        if made is None:
            del items[name]
        else:
            items[name] = made
    return below.with_items((*added.values(), *items.values()))


# JSON patches


_COPIED = 10
"""What a node costs that is copied: copies of copies double."""


def apply(root: Node, operations: Node, work: Work) -> Node:
    """An object with the operations of a JSON patch applied; those that do not fit change nothing.

    Raises `TooMuch` where copies take more than there is.
    """
    for operation in operations.items:
        path = tuple(words(operation.literal("path")))
        if not path:
            continue
        match operation.literal("op"):
            case "add" | "replace" as op:
                value = operation.get("value")
                if value is not None:
                    root = _set(root, path, value, insert=op == "add")
            case "remove":
                root = _set(root, path, None)
            case "copy" | "move" as op:
                source = tuple(words(operation.literal("from")))
                value = _get(root, source)
                if value is not None:
                    work.spend(_COPIED * value.size(work.left))
                    root = _set(root, source, None) if op == "move" else root
                    root = _set(root, path, value, insert=True)
            case _:
                pass
    return root


def words(pointer: str) -> Iterator[str]:
    """The parts of a JSON pointer: `~1` stands for a slash, `~0` for a tilde."""
    for part in pointer.split("/")[1:]:
        yield part.replace("~1", "/").replace("~0", "~")


def _get(node: Node | None, path: tuple[str, ...]) -> Node | None:
    for part in path:
        if node is None:
            return None
        if node.shape is Shape.SEQUENCE:
            index = _index(part, len(node.items))
            node = node.items[index] if index is not None and index < len(node.items) else None
        else:
            node = node.get(part)
    return node


def _set(node: Node, path: tuple[str, ...], value: Node | None, *, insert: bool = False) -> Node:
    head, *rest = path
    if node.shape is Shape.SEQUENCE:
        return _set_item(node, head, tuple(rest), value, insert)
    if not rest:
        return node.put((head,), value)
    inner = node.get(head)
    if inner is None and value is None:
        return node
    # what lacks on the way is made, as Kustomize has the library do that it uses
    return node.put((head,), _set(inner or empty(value or node), tuple(rest), value, insert=insert))


def _set_item(node: Node, head: str, rest: tuple[str, ...], value: Node | None, insert: bool) -> Node:
    items = list(node.items)
    index = _index(head, len(items))
    if index is None or index > len(items) or (index == len(items) and (rest or value is None)):
        return node
    if rest:
        items[index] = _set(items[index], rest, value, insert=insert)
    elif value is None:
        del items[index]
    elif insert:
        items.insert(index, value)
    else:
        items[index] = value
    return node.with_items(tuple(items))


def _index(part: str, size: int) -> int | None:
    if part == "-":
        return size
    return int(part) if part.isdigit() else None
