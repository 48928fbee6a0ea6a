"""Ignores: what each form hides, and what is said of those that hide nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wi_lint.files import Memory
from wi_lint.ignores import IgnorePolicy
from wi_lint.lint import Report, lint
from wi_lint.packs import installed

Run = Callable[..., subprocess.CompletedProcess[str]]

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
  member             = "serviceAccount:acme-prod.svc.id.goog[web/app]"
}
"""
ANNOTATED = "    iam.gke.io/gcp-service-account"
MEMBER = "  member "
BROKEN = ("app.yaml", 7, "WI201")


def said(account: str = ACCOUNT, binding: str = BINDING, **policy: object) -> list[tuple[str, int, str]]:
    return told({"app.yaml": account, "iam.tf": binding}, **policy)


def told(files: dict[str, str], **policy: object) -> list[tuple[str, int, str]]:
    made = IgnorePolicy(**{"today": date(2026, 11, 24), **policy})  # type: ignore[arg-type]
    report: Report = lint(Memory(files), files, installed(), policy=made)
    return [(r.finding.at.path, r.finding.at.line, r.rule.id) for r in report.results]


def test_nothing_ignored() -> None:
    assert said() == [BROKEN]


@pytest.mark.parametrize(
    "account",
    [
        ACCOUNT.replace(".com\n", ".com  # wi-lint: ignore[WI201] bound by hand\n"),
        ACCOUNT.replace(".com\n", ".com #wi-lint:ignore[annotation-without-binding]\n"),
        ACCOUNT.replace(ANNOTATED, f"    # wi-lint: ignore[WI201] bound by hand\n{ANNOTATED}"),
        ACCOUNT.replace(ANNOTATED, f"    # wi-lint: ignore[WI201]\n    # why: by hand\n{ANNOTATED}"),
        ACCOUNT.replace(ANNOTATED, f"    # wi-lint: ignore[WI201] by hand until=2026-11-24\n{ANNOTATED}"),
        f"# wi-lint: file-ignore[WI201] bound by hand\n{ACCOUNT}",
        f"{ACCOUNT}    wi-lint.dev/ignore.WI201: bound by hand\n",
        ACCOUNT.replace("  name: app", "  name: app # wi-lint: ignore[WI201] the object"),
    ],
)
def test_every_form_hides_it(account: str) -> None:
    assert said(account) == []


def test_any_place_that_is_cited_may_carry_it() -> None:
    assert said(binding=BINDING.replace(MEMBER, f"  // wi-lint: ignore[WI201] for now\n{MEMBER}")) == []
    assert (
        said(binding=BINDING.replace('goog[web/app]"', 'goog[web/app]" /* wi-lint: ignore[WI201] x */')) == []
    )


def test_other_lines_and_other_rules_stay() -> None:
    far = ACCOUNT.replace("kind:", "# wi-lint: ignore[WI201] too far away\nkind:")
    assert said(far) == [("app.yaml", 2, "WI010"), ("app.yaml", 8, "WI201")]
    other = ACCOUNT.replace(".com\n", ".com  # wi-lint: ignore[WI102]\n")
    assert said(other) == [BROKEN, ("app.yaml", 7, "WI010")]


def test_an_annotation_speaks_of_its_own_document() -> None:
    other = ACCOUNT.replace("name: app", "name: web")
    marked = f"{other}    wi-lint.dev/ignore.WI201: that one\n---\n{ACCOUNT}"
    lines = [(path, line, rule) for path, line, rule in said(marked) if rule == "WI201"]
    assert lines == [("app.yaml", 16, "WI201")]


LIST = """\
apiVersion: v1
kind: List
items:
{dash}apiVersion: v1
{pad}kind: ServiceAccount
{pad}metadata:
{pad}  name: one
{pad}  namespace: shop
{pad}  annotations:
{pad}    wi-lint.dev/ignore.WI102: legacy
{pad}    iam.gke.io/gcp-service-account: one
{dash}apiVersion: v1
{pad}kind: ServiceAccount
{pad}metadata:
{pad}  annotations:
{pad}    iam.gke.io/gcp-service-account: two
{pad}  name: two
{pad}  namespace: shop
"""


@pytest.mark.parametrize(("dash", "pad"), [("- ", "  "), ("  - ", "    "), ("-   ", "    ")])
def test_an_annotation_in_a_list_speaks_of_its_own_item(dash: str, pad: str) -> None:
    text = LIST.format(dash=dash, pad=pad)
    assert told({"list.yaml": text}) == [("list.yaml", 16, "WI102")]
    upside = text.replace("wi-lint.dev/ignore.WI102: legacy", "team: a").replace(
        f"{pad}    iam.gke.io/gcp-service-account: two",
        f'{pad}    "wi-lint.dev/ignore.WI102": legacy\n{pad}    iam.gke.io/gcp-service-account: two',
    )
    assert told({"list.yaml": upside}) == [("list.yaml", 11, "WI102")]


def test_an_annotation_in_json_speaks_of_its_own_item() -> None:
    def item(name: str, **more: str) -> dict[str, object]:
        annotations = {**more, "iam.gke.io/gcp-service-account": name}
        metadata = {"name": name, "namespace": "shop", "annotations": annotations}
        return {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata}

    items = [item("one", **{"wi-lint.dev/ignore.WI102": "legacy"}), item("two")]
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": items}, indent=2)
    line = text[: text.rindex('gcp-service-account": "two')].count("\n") + 1
    assert told({"list.json": text}) == [("list.json", line, "WI102")]
    dense = json.dumps(items[0])
    assert told({"app.json": dense, "app.yaml": f"---\n{dense}\n---\n{json.dumps(items[1])}"}) == [
        ("app.yaml", 4, "WI102")
    ]


