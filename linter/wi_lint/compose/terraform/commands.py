"""What the commands of a tree give to root modules: behind `-var-file` and `-var`, by `TF_VAR_*`, and the
workspaces that they choose.

Workflows, scripts and Makefiles are looked through for how Terraform is called, and are not run: a name that
only a run knows (`$ENV`, `${{ matrix.env }}`) stands for any.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct, field

from wi_lint.bounds import MAX_COMMANDS, MAX_FILES, MAX_HELD
from wi_lint.compose.terraform.folder import CODE, Folder, Folders
from wi_lint.compose.terraform.runners import RUNNERS, runners
from wi_lint.environments import is_stage
from wi_lint.errors import Unreadable
from wi_lint.files import Files, normal
from wi_lint.lazy_re import regex
from wi_lint.parse import yaml
from wi_lint.parse.text import Sources
from wi_lint.patterns import path_glob
from wi_lint.prefilter import Prefiltered
from wi_lint.problems import ReadProblem
from wi_lint.source import Source
from wi_lint.tree import Document

_COMMANDS = regex(
    r"(?:^|/)(?:\.github/(?:workflows|actions)/.*\.ya?ml|\.circleci/.*\.ya?ml|\.buildkite/.*\.ya?ml"
    r"|[^/]*gitlab-ci[^/]*\.ya?ml|[^/]*pipelines?[^/]*\.ya?ml|[^/]*cloudbuild[^/]*\.ya?ml|atlantis\.ya?ml"
    r"|[Tt]askfile[^/]*\.ya?ml|(?:GNU)?[Mm]akefile[^/]*|[Jj]ustfile|Jenkinsfile[^/]*|[^/]*\.(?:sh|bash|mk|md))$"
)
"""Files that call Terraform, by their names."""
_TERRAFORM = Prefiltered(r"\b(?:terraform|tofu)\b|\bTF_(?:VAR_|WORKSPACE\b)", "terraform", "tofu", "TF_")
_GIVES = Prefiltered(r"-var|TF_VAR_|workspace|TF_WORKSPACE", "-var", "TF_VAR_", "workspace", "TF_WORKSPACE")
"""What a text says that gives something to a root."""
_CONTINUED = regex(r"\\\r?\n[ \t]*")
_CALL = regex(r"(?<![\w-])--?var(?:-file)?[=\s]")
"""How a line gives a value, or a file of them."""
_WORKSPACE = regex(
    r"\bworkspace[ \t]+(?:select|new)[ \t]+(?:-[\w-]+(?:=\w+)?[ \t]+)*+"
    r"[\"']?([A-Za-z0-9][\w.-]*)(?=[\"'\s;&|)]|$)"
    r"|\bTF_WORKSPACE(?:[ \t]*:[ \t]+|[ \t]*[?:]?=[ \t]*)[\"']?([A-Za-z0-9][\w.-]*)(?=[\"'\s;&|,]|$)"
)
"""How a line chooses a workspace by its name."""
_VAR_FILE = regex(r"(?<![\w-])--?var-file[=\s]\s*[\"']?((?:\$\{\{[^}]{0,200}+\}\}|[^\s\"'\\,\]])++)")
_VAR = regex(r"(?<![\w-])--?var[=\s]\s*([\"']?)([A-Za-z_][\w-]*)=([^\s\"'\\,]*)\1")
_SET = regex(r"\bTF_VAR_(\w+)(?:[ \t]*:[ \t]+|[ \t]*[?:]?=[ \t]*)[\"']?([^\s\"'#\\]+)")
_NO_TEXT = regex(r"[$<{(\[]")
"""What a value holds that is put together at run time, or is no text."""
_CHDIR = regex(r"(?<![\w-])-chdir[=\s]\s*[\"']?([\w./-]+)")
_PLACE = regex(
    r"working-directory:[ \t]*[\"']?([\w./-]+)|\bcd[ \t]+[\"']?([\w./-]+)|\bdir:[ \t]*[\"']?([\w./-]+)"
)
_NAME = regex(
    r"\$\{\{[^}]{0,200}+\}\}|\$\{\w{1,100}+[^}]{0,200}+\}|\$\(\w{1,100}+\)|\$\w{1,100}+|<[A-Z_]{1,100}+>|\{\{[^}]{0,200}+\}\}"
)
"""What only a run knows."""
_ATLANTIS = regex(r"(?:^|/)atlantis\.ya?ml$")
_DEFAULT = "default"
_OF_VALUES = regex(r"\.(?:tfvars(?:\.json|\.\*|\.[\w-]+)?|hcl|vars)$")
"""How a path ends that is put together at run time, and still is that of a file of values."""


class Command(Struct, frozen=True):
    """One call: the patterns of its files, its values, and the folders in which it may run.

    `exported`: values of variables of the environment, of which a root takes those that it declares.
    `workspaces`: those that it chooses.
    """

    files: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    exported: tuple[tuple[str, str], ...] = ()
    places: frozenset[str] = field(default_factory=frozenset)
    workspaces: tuple[str, ...] = ()


class Commands:
    """The calls of Terraform in a tree, looked for when a root first lacks values."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._found: Found | None = None
        self._matched: dict[str, list[str]] = {}
        self._paths: frozenset[str] = frozenset()
        self._held = 0
        """Paths that patterns were held against."""

    def files_of(self, folder: Folder) -> list[str]:
        """The files of values that commands give to a root, in the order of their names."""
        found: set[str] = set()
        for command in self._every():
            if self._held >= MAX_HELD:
                says = f"files behind -var-file may be more than {MAX_HELD:,} paths: the rest is not known"
                at = Source(folder.path, "").span(0, 0)
                self._folders.note(f"{folder.path}/-var-file", [ReadProblem("limit", at, says)])
                self._folders.is_cut = True
                break
            for one in command.files:
                found.update(self._given_from(folder.path, one) or self._given_from("", one))
        return sorted(found)

    def _given_from(self, base: str, pattern: str) -> list[str]:
        """The files that a pattern means which is relative to a folder."""
        path = normal(posixpath.join(base, pattern))
        return self._matching(path) if path is not None else []

    def _matching(self, pattern: str) -> list[str]:
        if pattern not in self._matched:
            below = self._folders.below("")
            self._paths = self._paths or frozenset(below)
            if "*" in pattern:
                if not _OF_VALUES.search(pattern):
                    return []  # it may be any file
                self._matched[pattern] = list(self._alike(pattern, below))
            else:
                self._matched[pattern] = [pattern] if pattern in self._paths else []
        return self._matched[pattern]

    def _alike(self, pattern: str, below: tuple[str, ...]) -> Iterator[str]:
        """The paths, which are in order, that a pattern matches: as long as not too many were looked at."""
        try:
            glob = path_glob(pattern)
        except ValueError:
            return  # it is too long to be a path
        start = pattern.partition("*")[0]
        for path in islice(below, bisect_left(below, start), None):
            if not path.startswith(start) or self._held >= MAX_HELD:
                return
            self._held += 1
            if glob.matches(path):
                yield path

    def values_of(self, folder: Folder) -> list[Mapping[str, str]]:
        """The sets of values that commands give to a root, each once: all of them are variables of it."""
        found: list[Mapping[str, str]] = []
        for command in self._every():
            values = dict(command.values)
            exported = {name: value for name, value in command.exported if name in folder.variables}
            if values.keys() <= folder.variables.keys() and _may_run_in(command, folder.path):
                given = {**exported, **values}
                found += [given] if given and given not in found else []
        return found

    def workspaces_of(self, folder: Folder) -> list[str]:
        """The workspaces that commands choose for a root."""
        chosen = (one for one in self._every() if one.workspaces and _may_run_in(one, folder.path))
        return list(dict.fromkeys(name for one in chosen for name in one.workspaces))

    def _every(self) -> list[Command]:
        folders = self._folders
        below = folders.below("")
        folders.asked.add((CALLS, ""))
        if self._found is None:
            self._found = Found(below, folders.peek)
            folders.units.tell((CALLS, ""), self._found.says)
        if self._found.cut is not None:
            says = f"more than {MAX_COMMANDS:,} calls give values to Terraform: the others are not followed"
            at = self._found.cut.span(0, 0)
            folders.note(at.path, [ReadProblem("limit", at, says)])
            folders.is_cut = True
        return self._found.commands


