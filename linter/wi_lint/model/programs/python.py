"""Tokens and keys that programs in Python get once, and keep.

A token is followed from the call that gets it, through the names that it is given, to the place that
uses it for as long as the program runs: a loop without end, a method, a function of what serves.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from wi_lint.bounds import MAX_PROGRAM_NODES, MAX_PROGRAM_TEXT
from wi_lint.compose.embedded import SegmentMap, text_of
from wi_lint.compose.library import Library
from wi_lint.errors import Unreadable
from wi_lint.facts import CachedToken, Fact, KeyRead, ProblemFact
from wi_lint.model.programs import flow
from wi_lint.model.programs.flow import Flow, Function, TooMuch, Walk, addresses, assigned, inner, loaded
from wi_lint.parse import python
from wi_lint.problems import ReadProblem
from wi_lint.signs import Signs
from wi_lint.tree import Node
from wi_lint.unit import Unit
from wi_lint.values import Text, known

_SERVES = frozenset(
    {
        "flask", "fastapi", "aiohttp", "django", "starlette", "grpc", "uvicorn", "tornado", "sanic",
        "bottle", "celery", "apscheduler", "schedule", "functions_framework", "kopf", "streamlit",
    }
)  # fmt: skip
"""Libraries of programs that run until they are stopped."""
_KEYS = frozenset(
    {
        "from_service_account_file", "from_service_account_json", "from_service_account_info",
        "from_json_keyfile_name", "from_json_keyfile_dict", "load_credentials_from_file",
    }
)  # fmt: skip
SIGNS = Signs(words=_KEYS) | flow.SIGNS
_Held = tuple[str, ast.expr, bool]
"""The name of a token, where it is given it, and whether it is a loop that uses it."""


def facts(text: Text, unit: Unit) -> Iterator[Fact]:
    """What a program gets once and keeps."""
    pieces = SegmentMap(text)
    if not SIGNS.matter_in(pieces.written):
        return
    if len(pieces.written) > MAX_PROGRAM_TEXT:
        yield _cut(f"the program has more than {MAX_PROGRAM_TEXT:,} characters, and is not read", text, unit)
        return
    program = python.read(pieces.written)
    if program is None:
        return
    for call in ast.walk(program.tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _KEYS:
            at = pieces.span(*program.offsets(call)).one_line
            yield KeyRead(unit=unit, address=call.func.attr, at=at, call=call.func.attr)
    try:
        for name, node, looped in _Tokens(program.tree).held():
            at = pieces.span(*program.offsets(node)).one_line
            yield CachedToken(unit=unit, address=name, at=at, name=name, language="Python", looped=looped)
    except TooMuch:
        yield _cut(f"the program is followed no further than {MAX_PROGRAM_NODES:,} steps", text, unit)


def _cut(says: str, text: Text, unit: Unit) -> ProblemFact:
    """That a program is not read, or not to its end."""
    at = text.at.one_line
    return ProblemFact(unit=unit, address=at.path, at=at, problem=ReadProblem("limit", at, says))


def in_files(library: Library, paths: Iterable[str]) -> Iterator[Fact]:
    """Those of the programs that are files."""
    for path in paths:
        try:
            data = library.files.read(path)
        except Unreadable:
            continue  # nothing says that it would matter
        matters = SIGNS.matter_in(data.decode("utf-8", "replace"))
        source = library.source(path) if matters else None
        if source is not None:
            folder, _, name = path.rpartition("/")
            yield from facts(
                known(source.text, source.span(0, len(source.text))), Unit("script", folder, name)
            )


def in_command(words: list[Text], stdin: Text | None, unit: Unit) -> Iterator[Fact]:
    """Those of a program that a command is given: behind `-c`, or to read."""
    if words and (words[0].known or "").rpartition("/")[2].startswith("python"):
        options = [word.known for word in words[1:]]
        if "-c" in options and len(words) > options.index("-c") + 2:
            yield from facts(words[options.index("-c") + 2], unit)
        elif stdin is not None:
            yield from facts(stdin, unit)


def in_pod(pod: Node, unit: Unit) -> Iterator[Fact]:
    """Those of the programs that stand in a pod's own commands."""
    for container in (*pod.each("containers"), *pod.each("initContainers")):
        words = [*container.each("command"), *container.each("args")]
        if words and words[0].raw.rpartition("/")[2].startswith("python"):
            for word in words[1:]:
                text = text_of(word)
                if text is not None:
                    yield from facts(text, unit)


