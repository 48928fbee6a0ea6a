"""The evaluator against Terraform itself: whatever it calls known, Terraform says too.

Two variables have no value here, and several in Terraform, one after the other: a text with holes
has to fit all that they make of it.
"""

from __future__ import annotations

import base64
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wi_lint.compose.terraform import Folders, root_modules
from wi_lint.compose.terraform.convert import fails, is_known, is_shuffled
from wi_lint.files import Disk
from wi_lint.source import Source
from wi_lint.values import ListValue, Literal, MapValue, Scalar, Text, Value

TERRAFORM = shutil.which("terraform")
needs_terraform = pytest.mark.skipif(TERRAFORM is None, reason="it asks Terraform, which is not on PATH")
TREE = Path(__file__).parent / "terraform"
GIVEN = {"acme-prod": True, "": False, "a/b@c": True, " 7 ": False}
"""What the two unknown variables are given: `given`, and `flag`."""
FAILS = "!error"
HERE = Source("test", "").span(0, 0)


def expressions() -> list[str]:
    lines = (TREE / "expressions.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@dataclass(frozen=True)
class Compared:
    """What became of expressions: how many were known, and those on which the two disagree."""

    known: list[str]
    partial: list[str]
    unknown: list[str]
    disagreements: list[str]


def compare(tree: Path, written: list[str]) -> Compared:
    """Evaluate expressions in a folder, here and by Terraform."""
    ours = evaluated(tree, written)
    theirs = [terraform(tree, written, given, flag) for given, flag in GIVEN.items()]
    made = Compared([], [], [], [])
    for index, (expression, value) in enumerate(zip(written, ours, strict=True)):
        answers = [one[index] for one in theirs]
        room = made.known if is_known(value) else made.partial if _says_something(value) else made.unknown
        room.append(expression)
        wrong = [answer for answer in answers if not fits(value, answer)]
        if any(answer != FAILS for answer in wrong) or len(wrong) == len(answers):
            made.disagreements.append(f"{expression}\n    ours: {_shown(value)}\n    terraform: {wrong[0]!r}")
    return made


def evaluated(tree: Path, written: Iterable[str]) -> list[Value]:
    text = "".join(f"  e{number} = {one}\n" for number, one in enumerate(written))
    (tree / "main.tf").write_text(f"locals {{\n{text}}}\n")
    module = next(root_modules(Folders(Disk(tree)), [""]))
    return [module.local(f"e{number}", HERE) for number, _ in enumerate(written)]


def terraform(tree: Path, written: list[str], given: str, flag: bool) -> list[Any]:
    """What Terraform makes of expressions; `FAILS` where it refuses them."""
    assert TERRAFORM is not None
    text = "".join(
        f'  e{number} = try(jsonencode({one}), "{json.dumps(FAILS)[1:-1]}")\n'
        for number, one in enumerate(written)
    )
    (tree / "main.tf").write_text(f"locals {{\n{text}}}\n")
    names = ", ".join(f"local.e{number}" for number in range(len(written)))
    done = subprocess.run(
        [TERRAFORM, "console", "-no-color", f"-var=given={given}", f"-var=flag={json.dumps(flag)}"],
        cwd=tree, input=f"base64encode(jsonencode([{names}]))\n", capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(base64.b64decode(done.stdout.strip().strip('"')))
    return [FAILS if one == FAILS else json.loads(one) for one in answers]


def _says_something(value: Value) -> bool:
    return not isinstance(value, Text) or any(isinstance(part, Literal) for part in value.parts)


def fits(value: Value, answer: Any) -> bool:
    """Whether what Terraform says is one of the values that ours stands for."""
    if fails(value):
        return bool(answer == FAILS)
    if answer == FAILS and not is_known(value):
        return True  # we do not say that it works
    match value:
        case Text() if value.parts and not any(isinstance(part, Literal) for part in value.parts):
            return True
        case Text():
            parts = (re.escape(part.text) if isinstance(part, Literal) else ".*" for part in value.parts)
            return isinstance(answer, str) and bool(re.fullmatch("".join(parts), answer, re.DOTALL))
        case Scalar(value=datum):
            return type(datum) in _kin(answer) and datum == answer
        case ListValue(items=items) if is_shuffled(value):
            found = isinstance(answer, list) and (value.more or len(answer) <= len(items))
            return bool(found) and all(any(fits(item, one) for one in answer) for item in items)
        case ListValue(items=items, more=more):
            if not isinstance(answer, list) or (more is None and len(items) != len(answer)):
                return False
            if more is not None:  # where the further ones stand is not known
                if value.closed and not all(
                    any(fits(item, one) for item in (*items, *value.perhaps)) for one in answer
                ):
                    return False
                return all(any(fits(item, one) for one in answer) for item in items)
            return all(map(fits, items, answer))
        case MapValue(items=fields, more=more):
            if not isinstance(answer, dict) or (more is None and fields.keys() != answer.keys()):
                return False
            every = {**value.perhaps, **fields}
            if value.closed and not all(
                key in every and fits(every[key], one) for key, one in answer.items()
            ):
                return False
            return all(key in answer and fits(fields[key], answer[key]) for key in fields)
        case _:
            return False


def _kin(answer: Any) -> tuple[type, ...]:
    return (int, float) if isinstance(answer, float) or type(answer) is int else (type(answer),)


def _shown(value: Value) -> str:
    match value:
        case Text():
            return f"{str(value)!r}"
        case Scalar(value=datum):
            return repr(datum)
        case ListValue(items=items, more=more):
            return f"[{', '.join(map(_shown, items))}{' ...' if more else ''}]"
        case MapValue(items=fields, more=more):
            return f"{{{', '.join(f'{k}: {_shown(v)}' for k, v in fields.items())}{' ...' if more else ''}}}"
        case _:
            return repr(value)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(TREE, tmp_path, dirs_exist_ok=True)
    return tmp_path


@needs_terraform
def test_terraform_says_the_same(tree: Path) -> None:
    made = compare(tree, expressions())
    assert not made.disagreements, f"{len(made.disagreements)}:\n" + "\n".join(made.disagreements)


TEXTS = [
    "var.name", "var.given", '"a-b"', '""', '" x "', "var.map.one", 'var.map[var.key]', "var.list[0]",
    'local.none', '"projects/${var.given}/x"', '"${var.name}-${var.given}"', '"1"',
]  # fmt: skip
LISTS = [
    "var.list",
    "var.set",
    "[]",
    '["a", var.given]',
    "var.objects[*].name",
    'toset(["z", "y"])',
    "keys(var.map)",
]
MAPS = ["var.map", "{}", '{ a = var.given, b = "x" }', "{ (var.key) = 1 }", "var.object.more"]
BOOLS = ["true", "var.flag", 'var.name == "shop"', "var.nothing == null", 'startswith(var.name, "s")']
NUMBERS = ["1", "0", "var.number", "1.5", "length(var.list)"]


class Writer:
    """Writes expressions of some type, from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, *of: str) -> str:
        return self.random.choice(of)

    def text(self, depth: int) -> str:
        if depth == 0:
            return self.one(*[text for text in TEXTS if text != "local.none"])
        a, b, c = (self.text(depth - 1) for _ in range(3))
        items, table = self.list(depth - 1), self.map(depth - 1)
        flag, number = self.bool(depth - 1), self.number(depth - 1)
        mark = self.one('"-"', '"/"', '"a"', '"a-"', '"x "')
        return self.one(
            f'"<${{{a}}}>"', f'"${{{a}}}/${{{b}}}"', f"({flag} ? {a} : {b})", f"lower({a})", f"upper({a})",
            f'replace({a}, {mark}, "_")', f"trimspace({a})", f"trimprefix({a}, {mark})", f"trimsuffix({a}, {mark})",
            f'format("%s-%s", {a}, {b})', f'format("%v@%d%%", {a}, 7)', f"join({mark}, {items})", f"coalesce({a}, {b})",
            f"try({a}, {b})", f'try({items}[0], {a})', f'lookup({table}, "a", {a})', f"substr({a}, 0, 3)",
            f"trim({a}, {mark})", f"element(concat(tolist({items}), [{a}]), 0)", f"title({a})", f"jsonencode({items})",
            f'"%{{ if {flag} }}{{${{{a}}}}}%{{ else }}-%{{ endif }}"', f'"%{{ for v in {items} }}[${{v}}]%{{ endfor }}"',
            f"one([{a}])", f"tostring({number})", f'try(regex("[a-z]+", {a}), {b})', f"yamlencode({table})",
            f"base64encode({a})", f'jsondecode(jsonencode({{ k = {a} }})).k', f"strrev({c})",
        )  # fmt: skip

    def list(self, depth: int) -> str:
        if depth == 0:
            return self.one(*LISTS)
        a, b = self.list(depth - 1), self.list(depth - 1)
        text, table, flag = self.text(depth - 1), self.map(depth - 1), self.bool(depth - 1)
        return self.one(
            f"concat(tolist({a}), tolist({b}))", f"[for v in {a} : v]", f'[for v in {a} : "${{v}}!" if v != "a"]',
            f"[for k, v in {table} : k]", f"values({{ for k, v in {table} : k => tostring(v) }})", f"distinct({a})",
            f"sort({a})", f"toset({a})", f"tolist({a})", f"compact({a})", f"flatten([{a}, [{b}]])", f"reverse(tolist({a}))",
            f"[{text}]", f'split("/", {text})', f"setunion({a}, {b})", f"setsubtract({a}, {b})", f"({flag} ? tolist({a}) : tolist({b}))",
            f"keys({table})", f'[for k, v in {a} : "#${{k}}"]', f'formatlist("<%s>", {a})', f"try({a}, [])", f"({a})[*]",
            f"[for v in {a} : v if {flag}]", f"concat({flag} ? tolist({a}) : [], [{text}])", f"flatten([for v in {a} : [v, {text}] if {flag}])",
            f'concat(["p"], [for v in {a} : [v]]...)', f"({flag} ? toset({a}) : toset({b}))", f"distinct({flag} ? tolist({a}) : [{text}])",
            f"[for one in ({flag} ? [{{ name = {text} }}] : []) : one.name]", f"[for v in ({flag} ? [{{ name = {text} }}] : [])[*].name : v]",
            f"setintersection({a}, {b})", f"slice(concat(tolist({a}), [\"p\"]), 0, 1)",
        )  # fmt: skip

    def map(self, depth: int) -> str:
        if depth == 0:
            return self.one(*MAPS)
        a, b = self.map(depth - 1), self.map(depth - 1)
        text, items = self.text(depth - 1), self.list(depth - 1)
        return self.one(
            f"merge({a}, {b})", f"{{ for v in toset({items}) : v => {text} }}", f"{{ for k, v in {a} : k => v }}",
            f"{{ (var.key) = {text}, z = {text} }}", f"{{ for k, v in {a} : upper(k) => v if k != \"a\" }}",
            f"{{ for v in {items} : v => v... }}", f"zipmap([\"k\"], [{text}])", f"try({a}, {{}})",
            f"({self.bool(depth - 1)} ? {a} : {a})", f'({self.bool(depth - 1)} ? {{ for k, v in {a} : k => "${{k}}" }} : {{ for k, v in {b} : k => "${{k}}?" }})',
            f"merge([for k, v in {a} : {{ (k) = v, \"${{k}}!\" = {text} }}]...)",
            f"{{ for k, v in {a} : k => v if {self.bool(depth - 1)} }}", f"{{ for k in keys({a}) : k => lookup({b}, k, {text}) }}",
            f"jsondecode(jsonencode({a}))", f"yamldecode(yamlencode({a}))",
        )  # fmt: skip

    def bool(self, depth: int) -> str:
        if depth == 0:
            return self.one(*BOOLS)
        a, b = self.text(depth - 1), self.text(depth - 1)
        p, q = self.bool(depth - 1), self.bool(depth - 1)
        return self.one(
            f"({a} == {b})", f"({a} != {b})", f"({p} && {q})", f"({p} || {q})", f"!({p})", f"startswith({a}, {b})",
            f"can({a})", f"contains({self.list(depth - 1)}, {a})", f"({self.number(depth - 1)} > 1)",
            f"endswith({a}, {b})", f"strcontains({a}, {b})", f"alltrue([{p}, {q}])", f"({self.list(depth - 1)} == [])",
        )  # fmt: skip

    def number(self, depth: int) -> str:
        if depth == 0:
            return self.one(*NUMBERS)
        a, b = self.number(depth - 1), self.number(depth - 1)
        return self.one(
            f"({a} + {b})", f"({a} * {b})", f"({a} - {b})", f"length({self.list(depth - 1)})", f"max({a}, {b})",
            f"length({self.text(depth - 1)})", f"length({self.map(depth - 1)})", f"floor({a})", f"({a} / 4)", f"({a} % 4)",
        )  # fmt: skip


@needs_terraform
@pytest.mark.parametrize("seed", range(8))
def test_terraform_says_the_same_of_what_nobody_wrote(seed: int, tree: Path) -> None:
    writer = Writer(seed)
    kinds = (writer.text, writer.list, writer.map, writer.bool, writer.number)
    made = compare(tree, [kinds[number % 5](1 + number % 3) for number in range(300)])
    assert not made.disagreements, f"{len(made.disagreements)}:\n" + "\n".join(made.disagreements)
