"""What a stranger's tree can do to a run: nothing but cost the file that does it, in bounded time."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import wi_lint

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
    "a generator whose pattern is none": (
        {
            "set.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec:\n"
            "  generators: [{git: {directories: [{path: '[z-a]'}, {path: '[z-a]', exclude: true}]}}]\n"
            "  template: {spec: {source: {path: '{{path}}'}}}\n"
        },
        set(),
    ),
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
        {"a.sh": "a=1\n" * 41_000 + "gcloud iam service-accounts create x\n"},
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

OVERLAY = "resources: [a.yaml]\npatches:\n- target: {name: '(a+)+$'}\n  patch: '[]'\n"
PATTERNS: dict[str, Tree] = {
    "stars of an ignore file": {".gitignore": "*a" * 10 + "b\n", "a" * 200 + ".yaml": GOOD},
    "folders of an ignore file": {".ignore": "**/a/" * 12 + "b\n", "a/" * 100 + "x.yaml": GOOD},
    "stars of the configuration": {
        "wi-lint.toml": f'exclude = ["{"*a" * 10}b"]\n',
        "a" * 200 + ".yaml": GOOD,
    },
    "a match in a chart": _template('{{ $x = regexMatch "(a+)+$" "' + "a" * 40 + 'b" }}', 1, "1"),
    "a replacement in a chart": _template(
        '{{ $x = regexReplaceAll "(a|aa)+$" "' + "a" * 60 + 'b" "" }}', 9, "1"
    ),
    "alternatives in Terraform": {"main.tf": _doubled('regex("(a|aa)+$", "' + "a" * 60 + 'b")', 1)},
    "every match in Terraform": {"main.tf": _doubled('regexall("(?:a|a)*b", "' + "a" * 60 + '")', 40)},
    "a replacement in Terraform": {
        "main.tf": _doubled('replace(P, "/(a|aa)*$/", "b")', 40, f'"{"a" * 90}c"')
    },
    "groups in Terraform": {"main.tf": _doubled('regex("((a+))+$", "' + "a" * 60 + 'b")', 1)},
    "stars in Terraform": {"main.tf": _doubled('regex(".*a.*a.*a.*a..b", "' + "a" * 4000 + '")', 1)},
    "many matches in Terraform": {
        "main.tf": _doubled('[for i in range(4000) : replace("' + "ab" * 2000 + '${i}", "/(a|b)*c/", "")]', 1)
    },
    "a selector of an overlay": {
        "k/kustomization.yaml": OVERLAY,
        "k/a.yaml": GOOD.replace("name: app", f"name: {'a' * 40}-"),
    },
    "a generator": {
        "set.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec:\n"
        f"  generators: [{{git: {{directories: [{{path: '*{'*a' * 15}b'}}]}}}}]\n"
        "  template: {spec: {source: {path: '{{path}}'}}}\n",
        f"{'a' * 240}/x.yaml": GOOD,
    },
    "a file set": {"main.tf": _doubled(f'fileset(".", "{"*a" * 15}b")', 1), "a" * 240: ""},
}
"""Patterns that a matcher that backtracks never finishes."""

LARGE: dict[str, Tree] = {
    "nested YAML": {"a.yaml": "kind: ServiceAccount\nx: " + "[" * 50_000},
    "nested mappings": {"a.yaml": "kind: ServiceAccount\n" + "".join(f"{' ' * n}a:\n" for n in range(2000))},
    "nested JSON": {"a.json": '{"apiVersion": "v1", "x": ' + "[" * 100_000},
    "nested Terraform": {"a.tf": "locals {\n  x = " + "[" * 100_000},
    "nested templates of Terraform": {"a.tf": "locals {\n  x = " + '"${' * 20_000},
    "operators": {"a.tf": "locals {\n  x = " + "1 + " * 100_000 + "1\n}\n"},
    "accessors": {"a.tf": "locals {\n  x = a" + ".a" * 100_000 + "\n}\n"},
    "conditions": {"a.tf": "locals {\n  x = " + "true ? 1 : " * 20_000 + "1\n}\n"},
    "blocks": {"a.tf": "a {\n" * 50_000},
    "brackets of a chart": {
        "c/Chart.yaml": CHART,
        "c/templates/a.yaml": "kind: ServiceAccount\nx: {{ " + "(" * 50_000,
    },
    "ifs of a chart": {
        "c/Chart.yaml": CHART,
        "c/templates/a.yaml": "kind: ServiceAccount\n" + "{{ if 1 }}" * 20_000,
    },
    "pipes of a chart": {
        "c/Chart.yaml": CHART,
        "c/templates/a.yaml": "kind: ServiceAccount\nx: {{ 1" + " | quote" * 20_000 + " }}\n",
    },
    "templates that call themselves": {
        "c/Chart.yaml": CHART,
        "c/templates/a.yaml": '{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}kind: ServiceAccount\n'
        'x: {{ include "a" . }}\n',
    },
    "nested commands": {"a.sh": "gcloud iam service-accounts create $(" * 5_000},
    "nested quotes": {"a.sh": 'gcloud iam service-accounts create "$(' * 5_000},
    "nested braces": {"a.sh": "gcloud iam service-accounts create " + "${a:-" * 20_000},
    "nested cases": {"a.sh": "case x in x) " * 5_000 + "gcloud iam service-accounts create x\n"},
    "words that are long and alike": {
        "a.sh": "".join(
            f'gcloud iam service-accounts {verb} "$P{"serviceAccount" * 300}$Q{n}@$R" --member="{"user" * 900}$S{n}"\n'
            for n in range(20)
            for verb in (
                "create",
                "disable",
                "delete",
                "add-iam-policy-binding --role=roles/iam.workloadIdentityUser",
            )
        )
    },
    "an object that is called by a text": {
        "a.yaml": GOOD.replace("name: app", "name: " + "a." * 400_000),
        "m/main.tf": 'module "a" {\n  source = "./x"\n}\n',
        "m/x/main.tf": MEMBER.replace("ACCOUNT", '"x"'),
    },
    "broken documents": {"a.yaml": (GOOD.replace("app@", "web@") + "\ta:\tb\n---\n") * 2_000},
    "writers of one role": {
        "a.tf": 'resource "google_service_account" "a" {\n  account_id = "app-one"\n  project = "acme-prod"\n}\n'
        + "".join(
            f'resource "google_service_account_iam_binding" "w{n}" {{\n'
            "  service_account_id = google_service_account.a.name\n"
            '  role = "roles/iam.workloadIdentityUser"\n'
            f'  members = ["serviceAccount:acme-prod.svc.id.goog[shop/k{n}]"]\n}}\n'
            for n in range(600)
        )
    },
    "an ignore of very many rules": {
        "a.yaml": GOOD.rstrip() + " # wi-lint: ignore[" + ",".join(f"WI{n}" for n in range(20_000)) + "]\n"
    },
    "a pipe of many": {"a.sh": "gcloud iam service-accounts create x" + " | cat" * 20_000 + "\n"},
    "a long line": {"a.sh": "gcloud iam service-accounts create x " + "a" * 1_000_000 + "\n"},
    "a long word": {"a.yaml": GOOD.replace("name: app", "name: " + "a" * 1_000_000)},
    "a long key": {"a.yaml": GOOD + "x" * 2_000_000 + ": 1\n"},
    "many documents": {"a.yaml": (GOOD.replace("app@", "web@") + "---\n") * 4_000},
    "many keys": {"a.yaml": GOOD + "data:\n" + "".join(f"  k{n}: v\n" for n in range(60_000))},
    "much of the same": {"a.yaml": "- a: b\n" * 1_000_000},
    "aliases": {
        "a.yaml": "kind: ServiceAccount\na0: &a0 [x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    },
    "many accounts of wrong names": {
        "a.yaml": "---\n".join(GOOD.replace("name: app", f"name: app-{n}") for n in range(1000)),
        "a.tf": "".join(
            f'resource "google_service_account_iam_member" "a{n}" {{\n'
            f'  service_account_id = "projects/p/serviceAccounts/app{n}@acme-prod.iam.gserviceaccount.com"\n'
            '  role = "roles/iam.workloadIdentityUser"\n'
            f'  member = "serviceAccount:acme-prod.svc.id.goog[shop/ap-{n}]"\n}}\n'
            for n in range(1000)
        ),
    },
    "a letter that is not ASCII": {
        "a.sh": "# \u2014\ngcloud iam service-accounts create x\n"
        + "".join(
            f'if [ "$A" = "b{n}" ]; then echo "s {n} $F" && kubectl get pods -n "$P{n}"; fi\n'
            for n in range(4000)
        )
    },
    "pods without an account": {
        f"a{n}.yaml": GOOD.replace("name: app", f"name: app-{n}")
        + f"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{n}, namespace: shop}}\nspec: {{containers: []}}\n"
        for n in range(1500)
    },
    "many roots": {f"r{n}/main.tf": MEMBER.replace("ACCOUNT", '"x"') for n in range(1000)},
    "many modules": {
        "main.tf": "".join(f'module "m{n}" {{\n  source = "./m"\n}}\n' for n in range(3000)),
        "m/main.tf": MEMBER.replace("ACCOUNT", '"x"') * 1,
    },
    "a wide loop": {
        "main.tf": MEMBER.replace("ACCOUNT", 'each.key\n  for_each = toset([for n in range(4000) : "a${n}"])')
    },
    "long chains of names": {
        "main.tf": "locals {\n  a0 = 1\n"
        + "".join(f"  a{n} = local.a{n - 1}\n" for n in range(1, 20_000))
        + "}\n"
        + MEMBER.replace("ACCOUNT", "local.a19999")
    },
    "many overlays": {
        f"o{n}/kustomization.yaml": "resources: [../base]\nnamePrefix: x-\n" for n in range(400)
    }
    | {"base/kustomization.yaml": "resources: [a.yaml]\n", "base/a.yaml": (GOOD + "---\n") * 50},
    "many variables of a script": {
        "a.sh": "".join(f"A{n}=$A{n - 1}x\n" for n in range(1, 8000))
        + "gcloud iam service-accounts create $A7999\n"
    },
    "loops of a script": {
        "a.sh": "for a in {1..4000}; do for b in {1..4000}; do for c in {1..4000}; do\n"
        "gcloud iam service-accounts create $a$b$c\ndone; done; done\n"
    },
    "very many roots of very many instances": {
        f"r{n}/main.tf": 'resource "google_project_iam_member" "a" {\n  count = 2000\n  project = "acme-prod"\n'
        '  role = "roles/viewer"\n  member = "user:a${count.index}@b.example"\n}\n'
        for n in range(120)
    },
    "very many scripts with loops": {
        f"s{n}.sh": "for i in {1..60}; do for j in {1..60}; do\n"
        "gcloud projects add-iam-policy-binding acme-prod --role roles/viewer --member user:$i$j@b.example\n"
        "done; done\n"
        for n in range(60)
    },
    "very many charts with loops": {
        path: text
        for n in range(60)
        for path, text in {
            f"c{n}/Chart.yaml": f"name: c{n}\nversion: 1.0.0\n",
            f"c{n}/templates/a.yaml": "{{ range $i := until 16 }}{{ range $j := until 256 }}\n---\napiVersion: v1\n"
            "kind: ServiceAccount\nmetadata:\n  name: a{{ $i }}-{{ $j }}\n{{ end }}{{ end }}\n",
        }.items()
    },
    "long expressions in loops": {
        "c/Chart.yaml": CHART,
        "c/templates/a.yaml": "kind: ServiceAccount\n"
        + "{{ range until 9 }}" * 8
        + "{{ if "
        + "(default 1 " * 40
        + "2"
        + ")" * 40
        + " }}a{{ end }}"
        + "{{ end }}" * 8
        + "\n",
    },
    "paragraphs of a guide": {"README.md": "svc.id.goog[a/b] workloadIdentityUser\n\n" * 20_000},
    "many lines of Make": {
        "Makefile": "A = $(B)$(B)\nB = $(A)\n" * 5000 + "x:\n\tgcloud iam service-accounts create $(A)\n"
    },
    "layers of an image": {"Dockerfile": "RUN gcloud iam service-accounts create x\n" * 5000},
    "a program": {
        "a.py": "import kubernetes\nx = " + "(" * 20_000 + "1" + ")" * 20_000 + "\n# serviceaccount/token\n"
    },
}
"""Nesting, fan-out, long lines and many files, in every language that is read."""


@pytest.mark.parametrize("name", [*GROWING, *PATTERNS, *LARGE])
def test_every_tree_is_linted_within_bounds(name: str, tmp_path: Path, bounded: Run) -> None:
    for path, text in {**GROWING, **PATTERNS, **LARGE}[name].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode() if isinstance(text, str) else text)
    (tmp_path / "good.yaml").write_text(GOOD)
    done = bounded("-q", "-f", "concise", ".")
    assert done.returncode == 1, done.stderr[:2000]
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
import signal, time, wi_lint.cli, wi_lint.inputs
# what a shell starts in the background ignores the signal, and so would this process
signal.signal(signal.SIGINT, signal.default_int_handler)

def interrupted(*_, **__):
    signal.raise_signal(signal.SIGINT)
    time.sleep(30)

wi_lint.inputs.Inputs.__init__ = interrupted
wi_lint.cli.main()
"""


