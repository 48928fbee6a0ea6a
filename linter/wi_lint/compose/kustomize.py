"""What Kustomize changes: which manifests belong to an overlay, and what it does to their names.

Overlays are not built here yet. A name or namespace that an overlay sets is taken over where it
is the only one, and is a hole where several differ or where patches may change it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field

from wi_lint.files import normal
from wi_lint.tree import Document, Node
from wi_lint.values import Text

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")


@dataclass(slots=True)
class Overlaid:
    """What overlays do to one manifest file."""

    namespaces: list[Text] = field(default_factory=list)
    renamed: bool = False
    patched: bool = False
    is_patch: bool = False
    roots: int = 0

    @property
    def namespace(self) -> Text | None:
        """The one namespace that every overlay puts it into."""
        texts = {namespace.known for namespace in self.namespaces}
        return self.namespaces[0] if len(texts) == 1 and len(self.namespaces) >= self.roots else None


@dataclass(slots=True)
class _Kustomization:
    folder: str
    resources: list[str]
    patches: list[str]
    namespace: Text | None
    renames: bool
    has_patches: bool


class Overlays:
    """Every kustomization of a tree, and the files that each of them reaches."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._read = {made.folder: made for document in documents for made in [_read(document)]}
        self._files: dict[str, Overlaid] = {}
        included = {
            target
            for kustomization in self._read.values()
            for target in kustomization.resources
            if target in self._read
        }
        for folder, kustomization in self._read.items():
            for patch in kustomization.patches:
                self._at(patch).is_patch = True
            if folder not in included:
                self._apply([kustomization])

    def of(self, path: str) -> Overlaid | None:
        """What happens to a file; nothing where no kustomization names it."""
        return self._files.get(path)

    def _at(self, path: str) -> Overlaid:
        return self._files.setdefault(path, Overlaid())

    def _apply(self, chain: list[_Kustomization]) -> None:
        """Follow a root overlay down to its files; the outermost namespace wins."""
        for target in chain[-1].resources:
            below = self._read.get(target)
            if below is not None and below not in chain:
                self._apply([*chain, below])
            elif below is None:
                self._touch(target, chain)

    def _touch(self, path: str, chain: list[_Kustomization]) -> None:
        file = self._at(path)
        file.roots += 1
        namespace = next((k.namespace for k in chain if k.namespace), None)
        if namespace is not None:
            file.namespaces.append(namespace)
        file.renamed |= any(k.renames for k in chain)
        file.patched |= any(k.has_patches for k in chain)


def _read(document: Document) -> _Kustomization:
    root = document.root
    folder = posixpath.dirname(document.source.path)
    patches = [
        *_paths(folder, root.each("patchesStrategicMerge")),
        *_paths(folder, (item.get("path") for item in root.each("patches"))),
        *_paths(folder, (item.get("path") for item in root.each("patchesJson6902"))),
    ]
    keys = root.fields.keys()
    listed = [*root.each("resources"), *root.each("bases"), *root.each("components")]
    return _Kustomization(
        folder=folder,
        resources=_paths(folder, listed),
        patches=patches,
        namespace=root.text("namespace"),
        renames=bool({"namePrefix", "nameSuffix"} & keys),
        has_patches=bool(
            {
                "patches",
                "patchesStrategicMerge",
                "patchesJson6902",
                "components",
                "replacements",
                "transformers",
            }
            & keys
        ),
    )


def _paths(folder: str, nodes: Iterable[Node | None]) -> list[str]:
    found = (normal(posixpath.join(folder, node.raw)) for node in nodes if node and "\n" not in node.raw)
    return [path for path in found if path is not None]
