"""Right, though a naive rule would speak: each was said wrongly of a public repository once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wi_lint import Severity
from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.lint import Report, lint
from wi_lint.packs import installed

CLUSTER = """resource "google_container_cluster" "main" {
  project  = "acme-prod"
  name     = "main"
  location = "europe-west1"
%s}
"""
POOL = '\n  workload_identity_config {\n    workload_pool = "acme-prod.svc.id.goog"\n  }\n'
ACCOUNT = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
%s"""
ANNOTATED = "  annotations:\n    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com\n"
GOOGLE = (
    'resource "google_service_account" "app" {\n  project    = "acme-prod"\n  account_id = "shop-app"\n}\n'
)
BINDING = """resource "google_service_account_iam_member" "app" {
  service_account_id = "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
}
"""
DIRECT = """resource "google_secret_manager_secret_iam_member" "app" {
  project   = "acme-prod"
  secret_id = "db"
  role      = "%s"
  member    = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/%s.svc.id.goog/subject/ns/shop/sa/app"
}
"""
KEY = """resource "google_service_account_key" "vault" {
  service_account_id = "projects/<PROJECT>/serviceAccounts/vault@<PROJECT>.iam.gserviceaccount.com"
}
"""
WIDE = """resource "google_project_iam_member" "%s" {
  project = "acme-prod"
  role    = "roles/%s"
  member  = google_service_account.app.member
}
"""
MOUNTED = """---
apiVersion: v1
kind: Pod
metadata:
  name: app
  namespace: shop
  annotations: {%s}
spec:
  serviceAccountName: app
  containers: [{name: app, image: "app:1"}]
  volumes:
  - name: data
    %s
"""
POLICY = """resource "google_org_policy_policy" "%s" {
  name   = "%s/policies/iam.disableWorkloadIdentityClusterCreation"
  parent = "%s"
  spec {
    rules { enforce = "%s" }
  }
}
"""
SURPRISING = {
    "a binding for another company's pool, whose account is called alike": {
        "app.yaml": ACCOUNT % "",
        "main.tf": (CLUSTER % POOL)
        + BINDING.replace("acme-prod.svc", "partner.svc").replace("shop/", "orders/"),
    },
    "another token than the one that is exchanged": {
        "app.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\ndata:\n"
        '  credentials.json: |\n    {"type":"external_account",\n     "audience":"//iam.googleapis.com/projects/1'
        '/locations/global/workloadIdentityPools/onprem/providers/k3s",\n     "credential_source":'
        '{"file":"/var/run/secrets/kubernetes.io/serviceaccount/token"}}\n---\napiVersion: v1\nkind: Pod\n'
        "metadata: {name: app, namespace: shop}\nspec:\n  containers:\n  - name: app\n    image: app:1\n"
        "    volumeMounts: [{name: c, mountPath: /etc/gcp}, {name: istio, mountPath: /var/run/secrets/tokens}]\n"
        "  volumes:\n  - {name: c, configMap: {name: c}}\n  - name: istio\n    projected: {sources: "
        "[{serviceAccountToken: {path: istio-token, audience: istio-ca}}]}\n",
    },
    "a firewall of another project's network": {
        "main.tf": 'resource "google_compute_firewall" "deny" {\n  project = "acme-sandbox"\n  name = "deny"\n'
        '  network = "default"\n  direction = "EGRESS"\n  destination_ranges = ["0.0.0.0/0"]\n'
        '  deny {\n    protocol = "all"\n  }\n}\n'
        + CLUSTER.replace('location = "europe-west1"', 'location = "europe-west1"\n  network  = "default"')
        % POOL
        + BINDING.replace("}\n", "  depends_on = [google_container_cluster.main]\n}\n"),
        "app.yaml": ACCOUNT % ANNOTATED,
    },
    "the roles of the account itself are of another environment's pool": {
        "app.yaml": ACCOUNT % ANNOTATED,
        "prod.tf": GOOGLE + BINDING,
        "dev/main.tf": DIRECT % ("roles/secretmanager.secretAccessor", "acme-dev"),
    },
    "a driver of secrets uses the account's own token": {
        "app.yaml": ACCOUNT % ANNOTATED
        + MOUNTED
        % ("a: b", "csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: app}}"),
        "main.tf": DIRECT % ("roles/secretmanager.secretAccessor", "acme-prod"),
    },
    "a claim that is a volume of Cloud Storage FUSE": {
        "app.yaml": ACCOUNT % ANNOTATED
        + MOUNTED % ('gke-gcsfuse/volumes: "true"', "persistentVolumeClaim: {claimName: data}"),
        "main.tf": DIRECT.replace("secret_manager_secret", "storage_bucket")
        .replace('project   = "acme-prod"\n', "")
        .replace("secret_id", "bucket")
        % ("roles/storage.objectUser", "acme-prod"),
    },
    "the account itself pays": {
        "app.yaml": ACCOUNT % ANNOTATED,
        "main.tf": DIRECT % ("roles/serviceusage.serviceUsageConsumer", "acme-prod"),
    },
    "a project is excepted from the organization's policy": {
        "main.tf": POLICY % ("all", "organizations/1", "organizations/1", "TRUE")
        + POLICY % ("one", "projects/acme-prod", "projects/acme-prod", "FALSE")
        + CLUSTER % POOL,
    },
    "nodes with GPUs turn away pods that do not ask for them": {
        "app.yaml": ACCOUNT % ANNOTATED + MOUNTED % ("a: b", "emptyDir: {}"),
        "main.tf": CLUSTER % POOL
        + BINDING.replace("}\n", "  depends_on = [google_container_cluster.main]\n}\n")
        + 'resource "google_container_node_pool" "main" {\n  name    = "main"\n'
        "  cluster = google_container_cluster.main.id\n  node_config {\n"
        '    service_account = "nodes@acme-prod.iam.gserviceaccount.com"\n  }\n}\n'
        'resource "google_container_node_pool" "gpu" {\n  name    = "gpu"\n'
        "  cluster = google_container_cluster.main.id\n  node_config {\n"
        '    service_account = "nodes@acme-prod.iam.gserviceaccount.com"\n'
        '    guest_accelerator {\n      type  = "nvidia-tesla-t4"\n      count = 1\n    }\n'
        '    workload_metadata_config {\n      mode = "GCE_METADATA"\n    }\n  }\n}\n',
    },
    "the projects are numbered": {
        "app.yaml": ACCOUNT % ANNOTATED,
        "main.tf": (CLUSTER % POOL).replace("acme-prod", "acme-shop-1")
        + BINDING.replace("acme-prod.svc", "acme-shop-2.svc"),
    },
    "the account of that name is in another cloud": {
        "azure/app.yaml": ACCOUNT % "  annotations:\n    azure.workload.identity/client-id: 1-2-3\n",
        "gcp/main.tf": BINDING,
    },
    "nodes pull images as the account of a workload": {
        "main.tf": GOOGLE
        + BINDING
        + 'resource "google_container_node_pool" "main" {\n  name    = "main"\n  cluster = "main"\n'
        "  node_config {\n    service_account = google_service_account.app.email\n  }\n}\n"
        'resource "google_project_iam_member" "images" {\n  project = "acme-prod"\n'
        '  role    = "roles/artifactregistry.reader"\n  member  = google_service_account.app.member\n}\n',
    },
    "the project's name is too long, and its pool its own": {
        "main.tf": CLUSTER.replace("acme-prod", "acme-prod-with-a-very-long-name-x")
        % POOL.replace("acme-prod", "acme-prod-with-a-very-long-name-x"),
    },
    "an account that deploys may act as others, and is no workload's": {
        "main.tf": 'resource "google_project_iam_member" "deployer" {\n  project = "acme-prod"\n'
        '  role    = "roles/iam.workloadIdentityUser"\n'
        '  member  = "serviceAccount:deployer@acme-prod.iam.gserviceaccount.com"\n}\n',
    },
    "an account by a name that stands for any": {
        "context.yaml": "apiVersion: core.cnrm.cloud.google.com/v1beta1\nkind: ConfigConnector\nmetadata:\n"
        "  name: configconnector.core.cnrm.cloud.google.com\nspec:\n  mode: cluster\n"
        "  googleServiceAccount: fake@fake.iam.gserviceaccount.com\n",
    },
    "every identity of a pool from outside": {
        "main.tf": GOOGLE
        + 'resource "google_iam_workload_identity_pool" "ci" {\n  workload_identity_pool_id = var.pool\n}\n'
        'variable "pool" {}\n'
        'resource "google_service_account_iam_member" "ci" {\n'
        "  service_account_id = google_service_account.app.name\n"
        '  role   = "roles/iam.workloadIdentityUser"\n'
        '  member = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/'
        '${google_iam_workload_identity_pool.ci.workload_identity_pool_id}/*"\n}\n',
    },
    "a subject of a pool that nobody knows": {
        "main.tf": GOOGLE + 'variable "pool" {}\nresource "google_service_account_iam_member" "ci" {\n'
        "  service_account_id = google_service_account.app.name\n"
        '  role   = "roles/iam.workloadIdentityUser"\n'
        '  member = "principal://iam.googleapis.com/${var.pool}/subject/repo:acme/shop:ref:refs/heads/main"\n}\n',
    },
    "a script that is told names, after a function of its own": {
        "accounts.sh": 'create() {\n  gcloud iam service-accounts create --project acme-prod "$1"\n}\n'
        "help() {\n  exit 1\n}\nif [ $# -le 1 ]; then\n  help\nfi\n"
        'for name in "$@"; do\n  create "$name"\ndone\n',
    },
    "an old provider, asked for where it is configured": {
        "main.tf": 'provider "google" {\n  version = "~> 2.12.0"\n}\n'
        + CLUSTER % '\n  workload_identity_config {\n    identity_namespace = "acme-prod.svc.id.goog"\n  }\n',
    },
    "a member that the owner of the role lists too": {
        "main.tf": GOOGLE
        + BINDING.replace("_iam_member", "_iam_binding")
        .replace("member  ", "members ")
        .replace(
            '"serviceAccount:acme-prod.svc.id.goog[shop/app]"',
            '["serviceAccount:acme-prod.svc.id.goog[shop/app]", "user:ops@acme.example"]',
        )
        + BINDING.replace('"app"', '"again"'),
    },
    "clusters that enforce no network policies": {
        "app.yaml": ACCOUNT % ANNOTATED
        + MOUNTED % ("a: b", "emptyDir: {}")
        + "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: none, namespace: shop}\n"
        "spec: {podSelector: {}, policyTypes: [Egress]}\n",
        "main.tf": CLUSTER % POOL,
    },
    "secrets that External Secrets reads for others": {
        "main.tf": GOOGLE
        + BINDING.replace("shop/app", "external-secrets/external-secrets")
        + WIDE % ("secrets", "secretmanager.secretAccessor"),
    },
    "what makes its datasets": {"main.tf": GOOGLE + BINDING + WIDE % ("data", "bigquery.dataOwner")},
    "a root that protects the cluster that it made": {
        "main.tf": CLUSTER % (POOL + "  lifecycle {\n    prevent_destroy = true\n  }\n") + GOOGLE + BINDING,
    },
    "a file of values with a gap to fill": {"terraform.tfvars": "token = <TOKEN>\n", "main.tf": GOOGLE},
    "a manifest with a gap to fill": {
        "app.yaml": ACCOUNT % "spec:\n  key: [<TOKEN>\n",
        "testdata/app.yaml": ACCOUNT % "spec: [\n",
        "entry.yaml": ACCOUNT % "spec:\n  addresses: [1.2.3.4, 001:db8::]\n",
    },
    "an account that nodes pull images as, by all that it holds": {
        "main.tf": GOOGLE
        + BINDING
        + WIDE % ("images", "artifactregistry.reader")
        + WIDE % ("logs", "logging.logWriter")
        + WIDE % ("metrics", "monitoring.metricWriter"),
    },
    "what deploys from any repository": {
        "main.tf": GOOGLE
        + BINDING.replace("shop/app", "flux-system/source-controller")
        + WIDE % ("images", "artifactregistry.reader"),
    },
    "keys of samples that are named alike": {
        "one/main.tf": KEY,
        "two/main.tf": KEY.replace("_key", "_iam_member")
        .replace("service_account_id", 'role = "roles/iam.workloadIdentityUser"\n  service_account_id')
        .replace("}", '  member = "serviceAccount:acme-prod.svc.id.goog[shop/app]"\n}'),
    },
    "JSON that is broken on purpose": {
        "testdata/list.json": '{"apiVersion": "v1", "kind": "List", "items": ['
    },
    "an owner whose members are told elsewhere": {
        "main.tf": GOOGLE
        + 'variable "more" {}\n'
        + BINDING.replace("_iam_member", "_iam_binding")
        .replace("member  ", "members ")
        .replace(
            '"serviceAccount:acme-prod.svc.id.goog[shop/app]"',
            'concat(["serviceAccount:acme-prod.svc.id.goog[shop/web]"], var.more)',
        )
        + BINDING.replace('"app"', '"again"'),
    },
    "a chart that is told how to name its account": {
        "install.sh": "helm install dns external-dns/external-dns -n dns -f values.yaml\n"
        "gcloud iam service-accounts create shop-app --project acme-prod\n"
        "gcloud iam service-accounts add-iam-policy-binding shop-app@acme-prod.iam.gserviceaccount.com \\\n"
        '  --role roles/iam.workloadIdentityUser --member "serviceAccount:acme-prod.svc.id.goog[dns/edns]"\n',
        "values.yaml": "fullnameOverride: edns\nserviceAccount:\n  annotations:\n"
        "    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com\n"
        'podAnnotations: {iam.gke.io/gcp-service-account: ""}\n',
    },
    "the role that is meant for the need": {
        "app.yaml": ACCOUNT
        % ANNOTATED
        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: dns, namespace: shop}\nspec:\n  serviceAccountName: app\n"
        "  containers:\n  - name: dns\n    image: registry.k8s.io/external-dns/external-dns:v0.15.0\n"
        "    args: [--provider=google, --google-project=acme-prod]\n",
        "main.tf": GOOGLE + BINDING + WIDE % ("dns", "dns.admin"),
    },
    "a cluster that is elsewhere": {
        "main.tf": CLUSTER % POOL
        + 'resource "google_container_attached_cluster" "eks" {\n  name = "eks"\n}\n'
        + BINDING.replace(".svc.", ".hub.").replace(
            "}\n", "  depends_on = [google_container_cluster.main]\n}\n"
        ),
    },
    "two versions of one object": {
        f"{folder}/policy.yaml": "apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMPolicy\n"
        "metadata: {name: app, namespace: config}\nspec:\n  resourceRef:\n    kind: IAMServiceAccount\n"
        "    external: projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com\n"
        "  bindings:\n  - role: roles/iam.workloadIdentityUser\n"
        '    members: ["serviceAccount:acme-prod.svc.id.goog[shop/app]"]\n'
        for folder in ("given", "wanted")
    },
    "a template that sed fills in": {"sample.tfvars": "packages = %%PYPI_PACKAGES%%\n", "main.tf": GOOGLE},
    "a template with directives of another tool": {
        "main.tf": GOOGLE.replace("shop-app", "tf-test-%{random_suffix}"),
    },
}