def test_an_interrupted_run_says_so_by_its_status(tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, "")


WATCHED = """
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append((event, str(args[0]) if args else "")))
import wi_lint.cli
try:
    wi_lint.cli.os._exit = lambda status: sys.exit(status)
    wi_lint.cli.main()
finally:
    for event, what in seen:
        if event.startswith(("socket.", "subprocess.", "os.exec", "os.system", "os.posix_spawn", "os.fork", "ctypes.")):
            print("DID", event, what, file=sys.stderr)
        if event == "open":
            print("OPENED", what, file=sys.stderr)
"""


def test_a_run_opens_files_of_the_tree_the_cache_and_the_installation_and_nothing_else(
    tmp_path: Path,
) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(Path(__file__).parent / "fixtures/helm-environments", tree)
    (tree / "outside.yaml").symlink_to("/etc/hostname")
    (tree / "values").symlink_to("/etc")
    for number in range(20):
        (tree / f"a{number}.yaml").write_text(GOOD)
    (tree / "main.tf").write_text(
        'locals {\n  a = file("/etc/passwd")\n}\n' + MEMBER.replace("ACCOUNT", "local.a")
    )
    cache = tmp_path / "cache"
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "-q", "-f", "concise", "."],
        cwd=tree, capture_output=True, text=True, check=False, env={**os.environ, "WI_LINT_CACHE_DIR": str(cache)},
    )  # fmt: skip
    assert "WI102" in done.stdout
    assert "DID" not in done.stderr
    opened = [line.removeprefix("OPENED ") for line in done.stderr.splitlines() if line.startswith("OPENED ")]
    installed = [
        Path(place).resolve() for place in (sys.prefix, sys.base_prefix, Path(wi_lint.__file__).parents[2])
    ]
    allowed = [tree, cache, *installed, Path(os.devnull)]
    strange = {
        path for path in opened
        if not path.isdigit() and not any((tree / path).resolve().is_relative_to(place) for place in allowed)
    }  # fmt: skip
    assert strange == set()
    assert any("outside.yaml" not in path and path.endswith("a1.yaml") for path in opened)


