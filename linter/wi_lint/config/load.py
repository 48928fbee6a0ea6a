"""Reading the configuration, and saying what is wrong with it."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from pkgutil import get_data
from typing import Any

from msgspec import Struct, field

from wi_lint.bounds import MAX_CONFIGURED
from wi_lint.config.declared import Declared, DeclaredRelease
from wi_lint.errors import Unreadable, UsageError
from wi_lint.files import whole


class PerPath(Struct, frozen=True):
    """Rules that are left out for some paths, which are written as in `.gitignore`."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...]


class Config(Struct, frozen=True):
    """What a file says; nothing where it is silent. The sample explains each key."""

    path: Path | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    per_path: tuple[PerPath, ...] = ()
    fail_on: str | None = None
    complete: bool | None = None
    require_reason: bool = False
    never_ignore: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    declared: Declared = field(default_factory=Declared)


def schema() -> str:
    """The JSON Schema (draft-07) of the file, as JSON."""
    return _text("schema.json")


def sample() -> str:
    """A complete file, each key explained, and each at its default."""
    return _text("sample.toml")


def _text(name: str) -> str:
    data = get_data("wi_lint.config", name)
    assert data is not None
    return data.decode()


def load(path: Path) -> Config:
    """The configuration in a file. Raises `UsageError` with its line for what is wrong in it."""
    import tomllib  # noqa: PLC0415 (paid for only where there is a configuration)

    try:
        text = whole(path).decode("utf-8")
        read = tomllib.loads(text)
    except Unreadable as error:
        raise UsageError(
            f"'{path}' cannot be read: {error.why}", "name a file that can, or use --isolated"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"'{path}' is no text in UTF-8", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"'{path}' is no TOML: {error}", "mend it, or use --isolated") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"'{path}' nests too deep, or holds a number that is too large", "mend it"
        ) from error
    table = read.get("tool", {}).get("wi-lint", {}) if path.name == "pyproject.toml" else read
    _bound(table, path)
    _check(table, path, text)
    return _config(table, path)


def _config(table: dict[str, Any], path: Path) -> Config:
    lists = ("select", "extend_select", "ignore", "exclude", "documents", "never_ignore")
    rest = ("severity", "fail_on", "complete", "require_reason", "rules")
    given: dict[str, Any] = {name: tuple(table[name]) for name in lists if name in table}
    given |= {name: table[name] for name in rest if name in table}
    per_path = tuple(PerPath(tuple(p["paths"]), tuple(p["ignore"])) for p in table.get("per_path", ()))
    return Config(path=path, per_path=per_path, declared=_declared(table), **given)


def _declared(table: dict[str, Any]) -> Declared:
    roots: dict[str, tuple[tuple[str, ...], ...]] = {}
    for one in table.get("terraform", ()):
        root = _folder(one["root"])
        roots[root] = (*roots.get(root, ()), tuple(one.get("var_files", ())))
    return Declared(
        accounts=tuple(table.get("allowed_accounts", ())),
        pools=tuple(table.get("allowed_pools", ())),
        modules=tuple(table.get("trusted_modules", ())),
        ties=tuple(tuple(map(_folder, group)) for group in table.get("ties", ())),
        roots=roots,
        releases=tuple(_release(one) for one in table.get("helm", ())),
        environments=tuple(
            (one["name"], tuple(map(_folder, one["folders"]))) for one in table.get("environment", ())
        ),
    )


def _release(one: dict[str, Any]) -> DeclaredRelease:
    return DeclaredRelease(
        _folder(one["chart"]),
        one.get("release"),
        one.get("namespace"),
        tuple(map(_folder, one.get("values", ()))),
    )


def _folder(written: str) -> str:
    """A folder as units name it: `./infra/` is `infra`, and `.` is the root."""
    clean = posixpath.normpath(written)
    return "" if clean == "." else clean


# What is wrong


def _bound(table: Any, path: Path) -> None:
    """Refuse lists that nobody writes: each of their items is held against much of a tree."""
    todo: list[Any] = [table]
    while todo:
        value = todo.pop()
        if isinstance(value, list) and len(value) > MAX_CONFIGURED:
            says = f"'{path}' has a list of more than {MAX_CONFIGURED:,} items"
            raise UsageError(says, "say it with fewer, such as patterns")
        if isinstance(value, list | dict):
            todo.extend(value.values() if isinstance(value, dict) else value)


def _check(table: dict[str, Any], path: Path, text: str) -> None:
    from jsonschema import Draft7Validator  # noqa: PLC0415 (as tomllib)

    validator = Draft7Validator(json.loads(schema()))
    errors = sorted(validator.iter_errors(table), key=lambda error: list(map(str, error.absolute_path)))
    for error in errors:
        keys = [str(key) for key in error.absolute_path]
        if error.validator == "additionalProperties":
            _unknown(error.instance, error.schema.get("properties", {}), keys, path, text)
        where = f"{path}:{_line(text, keys)}"
        raise UsageError(
            f"{where}: '{'.'.join(keys)}': {error.message}", "'wi-lint config --sample' shows every key"
        )


def _unknown(table: Any, known: Any, keys: list[str], path: Path, text: str) -> None:
    for key in table:
        if key not in known:
            close = get_close_matches(key.replace("-", "_"), known, 1)
            remedy = f"did you mean '{close[0]}'?" if close else "'wi-lint config --sample' shows every key"
            raise UsageError(f"{path}:{_line(text, [*keys, key])}: unknown key '{key}'", remedy)


def _line(text: str, keys: list[str]) -> int:
    """The line of a key: where its own name first stands behind those of its parents."""
    at = 0
    for key in keys:
        if not key.isdigit():
            found = re.search(rf"^[^#\n]*?\b{re.escape(key)}\b", text[at:], re.MULTILINE)
            at = at + found.end() if found else at
    return text.count("\n", 0, at) + 1
