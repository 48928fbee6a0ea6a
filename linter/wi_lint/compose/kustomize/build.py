"""Overlays, built as `kustomize build` builds them, with every value at the place it was written at."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from msgspec import Struct, field

from wi_lint.bounds import MAX_ALL_OBJECTS, MAX_CHANGES, MAX_OBJECTS, MAX_OVERLAY_NESTING
from wi_lint.compose.kustomize import labels, names
from wi_lint.compose.kustomize.generators import generated
from wi_lint.compose.kustomize.objects import Object, Target, Work
from wi_lint.compose.kustomize.patches import Patch
from wi_lint.compose.kustomize.replacements import replaced
from wi_lint.compose.library import Library
from wi_lint.files import normal
from wi_lint.kept import Entry
from wi_lint.lazy_re import regex
from wi_lint.problems import ReadProblem
from wi_lint.tree import Node
from wi_lint.values import Text

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_REMOTE = regex(r"^(?:https?:|ssh:|git::|git@|oci:)|^[\w.-]+\.[a-z]{2,}/|[?&]ref=|\.git(?:$|/|\?)")
_FREE = ("allowKindChange", "allowNameChange")

Inflate = Callable[[str, Node, Node], list[Node] | None]


_JSON_PATCHES = ("patchesJson6902", "patchesJSON6902")
"""Kustomize reads its fields through JSON, which does not tell the two apart."""


class Built(Struct):
    """What an overlay makes. `remote`: what it takes from elsewhere; `charts`: charts that are elsewhere."""

    objects: list[Object] = field(default_factory=list)
    remote: list[Text] = field(default_factory=list)
    charts: list[tuple[str, Node]] = field(default_factory=list)
    pointers: list[tuple[str, Text]] = field(default_factory=list)
    """The paths of JSON patches for annotations, and the folders of their overlays."""
    missed: list[Node] = field(default_factory=list)
    """Patches for accounts that hit none of its objects."""
    fields: list[names.NameField] = field(default_factory=list)
    """Where its configurations say that service accounts are named."""
    height: int = 1
    """How many overlays stand above one another in it."""


class _TooDeep(Exception):
    """An overlay is higher than what is built, whoever asks for it."""


class Overlays:
    """Every kustomization of a tree."""

    def __init__(self, library: Library, paths: list[str], inflate: Inflate | None = None) -> None:
        """`inflate`: what makes the objects of an entry of `helmCharts`, in some folder."""
        self._library = library
        self._inflate = inflate
        self._roots: dict[str, tuple[Node | None, Entry]] = {}
        self._built: dict[str, tuple[Built, Entry]] = {}
        self._busy: set[str] = set()
        self.used: set[str] = set()
        """The files that some overlay is made of."""
        self.patches: set[str] = set()
        """Those that are no resources, and so matter whatever is in them."""
        self._included: set[str] = set()
        homes = [posixpath.dirname(path) for path in paths if posixpath.basename(path) in NAMES]
        self.folders = [home for home in dict.fromkeys(homes) if self._kustomization(home) is not None]
        self._copies = any(self._has(home, "replacements") for home in self.folders)
        """Whether values are copied between objects, so that all of them matter."""
        for home in self.folders:
            self._library.tried(home, partial(self._look, home), None)

    def tops(self) -> list[str]:
        """The folders of the overlays that no other one uses."""
        return [
            home
            for home in self.folders
            if home not in self._included and self._said(home, "kind") != "Component"
        ]

    def reaches(self, folder: str) -> bool:
        """Whether a folder holds a kustomization."""
        return self._kustomization(folder) is not None

    def build(self, folder: str) -> Built:
        """An overlay, with the references to its objects kept up with their names."""
        name = f"{folder or '.'} with copies" if self._copies else folder or "."
        return self._library.remembered("overlay", name, partial(self._whole, folder), Built)

    def _whole(self, folder: str) -> Built:
        try:
            made = self._accumulated(folder)
        except _TooDeep:
            root = self._kustomization(folder)
            says = f"more than {MAX_OVERLAY_NESTING} overlays stand above one another here, and none is built"
            if root is not None:
                self._library.report(ReadProblem("limit", root.span.one_line, says))
            return Built()
        return Built(
            names.followed(made.objects, made.fields), made.remote, made.charts, made.pointers, made.missed
        )

    # reading

    def _kustomization(self, folder: str) -> Node | None:
        return self._library.ledger.once(self._roots, folder, partial(self._root, folder))

    def _root(self, folder: str) -> Node | None:
        for name in NAMES:
            path = posixpath.join(folder, name)
            documents = self._library.whole(path) if self._library.exists(path) else []
            if documents:
                return documents[0].root
        return None

    def _said(self, folder: str, key: str) -> str:
        root = self._kustomization(folder)
        return root.literal(key) if root is not None else ""

    def _has(self, folder: str, key: str) -> bool:
        root = self._kustomization(folder)
        return root is not None and root.get(key) is not None

    def _look(self, folder: str) -> None:
        """Note what an overlay is made of, so that it is not taken for a manifest by itself."""
        root = self._kustomization(folder)
        if root is None:
            return
        for node in _listed(root):
            path = self._inside(folder, node.raw)
            if path is None:
                continue
            self.used.add(path)
            if path != folder and self._kustomization(path) is not None:
                self._included.add(path)
        self.patches |= set(self._others(folder, root))
        self.used |= self.patches

    def _others(self, folder: str, root: Node) -> Iterator[str]:
        """Patches, values and configurations."""
        nodes = [*root.each("patchesStrategicMerge"), *root.each("configurations"), *root.each("crds")]
        for key in ("patches", *_JSON_PATCHES, "replacements"):
            nodes += [node for item in root.each(key) if (node := item.get("path")) is not None]
        for chart in root.each("helmCharts"):
            nodes += [
                node for node in (chart.get("valuesFile"), *chart.each("additionalValuesFiles")) if node
            ]
        for node in nodes:
            path = self._inside(folder, node.raw)
            if path is not None:
                yield path

    def _inside(self, folder: str, written: str) -> str | None:
        """A path in the tree; nothing for what is elsewhere, or is no path."""
        if "\n" in written or not written or _REMOTE.search(written):
            return None
        return normal(posixpath.join(folder, written))

    # building

    def _accumulated(self, folder: str) -> Built:
        root = self._kustomization(folder)
        if root is None:
            return Built()
        if folder in self._busy:
            self._library.ledger.spoil()
            return Built()
        return self._library.ledger.once(self._built, folder, partial(self._made, folder, root))

    def _made(self, folder: str, root: Node) -> Built:
        made = Built()
        with self._within(folder):
            for node in (*root.each("resources"), *root.each("bases")):
                self._add(made, folder, node)
            self._generate(made, folder, root)
            for node in root.each("components"):
                self._component(made, folder, node)
            self._transform(made, folder, root)
        return made

    @contextmanager
    def _within(self, folder: str) -> Iterator[None]:
        """While an overlay is built, or a component as a part of one."""
        if len(self._busy) > MAX_OVERLAY_NESTING:
            raise _TooDeep
        self._busy.add(folder)
        try:
            yield
        finally:
            self._busy.discard(folder)

    def _add(self, made: Built, folder: str, node: Node) -> None:
        path = self._inside(folder, node.raw)
        text = node.text()
        if path is None:
            if text is not None and node.raw.strip():
                made.remote.append(text)
        elif self._kustomization(path) is not None:
            inner = self._accumulated(path)
            made.height = max(made.height, 1 + inner.height)
            if made.height > MAX_OVERLAY_NESTING:
                raise _TooDeep
            self._take(made, inner.objects, node, path)
            made.remote += inner.remote
            made.charts += inner.charts
            made.pointers += inner.pointers
            made.missed += inner.missed
            made.fields += inner.fields
        elif not self._library.exists(path):
            made.remote += [text] if text is not None else []
        else:
            roots = self._library.objects(path, every=self._copies)
            self._take(made, [Object(root) for root in roots], node, path)

    def _take(self, made: Built, objects: list[Object], node: Node, path: str) -> None:
        """Add the objects of a file or an overlay, as far as there is room for them."""
        ledger = self._library.ledger
        is_full = ledger.total("objects", "") + len(objects) > MAX_ALL_OBJECTS
        most = MAX_OBJECTS // 100 if is_full else MAX_OBJECTS  # its own share, whatever others took
        taken = objects[: max(most - len(made.objects), 0)]
        if len(taken) < len(objects):
            others = f"all overlays make more than {MAX_ALL_OBJECTS:,} objects, and " if is_full else ""
            says = f"{others}the overlay makes more than {most:,} objects: the rest is left out"
            self._library.report(ReadProblem("limit", node.span.one_line, says))
        ledger.count("objects", "", f"{' '.join(sorted(self._busy))} {path}", len(taken))
        made.objects += taken

    def _component(self, made: Built, folder: str, node: Node) -> None:
        """A component changes what is there, as if its contents stood here."""
        path = self._inside(folder, node.raw)
        root = self._kustomization(path) if path is not None else None
        if path is None:
            text = node.text()
            made.remote += [text] if text is not None else []
        elif root is not None and path not in self._busy:
            with self._within(path):
                for inner in (*root.each("resources"), *root.each("bases")):
                    self._add(made, path, inner)
                self._generate(made, path, root)
                for inner in root.each("components"):
                    self._component(made, path, inner)
                self._transform(made, path, root)

    def _generate(self, made: Built, folder: str, root: Node) -> None:
        """What a kustomization adds by itself, and where its configurations say that accounts are named.

        Components come after it, and see what it adds. Source: kustomize's `accumulateTarget` since 5.1.
        """
        made.objects += generated(root, folder, self._library)
        for chart in root.each("helmCharts"):
            inflated = self._inflate(folder, root, chart) if self._inflate is not None else None
            if inflated is None:
                made.charts.append((folder, chart))
            else:
                made.objects += map(Object, inflated)
        for node in root.each("configurations"):
            for body in self._bodies(folder, node):
                made.fields += names.name_fields(body)

    def _transform(self, made: Built, folder: str, root: Node) -> None:
        work = Work()
        objects = self._patched(made, folder, root, work)
        naming = names.Naming.read(root)
        if naming is not None:
            objects = [naming.applied(one) for one in objects]
        if any(key in root.fields for key in labels.KEYS):
            objects = [labels.labelled(one, root, work) for one in objects]
        for item in (one for key in _JSON_PATCHES for one in root.each(key)):
            if work.left:
                is_open = bool(made.remote or made.charts)
                objects = self._json_patch(folder, item, made).applied(objects, work, orphans=is_open)
        made.objects = self._copied(objects, folder, root, work)

    def _patched(self, made: Built, folder: str, root: Node, work: Work) -> list[Object]:
        """The objects with the patches that come first; one for accounts that hits none is noted."""
        objects = made.objects
        is_open = bool(made.remote or made.charts)
        # a component is for several overlays, of which each has some of what it is for
        is_whole = not is_open and root.literal("kind") != "Component"
        for patch in self._patches(folder, root, made):
            if work.left:
                if is_whole and patch.is_for_accounts and not patch.hits(objects, work):
                    made.missed.append(patch.body)
                objects = patch.applied(objects, work, orphans=is_open)
        return objects

    def _copied(self, objects: list[Object], folder: str, root: Node, work: Work) -> list[Object]:
        """What is done at last, when values are copied from object to object."""
        for item in self._replacements(folder, root):
            if work.left:
                objects = replaced(objects, item, work)
        if root.get("transformers"):
            objects = [one.opened("a transformer of the overlay may change it") for one in objects]
        return objects if work.left else self._cut(objects, root)

    def _cut(self, objects: list[Object], root: Node) -> list[Object]:
        """Objects to which more is done than is worked out."""
        says = f"the overlay asks for more than {MAX_CHANGES:,} changes: the rest is not made"
        self._library.report(ReadProblem("limit", root.span.one_line, says))
        return [one.opened(says) for one in objects]

    def _patches(self, folder: str, root: Node, made: Built) -> Iterator[Patch]:
        for node in root.each("patchesStrategicMerge"):
            for body in self._bodies(folder, node):
                yield Patch(None, body)
        for item in root.each("patches"):
            target = item.get("target")
            options = item.get("options")
            free = frozenset(name for name in _FREE if options is not None and options.truthy(name))
            for body in self._bodies(folder, item.get("patch") or item.get("path")):
                made.pointers += _pointers(folder, body)
                yield Patch(Target.read(target) if target is not None else None, body, free)

    def _json_patch(self, folder: str, item: Node, made: Built) -> Patch:
        target = item.get("target") or item
        bodies = self._bodies(folder, item.get("patch") or item.get("path"))
        for body in bodies:
            made.pointers += _pointers(folder, body)
        return Patch(Target.read(target), bodies[0] if bodies else item.with_items(()))

    def _bodies(self, folder: str, node: Node | None) -> list[Node]:
        """The documents of a patch, which is written in place, or in a file."""
        if node is None:
            return []
        if "\n" in node.raw or node.raw.lstrip().startswith(("[", "{", "-")):
            return [document.root for document in self._library.embedded(node)]
        path = self._inside(folder, node.raw)
        return [document.root for document in self._library.whole(path)] if path else []

    def _replacements(self, folder: str, root: Node) -> Iterator[Node]:
        for item in root.each("replacements"):
            path = item.get("path")
            if path is None:
                yield item
                continue
            for body in self._bodies(folder, path):
                yield from body.items or (body,)


def _pointers(folder: str, body: Node) -> Iterator[tuple[str, Text]]:
    """The paths of a JSON patch for annotations."""
    for operation in body.items:
        path = operation.text("path")
        if path is not None and "/annotations/" in operation.literal("path"):
            yield folder, path


def _listed(root: Node) -> list[Node]:
    return [*root.each("resources"), *root.each("bases"), *root.each("components")]