@pytest.mark.parametrize("files", SURPRISING.values(), ids=SURPRISING.keys())
def test_nothing_is_said(files: dict[str, str], lint_texts: Callable[..., Report]) -> None:
    results = lint_texts(files).results
    assert [r.finding.message for r in results if r.severity is not Severity.NOTE] == []


TREES = sorted(path for path in (Path(__file__).parent / "surprising").iterdir() if path.is_dir())
"""What somebody wrote to mislead the rules, without knowing them, and was told of wrongly once."""


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_of_a_tree_that_misleads_nothing_is_said(tree: Path) -> None:
    results = lint(Disk(tree), walk(tree, ""), installed()).results
    assert [
        f"{one.rule.id} {one.finding.message}" for one in results if one.severity is not Severity.NOTE
    ] == []


def test_a_binding_waits_for_the_cluster_that_makes_the_pool(lint_texts: Callable[..., Report]) -> None:
    other = (CLUSTER % POOL).replace('"main"', '"other"')
    results = lint_texts({"main.tf": CLUSTER % "" + other + BINDING}).results
    assert [r.finding.message.split(",")[0] for r in results if r.rule.id == "WI311"] == [
        "nothing makes Terraform wait for the cluster 'other'"
    ]


def test_an_account_that_is_only_annotated_is_not_called_bound(lint_texts: Callable[..., Report]) -> None:
    files = {
        "app.yaml": ACCOUNT % ANNOTATED,
        "main.tf": GOOGLE
        + GOOGLE.replace('"app"', '"web"').replace("shop-app", "shop-web")
        + BINDING.replace('"app"', '"web"').replace("shop-app", "shop-web").replace("shop/app", "shop/web")
        + 'resource "google_storage_bucket_iam_member" "web" {\n  bucket = "acme-catalog"\n'
        '  role   = "roles/storage.objectViewer"\n  member = google_service_account.web.member\n}\n',
    }
    assert "WI408" not in {result.rule.id for result in lint_texts(files).results}


