"""Reading tokens, one ahead."""

from __future__ import annotations

from wi_lint.bounds import MAX_HCL_NESTING
from wi_lint.parse.hcl.lexer import TOKEN


class HclError(Exception):
    """A mistake in the text: where, and what."""

    def __init__(self, says: str, at: int) -> None:
        super().__init__(says)
        self.at = at


class Tokens:
    """A text, and the token that is next."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.errors: list[HclError] = []
        self.position = at
        self.kind = self.value = ""
        self.start = self.end = self.last = at
        self._skip_lines = False
        self._depth = 0

    def _next(self) -> None:
        self.last = self.end
        found = TOKEN.match(self.text, self.position)
        while found is not None and (
            found.lastgroup == "comment" or (found.lastgroup == "nl" and self._skip_lines)
        ):
            found = TOKEN.match(self.text, found.end())
        assert found is not None
        assert found.lastgroup is not None
        kind = found.lastgroup
        value = found[kind]
        self.end = self.position = position = found.end()
        self.start = position - len(value)
        if kind == "bad":
            raise HclError(f"{value!r} is not expected here", self.start)
        self.kind = "op" if kind == "slash" else kind
        self.value = "}" if value == "~}" else value

    def _is(self, operator: str) -> bool:
        return self.kind == "op" and self.value == operator

    def _expect(self, operator: str) -> None:
        if not self._is(operator):
            raise HclError(f"'{operator}' is expected here", self.start)
        self._next()

    def _word(self, what: str) -> str:
        if self.kind != "id":
            raise HclError(f"{what} is expected here", self.start)
        word = self.value
        self._next()
        return word

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_HCL_NESTING:
            raise HclError(f"this is nested deeper than {MAX_HCL_NESTING} levels", self.start)
