"""A folder of Terraform files, read and sorted by what its blocks declare."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.bounds import MAX_FILES
from wi_lint.compose.helm import Charts
from wi_lint.compose.library import Library
from wi_lint.compose.terraform.providers import asked_for, is_before, requirements
from wi_lint.compose.terraform.stacks import as_module
from wi_lint.errors import Unreadable
from wi_lint.files import Files, normal
from wi_lint.kept import Units
from wi_lint.lazy_re import regex
from wi_lint.parse import hcl
from wi_lint.parse.hcl import ast
from wi_lint.prefilter import Prefiltered
from wi_lint.problems import ReadProblem, unreadable
from wi_lint.source import Source, Span
from wi_lint.unit import Unit
from wi_lint.values import Unknown, Value

CODE = (".tf", ".tofu", ".tf.json", ".tofu.json", ".tfcomponent.hcl", ".tfstack.hcl")
DEPLOYMENTS = ".tfdeploy.hcl"
VALUES = (".tfvars", ".tfvars.json")
K = TypeVar("K")
_JINJA = Prefiltered(
    r"\{\{|\{%|%%[A-Za-z_]+%%|%\{(?!if|else|endif|for|endfor|~)\w+\}|= *<[A-Z][A-Z0-9_]*>",
    "{{", "{%", "%%", "%{", "= <", "=<", " <",
)  # fmt: skip


_MORE = regex(r"\.t(?:f|ofu)\.(?!json$)|^terragrunt\.(?:stack\.)?hcl$|\.jsonnet$|^cdktf\.json$")
"""What Terraform files are made of, or are to be written after."""


def _is_filled_in(source: Source | None) -> bool:
    """Whether a text is made by another tool first."""
    return source is not None and _JINJA.search(source.text) is not None


_CALLS = ('"./', '"../', "'./", "'../")
"""What the path of another folder begins with."""
_ACCOUNT = regex(r"\bgoogle_service_account\.([\w-]+)")


class Placed(Struct, eq=False):
    """A block or argument, and the source that its offsets count in."""

    source: Source
    block: ast.Block
    at: Span | None = None
    """The call that it is reported at, where its own text is not the user's."""
    others: Mapping[int, Source] = field(default_factory=dict)
    """The sources of the arguments and blocks (by `id`) that override files have put into it."""

    def of(self, node: ast.Node | None) -> Source:
        """The source that an argument of it, or a block in it, is written in."""
        return self.others.get(id(node), self.source) if self.others else self.source

    @property
    def looping(self) -> Source:
        """The source of what says how many instances there are."""
        attributes = self.block.body.attributes
        return self.of(attributes.get("for_each") or attributes.get("count"))

    def span(self, node: ast.Node) -> Span:
        return self.at or Span(self.of(node), node.start, node.end)

    def overridden(self, by: Placed) -> Placed:
        """It with the arguments of an override above its own, and its blocks in place of their kind.

        Source: Terraform's documentation, "Override Files".
        """
        body, above = self.block.body, by.block.body
        replaced = {block.type for block in above.blocks}
        kept = [block for block in body.blocks if block.type not in replaced]
        made = ast.Body({**body.attributes, **above.attributes}, [*kept, *above.blocks], body.repeated)
        nodes: list[ast.Node] = [*above.attributes.values(), *above.blocks]
        nodes += [attribute.value for attribute in above.attributes.values()]
        others = {**self.others, **{id(node): by.source for node in nodes}}
        return replace(self, block=replace(self.block, body=made), others=others)

    @property
    def head(self) -> Span:
        """`resource "type" "name"`: what the block is called."""
        end = self.block.labels[-1].end if self.block.labels else self.block.start + len(self.block.type)
        return self.at or Span(self.source, self.block.start, end)


class Dangling(Struct, frozen=True):
    """A reference that leads nowhere: the block that it is in, where it stands, why, and what to write."""

    address: str
    at: Span
    says: str
    better: str


