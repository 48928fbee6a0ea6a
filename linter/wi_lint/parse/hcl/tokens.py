"""Reading tokens, one ahead."""

from __future__ import annotations

from wi_lint.bounds import MAX_HCL_NESTING
from wi_lint.parse.hcl.lexer import INSIDE, TOKEN


class HclError(Exception):
    """A mistake in the text: where, and what."""

    def __init__(self, says: str, at: int) -> None:
        super().__init__(says)
        self.at = at


class Doubled(HclError):
    """A key that an object has a second time, which Terraform takes without a word."""

    def __init__(self, key: str, at: int, end: int) -> None:
        super().__init__(f"the key '{key}' stands here a second time: the last one wins", at)
        self.end = end


class Tokens:
    """A text, and the token that is next."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.errors: list[HclError] = []
        self.position = at
        self.kind = self.value = self.operator = ""
        self.start = self.end = self.last = at
        self._skip_lines = False
        self._depth = 0

    def _next(self) -> None:
        self.last = self.end
        found = (INSIDE if self._skip_lines else TOKEN).match(self.text, self.position)
        assert found is not None
        kind, group = found.lastgroup, found.lastindex
        assert kind is not None
        assert group is not None
        self.kind = kind
        self.value = found[group]
        self.start, self.end = found.span(group)
        self.position = self.end
        if kind == "op":
            self.operator = "}" if self.value == "~}" else self.value
            return
        self.operator = ""
        if kind == "bad":
            raise HclError(f"{self.value!r} is not expected here", self.start)

    def _expect(self, operator: str) -> None:
        if self.operator != operator:
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
