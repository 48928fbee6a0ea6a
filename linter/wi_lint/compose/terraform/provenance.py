"""Values on their way through names: each keeps what it came through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from wi_lint.values import EmptyDefault, ListValue, MapValue, Provenance, Text, Value


class Lazy(Mapping[str, Value]):
    """Values by name, each made when it is first asked for. `weight`: what they weigh, as far as is known."""

    def __init__(
        self, names: Mapping[str, object], make: Callable[[str], Value], weight: int | None = None
    ) -> None:
        self._names = names
        self._make = make
        self.weight = len(names) + 1 if weight is None else weight
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._made:
            if key not in self._names:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, key: object) -> bool:
        return key in self._names


def with_provenance(value: Value, provenance: Provenance) -> Value:
    """A value that came through a name, and every text in it."""
    match value:
        case EmptyDefault():
            return value
        case Text():
            return value.with_provenance(provenance)
        case ListValue(items=items, perhaps=maybe):
            listed = tuple(with_provenance(item, provenance) for item in items)
            return replace(
                value, items=listed, perhaps=tuple(with_provenance(item, provenance) for item in maybe)
            )
        case MapValue(items=items, perhaps=perhaps):
            made = Lazy(items, lambda key: with_provenance(items[key], provenance), value.weight)
            if not perhaps:
                return replace(value, items=made)
            possible = Lazy(perhaps, lambda key: with_provenance(perhaps[key], provenance), 0)
            return replace(value, items=made, perhaps=possible)
        case _:
            return value
