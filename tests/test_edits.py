"""Every edit that is offered, applied by itself: the finding is gone, and nothing new is wrong."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wi_lint import Severity
from wi_lint.discover import walk
from wi_lint.files import Memory
from wi_lint.lint import Report, lint
from wi_lint.packs import installed
from wi_lint.repair import Fix
from wi_lint.results import Result

HERE = Path(__file__).parent
TREES = sorted(path for home in ("cases/*/bad", "fixtures/*", "company/*/bad") for path in HERE.glob(home))
Files = dict[str, str]


def texts(tree: Path, tmp_path: Path) -> Files:
    """The files of a tree; of a company, the mistake lies over what is right."""
    if tree.parent.parent.name == "company":
        shutil.copytree(tree.parent / "good", tmp_path / "tree")
        shutil.copytree(tree, tmp_path / "tree", dirs_exist_ok=True)
        tree = tmp_path / "tree"
    read = {}
    for path in walk(tree, ""):
        try:
            read[path] = (tree / path).read_text()
        except UnicodeDecodeError:
            continue
    return read


def linted(files: Files) -> Report:
    return lint(Memory(files), files, installed())


def loud(report: Report) -> Iterator[Result]:
    return (one for one in report.results if one.severity is not Severity.NOTE)


def applied(files: Files, fix: Fix) -> Files:
    """The files with all edits of one repair."""
    made = dict(files)
    by_path = defaultdict(list)
    for edit in fix.edits:
        by_path[edit.at.path].append(edit)
    for path, edits in by_path.items():
        for edit in sorted(edits, key=lambda one: -one.at.start):
            made[path] = made[path][: edit.at.start] + edit.text + made[path][edit.at.end :]
    return made


def told(result: Result) -> tuple[str, str, str]:
    return result.rule.id, result.finding.at.path, result.finding.message


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: f"{tree.parent.name}-{tree.name}")
def test_an_edit_mends_what_it_is_offered_for(tree: Path, tmp_path: Path) -> None:
    files = texts(tree, tmp_path)
    before = linted(files)
    known = {told(one)[::2] for one in before.results}
    for result in loud(before):
        fix = result.finding.fix
        if fix is None or not fix.edits:
            continue
        after = linted(applied(files, fix))
        assert told(result) not in {told(one) for one in after.results}, fix.edits
        new = [told(one) for one in loud(after) if told(one)[::2] not in known]
        same_place = [one for one in new if one[:2] == told(result)[:2]]  # the next thing of a kind
        assert new == same_place, fix.edits
        assert len(list(loud(after))) < len(list(loud(before))), fix.edits


EMAIL = "shop-app@acme-prod.iam.gserviceaccount.com"
GSA = 'resource "google_service_account" "app" {\n  project = "acme-prod"\n  account_id = "shop-app"\n}\n'


def annotated(value: str) -> Files:
    return {
        "main.tf": f'{GSA}resource "kubernetes_service_account_v1" "app" {{\n  metadata {{\n    name = "app"\n'
        f'    namespace = "shop"\n    annotations = {{\n      "iam.gke.io/gcp-service-account" = {value}\n'
        "    }\n  }\n}\n"
    }


def offered(lint_texts: Callable[..., Report], files: Files, rule: str) -> list[tuple[str, str]]:
    found = [one.finding.fix for one in lint_texts(files).results if one.rule.id == rule]
    return [(edit.at.text, edit.text) for fix in found if fix is not None for edit in fix.edits]


@pytest.mark.parametrize(
    ("written", "old", "new"),
    [
        ("google_service_account.app.name", "google_service_account.app.name", "google_service_account.app.email"),
        ("google_service_account.app.member", "google_service_account.app.member", "google_service_account.app.email"),
        (f'"serviceAccount:{EMAIL}"', f"serviceAccount:{EMAIL}", EMAIL),
        ('"shop-app@acme-prod.gserviceaccount.com"', "acme-prod.gserviceaccount.com", EMAIL.partition("@")[2]),
    ],
)  # fmt: skip
def test_what_names_an_account_in_an_annotation(
    lint_texts: Callable[..., Report], written: str, old: str, new: str
) -> None:
    """A reference stays one: to the attribute that says what belongs there."""
    assert offered(lint_texts, annotated(written), "WI102") == [(old, new)]


@pytest.mark.parametrize(
    "member", ["google_service_account.app.email", '"${google_service_account.app.email}"']
)
def test_a_member_without_its_prefix(lint_texts: Callable[..., Report], member: str) -> None:
    files = {
        "main.tf": f'{GSA}resource "google_storage_bucket_iam_member" "m" {{\n  bucket = "acme-orders"\n'
        f'  role = "roles/storage.objectViewer"\n  member = {member}\n}}\n'
    }
    [(old, new)] = offered(lint_texts, files, "WI202")
    assert old == "google_service_account.app.email" or old == member
    mended = applied(files, next(f for f in fixes(lint_texts, files, "WI202")))
    assert not [one for one in lint_texts(mended).results if one.rule.id in ("WI202", "WI003")]
    assert new in (
        "google_service_account.app.member",
        '"serviceAccount:${google_service_account.app.email}"',
    )


def fixes(lint_texts: Callable[..., Report], files: Files, rule: str) -> Iterator[Fix]:
    return (
        one.finding.fix
        for one in lint_texts(files).results
        if one.rule.id == rule and one.finding.fix is not None
    )


WIU = "roles/iam.workloadIdentityUser"
BOUND = (
    'resource "google_service_account_iam_member" "app" {{\n  service_account_id = google_service_account.app.name\n'
    '  role = "roles/iam.workloadIdentityUser"\n  member = {member}\n}}\n'
)
KSA = (
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: orders\n  namespace: shop\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com\n"
)


def mended(lint_texts: Callable[..., Report], files: Files, rule: str) -> Files:
    """The files after the edits of the only finding of a rule, which is gone then."""
    [fix] = fixes(lint_texts, files, rule)
    made = applied(files, fix)
    assert not [one for one in lint_texts(made).results if one.rule.id == rule]
    return made


def test_the_literal_that_made_the_member_is_mended(lint_texts: Callable[..., Report]) -> None:
    code = (
        'variable "name" {\n  default = "ordres"\n}\nlocals {\n  subject = "shop/${var.name}"\n}\n'
        + GSA
        + BOUND.format(member='"serviceAccount:acme-prod.svc.id.goog[${local.subject}]"')
    )
    made = mended(lint_texts, {"main.tf": code, "k.yaml": KSA}, "WI201")
    assert made["main.tf"] == code.replace('"ordres"', '"orders"')


def test_what_others_are_right_by_stays(lint_texts: Callable[..., Report]) -> None:
    """The namespace is another workload's too, which is bound by it: then a binding is added, or nothing."""
    other = (
        KSA.replace("orders", "mails")
        .replace("shop-app", "shop-mail")
        .replace("namespace: shop", "namespace: post")
    )
    code = (
        'variable "namespace" {\n  default = "post"\n}\n'
        + GSA
        + GSA.replace('"app"', '"mail"').replace("shop-app", "shop-mail")
        + BOUND.format(member='"serviceAccount:acme-prod.svc.id.goog[${var.namespace}/orders]"')
        + BOUND.format(member='"serviceAccount:acme-prod.svc.id.goog[${var.namespace}/mails]"')
        .replace(".app.", ".mail.")
        .replace('"app"', '"mail"')
    )
    files = {"main.tf": code, "k.yaml": KSA, "m.yaml": other}
    for fix in fixes(lint_texts, files, "WI201"):
        assert 'default = "post"' in applied(files, fix)["main.tf"]


