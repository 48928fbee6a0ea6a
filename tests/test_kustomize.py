"""Overlays, built: against `kubectl kustomize`, and each value at the place that it was written at."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from wi_lint.compose.helm import Charts
from wi_lint.compose.kustomize import NAMES, Object, Overlays
from wi_lint.compose.library import Library
from wi_lint.compose.manifests import read_manifests
from wi_lint.facts import Fact, KubernetesAccount, NetworkPolicy, Secret, Unread, Workload
from wi_lint.files import Disk, Memory
from wi_lint.lint import Report
from wi_lint.model import releases

KUBECTL = shutil.which("kubectl")
needs_kubectl = pytest.mark.skipif(KUBECTL is None, reason="it asks kubectl, which is not on PATH")
POD_SPECS = {
    "Pod": ("spec",),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    **dict.fromkeys(("Deployment", "StatefulSet", "DaemonSet", "Job"), ("spec", "template", "spec")),
}
ANNOTATION = "iam.gke.io/gcp-service-account"
Row = tuple[str, str, str, str]

SA = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n"
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName: app
      containers:
        - name: web
          image: web
"""
BASE = {
    "base/kustomization.yaml": "resources: [sa.yaml, web.yaml]\n",
    "base/sa.yaml": SA,
    "base/web.yaml": DEPLOYMENT,
}


def built(files: dict[str, str]) -> list[Fact]:
    manifests = read_manifests(Charts(Library(Memory(files))), sorted(files))
    return list(releases.facts(manifests))


def accounts(files: dict[str, str]) -> list[KubernetesAccount]:
    return [fact for fact in built(files) if isinstance(fact, KubernetesAccount)]


def workloads(files: dict[str, str]) -> list[Workload]:
    return [fact for fact in built(files) if isinstance(fact, Workload)]


# against kubectl


def theirs(folder: Path) -> Counter[Row]:
    run = subprocess.run(
        [str(KUBECTL), "kustomize", "--load-restrictor", "LoadRestrictionsNone", str(folder)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    rows: Counter[Row] = Counter()
    for one in filter(None, yaml.safe_load_all(run.stdout)):
        metadata = one.get("metadata") or {}
        place = metadata.get("namespace") or "", metadata.get("name") or ""
        if one["kind"] == "ServiceAccount":
            rows["ServiceAccount", *place, (metadata.get("annotations") or {}).get(ANNOTATION) or ""] += 1
        elif one["kind"] in POD_SPECS:
            spec = one
            for key in POD_SPECS[one["kind"]]:
                spec = spec.get(key) or {}
            rows[one["kind"], *place, spec.get("serviceAccountName") or ""] += 1
    return rows


def ours(root: Path, folder: str) -> Counter[Row]:
    paths = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.name in NAMES]
    return Counter(filter(None, map(row, Overlays(Library(Disk(root)), paths).build(folder).objects)))


def row(one: Object) -> Row | None:
    if one.kind == "ServiceAccount":
        return "ServiceAccount", *one.identity, one.root.literal("metadata", "annotations", ANNOTATION)
    if one.kind in POD_SPECS:
        return one.kind, *one.identity, one.root.literal(*POD_SPECS[one.kind], "serviceAccountName")
    return None


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


SHIPPED = sorted(
    path.parent for path in (Path(__file__).parent / "fixtures").rglob("*") if path.name in NAMES
)


@needs_kubectl
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: "/".join(path.parts[-3:]))
def test_kubectl_builds_the_shipped_overlays_alike(folder: Path) -> None:
    if "://" in (folder / "kustomization.yaml").read_text():
        pytest.skip("it takes something from elsewhere")
    root = Path(__file__).parent / "fixtures"
    assert ours(root, folder.relative_to(root).as_posix()) == theirs(folder)


