"""The one filter: every kind and field that a reader reads passes it, and without it every finding is the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import wi_lint_rules
from wi_lint import problems
from wi_lint.discover import walk
from wi_lint.files import Disk, Files, Memory
from wi_lint.frontends import FRONTENDS, GUIDES, MANIFESTS, NOT_FOLLOWED, SCRIPTS
from wi_lint.lint import Report, lint
from wi_lint.model import connector, crossplane, kubernetes, operators
from wi_lint.model.commands import gcloud, kubectl
from wi_lint.packs import ENGINE, installed
from wi_lint.signs import Signs
from wi_lint.testing import examples
from wi_lint.unit import KINDS as UNITS

Lint = Callable[..., Report]
FIXTURES = Path(__file__).parent / "fixtures"
WORLDS = sorted(path for path in FIXTURES.iterdir() if path.is_dir())
PAGES = sorted(Path(str(wi_lint_rules.__file__)).parent.rglob("*.md"))
KINDS = sorted({*kubernetes._READERS, *operators.NAMED, *(kind for _, kind in operators.DERIVED)})


def all_that_is_said(files: Files, paths: Iterable[str], *, filtered: bool) -> list[tuple[object, ...]]:
    """Every finding, with its evidence and its doubt."""
    report = lint(files, list(paths), installed(), filtered=filtered)
    assert report.crashes == []
    return [
        (
            r.rule.id,
            f.at.order,
            f.message,
            f.about.address,
            r.fingerprint,
            [(s.at.order, s.note) for s in f.because],
        )
        for r in (*report.results, *report.unsure)
        for f in (r.finding,)
    ]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_world_says_the_same_without_the_filter(world: Path) -> None:
    paths = list(walk(world, ""))
    assert all_that_is_said(Disk(world), paths, filtered=True) == all_that_is_said(
        Disk(world), paths, filtered=False
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_an_example_says_the_same_without_the_filter(page: Path) -> None:
    for one in examples(page.read_text("utf-8")):
        files = {path: body for path, body in one.files.items() if not path.endswith(".toml")}
        with_it, without = (all_that_is_said(Memory(files), files, filtered=on) for on in (True, False))
        assert with_it == without, one.title


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_is_read_passes(kind: str) -> None:
    assert MANIFESTS.reader.SIGNS.matter_in(
        f"apiVersion: example.org/v1\nkind: {kind}\nmetadata:\n  name: x\n"
    )
    assert MANIFESTS.reader.SIGNS.matter_in(f'{{"apiVersion": "example.org/v1", "kind": "{kind}"}}')


@pytest.mark.parametrize("group", [connector.GROUP, *crossplane.GROUPS])
def test_every_group_that_is_read_passes(group: str) -> None:
    assert MANIFESTS.reader.SIGNS.matter_in(f"apiVersion: container{group}/v1beta1\nkind: Anything\n")


@pytest.mark.parametrize(
    "field",
    [
        "containers: [{image: x}]",
        "initContainers: [{image: x}]",
        "serviceAccountName: x",
        "serviceAccount: x",
        "annotations: {iam.gke.io/gcp-service-account: x}",
        "annotations: {wi-lint.dev/ignore.WI101: x}",
    ],
)
def test_every_field_that_is_read_of_any_kind_passes(field: str) -> None:
    assert MANIFESTS.reader.SIGNS.matter_in(f"apiVersion: example.org/v1\nkind: Thing\nspec:\n  {field}\n")


@pytest.mark.parametrize("path", sorted(gcloud._READERS))
def test_every_command_of_gcloud_that_is_read_passes(path: tuple[str, ...]) -> None:
    assert SCRIPTS.reader.SIGNS.matter_in(f"gcloud {' '.join(path)} x --project p")
    assert SCRIPTS.reader.SIGNS.matter_in(
        "- name: gcr.io/cloud-builders/gcloud\n  args: [" + ", ".join(path) + "]"
    )


@pytest.mark.parametrize(
    ("verb", "need"),
    sorted((v, n) for v, row in kubectl._READERS.items() for n in row.needs or [""] if not row.aside),
)
def test_every_command_of_kubectl_that_is_read_passes(verb: str, need: str) -> None:
    assert SCRIPTS.reader.SIGNS.matter_in(f"set -e\n/usr/bin/kubectl {verb} {need} x")
    assert SCRIPTS.reader.SIGNS.matter_in(f'- kubectl\n- "{verb}"\n- "{need}"')


def test_a_name_that_starts_like_a_tool_is_none() -> None:
    assert not SCRIPTS.reader.SIGNS.matter_in("kubectl.kubernetes.io/last-applied-configuration: apply")
    assert not MANIFESTS.reader.SIGNS.matter_in("apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n")


def test_nothing_is_read_by_a_table_whose_keys_are_no_signs() -> None:
    assert kubernetes.SIGNS.kinds >= {*kubernetes._READERS, *operators.NAMED}
    assert {kind for _, kind in operators.DERIVED} <= kubernetes.SIGNS.kinds


@given(st.sets(st.text("abc", min_size=1, max_size=3)), st.text("abc ", max_size=8))
def test_signs_together_find_what_each_finds(words: set[str], text: str) -> None:
    each = [Signs(words=frozenset({word})) for word in sorted(words)]
    together = Signs()
    for one in each:
        together = together | one
    assert together.matter_in(text) == any(one.matter_in(text) for one in each)


def test_the_kinds_of_units_are_those_of_the_table() -> None:
    assert {one.unit for one in FRONTENDS} == set(UNITS)


def test_every_problem_of_reading_has_its_rule() -> None:
    assert set(ENGINE) == set(get_args(problems.Kind))


def named() -> list[str]:
    """A file of each language that is linted without being named, by every suffix and name of the table."""
    suffixes = (f"a{suffix}" for one in FRONTENDS if one is not GUIDES for suffix in one.suffixes)
    return [*suffixes, *(name for one in FRONTENDS for name in sorted(one.names))]


@pytest.mark.parametrize("path", named())
def test_every_file_of_the_table_is_discovered_and_runs_the_hook(path: str, tmp_path: Path) -> None:
    (tmp_path / path).write_text("x: 1\n", "utf-8")
    assert [*walk(tmp_path, "")] == [path]
    hooks = yaml.safe_load((FIXTURES.parent.parent / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert all(re.search(hook["files"], path) for hook in hooks)


@pytest.mark.parametrize(
    "path", [path for path in named() if SCRIPTS.takes(path) and path not in NOT_FOLLOWED]
)
def test_every_script_of_the_table_has_a_reader(path: str, lint_texts: Lint) -> None:
    key = "gcloud projects add-iam-policy-binding p --member allUsers --role roles/owner"
    body = f"all:\n\t{key}\n" if "ake" in path or path.endswith(".mk") else f"RUN {key}\n"
    shell = path.endswith((".sh", ".bash", ".zsh", ".ksh"))
    assert lint_texts({path: f"{key}\n" if shell else body}).facts


@pytest.mark.parametrize("path", ["a.yaml", "a.tf", "a.sh", "Makefile", "Dockerfile"])
def test_a_file_that_is_no_text_is_named_whatever_its_language(path: str, lint_texts: Lint) -> None:
    assert found(lint_texts({path: b"gcloud\0\xff"}), "WI007") == {("WI007", path)}


# what the five word lists before it lost

ACCOUNT = """apiVersion: v1
kind: ServiceAccount
metadata: {name: NAME, namespace: shop}
"""
CLUSTER = """apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: orders-db, namespace: shop}
spec: {instances: 3}
"""
BINDING = """resource "google_service_account" "db" {
  project    = "acme-prod"
  account_id = "orders-backup"
}
resource "google_service_account_iam_member" "wi" {
  service_account_id = google_service_account.db.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/orders-db]"
}
"""
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: shop}
spec:
  template:
    spec:
      serviceAccountName: app
      containers:
        - name: app
          image: app
          ENV
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations: {iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com}
"""
PROXY = (
    "env: [{name: HTTP_PROXY, value: 'http://proxy:3128'}]\n          envFrom: [{configMapRef: {name: net}}]"
)
FROM = "envFrom: [{configMapRef: {name: net}}]"


