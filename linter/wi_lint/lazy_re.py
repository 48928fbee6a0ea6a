"""Patterns that are compiled when they are first used: a run needs few of the hundreds that there are."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Uncompiled:
    """A pattern that nobody has used so far. From then on its methods are those of the compiled one."""

    def __init__(self, written: str | bytes, flags: int) -> None:
        self._written = written
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # only for what is not there yet
        compiled: re.Pattern[Any] = re.compile(self._written, self._flags)
        vars(self).update((each, getattr(compiled, each)) for each in _OFFERED)
        return getattr(compiled, name)


_OFFERED = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


def regex(written: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression, as `re.compile` makes it: a mistake in it raises `re.error` at its first use."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(written, flags))
