"""Text to copy: it parses, names what can be named where it belongs, and lacks nothing that is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.lint import Report, lint
from wi_lint.packs import installed
from wi_lint.parse.hcl import parse
from wi_lint_rules.shared.addresses import own_name, seen_from, steps_to

HERE = Path(__file__).parent
TREES = sorted(
    path
    for home in ("cases/*/bad", "fixtures/*", "mutations/worlds/*")
    for path in HERE.glob(home)
    if path.is_dir()
)
SNIPPET = re.compile(r"^resource .*?^\}$", re.MULTILINE | re.DOTALL)
GRANT = (
    'resource "google_project_iam_member" "app" {{\n{loop}  project = "acme-prod"\n  role = "roles/{role}"\n'
    "  member = {member}\n}}\n"
)
APP = 'resource "google_service_account" "app" {\n  project = "acme-prod"\n  account_id = "shop-app"\n}\n'
KSA = (
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  namespace: shop\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com\n"
)
EMAIL = '"serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"'


def snippets(tree: Path) -> Iterator[str]:
    for result in lint(Disk(tree), walk(tree, ""), installed()).results:
        if result.finding.fix is not None:
            yield from SNIPPET.findall(result.finding.fix.copy)


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: f"{tree.parent.name}-{tree.name}")
def test_snippets_of_terraform_parse(tree: Path) -> None:
    for snippet in snippets(tree):
        body, errors = parse(snippet + "\n")
        assert errors == [], snippet
        assert all(re.fullmatch(r"\w+", label.text) for block in body.blocks for label in block.labels), (
            snippet
        )


def copied(report: Report, rule: str) -> str:
    [finding] = [one.finding for one in report.results if one.rule.id == rule]
    assert finding.fix is not None
    return finding.fix.copy


def test_a_loop_leaves_no_trace_in_the_name(lint_texts: Callable[..., Report]) -> None:
    loop = '  for_each = toset(["storage.objectUser"])\n'
    made = GRANT.format(loop=loop, role="${each.key}", member="google_service_account.app.member")
    copy = copied(lint_texts({"main.tf": APP + made, "k.yaml": KSA}), "WI403")
    assert copy.startswith('resource "google_storage_bucket_iam_member" "app" {\n')
    assert "member = google_service_account.app.member" in copy


def test_a_resource_inside_a_module_is_not_referred_to(lint_texts: Callable[..., Report]) -> None:
    tree = {
        "main.tf": APP
        + 'module "s" {\n  source = "./s"\n}\n'
        + GRANT.format(loop="", role="storage.objectUser", member=EMAIL),
        "s/main.tf": 'resource "google_storage_bucket" "b" {\n  project = "acme-prod"\n  name = "acme-b"\n  location = "EU"\n}\n',
        "k.yaml": KSA,
    }
    assert 'bucket = "BUCKET"' in copied(lint_texts(tree), "WI403")
    beside = {**tree, "main.tf": tree["main.tf"] + tree["s/main.tf"], "s/main.tf": ""}
    assert "bucket = google_storage_bucket.b.id" in copied(lint_texts(beside), "WI403")


def test_who_consumes_is_granted_it_on_the_subscription(lint_texts: Callable[..., Report]) -> None:
    made = GRANT.format(loop="", role="pubsub.subscriber", member=EMAIL)
    copy = copied(lint_texts({"main.tf": APP + made, "k.yaml": KSA}), "WI403")
    assert "google_pubsub_subscription_iam_member" in copy
    assert "gcloud pubsub subscriptions add-iam-policy-binding SUBSCRIPTION" in copy


def test_a_script_is_mended_with_a_whole_command(lint_texts: Callable[..., Report]) -> None:
    script = (
        "gcloud projects add-iam-policy-binding acme-prod --role roles/storage.objectUser"
        " --member serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com\n"
    )
    copy = copied(lint_texts({"a.sh": script, "k.yaml": KSA}), "WI403")
    assert "resource" not in copy
    assert "--role=roles/storage.objectUser" in copy
    assert "--member='serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com'" in copy


@pytest.mark.parametrize(
    ("one", "other", "waits"),
    [
        ("g.binding", "google_container_cluster.c", ("google_container_cluster.c", "")),
        ('g.binding["x"]', "module.gke.google_container_cluster.c[0]", ("module.gke", "")),
        ("module.iam.g.binding", "google_container_cluster.c", ("google_container_cluster.c", "module.iam")),
        (
            'module.iam["a.b"].g.binding',
            "module.gke.google_container_cluster.c",
            ("module.gke", "module.iam"),
        ),
        ("module.a.module.iam.g.b", "module.a.module.gke.c.d", ("module.gke", "module.iam")),
        ("module.a.g.b", "module.a.c.d", ("c.d", "")),
    ],
)
def test_what_waits_for_what(one: str, other: str, waits: tuple[str, str]) -> None:
    assert seen_from(one, other) == waits


def test_keys_with_dots_are_no_steps() -> None:
    assert steps_to('module.a["x.y"].module.b[0].g.x["module.z."]') == ["module.a", "module.b"]
    assert own_name('module.a["x.y"].g.x["k.z"]') == "g.x"