def config(**data: str) -> str:
    lines = "".join(f'  {key}: "{value}"\n' for key, value in data.items())
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: net, namespace: shop}}\ndata:\n{lines}"


def found(report: Report, *rules: str) -> set[tuple[str, str]]:
    return {(r.rule.id, r.finding.at.path) for r in report.results if r.rule.id in rules}


def test_an_account_that_an_operator_makes_is_known_to_be_made(lint_texts: Lint) -> None:
    manifests = CLUSTER + "---\n" + ACCOUNT.replace("NAME", "orders-dbs")
    report = lint_texts({"a.yaml": manifests, "main.tf": BINDING})
    assert found(report, "WI203", "WI101") == {("WI101", "a.yaml")}


def test_exceptions_from_the_proxy_that_a_config_map_holds_count(lint_texts: Lint) -> None:
    files = {"app.yaml": DEPLOYMENT.replace("ENV", PROXY)}
    assert found(lint_texts(files), "WI602") == {("WI602", "app.yaml")}
    files["net.yaml"] = config(NO_PROXY="metadata.google.internal,169.254.169.254")
    assert found(lint_texts(files), "WI602") == set()


def test_another_metadata_server_that_a_config_map_names_is_seen(lint_texts: Lint) -> None:
    files = {
        "app.yaml": DEPLOYMENT.replace("ENV", FROM),
        "net.yaml": config(GCE_METADATA_HOST="metadata.example.com"),
    }
    assert found(lint_texts(files), "WI602") == {("WI602", "net.yaml")}