def generated(seed: int) -> dict[str, str]:
    """A base, a component and two levels of overlays, put together by chance."""
    chance = random.Random(seed)
    files = {
        **BASE,
        "base/job.yaml": DEPLOYMENT.replace("kind: Deployment", "kind: StatefulSet").replace(
            "name: web", "name: db"
        ),
        "part/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
        "patches:\n- target: {kind: ServiceAccount}\n  patch: |-\n"
        f"    - op: add\n      path: /metadata/annotations/{ANNOTATION.replace('/', '~1')}\n      value: part@p\n",
    }
    if chance.random() < 0.5:
        files["base/kustomization.yaml"] = "resources: [sa.yaml, web.yaml, job.yaml]\nnamespace: base-ns\n"
    files["middle/kustomization.yaml"] = overlay(chance, "../base")
    files["top/kustomization.yaml"] = overlay(chance, "../middle")
    files["top/patch.yaml"] = SA.replace("name: app", "name: app\n  annotations: {" + ANNOTATION + ": top@p}")
    return files


def overlay(chance: random.Random, below: str) -> str:
    lines = [f"resources: [{below}]"]
    if chance.random() < 0.6:
        lines.append(f"namespace: ns-{chance.randint(1, 3)}")
    if chance.random() < 0.5:
        lines.append(f"namePrefix: {chance.choice(['dev-', 'x.', 'b-'])}")
    if chance.random() < 0.5:
        lines.append(f"nameSuffix: {chance.choice(['-dev', '-b'])}")
    if chance.random() < 0.4:
        lines.append("components: [../part]")
    if chance.random() < 0.3:
        lines.append(f"commonAnnotations: {{{ANNOTATION}: common@p}}")
    patches = chance.sample(
        [
            "- target: {kind: Deployment}\n  patch: |-\n    - {op: replace, path: /spec/template/spec/serviceAccountName, value: app}",
            (
                "- target: {kind: Deployment, name: web}\n  patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n"
                "    metadata: {name: other}\n    spec: {template: {spec: {serviceAccountName: app, hostNetwork: true}}}"
            ),
            (
                "- target: {name: '.*pp', kind: ServiceAccount}\n  patch: |-\n    apiVersion: v1\n    kind: ServiceAccount\n"
                f"    metadata: {{name: any, annotations: {{{ANNOTATION}: some@p}}}}"
            ),
            "- target: {kind: StatefulSet}\n  patch: |-\n    $patch: delete\n    apiVersion: apps/v1\n    kind: StatefulSet\n    metadata: {name: db}",
        ],
        chance.randint(0, 2),
    )
    if patches:
        lines.append("patches:")
        lines += patches
    return "\n".join(lines) + "\n"


@needs_kubectl
@pytest.mark.parametrize("seed", range(24))
def test_kubectl_builds_generated_overlays_alike(seed: int, tmp_path: Path) -> None:
    write(tmp_path, generated(seed))
    assert ours(tmp_path, "top") == theirs(tmp_path / "top")


