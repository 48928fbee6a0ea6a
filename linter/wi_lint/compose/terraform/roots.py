"""Root modules: where Terraform runs, once for each environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wi_lint.bounds import MAX_EVALUATIONS, MAX_ROOT_INSTANCES
from wi_lint.compose.terraform.commands import Commands
from wi_lint.compose.terraform.folder import Folder, Folders
from wi_lint.compose.terraform.inputs import Environment, Given, environments
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.order import Shared
from wi_lint.compose.terraform.resource import Resource
from wi_lint.compose.terraform.scope import Work
from wi_lint.compose.terraform.selectors import told_apart
from wi_lint.compose.terraform.states import (
    States,
    matching,
    outputs,
    sought,
    state_of,
    with_backends,
)
from wi_lint.compose.terraform.terragrunt import configured
from wi_lint.unit import Unit
from wi_lint.values import Unknown, Value


def root_modules(folders: Folders, paths: list[str], given: Given | None = None) -> Iterator[Module]:
    """A module for each environment of a folder that no other one calls, or that is named a root."""
    roots = Roots(folders, paths, given or Given())
    yield from roots.wrapped
    for path in roots.homes:
        yield from roots.modules(path)


class Roots:
    """Where Terraform runs: `wrapped` by Terragrunt, or else in the folders that are `homes`."""

    def __init__(
        self,
        folders: Folders,
        paths: list[str],
        given: Given,
        calls: Callable[[str], list[str]] | None = None,
    ) -> None:
        """`calls`: the folders that the calls of a folder lead to, where somebody knows them already."""
        self._folders = folders
        self._given = given
        self._commands = Commands(folders)
        self._states: States | None = None
        self._is_seeking = False
        self.homes: list[str] = []
        folders.reach = self
        self.wrapped = list(configured(folders, paths, given))
        calls = calls or folders.calls
        self.calls = {path: calls(path) for path in paths}
        called = {target for path, targets in self.calls.items() for target in targets if target != path}
        called |= {module.folder.path for module in self.wrapped if module.folder.path != module.unit.folder}
        own = {module.unit.folder for module in self.wrapped}
        self.called = called
        self.homes = [
            path for path in paths if path not in own and (path not in called or path in given.by_root)
        ]

    def modules(self, path: str, instances: int = MAX_ROOT_INSTANCES) -> Iterator[Module]:
        """A module for each environment of a home. `instances`: how many they may make together."""
        folder = self._folders.get(path)
        if folder is None:
            return
        found, more = self._environments(folder)
        waiting: Shared = {}
        for number, one in enumerate(found, 1):
            module = Module(
                self._folders,
                folder,
                Unit("terraform", path, one.name),
                settings=one.settings,
                workspace=one.workspace,
                work=Work(left=MAX_EVALUATIONS // len(found), instances=instances // len(found)),
            )
            module.left_out = more if number == len(found) else 0
            module.waiting = waiting  # its code is the same in each
            yield module

    def _environments(self, folder: Folder) -> tuple[list[Environment], int]:
        """The environments of a root, and how many more there are than are told apart."""
        found, more = environments(self._folders, folder, self._given, self._commands)
        found, further = told_apart(self._folders, folder, found, self._commands)
        found, rest = with_backends(self._folders, folder, found)
        return found, more + further + rest

    # from root to root

    def outputs(self, module: Module, resource: Resource, hole: Unknown) -> Value:
        """What a `terraform_remote_state` says: the outputs of the root that keeps its state there."""
        return outputs(list(self.reached(module, resource)), resource, hole)

    def reached(self, module: Module, resource: Resource) -> Iterator[Module]:
        """The roots whose state a `terraform_remote_state` may read: one, in its environments."""
        root = module.root
        asked = sought(resource, root.folder.path)
        states = self._all_states() if asked is not None else None
        if asked is None or states is None:
            return
        candidates = states.candidates(*asked[:2])
        if root.work.is_spent(1 + len(candidates)):
            return
        for state in matching(candidates, *asked, root.unit):
            key = state.root, state.environment.name
            if key not in root.reached:
                folder = self._folders.get(state.root)
                if folder is None:
                    continue
                root.reached[key] = Module(
                    self._folders,
                    folder,
                    Unit("terraform", state.root, state.environment.name),
                    settings=state.environment.settings,
                    workspace=state.environment.workspace,
                    work=root.work,
                    reached=root.reached,
                )
            yield root.reached[key]

    def read(self, module: Module, resource: Resource) -> tuple[Unit, tuple[Unit, ...]] | None:
        """The root whose state a `terraform_remote_state` reads, and its siblings of other environments."""
        found = [one.unit for one in self.reached(module, resource)]
        if len(found) != 1 or self._states is None:
            return None
        return found[0], self._states.siblings(found[0])

    def _all_states(self) -> States | None:
        """Where the states of all roots are kept; nothing while that is being found out."""
        folders = self._folders
        folders.has_asked_states = True
        if self._states is None and not self._is_seeking:
            self._is_seeking = True
            self._states = States(
                state
                for path in self.homes
                if (folder := folders.get(path)) is not None
                for one in self._environments(folder)[0]
                if (state := state_of(folders, folder, one)) is not None
            )
            self._is_seeking = False
        return self._states
