"""Functions of YAML."""

from __future__ import annotations

from wi_lint.compose.embedded import reassembled
from wi_lint.compose.helm.functions.arguments import Args, Function, NotKnown, as_text
from wi_lint.compose.helm.values import to_yaml, value_of
from wi_lint.source import Span
from wi_lint.tree import Document
from wi_lint.values import MapValue, Unknown, Value


def _to_yaml(args: Args, at: Span) -> Value:
    value = args[0]
    if isinstance(value, Unknown):
        raise NotKnown
    return to_yaml(value, at)


def _from_yaml(args: Args, at: Span) -> Value:
    for one in reassembled(as_text(args[0], at)):
        if isinstance(one, Document):
            return value_of(one.root)
    return MapValue({}, at)


PARSERS = frozenset({"fromYaml"})
"""Those that read a text."""
FUNCTIONS: dict[str, Function] = {
    "toYaml": _to_yaml,
    "toYamlPretty": _to_yaml,
    "mustToYaml": _to_yaml,
    "fromYaml": _from_yaml,
}
