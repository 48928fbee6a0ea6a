"""`replacements`: values that are copied from one object to others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wi_lint.bounds import MAX_PLACES, MAX_TEXT
from wi_lint.compose.kustomize.objects import Object, Target, Work
from wi_lint.tree import Node, Shape, leaf
from wi_lint.values import Known, Reason, Text, join, known, unknown


def replaced(objects: list[Object], replacement: Node, work: Work) -> list[Object]:
    """The objects with one replacement made; one whose source is not found changes nothing."""
    try:
        return _replaced(objects, replacement, work)
    except ValueError as error:  # whichever it is for
        return [one.opened(f"the selector of a replacement is not read: {error}") for one in objects]


def _replaced(objects: list[Object], replacement: Node, work: Work) -> list[Object]:
    source = replacement.get("source")
    value = _source(objects, source, work) if source is not None else None
    if value is None:
        return objects
    for target in replacement.each("targets"):
        select = Target.read(target.get("select") or target)
        rejects = [Target.read(node) for node in target.each("reject")]
        paths = [node.raw for node in target.each("fieldPaths")] or ["metadata.name"]
        objects = [
            _written(one, paths, value, target.get("options"), work)
            if select.takes(one, work) and not any(reject.takes(one, work) for reject in rejects)
            else one
            for one in objects
        ]
    return objects


def _source(objects: list[Object], source: Node, work: Work) -> Text | None:
    wanted = Target.read(source)
    found = next((one for one in objects if wanted.takes(one, work)), None)
    if found is None:
        return None
    path = source.literal("fieldPath") or "metadata.name"
    node = next(_nodes(found.root, _words(path)), None)
    value = node.text() if node is not None else None
    delimiter = source.literal("options", "delimiter")
    if value is None or not delimiter or value.known is None:
        return value
    work.spend(len(value.known) // 64)
    index = source.find("options", "index")
    number = index.value if index is not None and isinstance(index.value, int) else 0
    pieces = value.known.split(delimiter)
    return known(pieces[number], value.at) if number < len(pieces) else None


def _written(one: Object, paths: list[str], value: Text, options: Node | None, work: Work) -> Object:
    root = one.root
    for words in filter(None, map(_words, paths)):
        work.change()
        root = _set(root, words, value, options, work)
    return one.renamed(root) if root is not one.root else one


def _words(path: str) -> list[str]:
    """`spec.containers.[name=a].image`, with `\\.` for a dot of a key, as its parts."""
    parts = re.findall(r"\[[^\]]*\]|(?:\\.|[^.\[\\])+", path)
    return [part if "=" in part else part.strip("[]").replace("\\.", ".") for part in parts]


def _nodes(node: Node, words: list[str]) -> Iterator[Node]:
    if not words:
        yield node
        return
    head, rest = words[0], words[1:]
    if node.shape is Shape.SEQUENCE:
        for item in node.items:
            if _picks(head, item, node):
                yield from _nodes(item, rest)
    elif (inner := node.get(head)) is not None:
        yield from _nodes(inner, rest)


def _picks(word: str, item: Node, of: Node) -> bool:
    if word == "*" or (word.isdigit() and of.items[int(word) : int(word) + 1] == (item,)):
        return True
    key, equals, value = word.strip("[]").partition("=")
    return bool(equals) and item.literal(key) == value


def _set(node: Node, words: list[str], value: Text, options: Node | None, work: Work) -> Node:
    head, rest = words[0], words[1:]
    if node.shape is Shape.SEQUENCE:
        items = tuple(
            _set(item, rest, value, options, work) if rest and _picks(head, item, node) else item
            for item in node.items
        )
        return node.with_items(items)
    inner = node.get(head)
    if inner is None and not (options is not None and options.truthy("create")):
        return node
    if not rest:
        made = _spliced(inner, value, options)
        work.spend(len(made.parts))
        return node.put((head,), leaf(made))
    if inner is None:
        return node.put(tuple(words), leaf(value))
    return node.put((head,), _set(inner, rest, value, options, work))


def _spliced(inner: Node | None, value: Text, options: Node | None) -> Text:
    """The value, or the old text with one piece of it replaced."""
    old = inner.text() if inner is not None else None
    delimiter = options.literal("delimiter") if options is not None else ""
    index = options.find("index") if options is not None else None
    if old is None or not delimiter or not isinstance(old, Known):
        return value
    if old.known.count(delimiter) > MAX_PLACES or old.shortest + value.shortest > MAX_TEXT:
        return unknown(f"{old.at.path}@{old.at.start}", Reason.TOO_LARGE("its length"), old.at)
    pieces: list[Text] = [known(piece, old.at) for piece in old.known.split(delimiter)]
    number = index.value if index is not None and isinstance(index.value, int) else 0
    if not -1 < number < len(pieces):
        return value
    pieces[number] = value
    glued = [part for piece in pieces for part in (known(delimiter, old.at), piece)][1:]
    return join(glued, old.at)
