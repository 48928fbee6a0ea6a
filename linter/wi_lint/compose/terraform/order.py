"""In which order Terraform makes things: what of a module waits for a cluster, and what waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from wi_lint.compose.terraform import providers
from wi_lint.compose.terraform.folder import Folder, Placed
from wi_lint.compose.terraform.references import Key, Waiting
from wi_lint.compose.terraform.scope import Work

Shared = dict[tuple[str, frozenset[str], frozenset[Key]], Waiting]
"""What waits in the folders of the modules of a root, by what they are given that waits."""
_COST = 5
"""What a declaration that is looked through costs of the evaluations of its root."""
_OF_ALL = ("depends_on", "count", "for_each")
"""What all of a module waits for that is called with it."""


class Ordered(Protocol):
    """A module, as far as its order is concerned."""

    @property
    def folder(self) -> Folder:
        """What its files declare."""
        ...

    @property
    def work(self) -> Work:
        """What may still be evaluated."""
        ...

    @property
    def order(self) -> Order:
        """In which order its blocks are made."""
        ...

    @property
    def around(self) -> tuple[Ordered, Placed, str] | None:
        """The module that calls it, the call, and its name."""
        ...

    def called(self, name: str) -> Iterable[Ordered | None]:
        """The modules of a call; nothing for one whose code is not known."""
        ...


class Order:
    """The order of one module's blocks."""

    def __init__(self, module: Ordered, shared: Shared) -> None:
        self._module = module
        self._folder = module.folder
        self._shared = shared

    def waits_for_cluster(self, placed: Placed) -> bool:
        """Whether a block is made after a cluster, or may be, or no cluster is made by this root any more."""
        if self._folder.was_applied:
            return True  # the cluster is there
        return placed.at is not None or self._is_called_late or self._waiting.waits(placed.block.body)

    @property
    def finds_cluster(self) -> bool:
        """Whether the module looks up a cluster that is there before any of its root is made."""
        found = (
            placed for (kind, _), placed in self._folder.data.items() if kind == "google_container_cluster"
        )
        return any(not self._is_called_late and not self._waiting.waits(one.block.body) for one in found)

    def waited_for_by(self, placed: Placed) -> set[str]:
        """What is made after a block, here and around this module, by addresses without keys."""
        kind, name = (label.text for label in placed.block.labels)
        made = {f"{self._steps}{one}.{other}" for one, other in self._waiting.users((kind, name))}
        around = self._module.around
        while around is not None:
            outer, _, name = around
            users = outer.order._waiting.users(("module", name))
            made |= {f"{outer.order._steps}{one}.{other}" for one, other in users}
            around = outer.around
        return made

    @cached_property
    def makes_clusters(self) -> bool:
        """Whether the module declares a cluster, or calls one that may."""
        kinds = (kind for kind, _ in self._folder.resources)
        return "google_container_cluster" in kinds or any(map(self._may_make_clusters, self._folder.modules))

    def _may_make_clusters(self, name: str) -> bool:
        """Whether a module that is called may make a cluster: one whose code is not known may."""
        return any(one is None or one.order.makes_clusters for one in self._module.called(name))

    @cached_property
    def _steps(self) -> str:
        """The path of the module without keys."""
        around = self._module.around
        return f"{around[0].order._steps}module.{around[2]}." if around is not None else ""

    @cached_property
    def _waiting(self) -> Waiting:
        """What waits in its folder, the same for all modules of it under one root that are given the same."""
        makers = {("module", name) for name in self._folder.modules if self._may_make_clusters(name)}
        key = self._folder.path, self._late_variables, frozenset(makers | self._late_providers())
        if key not in self._shared:
            cost = _COST * (self._folder.size + len(self._folder.locals))
            self._shared[key] = Waiting(self._folder, *key[1:], is_all=self._module.work.is_spent(cost))
        return self._shared[key]

    def _late_providers(self) -> set[Key]:
        """The providers that wait for a cluster where the module is called, by its own names."""
        if self._module.around is None:
            return set()
        outer, call, _ = self._module.around
        late = outer.order._waiting.late_providers
        return {("provider", name) for one in late for name in providers.handed(call.block.body, one)}

    @cached_property
    def _late_variables(self) -> frozenset[str]:
        """The variables that are given what waits for a cluster where the module is called."""
        if self._module.around is None:
            return frozenset()
        outer, call, _ = self._module.around
        given, waits = call.block.body.attributes, outer.order._waiting.waits
        return frozenset(one for one in self._folder.variables if one in given and waits(given[one].value))

    @cached_property
    def _is_called_late(self) -> bool:
        """Whether all of the module waits: by `depends_on`, or by how many of it there are."""
        if self._module.around is None:
            return False
        outer, call, _ = self._module.around
        given = call.block.body.attributes
        whole = [given[name].value for name in _OF_ALL if name in given]
        is_late = outer.order._is_called_late or outer.folder.was_applied
        return is_late or outer.order._waiting.waits(whole)