def test_a_key_overrides_no_identity_that_is_not_there(lint_texts: Callable[..., Report]) -> None:
    files = {
        "app.yaml": ACCOUNT
        % ""
        + "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: app\n  namespace: shop\nspec:\n"
        "  serviceAccountName: app\n  volumes: [{name: key, secret: {secretName: gcp-key}}]\n  containers:\n"
        "  - name: app\n    image: app:1\n    volumeMounts: [{name: key, mountPath: /key}]\n"
        "    env: [{name: GOOGLE_APPLICATION_CREDENTIALS, value: /key/key.json}]\n",
        "setup.sh": "gcloud iam service-accounts add-iam-policy-binding "
        "shop-app@$PROJECT.iam.gserviceaccount.com --role roles/iam.workloadIdentityUser "
        '--member "serviceAccount:$PROJECT.svc.id.goog[shop/app]"\n',
    }
    assert "WI502" not in {result.rule.id for result in lint_texts(files).results}


def test_a_grant_by_an_access_control_list_may_be_all_that_is_needed(
    lint_texts: Callable[..., Report],
) -> None:
    other = {"shop-app": "shop-web", "shop/app": "shop/web", '"app"': '"web"', ".app.": ".web."}
    web = GOOGLE + BINDING
    for old, new in other.items():
        web = web.replace(old, new)
    granted = (
        'resource "google_storage_bucket_iam_member" "web" {\n  bucket = "acme-catalog"\n'
        '  role   = "roles/storage.objectViewer"\n  member = google_service_account.web.member\n}\n'
    )
    listed = (
        'resource "google_storage_bucket_acl" "app" {\n  bucket = "acme-drop"\n'
        '  role_entity = ["WRITER:user-${google_service_account.app.email}"]\n}\n'
    )
    said = {
        text: "WI408"
        in {r.rule.id for r in lint_texts({"main.tf": GOOGLE + BINDING + web + granted + text}).results}
        for text in ("", listed)
    }
    assert list(said.values()) == [True, False]