MECHANISMS = {
    "a patch in a file": {
        "kustomization.yaml": "resources: [base]\npatches: [{path: patch.yaml}]\n",
        "patch.yaml": SA + f"  annotations: {{{ANNOTATION}: a@p}}\n",
    },
    "an old strategic merge": {
        "kustomization.yaml": "bases: [base]\npatchesStrategicMerge: [patch.yaml]\n",
        "patch.yaml": SA + f"  annotations: {{{ANNOTATION}: a@p}}\n",
    },
    "an old JSON patch": {
        "kustomization.yaml": "resources: [base]\npatchesJson6902:\n- target: {version: v1, kind: ServiceAccount, name: app}\n  path: patch.json\n",
        "patch.json": '[{"op": "add", "path": "/metadata/annotations", "value": {"'
        + ANNOTATION
        + '": "a@p"}}]',
    },
    "a patch that takes the annotation away": {
        "kustomization.yaml": "resources: [base]\ncommonAnnotations: {x: z}\npatches:\n- target: {kind: Deployment}\n"
        "  patch: |-\n    - {op: remove, path: /spec/template/spec/serviceAccountName}\n",
    },
    "a replacement": {
        "kustomization.yaml": "resources: [base, settings.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: settings, fieldPath: data.account}\n"
        f"  targets:\n  - select: {{kind: ServiceAccount}}\n    fieldPaths: ['metadata.annotations.[{ANNOTATION}]']\n    options: {{create: true}}\n",
        "settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {account: a@p}\n",
    },
    "a replacement of a piece": {
        "kustomization.yaml": "resources: [base, settings.yaml]\npatches: [{path: patch.yaml}]\nreplacements:\n"
        "- source: {kind: ConfigMap, name: settings, fieldPath: data.project}\n"
        "  targets:\n  - select: {kind: ServiceAccount}\n    fieldPaths: ['metadata.annotations.iam\\.gke\\.io/gcp-service-account']\n    options: {delimiter: '@', index: 1}\n",
        "patch.yaml": SA + f"  annotations: {{{ANNOTATION}: a@HERE}}\n",
        "settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {project: p}\n",
    },
    "a replacement from what a config map is made of": {
        "kustomization.yaml": "resources: [base]\nconfigMapGenerator:\n- name: settings\n  literals: ['account=\"a@p=q\"', name=moved]\n"
        "replacements:\n- source: {kind: ConfigMap, name: settings, fieldPath: data.account}\n"
        f"  targets:\n  - select: {{kind: ServiceAccount}}\n    fieldPaths: ['metadata.annotations.[{ANNOTATION}]']\n    options: {{create: true}}\n"
        "- source: {kind: ConfigMap, name: settings, fieldPath: data.name}\n"
        "  targets:\n  - select: {kind: Deployment}\n    fieldPaths: [metadata.name]\n",
    },
    "two copies of one base": {
        "kustomization.yaml": "resources: [one, two]\n",
        "one/kustomization.yaml": "resources: [../base]\nnamePrefix: one-\n",
        "two/kustomization.yaml": "resources: [../base]\nnamePrefix: two-\n",
    },
}


@needs_kubectl
@pytest.mark.parametrize("name", MECHANISMS)
def test_kubectl_agrees_on_every_mechanism(name: str, tmp_path: Path) -> None:
    write(tmp_path, {**BASE, **MECHANISMS[name]})
    assert ours(tmp_path, "") == theirs(tmp_path)


# places


def test_names_keep_the_places_they_come_from() -> None:
    files = {**BASE, "prod/kustomization.yaml": "namespace: shop\nnamePrefix: prod-\nresources: [../base]\n"}
    [account] = accounts(files)
    assert (str(account.namespace), str(account.name)) == ("shop", "prod-app")
    assert (account.namespace.origin.path, account.namespace.origin.line) == ("prod/kustomization.yaml", 1)
    prefix, name = account.name.parts
    assert (prefix.at.path, prefix.at.line) == ("prod/kustomization.yaml", 2)
    assert (name.at.path, name.at.line) == ("base/sa.yaml", 4)
    [workload] = workloads(files)
    assert str(workload.account) == "prod-app"


def test_a_patched_value_stands_in_the_patch() -> None:
    patch = f"patches:\n- patch: |-\n    apiVersion: v1\n    kind: ServiceAccount\n    metadata:\n      name: app\n      annotations:\n        {ANNOTATION}: a@p\n"
    [account] = accounts({**BASE, "prod/kustomization.yaml": "resources: [../base]\n" + patch})
    assert account.google is not None
    assert str(account.google) == "a@p"
    assert (account.google.origin.path, account.google.origin.line) == ("prod/kustomization.yaml", 9)
    assert account.google.origin.text == "a@p"


def test_each_top_overlay_is_a_unit_and_a_base_is_none() -> None:
    made = accounts(
        {
            **BASE,
            "prod/kustomization.yaml": "namespace: shop\nresources: [../base]\n",
            "test/kustomization.yaml": "namespace: shop-test\nresources: [../base]\n",
        }
    )
    assert [(one.unit.folder, str(one.namespace)) for one in made] == [
        ("prod", "shop"),
        ("test", "shop-test"),
    ]


def test_what_is_taken_from_elsewhere_is_told_and_a_patch_of_it_is_a_part() -> None:
    made = built(
        {
            "kustomization.yaml": "namespace: shop\nresources: ['https://example.org/app?ref=v1']\npatches: [{path: patch.yaml}]\n",
            "patch.yaml": SA + f"  annotations: {{{ANNOTATION}: a@p}}\n",
        }
    )
    [account] = [one for one in made if isinstance(one, KubernetesAccount)]
    assert account.partial
    assert (str(account.namespace), str(account.google)) == ("shop", "a@p")
    [unread] = [one for one in made if isinstance(one, Unread)]
    assert "https://example.org/app" in unread.why