def test_a_name_that_is_used_beside_it_is_taken(lint_texts: Callable[..., Report]) -> None:
    script = (
        "NS=shop\nOTHER=monitoring\nP=acme-prod\n"
        'kubectl create serviceaccount orders --namespace "$NS"\n'
        'kubectl annotate serviceaccount orders --namespace "$NS" \\\n'
        '  iam.gke.io/gcp-service-account="shop-app@$P.iam.gserviceaccount.com"\n'
        'gcloud iam service-accounts add-iam-policy-binding "shop-app@$P.iam.gserviceaccount.com" \\\n'
        f'  --role {WIU} --member "serviceAccount:$P.svc.id.goog[$OTHER/orders]"\n'
    )
    made = mended(lint_texts, {"a.sh": script}, "WI201")
    assert made["a.sh"] == script.replace("[$OTHER/", "[$NS/")


def test_names_that_are_crossed_are_exchanged(lint_texts: Callable[..., Report]) -> None:
    code = (
        'locals {\n  apps = { a = { ns = "shop", ksa = "orders" } }\n}\n'
        + GSA
        + BOUND.format(
            member='"serviceAccount:acme-prod.svc.id.goog[${each.value.ksa}/${each.value.ns}]"'
        ).replace("{\n", "{\n  for_each = local.apps\n", 1)
    )
    made = mended(lint_texts, {"main.tf": code, "k.yaml": KSA}, "WI201")
    assert "[${each.value.ns}/${each.value.ksa}]" in made["main.tf"]


