"""Terraform's JSON syntax (`.tf.json`) to the same tree as its native one."""

from __future__ import annotations

from wi_lint.parse.hcl import ast
from wi_lint.parse.hcl.parser import parse_template
from wi_lint.parse.hcl.tokens import HclError
from wi_lint.tree import Node, Shape

_LABELS = {"resource": 2, "data": 2, "variable": 1, "output": 1, "module": 1, "provider": 1}
_NO_LABEL = {"locals", "terraform"}


def body(root: Node) -> ast.Body:
    """The body of a file. What is no block at the top is an argument, as in `.tfvars.json`."""
    made = ast.Body()
    for name, field in root.fields.items():
        if name in _LABELS:
            for head in _spread(field.value):
                _blocks(made, name, [], head, _LABELS[name])
        elif name in _NO_LABEL:
            for head in _spread(field.value):
                made.blocks.append(_block(name, [], head))
        elif name != "//":
            made.attributes[name] = _attribute(field.key, field.value)
    return made


def _spread(node: Node) -> tuple[Node, ...]:
    return node.items if node.shape is Shape.SEQUENCE else (node,)


def _blocks(made: ast.Body, kind: str, labels: list[ast.Label], node: Node, deep: int) -> None:
    if not deep:
        made.blocks.extend(_block(kind, labels, body_) for body_ in _spread(node))
        return
    for name, field in node.fields.items():
        if name != "//":
            label = ast.Label(field.key.start, field.key.end, name)
            _blocks(made, kind, [*labels, label], field.value, deep - 1)


def _block(kind: str, labels: list[ast.Label], node: Node) -> ast.Block:
    inner = ast.Body(
        {name: _attribute(field.key, field.value) for name, field in node.fields.items() if name != "//"}
    )
    start = labels[-1].start if labels else node.start
    end = labels[-1].end if labels else node.start + 1
    return ast.Block(start, node.end, kind, labels, inner, end)


def _attribute(key: Node, value: Node) -> ast.Attribute:
    return ast.Attribute(key.start, value.end, key.raw, key.end, _expression(value))


def _expression(node: Node) -> ast.Expression:
    if node.shape is Shape.SEQUENCE:
        return ast.Tuple(node.start, node.end, [_expression(item) for item in node.items])
    if node.shape is Shape.MAPPING:
        pairs: list[tuple[ast.Expression, ast.Expression]] = [
            (ast.Literal(field.key.start, field.key.end, name), _expression(field.value))
            for name, field in node.fields.items()
            if name != "//"
        ]
        return ast.Object(node.start, node.end, pairs)
    if node.plain:
        value = node.value
        return ast.Literal(node.start, node.end, value)
    return _string(node)


def _string(node: Node) -> ast.Expression:
    start, end = node.start + 1, node.end - 1
    exact = node.source.text[start:end] == node.raw
    if "${" not in node.raw and "%{" not in node.raw:
        return ast.Literal(node.start, node.end, node.raw)
    if not exact:  # its escapes hide the places of its parts
        return ast.Name(node.start, node.end, "(a template with escapes)")
    try:
        return parse_template(node.source.text, start, end)
    except HclError:
        return ast.Name(node.start, node.end, "(a broken template)")
