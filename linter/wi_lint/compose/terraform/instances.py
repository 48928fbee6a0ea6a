"""What `count` and `for_each` make of a block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from wi_lint.bounds import MAX_INSTANCES
from wi_lint.compose.terraform.convert import Alike, as_number
from wi_lint.compose.terraform.evaluate import evaluate
from wi_lint.compose.terraform.folder import Placed
from wi_lint.compose.terraform.scope import Place, Scope, Work
from wi_lint.lazy_re import regex
from wi_lint.parse.hcl import ast
from wi_lint.source import Span
from wi_lint.values import (
    Known,
    ListValue,
    Literal,
    MapValue,
    Reason,
    Scalar,
    Text,
    Unknown,
    Value,
    Why,
    as_text,
    unknown,
)

COST = 10
"""What an instance costs of the evaluations of its root."""


class Instance(Struct, frozen=True):
    """One instance: its key, and what its body may refer to.

    Where there may be further ones, one instance without a key stands for them.
    """

    suffix: str
    bound: Mapping[str, Value]
    key: str | int | None = None


def instances(placed: Placed, scope: Scope, address: str) -> list[Instance]:
    """The instances of a block; one without a name where it is neither counted nor keyed.

    Where a root has no work left for so many, one symbolic instance stands for all of them.
    """
    attributes = placed.block.body.attributes
    work = scope.names.work
    if (each := attributes.get("for_each")) is not None:
        over, hole, at = evaluate(each.value, scope), f"{address}.each", placed.span(each)
        many = len(over.items) + len(over.perhaps) if isinstance(over, ListValue | MapValue) else 0
        if not many:
            _note_off(placed, each.value, scope, address)
        return _for_each(over if _may_make(work, many) else _spent(hole, at), hole, at)
    if (count := attributes.get("count")) is not None:
        number, hole, at = evaluate(count.value, scope), f"{address}.count", placed.span(count)
        many = min(int(as_number(number) or 0), MAX_INSTANCES + 1)
        if not many:
            _note_off(placed, count.value, scope, address)
        return _count(number if _may_make(work, many) else _spent(hole, at), hole, at)
    return [Instance("", {})]


_IDENTITIES = regex(r"_iam_|service_account|^kubernetes_annotations$|^helm_release$|_manifest$")
_OTHERS = regex(r"^\.|workload-identity|service-account|iam")
"""The types of resources, and the sources of modules, that make identities or may."""


def _makes_identities(block: ast.Block) -> bool:
    """Whether a block is worth being looked at where it makes nothing."""
    source = block.body.attributes.get("source")
    if block.type != "module" or source is None:
        return bool(block.labels) and _IDENTITIES.search(block.labels[0].text) is not None
    value = source.value.value if isinstance(source.value, ast.Literal) else None
    return isinstance(value, str) and _OTHERS.search(value) is not None


def _note_off(placed: Placed, asked: ast.Expression, scope: Scope, address: str) -> None:
    """Keep by what a block is switched off that may make identities."""
    by = frozenset(_switches(asked, scope)) if _makes_identities(placed.block) else frozenset()
    if by:
        scope.names.work.off.append((address, placed.head, by))


def _switches(node: ast.Expression, scope: Scope) -> Iterator[Place]:
    """Where it is written `false` what a condition asks for, which makes it that nothing is made."""
    todo = [node.condition] if isinstance(node, ast.Conditional) else []
    while todo:
        match todo.pop():
            case ast.Binary(operator="&&" | "||", left=left, right=right):
                todo += [left, right]
            case ast.GetAttr() | ast.Index() | ast.Call() as asked:
                value = evaluate(asked, scope)
                if isinstance(value, Scalar) and value.value is False and value.at.text == "false":
                    yield value.at.order
            case _:
                pass


def _may_make(work: Work, many: int) -> bool:
    """Whether a root has work left for some instances; one is no more than it would be without a count."""
    return not work.is_spent(many * COST) and (many <= 1 or work.has_room(many))


def _spent(hole: str, at: Span) -> Unknown:
    return unknown(hole, Reason.TOO_LARGE("the work of its root module"), at)


def _for_each(over: Value, hole: str, at: Span) -> list[Instance]:
    """The instances of the keys that are there, and of those that may be: they are judged as if they were."""
    pairs = list(_pairs(over, at))
    made = [_keyed(key, value, at) for key, value in pairs[:MAX_INSTANCES] if isinstance(key, Known)]
    more = _more(over, pairs)
    if more is not None:
        made.append(Instance("[each.key]", {"each": unknown(hole, more, at)}))
    return made


def _keyed(key: Known, value: Value, at: Span) -> Instance:
    bound = {"each": MapValue({"key": key, "value": value}, at)}
    return Instance(f'["{key.known}"]', bound, key.known)


def _pairs(over: Value, at: Span) -> Iterator[tuple[Text, Value]]:
    if isinstance(over, MapValue):
        every = {**over.perhaps, **over.items} if over.perhaps else over.items
        for key in sorted(every):
            yield Known((Literal(key, every[key].at),), at), every[key]
    elif isinstance(over, ListValue):
        for item in (*over.items, *over.perhaps):
            name = as_text(item)
            if name is not None:
                yield name, name


def _more(over: Value, pairs: list[tuple[Text, Value]]) -> Why | None:
    """Why there may be more instances than are known by their keys."""
    if isinstance(over, Unknown):
        return over.cause
    if isinstance(over, ListValue | MapValue) and over.more is not None and not over.closed:
        return over.more.cause
    if len(pairs) > MAX_INSTANCES or isinstance(over, Scalar):
        return Reason.TOO_LARGE("their number")
    return next((key.cause for key, _ in pairs if not isinstance(key, Known)), None)


def _count(count: Value, hole: str, at: Span) -> list[Instance]:
    number = as_number(count)
    if number is not None and number <= MAX_INSTANCES:
        return [
            Instance(f"[{index}]", {"count": MapValue({"index": Scalar(index, at)}, at)}, index)
            for index in range(int(number))
        ]
    why = count.cause if isinstance(count, Unknown) else Reason.TOO_LARGE("their number")
    return [Instance("[count.index]", {"count": unknown(hole, why, at)})]


def gather(placed: Placed, keys: list[str | int | None], objects: list[Value], hole: Unknown) -> Value:
    """Instances as Terraform shows them: one object, a list by number or a map by key."""
    attributes = placed.block.body.attributes
    counted, keyed = "count" in attributes, "for_each" in attributes
    if not counted and not keyed:
        return objects[0] if objects else hole
    more = hole if None in keys else None
    named = [(key, value) for key, value in zip(keys, objects, strict=True) if key is not None]
    if counted:
        if more is not None:  # how many there are is not known, and they are alike
            return Alike((objects[-1],), placed.head, more)
        return ListValue(tuple(value for _, value in named), placed.head)
    return MapValue({str(key): value for key, value in named}, placed.head, more)