CALLS = "calls"
"""The question after all calls of Terraform in a tree, for who keeps what is made of them."""


class Found:
    """The calls of a tree, each once. `cut`: the file in which there were more than are followed."""

    def __init__(self, paths: Iterable[str], read: Callable[[str], Source | None]) -> None:
        self.commands: list[Command] = []
        self.cut: Source | None = None
        seen: set[Command] = set()
        for path in paths:
            source = read(path) if path.endswith(CODE) or _COMMANDS.search(path) else None
            if source is None or not _is_of_it(source):
                continue
            found = _declared(source) if path.endswith(CODE) else _in_text(source)
            new = [one for one in dict.fromkeys(found) if one not in seen]
            room = MAX_COMMANDS - len(self.commands)
            self.commands += new[:room]
            seen.update(new)
            if len(new) > room:
                self.cut = source
                return

    @property
    def says(self) -> str:
        """All of it as text, which is the same as long as it is."""
        calls = [
            (one.files, one.values, one.exported, sorted(one.places), one.workspaces) for one in self.commands
        ]
        return repr((calls, self.cut.path if self.cut is not None else ""))


def _is_of_it(source: Source) -> bool:
    """Whether a file may call Terraform, or say what it is called with."""
    if source.path.endswith(CODE):
        return RUNNERS.may_match(source.text)
    return bool(_TERRAFORM.search(source.text) or _ATLANTIS.search(source.path))


