"""The syntax tree of Terraform's language. Every node has its extent in code points."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """Anything with an extent; the end is exclusive."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class Literal(Node):
    """Text, number, boolean or null."""

    value: str | int | float | bool | None


@dataclass(slots=True, eq=False)
class Template(Node):
    """A quoted string or heredoc with interpolations: parts in order."""

    parts: list[Expression]


@dataclass(slots=True, eq=False)
class TemplateIf(Node):
    """`%{ if c }then%{ else }other%{ endif }`"""

    condition: Expression
    then: list[Expression]
    other: list[Expression]


@dataclass(slots=True, eq=False)
class TemplateFor(Node):
    """`%{ for k, v in c }body%{ endfor }`"""

    key: str | None
    value: str
    collection: Expression
    body: list[Expression]


@dataclass(slots=True, eq=False)
class Name(Node):
    """The root of a reference: `var`, `local`, a resource type, a loop variable."""

    name: str


@dataclass(slots=True, eq=False)
class GetAttr(Node):
    """`of.name`"""

    of: Expression
    name: str


@dataclass(slots=True, eq=False)
class Index(Node):
    """`of[key]`"""

    of: Expression
    key: Expression


@dataclass(slots=True, eq=False)
class Item(Node):
    """The item that a splat is at."""


@dataclass(slots=True, eq=False)
class Splat(Node):
    """`of[*]` or `of.*`, and what is taken of each item."""

    of: Expression
    each: Expression


@dataclass(slots=True, eq=False)
class Call(Node):
    """`name(args)`; `expand`: the last argument is followed by `...`."""

    name: str
    args: list[Expression]
    expand: bool


@dataclass(slots=True, eq=False)
class Tuple(Node):
    """`[a, b]`"""

    items: list[Expression]


@dataclass(slots=True, eq=False)
class Object(Node):
    """`{k = v}`"""

    items: list[tuple[Expression, Expression]]


@dataclass(slots=True, eq=False)
class For(Node):
    """`[for k, v in c : x if d]`, or with `item_key` `{for k, v in c : x => y... if d}`."""

    key: str | None
    value: str
    collection: Expression
    item_key: Expression | None
    item: Expression
    condition: Expression | None
    grouped: bool


@dataclass(slots=True, eq=False)
class Binary(Node):
    """`left op right`"""

    operator: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class Unary(Node):
    """`-of`, `!of`"""

    operator: str
    of: Expression


@dataclass(slots=True, eq=False)
class Conditional(Node):
    """`condition ? then : other`"""

    condition: Expression
    then: Expression
    other: Expression


Expression = (
    Literal | Template | TemplateIf | TemplateFor | Name | GetAttr | Index | Item | Splat | Call
    | Tuple | Object | For | Binary | Unary | Conditional
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Attribute(Node):
    """`name = value`"""

    name: str
    name_end: int
    value: Expression


@dataclass(slots=True, eq=False)
class Label(Node):
    """A label of a block."""

    text: str


@dataclass(slots=True, eq=False)
class Block(Node):
    """`type "label" { body }`; `head_end` is where its opening brace ends."""

    type: str
    labels: list[Label]
    body: Body
    head_end: int


@dataclass(slots=True, eq=False)
class Body:
    """Attributes by name, and blocks in order."""

    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    repeated: list[Attribute] = field(default_factory=list)

    def each(self, type_: str) -> list[Block]:
        return [block for block in self.blocks if block.type == type_]