def test_a_member_that_is_a_bare_email_lacks_its_prefix(lint_texts: Callable[..., Report]) -> None:
    grant = (
        'resource "google_project_iam_member" "app" {\n  project = "acme-prod"\n'
        '  role    = "roles/cloudtrace.agent"\n  member  = google_service_account.app.email\n}\n'
    )
    said = [(r.rule.id, r.finding.message) for r in lint_texts({"main.tf": GOOGLE + grant}).results]
    assert said == [
        (
            "WI202",
            "the member 'shop-app@acme-prod.iam.gserviceaccount.com' lacks the prefix 'serviceAccount:'",
        )
    ]


def test_odd_letters_and_depths_cost_nobody_anything(lint_texts: Callable[..., Report]) -> None:
    chart = {
        "chart/Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\n",
        "chart/values.yaml": "a: {b: c}\n",
        "chart/templates/account.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n"
        "  annotations: {{ toYaml .Values.a | nindent 900000000 }}\n",
        "main.tf": 'resource "google_service_account" "a" {\n  account_id = "x\\uD800"\n}\n',
    }
    report = lint_texts(chart)
    assert [r.rule.id for r in report.results if r.severity is Severity.ERROR] == ["WI211"]
    assert "\ud800" not in str([r.finding.message for r in report.results])


