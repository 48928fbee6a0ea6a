"""Terraform's own stacks: what their blocks say, in the words of modules.

Source: https://developer.hashicorp.com/terraform/language/stacks (component configuration in
`.tfcomponent.hcl`, and `.tfstack.hcl` of the first versions).
"""

from __future__ import annotations

from msgspec.structs import replace

from wi_lint.parse.hcl import ast


def as_module(block: ast.Block) -> ast.Block:
    """A block of a stack as the one that says the same in a module.

    A component is a call, with its inputs as arguments; of a provider the label is its alias, and its
    settings stand in `config`. Others are as they are.
    """
    match block.type, block.labels:
        case "component", [_]:
            return replace(block, type="module", body=_as_call(block.body))
        case "provider", [name, alias]:
            return replace(block, labels=[name], body=_as_provider(block.body, alias))
        case _:
            return block


def _as_call(body: ast.Body) -> ast.Body:
    inputs = body.attributes.get("inputs")
    given = inputs.value.items if inputs is not None and isinstance(inputs.value, ast.Object) else []
    arguments = {
        str(key.value): ast.Attribute(key.start, value.end, str(key.value), key.end, value)
        for key, value in given
        if isinstance(key, ast.Literal)
    }
    own = {name: one for name, one in body.attributes.items() if name != "inputs"}
    return replace(body, attributes={**arguments, **own})


def _as_provider(body: ast.Body, alias: ast.Label) -> ast.Body:
    settings = [one.body for one in body.each("config")]
    attributes = {name: one for inner in settings for name, one in inner.attributes.items()}
    name = ast.Literal(alias.start, alias.end, alias.text)
    attributes["alias"] = ast.Attribute(alias.start, alias.end, "alias", alias.end, name)
    return ast.Body(attributes, [block for inner in settings for block in inner.blocks])
