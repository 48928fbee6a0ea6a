"""The sets of parameters that the generators of an ApplicationSet give: chosen by labels, put over others.

Source: Argo CD's documentation of the merge generator and of post selectors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wi_lint.compose.helm import merged
from wi_lint.source import Span
from wi_lint.tree import Node
from wi_lint.values import MapValue, Reason, Value, as_text, unknown

_DEEPEST = 16
"""Most dots of a name that is taken apart."""
_WHICH = Reason.AT_RUN_TIME("which sets of parameters are merged")


def takes(selector: Node, labels: Mapping[str, str | None]) -> bool:
    """Whether a selector of labels takes something; where a label is not known, it may."""
    for name, wanted in selector.texts("matchLabels").items():
        if name not in labels or labels[name] not in (None, wanted.known):
            return False
    return all(_holds(one, labels) for one in selector.each("matchExpressions"))


def _holds(expression: Node, labels: Mapping[str, str | None]) -> bool:
    name, values = expression.literal("key"), [node.raw for node in expression.each("values")]
    is_there, value = name in labels, labels.get(name)
    match expression.literal("operator"):
        case "In":
            return is_there and (value is None or value in values)
        case "NotIn":
            return not is_there or value is None or value not in values
        case "Exists":
            return is_there
        case "DoesNotExist":
            return not is_there
        case _:
            return True


def flat(parameters: MapValue, above: str = "") -> dict[str, str | None]:
    """Parameters by their names with dots, as a generator's own selector has them."""
    made: dict[str, str | None] = {}
    for name, value in parameters.items.items():
        if isinstance(value, MapValue):
            made |= flat(value, f"{above}{name}.")
        else:
            text = as_text(value)
            made[f"{above}{name}"] = text.known if text is not None else None
    return made


def nested(parameters: MapValue) -> MapValue:
    """Parameters that are named with dots, as the older, simple templates have them, as tables."""
    plain = {name: value for name, value in parameters.items.items() if "." not in name}
    tables: dict[str, dict[str, Value]] = defaultdict(dict)
    for name, value in parameters.items.items():
        if "." in name and name.count(".") <= _DEEPEST:
            first, _, rest = name.partition(".")
            tables[first][rest] = value
    made = {name: nested(MapValue(inside, parameters.at)) for name, inside in tables.items()}
    return merged(MapValue(plain, parameters.at, parameters.more), MapValue(made, parameters.at))


def overridden(
    base: Iterable[MapValue], above: Sequence[MapValue], keys: Sequence[str], at: Span
) -> Iterator[MapValue]:
    """What a merge makes: each set of `base` with what others give that have the same values of `keys`.

    Others that none of `base` fits are left out. Where a key is not known, what may be given is not known.
    """
    by_keys = {key: one for one in above if (key := _key(one, keys)) is not None and None not in key}
    every = _hidden(above, at)
    vague = _hidden([one for one in above if None in (_key(one, keys) or ())], at)
    for one in base:
        key = _key(one, keys)
        if key is None:
            yield one
        elif None in key:
            yield merged(one, every)
        else:
            yield merged(merged(one, by_keys[key]) if key in by_keys else one, vague)


def _key(parameters: MapValue, keys: Sequence[str]) -> tuple[str | None, ...] | None:
    """The values that a set is matched by, each nothing where it is not known; nothing where it lacks one."""
    has = flat(parameters)
    if parameters.more is None and not all(key in has for key in keys):
        return None
    return tuple(has.get(key) for key in keys)


def _hidden(sets: Sequence[MapValue], at: Span) -> MapValue:
    """What sets give that may be put over another one: there, either value is the case."""
    made: dict[str, Value] = {}
    tables: dict[str, list[MapValue]] = defaultdict(list)
    for one in sets:
        for name, value in one.items.items():
            if isinstance(value, MapValue):
                tables[name].append(value)
            else:
                made[name] = unknown(f"{value.at.path}@{value.at.start}:{name}", _WHICH, value.at)
    made |= {name: _hidden(several, at) for name, several in tables.items()}
    return MapValue(made, at, next((one.more for one in sets if one.more is not None), None))
