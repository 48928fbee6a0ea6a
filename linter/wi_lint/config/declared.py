"""What the user tells beside the files: values, ties and things that are set up elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from msgspec import Struct, field


class DeclaredRelease(Struct, frozen=True):
    """A release of a chart: its folder, and what it is installed as. What is not said is nothing."""

    chart: str
    name: str | None = None
    namespace: str | None = None
    values: tuple[str, ...] = ()


class Declared(Struct, frozen=True):
    """Facts from the configuration. Folders and files are relative to the root.

    `accounts`: patterns for e-mails and for `namespace/name`, of accounts that are set up elsewhere.
    `pools`: patterns for projects whose workload pool may be used by other projects.
    `modules`: patterns for sources of modules that set up no identities.
    `ties`: groups of folders that are deployed together. `roots`: root modules, with the files of
    values that each of their environments is given. `var_files`, `values`: what all roots are given.
    `environments`: what is of each, by its name.
    """

    accounts: tuple[str, ...] = ()
    pools: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
    roots: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    releases: tuple[DeclaredRelease, ...] = ()
    environments: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def knows_account(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.accounts)

    def allows_pool(self, project: str) -> bool:
        return any(fnmatchcase(project, pattern.removesuffix(".svc.id.goog")) for pattern in self.pools)

    def trusts_module(self, source: str) -> bool:
        return any(fnmatchcase(source, pattern) for pattern in self.modules)

    def tied(self, one: str, other: str) -> bool:
        """Whether two folders are deployed together."""
        return any(_inside(one, group) and _inside(other, group) for group in self.ties)


def _inside(folder: str, group: tuple[str, ...]) -> bool:
    return any(not name or folder == name or folder.startswith(f"{name}/") for name in group)
