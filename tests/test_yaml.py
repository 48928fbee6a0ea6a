"""The YAML reader: places, types, and what is broken. ruamel.yaml is the second opinion."""

from __future__ import annotations

import io
import json as standard
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from wi_lint.compose.library import Library
from wi_lint.files import Memory
from wi_lint.parse import json, yaml
from wi_lint.problems import ReadProblem
from wi_lint.source import Source
from wi_lint.tree import Document, Node, Shape, typed

ROOT = Path(__file__).parent.parent


def documents(text: str) -> list[Document]:
    return [d for d in yaml.read(Source("x.yaml", text)) if isinstance(d, Document)]


def problems(text: str, *, every: bool = True) -> list[ReadProblem]:
    return [
        p
        for p in yaml.read(Source("x.yaml", text), None if every else lambda _: False)
        if isinstance(p, ReadProblem)
    ]


def plain(node: Node) -> Any:
    """A tree as data, scalars as their text."""
    if node.shape is Shape.MAPPING:
        return {key: plain(field.value) for key, field in node.fields.items()}
    if node.shape is Shape.SEQUENCE:
        return [plain(item) for item in node.items]
    return node.raw


def nodes(node: Node) -> list[Node]:
    inside = (
        [f.value for f in node.fields.values()] + [f.key for f in node.fields.values()] + list(node.items)
    )
    return [node, *(inner for child in inside for inner in nodes(child))]


def test_keys_values_and_items_have_their_places() -> None:
    text = 'kind: ServiceAccount\nmetadata:\n  name: "app"\n  list: [one, two]\n'
    root = documents(text)[0].root
    name = root.find("metadata", "name")
    assert name is not None
    assert (name.span.text, name.inner.text, name.span.line, name.span.column) == ('"app"', "app", 3, 9)
    assert root.fields["kind"].key.span.text == "kind"
    assert [item.span.text for item in root.each("metadata", "list")] == ["one", "two"]


def test_every_document_of_a_file_counts_its_own_lines() -> None:
    found = documents("# header\n---\na: 1\n---\r\nb: 2\n---\n\n--- \nc: 3\n")
    assert [(plain(d.root), d.root.span.line) for d in found] == [
        ({"a": "1"}, 3),
        ({"b": "2"}, 5),
        ({"c": "3"}, 9),
    ]


def test_a_broken_document_leaves_the_others_whole() -> None:
    text = "kind: A\na: 1\n---\nkind: B\n b: [\n---\nkind: C\nc: 3\n"
    assert [plain(d.root)["kind"] for d in documents(text)] == ["A", "C"]
    assert [(p.kind, p.at.line) for p in problems(text)] == [("yaml", 5)]


def test_broken_text_that_is_no_manifest_is_told_apart() -> None:
    def kinds(path: str, text: str) -> list[str]:
        return [one.kind for one in Library(Memory({path: text})).read(path) if isinstance(one, ReadProblem)]

    assert kinds("x.yaml", "a: b: c\n") == ["yaml-elsewhere"]
    assert kinds("x.yaml", "kind: A\na: b: c\n") == ["yaml"]
    assert kinds("x.yaml", "kind: A\n---\na: b: c\n") == ["yaml-elsewhere"], "each document by itself"
    assert kinds("testdata/x.yaml", "kind: A\na: b: c\n") == ["yaml-elsewhere"]
    assert kinds("x.json", '{"apiVersion": "v1", }') == ["yaml"]


def test_what_is_not_wanted_is_checked_for_syntax_only() -> None:
    assert list(yaml.read(Source("x.yaml", "kind: ConfigMap\na: 1\n"), lambda _: False)) == []
    assert [p.at.line for p in problems("kind: ConfigMap\na: [\n", every=False)] == [2]


def test_anchors_aliases_and_merges() -> None:
    text = "base: &b {name: app, kind: x}\nother:\n  <<: *b\n  kind: y\nagain: *b\n"
    root = documents(text)[0].root
    assert plain(root)["other"] == {"name": "app", "kind": "y"}
    again = root.find("again")
    assert again is not None
    assert (again.span.text, plain(again)) == ("*b", {"name": "app", "kind": "x"})
    name = root.find("other", "name")
    assert name is not None
    assert name.span.line == 1