def in_config_map(root: Node, unit: Unit) -> Iterator[Fact]:
    """Those of the programs that a config map holds."""
    data = root.get("data")
    for name, found in (data.fields if data is not None else {}).items():
        text = text_of(found.value) if name.endswith(".py") else None
        if text is not None:
            yield from facts(text, unit)


class _Tokens:
    """The tokens of one program."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.nodes = list(ast.walk(tree))
        self.functions = [node for node in self.nodes if isinstance(node, Function)]
        self.walk = Walk()
        own = addresses(self.walk, inner(tree.body))
        plain = Flow(self.walk, frozenset(), own)
        getters = frozenset(one.name for one in self.functions if plain.returns_token(one))
        self.flow = Flow(self.walk, getters, own)

    def held(self) -> Iterator[_Held]:
        """The tokens that are got once."""
        reported: set[ast.expr] = set()
        found = [one for scope in (self.tree, *self.functions) for one in self._in_front_of_loops(scope.body)]
        found += self._of_the_program() if self._serves() else ()
        found += [
            one for kind in self.nodes if isinstance(kind, ast.ClassDef) for one in self._of_objects(kind)
        ]
        for name, at, looped in found:
            if at not in reported:
                reported.add(at)
                yield name, at, looped

    def _in_front_of_loops(self, body: list[ast.stmt]) -> Iterator[_Held]:
        """Names that a loop without end uses, and does not renew."""
        statements = list(inner(body))
        for loop in statements:
            if isinstance(loop, ast.While) and _is_endless(loop):
                got = self.flow.follow(one for one in statements if one.lineno < loop.lineno)
                inside = list(self.walk(loop))
                used = loaded(inside) - assigned(inside)
                yield from ((name, at, True) for name, at in got.items() if name in used)

    def _of_the_program(self) -> Iterator[_Held]:
        """Names of the module that functions use, and none renews."""
        inside = [node for function in self.functions for node in self.walk(function)]
        used = loaded(inside) - assigned(inside)
        got = self.flow.follow(inner(self.tree.body))
        yield from ((name, at, False) for name, at in got.items() if name in used)

    def _of_objects(self, kind: ast.ClassDef) -> Iterator[_Held]:
        """Attributes that an object is made with, that its methods use, and none renews."""
        methods = [node for node in kind.body if isinstance(node, Function)]
        others = [node for method in methods if method.name != "__init__" for node in self.walk(method)]
        used = loaded(others) - assigned(others)
        for method in methods:
            if method.name == "__init__":
                got = self.flow.follow(inner(method.body))
                yield from (
                    (name, at, False) for name, at in got.items() if name in used and name.startswith("self.")
                )

    def _serves(self) -> bool:
        """Whether the program runs until it is stopped."""
        return any(_is_of_a_server(node) for node in self.nodes)


def _is_of_a_server(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(one.name.split(".")[0] in _SERVES for one in names)
        case ast.ImportFrom(module=str() as module):
            return module.split(".")[0] in _SERVES
        case ast.Attribute(attr="serve_forever" | "run_forever"):
            return True
        case ast.While():
            return _is_endless(node)
        case _:
            return False


def _is_endless(loop: ast.While) -> bool:
    """Whether a loop goes on until the program is stopped: nothing in it ends it."""
    if not isinstance(loop.test, ast.Constant) or not loop.test.value:
        return False
    return not any(isinstance(node, ast.Break | ast.Return) for node in inner(loop.body))
