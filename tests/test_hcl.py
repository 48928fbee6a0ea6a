"""The HCL reader: trees, places, recovery. python-hcl2 and `terraform fmt` are second opinions."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import hcl2
import pytest
from hcl2 import SerializationOptions
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from wi_lint.parse.hcl import ast, expressions, read
from wi_lint.parse.hcl.parser import Parser, parse
from wi_lint.source import Source

ROOT = Path(__file__).parent.parent


def expression(text: str) -> ast.Expression:
    body, errors = parse(f"x = {text}\n")
    assert not errors, [str(e) for e in errors]
    return body.attributes["x"].value


def shape(node: ast.Expression) -> str:
    """An expression, fully bracketed."""
    match node:
        case ast.Literal(value=value):
            return repr(value)
        case ast.Name(name=name):
            return name
        case ast.GetAttr(of=of, name=name):
            return f"{shape(of)}.{name}"
        case ast.Index(of=of, key=key):
            return f"{shape(of)}[{shape(key)}]"
        case ast.Item():
            return "*"
        case ast.Splat(of=of, each=each):
            return f"{shape(of)}<{shape(each)}>"
        case ast.Call(name=name, args=args, expand=expand):
            return f"{name}({', '.join(map(shape, args))}{'...' if expand else ''})"
        case ast.Tuple(items=items):
            return f"[{', '.join(map(shape, items))}]"
        case ast.Object(items=items):
            return "{" + ", ".join(f"{shape(k)}: {shape(v)}" for k, v in items) + "}"
        case ast.Binary(operator=op, left=left, right=right):
            return f"({shape(left)} {op} {shape(right)})"
        case ast.Unary(operator=op, of=of):
            return f"({op}{shape(of)})"
        case ast.Conditional(condition=c, then=t, other=o):
            return f"({shape(c)} ? {shape(t)} : {shape(o)})"
        case ast.Template(parts=parts):
            return f"<{' '.join(map(shape, parts))}>"
        case ast.TemplateIf(condition=c, then=t, other=o):
            return f"if({shape(c)}, {' '.join(map(shape, t))}, {' '.join(map(shape, o))})"
        case ast.TemplateFor(value=v, collection=c, body=body):
            return f"for({v} in {shape(c)}: {' '.join(map(shape, body))})"
        case ast.For(key=k, value=v, collection=c, item_key=ik, item=item, condition=cond, grouped=g):
            key = f"{shape(ik)} => " if ik else ""
            test = f" if {shape(cond)}" if cond else ""
            return f"[{f'{k}, ' if k else ''}{v} in {shape(c)}: {key}{shape(item)}{'...' if g else ''}{test}]"
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b[0].c", "a.b[0].c"),
        ("a.0.b", "a[0].b"),
        ("a[*].b.c", "a<*.b.c>"),
        ("a.*.b[0]", "a<*.b>[0]"),
        ("a[*].b[0]", "a<*.b[0]>"),
        ('true ? "x" : false ? "y" : "z"', "(True ? 'x' : (False ? 'y' : 'z'))"),
        ("1 + 2 * 3 == 7 && !a || b", "((((1 + (2 * 3)) == 7) && (!a)) || b)"),
        ("[for x in y : x.z if x.w]", "[x in y: x.z if x.w]"),
        ("{for k, v in y : k => v...}", "[k, v in y: k => v...]"),
        ('"a-${b.c}-d"', "<'a-' b.c '-d'>"),
        ('"  ${b} ${c}  "', "<'  ' b ' ' c '  '>"),
        ('"$${x} %%{y}"', "'${x} %{y}'"),
        ('"\\u00e9\\n"', "'é\\n'"),
        ('{a = 1, b: 2\n(c) = 3\n"d" = 4}', "{'a': 1, 'b': 2, c: 3, 'd': 4}"),
        ("f(a, b...)", "f(a, b...)"),
        ("provider::x::f(1)", "provider::x::f(1)"),
        ('"${a ~}  b"', "<a 'b'>"),
        ('"%{ if a }x%{ else }y%{ endif }"', "<if(a, 'x', 'y')>"),
        ('"%{ for x in y }${x},%{ endfor }"', "<for(x in y: x ',')>"),
        ("[\n  1, # one\n  2,\n]", "[1, 2]"),
        ("(\n  a\n  .b\n)", "a.b"),
        ("{ for = 1 }", "{'for': 1}"),
        ("<<EOT\na ${b}\nEOT", "<'a ' b '\\n'>"),
        ("<<-EOT\n    a\n      ${b}\n    EOT", "<'a\\n' '  ' b '\\n'>"),
    ],
)
def test_expressions(text: str, expected: str) -> None:
    assert shape(expression(text)) == expected


def test_every_node_has_its_place() -> None:
    text = 'resource "a" "b" {\n  member = "x:${var.p}.y"  # why\n  block {\n    k = 1\n  }\n}\n'
    body, problems = read(Source("x.tf", text))
    assert not problems
    block = body.blocks[0]
    member = block.body.attributes["member"]
    assert text[member.value.start : member.value.end] == '"x:${var.p}.y"'
    assert isinstance(member.value, ast.Template)
    assert [text[p.start : p.end] for p in member.value.parts] == ["x:", "var.p", ".y"]
    assert [text[label.start : label.end] for label in block.labels] == ['"a"', '"b"']
    inner = block.body.blocks[0]
    assert text[inner.start : inner.end] == "block {\n    k = 1\n  }"


@pytest.mark.parametrize(
    ("text", "line", "left"),
    [
        ('a = \nb = 1\nresource "x" "y" {}\n', 1, ["b", "resource"]),
        ('resource "x" "y" {\n  a = [1,\n}\nvariable "v" {}\n', 3, ["variable"]),
        ("a = 1\nb = }\nc = 3\n", 2, ["a", "c"]),
        ("a = <<EOT\nnever closed\n", 1, []),
        ('a = "never closed\nb = 2\n', 1, ["b"]),
        ("a = ${b}\nc = 1\n", 1, ["c"]),
    ],
)
def test_an_error_is_named_and_the_rest_is_read(text: str, line: int, left: list[str]) -> None:
    body, problems = read(Source("x.tf", text))
    assert problems[0].at.line == line
    assert [*body.attributes, *(b.type for b in body.blocks)] == left


def test_json_syntax_is_the_same_tree() -> None:
    text = '{"resource": {"google_service_account": {"app": {"account_id": "x-${var.y}", "count": 2}}}, "locals": {"a": true}}'
    body, problems = read(Source("x.tf.json", text))
    assert not problems
    resource = next(b for b in body.blocks if b.type == "resource")
    assert [label.text for label in resource.labels] == ["google_service_account", "app"]
    value = resource.body.attributes["account_id"].value
    assert shape(value) == "<'x-' var.y>"


def test_depth_is_bounded() -> None:
    for text in (
        "x = " + "[" * 200_000,
        "x = " + "(" * 5_000 + "1" + ")" * 5_000,
        "a {\n" * 5_000,
        "x = a" + ".b" * 5_000,
        "x = 1" + "+1" * 5_000,
        "x = " + "!" * 5_000 + "a",
        'x = "' + "${" * 5_000,
    ):
        _, problems = read(Source("x.tf", text))
        assert problems, text[:20]


SHIPPED = sorted([*ROOT.glob("examples/**/*.tf"), *ROOT.glob("tests/fixtures/**/*.tf")])


def ours(body: ast.Body, text: str) -> dict[str, Any]:
    """Attributes as source text, blocks nested, in the shape of python-hcl2."""
    made: dict[str, Any] = {
        k: "".join(text[a.value.start : a.value.end].split()) for k, a in body.attributes.items()
    }
    for block in body.blocks:
        inner: Any = ours(block.body, text)
        for label in reversed(block.labels):
            inner = {label.text: inner}
        made.setdefault(block.type, []).append(inner)
    return made


def names(made: Any) -> Any:
    """The skeleton: names of attributes and blocks, values left out."""
    if isinstance(made, dict):
        return {k.strip('"'): names(v) for k, v in made.items() if not k.startswith("__")}
    if isinstance(made, list) and made and all(isinstance(m, dict) for m in made):
        return [names(m) for m in made]
    return None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_hcl2_finds_the_same_skeleton(path: Path) -> None:
    """Compared: every block, label and argument. Objects among the values are data, and left out."""
    text = path.read_text()
    theirs = hcl2.loads(text, serialization_options=SerializationOptions(with_comments=False))
    body, problems = read(Source(path.name, text))
    assert not problems
    assert _skeleton(body) == _their_skeleton(theirs, body)


def _skeleton(body: ast.Body) -> Any:
    made: dict[str, Any] = dict.fromkeys(body.attributes)
    for block in body.blocks:
        inner: Any = _skeleton(block.body)
        for label in reversed(block.labels):
            inner = {label.text: inner}
        made.setdefault(block.type, []).append(inner)
    return made


def _their_skeleton(theirs: Any, like: ast.Body) -> Any:
    blocks = {block.type for block in like.blocks}
    made: dict[str, Any] = {}
    for key, value in theirs.items():
        name = key.strip('"')
        if name.startswith("__"):
            continue
        if name not in blocks:
            made[name] = None
            continue
        made[name] = [_labelled(inner, block) for inner, block in zip(value, like.each(name), strict=True)]
    return made


def _labelled(theirs: Any, block: ast.Block) -> Any:
    for label in block.labels:
        [(key, theirs)] = [(k, v) for k, v in theirs.items() if not k.startswith("__")]
        assert key.strip('"') == label.text
    made = _their_skeleton(theirs, block.body)
    for label in reversed(block.labels):
        made = {label.text: made}
    return made


NAMES = st.sampled_from(["a", "b", "project", "for_each", "x-y"])
SCALARS = st.one_of(
    st.integers(0, 99).map(str),
    st.sampled_from(["true", "false", "null", "var.p", "local.a.b", "each.value", "a[0]", "a.b[*].c"]),
    st.text("ab .:/[]@-", max_size=6).map(lambda t: f'"{t}"'),
    st.sampled_from(["var.p", "each.key"]).map(lambda r: f'"pre-${{{r}}}.post"'),
)
EXPRESSIONS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda xs: f"[{', '.join(xs)}]"),
        st.lists(st.tuples(NAMES, inner), max_size=3).map(
            lambda ps: "{" + ", ".join(f"{k} = {v}" for k, v in ps) + "}"
        ),
        st.tuples(inner, inner).map(lambda p: f"{p[0]} == {p[1]}"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]}) ? {p[1]} : {p[2]}"),
        st.lists(inner, max_size=2).map(lambda xs: f"f({', '.join(xs)})"),
        inner.map(lambda x: f"[for v in [{x}] : v if v != null]"),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, EXPRESSIONS), min_size=1, max_size=3, unique_by=lambda p: p[0]))
def test_generated_files_are_accepted_by_both(pairs: list[tuple[str, str]]) -> None:
    text = "block {\n" + "".join(f"  {k} = {v}\n" for k, v in pairs) + "}\n"
    body, problems = read(Source("x.tf", text))
    assert all(one.kind == "duplicate-key" for one in problems), (text, problems)
    assert list(body.blocks[0].body.attributes) == [k for k, _ in pairs]
    theirs = hcl2.loads(text)["block"][0]
    assert [k for k in theirs if not k.startswith("__")] == [k for k, _ in pairs]


@pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not on PATH")
@pytest.mark.parametrize(
    "text",
    [
        'a = 1\n', 'a = [1, 2,]\n', 'a = {\n b = 1\n}\n', "a = b ? c : d ? e : f\n", 'a = "x', "a = \n", "a {\n",
        "a = [1 2]\n", "a = 1 b = 2\n", "a = (\n b\n)\n", 'a "b" c {\n}\n', "a = <<EOT\nx\nEOT\n", "a = <<EOT\nx\n",
        "a = f(b...)\n", "a = b.*.c\n", "a = b[*].c[0]\n", "a = !b\n", 'a = "${b"\n', 'a = "%{ if b }c%{ endif }"\n',
        "a = {for x in y : x => x}\n", "a = {(b) = c}\n", "a = b :: c\n", "# only a comment", "a = -1\n", "a = \"\\q\"\n",
        "a = 1\na = 2\n", "b {\n a = 1\n a = 2\n}\n",
    ],
)  # fmt: skip
def test_terraform_accepts_and_rejects_the_same(text: str) -> None:
    run = subprocess.run(["terraform", "fmt", "-"], input=text, capture_output=True, text=True, check=False)
    _, problems = read(Source("x.tf", text))
    assert bool(problems) == (run.returncode != 0), run.stderr


class TokenByToken(Parser):
    """The same reader, without what reads a plain line at once."""

    def _line(self) -> None:
        return None


_PIECES = st.sampled_from(
    ["a", "for", "null", "true", "b-c", " ", "  ", "\t", "=", "==", "\n", "\r\n", "\r", '"x"', '"$${y}"', '"${z}"', '"a\\"b"',
     "1", "1.5", "1e3", ".", ".b", "[0]", "{", "}", "(", ")", ",", "# c\n", "/* */", '"q" "r" {\n', "<<E\nt\nE\n", "a.b.c", "${ v }",
     '"${a.b}-${ c }"', "x = y\n", "  k = \"v\"\n", ":", "?"]
)  # fmt: skip


def extents(node: Any) -> Any:
    """A tree as plain data, with every extent."""
    match node:
        case list() | tuple():
            return [extents(one) for one in node]
        case dict():
            return {key: extents(value) for key, value in node.items()}
        case Struct():
            return type(node).__name__, [extents(getattr(node, name)) for name in node.__struct_fields__]
        case _:
            return node


@given(st.lists(_PIECES, max_size=25).map("".join))
@settings(max_examples=500)
def test_a_line_that_is_read_at_once_is_read_as_its_tokens_are(text: str) -> None:
    quick, slow = Parser(text), TokenByToken(text)
    with pytest.MonkeyPatch.context() as patch:
        made = extents(quick.file())
        patch.setattr(expressions, "PLAIN", re.compile(r"(?!)"))
        assert made == extents(slow.file())
    assert [(str(one), one.at) for one in quick.errors] == [(str(one), one.at) for one in slow.errors]


def test_a_heredoc_in_an_expression_of_a_heredoc_ends_by_itself() -> None:
    """Terraform's scanner reads what stands between braces before it looks for the end of the outer one."""
    text = 'a = <<-EOF\n    one ${var.on ? <<EOF\ninner\nEOF\n    : ""\n    }\n    two\n  EOF\nb = "x"\n'
    body, errors = parse(text)
    assert errors == []
    assert list(body.attributes) == ["a", "b"]
    value = body.attributes["a"].value
    assert isinstance(value, ast.Template)
    assert [one.value for one in value.parts if isinstance(one, ast.Literal)] == ["one ", "\n", "two\n"]
    assert value.end == text.index("\nb =")


def test_a_heredoc_of_which_an_expression_takes_the_end_is_not_closed() -> None:
    _, errors = parse('a = <<EOF\n${true ? <<EOF\nx\nEOF\n: ""}\ntwo\n')
    assert errors


def test_texts_that_stand_in_several_files_have_problems_in_each() -> None:
    """A text is parsed once, and what is wrong in it is told of each file that holds it."""
    text = 'a = "x"\nb = \n'
    first, second = (read(Source(f"{name}/main.tf", text)) for name in ("one", "two"))
    assert first[0] is second[0]
    assert [problem.at.path for problem in first[1]] == ["one/main.tf"]
    assert [problem.at.path for problem in second[1]] == ["two/main.tf"]