@pytest.mark.parametrize("gap", [0, 1])
def test_a_binding_that_lacks_is_written_as_its_sibling_is(
    lint_texts: Callable[..., Report], gap: int
) -> None:
    """The form is the sibling's; what is said of that one stays with it."""
    named = {"cart": "cart", "mail": "mail"}
    code = "".join(
        GSA.replace('"app"', f'"{name}"').replace("shop-app", f"shop-{name}")
        + (
            BOUND.format(member=f'"serviceAccount:acme-prod.svc.id.goog[shop/{name}]" # its pods')
            .replace(".app.", f".{name}.")
            .replace('"app"', f'"{name}_wi"')
            if number != gap
            else ""
        )
        for number, name in enumerate(named)
    )
    sas = {f"{name}.yaml": KSA.replace("orders", name).replace("shop-app", f"shop-{name}") for name in named}
    made = mended(lint_texts, {"main.tf": code, **sas}, "WI201")
    lacking = [*named][gap]
    assert f'resource "google_service_account_iam_member" "{lacking}_wi" {{' in made["main.tf"]
    assert f'[shop/{lacking}]"\n' in made["main.tf"]


@pytest.mark.parametrize(
    "written",
    [
        "google_service_account.app.name",
        '"projects/-/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"',
    ],
)
def test_an_account_of_terraform_is_annotated(lint_texts: Callable[..., Report], written: str) -> None:
    code = (
        GSA
        + BOUND.format(member='"serviceAccount:acme-prod.svc.id.goog[shop/orders]"').replace(
            "google_service_account.app.name", written
        )
        + 'resource "kubernetes_service_account_v1" "orders" {\n  metadata {\n    name      = "orders"\n    namespace = "shop"\n  }\n}\n'
    )
    made = mended(lint_texts, {"main.tf": code}, "WI101")
    is_named = written.startswith("google")
    email = "google_service_account.app.email" if is_named else f'"{EMAIL}"'
    assert (
        f'    annotations = {{\n      "iam.gke.io/gcp-service-account" = {email}\n    }}\n' in made["main.tf"]
    )


@pytest.mark.parametrize("annotations", ["", "  annotations: {}\n", "  annotations:\n    team: shop\n"])
def test_an_account_of_a_manifest_is_annotated_where_it_can_be(
    lint_texts: Callable[..., Report], annotations: str
) -> None:
    bare = f"# ours\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: orders\n  namespace: shop\n{annotations}"
    code = GSA + BOUND.format(member='"serviceAccount:acme-prod.svc.id.goog[shop/orders]"')
    [fix] = fixes(lint_texts, {"main.tf": code, "k.yaml": bare}, "WI101")
    if "{}" in annotations:
        assert fix.edits == ()
        return
    made = applied({"main.tf": code, "k.yaml": bare}, fix)["k.yaml"]
    assert made.count("annotations:") == 1
    assert f"    iam.gke.io/gcp-service-account: {EMAIL}\n" in made
    assert made.startswith("# ours\n")


