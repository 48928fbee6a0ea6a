"""The Action's steps, run as GitHub's runner runs them: with its variables, files and expressions."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())

ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: nobody
"""


@dataclass
class Job:
    """A job that uses the Action: `upload` is how its upload step ends."""

    folder: Path
    upload: str = "success"
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    skipped: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return (self.folder / "summary.md").read_text()

    def run(self, **inputs: str) -> int:
        """Run every script step after the installation; the status of the first that fails."""
        defaults = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
        self.inputs = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
        (self.folder / "summary.md").write_text("")
        for step in ACTION["runs"]["steps"]:
            if step.get("name") in ("Lint", "Report"):
                status = self._script(step)
                if status:
                    return status
            elif step.get("id") == "upload":
                wanted = self.inputs["upload"] != "never" and self.outputs.get("sarif-file")
                self.upload = self.upload if wanted else "skipped"
        return 0

    def _script(self, step: dict[str, Any]) -> int:
        output = self.folder / "output"
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.folder / "repository" / self._expand(step.get("working-directory", ".")),
            env={
                "PATH": os.environ["PATH"],
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
                "GITHUB_ACTIONS": "true",
                "RUNNER_TEMP": str(self.folder),
                **{name: value for name, value in os.environ.items() if name == "GITHUB_BASE_REF"},
                **{name: self._expand(value) for name, value in step["env"].items()},
            },
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        self.log += done.stdout + done.stderr
        self.outputs |= dict(line.split("=", 1) for line in output.read_text().splitlines())
        return done.returncode

    def _expand(self, text: str) -> str:
        """The expressions of the file, of which there are three kinds."""

        def value(found: re.Match[str]) -> str:
            kind, _, name = found[1].partition(".")
            if kind == "inputs":
                return self.inputs[name]
            if name == "upload.outcome":
                return self.upload
            return self.outputs.get(name.removeprefix("lint.outputs."), "")

        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, text)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A checkout with one error, and wi-lint as if it were installed."""
    (tmp_path / "repository/.git").mkdir(parents=True)
    (tmp_path / "repository/k8s").mkdir()
    (tmp_path / "repository/k8s/app.yaml").write_text(ACCOUNT)
    tools = tmp_path / "wi-lint/bin"
    tools.mkdir(parents=True)
    for name, command in {"python": "", "wi-lint": "-m wi_lint"}.items():
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n')
        (tools / name).chmod(stat.S_IRWXU)
    return Job(tmp_path)


def test_findings_are_uploaded_summed_up_and_fail_the_job_last(job: Job) -> None:
    assert job.run() == 1
    assert job.outputs["errors"] == job.outputs["findings"] == "1"
    assert (job.outputs["warnings"], job.outputs["exit-code"]) == ("0", "1")
    assert Path(job.outputs["sarif-file"]).read_text().startswith("{")
    assert job.summary.startswith("### wi-lint: 1 error in 1 file\n")
    assert "::error" not in job.log


def test_without_code_scanning_the_findings_are_annotations(job: Job) -> None:
    job.upload = "failure"
    assert job.run() == 1
    assert "::warning title=wi-lint::The findings could not be uploaded" in job.log
    assert "::error title=wi-lint (WI102),file=k8s/app.yaml,line=7" in job.log


def test_a_failed_upload_alone_fails_nothing_unless_it_must(job: Job) -> None:
    job.upload = "failure"
    assert job.run(fail_on="never") == 0
    assert job.run(fail_on="never", upload="always") == 1


@pytest.mark.parametrize(("annotations", "shown"), [("auto", True), ("always", True), ("never", False)])
def test_annotations_where_nothing_is_uploaded(annotations: str, shown: bool, job: Job) -> None:
    assert job.run(upload="never", annotations=annotations) == 1
    assert ("::error title=wi-lint (WI102)" in job.log) is shown


def test_what_a_file_is_called_commands_nothing(job: Job) -> None:
    (job.folder / "repository/::error title=owned::").mkdir()
    (job.folder / "repository/::error title=owned::/x.yaml").write_text(ACCOUNT)
    job.upload = "failure"
    assert job.run() == 1
    lines = job.log.splitlines()
    stop = next(line for line in lines if line.startswith("::stop-commands::"))
    begin, end = lines.index(stop), lines.index(f"::{stop.rpartition('::')[2]}::")
    assert any("title=owned" in line for line in lines[begin:end])
    after = [line for line in lines[:begin] + lines[end + 1 :] if line.startswith("::")]
    assert after
    assert not any(line.startswith("::error title=owned") for line in after)
    assert any("file=%3A%3Aerror title=owned%3A%3A/x.yaml" in line for line in after)


def test_inputs_are_words_and_never_commands(job: Job) -> None:
    (job.folder / "repository/a b; touch owned").mkdir()
    (job.folder / "repository/a b; touch owned/x.yaml").write_text(ACCOUNT)
    assert job.run(paths="a b; touch owned\nk8s\n", args="--select\nWI1\n", category="$(touch owned)") == 1
    assert job.outputs["findings"] == "2"
    assert not list(job.folder.rglob("owned"))
    assert '"wi-lint/$(touch owned)/"' in Path(job.outputs["sarif-file"]).read_text()


def test_a_path_that_looks_like_an_option_is_a_path(job: Job) -> None:
    assert job.run(paths="--exit-zero") == 2
    assert "'--exit-zero' does not exist" in job.log


def test_a_clean_tree_is_green(job: Job) -> None:
    (job.folder / "repository/k8s/app.yaml").write_text("")
    assert job.run() == 0
    assert job.outputs["findings"] == "0"
    assert "no problems" in job.summary


def test_a_wrong_input_is_red_and_says_why(job: Job) -> None:
    assert job.run(config="missing.toml") == 2
    assert "'missing.toml' cannot be read" in job.log


def test_a_working_directory_keeps_paths_from_the_root(job: Job) -> None:
    assert job.run(working_directory="k8s", upload="never") == 1
    assert "file=k8s/app.yaml" in job.log


def test_inner_actions_are_pinned_and_inputs_reach_no_script_as_text() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "uses" not in step or re.search(r"@[0-9a-f]{40}$", step["uses"]), step
        assert "${{" not in step.get("run", ""), step


def test_the_installation_is_of_this_checkout(tmp_path: Path) -> None:
    environment = {**os.environ, "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(ROOT)}
    environment["PYTHON"] = sys.executable
    subprocess.run([ROOT / "action/install"], env=environment, check=True, timeout=180)
    tool = tmp_path / "wi-lint/bin/wi-lint"
    done = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True)
    declared = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert declared is not None
    assert done.stdout == f"wi-lint {declared[1]}\n"


def _git(folder: Path, *words: str) -> None:
    person = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *person, *words], cwd=folder, check=True, capture_output=True)


def test_the_base_branch_decides_where_it_is_asked_to(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pull request that switches every rule off, in a real repository."""
    repository, origin = job.folder / "repository", job.folder / "origin"
    (repository / ".git").rmdir()
    _git(repository, "init", "-q", "-b", "main")
    (repository / "wi-lint.toml").write_text('extend_select = ["WI801"]\n')
    _git(repository, "add", ".")
    _git(repository, "commit", "-qm", "base")
    _git(job.folder, "clone", "-q", "--bare", str(repository), str(origin))
    _git(repository, "remote", "add", "origin", str(origin))
    (repository / "wi-lint.toml").write_text('ignore = ["ALL"]\n')
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert job.run() == 0
    assert job.run(policy="base") == 1
    assert "WI102" in job.log
    policy = job.folder / "policy.toml"
    policy.write_text("")
    assert job.run(policy=str(policy)) == 1
    assert job.run(policy="wi-lint.toml") == 2
