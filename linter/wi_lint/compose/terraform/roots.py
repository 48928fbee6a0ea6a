"""Root modules: where Terraform runs, once for each environment."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.terraform.folder import Folders
from wi_lint.compose.terraform.inputs import Given, environments
from wi_lint.compose.terraform.module import Module
from wi_lint.compose.terraform.terragrunt import configured
from wi_lint.unit import Unit


def root_modules(folders: Folders, paths: list[str], given: Given | None = None) -> Iterator[Module]:
    """A module for each environment of a folder that no other one calls, or that is named a root."""
    given = given or Given()
    wrapped = list(configured(folders, paths, given))
    read = [folder for path in paths if (folder := folders.get(path)) is not None]
    called = {target for folder in read for target in folder.calls() if target != folder.path}
    called |= {module.folder.path for module in wrapped if module.folder.path != module.unit.folder}
    yield from wrapped
    own = {module.unit.folder for module in wrapped}
    for folder in read:
        if folder.path in own or (folder.path in called and folder.path not in given.by_root):
            continue
        for one in environments(folders, folder, given):
            unit = Unit("terraform", folder.path, one.name)
            yield Module(folders, folder, unit, settings=one.settings)
