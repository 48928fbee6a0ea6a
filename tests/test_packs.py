"""Packs: the built-in one holds every rule of its folder, and a third party's plugs in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import wi_lint
import wi_lint_rules
from wi_lint import Finding, Graph, Pack, Rule, Severity, api, rule, rules_in
from wi_lint.errors import UsageError
from wi_lint.files import Memory
from wi_lint.lint import lint
from wi_lint.packs import GROUP, collect, entries, installed

Run = Callable[..., subprocess.CompletedProcess[str]]

EXAMPLE = Path(__file__).parent / "example_pack"
TERRAFORM = (
    'resource "google_service_account" "app" {\n  project    = "acme-prod"\n  account_id = "shop-app"\n}\n'
)


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    folder = Path(str(wi_lint_rules.__file__)).parent
    pages = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md")}
    modules = {r.module.removeprefix("wi_lint_rules.").replace(".", "/") for r in wi_lint_rules.PACK.rules}
    assert modules == pages
    names = {r.name for r in wi_lint_rules.PACK.rules}
    assert names == {path.rpartition("/")[2].replace("_", "-") for path in pages}


def test_rules_lie_in_folders_by_the_hundred_of_their_id() -> None:
    ranges = dict(re.findall(r"^\| WI(\d)xx \| `(\w+)` \|", str(wi_lint_rules.__doc__), re.MULTILINE))
    assert {(r.id[2], r.module.split(".")[1]) for r in wi_lint_rules.PACK.rules} == set(ranges.items())
    ids = [r.id for r in wi_lint_rules.PACK.rules]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "no module below 'odd' makes a rule"),
        ({"deep/a.py": "x = 1\n"}, "the folder 'deep' of 'odd' lacks"),
    ],
)
def test_rules_that_would_not_be_found_are_an_error(
    files: dict[str, str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, text in {"__init__.py": "", **files}.items():
        (tmp_path / "odd" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "odd" / path).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "odd", raising=False)
    with pytest.raises(ValueError, match=says):
        rules_in("odd")


def test_a_pack_without_pages_works_in_every_output(tmp_path: Path, wi_lint: Run) -> None:
    package = tmp_path / "site" / "bare_pack"
    package.mkdir(parents=True)
    rules = OWN.replace("OWN001", "BARE001")
    (package / "__init__.py").write_text(
        "from wi_lint import Pack, rules_in\nPACK = Pack('bare', rules_in(__name__))\n"
    )
    (package / "no_accounts.py").write_text(rules)
    info = tmp_path / "site" / "bare_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bare-pack\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[wi_lint.packs]\nbare = bare_pack:PACK\n")
    (tmp_path / "app.yaml").write_text(ACCOUNT)
    site = {"PYTHONPATH": str(tmp_path / "site")}
    for form in ("full", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "concise"):
        done = wi_lint("-f", form, "--select", "BARE", "app.yaml", **site)
        assert (done.returncode, "BARE001" in done.stdout, done.stderr.count("Traceback")) == (1, True, 0), (
            form
        )
    assert wi_lint("rule", "BARE001", **site).stdout.startswith(
        "# BARE001 no-accounts\n\nAn account is declared."
    )
    assert "BARE001" in wi_lint("rules", **site).stdout


def test_every_rule_says_what_it_is() -> None:
    for one in installed():
        assert one.summary.endswith("."), one.id
        assert one.security is None or 0 < one.security <= 10


def test_public_names_exist() -> None:
    assert all(hasattr(wi_lint, name) for name in api.__all__)


def test_two_rules_of_one_id_are_an_error() -> None:
    def one(graph: Graph) -> object:
        """A."""
        return iter(())

    a = Rule("X1", "a", "A.", Severity.NOTE, one, "a")  # type: ignore[arg-type]
    b = Rule("X1", "b", "B.", Severity.NOTE, one, "b")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="X1 is defined in a and in b"):
        collect([Pack("p", (a, b))])
    with pytest.raises(UsageError, match="is no rule pack"):
        collect(["nonsense"])


def test_a_crashing_rule_is_a_finding_and_costs_no_other() -> None:
    @rule("X9", Severity.ERROR)
    def broken(graph: Graph) -> object:  # type: ignore[arg-type]
        """It breaks."""
        raise RuntimeError("oops")

    text = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations:\n    iam.gke.io/gcp-service-account: short\n"
    report = lint(Memory({"a.yaml": text}), ["a.yaml"], (broken, *installed()))
    assert [(r.rule.id, r.finding.at.path) for r in report.results] == [("WI009", "."), ("WI102", "a.yaml")]
    assert "oops" in report.crashes[0]


def test_a_defect_of_the_engine_costs_no_other_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise KeyError("oops")

    monkeypatch.setattr("wi_lint.model.terraform.facts", broken)
    text = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations:\n    iam.gke.io/gcp-service-account: short\n"
    report = lint(Memory({"a.yaml": text, "t/main.tf": TERRAFORM}), ["a.yaml", "t/main.tf"], installed())
    assert [(r.rule.id, r.finding.at.path) for r in report.results] == [("WI102", "a.yaml"), ("WI009", "t")]
    assert len(report.crashes) == 1


def test_a_third_partys_pack_plugs_in_and_its_pages_are_tests(tmp_path: Path) -> None:
    site = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        str(site),
        str(EXAMPLE),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    repo = tmp_path / "repo"
    repo.mkdir()
    (repo / "main.tf").write_text(TERRAFORM)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    run = subprocess.run(
        [sys.executable, "-m", "wi_lint", "-f", "json", "."],
        cwd=repo,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert [(f["rule"], f["line"]) for f in json.loads(run.stdout)["findings"]] == [
        ("WI804", 1),
        ("ACME001", 3),
    ]
    pages = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "wi_lint.testing", "-p", "no:cacheprovider", str(site / "example_pack")],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "3 passed" in pages.stdout, pages.stdout + pages.stderr


def test_findings_of_one_rule_survive_reformatting() -> None:
    text = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations:\n    iam.gke.io/gcp-service-account: short\n"
    one = lint(Memory({"a.yaml": text}), ["a.yaml"], installed())
    other = lint(Memory({"a.yaml": f"# moved\n\n{text}"}), ["a.yaml"], installed())
    assert [r.fingerprint for r in one.results] == [r.fingerprint for r in other.results]
    assert isinstance(one.results[0].finding, Finding)


OWN = """\
from wi_lint import Finding, KubernetesAccount, Severity, rule