def test_crossplanes_node_pools_and_clusters_are_read(lint_texts: Lint) -> None:
    head = "apiVersion: container.gcp.upbound.io/v1beta1\nkind: "
    pool = head + (
        "NodePool\nmetadata: {name: pool}\nspec:\n  forProvider:\n    clusterRef: {name: main}\n    nodeConfig:\n"
        "      - workloadMetadataConfig: [{mode: GCE_METADATA}]\n"
    )
    cluster = (
        head
        + "Cluster\nmetadata: {name: main}\nspec:\n  forProvider:\n    project: acme-prod\n    location: x\n"
    )
    assert found(lint_texts({"main.yaml": cluster}), "WI302") == {("WI302", "main.yaml")}
    with_pool = cluster + "    workloadIdentityConfig: [{workloadPool: acme-prod.svc.id.goog}]\n"
    member = head.replace("container", "cloudplatform").replace(
        "kind: ", "kind: ServiceAccountIAMMember\n"
    ) + (
        "metadata: {name: wi}\nspec:\n  forProvider:\n    role: roles/iam.workloadIdentityUser\n"
        "    serviceAccountId: projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com\n"
        "    member: serviceAccount:acme-prod.svc.id.goog[shop/app]\n"
    )
    report = lint_texts({"all.yaml": "---\n".join((with_pool, member, pool))})
    assert found(report, "WI304") == {("WI304", "all.yaml")}


def test_the_variables_of_a_chart_are_read_as_those_of_a_manifest(lint_texts: Lint) -> None:
    body = config(HTTP_PROXY="http://proxy:3128").replace(
        "namespace: shop", "namespace: {{ .Release.Namespace }}"
    )
    body = re.sub(r"metadata: \{(.*)\}\n", r"metadata:\n  name: net\n", body)
    app = re.sub(r", namespace: shop|  namespace: shop\n", "", DEPLOYMENT.replace("ENV", FROM))
    chart = {
        "c/Chart.yaml": "name: c\nversion: 1.0.0\n",
        "c/templates/app.yaml": app,
        "c/templates/net.yaml": body,
    }
    assert found(lint_texts(chart), "WI602") == {("WI602", "c/templates/net.yaml")}


# what is put together of pieces

OWNER = (
    "projects add-iam-policy-binding acme-prod --role roles/owner "
    "--member 'serviceAccount:acme-prod.svc.id.goog[shop/app]'\n"
)


def test_a_tool_that_a_sourced_script_names_is_seen(lint_texts: Lint) -> None:
    files = {"main.sh": f"source lib.sh\n$GCLOUD {OWNER}", "lib.sh": "GCLOUD=gcloud\n"}
    assert found(lint_texts(files), "WI401") == {("WI401", "main.sh")}


def test_a_tool_that_a_workflow_sets_is_seen(lint_texts: Lint) -> None:
    step = (
        f"on: push\nenv: {{TOOL: gcloud}}\njobs:\n  a:\n    steps:\n      - run: |\n          $TOOL {OWNER}"
    )
    path = ".github/workflows/a.yaml"
    assert found(lint_texts({path: step}), "WI401") == {("WI401", path)}


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("{{ range .Values.extra }}\n---\n{{ toYaml . }}\n{{ end }}", "extra:\n  - DENY\n"),
        ("---\n{{ .Values.extra }}\n", "extra: |\n  DENY\n"),
        ("---\napiVersion: networking.k8s.io/v1\nkind: Network{{ .Values.rest }}\nBODY", "rest: Policy\n"),
    ],
)
def test_an_object_that_a_template_writes_of_values_is_seen(
    template: str, values: str, lint_texts: Lint
) -> None:
    body = "metadata: {name: deny, namespace: shop}\nspec: {podSelector: {}, policyTypes: [Egress]}\n"
    deny = f"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n{body}"
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n"
    files = {
        "c/Chart.yaml": "name: c\nversion: 1.0.0\n",
        "c/templates/extra.yaml": service + template.replace("BODY", body),
        "c/values.yaml": values.replace(
            "DENY", deny.replace("\n", "\n    " if "- DENY" in values else "\n  ")
        ),
        "app.yaml": DEPLOYMENT.replace("ENV", ""),
    }
    assert {rule for rule, _ in found(lint_texts(files), "WI601")} == {"WI601"}


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("kind: NetworkPolicy", True),
        ("kind: Service", False),
        ("? kind\n: NetworkPolicy", True),
        ("kind: Network${REST}", True),
        ('"kind": "Network\\u0050olicy"', True),
        ("kind: *alias", True),
    ],
)
def test_a_kind_passes_however_it_is_written(text: str, passes: bool) -> None:
    assert Signs(kinds=frozenset({"NetworkPolicy"})).matter_in(text) is passes
