"""Providers: their aliases, their versions, and those that a call passes to its module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wi_lint.lazy_re import regex
from wi_lint.parse.hcl import ast


def name_of(alias: str | None) -> str:
    """What the project of a provider is called, where it is not known."""
    return f"provider.google.{alias}.project" if alias else "provider.google.project"


def passed(call: ast.Body, alias: str | None) -> str | None:
    """The alias of the provider that a call passes for one of its module; empty for the default one."""
    providers = call.attributes.get("providers")
    if providers is None or not isinstance(providers.value, ast.Object):
        return "" if alias is None else None
    for key, value in providers.value.items:
        if words_of(key) == ("google", alias or ""):
            return words_of(value)[1]
    return "" if alias is None else None


def handed(call: ast.Body, name: str) -> set[str]:
    """What a provider is called in the module that is called: as outside, unless the call says otherwise."""
    providers = call.attributes.get("providers")
    items = providers.value.items if providers and isinstance(providers.value, ast.Object) else []
    said = [(words_of(key)[0], words_of(value)[0]) for key, value in items]
    own = {inner for inner, outer in said if outer == name}
    return own or ({name} if name not in {inner for inner, _ in said} else set())


def words_of(node: ast.Expression) -> tuple[str, str]:
    """`google.prod`, or `provider.google.prod`, as its two words; google-beta is taken for google."""
    match node:
        case ast.GetAttr(words=("provider", name, alias)):  # of a stack
            return name.removesuffix("-beta"), alias
        case ast.GetAttr(of=ast.Name(name=name), name=alias):
            return name.removesuffix("-beta"), alias
        case ast.Name(name=name) | ast.Literal(value=str() as name):
            first, _, alias = name.partition(".")
            return first.removesuffix("-beta"), alias
        case _:
            return "", ""


def alias_of(body: ast.Body) -> str | None:
    """The alias of a provider block; nothing for the default one."""
    attribute = body.attributes.get("alias")
    if attribute is None or not isinstance(attribute.value, ast.Literal):
        return None
    return str(attribute.value.value)


def requirements(body: ast.Body) -> Iterator[tuple[str, str]]:
    """The constraints on versions in a `required_providers` block, by provider."""
    for name, attribute in body.attributes.items():
        match attribute.value:
            case ast.Literal(value=str() as constraint):
                yield name, constraint
            case ast.Object(items=items):
                for key, value in items:
                    word = key.name if isinstance(key, ast.Name) else getattr(key, "value", "")
                    if word == "version" and isinstance(value, ast.Literal):
                        yield name, str(value.value)
            case _:
                pass


def asked_for(body: ast.Body) -> Iterator[str]:
    """The version that a provider block asks for, as code of before Terraform 0.13 does."""
    match body.attributes.get("version"):
        case ast.Attribute(value=ast.Literal(value=str() as constraint)):
            yield constraint
        case _:
            pass


_CLAUSE = regex(r"\s*+(~>|<=|<|>=|>|!=|=)?\s*+v?(\d++)((?:\.\d++)*+)")


def is_before(required: Mapping[str, str], name: str, major: int) -> bool:
    """Whether a constraint lets no version of a provider through from some major one on.

    >>> is_before({"google": ">= 3.5, < 4.0"}, "google", 4), is_before({"google": "~> 6.1"}, "google", 4)
    (True, False)
    """
    for clause in required.get(name, "").split(","):
        found = _CLAUSE.match(clause)
        if found is None or found[1] in (">=", ">", "!="):
            continue
        most = int(found[2])
        whole = not found[3].replace(".", "").strip("0")
        if most < major or (found[1] == "<" and most == major and whole):
            return True
    return False