def test_an_alias_of_nothing_is_a_problem() -> None:
    assert ["nothing is anchored" in p.message for p in problems("a: *nowhere\n")] == [True]


def test_duplicate_keys_are_told_and_the_last_wins() -> None:
    assert plain(documents("a: 1\na: 2\n")[0].root) == {"a": "2"}
    assert [(p.kind, p.at.line) for p in problems("a: 1\na: 2\n")] == [("duplicate-key", 2)]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("yes", True), ("on", True), ("y", True), ("off", False), ("012", 10), ("0o14", 12), ("08", 8),
        ("1_000", 1000), ("1e3", 1000.0), ("12:30", "12:30"), ("~", None), ("", None), ("null", None),
        ("0x1F", 31), ("1.5", 1.5), (".5", 0.5), ("app", "app"), ("1.2.3", "1.2.3"),
    ],
)  # fmt: skip
def test_scalars_are_typed_as_kubernetes_types_them(raw: str, value: object) -> None:
    assert typed(raw) == value
    assert type(typed(raw)) is type(value)


def test_quoted_scalars_are_text() -> None:
    root = documents("a: \"true\"\nb: 'null'\nc: true\n")[0].root
    assert [root.find(key).value for key in "abc"] == ["true", "null", True]  # type: ignore[union-attr]


def test_windows_lines_and_block_scalars() -> None:
    root = documents("a: |\r\n  one\r\n  two\r\nb: x\r\n")[0].root
    assert plain(root) == {"a": "one\ntwo\n", "b": "x"}
    b = root.find("b")
    assert b is not None
    assert (b.span.line, b.span.text) == (4, "x")


def test_a_tab_is_named_at_its_place() -> None:
    assert [
        (p.at.line, "tab" in p.message or "token" in p.message) for p in problems("kind: A\n\tb: 1\n")
    ] == [(2, True)]


def test_depth_and_aliases_are_bounded() -> None:
    deep = "a: " + "[" * 200_000
    assert ["nested deeper" in p.message for p in problems(deep)] == [True]
    dashes = "- " * 100_000 + "x"
    assert [p.kind for p in problems(dashes)] == ["limit"]
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    assert ["its aliases stand for" in p.message for p in problems(bomb)] == [True]
    merge = "a0: &a0 {k: v}\n" + "".join(f"a{i + 1}: &a{i + 1} {{<<: [*a{i}, *a{i}]}}\n" for i in range(60))
    assert [p.kind for p in problems(merge)] == ["limit"]


SHIPPED = sorted(
    path
    for path in (*ROOT.glob("examples/**/*.yaml"), *ROOT.glob("tests/fixtures/**/*.yaml"))
    if path.parent.name != "templates"  # those of charts are no YAML yet
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_ruamel_reads_the_same(path: Path) -> None:
    """Difference that is meant: none. Scalars are compared as their text."""
    text = path.read_text()
    reader = YAML(typ="base", pure=True)
    theirs = [d for d in reader.load_all(io.StringIO(text)) if d is not None]
    assert [plain(d.root) for d in documents(text)] == theirs


VALUES = st.recursive(
    # no ':' and '?': libyaml follows YAML 1.1, which allows them in fewer places than ruamel writes them
    st.text("ab -#'\"\n{}[]&*!|>%@`,éß", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), VALUES, max_size=4))
def test_what_ruamel_writes_is_read_back(value: dict[str, Any]) -> None:
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(value, out)
    text = out.getvalue()
    root = documents(text)
    assert [plain(d.root) for d in root] == ([value] if value or text.strip() else [])
    for document in root:
        for node in nodes(document.root):
            assert 0 <= node.start <= node.end <= len(text)


@given(VALUES)
def test_json_is_read_back_with_places(value: Any) -> None:
    text = standard.dumps(value, indent=1)
    [document] = json.read(Source("x.json", text))
    assert isinstance(document, Document)
    assert plain(document.root) == value
    for node in nodes(document.root):
        assert standard.loads(node.span.text) == plain(node)


@pytest.mark.parametrize(
    "broken", ["{", "[1,", '{"a" 1}', "[1 2]", "{]", '{"a":1}}', "", "[" * 100_000, '"\\x"']
)
def test_broken_json_is_one_problem(broken: str) -> None:
    [problem] = json.read(Source("x.json", broken))
    assert isinstance(problem, ReadProblem)
