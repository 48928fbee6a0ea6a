"""Every form of output, held against its own schema, reader or runner."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from wi_lint.lint import Report
from wi_lint.packs import ENGINE, installed
from wi_lint.pages import page
from wi_lint.render.outcome import Outcome, rendered
from wi_lint.testing import examples

Lint = Callable[..., Report]
Run = Callable[..., subprocess.CompletedProcess[str]]

VALIDATOR = "@microsoft/sarif-multitool-linux@5.7.0"
ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {name}
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: {google}
"""
BINDING = """\
resource "google_service_account_iam_member" "app" {
  service_account_id = "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[web/app]"
}
"""
TREE = {
    "k8s/app é.yaml": ACCOUNT.format(name="app", google="shop-app@acme-prod.iam.gserviceaccount.com"),
    "iam.tf": BINDING,
    "broken.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: [\n",
}


def outcome(report: Report) -> Outcome:
    return Outcome(report, report.results, (*ENGINE.values(), *installed()))


@pytest.fixture
def made(lint_texts: Lint) -> Callable[[str], str]:
    return lambda form: rendered(form, outcome(lint_texts(TREE)))


# SARIF


@pytest.fixture
def run_(made: Callable[[str], str]) -> dict[str, Any]:
    (only,) = json.loads(made("sarif"))["runs"]
    assert isinstance(only, dict)
    return only


def chain(run_: dict[str, Any]) -> dict[str, Any]:
    (found,) = [result for result in run_["results"] if result["ruleId"] == "WI201"]
    assert isinstance(found, dict)
    return found


