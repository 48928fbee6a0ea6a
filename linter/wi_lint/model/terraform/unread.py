"""What is not understood: modules of elsewhere, provisioners, charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from wi_lint.bounds import MAX_MENTIONS
from wi_lint.compose.terraform import Call, Module, Part, Resource
from wi_lint.compose.terraform.folder import Placed
from wi_lint.facts import (
    Fact,
    GoogleAccount,
    Grant,
    KubernetesAccount,
    NodePool,
    RemovedArgument,
    SwitchedOff,
    Unread,
)
from wi_lint.lazy_re import regex
from wi_lint.model import commands
from wi_lint.model.terraform.common import Reader
from wi_lint.values import MapValue, Text, Value, walk

_QUOTED = regex(r'"([a-z0-9.-]+)"')
_SCRIPT = regex(r"workloadIdentityUser|gcp-service-account")


def module(call: Call) -> Unread:
    """A module that is neither in these files nor well known."""
    source = call.source or "its module"
    mentions = tuple(text for value in call.arguments() for text in islice(walk(value), MAX_MENTIONS))
    return Unread(
        unit=call.module.unit,
        address=call.address,
        at=call.placed.head,
        kind="module",
        why=f"{call.address} is made by '{source}', which is not in these files",
        mentions=mentions,
        text=source,
    )


def local_exec(resource: Resource) -> Iterator[Fact]:
    """The commands that a resource has run on the machine of whoever applies it."""
    blocks = resource.body.each("provisioner")
    for block, part in zip(blocks, resource.parts("provisioner"), strict=False):
        is_local = [label.text for label in block.labels] == ["local-exec"]
        written = part.text("command") if is_local else None
        if written is not None and commands.SIGNS.matter_in(str(written)):
            settings = {name: value for name, value in _environment(part) if isinstance(value, Text)}
            yield from commands.facts(written, resource.module.unit, resource.module.charts, settings)


def _environment(part: Part) -> Iterator[tuple[str, Value]]:
    found = part.get("environment")
    if isinstance(found, MapValue):
        yield from found.items.items()


def script(resource: Resource) -> Iterator[Fact]:
    """A manifest that cannot be read, or a chart: it may bind or annotate."""
    body = resource.placed.span(resource.placed.block).text
    if _SCRIPT.search(body) or resource.kind == "helm_release":
        yield Unread(
            unit=resource.module.unit,
            address=resource.address,
            at=resource.head,
            kind="chart" if resource.kind == "helm_release" else "script",
            why=f"{resource.address} makes things that are not read yet",
            text=body,
        )


def acl(resource: Resource) -> Iterator[Fact]:
    """An access control list of Cloud Storage, which gives rights beside IAM."""
    yield Unread(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        kind="module",
        why=f"{resource.address} gives rights by a list of its own",
        text=resource.kind,
    )


_JUDGED = (Grant, GoogleAccount, KubernetesAccount, NodePool, RemovedArgument)


_OWN = regex(r"[=\[,][ \t]*(?:\r?\n[ \t]*)?[\"<]|\b(?:google|kubernetes)_")
"""What stands in a block itself: an argument or item that is a text, or a resource beside it."""


def switched_off(module: Module, placed: Placed, readers: Iterable[Reader]) -> SwitchedOff:
    """A resource of which there is none, for the values that the module has here."""
    body = placed.span(placed.block).text.partition("{")[2]
    is_new = module.is_new_asleep(placed)
    asleep = module.asleep(placed) if is_new and _OWN.search(body) else None
    made = chain.from_iterable(read(asleep) for read in readers) if asleep is not None else ()
    return SwitchedOff(
        unit=module.unit,
        address=f"{module.path}{'.'.join(label.text for label in placed.block.labels)}",
        at=placed.head,
        words=frozenset(_QUOTED.findall(body)),
        body=placed.span(placed.block),
        makes=tuple(fact for fact in made if isinstance(fact, _JUDGED)),
    )
