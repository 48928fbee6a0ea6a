"""The hooks, under the real pre-commit, in real git repositories."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = (
    "linter",
    "rules",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)

ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com
"""
BINDING = """\
resource "google_service_account_iam_member" "app" {
  service_account_id = "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
}
"""

OLD = ACCOUNT.replace("shop-app@acme-prod.iam.gserviceaccount.com", "nobody").replace(
    "name: app", "name: old"
)


def git(folder: Path, *args: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository of this very tree, and the revision to use."""
    if shutil.which("git") is None:
        pytest.skip("git is missing")
    folder = tmp_path_factory.mktemp("hooks")
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "the hooks")
    return folder, git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installed: once for all tests."""
    return tmp_path_factory.mktemp("pre-commit-home")


Commit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def repository(tmp_path: Path, hooks: tuple[Path, str], home: Path) -> Callable[[str], Commit]:
    """A repository with a hook installed; gives a function that writes files and commits them."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
    environment |= {"PRE_COMMIT_HOME": str(home)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"

    def make(hook: str) -> Commit:
        git(tmp_path, "init", "-q")
        where, revision = hooks
        (tmp_path / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: {where}\n    rev: {revision}\n    hooks:\n      - id: {hook}\n"
        )
        command = [sys.executable, "-m", "pre_commit", "install"]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)

        def commit(files: dict[str, str], **options: object) -> subprocess.CompletedProcess[str]:
            for name, text in files.items():
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).write_text(text)
            git(tmp_path, "add", ".pre-commit-config.yaml", *files)
            command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-m", "x"]
            return subprocess.run(
                command, cwd=tmp_path, env=environment, text=True, timeout=180, check=False,
                **({"capture_output": True} | options),
            )  # fmt: skip

        return commit

    return make


def test_a_first_commit_and_one_that_breaks_a_link_elsewhere(repository: Callable[[str], Commit]) -> None:
    commit = repository("wi-lint")
    first = commit({"k8s/app.yaml": ACCOUNT, "iam.tf": BINDING})
    assert first.returncode == 0, first.stdout + first.stderr
    second = commit({"iam.tf": BINDING.replace("shop/app", "web/app")})
    assert second.returncode == 1
    assert "error[WI201]" in second.stderr
    assert "k8s/app.yaml:7:37" in second.stderr  # which is no part of the commit


def test_changed_files_hear_of_what_they_break_and_of_nothing_else(
    repository: Callable[[str], Commit], tmp_path: Path
) -> None:
    commit = repository("wi-lint-changed")
    (tmp_path / "old.yaml").write_text(OLD)
    git(tmp_path, "add", "old.yaml")
    git(tmp_path, "commit", "-q", "--no-verify", "-m", "an old mistake")
    clean = commit({"k8s/app.yaml": ACCOUNT, "iam.tf": BINDING})
    assert clean.returncode == 0, clean.stdout + clean.stderr
    broken = commit({"iam.tf": BINDING.replace("shop/app", "web/app")})
    assert broken.returncode == 1
    assert "error[WI201]" in broken.stderr
    assert "old.yaml" not in broken.stderr


def test_three_thousand_files(repository: Callable[[str], Commit]) -> None:
    commit = repository("wi-lint-changed")
    name = "a-rather-long-name-of-a-folder-in-a-repository"
    files = {
        f"{name}/{n}.yaml": f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{n}}}\n"
        for n in range(3000)
    }
    done = commit({**files, "app.yaml": ACCOUNT, "iam.tf": BINDING.replace("shop/app", "web/app")})
    assert done.returncode == 1
    assert "error[WI201]" in done.stderr


def test_a_fake_terminal_gets_no_stray_control_sequences(repository: Callable[[str], Commit]) -> None:
    commit = repository("wi-lint")
    ours, theirs = pty.openpty()
    done = commit(
        {"k8s/app.yaml": ACCOUNT, "iam.tf": BINDING.replace("shop/app", "web/app")},
        capture_output=False, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 65536)
        except OSError:
            break
    assert done.returncode == 1
    assert b"WI201" in shown
    assert b"\x1b[?" not in shown  # colours at most: no cursor, no title, no progress
    assert b"\x1b[2K" not in shown.partition(b"WI201")[2]
