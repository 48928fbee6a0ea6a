"""What a stranger's tree can do to a run: nothing but cost the file that does it, in bounded time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Tree = dict[str, str | bytes]

GOOD = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: app@acme-prod.gserviceaccount.com
"""
"""A manifest with one mistake, which is found whatever stands beside it."""
CHART = "name: c\nversion: 1.0.0\n"
MEMBER = 'resource "google_service_account" "a" {\n  account_id = ACCOUNT\n}\n'


def annotated(value: str) -> str:
    manifest = {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": "a", "annotations": {"iam.gke.io/gcp-service-account": "VALUE"}},
    }
    return json.dumps(manifest).replace("VALUE", value)


TREES: dict[str, tuple[Tree, set[str]]] = {
    "a pattern of nothing": ({".gitignore": "!\n"}, {"WI008"}),
    "a pattern of blanks": ({".gitignore": "! \n"}, {"WI008"}),
    "a pattern that ends in a backslash": ({".ignore": "*.md\n*\\\n"}, {"WI008"}),
    "a range of letters that runs backwards": ({".wi-lintignore": "[z-a]\n"}, {"WI008"}),
    "an ignore file of very many lines": ({".gitignore": "x\n" * 200_000}, {"WI006"}),
    "a template with an operator of no language": (
        {"c/Chart.yaml": "", "c/templates/a.yaml": "namespace: {{ a || b }} # serviceAccount\n"},
        set(),
    ),
    "a text split at nothing": (
        {"c/Chart.yaml": CHART, "c/templates/a.yaml": 'kind: ServiceAccount\nx: {{ splitList "" "abc" }}\n'},
        set(),
    ),
    "a replacement of an empty path": (
        {
            "k/kustomization.yaml": "resources: [a.yaml]\nreplacements:\n- source: {kind: ServiceAccount}\n"
            "  targets: [{select: {kind: ServiceAccount}, fieldPaths: ['']}]\n",
            "k/a.yaml": GOOD,
        },
        set(),
    ),
    "half a character": ({"x.json": annotated("\\ud800@p.iam.gserviceaccount.com")}, {"WI102"}),
    "a template outside of the tree": (
        {"main.tf": MEMBER.replace("ACCOUNT", 'templatefile("/x", {})')},
        set(),
    ),
    "a number without end": ({"main.tf": MEMBER.replace("ACCOUNT", '"x${1e99999999 + 1}"')}, set()),
    "a number of very many digits": (
        {"main.tf": MEMBER.replace("ACCOUNT", f'"x${{{"9" * 9000} * 2}}"')},
        set(),
    ),
    "conditions in conditions": (
        {"a.sh": "if a; then " * 3_000 + "gcloud iam service-accounts create x;" + " fi;" * 3_000},
        {"WI006"},
    ),
    "a chain of commands": ({"a.sh": "a && " * 3_000 + "gcloud iam service-accounts create x\n"}, {"WI006"}),
    "a script that is too long": (
        {"a.sh": "a=1\n" * 21_000 + "gcloud iam service-accounts create x\n"},
        {"WI006"},
    ),
}


def _doubled(step: str, times: int = 40, first: str = '"${var.x}a"') -> str:
    """Local values of which each is made of the one before, and an account that is called by the last."""
    made = "".join(f"  b{n} = {step.replace('P', f'local.b{n - 1}')}\n" for n in range(1, times + 1))
    return f'variable "x" {{}}\nlocals {{\n  b0 = {first}\n{made}}}\n' + MEMBER.replace(
        "ACCOUNT", f"jsonencode(local.b{times})"
    )


def _template(step: str, times: int, first: str) -> Tree:
    body = f"{{{{ $x := {first} }}}}{step * times}\nkind: ServiceAccount\nx: {{{{ toYaml $x }}}}\n"
    return {"c/Chart.yaml": CHART, "c/templates/a.yaml": body}


GROWING: dict[str, Tree] = {
    "texts": {"main.tf": _doubled('"${P}${P}"')},
    "lists": {"main.tf": _doubled("[P, P]")},
    "tables": {"main.tf": _doubled("{ a = P, b = P }")},
    "escapes": {"main.tf": _doubled("jsonencode(P)", first='"\\""')},
    "replacements": {"main.tf": _doubled('replace(P, "a", "aaaaaaaaaa")', 12, '"aaaa"')},
    "loops": {
        "main.tf": 'locals {\n  x = [for i in range(4000) : [for j in range(4000) : [for k in range(4000) : "x"]]]\n}\n'
        + MEMBER.replace("ACCOUNT", "jsonencode(local.x)")
    },
    "modules": {
        f"m{n}/main.tf": "".join(f'module "{name}" {{\n  source = "../m{n + 1}"\n}}\n' for name in "abc")
        for n in range(15)
    }
    | {"m15/main.tf": MEMBER.replace("ACCOUNT", '"x"')},
    "instances": {
        "main.tf": 'module "a" {\n  source = "./m"\n  count  = 2000\n}\n',
        "m/main.tf": 'module "a" {\n  source = "../n"\n  count  = 2000\n}\n',
        "n/main.tf": MEMBER.replace("ACCOUNT", '"x"'),
    },
    "printed texts": _template('{{ $x = printf "%s%s" $x $x }}', 40, '"a"'),
    "joined lists": _template("{{ $x = concat $x $x }}", 40, 'list "a"'),
    "nested tables": _template('{{ $x = dict "a" $x "b" $x }}', 40, 'dict "a" 1'),
    "replaced texts": _template('{{ $x = replace "a" "aaaaaaaaaa" $x }}', 12, '"a"'),
    "long lists": {
        **_template('{{ $x = splitList "," .Values.x }}', 1, "1"),
        "c/values.yaml": f'x: "{"a," * 1_000_000}"\n',
    },
    "numbers": _template("{{ $x = mul $x $x }}", 30, "10"),
    "empty rounds": _template("{{ range until 256 }}" * 4 + "{{ end }}" * 4, 1, "1"),
    "open actions": {"c/Chart.yaml": CHART, "c/templates/a.yaml": "{{ /*" * 20_000},
    "overlays": {
        f"k{n}/kustomization.yaml": f"resources: [../k{n + 1}, ../k{n + 1}/../k{n + 1}]\n" for n in range(20)
    }
    | {"k20/kustomization.yaml": "resources: [a.yaml]\n", "k20/a.yaml": GOOD},
    "functions": {
        "a.sh": "".join(f'f{n}() {{ f{n + 1} "$1$1"; f{n + 1} "$1$1"; }}\n' for n in range(30))
        + "f30() { gcloud iam service-accounts create $1; }\nf0 a\n"
    },
    "arrays": {
        "a.sh": "a=(b)\n" + 'a=("${a[@]}" "${a[@]}")\n' * 26 + "gcloud iam service-accounts create x\n"
    },
    "parentheses": {"a.sh": "a=(" * 20_000 + "\ngcloud iam service-accounts create x\n"},
}
"""Small trees in which something grows by doubling: each took minutes, or all memory."""