def test_a_member_joins_the_list_that_owns_the_role(lint_texts: Callable[..., Report]) -> None:
    listed = (
        BOUND.format(member='[\n    "serviceAccount:${local.pool}[shop/mails]", # the first\n  ]')
        .replace("iam_member", "iam_binding")
        .replace("member =", "members =")
    )
    code = 'locals {\n  pool = "acme-prod.svc.id.goog"\n}\n' + GSA + listed
    mails = KSA.replace("orders", "mails")
    made = mended(lint_texts, {"main.tf": code, "k.yaml": KSA, "m.yaml": mails}, "WI201")
    assert '    "serviceAccount:${local.pool}[shop/orders]",\n' in made["main.tf"]
    assert "# the first" in made["main.tf"]


CLUSTER = (
    'set -e\nP=acme-{stage}\ngcloud container clusters create apps --project "$P" --region us-east1{pool}\n'
)


def test_a_cluster_of_one_environment_lacks_what_the_others_have(lint_texts: Callable[..., Report]) -> None:
    stages = ("dev", "staging", "prod")
    files = {
        f"clusters/{stage}.sh": CLUSTER.format(
            stage=stage, pool="" if stage == "prod" else ' --workload-pool "$P.svc.id.goog"'
        )
        for stage in stages
    }
    made = mended(lint_texts, files, "WI319")
    assert 'create apps --workload-pool="${P}.svc.id.goog" --project' in made["clusters/prod.sh"]
    two = {path: text for path, text in files.items() if "staging" not in path}
    assert not [one for one in lint_texts(two).results if one.rule.id == "WI319"]


@pytest.mark.parametrize(
    ("project", "is_own"),
    [("acme-prod", True), ("acme-dev", False), ("acme-${var.x}", True), ("acme-d${var.x}", False)],
)
def test_an_account_of_another_project_is_not_what_a_grant_was_for(
    lint_texts: Callable[..., Report], project: str, is_own: bool
) -> None:
    code = (
        'variable "x" {}\nresource "google_project_iam_member" "m" {\n  role = "roles/iam.workloadIdentityUser"\n'
        f'  project = "{project}"\n  member = "serviceAccount:acme-prod.svc.id.goog[shop/orders]"\n}}\n'
    )
    found = [one for one in lint_texts({"main.tf": code, "k.yaml": KSA}).results if one.rule.id == "WI207"]
    copies = [one.finding.fix.copy for one in found if one.finding.fix is not None]
    assert copies
    assert all(("google_service_account.ACCOUNT" not in copy) == is_own for copy in copies)


def test_a_role_that_workloads_alone_have_by_it_is_mended_for_all(lint_texts: Callable[..., Report]) -> None:
    code = (
        'resource "google_service_account" "of" {\n  for_each = toset(["cart", "mail"])\n  project = "acme-prod"\n'
        '  account_id = "shop-${each.key}"\n}\n'
        'resource "google_service_account_iam_member" "of" {\n  for_each = toset(["cart", "mail"])\n'
        "  service_account_id = google_service_account.of[each.key].name\n"
        '  role = "roles/iam.serviceAccountUser"\n  member = "serviceAccount:acme-prod.svc.id.goog[shop/${each.key}]"\n}\n'
    )
    sas = {
        f"{name}.yaml": KSA.replace("orders", name).replace("shop-app", f"shop-{name}")
        for name in ("cart", "mail")
    }
    for fix in fixes(lint_texts, {"main.tf": code, **sas}, "WI205"):
        assert applied({"main.tf": code}, fix)["main.tf"] == code.replace(
            "serviceAccountUser", "workloadIdentityUser"
        )
    assert [*fixes(lint_texts, {"main.tf": code, **sas}, "WI205")]