def test_secrets_of_another_provider_call_nothing_of_google(lint_texts: Callable[..., Report]) -> None:
    vault = (
        "---\napiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\n"
        "metadata: {name: app, namespace: shop}\nspec: {provider: vault}\n"
    )
    mounted = MOUNTED % (
        "a: b",
        "csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: app}}",
    )
    nameless = mounted.replace("  serviceAccountName: app\n", "").replace("name: app\n", "name: web\n")
    other = nameless.replace("name: web\n", "name: other\n")
    said = {
        provider: {
            r.rule.id
            for r in lint_texts(
                {"app.yaml": ACCOUNT % ANNOTATED + nameless + other + vault.replace("vault", provider)}
            ).results
        }
        for provider in ("vault", "gcp")
    }
    assert ["WI105" in said["vault"], "WI105" in said["gcp"]] == [False, True]


def test_a_role_that_a_broader_one_holds_is_told_once(lint_texts: Callable[..., Report]) -> None:
    roles = "".join(
        WIDE % (role.lower(), f"storage.{role}") for role in ("objectViewer", "objectUser", "admin")
    )
    results = lint_texts({"main.tf": GOOGLE + BINDING + roles}).results
    told = [r.finding.message.split(" on ")[0] for r in results if r.severity is not Severity.NOTE]
    assert told == ["roles/storage.admin"]
    unlike = WIDE % ("viewer", "storage.objectViewer") + WIDE % ("creator", "storage.objectCreator")
    results = lint_texts({"main.tf": GOOGLE + BINDING + unlike}).results
    told = [r.finding.message.split(" on ")[0] for r in results if r.severity is not Severity.NOTE]
    assert told == ["roles/storage.objectViewer", "roles/storage.objectCreator"]


