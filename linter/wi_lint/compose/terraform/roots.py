"""Root modules: where Terraform runs, once for each environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wi_lint.bounds import MAX_ROOT_INSTANCES
from wi_lint.compose.terraform.folder import Folders
from wi_lint.compose.terraform.inputs import Given, environments
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.terragrunt import configured
from wi_lint.unit import Unit


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
        found, more = environments(self._folders, folder, self._given)
        for number, one in enumerate(found, 1):
            unit = Unit("terraform", path, one.name)
            share = instances // len(found)
            module = Module(self._folders, folder, unit, settings=one.settings, instances=share)
            module.left_out = more if number == len(found) else 0
            yield module
