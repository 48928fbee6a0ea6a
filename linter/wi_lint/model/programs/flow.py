"""How a token comes to a name in a program: from the call that gets it, through what it is given to."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable, Iterator

from msgspec import Struct

from wi_lint.bounds import MAX_NAMES, MAX_PROGRAM_NODES
from wi_lint.lazy_re import regex
from wi_lint.signs import Signs

Function = ast.FunctionDef | ast.AsyncFunctionDef
_Scope = Function | ast.ClassDef
_BLOCKS = ast.stmt | ast.ExceptHandler | ast.match_case
ADDRESSES = ("service-accounts/", "print-access-token", "print-identity-token", "/var/run/secrets/")
"""What stands in every address or command that tokens come from."""
_SOURCE = regex(
    r"service-accounts/[^/\s]{1,80}/(?:token|identity)\b|\bprint-(?:access|identity)-token\b"
    r"|^/var/run/secrets/(?!kubernetes\.io/serviceaccount/)\S*token\S*$"
)
"""Where tokens of Google Cloud come from; the account's own file is for the API server."""
_BUILDERS = frozenset({"Request", "format", "join", "Path", "urljoin", "str"})
"""What makes an address or a request, and does not send it."""
_CREDENTIALS = frozenset({"google.auth.default", "auth.default"})
_GETTER = "fetch_id_token"
SIGNS = Signs(words=frozenset({*ADDRESSES, _GETTER, *_CREDENTIALS}))


class TooMuch(Exception):
    """A program asks for more work than is done."""


class Walk:
    """Looks at the nodes of one program. Raises `TooMuch`."""

    def __init__(self) -> None:
        self._steps = 0

    def __call__(self, node: ast.AST) -> Iterator[ast.AST]:
        """A node and all below it."""
        for one in ast.walk(node):
            self._steps += 1
            if self._steps > MAX_PROGRAM_NODES:
                raise TooMuch
            yield one


class Flow:
    """What the statements of one program do with tokens.

    `getters`: its functions that get a token anew with each call. `addresses`: the names of the
    module that hold where tokens come from.
    """

    def __init__(self, walk: Walk, getters: frozenset[str], addresses: frozenset[str]) -> None:
        self._walk = walk
        self._getters = getters | {_GETTER}
        self._addresses = addresses

    def follow(self, statements: Iterable[ast.stmt]) -> dict[str, ast.expr]:
        """The names that hold a token once some statements are done, and where each is given it."""
        known = _Known({}, set(self._addresses), set())
        for statement in statements:
            for target, value in _given_to(statement):
                name = dotted(target)
                if not name:
                    continue
                if self._is_token(value, known):
                    known.tokens[name] = target
                elif isinstance(value, ast.Call) and dotted(value.func) in _CREDENTIALS:
                    known.credentials.add(name)
                elif self._is_address(value, known.addresses):
                    known.addresses.add(name)
        return known.tokens

    def returns_token(self, function: Function) -> bool:
        """Whether a function gets a token and gives it back."""
        statements = list(inner(function.body))
        known = _Known(self.follow(statements), set(self._addresses), set())
        returned = [one.value for one in statements if isinstance(one, ast.Return)]
        return any(one is not None and self._is_token(one, known) for one in returned)

    def _is_token(self, value: ast.expr, known: _Known) -> bool:
        """Whether an expression gets a token by a call, or takes it out of what has it."""
        return any(self._has_token(node, known) for node in self._walk(value))

    def _has_token(self, node: ast.AST, known: _Known) -> bool:
        match node:
            case ast.Call():
                called = dotted(node.func).rpartition(".")[2]
                asks = any(self._is_address(one, known.addresses) for one in _parts(node))
                return called in self._getters or (asks and called not in _BUILDERS)
            case ast.Attribute(attr="token", value=owner) if dotted(owner) in known.credentials:
                return True
            case ast.Name() | ast.Attribute():
                return dotted(node) in known.tokens
            case _:
                return False

    def _is_address(self, value: ast.expr, names: Container[str]) -> bool:
        """Whether a value is, or holds, where a token comes from."""
        return any(_is_source(node, names) for node in self._walk(value))


def _is_source(node: ast.AST, names: Container[str]) -> bool:
    match node:
        case ast.Constant(value=str() as written):
            return _SOURCE.search(written) is not None
        case ast.Name(id=name):
            return name in names
        case _:
            return False


class _Known(Struct, frozen=True):
    """The names of tokens, of addresses that they come from, and of credentials, which renew themselves."""

    tokens: dict[str, ast.expr]
    addresses: set[str]
    credentials: set[str]


def addresses(walk: Walk, statements: Iterable[ast.stmt]) -> frozenset[str]:
    """The names that statements give the address of a token."""
    found: set[str] = set()
    for statement in statements:
        for target, value in _given_to(statement):
            if not isinstance(value, ast.Call) and any(_is_source(node, found) for node in walk(value)):
                found.add(dotted(target))
    return frozenset(found)


def _given_to(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What a statement gives names to: the names, and the values."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield (target.elts[0] if isinstance(target, ast.Tuple) and target.elts else target), value
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield target, value
        case ast.With(items=items) | ast.AsyncWith(items=items):
            yield from ((one.optional_vars, one.context_expr) for one in items if one.optional_vars)
        case _:
            pass


def _parts(call: ast.Call) -> Iterator[ast.expr]:
    """What a call is given: its arguments, and the object whose method it is."""
    yield from call.args
    yield from (one.value for one in call.keywords)
    if isinstance(call.func, ast.Attribute):
        yield call.func.value


def inner(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body in their order, and those of the blocks in them; not of functions."""
    waiting: list[ast.AST] = [*reversed(list(body))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, _Scope):
            below = [one for one in ast.iter_child_nodes(node) if isinstance(one, _BLOCKS)]
            waiting.extend(below[::-1])


def dotted(node: ast.AST) -> str:
    """A name, with dots; nothing for any other expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < MAX_NAMES:
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *parts[::-1]]) if isinstance(node, ast.Name) else ""


def assigned(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that are given a value."""
    return {dotted(node) for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)}


def loaded(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that are used."""
    return {dotted(node) for node in nodes if isinstance(getattr(node, "ctx", None), ast.Load)}