def test_what_a_loop_makes_is_told_once(lint_texts: Callable[..., Report]) -> None:
    loop = """resource "google_project_iam_member" "all" {
  for_each = toset(["one", "two", "three"])
  project  = "acme-${each.key}"
  role     = "roles/editor"
  member   = google_service_account.app.member
}
"""
    results = lint_texts({"main.tf": GOOGLE + BINDING + loop}).results
    [told] = [r.finding for r in results if r.rule.id == "WI401"]
    assert told.message.endswith("; and 2 more in the same way: 'acme-three', 'acme-two'")
    assert told.at.text == "roles/editor"


def test_an_account_that_is_switched_off_is_declared(lint_texts: Callable[..., Report]) -> None:
    own = (
        'variable "apply" {\n  default = %s\n}\nresource "kubernetes_service_account" "app" {\n'
        '  count = var.apply ? 1 : 0\n  metadata {\n    name      = "%s"\n    namespace = "shop"\n  }\n}\n'
    )
    other = 'resource "kubernetes_service_account" "web" {\n  metadata {\n    name      = "web"\n    namespace = "shop"\n  }\n}\n'

    def told(text: str) -> list[str]:
        return [
            r.rule.id
            for r in lint_texts({"main.tf": GOOGLE + BINDING + other + text}).results
            if r.rule.id == "WI204"
        ]

    assert told(own % ("false", "else")) == ["WI204"]
    assert told(own % ("false", "app")) == []
