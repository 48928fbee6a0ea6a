"""What rules look up in Google's lists: how old it is, and that a script takes it anew."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wi_lint.packs import dated

ROOT = Path(__file__).parent.parent
DATA = ROOT / "rules/wi_lint_rules/shared/data"
Run = Callable[..., subprocess.CompletedProcess[str]]
OLD = 120
"""Days after which a list should be taken anew."""


@pytest.mark.filterwarnings("default")
def test_lists_are_not_old() -> None:
    for one in dated():
        age = (date.today() - date.fromisoformat(one.day)).days
        if age > OLD:
            warnings.warn(f"{one.what} are {age} days old: python tools/refresh_data.py", stacklevel=1)


def test_the_days_are_those_of_the_files() -> None:
    days = {one.what: one.day for one in dated()}
    day = days["predefined roles and their powers"]
    assert day in (DATA / "predefined.txt").read_text("utf-8").partition("\n")[0]
    assert day in json.loads((DATA / "roles.json").read_text("utf-8"))["source"]
    assert (
        days["what tools ask of Google Cloud"]
        in json.loads((DATA / "needs.json").read_text("utf-8"))["sources"]
    )


def test_the_days_are_told(wi_lint: Run) -> None:
    listed = wi_lint("rules").stdout
    assert "predefined roles and their powers: as of 2" in listed
    assert "resources of Google Cloud: as of 2" in listed
    assert "as of" not in wi_lint("rules", "-f", "concise").stdout


def _role(folder: Path, name: str, *permissions: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(
        json.dumps({"name": f"roles/{name}", "includedPermissions": permissions})
    )


def test_lists_are_taken_anew(tmp_path: Path) -> None:
    data, roles = tmp_path / "data", tmp_path / "dataset/gcp/roles"
    data.mkdir()
    for name in ("roles.json", "predefined.txt"):
        (data / name).write_text((DATA / name).read_text("utf-8"), "utf-8")
    _role(roles, "acme.owner", "resourcemanager.projects.setIamPolicy", "acme.things.get")
    _role(roles, "acme.serviceAgent", "resourcemanager.projects.setIamPolicy")
    _role(roles, "acme.viewer", "acme.things.get")
    pages = tmp_path / "provider/website/docs/r"
    pages.mkdir(parents=True)
    (pages / "storage_bucket_iam.html.markdown").write_text("")
    (pages / "acme_thing_iam.html.markdown").write_text("")
    script = [sys.executable, str(ROOT / "tools/refresh_data.py"), "--day", "2027-01-02", "--data", str(data)]
    script += ["--roles", str(tmp_path / "dataset"), "--provider", str(tmp_path / "provider")]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    assert done.stdout == "policy_admin: roles/acme.owner\nno row: google_acme_thing\n"
    head, *names = (data / "predefined.txt").read_text("utf-8").splitlines()
    assert head.endswith("2027-01-02.")
    assert {"acme.owner", "acme.serviceAgent", "acme.viewer", "owner"} <= set(names)
    known = json.loads((data / "roles.json").read_text("utf-8"))
    assert "roles/acme.owner" in known["dangerous"]["policy_admin"]
    assert "2027-01-02" in known["source"]


def test_a_folder_without_roles_is_refused(tmp_path: Path) -> None:
    script = [
        sys.executable,
        str(ROOT / "tools/refresh_data.py"),
        "--roles",
        str(tmp_path),
        "--day",
        "2027-01-02",
    ]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "holds no gcp/roles" in done.stderr