def said(files: Files) -> str:
    """What the calls of a tree say, as text that is the same as long as they are."""
    sources = Sources(files)

    def read(path: str) -> Source | None:
        try:
            return sources.read(path)
        except Unreadable:
            return None

    return Found(sorted(islice(files.below(""), MAX_FILES + 1)), read).says


def _in_text(source: Source) -> Iterator[Command]:
    """The calls in one file: what stands on one line, as the shell counts them, is one."""
    if not _GIVES.may_match(source.text):
        return  # as most guides and scripts
    if _ATLANTIS.search(source.path):
        yield from _of_projects(source)
    text = _CONTINUED.sub(" ", source.text)
    is_guide = source.path.endswith(".md")  # it says which files there are, and of values mostly examples
    exported = _texts(_SET.findall(text)) if not is_guide else ()
    lines = text.splitlines()
    calls = [line for line in lines if "-var" in line and _CALL.search(line)]
    choosing = [line for line in lines if "orkspace" in line.lower() and _WORKSPACE.search(line)]
    if not (exported or calls or (choosing and not is_guide)):
        return
    places = frozenset(_places(source, text))
    for line in choosing if not is_guide else ():
        names = tuple(dict.fromkeys(one or other for one, other in _WORKSPACE.findall(line)))
        yield Command(places=_there(line, places), workspaces=names)
    if exported and not calls:
        yield Command(exported=exported, places=places)
    for line in calls:
        files = tuple(_NAME.sub("*", found) for found in _VAR_FILE.findall(line))
        values = _texts((name, value) for _, name, value in _VAR.findall(line)) if not is_guide else ()
        yield Command(files, values, exported, _there(line, places))


def _declared(source: Source) -> Iterator[Command]:
    """The runs that Terraform declares."""
    for one in runners(source):
        yield Command(exported=one.values, places=frozenset((one.folder,)))


def _of_projects(source: Source) -> Iterator[Command]:
    """The workspaces that Atlantis runs in. Source: Atlantis' reference of `projects`."""
    for document in yaml.read(source):
        if not isinstance(document, Document):
            continue
        for project in document.root.each("projects"):
            workspace, folder = project.literal("workspace"), normal(project.literal("dir") or ".")
            if workspace and workspace != _DEFAULT and folder is not None:
                yield Command(places=frozenset((folder,)), workspaces=(workspace,))


def _there(line: str, places: frozenset[str]) -> frozenset[str]:
    """The folders that a line may run in."""
    chosen = _CHDIR.search(line)
    return frozenset((chosen[1].strip("./"),)) if chosen else places


def _places(source: Source, text: str) -> Iterator[str]:
    """The folders that a file names as where its commands run: from the tree's, or from its own."""
    named = dict.fromkeys(one for found in _PLACE.finditer(text) for one in found.groups() if one)
    home = posixpath.dirname(source.path)
    for one in islice(named, _PLACES):
        yield from filter(None, (normal(posixpath.join(base, one)) for base in ("", home)))


_PLACES = 20
"""Folders that a file names as where its commands run, at the most."""


def _texts(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Names with what is plainly written for them."""
    return tuple(
        sorted({name: value for name, value in found if value and not _NO_TEXT.search(value)}.items())
    )


def _may_run_in(command: Command, path: str) -> bool:
    """Whether a command may run in a folder: nothing says where it runs, or that says so."""
    return not command.places or any(path == one or path.endswith(f"/{one}") for one in command.places)


def name_of(values: Mapping[str, str]) -> str:
    """What an environment is called that some values make: by the one that names it, else by all."""
    stage = next((value for value in values.values() if is_stage(value)), None)
    return stage or ",".join(f"{name}={value}" for name, value in sorted(values.items()))