LIMITED: dict[str, tuple[Tree, str]] = {
    "an object of very many nodes": (
        {"a.yaml": "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n"
         + "".join(f"  k{n}: v\n" for n in range(25_000)) + "  containers: []\n"},
        "a.yaml:3: WI006",
    ),
    "a program of very many characters": (
        {"a.py": "# x\n" * 130_000 + "url = 'http://metadata/computeMetadata/v1/instance/service-accounts/default/token'\n"},
        "a.py:1: WI006",
    ),
    "a root of very many evaluations": (
        {"infra/main.tf": 'module "a" {\n  source = "./m"\n  count  = 2000\n}\n',
         "infra/m/main.tf": 'module "a" {\n  source = "../n"\n  count  = 2000\n}\n',
         "infra/n/main.tf": MEMBER.replace("ACCOUNT", '"x"')},
        "infra/main.tf:1: WI006",
    ),
    "a chart of very many steps": (
        {"c/Chart.yaml": CHART, "c/templates/a.yaml": "kind: ServiceAccount\n{{ range $k, $v := .Values.t }}"
         "{{ range $kk, $vv := $.Values.t }}\n{{ $k }}-{{ $kk }}: a\n{{ end }}{{ end }}\n",
         "c/values.yaml": "t:\n" + "".join(f"  k{n}: v{n}\n" for n in range(400))},
        "c/templates/a.yaml:1: WI006",
    ),
    "overlays above one another": (
        {f"o{n}/kustomization.yaml": f"resources: [../o{n - 1}]\n" for n in range(1, 41)}
        | {"o0/kustomization.yaml": "resources: [a.yaml]\n", "o0/a.yaml": GOOD},
        "o40/kustomization.yaml:1: WI006",
    ),
    "charts inside one another": (
        {f"c{n}/Chart.yaml": f"name: c{n}\ndependencies: [{{name: c{n + 1}, repository: 'file://../c{n + 1}'}}]\n"
         for n in range(9)} | {"c9/Chart.yaml": "name: c9\n"},
        "c1/Chart.yaml:1: WI006",
    ),
    "a script of very many statements": ({"a.sh": "a=1\n" * 41_000 + "gcloud iam service-accounts create x\n"}, "a.sh:"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITED)
def test_what_runs_out_is_said_at_its_place(name: str, tmp_path: Path, wi_lint: Run) -> None:
    files, place = LIMITED[name]
    for path, text in {**files, "good.yaml": GOOD}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode() if isinstance(text, str) else text)
    done = wi_lint("-q", "-f", "concise", ".")
    [said] = [line for line in done.stdout.splitlines() if " WI006 " in line]
    path, line, _, rest = said.split(":", 3)
    assert f"{path}:{line}:{rest}".startswith(place)
    assert re.search(r"more than \d|further than \d", rest)  # which names the bound
    assert "good.yaml:7" in done.stdout