class Folder(Struct, eq=False, dict=True):
    """What the files of one folder declare."""

    path: str
    at: Span | None = None
    """The call that all of it is reported at, where its text is not the user's: a module from elsewhere."""
    variables: dict[str, Placed] = field(default_factory=dict)
    locals: dict[str, tuple[Source, ast.Attribute]] = field(default_factory=dict)
    resources: dict[tuple[str, str], Placed] = field(default_factory=dict)
    data: dict[tuple[str, str], Placed] = field(default_factory=dict)
    modules: dict[str, Placed] = field(default_factory=dict)
    outputs: dict[str, Placed] = field(default_factory=dict)
    providers: list[Placed] = field(default_factory=list)
    requirements: dict[str, str] = field(default_factory=dict)
    """The versions of providers that are asked for, by their local names."""
    dropped: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The arguments that a module from elsewhere has no more: since which version, and what replaces each."""
    was_applied: bool = False
    """Whether it shows that it has been applied: it imports, renames or protects what is there."""
    dangling: list[Dangling] | None = None
    """What it refers to and does not declare, where somebody has asked."""
    backend: Placed | None = None
    """What says where its state is kept, as what is applied itself does: `backend` or `cloud`."""
    automatic: tuple[str, ...] = ()
    """The files of values that Terraform reads by itself, in its order."""

    @property
    def size(self) -> int:
        """What each further instance of it costs, in instances of resources; a call is worth two."""
        return len(self.resources) + 2 * len(self.modules)

    @cached_property
    def may_make_clusters(self) -> bool:
        """Whether a cluster is declared in it, or perhaps in a module that it calls."""
        return bool(self.modules) or any(kind == "google_container_cluster" for kind, _ in self.resources)

    def calls(self) -> Iterable[str]:
        """The folders that its module calls lead to."""
        for placed in self.modules.values():
            target = local_source(self.path, placed)
            if target is not None:
                yield target


def local_source(folder: str, call: Placed) -> str | None:
    """The folder that a module call leads to, where its source is a path inside the root."""
    source = call.block.body.attributes.get("source")
    if source is None or not isinstance(source.value, ast.Literal):
        return None
    path = source.value.value
    if not isinstance(path, str) or not path.startswith(("./", "../")):
        return None
    return normal(posixpath.join(folder, path))


class Reach(Protocol):
    """What leads from one root module to another: the state that it reads."""

    def outputs(self, module: Any, resource: Any, hole: Unknown) -> Value:
        """What a `terraform_remote_state` of a module says; the hole where that is not known."""
        ...

    def read(self, module: Any, resource: Any) -> tuple[Unit, tuple[Unit, ...]] | None:
        """The root whose state that is, and its siblings of other environments."""
        ...


class Folders:
    """Every Terraform folder of a tree, read when first asked for."""

    reach: Reach | None = None
    """What knows the states of other roots, where somebody does."""

    def __init__(self, files: Files, charts: Charts | None = None) -> None:
        self._files = files
        self._charts = charts or Charts(Library(files))
        self.has_asked_charts = False
        """Whether a release of theirs asked for a chart since somebody last said no."""
        self.is_cut = False
        """Whether a bound was met that other roots share, since then: what is made is no more than a part."""
        self.has_asked_states = False
        """Whether the state of another root was asked for, which depends on all roots, since then."""
        self._bodies: dict[str, list[tuple[Source, ast.Body]]] = {}
        self._read: dict[tuple[str, Span | None], Folder | None] = {}
        self._sources = self._charts.library.sources
        self._problems: dict[str, list[ReadProblem]] = {}
        self.asked: set[tuple[str, str]] = set()
        """What was asked of the tree since somebody last emptied it."""
        self.downloads: dict[tuple[str, str], dict[str, str]] = {}
        """The folders of downloaded modules by their calls, by the list that tells of them and its text."""
        self.depth = 0
        """How many references are being followed at the moment, over all modules."""
        self._texts: dict[str, Source | None] = {}
        self._below: dict[str, tuple[str, ...]] = {}
        self._values: list[str] | None = None
        self._before: dict[tuple[str, int], bool] = {}
        self._accounts: dict[str, tuple[frozenset[str], str]] = {}
        self._sources_of: dict[str, dict[str, Source]] = {}

    @property
    def charts(self) -> Charts:
        """The charts that releases of theirs install."""
        self.has_asked_charts = True
        return self._charts

    def get(self, path: str, at: Span | None = None) -> Folder | None:
        """The folder at a path; nothing where it holds no Terraform. `at`: where all of it is reported."""
        self.asked.add(("code", path))
        path = self._files.real(path)  # one that several links lead to is one
        if (path, at) not in self._read:
            self._read[path, at] = self._load(path, at)
        return self._read[path, at]

    def file(self, path: str) -> Source | None:
        """Any file of the tree as text; nothing where it is not there, or no text."""
        self.asked.add(("text", path))
        if path not in self._texts:
            self._texts[path] = self._source(path)
        return self._texts[path]

    @property
    def units(self) -> Units:
        """What is kept from run to run."""
        return self._charts.library.units

    def peek(self, path: str) -> Source | None:
        """Any file of the tree as text, where another question stands for what it says."""
        return self._source(path)

    def below(self, path: str) -> tuple[str, ...]:
        """The files at any depth below a folder: `MAX_FILES`, and one more where there are more."""
        self.asked.add(("below", path))
        if path not in self._below:
            self._below[path] = tuple(sorted(islice(self._files.below(path), MAX_FILES + 1)))
        return self._below[path]

    def all_values(self) -> list[str]:
        """The files of values of the whole tree, as far as it is looked at."""
        below = self.below("")  # asked each time, for who remembers what was asked
        if self._values is None:
            self._values = [path for path in below[:MAX_FILES] if is_values(path)]
        return self._values

    def check(self, paths: Iterable[str]) -> None:
        """Read what no folder needed, for its syntax: values for other environments."""
        for path in paths:
            if path.endswith(VALUES) and path not in self._problems:
                self.body(path)

    def _load(self, path: str, at: Span | None) -> Folder | None:
        names = self._files.folder(path)
        code = [name for name in names if name.endswith(CODE)]
        if not code:
            return None
        folder = Folder(path, at)
        said: set[str] = set()
        for name in sorted(code, key=_override_last):
            if self._is_said(posixpath.join(path, name), said):
                continue
            for source, body in self._body_of(posixpath.join(path, name)):
                sort(folder, source, body, above=_override_last(name)[0])
        automatic = sorted(filter(is_automatic, names), key=lambda n: (".auto.tfvars" in n, n))
        folder.automatic = tuple(posixpath.join(path, name) for name in automatic)
        return folder

    def some_before(self, name: str, major: int) -> bool:
        """Whether any folder of the tree asks for a version of a provider before some major one."""
        self.has_asked_states = True  # as a state, it depends on all folders
        if (name, major) not in self._before:
            self._before[name, major] = self._is_some_before(name, major)
        return self._before[name, major]

    def _is_some_before(self, name: str, major: int) -> bool:
        homes = {posixpath.dirname(path) for path in self.below("") if path.endswith(CODE)}
        folders = filter(None, map(self.get, sorted(homes)))
        return any(is_before(folder.requirements, name, major) for folder in folders)

    def is_whole(self, path: str) -> bool:
        """Whether all files of a folder were read, and no template or generator makes more of them."""
        self.asked.add(("names", path))
        path = self._files.real(path)
        names = self._files.folder(path)
        if any(map(_MORE.search, names)):
            return False
        read = self._sources_of.get(path, {})
        code = [posixpath.join(path, name) for name in names if name.endswith(CODE)]
        return not any(self._is_broken(one) or _is_filled_in(read.get(one)) for one in code)

    def _is_broken(self, path: str) -> bool:
        """Whether a part of a file was not read; a key that is there twice was."""
        return any(problem.kind != "duplicate-key" for problem in self._problems.get(path, ()))

    def _is_said(self, path: str, said: set[str]) -> bool:
        """Whether another file of the folder has the same text, as one that a link leads to has."""
        try:
            written = self._sources.read(path).text
        except Unreadable:  # which is reported when it is parsed
            return False
        before = len(said)
        said.add(written)
        return len(said) == before

    def says(self, path: str, word: str) -> bool:
        """Whether the code of a folder that was read says a word."""
        read = self._sources_of.get(self._files.real(path), {})
        return any(source.says(word) for source in read.values())

    def says_of_account(self, path: str, name: str, account_id: str) -> bool:
        """Whether the code of a folder refers to a Google service account that it declares.

        By its name in the code, or by its id, which its declaration says once.
        """
        if path not in self._accounts:
            read = self._sources_of.get(path, {})
            whole = "\n".join(read[one].text for one in sorted(read) if one.endswith(CODE))
            self._accounts[path] = frozenset(_ACCOUNT.findall(whole)), whole
        names, whole = self._accounts[path]
        return name in names or whole.count(account_id) > 1

    def names(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder."""
        self.asked.add(("names", path))
        return self._files.folder(path)

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder."""
        self.asked.add(("folders", path))
        return self._files.folders(path)

    def is_code(self, path: str) -> bool:
        """Whether a folder holds Terraform files."""
        self.asked.add(("names", path))
        return any(name.endswith(CODE) for name in self._files.folder(path))

    def body(self, path: str) -> list[tuple[Source, ast.Body]]:
        """The body of a file, read once; nothing where it cannot be read, which is reported elsewhere."""
        self.asked.add(("text", path))
        return self._body_of(path)

    def _body_of(self, path: str) -> list[tuple[Source, ast.Body]]:
        if path not in self._bodies:
            self._bodies[path] = list(self._body(path))
        return self._bodies[path]

    def _body(self, path: str) -> Iterable[tuple[Source, ast.Body]]:
        try:
            source = self._sources.read(path)
        except Unreadable as error:
            self._problems[path] = [unreadable(error)]
            return
        body, problems = hcl.read(source)
        # a template that another tool fills in is not broken
        self._problems[path] = [] if problems and _JINJA.search(source.text) else problems
        self._sources_of.setdefault(posixpath.dirname(path), {})[path] = source
        yield source, body

    @property
    def problems(self) -> list[ReadProblem]:
        """What cannot be read of all files that were asked for, in the order of their paths."""
        return [one for path in sorted(self._problems) for one in self._problems[path]]

    def problems_of(self, paths: Iterable[str]) -> list[ReadProblem]:
        """What cannot be read of some files."""
        return [one for path in paths for one in self._problems.get(path, ())]

    def has_read(self, path: str) -> bool:
        """Whether a file was read as code or values by now."""
        return path in self._problems

    def say(self, problem: ReadProblem) -> None:
        """Report something that is left out."""
        found = self._problems.setdefault(problem.at.path, [])
        if all(one.at.order != problem.at.order or one.message != problem.message for one in found):
            found.append(problem)

    def note(self, path: str, problems: list[ReadProblem]) -> None:
        """What an earlier run found wrong with a file, which is as it was."""
        self._problems.setdefault(path, problems)

    def calls(self, path: str) -> list[str]:
        """The folders that the module calls of a folder lead to."""
        folder = self.get(path) if self._may_call(path) else None
        return list(folder.calls()) if folder is not None else []

    def _may_call(self, path: str) -> bool:
        """Whether some text in a folder looks like the path of another: the others are read at their turn."""
        code = (one for one in self.files_of(self._files.real(path)) if one.endswith(CODE))
        sources = filter(None, map(self._source, code))
        return any(mark in source.text for source in sources for mark in _CALLS)

    def _source(self, path: str) -> Source | None:
        try:
            return self._sources.read(path)
        except Unreadable:
            return None

    def files_of(self, path: str) -> list[str]:
        """The files of a folder that its code is in."""
        names = self._files.folder(path)
        return [posixpath.join(path, name) for name in names if name.endswith(CODE) or is_values(name)]

    def forget(self, path: str) -> None:
        """Let go what was read of a folder that nobody asks for any more."""
        self._read.pop((path, None), None)
        for file in self.files_of(path):
            self._bodies.pop(file, None)


_OF_ENVIRONMENT = regex(
    r"\.tfvars\.(?!json$|(?:example|sample|template|tpl|tmpl|dist|bak|orig|enc|gpg|age|md|j2|erb)\b)[\w-]+$"
)
"""What files of values end with that are called after their environment last: `terraform.tfvars.prod`."""


def is_values(name: str) -> bool:
    """Whether a file holds the values of variables, by its name."""
    return name.endswith(VALUES) or (".tfvars." in name and _OF_ENVIRONMENT.search(name) is not None)


def is_automatic(name: str) -> bool:
    """Whether Terraform reads a file of values without being reported to."""
    return name in ("terraform.tfvars", "terraform.tfvars.json") or name.endswith(
        (".auto.tfvars", ".auto.tfvars.json")
    )


def _override_last(name: str) -> tuple[bool, str]:
    stem = name.split(".", 1)[0]
    return stem == "override" or stem.endswith("_override"), name


def sort(folder: Folder, source: Source, body: ast.Body, *, above: bool = False) -> None:
    """Put what a file declares where it belongs; what an override file declares, `above` the others."""
    for block in map(as_module, body.blocks):
        labels = [label.text for label in block.labels]
        if block.type == "locals" and not labels:
            folder.locals |= {name: (source, found) for name, found in block.body.attributes.items()}
        else:
            _put(folder, Placed(source, block, folder.at), labels, above)


def _put(folder: Folder, placed: Placed, labels: list[str], above: bool) -> None:
    match placed.block.type, labels:
        case "resource" | "data" as type_, [kind, name]:
            _over(folder.data if type_ == "data" else folder.resources, (kind, name), placed, above)
            folder.was_applied |= kind == "google_container_cluster" and _is_protected(placed.block)
        case "variable", [name]:
            _over(folder.variables, name, placed, above)
        case "module", [name]:
            _over(folder.modules, name, placed, above)
        case "output", [name]:
            _over(folder.outputs, name, placed, above)
        case "provider", [name]:
            folder.providers.append(placed)
            for constraint in asked_for(placed.block.body):
                folder.requirements.setdefault(name, constraint)
        case "import" | "moved" | "removed", []:
            folder.was_applied = True
        case "terraform", []:
            _put_settings(folder, placed)
        case _:
            pass


def _put_settings(folder: Folder, placed: Placed) -> None:
    """What a `terraform` block says: where the state is kept, and which providers are asked for."""
    for block in (*placed.block.body.each("backend"), *placed.block.body.each("cloud")):
        folder.backend = Placed(placed.source, block)
    for block in placed.block.body.each("required_providers"):
        folder.requirements |= dict(requirements(block.body))


def _is_protected(block: ast.Block) -> bool:
    """Whether Terraform refuses to destroy what a block made."""
    protected = (one.body.attributes.get("prevent_destroy") for one in block.body.each("lifecycle"))
    values = [one.value for one in protected if one is not None]
    return any(isinstance(one, ast.Literal) and one.value is True for one in values)


def _over(table: dict[K, Placed], key: K, placed: Placed, above: bool) -> None:
    table[key] = table[key].overridden(placed) if above and key in table else placed