def test_sarif_places_are_relative_and_encoded(run_: dict[str, Any]) -> None:
    physical = chain(run_)["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "k8s/app%20%C3%A9.yaml", "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": 7, "startColumn": 37, "endLine": 7, "endColumn": 79}
    assert run_["originalUriBaseIds"]["%SRCROOT%"].keys() == {"description"}


def test_sarif_links_its_evidence(run_: dict[str, Any]) -> None:
    result = chain(run_)
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "iam.tf"
    assert "](1)" in result["message"]["text"]
    flow = result["codeFlows"][0]["threadFlows"][0]["locations"]
    uris = [step["location"]["physicalLocation"]["artifactLocation"]["uri"] for step in flow]
    assert uris == ["k8s/app%20%C3%A9.yaml", "iam.tf"]


def test_sarif_rules_speak_from_their_pages(run_: dict[str, Any]) -> None:
    rules = {rule["id"]: rule for rule in run_["tool"]["driver"]["rules"]}
    rule = rules["WI401"]
    assert rule["name"] == "TakeoverRole"
    assert rule["properties"]["security-severity"] == "9.1"
    assert rule["help"]["markdown"] == page(next(rule for rule in installed() if rule.id == "WI401"))
    result = chain(run_)
    assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "WI201"


def test_sarif_notifies_of_what_could_not_be_read(run_: dict[str, Any]) -> None:
    (invocation,) = run_["invocations"]
    assert invocation["executionSuccessful"] is True
    (told,) = invocation["toolExecutionNotifications"]
    assert told["descriptor"] == {"id": "WI002/broken-manifest"}
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "broken.yaml"


def test_sarif_columns_count_utf16_units(lint_texts: Lint) -> None:
    role = BINDING.replace("roles/iam.workloadIdentityUser", "roles/iam.serviceAccountUser")
    text = role.replace('  role    ', '  /* 😀 */ role    ')  # fmt: skip
    made = json.loads(rendered("sarif", outcome(lint_texts({"iam.tf": text}))))
    (result,) = [one for one in made["runs"][0]["results"] if one["ruleId"] == "WI205"]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = text.splitlines()[2]
    before = line[: line.index("roles/iam")]
    assert region["startColumn"] == len(before) + 2  # the face takes two units


def test_sarif_of_nothing_has_results(lint_texts: Lint) -> None:
    made = json.loads(rendered("sarif", outcome(lint_texts({}))))
    assert made["runs"][0]["results"] == []


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Microsoft's validator, as npm has it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing, which has the SARIF validator")
    folder = tmp_path_factory.mktemp("npm")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", VALIDATOR]
    got = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    tool = folder / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    if got.returncode or not tool.exists():
        pytest.skip("npm cannot install the SARIF validator here")
    tool.chmod(0o755)
    return tool


def worlds() -> Iterator[tuple[str, dict[str, str | bytes]]]:
    """The fixture worlds, and the bad examples of every page."""
    for world in sorted(Path(__file__).parent.joinpath("fixtures").iterdir()):
        files = {f.relative_to(world).as_posix(): f.read_bytes() for f in world.rglob("*") if f.is_file()}
        yield world.name, {name: data for name, data in files.items() if name != "expected.txt"}
    for rule in installed():
        for number, example in enumerate(one for one in examples(page(rule)) if one.bad):
            yield f"{rule.id}-{number}", {**example.files}


def test_sarif_passes_githubs_rules(lint_texts: Lint, validator: Path, tmp_path: Path) -> None:
    """All worlds and examples in one log: the table of rules, which costs the time, is in it once."""
    reports = [lint_texts(files) for files in (TREE, *(files for _, files in worlds()))]
    results = [result for report in reports for result in report.results]
    configured = {"WI410"}  # says nothing without a configuration
    assert {rule.id for rule in installed()} - configured < {result.rule.id for result in results}
    whole = replace(reports[0], results=results)
    (tmp_path / "all.sarif").write_text(rendered("sarif", outcome(whole)), "utf-8")
    command = [validator, "validate", "all.sarif", "--rule-kind", "Sarif;Ghas", "--level", "Error"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False, env=environment
    )
    # its exit status is 0 whatever it finds, so its words are read
    assert "Done. 1 files scanned." in done.stdout, done.stdout
    assert ": error " not in done.stdout, done.stdout[-3000:]


# GitHub


def runner(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it."""
    assert line.startswith("::")
    head, _, data = line[2:].partition("::")
    command, _, rest = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in rest.split(","))
    for sign, code in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        properties = {key: value.replace(code, sign) for key, value in properties.items()}
        data = data.replace(code, sign) if sign not in ",:" else data
    return command, properties, data


def test_github_commands_are_read_as_they_are_meant(made: Callable[[str], str]) -> None:
    read = [runner(line) for line in made("github").splitlines()]
    assert [(command, told["title"], told["file"], told["line"]) for command, told, _ in read] == [
        ("error", "wi-lint (WI201)", "k8s/app é.yaml", "7"),
        ("warning", "wi-lint (WI002)", "broken.yaml", "3"),
    ]
    assert read[0][2].splitlines()[1].startswith("iam.tf:4:")


def test_github_text_of_strangers_cannot_be_a_command(lint_texts: Lint) -> None:
    text = ACCOUNT.format(name="app", google='"x\\n::error::%0Aowned,a:b"')
    lines = rendered("github", outcome(lint_texts({"a,b:c%0A.yaml": text}))).splitlines()
    assert [runner(line)[1]["file"] for line in lines] == ["a,b:c%0A.yaml"]


def test_github_tells_of_what_it_leaves_out(lint_texts: Lint) -> None:
    files = {f"{n}.yaml": ACCOUNT.format(name=f"app-{n}", google=f"wrong-{n}") for n in range(14)}
    lines = rendered("github", outcome(lint_texts(files))).splitlines()
    assert len(lines) == 10
    assert runner(lines[-1]) == ("error", {"title": "wi-lint"}, "and 5 more errors")


# Others


def test_gitlab_reports_are_what_gitlab_reads(made: Callable[[str], str]) -> None:
    read = json.loads(made("gitlab"))
    for issue in read:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert len({issue["fingerprint"] for issue in read}) == len(read)
    assert [(i["check_name"], i["location"]["path"], i["location"]["lines"]) for i in read] == [
        ("WI002", "broken.yaml", {"begin": 3}),
        ("WI201", "k8s/app é.yaml", {"begin": 7}),
    ]


def test_junit_counts_what_it_holds(made: Callable[[str], str]) -> None:
    root = ET.fromstring(made("junit"))
    suites = {suite.get("name"): [case.get("name") for case in suite] for suite in root}
    assert suites == {
        "broken.yaml": ["WI002 broken-manifest (3:12)"],
        "k8s/app é.yaml": ["WI201 annotation-without-binding (7:37)"],
    }
    assert root.get("failures") == str(len(root.findall(".//failure"))) == "2"


def test_junit_of_nothing_is_a_case_that_passed(lint_texts: Lint) -> None:
    root = ET.fromstring(rendered("junit", outcome(lint_texts({}))))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert len(root.findall(".//testcase")) == 1


def test_junit_holds_no_letter_that_xml_forbids(lint_texts: Lint) -> None:
    text = ACCOUNT.format(name="app", google='"a\\x01b\\x1bc"')
    ET.fromstring(rendered("junit", outcome(lint_texts({"a.yaml": text}))))


POSITION = {"line": int, "column": int}
RANGE = {"start": POSITION, "end": POSITION}
DIAGNOSTIC = {
    "message": str,
    "location": {"path": str, "range": RANGE},
    "severity": ("ERROR", "WARNING", "INFO"),
    "code": {"value": str, "url": str},
    "suggestions": [{"range": RANGE, "text": str}],
}


def strictly(value: Any, shape: Any) -> None:
    """Read a message as protobuf's JSON reader does, which refuses fields that it does not know."""
    if isinstance(shape, dict):
        assert value.keys() <= shape.keys(), value.keys() - shape.keys()
        for name, item in value.items():
            strictly(item, shape[name])
    elif isinstance(shape, list):
        for item in value:
            strictly(item, shape[0])
    elif isinstance(shape, tuple):
        assert value in shape
    else:
        assert type(value) is shape


def test_rdjson_is_what_reviewdog_reads(made: Callable[[str], str]) -> None:
    read = json.loads(made("rdjson"))
    strictly(read, {"source": {"name": str}, "diagnostics": [DIAGNOSTIC]})
    broken, chain_ = read["diagnostics"]
    assert broken["location"]["path"] == "broken.yaml"
    assert chain_["message"].splitlines()[1].startswith("iam.tf:4:")


def test_rdjson_columns_count_bytes_and_edits_come_along(lint_texts: Lint) -> None:
    wrong = "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"
    text = ACCOUNT.format(name="app", google=wrong).replace("    iam.gke", "    'é': x\n    iam.gke")
    text = text.replace("annotations:\n    'é': x\n    iam", "annotations: {'é': x, iam").replace(
        wrong, f"{wrong}}}"
    )
    made = json.loads(rendered("rdjson", outcome(lint_texts({"a.yaml": text}))))
    first = made["diagnostics"][0]
    line = text.splitlines()[5].encode()
    begun = line.index(wrong.encode()) + 1
    assert first["location"]["range"]["start"] == {"line": 6, "column": begun}
    assert first["suggestions"][0]["range"]["end"] == {"line": 6, "column": begun + len(wrong)}


def test_markdown_shows_strangers_text_as_text(lint_texts: Lint) -> None:
    text = ACCOUNT.format(name="app", google='"<img src=x> [a](http://b) @everyone"')
    made = rendered("markdown", outcome(lint_texts({"a.yaml": text})))
    assert "<img" not in made
    assert "\\[a\\](" in made
    assert "@everyone" not in made


def test_markdown_is_cut_by_bytes_and_says_so(lint_texts: Lint) -> None:
    files = {f"{n}.yaml": ACCOUNT.format(name=f"app-{n}", google=f"{'é' * 2000}{n}") for n in range(400)}
    made = rendered("markdown", outcome(lint_texts(files)))
    assert len(made.encode()) < 1024 * 1024
    assert made.rstrip().endswith("more findings")


# The command


def test_one_run_writes_every_report(tmp_path: Path, wi_lint: Run) -> None:
    for name, text in TREE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    done = wi_lint(
        "-f", "github", "--report", "sarif=out.sarif", "--report", f"markdown={summary}",
        "--sarif-category", "prod", GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("::error title=wi-lint (WI201)")
    log = json.loads((tmp_path / "out.sarif").read_text())
    assert log["runs"][0]["automationDetails"] == {"id": "wi-lint/prod/"}
    assert summary.read_text().startswith("before\n### wi-lint: 1 error, 1 warning in 3 files\n")


def test_reports_are_written_where_there_is_nothing_to_lint(tmp_path: Path, wi_lint: Run) -> None:
    done = wi_lint("--report", "sarif=out.sarif")
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"] == []


@pytest.mark.parametrize("given", ["sarif", "sarif=", "nonsense=x"])
def test_a_malformed_report_is_a_usage_error(given: str, wi_lint: Run) -> None:
    done = wi_lint("--report", given)
    assert done.returncode == 2
    assert "FORMAT=PATH" in done.stderr


def test_a_report_that_cannot_be_written_costs_no_result(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "a.yaml").write_text(ACCOUNT.format(name="app", google="wrong"))
    done = wi_lint("-f", "concise", "--report", "json=missing/out.json")
    assert "WI102" in done.stdout
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("wi-lint: 'missing/out.json' cannot be written")


def test_only_sarif_pays_for_sarif(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "a.yaml").write_text(ACCOUNT.format(name="app", google="wrong"))
    done = wi_lint("-f", "json", PYTHONPROFILEIMPORTTIME="1")
    assert "sarif_om" not in done.stderr
    assert "sarif_om" in wi_lint("-f", "sarif", PYTHONPROFILEIMPORTTIME="1").stderr