def test_an_annotation_of_the_pod_template_speaks_of_the_workload() -> None:
    text = """apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: shop}
spec:
  template:
    metadata:
      annotations:
        wi-lint.dev/ignore.WI103: read by an old controller of ours
        iam.gke.io/gcp-service-account: app@acme-prod.iam.gserviceaccount.com
    spec: {containers: [{name: app, image: app}]}
"""
    rules = {rule for _, _, rule in told({"app.yaml": text.replace("wi-lint.dev", "other.dev")})}
    assert "WI103" in rules
    assert "WI103" not in {rule for _, _, rule in told({"app.yaml": text})}


def test_json_has_an_idiom_for_comments() -> None:
    text = """{"apiVersion": "v1", "kind": "ServiceAccount",
 "metadata": {"name": "app", "namespace": "shop",
  "//": "wi-lint: ignore[WI102] a test",
  "annotations": {"iam.gke.io/gcp-service-account": "nobody"}}}
"""
    assert told({"app.json": text}) == []
    assert told({"app.json": text.replace("WI102", "WI101")}) == [
        ("app.json", 3, "WI010"),
        ("app.json", 4, "WI102"),
    ]


MODULE = """\
resource "google_project_iam_member" "app" {
  project = "acme-prod"
  role    = "roles/owner"
  member  = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
}
"""


def test_a_module_call_may_carry_it_for_what_is_inside() -> None:
    call = 'module "app" {\n  source = "./app"\n}\n'
    inner = 'module "roles" {\n  source = "../roles"\n}\n'
    files = {"main.tf": call, "app/main.tf": inner, "roles/main.tf": MODULE}
    assert told(files) == [("roles/main.tf", 3, "WI401")]
    mark = "# wi-lint: ignore[WI401] an emergency account\n"
    assert told({**files, "main.tf": mark + call}) == []
    assert told({**files, "app/main.tf": mark + inner}) == []
    beside = f'{mark}module "other" {{\n  source = "./other"\n}}\n'
    assert told({**files, "main.tf": beside + call, "other/x.tf": ""}) == [
        ("main.tf", 1, "WI010"),
        ("roles/main.tf", 3, "WI401"),
    ]


@pytest.mark.parametrize(
    ("comment", "rule"),
    [
        ("# wi-lint: ignore", "WI011"),
        ("# wi-lint: ignore[]", "WI011"),
        ("# wi-lint: ignroe[WI201]", "WI011"),
        ("# wi-lint: ignore[WI201] until=tomorrow", "WI011"),
        ("# wi-lint: ignore[WI999]", "WI012"),
        ("# wi-lint: ignore[WI201] until=2026-11-23", "WI013"),
    ],
)
def test_an_ignore_that_is_none_is_told(comment: str, rule: str) -> None:
    assert said(ACCOUNT.replace(".com\n", f".com  {comment}\n")) == [BROKEN, ("app.yaml", 7, rule)]


def test_an_unknown_rule_is_told_with_what_is_meant() -> None:
    files = {"app.yaml": f"# wi-lint: file-ignore[annotation-without-bindings]\n{ACCOUNT}"}
    (result,) = lint(Memory(files), files, installed()).results
    assert result.finding.message.endswith("did you mean 'annotation-without-binding'?")


def test_a_reason_can_be_demanded() -> None:
    bare = ACCOUNT.replace(".com\n", ".com  # wi-lint: ignore[WI201] until=2027-01-01\n")
    assert said(bare, needs_reason=True) == [BROKEN, ("app.yaml", 7, "WI014")]


def test_some_rules_may_not_be_ignored() -> None:
    marked = ACCOUNT.replace(".com\n", ".com  # wi-lint: ignore[WI201] please\n")
    for word in ("WI201", "annotation-without-binding"):
        assert said(marked, never=frozenset({word})) == [BROKEN, ("app.yaml", 7, "WI014")]


def test_an_ignore_of_a_rule_that_did_not_run_is_not_unused(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "app.yaml").write_text(ACCOUNT.replace(".com\n", ".com  # wi-lint: ignore[WI102]\n"))
    done = wi_lint("-f", "concise", "--select", "WI2,WI010")
    assert (done.returncode, done.stdout) == (0, "")
    assert "WI010" in wi_lint("-f", "concise").stdout


def test_they_can_be_switched_off_and_are_counted(tmp_path: Path, wi_lint: Run) -> None:
    text = ACCOUNT.replace("shop-app@acme-prod.iam.gserviceaccount.com", "nobody # wi-lint: ignore[WI102]")
    (tmp_path / "app.yaml").write_text(text)
    hidden = wi_lint("-f", "concise")
    assert (hidden.returncode, hidden.stdout) == (0, "")
    assert "(1 ignored)" in hidden.stderr
    shown = wi_lint("-f", "concise", "--no-ignores")
    assert shown.returncode == 1
    assert shown.stdout.startswith("app.yaml:7:37: WI102 [error]")