def test_labels_reach_pods_and_selectors() -> None:
    policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}\n"
    made = built(
        {
            **BASE,
            "kustomization.yaml": "resources: [base, policy.yaml]\ncommonLabels: {team: a}\n",
            "policy.yaml": policy,
        }
    )
    [found] = [one for one in made if isinstance(one, NetworkPolicy)]
    [workload] = [one for one in made if isinstance(one, Workload)]
    assert {key: str(value) for key, value in found.selector.labels.items()} == {"app": "web", "team": "a"}
    assert {key: str(value) for key, value in workload.labels.items()} == {"app": "web", "team": "a"}


def test_generated_secrets_have_their_entries() -> None:
    [secret] = [
        one
        for one in built(
            {
                "kustomization.yaml": "namespace: n\nsecretGenerator: [{name: s, files: [a/key.json, b=c], literals: [d=e]}]\n"
            }
        )
        if isinstance(one, Secret)
    ]
    assert (str(secret.namespace), secret.keys) == ("n", ("key.json", "b", "d"))


def test_overlays_that_use_each_other_end() -> None:
    files = {"a/kustomization.yaml": "resources: [../b]\n", "b/kustomization.yaml": "resources: [../a]\n"}
    assert built(files) == []


@pytest.mark.parametrize("count", [3, 150])
def test_copies_of_one_base_in_one_namespace_name_their_own_account(count: int) -> None:
    tree = {
        "base/kustomization.yaml": "resources: [a.yaml]\n",
        "base/a.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app, namespace: shop}\n---\n"
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\n"
        "spec: {serviceAccountName: app, containers: [{name: a, image: b}]}\n",
    }
    for n in range(count):
        tree[f"t{n}/kustomization.yaml"] = f"resources: [../base]\nnamePrefix: t{n}-\n"
    tree["all/kustomization.yaml"] = "resources:\n" + "".join(f"- ../t{n}\n" for n in range(count))
    pods = [one for one in built(tree) if isinstance(one, Workload)]
    assert {str(one.account) for one in pods} == {f"t{n}-app" for n in range(count)}


FLUX = """apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./apps
  targetNamespace: shop
  sourceRef: {kind: GitRepository, name: flux-system}
  postBuild:
    substitute:
      project: acme-prd
"""
FILLED = {
    "apps/kustomization.yaml": "resources: [account.yaml]\n",
    "apps/account.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: ${account:=shop-app}@${project}.iam.gserviceaccount.com\n",
    "main.tf": 'resource "google_service_account" "app" {\n  project    = "acme-prod"\n  account_id = "shop-app"\n}\n'
    'resource "google_service_account_iam_member" "app" {\n'
    "  service_account_id = google_service_account.app.name\n"
    '  role               = "roles/iam.workloadIdentityUser"\n'
    '  member             = "serviceAccount:acme-prod.svc.id.goog[shop/app]"\n}\n'
    'resource "google_storage_bucket_iam_member" "app" {\n  bucket = "acme-catalog"\n'
    '  role   = "roles/storage.objectViewer"\n  member = google_service_account.app.member\n}\n',
}


@pytest.mark.parametrize(
    ("flux", "said"),
    [
        (FLUX, [("WI201", "apps/account.yaml", 6)]),
        (FLUX.replace("acme-prd", "acme-prod"), []),
        (FLUX + "    substituteFrom:\n      - {kind: ConfigMap, name: settings}\n", []),
    ],
)
def test_variables_of_flux_are_filled_in(
    flux: str, said: list[tuple[str, str, int]], lint_texts: Callable[..., Report]
) -> None:
    results = lint_texts({**FILLED, "clusters/apps.yaml": flux}).results
    assert [(r.rule.id, r.finding.at.path, r.finding.at.line) for r in results] == said