@rule("OWN001", Severity.ERROR)
def no_accounts(graph):
    \"\"\"An account is declared.\"\"\"
    for account in graph.every(KubernetesAccount):
        yield Finding(account, account.at, f"'{account.name}' is declared")
"""
ACCOUNT = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n"


def test_rules_of_a_folder_run_when_it_is_named(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/rules.py").write_text(OWN)
    (tmp_path / "app.yaml").write_text(ACCOUNT)
    assert wi_lint("-f", "concise").stdout == ""
    done = wi_lint("-f", "concise", "--rules", "own", "--select", "OWN")
    assert done.stdout == "app.yaml:4:9: OWN001 [error] 'app' is declared\n"
    assert "OWN001" in wi_lint("-f", "sarif", "--rules", "own").stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1 / 0", "cannot be run: ZeroDivisionError"),
        ("x = 1", "no file in 'own' makes a rule"),
        (OWN.replace("OWN001", "WI101"), "WI101 is defined in"),
    ],
)
def test_a_broken_folder_of_rules_is_a_usage_error(
    text: str, says: str, tmp_path: Path, wi_lint: Run
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/rules.py").write_text(text)
    (tmp_path / "app.yaml").write_text(ACCOUNT)
    done = wi_lint("--rules", "own")
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_only_the_command_line_can_name_code_to_run(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/rules.py").write_text(OWN)
    (tmp_path / "wi-lint.toml").write_text('rules = ["own"]\n')
    (tmp_path / "app.yaml").write_text(ACCOUNT)
    assert wi_lint("--isolated", WI_LINT_RULES="own").returncode == 0
    done = wi_lint()
    assert done.returncode == 2
    assert "is not of type 'object'" in done.stderr


def test_packs_are_found_as_the_standard_library_finds_them() -> None:
    expected = {(entry.name, entry.value) for entry in entry_points(group=GROUP)}
    assert ("wi", "wi_lint_rules:PACK") in expected
    assert entries() == expected


def test_the_first_of_two_distributions_of_one_name_is_the_one(tmp_path: Path) -> None:
    for folder, value in (("a", "mine:PACK"), ("b", "theirs:PACK")):
        place = tmp_path / folder / "acme_rules-1.0.dist-info"
        place.mkdir(parents=True)
        (place / "entry_points.txt").write_text(
            f"[console_scripts]\nwi = no:way\n\n[{GROUP}]\n# not = this:one\nacme = {value} [extra]\n[other]\nx = y:z\n"
        )
    assert entries([str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "none")]) == {
        ("acme", "mine:PACK")
    }
