"""A patch of an overlay, and the objects that it changes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from wi_lint.bounds import MAX_CHANGES
from wi_lint.compose.kustomize import merge
from wi_lint.compose.kustomize.objects import Object, Target, Work
from wi_lint.lazy_re import regex
from wi_lint.tree import Field, Node, Shape, empty, word

_NAME = regex(r"[a-z0-9-]+")
"""A name that is no pattern: the name of a target is a regular expression."""


class Patch(Struct, frozen=True):
    """A patch and what it is for: what it names itself, where nothing else is said.

    What it says of kind and name changes neither, unless its `free` options let it.
    """

    target: Target | None
    body: Node
    free: frozenset[str] = frozenset()

    @property
    def is_for_accounts(self) -> bool:
        """Whether it is for service accounts alone, all of which are read."""
        return self._wanted.kind == "ServiceAccount" and self.body.text("$patch") is None

    @property
    def _wanted(self) -> Target:
        return self.target or Target(
            kind=self.body.literal("kind"),
            name=self.body.literal("metadata", "name"),
            namespace=self.body.literal("metadata", "namespace"),
            exactly=True,
        )

    def hits(self, objects: list[Object], work: Work) -> bool:
        """Whether it is for some of these objects, or may be."""
        try:
            return any(self._wanted.takes(one, work) or one.open or one.partial for one in objects)
        except ValueError:
            return True

    def applied(self, objects: list[Object], work: Work, *, orphans: bool) -> list[Object]:
        """The objects with it applied. `orphans`: keep it as an object where nothing fits it."""
        target = self._wanted
        made: list[Object] = []
        found = False
        size = self.body.size(MAX_CHANGES)
        for one in objects:
            root: Node | None = None
            try:
                is_taken = target.takes(one, work)
                if is_taken:
                    work.change(size)
                    root = self._apply(one, work)
            except ValueError as error:  # it may be one of those, or not
                made.append(one.opened(f"a patch that may be for it is not followed: {error}"))
                found = True
                continue
            if not is_taken:
                made.append(one)
                continue
            found = True
            made += [one.changed(root)] if root is not None else []
        alone = self._alone() if orphans and not found else None
        return [*made, Object(alone, partial=True)] if alone is not None else made

    def _alone(self) -> Node | None:
        """What it says of an object of elsewhere, as an object."""
        if self.body.shape is Shape.MAPPING:
            return self.body if self.body.get("kind") else None
        wanted = self._wanted
        is_named = _NAME.fullmatch(wanted.name) is not None  # and is no pattern for several
        if self.body.shape is not Shape.SEQUENCE or wanted.kind != "ServiceAccount" or not is_named:
            return None
        at = self.body.span
        metadata = empty(self.body).put(("name",), word(wanted.name, at))
        whole, single = self._annotations()
        metadata = metadata.put(("annotations",), whole) if whole is not None else metadata
        metadata = metadata.put_all("annotations", single) if single else metadata
        made = {"apiVersion": word("v1", at), "kind": word(wanted.kind, at), "metadata": metadata}
        return empty(self.body).with_fields({key: Field(word(key, at), one) for key, one in made.items()})

    def _annotations(self) -> tuple[Node | None, dict[str, Node]]:
        """The annotations that its operations add: as a whole, and one by one."""
        whole: Node | None = None
        single: dict[str, Node] = {}
        for operation in self.body.items:
            path, value = tuple(merge.words(operation.literal("path"))), operation.get("value")
            if operation.literal("op") not in ("add", "replace") or path[:2] != ("metadata", "annotations"):
                continue
            if len(path) == 2:
                whole, single = value or whole, {}
            elif len(path) == 3 and value is not None:
                single[path[2]] = value
        return whole, single

    def _apply(self, one: Object, work: Work) -> Node | None:
        if self.body.shape is Shape.SEQUENCE:
            return merge.apply(one.root, self.body, work)
        merged = merge.merge(one.root, self.body, kind=one.kind)
        if merged is None:
            return None
        for path in self._kept():
            merged = merged.put(path, one.root.find(*path))
        return merged

    def _kept(self) -> Iterator[tuple[str, ...]]:
        if "allowKindChange" not in self.free:
            yield ("apiVersion",)
            yield ("kind",)
        if "allowNameChange" not in self.free:
            yield "metadata", "name"
            yield "metadata", "namespace"
