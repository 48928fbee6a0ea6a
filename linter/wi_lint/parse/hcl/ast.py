"""The syntax tree of Terraform's language. Every node has its extent in code points."""

from __future__ import annotations

from msgspec import Struct, field


class Node(Struct, eq=False):
    """Anything with an extent; the end is exclusive."""

    start: int
    end: int


class Literal(Node, eq=False):
    """Text, number, boolean or null."""

    value: str | int | float | bool | None


class Template(Node, eq=False):
    """A quoted string or heredoc with interpolations: parts in order."""

    parts: list[Expression]


class TemplateIf(Node, eq=False):
    """`%{ if c }then%{ else }other%{ endif }`"""

    condition: Expression
    then: list[Expression]
    other: list[Expression]


class TemplateFor(Node, eq=False):
    """`%{ for k, v in c }body%{ endfor }`"""

    key: str | None
    value: str
    collection: Expression
    body: list[Expression]


class Name(Node, eq=False):
    """The root of a reference: `var`, `local`, a resource type, a loop variable."""

    name: str


class GetAttr(Node, eq=False):
    """`of.name`"""

    of: Expression
    name: str
    words: tuple[str, ...] = ()
    """`a.b.c` as its words; none where something else stands in between."""

    def __post_init__(self) -> None:
        match self.of:
            case Name(name=first):
                self.words = (first, self.name)
            case GetAttr(words=words) if words:
                self.words = (*words, self.name)
            case _:
                pass


class Index(Node, eq=False):
    """`of[key]`"""

    of: Expression
    key: Expression


class Item(Node, eq=False):
    """The item that a splat is at."""


class Splat(Node, eq=False):
    """`of[*]` or `of.*`, and what is taken of each item."""

    of: Expression
    each: Expression


class Call(Node, eq=False):
    """`name(args)`; `expand`: the last argument is followed by `...`."""

    name: str
    args: list[Expression]
    expand: bool


class Tuple(Node, eq=False):
    """`[a, b]`"""

    items: list[Expression]


class Object(Node, eq=False):
    """`{k = v}`"""

    items: list[tuple[Expression, Expression]]


class For(Node, eq=False):
    """`[for k, v in c : x if d]`, or with `item_key` `{for k, v in c : x => y... if d}`."""

    key: str | None
    value: str
    collection: Expression
    item_key: Expression | None
    item: Expression
    condition: Expression | None
    grouped: bool


class Binary(Node, eq=False):
    """`left op right`"""

    operator: str
    left: Expression
    right: Expression


class Unary(Node, eq=False):
    """`-of`, `!of`"""

    operator: str
    of: Expression


class Conditional(Node, eq=False):
    """`condition ? then : other`"""

    condition: Expression
    then: Expression
    other: Expression


Expression = (
    Literal | Template | TemplateIf | TemplateFor | Name | GetAttr | Index | Item | Splat | Call
    | Tuple | Object | For | Binary | Unary | Conditional
)  # fmt: skip


class Attribute(Node, eq=False):
    """`name = value`"""

    name: str
    name_end: int
    value: Expression


class Label(Node, eq=False):
    """A label of a block."""

    text: str


class Block(Node, eq=False):
    """`type "label" { body }`; `head_end` is where its opening brace ends."""

    type: str
    labels: list[Label]
    body: Body
    head_end: int


class Body(Struct, eq=False):
    """Attributes by name, and blocks in order."""

    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    repeated: list[Attribute] = field(default_factory=list)

    def each(self, type_: str) -> list[Block]:
        return [block for block in self.blocks if block.type == type_]
