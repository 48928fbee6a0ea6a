"""The command, as a process: exit codes, streams, formats, and bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

BAD = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-app
"""
GOOD = BAD.replace("shop-app", "shop-app@acme-prod.iam.gserviceaccount.com")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    (tmp_path / "app.yaml").write_text(BAD)
    return tmp_path


def findings(run: subprocess.CompletedProcess[str]) -> list[tuple[str, str, int]]:
    return [(f["rule"], f["path"], f["line"]) for f in json.loads(run.stdout)["findings"]]


def test_a_clean_tree_prints_nothing_on_stdout(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "app.yaml").write_text(GOOD)
    run = wi_lint(".")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr.startswith("No problems in 1 file")
    assert wi_lint("-q").stderr == ""


def test_findings_make_the_exit_status_one(bad: Path, wi_lint: Run) -> None:
    run = wi_lint()
    assert run.returncode == 1
    assert run.stdout.startswith("error[WI102]: the annotation 'shop-app' of app has no '@'")
    assert " --> app.yaml:7:37\n" in run.stdout
    assert (
        "7 |     iam.gke.io/gcp-service-account: shop-app\n  |                                     ^^^^^^^^\n"
        in run.stdout
    )
    assert "= help: write the bare e-mail" in run.stdout
    assert "\x1b[" not in run.stdout


def test_concise_is_one_line_each(bad: Path, wi_lint: Run) -> None:
    run = wi_lint("-f", "concise", ".")
    assert (
        run.stdout
        == "app.yaml:7:37: WI102 [error] the annotation 'shop-app' of app has no '@': it is not an e-mail\n"
    )