@pytest.mark.parametrize(
    "form", ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"]
)
def test_no_name_of_a_file_steers_a_terminal(form: str, tmp_path: Path, wi_lint: Run) -> None:
    names = ["a\x1b[31m.yaml", "b\n::error::x.yaml", "c\u202e.yaml", "d\x07.yaml", "e\x9b31m.yaml"]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(GOOD.replace("name: app", f"name: app-{number}"))
    for args in (("-f", form), ("--show-files",)):
        done = wi_lint(*args, ".")
        shown = done.stdout + done.stderr
        assert not re.search(r"[\x1b\x07\x9b\u202e]", shown)
        assert not re.search(r"^::error::x", shown, re.MULTILINE)
    if form == "json":
        assert {one["path"] for one in json.loads(wi_lint("-f", "json").stdout)["findings"]} == set(names)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_name_of_a_folder_steers_a_terminal(form: str, tmp_path: Path, wi_lint: Run) -> None:
    names = ["a\x1b[31m", "b\n::error::x", "c\u202e", "d\x07", "e\x9b31m"]
    for name in names:
        (tmp_path / name / "prod").mkdir(parents=True)
        (tmp_path / name / "prod" / "a.yaml").write_text(GOOD)
    done = wi_lint("environments", "-f", form, ".")
    assert not re.search(r"[\x1b\x07\x9b\u202e]", done.stdout)
    assert not re.search(r"^::error::x", done.stdout, re.MULTILINE)
    if form == "json":
        [prod] = json.loads(done.stdout)["environments"]
        assert {one["folder"] for one in prod["members"]} == {f"{name}/prod" for name in names}


def test_a_message_that_quotes_very_much_is_cut_and_is_not_lost(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("app@", "a" * 200_000 + "@"))
    for form in ("concise", "markdown"):
        done = wi_lint("-q", "-f", form, ".")
        assert "WI102" in done.stdout
        assert "…" in done.stdout
        assert len(done.stdout) < 10_000