@pytest.mark.parametrize("name", GROWING)
def test_nothing_grows_by_doubling(name: str, tmp_path: Path, wi_lint: Run) -> None:
    for path, text in {**GROWING[name], "good.yaml": GOOD}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode() if isinstance(text, str) else text)
    done = wi_lint("-q", "-f", "concise", ".")
    assert done.returncode == 1, done.stderr
    assert re.search(r"^good\.yaml:7:\d+: WI102", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", TREES)
def test_a_file_costs_that_file(name: str, tmp_path: Path, wi_lint: Run) -> None:
    files, rules = TREES[name]
    for path, text in {**files, "good.yaml": GOOD}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode() if isinstance(text, str) else text)
    # what half a character does to a text, it does where all of it becomes JSON
    done = wi_lint("-q", "-f", "sarif" if "character" in name else "concise", ".")
    assert done.returncode == 1, done.stderr
    assert not done.stderr
    assert "WI102" in done.stdout
    assert all(rule in done.stdout for rule in rules)


@pytest.mark.parametrize(
    "form", ["concise", "json", "sarif", "github", "junit", "gitlab", "rdjson", "markdown"]
)
def test_a_name_that_is_no_unicode_is_shown_escaped(form: str, tmp_path: Path, wi_lint: Run) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xff.yaml")).write_text(GOOD)
    except OSError:
        pytest.skip("this file system takes no such name")
    done = wi_lint("-q", "-f", form, ".", PYTHONIOENCODING="ascii")
    assert done.returncode == 1, done.stderr
    assert "WI102" in done.stdout


@pytest.mark.parametrize("name", [".gitignore", ".wi-lintignore"])
@pytest.mark.parametrize("to", ["/dev/zero", "/etc/passwd", "pipe"])
def test_only_files_of_the_tree_hide_anything(name: str, to: str, tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "good.yaml").write_text(GOOD)
    if to == "pipe":
        os.mkfifo(tmp_path / name)
    else:
        (tmp_path / name).symlink_to(to)
    done = wi_lint("-q", "-f", "concise", ".")
    assert (done.returncode, done.stderr) == (1, "")
    assert "WI102" in done.stdout
    assert f"{name}:1:1: WI001" in done.stdout


def test_a_pipe_without_an_ending_is_no_script(tmp_path: Path, wi_lint: Run) -> None:
    os.mkfifo(tmp_path / "x")
    (tmp_path / "y").symlink_to("/dev/stdin")
    (tmp_path / "good.yaml").write_text(GOOD)
    assert wi_lint("-q", ".").returncode == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("wi-lint.toml", "a=" + "[" * 5_000),
        ("wi-lint.toml", "a=" + "1" * 5_000),
        (
            ".wi-lint-baseline.json",
            '{"version":1,"entries":[{"rule":"a","path":"a","subject":"x","count":1e999}]}',
        ),
        (".wi-lint-baseline.json", "[" * 100_000),
    ],
)
def test_a_configuration_or_baseline_that_is_none_is_one_sentence(
    path: str, text: str, tmp_path: Path, wi_lint: Run
) -> None:
    (tmp_path / path).write_text(text)
    (tmp_path / "good.yaml").write_text(GOOD)
    done = wi_lint(".")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_key_of_the_configuration_cannot_write_commands(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "wi-lint.toml").write_text('"\\n::error::pwned\\u001b" = 1\n')
    (tmp_path / "good.yaml").write_text(GOOD)
    done = wi_lint(".")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr


def test_a_baseline_is_not_written_through_a_link(tmp_path: Path, wi_lint: Run) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text("mine")
    home = tmp_path / "home"
    home.mkdir()
    (home / ".wi-lint-baseline.json").symlink_to(outside)
    (home / "good.yaml").write_text(GOOD)
    done = wi_lint("baseline", cwd=home)
    assert done.returncode == 2
    assert outside.read_text() == "mine"


INTERRUPTED = """
import os, signal, wi_lint.cli, wi_lint.inputs
wi_lint.inputs.Inputs.__init__ = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)
wi_lint.cli.main()
"""


def test_an_interrupted_run_says_so_by_its_status(tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, "")