def test_json_is_the_documented_object(bad: Path, wi_lint: Run) -> None:
    run = wi_lint("-f", "json")
    made = json.loads(run.stdout)
    assert run.returncode == 1
    assert made["schema_version"] == 1
    [finding] = made["findings"]
    assert finding["rule"], finding["name"] == ("WI102", "malformed-annotation")
    assert (finding["path"], finding["line"], finding["column"]) == ("app.yaml", 7, 37)
    assert (finding["end_line"], finding["end_column"]) == (7, 45)
    assert (finding["severity"], finding["subject"]) == ("error", "ServiceAccount/shop/app")
    assert len(finding["fingerprint"]) == 16
    hidden = {"ignored", "baseline", "left_out", "excluded", "switched_off"}
    assert set(made["stats"]) == {"files", "facts", "seconds", *hidden}


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["--fail-on", "never"], 0),
        (["--exit-zero"], 0),
        (["--fail-on", "error"], 1),
        (["--ignore", "WI102"], 0),
        (["--select", "WI2"], 0),
        (["--select", "malformed-annotation"], 1),
        (["--select", "WI2", "--extend-select", "WI102"], 1),
        (["--select", "ALL"], 1),
    ],
)
def test_thresholds_and_selection(bad: Path, wi_lint: Run, args: list[str], status: int) -> None:
    for form in ("full", "concise", "json"):
        assert wi_lint("-f", form, *args).returncode == status


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["missing.yaml"], "'missing.yaml' does not exist"),
        (["--select", "WI999"], "no rule is called 'WI999'"),
        (["--ignore", "malformed-anotation"], "did you mean 'malformed-annotation'?"),
        (["--no-such-option"], "No such option"),
        (["-f", "yaml"], "is not one of"),
        (["rule", "WI999"], "no rule is called 'WI999'"),
        (["-o", "no/such/folder/out.txt"], "cannot be written"),
    ],
)
def test_usage_errors_are_one_line_and_exit_two(bad: Path, wi_lint: Run, args: list[str], says: str) -> None:
    run = wi_lint(*args)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_bad_files_are_findings_and_the_rest_is_linted(bad: Path, wi_lint: Run) -> None:
    (bad / "binary.yaml").write_bytes(b"\x00\x01kind")
    (bad / "latin.yaml").write_bytes("kind: é".encode("latin-1"))
    (bad / "empty.yaml").write_text("")
    (bad / "broken.yaml").write_text("apiVersion: v1\nkind: Pod\n a: [\n")
    (bad / "broken.tf").write_text('resource "x" "y" {\n  a = \n}\n')
    (bad / "large.yaml").write_text("a: b\n" * 2_200_000)
    (bad / "deep.yaml").write_text("serviceAccount: " + "[" * 200_000)
    (bad / "loop.yaml").symlink_to("loop.yaml")
    (bad / "folder").symlink_to(".")
    (bad / "outside.yaml").symlink_to("/etc/hostname")
    (bad / "nowhere.yaml").symlink_to("that-is-not-there.yaml")  # as a guide has one fill it in
    bomb = "serviceAccount: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    (bad / "bomb.yaml").write_text(bomb)
    run = wi_lint("-f", "json")
    assert run.returncode == 1
    assert set(findings(run)) == {
        ("WI102", "app.yaml", 7),
        ("WI007", "binary.yaml", 1),
        ("WI007", "latin.yaml", 1),
        ("WI002", "broken.yaml", 3),
        ("WI003", "broken.tf", 2),
        ("WI001", "large.yaml", 1),
        ("WI006", "deep.yaml", 1),
        ("WI001", "loop.yaml", 1),
        ("WI001", "outside.yaml", 1),
        ("WI006", "bomb.yaml", 7),
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_a_finding(bad: Path, wi_lint: Run) -> None:
    (bad / "secret.yaml").write_text(GOOD)
    (bad / "secret.yaml").chmod(0)
    assert ("WI001", "secret.yaml", 1) in findings(wi_lint("-f", "json"))


def test_a_helm_template_is_no_broken_yaml(tmp_path: Path, wi_lint: Run) -> None:
    folder = tmp_path / "chart" / "templates"
    folder.mkdir(parents=True)
    (tmp_path / "chart" / "Chart.yaml").write_text("apiVersion: v2\nname: app\nversion: 1.0.0\n")
    (folder / "sa.yaml").write_text(
        "{{- if .Values.create }}\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n"
    )
    run = wi_lint("-v")
    assert (run.returncode, run.stdout) == (0, "")
    (tmp_path / "site.yaml").write_text(
        "apiVersion: v1\nkind: ServiceAccount\n{% if x %}\nmetadata: {name: a}\n{% endif %}\n"
    )
    assert "site.yaml: a template, set aside" in wi_lint("-v").stderr


def test_a_jinja_template_is_no_broken_terraform(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "template.tfvars").write_text("{% for x in y %}\na = [{{ x }}\n{% endfor %}\n")
    (tmp_path / "prod.tfvars").write_text("a = [\n")
    assert findings(wi_lint("-f", "json")) == [("WI003", "prod.tfvars", 1)]


def test_standard_input_takes_a_name(tmp_path: Path, wi_lint: Run) -> None:
    run = wi_lint("-f", "json", "-", "--stdin-filename", "k8s/app.yaml", stdin=BAD)
    assert findings(run) == [("WI102", "k8s/app.yaml", 7)]


def test_paths_are_relative_to_the_repository(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "deploy" / "k8s"
    inner.mkdir(parents=True)
    (inner / "app.yaml").write_text(BAD)
    assert findings(wi_lint("-f", "json", cwd=inner)) == [("WI102", "deploy/k8s/app.yaml", 7)]
    assert findings(wi_lint("-f", "json", "app.yaml", cwd=inner)) == [("WI102", "deploy/k8s/app.yaml", 7)]


def test_report_paths_lints_everything_and_reports_some(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "app.yaml").write_text(GOOD)
    (tmp_path / "other.yaml").write_text(BAD)
    (tmp_path / "iam.tf").write_text(
        'resource "google_service_account_iam_member" "app" {\n'
        '  service_account_id = "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"\n'
        '  role               = "roles/iam.workloadIdentityUser"\n'
        '  member             = "serviceAccount:acme-prod.svc.id.goog[shops/app]"\n}\n'
    )
    run = wi_lint("-f", "json", "--report-paths", "iam.tf")
    assert findings(run) == [("WI201", "app.yaml", 7)]
    assert wi_lint("-f", "json", "--report-paths", "README.md").returncode in (0, 2)


def test_output_goes_to_a_file(bad: Path, wi_lint: Run) -> None:
    run = wi_lint("-f", "json", "-o", "out.json")
    assert (run.returncode, run.stdout) == (1, "")
    assert json.loads((bad / "out.json").read_text())["findings"]


@pytest.mark.parametrize(
    ("args", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"GITHUB_ACTIONS": "true"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(bad: Path, wi_lint: Run, args: list[str], environment: dict[str, str], colored: bool) -> None:
    assert ("\x1b[" in wi_lint(*args, **environment).stdout) == colored


def test_text_from_files_cannot_steer_a_terminal(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "app.yaml").write_text(BAD.replace("shop-app", '"\\e[2Jx\\n::error::y"'))
    run = wi_lint("-f", "full", "--color", "never")
    assert "\x1b" not in run.stdout
    assert not any(line.startswith("::error") for line in run.stdout.splitlines())


def test_what_is_undecided_is_listed_on_demand(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "app.yaml").write_text(GOOD)
    (tmp_path / "iam.tf").write_text(
        'variable "ns" {}\nresource "google_service_account_iam_member" "app" {\n'
        '  service_account_id = "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"\n'
        '  role               = "roles/iam.workloadIdentityUser"\n'
        '  member             = "serviceAccount:acme-prod.svc.id.goog[${var.ns}/app]"\n}\n'
    )
    run = wi_lint("--show-unsure")
    assert run.returncode == 0
    assert "app.yaml:7:37: WI201 [unsure]" in run.stdout
    assert "the variable 'ns' has no default" in run.stdout
    assert [u["path"] for u in json.loads(wi_lint("-f", "json").stdout)["unsure"]] == ["app.yaml"]


def test_complete_turns_the_unseen_into_findings(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "app.yaml").write_text(GOOD)
    assert wi_lint().returncode == 0
    assert findings(wi_lint("--complete", "-f", "json")) == [("WI201", "app.yaml", 7)]


def test_ignored_files_are_left_out(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("build/\n*.gen.yaml\n!kept.gen.yaml\n")
    for name in (
        "build/a.yaml",
        "x.gen.yaml",
        "kept.gen.yaml",
        ".terraform/a.yaml",
        "node_modules/a.yaml",
        "sub/b.yaml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BAD)
    assert {f[1] for f in findings(wi_lint("-f", "json"))} == {"kept.gen.yaml", "sub/b.yaml"}
    everything = {f[1] for f in findings(wi_lint("-f", "json", "--no-respect-gitignore"))}
    assert everything == {"kept.gen.yaml", "sub/b.yaml", "build/a.yaml", "x.gen.yaml"}


def test_rules_explain_themselves(wi_lint: Run) -> None:
    assert wi_lint("rule", "WI201").stdout.startswith("# WI201 annotation-without-binding\n")
    assert wi_lint("rule", "annotation-without-binding").stdout == wi_lint("rule", "WI201").stdout
    listed = wi_lint("rules", "-f", "concise").stdout.splitlines()
    assert "WI201  error    annotation-without-binding" in listed
    assert wi_lint("--version").stdout == "wi-lint 0.2.0\n"


def test_an_early_end_of_the_reader_is_no_error(bad: Path) -> None:
    for number in range(400):
        (bad / f"app{number}.yaml").write_text(BAD.replace("name: app", f"name: app{number}"))
    run = subprocess.run(
        f"{sys.executable} -m wi_lint -q . | head -1",
        shell=True,
        cwd=bad,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in run.stderr
    assert "BrokenPipe" not in run.stderr


def test_nothing_in_the_tree_is_run_or_read_outside(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "wi_lint_rules.py").write_text("raise SystemExit('executed')\n")
    (tmp_path / "sitecustomize.py").write_text("")
    inner = tmp_path / "repo"
    inner.mkdir()
    (inner / ".git").mkdir()
    (tmp_path / "secret.tf").write_text("locals {\n")
    (inner / "main.tf").write_text('module "out" {\n  source = "../"\n}\n')
    run = wi_lint("-f", "json", cwd=inner)
    assert (run.returncode, findings(run)) == (0, [])


def test_start_up_imports_nothing_heavy(tmp_path: Path) -> None:
    script = "import sys; from wi_lint.cli import cli; bad = {'jsonschema', 'sarif_om', 'hcl2', 'ruamel'} & set(sys.modules); sys.exit(str(bad) if bad else 0)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_statistics_count_by_rule(tmp_path: Path, wi_lint: Run) -> None:
    for number in range(12):
        (tmp_path / f"{number}.yaml").write_text(BAD)
    (tmp_path / "broken.yaml").write_text("kind: ServiceAccount\napiVersion: v1\nmetadata: [\n")
    done = wi_lint("--statistics")
    assert done.stdout == "12  WI102  malformed-annotation\n 1  WI002  broken-manifest\n"
    assert done.returncode == 1


def test_files_can_be_listed_without_linting_them(bad: Path, wi_lint: Run) -> None:
    (bad / "main.tf").write_text("")
    (bad / "README.md").write_text("")
    done = wi_lint("--show-files")
    assert (done.returncode, done.stdout) == (0, "app.yaml\nmain.tf\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_a_script_of_the_shell(shell: str, wi_lint: Run) -> None:
    done = wi_lint("completions", shell)
    assert done.returncode == 0
    assert f"_WI_LINT_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wi-lint rule WI20", "WI201"),
        ("wi-lint rule annotation-w", "annotation-without-binding"),
        ("wi-lint check --select WI101,WI20", "WI101,WI201"),
    ],
)
def test_rules_are_completed(typed: str, found: str, wi_lint: Run) -> None:
    words = str(len(typed.split()) - 1)
    done = wi_lint("", _WI_LINT_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=words)
    assert f"plain,{found}" in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("word", "meant"),
    [("explain", "rule ID"), ("chek", "check"), ("lint", "check"), ("version", "--version")],
)
def test_what_looks_like_a_command_is_told_as_one(
    word: str, meant: str, tmp_path: Path, wi_lint: Run
) -> None:
    done = wi_lint(word, cwd=tmp_path)
    says = f"wi-lint: '{word}' is no command, file or folder; did you mean 'wi-lint {meant}'?\n"
    assert (done.returncode, done.stderr) == (2, says)
    (tmp_path / word).mkdir()
    assert wi_lint(word, cwd=tmp_path).returncode == 0


def test_rules_of_a_folder_are_explained(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "mine.py").write_text(
        'from wi_lint import Severity, rule\n\n\n@rule("ACME1", Severity.NOTE)\n'
        'def of_acme(graph):\n    """What Acme wants."""\n    yield from ()\n'
    )
    assert "What Acme wants." in wi_lint("rule", "ACME1", "--rules", str(tmp_path)).stdout
    assert "ACME1" in wi_lint("rules", "--rules", str(tmp_path)).stdout
    assert "no rule is called" in wi_lint("rule", "ACME1").stderr


def test_completions_complete(wi_lint: Run) -> None:
    asked = {"_WI_LINT_COMPLETE": "bash_complete", "COMP_WORDS": "wi-lint ba", "COMP_CWORD": "1"}
    assert wi_lint(**asked).stdout == "plain,baseline\n"


def _shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m wi_lint"
    return subprocess.run(
        ["bash", "-c", command.replace("wi-lint", program)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without a disk that is full")
@pytest.mark.parametrize(
    "command", ["wi-lint . > /dev/full", "wi-lint --version > /dev/full", "wi-lint rules > /dev/full"]
)
def test_output_that_cannot_be_written_is_said(command: str, bad: Path) -> None:
    done = _shell(command, bad)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("wi-lint: the output cannot be written: No space left")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_who_closes_the_output_has_the_status(closed: str, bad: Path) -> None:
    done = _shell(f"wi-lint -f concise . {closed}", bad)
    assert done.returncode == 1
    assert "error" not in done.stderr.replace("1 error", "")


def test_who_reads_no_further_is_no_error(bad: Path) -> None:
    for number in range(300):
        (bad / f"a{number}.yaml").write_text(
            (bad / "app.yaml").read_text().replace("name: app", f"name: a{number}")
        )
    done = _shell("set -o pipefail; wi-lint -q . | head -1 > /dev/null; echo ${PIPESTATUS[0]}", bad)
    assert (done.stdout.strip(), done.stderr) in {("0", ""), ("1", "")}


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    done = _shell("mkdir gone && cd gone && rmdir ../gone && wi-lint .", tmp_path)
    assert (done.returncode, done.stderr) == (
        2, "wi-lint: the working folder is not there any more; change to one that is\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "option", ["", "--config=", "--baseline=", "--policy=", "--tf-var-file=", "-o", "--stdin-filename="]
)
def test_an_argument_longer_than_a_path_is_one_line(option: str, bad: Path, wi_lint: Run) -> None:
    done = wi_lint(f"{option}{'a' * 5000}", *(["."] if option else []))
    assert done.returncode in (1, 2)
    assert "internal error" not in done.stderr
    assert "Traceback" not in done.stderr
