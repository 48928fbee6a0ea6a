"""Mistakes that what stands beside them shows, each in several variations, with right twins.

Siblings, what a program evidently calls, values that nothing reads, names that are nearly others.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from wi_lint.contract import Severity
from wi_lint.lint import Report

Tree = dict[str, str]


def two_modules(
    of_cluster: str = "", of_binding: str = "", root: str = "", given: str = "var.p", outputs: str = ""
) -> Tree:
    """A cluster and a binding in modules of their own, and what is written besides in their calls."""
    return {
        "main.tf": 'variable "p" {}\n'
        f'module "gke" {{\n  source = "./gke"\n  p = var.p\n{of_cluster}}}\n'
        f'module "iam" {{\n  source = "./iam"\n  p = {given}\n{of_binding}}}\n{root}',
        "gke/main.tf": 'variable "p" {}\n'
        + cluster("one").replace('"acme-prod"', "var.p").replace('"acme-prod.', '"${var.p}.')
        + f'output "project" {{\n  value = google_container_cluster.one.project\n}}\n{outputs}',
        "iam/main.tf": 'variable "p" {}\noutput "email" {\n  value = google_service_account.app.email\n}\n'
        + gsa().replace('"acme-prod"', "var.p")
        + bind().replace("acme-prod.", "${var.p}."),
    }


ON = "{\n  count = var.on ? 1 : 0\n"
SWITCH = 'variable "on" {\n  default = false\n}\n'


def switched(subject: str = "shop/app", switch: str = SWITCH, on: str = ON) -> str:
    """An account, its binding and a Kubernetes account of a module for others, which are off by default."""
    return (
        switch
        + (gsa() + bind(subject)).replace("{\n", on).replace("app.name", "app[0].name")
        + (
            'resource "kubernetes_service_account" "k" '
            + on
            + '  metadata {\n    name = "app"\n    namespace = "shop"\n'
            f'    annotations = {{\n      "{KEY}" = google_service_account.app[0].email\n    }}\n  }}\n}}\n'
        )
    )


KEY = "iam.gke.io/gcp-service-account"
WIU = "roles/iam.workloadIdentityUser"


def email(account: str = "shop-app", project: str = "acme-prod") -> str:
    return f"{account}@{project}.iam.gserviceaccount.com"


def ksa(name: str = "app", google: str = "", namespace: str = "shop") -> str:
    annotated = f"  annotations:\n    {KEY}: {google}\n" if google else ""
    return f"apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {name}\n  namespace: {namespace}\n{annotated}---\n"


def pod(
    kind: str, name: str, account: str, container: str = "image: b", more: str = "", labels: str = ""
) -> str:
    named = f"      serviceAccountName: {account}\n" if account else ""
    return (
        f"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n  template:\n"
        f"    metadata: {{labels: {{{labels or f'app: {name}'}}}}}\n    spec:\n{named}{more}      containers:\n      - name: a\n"
        f"        {container}\n---\n"
    )


def gsa(account: str = "shop-app", label: str = "app") -> str:
    return f'resource "google_service_account" "{label}" {{\n  project = "acme-prod"\n  account_id = "{account}"\n}}\n'


def bind(subject: str = "shop/app", label: str = "app") -> str:
    return (
        f'resource "google_service_account_iam_member" "{label}" {{\n  service_account_id = google_service_account.{label}.name\n'
        f'  role = "{WIU}"\n  member = "serviceAccount:acme-prod.svc.id.goog[{subject}]"\n}}\n'
    )


REPOSITORY = "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/ci/attribute.repository/acme/"
ATTACHES = "roles/iam.serviceAccountUser"


def of_repository(name: str, role: str) -> str:
    """A role on the account for the workflows of a repository."""
    return (
        bind(label="app")
        .replace('"app" {', f'"{name}" {{')
        .replace(WIU, role)
        .replace("serviceAccount:acme-prod.svc.id.goog[shop/app]", f"{REPOSITORY}{name}")
    )


def grant(role: str, member: str, more: str = "") -> str:
    return f'resource "google_project_iam_member" "m" {{\n{more}  project = "acme-prod"\n  role = "{role}"\n  member = "{member}"\n}}\n'


def cluster(name: str, pool: bool = True, more: str = "") -> str:
    block = '  workload_identity_config {\n    workload_pool = "acme-prod.svc.id.goog"\n  }\n' if pool else ""
    return (
        f'resource "google_container_cluster" "{name}" {{\n  project = "acme-prod"\n  name = "{name}"\n'
        f'  location = "europe-west1"\n  remove_default_node_pool = true\n  initial_node_count = 1\n{more}{block}}}\n'
    )


def nodes(name: str, mode: str, more: str = "") -> str:
    return (
        f'resource "google_container_node_pool" "{name}" {{\n  name = "{name}"\n  cluster = google_container_cluster.one.id\n'
        '  node_config {\n    service_account = "n@acme-prod.iam.gserviceaccount.com"\n    workload_metadata_config {\n'
        f'      mode = "{mode}"\n    }}\n{more}  }}\n}}\n'
    )


def overlay(environment: str, more: str = "", project: str = "acme-prod") -> Tree:
    """An overlay of a base with a bare account, and a file beside it that annotates the account."""
    return {
        "base/kustomization.yaml": "resources: [sa.yaml]\n",
        "base/sa.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n",
        f"overlays/{environment}/kustomization.yaml": f"namespace: shop\nresources: [../../base]\n{more}",
        f"overlays/{environment}/identity.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n"
        f"    {KEY}: {email(project=project)}\n",
    }


def mounting(secret: str, granted: str) -> Tree:
    """Pods that mount a secret, and an account that may read one."""
    return {
        "a.yaml": ksa(google=email())
        + pod(
            "Deployment",
            "w",
            "app",
            more="      volumes:\n      - name: s\n        csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: s}}\n",
        )
        + "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: {name: s, namespace: shop}\nspec:\n  provider: gcp\n  parameters:\n    secrets: |\n"
        f"      - resourceName: projects/acme-prod/secrets/{secret}/versions/latest\n        path: x\n",
        "iam.tf": gsa()
        + bind()
        + f'resource "google_secret_manager_secret_iam_member" "s" {{\n  project = "acme-prod"\n  secret_id = "{granted}"\n'
        '  role = "roles/secretmanager.secretAccessor"\n  member = google_service_account.app.member\n}\n',
    }


# a chart of elsewhere, in each place where its values are written

BARE = "serviceAccount:\n  create: true\n  name: app\n"
SERVER = "serviceAccount:\n  annotations: {x: y}\n  server:\n    create: true\n    name: app\n"


def application(values: str, key: str = "values: |") -> Tree:
    return {
        "a.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec:\n"
        "  destination: {server: x, namespace: shop}\n  source:\n    repoURL: https://charts.example\n    chart: web\n"
        f"    helm:\n      {key}\n" + textwrap.indent(values, " " * 8)
    }


def helm_release(values: str) -> Tree:
    return {
        "a.yaml": "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web, namespace: shop}\nspec:\n"
        "  chart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: x}}}\n  values:\n"
        + textwrap.indent(values, " " * 4)
    }


RELEASE = 'resource "helm_release" "web" {\n  name = "web"\n  namespace = "shop"\n  chart = "web"\n  repository = "https://charts.example"\n'


def in_terraform(values: str) -> Tree:
    return {"r.tf": f"{RELEASE}  values = [<<EOT\n{values}EOT\n  ]\n}}\n"}


def settings(*rows: tuple[str, str]) -> Tree:
    return {
        "r.tf": RELEASE
        + "".join(f'  set {{\n    name = "{name}"\n    value = "{value}"\n  }}\n' for name, value in rows)
        + "}\n"
    }


BOUND = {"iam.tf": gsa() + bind()}
WANTED = ("serviceAccount.create", "true"), ("serviceAccount.name", "app")

# a chart of the tree


def chart(values: str, template: str = "", release: str = "values-prod.yaml") -> Tree:
    account = (
        "{{- if .Values.serviceAccount.create }}\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n"
        "  annotations:\n    {{- toYaml .Values.serviceAccount.annotations | nindent 4 }}\n{{- end }}\n"
    )
    return {
        "chart/Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\n",
        "chart/values.yaml": "serviceAccount:\n  create: true\n  name: ''\n  annotations: {}\n",
        "chart/templates/account.yaml": template or account,
        f"chart/{release}": values,
    }


ANNOTATED = f"serviceAccount:\n  annotations:\n    {KEY}: {email()}\n"
OFF = f"serviceAccount:\n  create: false\n  annotations:\n    {KEY}: {email()}\n"
UMBRELLA = "apiVersion: v2\nname: platform\nversion: 1.0.0\ndependencies:\n- name: loki\n  version: 6.x\n  repository: https://charts.example\n"


def umbrella(values: str, about: str = UMBRELLA) -> Tree:
    return {"p/Chart.yaml": about, "p/values.yaml": values}


# what pods call

OBJECT = 'args: ["--to", "gs://acme-shop/x"]'
COMMAND = 'command: [sh, -c, "gsutil cp /x gs://acme-shop"]'
VARIABLE = "env: [{name: BUCKET, value: 'gs://acme-shop'}]"
WITH = ksa("app", email())


def workflow(name: str, account: str, template: str) -> str:
    named = f"    serviceAccountName: {account}\n" if account else ""
    return (
        f"apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n"
        f"  schedule: '1 * * * *'\n  workflowSpec:\n    entrypoint: main\n{named}    templates:\n    - name: main\n{template}---\n"
    )


RUNS = "      container: {image: google/cloud-sdk, args: ['gcloud storage cp gs://a/b .']}\n"
KEEPS = "      container: {image: x}\n      outputs: {artifacts: [{name: r, path: /r, gcs: {bucket: acme-shop, key: r}}]}\n"
FUSE = "      volumes: [{name: d, csi: {driver: gcsfuse.csi.storage.gke.io, volumeAttributes: {bucketName: b}}}]\n"
PROXY = 'image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.0"'


def spark(executor: str) -> str:
    return (
        "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata: {name: etl, namespace: shop}\nspec:\n"
        f"  mainApplicationFile: gs://acme-jars/etl.jar\n  driver: {{serviceAccount: app}}\n  executor:\n    serviceAccount: {executor}\n"
    )


def flux(variable: str, substitute: str = "        project: acme-prod\n", more: str = "") -> Tree:
    return {
        "clusters/web.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: web, namespace: flux-system}\n"
        f"spec:\n  path: ./apps/web\n  targetNamespace: shop\n  postBuild:\n      substitute:\n{substitute}{more}",
        "apps/web/a.yaml": f"apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n    {KEY}: {variable}\n",
    }


def folders(one: str, other: str, google: str, again: str = "") -> Tree:
    return {
        f"k8s/{one}/a.yaml": ksa("app", google),
        f"k8s/{other}/a.yaml": ksa("app", again or google) + ksa("b", email("updater")),
    }


ADD = 'gcloud iam service-accounts add-iam-policy-binding shop-app@$P.iam.gserviceaccount.com --role roles/iam.workloadIdentityUser --member "serviceAccount:{}.svc.id.goog[shop/app]"\n'
CREATE = "gcloud container clusters create-auto main --project $P --region europe-west1\n"
ACCOUNT = "gcloud iam service-accounts create shop-app --project $P\n"
RUNNER = (
    "rbac: {create: true}\nrunners:\n  config: |\n    [[runners]]\n      [runners.kubernetes]\n"
    '        namespace = "jobs"\n        service_account = "%s"\n'
)


def runner(account: str) -> Tree:
    [(path, text)] = application(RUNNER % account).items()
    return {
        path: text.replace("chart: web", "chart: gitlab-runner"),
        "k.yaml": ksa("builder", email(), "jobs"),
    }


REMOTE = "resources:\n- https://github.com/acme/base?ref=v1\n"
PATCH = (
    REMOTE
    + "patches:\n- target: {kind: ServiceAccount, name: app}\n  patch: |-\n    - op: add\n      path: /metadata/annotations\n      value: %s\n"
)
AGENT = "serviceAccount:%s"
STORE = "apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: gcp}\nspec:\n  provider:\n    gcpsm:\n      projectID: acme-prod\n"
READER = (
    'resource "google_secret_manager_secret_iam_member" "r" {\n  project = "acme-prod"\n  secret_id = "x"\n'
    '  role = "roles/secretmanager.%s"\n  member = google_service_account.app.member\n}\n'
)

BAD: dict[str, tuple[Tree, str]] = {
    # accounts that values have a chart make, and do not annotate
    "bare values in an Application": ({**application(BARE), **BOUND}, "WI101 a.yaml:13"),
    "bare values as an object": ({**application(BARE, "valuesObject:"), **BOUND}, "WI101 a.yaml:13"),
    "bare values in a HelmRelease": ({**helm_release(BARE), **BOUND}, "WI101 a.yaml:9"),
    "bare values in Terraform": ({**in_terraform(BARE), **BOUND}, "WI101 r.tf:9"),
    "bare settings in Terraform": ({**settings(*WANTED), **BOUND}, "WI101 r.tf:12"),
    "bare values of the server": ({**application(SERVER), **BOUND}, "WI101 a.yaml:15"),
    "bare values with no annotations": ({**helm_release(BARE + "  annotations: {}\n"), **BOUND}, "WI101 a.yaml:9"),
    "bare values inside others": ({**helm_release("web:\n" + textwrap.indent(BARE, "  ")), **BOUND}, "WI101 a.yaml:10"),
    "bare values beside an annotated account": (
        {**helm_release(f"one:\n{textwrap.indent(BARE, '  ')}two:\n  serviceAccount:\n    name: other\n    annotations:\n      {KEY}: {email()}\n"), "iam.tf": gsa() + bind() + bind("shop/other").replace('"app" {', '"o" {')},
        "WI101 a.yaml:10",
    ),
    "bare values of a short name": ({**application(BARE.replace("serviceAccount", "sa")), **BOUND}, "WI101 a.yaml:13"),
    # annotations that nothing of a chart has
    "a chart that makes no account": (chart(OFF), "WI103 chart/values-prod.yaml:4"),
    "a chart without an account": (chart(ANNOTATED, "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"), "WI103 chart/values-prod.yaml:3"),
    "a chart that reads another key": (chart(ANNOTATED, "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n    {{- toYaml .Values.sa.annotations | nindent 4 }}\n"), "WI103 chart/values-prod.yaml:3"),
    "a chart that an Application installs": (
        {**chart(""), **{path: text.replace("repoURL: https://charts.example\n    chart: web", "repoURL: https://git.example\n    path: chart") for path, text in application(OFF).items()}},
        "WI103 a.yaml:14",
    ),
    # values of no dependency
    "values of the whole": (umbrella(ANNOTATED), "WI110 p/values.yaml:1"),
    "values of a dependency by a slip": (umbrella("lokki:\n" + textwrap.indent(ANNOTATED, "  ")), "WI110 p/values.yaml:1"),
    "values of a dependency by its name": (umbrella("loki:\n" + textwrap.indent(ANNOTATED, "  "), UMBRELLA.replace("name: loki\n", "name: loki\n  alias: logs\n")), "WI110 p/values.yaml:1"),
    "a key in another case": (
        chart(f"config:\n  googleAccount: {email()}\n", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n    " + KEY + ": {{ .Values.config.googleaccount }}\n"),
        "WI110 chart/values-prod.yaml:2",
    ),
    # pods of default beside those that have an identity
    "a workflow beside another one": ({"a.yaml": WITH + workflow("one", "app", RUNS) + workflow("two", "", RUNS)}, "WI105 a.yaml:27"),
    "a workflow that keeps its results": ({"a.yaml": WITH + workflow("one", "app", RUNS) + workflow("two", "", KEEPS)}, "WI105 a.yaml:27"),
    "an object in the arguments": ({"a.yaml": WITH + pod("Deployment", "one", "app") + pod("Deployment", "two", "", "image: b\n        " + OBJECT)}, "WI105 a.yaml:28"),
    "a command of Google's": ({"a.yaml": WITH + pod("Deployment", "one", "app") + pod("Deployment", "two", "", "image: b\n        " + COMMAND)}, "WI105 a.yaml:28"),
    "an object in a variable": ({"a.yaml": WITH + pod("Deployment", "one", "app") + pod("Deployment", "two", "", "image: b\n        " + VARIABLE)}, "WI105 a.yaml:28"),
    "an idle account for what calls": ({"a.yaml": WITH + pod("Deployment", "two", "", "image: b\n        " + OBJECT)}, "WI105 a.yaml:16"),
    # pods of an account without an identity
    "an old account that calls": ({"a.yaml": WITH + ksa("old") + pod("Deployment", "w", "old", "image: b\n        " + OBJECT)}, "WI126 a.yaml:22"),
    "an old account with a volume": ({"a.yaml": WITH + ksa("old") + pod("Deployment", "w", "old", more=FUSE)}, "WI126 a.yaml:22"),
    "an old account with a proxy": ({"a.yaml": WITH + ksa("old") + pod("Deployment", "w", "old", PROXY)}, "WI126 a.yaml:22"),
    "an executor beside its driver": ({"a.yaml": WITH + ksa("old") + spark("old")}, "WI126 a.yaml:22"),
    # variables without a value
    "a variable of another name": (flux("shop-app@${gcp_project}.iam.gserviceaccount.com"), "WI127 apps/web/a.yaml:6"),
    "a variable for the whole": (flux("${account}"), "WI127 apps/web/a.yaml:6"),
    "one of two variables": (flux("${name}@${project}.iam.gserviceaccount.com"), "WI127 apps/web/a.yaml:6"),
    "a variable beside a patch for something else": (
        {**flux("shop-app@${gcp_project}.iam.gserviceaccount.com"), "clusters/x.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: x, namespace: flux-system}\nspec:\n  path: ./x\n  patches: [{patch: \"kind: Deployment\"}]\n"},
        "WI127 apps/web/a.yaml:6",
    ),
    "a variable of a config map that says too much": (
        {**flux("shop-app@${domain}.iam.gserviceaccount.com", more="      substituteFrom: [{kind: ConfigMap, name: c}]\n"), "clusters/c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: flux-system}\ndata: {domain: acme-prod.iam.gserviceaccount.com}\n"},
        "WI102 apps/web/a.yaml:6",
    ),
    "a variable that no config map has": (
        {**flux("shop-app@${gcp_project}.iam.gserviceaccount.com", more="      substituteFrom: [{kind: ConfigMap, name: c}]\n"), "clusters/c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: flux-system}\ndata: {gcp_projekt: acme-prod}\n"},
        "WI127 apps/web/a.yaml:6",
    ),
    # what is said twice, or in a language that nobody fills in
    "an e-mail with two hosts": ({"a.yaml": ksa("app", email() + ".iam.gserviceaccount.com")}, "WI102 a.yaml:7"),
    "an e-mail with two signs": ({"a.yaml": ksa("app", email() + "@acme-prod.iam.gserviceaccount.com")}, "WI102 a.yaml:7"),
    "a member with two hosts": ({"a.sh": f"G={email()}\ngcloud projects add-iam-policy-binding acme-prod --role roles/storage.objectViewer --member serviceAccount:$G.iam.gserviceaccount.com\n"}, "WI202 a.sh:2"),
    "an annotation in single quotes": ({"a.sh": f"G={email()}\nkubectl annotate sa app -n shop '{KEY}=$G'\n"}, "WI219 a.sh:2"),
    "a namespace in single quotes": ({"a.sh": f"NS=shop\nkubectl annotate sa app -n '${{NS}}' {KEY}={email()}\n"}, "WI219 a.sh:2"),
    # accounts where a kind does not look for them
    "a run of Tekton": ({"a.yaml": WITH + "apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: r, namespace: shop}\nspec:\n  serviceAccountName: app\n"}, "WI123 a.yaml:13"),
    "a workflow by the clock": ({"a.yaml": WITH + "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata: {name: r, namespace: shop}\nspec:\n  serviceAccountName: app\n  workflowSpec: {}\n"}, "WI123 a.yaml:13"),
    "an application of Spark": ({"a.yaml": WITH + "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata: {name: r, namespace: shop}\nspec:\n  serviceAccount: app\n"}, "WI123 a.yaml:13"),
    # keys that are gone
    "a variable of a file": (
        {"kustomization.yaml": "resources: [a.yaml]\nnamespace: shop\nconfigMapGenerator: [{name: e, envs: [x.env]}]\n", "x.env": "A=b\nGOOGLE_APPLICATION_CREDENTIALS=/key.json\n",
         "a.yaml": WITH + pod("Deployment", "w", "app", "image: b\n        envFrom: [{configMapRef: {name: e}}]")},
        "WI510 x.env:2",
    ),
    "a mistake beside a slip in another chart": (
        {f"{name}/{path}": text for name, values in (("a", "serviceAccount:\n  create: false\n"), ("z", "serviceAcount:\n"))
         for path, text in {"Chart.yaml": f"apiVersion: v2\nname: {name}\nversion: 1.0.0\n", "values.yaml": "serviceAccount:\n  create: true\n  annotations: {}\n",
            "values-prod.yaml": f"{values}  annotations:\n    {KEY}: {email()}\n",
            "templates/a.yaml": "{{- if .Values.serviceAccount.create }}\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations: {{- toYaml .Values.serviceAccount.annotations | nindent 4 }}\n{{- end }}\n"}.items()},
        "WI103 a/values-prod.yaml:4",
    ),
    "a pod of default beside an idle account and a chart": (
        {"kustomization.yaml": "resources: [a.yaml]\nnamespace: shop\nhelmCharts: [{name: web, repo: 'https://charts.example', releaseName: web}]\n",
         "a.yaml": WITH + ksa("idle", email("shop-idle")) + pod("Deployment", "one", "app") + pod("Deployment", "two", "", "image: b\n        " + OBJECT)},
        "WI105 a.yaml:36",
    ),
    "a custom role by half, in a block that is off": (
        {"main.tf": 'resource "google_project_iam_custom_role" "r" {\n  project = "acme-prod"\n  role_id = "shopReader"\n  permissions = ["storage.objects.get"]\n}\n'
         f'resource "google_project_iam_member" "m" {{\n  count   = 0\n  project = "acme-prod"\n  role    = "roles/shopReader"\n  member  = "serviceAccount:{email()}"\n}}\n'},
        "WI405 main.tf:9",
    ),
    "a long script that has helm annotate": (
        {"a.sh": "".join(f"for {letter} in 1 2 3 4 5 6 7 8 9; do " for letter in "abcdef") + ":;" + " done;" * 6 + " :\nhelm upgrade --install web ./chart --set serviceAccount.annotations.\"iam\\.gke\\.io/gcp-service-account\"=$GSA\n"},
        "WI006 a.sh:1",
    ),
    "an older mode for the newer flag": ({"a.sh": "gcloud container node-pools update m --cluster c --workload-metadata=GKE_METADATA_SERVER\n"}, "WI318 a.sh:1"),
    "an older mode for the older flag": ({"a.sh": "gcloud container node-pools update m --cluster c --workload-metadata-from-node=GKE_METADATA_SERVER\n"}, "WI309 a.sh:1"),
    # projects by a slip
    "a letter too few": ({"a.yaml": "".join(ksa(f"a{n}", email(f"shop-a{n}")) for n in range(3)) + ksa("b", email("shop-b", "acme-prd"))}, "WI128 a.yaml:31"),
    "two letters in the wrong order": ({"a.yaml": "".join(ksa(f"a{n}", email(f"shop-a{n}")) for n in range(3)) + ksa("b", email("shop-b", "acme-prdo"))}, "WI128 a.yaml:31"),
    "a letter too many, in another file": ({"a.yaml": "".join(ksa(f"a{n}", email(f"shop-a{n}")) for n in range(3)), "b.yaml": ksa("b", email("shop-b", "acmee-prod"))}, "WI128 b.yaml:7"),
    # clusters and node pools unlike their siblings
    "the third cluster": ({"main.tf": cluster("one") + cluster("two") + cluster("three", pool=False)}, "WI319 main.tf:21"),
    "the first cluster of three": ({"main.tf": cluster("one", pool=False) + cluster("two") + cluster("three")}, "WI319 main.tf:1"),
    "the third node pool": ({"main.tf": cluster("one") + nodes("a", "GKE_METADATA") + nodes("b", "GKE_METADATA") + nodes("c", "GCE_METADATA")}, "WI320 main.tf:37"),
    # accounts of another environment
    "staging's in prod": (folders("staging", "prod", email("app-staging")), "WI221 k8s/prod/a.yaml:7"),
    "the canary's in prod": (folders("canary", "prod", email("shop-canary")), "WI221 k8s/prod/a.yaml:7"),
    "another project in production": (folders("staging", "production", email("shop-app", "acme-non-production-1")), "WI221 k8s/production/a.yaml:7"),
    # members
    "Compute's agent by the project's id": ({"main.tf": grant("roles/logging.logWriter", AGENT % "acme-prod-compute@developer.gserviceaccount.com")}, "WI202 main.tf:4"),
    "Cloud Build's agent by the project's id": ({"main.tf": grant("roles/run.admin", AGENT % "acme-prod@cloudbuild.gserviceaccount.com")}, "WI202 main.tf:4"),
    "Google APIs' agent by an attribute": ({"main.tf": 'data "google_project" "p" { project_id = "acme-prod" }\n' + grant("roles/run.viewer", AGENT % "${data.google_project.p.project_id}@cloudservices.gserviceaccount.com")}, "WI202 main.tf:5"),
    "brackets around the project": ({"a.sh": "P=acme-prod\n" + ADD.format("[$P]")}, "WI202 a.sh:2"),
    "the number that gcloud answers": ({"a.sh": "P=acme-prod\nN=$(gcloud projects describe $P --format='value(projectNumber)')\n" + ADD.format("$N")}, "WI202 a.sh:2"),
    "the display name that gcloud answers": ({"a.sh": 'P=acme-prod\nN=$(gcloud projects describe "$P" --format="value(name)")\n' + ADD.format("$N")}, "WI202 a.sh:2"),
    "a letter behind the project": ({"a.sh": "P=acme-prod\n" + ADD.format("${P}x")}, "WI212 a.sh:2"),
    "a digit behind a project that is not known": ({"a.sh": ADD.format("${P}1")}, "WI212 a.sh:1"),
    "a letter behind a variable": ({"main.tf": 'variable "p" {}\n' + gsa().replace('"acme-prod"', "var.p") + bind().replace("acme-prod.svc", "${var.p}s.svc")}, "WI212 main.tf:9"),
    "a binding before its cluster": ({"a.sh": f"P=acme-prod\n{ACCOUNT}{ADD.format('$P')}{CREATE}"}, "WI311 a.sh:3"),
    "a direct grant before its cluster": ({"a.sh": f'P=acme-prod\ngcloud storage buckets add-iam-policy-binding gs://b --role roles/storage.objectViewer --member "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/shop/sa/app"\n{CREATE}'}, "WI311 a.sh:2"),
    "a binding of a module that does not wait": (two_modules(), "WI311 iam/main.tf:12"),
    "a binding that the cluster waits for": (two_modules(of_cluster="  node = module.iam.email\n"), "WI311 iam/main.tf:12"),
    "a bucket that is kept": (two_modules(root='resource "google_storage_bucket" "b" {\n  name = "acme-b"\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n'), "WI311 iam/main.tf:12"),
    # what is switched off
    "a member of what is off": ({"main.tf": grant("roles/run.viewer", email(), "  count = var.on ? 1 : 0\n") + 'variable "on" { default = false }\n'}, "WI202 main.tf:5"),
    "a member of what is off, whatever its project is": ({"main.tf": bind().replace("{\n", "{\n  count = 0\n", 1).replace("acme-prod.svc.id.goog[shop/", "${var.p}.svc.id.goog[shop:") + 'variable "p" {}\n'}, "WI202 main.tf:5"),
    "a mode of what is off": ({"main.tf": cluster("one") + nodes("a", "GKE_METADTA").replace('  name = "a"\n', "  for_each = var.pools\n  name = each.key\n") + 'variable "pools" { default = {} }\n'}, "WI318 main.tf:18"),
    "a role of what is off": ({"main.tf": grant("roles/run.viewr", "user:a@acme.example", "  count = 0\n")}, "WI405 main.tf:4"),
    # roles
    "a permission": ({"main.tf": grant("roles/compute.addresses.list", "user:a@acme.example")}, "WI405 main.tf:3"),
    "a permission on an account": ({"main.tf": gsa() + bind().replace(WIU, "roles/iam.serviceAccounts.getAccessToken")}, "WI405 main.tf:7"),
    "an editor of the account": ({"main.tf": gsa() + bind().replace(WIU, "roles/editor")}, "WI210 main.tf:7"),
    "a viewer of itself": ({"main.tf": gsa() + bind().replace(WIU, "roles/viewer").replace("serviceAccount:acme-prod.svc.id.goog[shop/app]", AGENT % email())}, "WI210 main.tf:7"),
    # templates
    "a manifest that a script writes": ({"a.sh": f"{ACCOUNT}cat <<EOF > sa.yaml\n{ksa(google='shop@acme-prod')}EOF\nkubectl apply -f sa.yaml\n"}, "WI102 a.sh:9"),
    "a manifest that a script adds to another": ({"a.sh": f"F=$(mktemp)\necho 'apiVersion: v1' > $F\ncat >> $F <<'EOF'\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n    {KEY}: shop@acme-prod\nEOF\nkubectl create --filename=$F\n"}, "WI102 a.sh:8"),
    "a manifest that a script hands to tee": ({"a.sh": f"cat <<EOF | tee sa.yaml\n{ksa(google='shop@acme-prod')}EOF\nkubectl apply -n shop -f sa.yaml\n"}, "WI102 a.sh:8"),
    "a grant to an account of nearly the name": ({"main.tf": gsa("order-service") + bind() + grant("roles/run.viewer", "serviceAccount:" + email("orders-service"))}, "WI131 main.tf:13"),
    "an annotation of nearly the name": ({"main.tf": gsa("flyte-worker"), "a.yaml": ksa(google=email("flyte-wroker"))}, "WI131 a.yaml:7"),
    "a variable of a Makefile with another name": ({"Makefile": "bind:\n\tgcloud config set project $(GCP_PROJECT_ID)\n\tgcloud container clusters create x --workload-pool=$(PROJECT_ID).svc.id.goog --project $(GCP_PROJECT_ID)\n"}, "WI127 Makefile:3"),
    "a variable of a pool with another name": ({"a.sh": "gcloud container clusters create c --project ${PROJECT} --workload-pool=${PROJECT_ID}.svc.id.goog\n"}, "WI127 a.sh:1"),
    "a variable of an annotation with another name": ({"a.sh": f"kubectl annotate sa app -n shop {KEY}=app@${{PROJECT_ID}}.iam.gserviceaccount.com\ngcloud config set project $GCP_PROJECT\n"}, "WI127 a.sh:1"),
    "a variable of a provisioner that nothing sets": ({"main.tf": 'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "kubectl annotate sa app -n shop ' + KEY + '=$GSA_NAME@acme-prod.iam.gserviceaccount.com"\n  }\n}\n'}, "WI127 main.tf:3"),
    "an annotation in the namespace of the context": ({"a.sh": f"{ACCOUNT}kubectl create namespace shop --dry-run=client -o yaml | kubectl apply -f -\nkubectl create sa app -n shop\n{ADD.format('acme-prod')}kubectl annotate sa app \\\n  {KEY}={email()}\n"}, "WI112 a.sh:5"),
    "a patch that its overlay does not list": (overlay("prod"), "WI124 overlays/prod/identity.yaml:6"),
    "a pod on a name with a letter too few, beside the others": ({"a.yaml": ksa("frontend", email()) + pod("Deployment", "a", "frontend") + pod("Deployment", "b", "frontnd")}, "WI104 a.yaml:28"),
    "a binding of a module that is off": ({"main.tf": switched("shop/api")}, "WI201 main.tf:21"),
    "a binding of a module that is off by a local value": ({"main.tf": switched("shop/api", 'variable "app" {\n  default = {}\n}\nlocals {\n  app = merge({ on = false, name = "app" }, var.app)\n}\n', '{\n  count = local.app["on"] ? 1 : 0\n')}, "WI201 main.tf:24"),
    "a binding of a module that is off by two": ({"main.tf": switched("shop/api", SWITCH + SWITCH.replace('"on"', '"gke"'), "{\n  count = var.on && var.gke ? 1 : 0\n")}, "WI201 main.tf:24"),
    "a module that another one calls when it is on": ({"main.tf": SWITCH + 'module "m" {\n  count = var.on ? 1 : 0\n  source = "./m"\n}\n', "m/main.tf": switched("shop/api", "", "{\n").replace("app[0]", "app")}, "WI201 m/main.tf:15"),
    "a secret that is mounted and another that is granted": (mounting("db-dsn", "db-password"), "WI409 a.yaml:19"),
    "a bucket that is mounted and another that is granted": (
        {"a.yaml": WITH + pod("Deployment", "w", "app", more=FUSE.replace("bucketName: b", "bucketName: acme-data")), "iam.tf": gsa() + bind() + 'resource "google_storage_bucket_iam_member" "b" {\n  bucket = "acme-logs"\n  role   = "roles/storage.objectViewer"\n  member = google_service_account.app.member\n}\n'},
        "WI409 a.yaml:17",
    ),
    "an e-mail of values that others have in another way": ({"values-prod.yaml": f"a: {{email: {email('shop-wokers')}}}\nb: {{email: {email('shop-workers')}}}\nc:\n- email: {email('shop-workers')}\n"}, "WI131 values-prod.yaml:1"),
    "an annotation of its own that another one is bound for": ({"main.tf": gsa() + bind("web/app") + 'resource "kubernetes_annotations" "a" {\n  api_version = "v1"\n  kind = "ServiceAccount"\n  metadata {\n    name = "app"\n    namespace = "shop"\n  }\n  annotations = { "' + KEY + '" = google_service_account.app.email }\n}\n'}, "WI201 main.tf:17"),
    "a reference to an account that is not there": ({"main.tf": gsa() + bind(label="app").replace("google_service_account.app", "google_service_account.api")}, "WI216 main.tf:6"),
    "a reference to a policy that is not there": ({"main.tf": gsa() + 'resource "google_service_account_iam_policy" "p" {\n  service_account_id = google_service_account.app.name\n  policy_data = data.google_iam_policy.other.policy_data\n}\n'}, "WI216 main.tf:7"),
    "a reference of a kind that has none of the name": ({"main.tf": gsa() + 'resource "kubernetes_namespace" "n" {\n  metadata {\n    name = "shop"\n  }\n}\nmodule "m" {\n  source = "./m"\n  ns = kubernetes_service_account.n.metadata[0].name\n}\n', "m/main.tf": 'variable "ns" {}\n'}, "WI216 main.tf:12"),
    "an attribute of metadata": ({"main.tf": 'resource "kubernetes_service_account_v1" "a" {\n  metadata {\n    name = "app"\n  }\n}\nresource "helm_release" "r" {\n  name = "r"\n  chart = "x"\n  set {\n    name = "serviceAccount.name"\n    value = kubernetes_service_account_v1.a.metadata.name\n  }\n}\n'}, "WI216 main.tf:11"),
    "a binding of a map of which a part is made for a flag": ({"main.tf": gsa() + 'variable "on" {}\n' + bind("${each.value}").replace("{\n", '{\n  for_each = merge({ web = "shop/web" }, var.on ? { api = "shop/api" } : {})\n', 1).replace("acme-prod.svc", "acme-prod.svc"), "a.yaml": ksa("app", email()) + ksa("web", email()) + ksa("api", email())}, "WI201 a.yaml:7"),
    "a binding that a flag makes": ({"main.tf": gsa() + 'variable "on" {}\n' + bind("${each.value}").replace("{\n", '{\n  for_each = toset(concat(["shop/web"], var.on ? ["shop/apps"] : []))\n', 1), "a.yaml": ksa("app", email())}, "WI201 a.yaml:7"),
    "an attribute that a cluster does not have": ({"main.tf": 'locals {\n  pool = "${data.google_container_cluster.main.project_id}.svc.id.goog"\n}\ndata "google_container_cluster" "main" {\n  name = "main"\n}\n'}, "WI216 main.tf:2"),
    "an attribute of an account with a slip": ({"main.tf": gsa() + grant("roles/run.viewer", "serviceAccount:${google_service_account.app.emial}")}, "WI216 main.tf:8"),
    "an attribute of another type": ({"main.tf": gsa() + 'data "google_project" "p" {}\n' + bind("shop/app").replace("acme-prod.", "${data.google_project.p.project}.")}, "WI216 main.tf:9"),
    "a block for Workload Identity that says nothing": ({"main.tf": cluster("one").replace('\n    workload_pool = "acme-prod.svc.id.goog"\n  ', "") + nodes("a", "GKE_METADATA")}, "WI321 main.tf:7"),
    "a cluster without a pool whose nodes ask for its server": ({"main.tf": cluster("one", pool=False) + nodes("a", "GKE_METADATA")}, "WI321 main.tf:1"),
    "a cluster of a script without a pool": ({"a.sh": "gcloud container clusters create c --project acme-prod --workload-metadata=GKE_METADATA\n"}, "WI321 a.sh:1"),
    "a repository that may only attach an account": ({"main.tf": gsa() + of_repository("shop", ATTACHES)}, "WI224 main.tf:7"),
    "a repository beside one that gets tokens": ({"main.tf": gsa() + of_repository("web", WIU) + of_repository("shop", ATTACHES) + grant("roles/run.viewer", REPOSITORY + "tool")}, "WI224 main.tf:12"),
    "a variable that a grant has and nobody declares": ({"main.tf": gsa() + bind("${var.ns}/app")}, "WI216 main.tf:8"),
    "an e-mail with two dollar signs": ({"main.tf": gsa() + 'resource "kubernetes_service_account" "a" {\n  metadata {\n    name = "app"\n    annotations = {\n      "' + KEY + '" = "$${google_service_account.app.email}"\n    }\n  }\n}\n'}, "WI127 main.tf:9"),
    "an e-mail with two dollar signs in an indented text": ({"main.tf": gsa() + 'variable "ns" { default = "shop" }\nresource "kubectl_manifest" "a" {\n  yaml_body = <<-Y\n    apiVersion: v1\n    kind: ServiceAccount\n    metadata:\n      name: app\n      namespace: ${var.ns}\n      annotations:\n        ' + KEY + ': $${google_service_account.app.email}\n  Y\n}\n'}, "WI127 main.tf:14"),
    "annotations of values in a list": (application(f"serviceAccount:\n  annotations:\n  - {KEY}: {email()}\n", "valuesObject:"), "WI102 a.yaml:13"),
    "annotations of a release in a list": (helm_release(f"serviceAccount:\n  name: app\n  annotations:\n  - {KEY}: {email()}\n"), "WI102 a.yaml:10"),
    "annotations in a list": ({"a.yaml": ksa(google=email()).replace("    iam", "    - iam")}, "WI102 a.yaml:7"),
    "a conflict of a merge in Terraform": ({"main.tf": gsa() + '<<<<<<< HEAD\nresource "x" "y" {\n=======\nresource "x" "z" {\n>>>>>>> prod\n}\n' + gsa(label="b")}, "WI003 main.tf:5"),
    "a conflict of a merge in a manifest": ({"a.yaml": ksa().replace("  name: app\n", "<<<<<<< HEAD\n  name: app\n=======\n  name: web\n>>>>>>> prod\n")}, "WI002 a.yaml:4"),
    "namespace and name of an object the wrong way round": ({"main.tf": 'locals {\n  v = yamldecode(file("v.yaml"))\n}\n' + gsa() + bind("${local.v.a.service.name}/${local.v.a.service.namespace}"), "v.yaml": "a: {service: {name: web, namespace: shop}}\n"}, "WI202 main.tf:11"),
    "namespace and name of a variable the wrong way round": ({"main.tf": 'variable "ksa" {\n  type = object({ name = string, namespace = string })\n}\n' + gsa() + bind("${var.ksa.name}/${var.ksa.namespace}")}, "WI202 main.tf:11"),
    "a hyphen in a name of values": (chart("", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .Values.web-app.name }}\n"), "WI002 chart/templates/account.yaml:4"),
    "braces that are parted": (chart("", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: { { .Values.name } }\n"), "WI002 chart/templates/account.yaml:4"),
    # what charts and controllers need
    "external-dns without its role": (
        {**{path: text.replace("chart: web", "chart: external-dns") for path, text in application(f"serviceAccount:\n  name: app\n  annotations:\n    {KEY}: {email()}\n").items()}, "iam.tf": gsa() + bind() + READER % "secretAccessor"},
        "WI409 a.yaml:14",
    ),
    "a store that is read as its operator": (
        {"s.yaml": STORE, "k.yaml": ksa("external-secrets", email(), "external-secrets"), "iam.tf": gsa() + bind("external-secrets/external-secrets") + READER % "viewer"},
        "WI409 s.yaml:7",
    ),
    "a volume that is written to": (
        {"a.yaml": WITH + pod("Deployment", "w", "app", more=FUSE.replace("driver:", "readOnly: false, driver:")), "iam.tf": gsa() + bind() + 'resource "google_storage_bucket_iam_member" "b" {\n  bucket = "b"\n  role = "roles/storage.objectViewer"\n  member = google_service_account.app.member\n}\n'},
        "WI409 a.yaml:17",
    ),
    # other tools
    "the jobs of a runner": (runner("bulider"), "WI104 a.yaml:13"),
    "a patch of what is elsewhere": ({"kustomization.yaml": PATCH % f"{KEY}={email()}"}, "WI102 kustomization.yaml:8"),
    "a patch of what is elsewhere with a slip": ({"kustomization.yaml": PATCH % f"{{{KEY}: shop-app}}"}, "WI102 kustomization.yaml:8"),
    "annotations as a list": ({"a.yaml": ksa().replace("---\n", f"  annotations:\n  - {KEY}: {email()}\n")}, "WI102 a.yaml:7"),
    "a key of another kind": ({"a.yaml": ksa("app", email()).replace(KEY, "workload-identity")}, "WI107 a.yaml:7"),
    "an account of a chart on the Deployment": (
        {"chart/Chart.yaml": "name: w\nversion: 1.0.0\n", "chart/templates/d.yaml": pod("Deployment", "w", "").replace("spec:\n  template", "spec:\n  serviceAccountName: {{ .Release.Name }}-app\n  template")},
        "WI123 chart/templates/d.yaml:5",
    ),
}  # fmt: skip
GOOD: dict[str, Tree] = {
    "values of an account that is there": {**helm_release(BARE.replace("true", "false")), **BOUND},
    "values without a word on making it": {**helm_release(BARE.replace("  create: true\n", "")), **BOUND},
    "values of an account that is not bound": helm_release(BARE),
    "values that go on elsewhere": {"a.yaml": helm_release(BARE)["a.yaml"].replace("  values:", "  valuesFrom: [{kind: ConfigMap, name: more}]\n  values:"), **BOUND},
    "values of an account with an annotation": {**helm_release(BARE + f"  annotations:\n    {KEY}: {email()}\n"), **BOUND},
    "an annotation of an account that is named": chart(OFF.replace("false\n", "false\n  name: app\n")),
    "an annotation that the chart reads": {**chart(ANNOTATED), **BOUND},
    "values above a chart of another name": {**chart("", release="x.txt"), "other-values.yaml": OFF},
    "values of a dependency": umbrella("loki:\n" + textwrap.indent(ANNOTATED, "  ")),
    "values of a dependency by its alias": umbrella("logs:\n" + textwrap.indent(ANNOTATED, "  "), UMBRELLA.replace("name: loki\n", "name: loki\n  alias: logs\n")),
    "values of the whole with a template": {**umbrella(ANNOTATED), "p/templates/a.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: x\n  annotations:\n    {{- toYaml .Values.serviceAccount.annotations | nindent 4 }}\n"},
    "a workflow of a template": {"a.yaml": WITH + workflow("one", "app", RUNS) + workflow("two", "", RUNS).replace("    templates:", "    workflowTemplateRef: {name: x}\n    arguments:").replace("gs://", "x")},
    "default that calls nothing": {"a.yaml": WITH + pod("Deployment", "one", "app") + pod("Deployment", "two", "")},
    "default with a key": {"a.yaml": WITH + pod("Deployment", "one", "app") + pod("Deployment", "two", "", "image: b\n        env: [{name: GOOGLE_CREDENTIALS, valueFrom: {secretKeyRef: {name: k, key: k}}}, {name: B, value: 'gs://b'}]")},
    "components of one installation": {"a.yaml": WITH + pod("StatefulSet", "db", "", labels="app.kubernetes.io/name: postgres, app.kubernetes.io/instance: app")},
    "an old account that calls nothing": {"a.yaml": WITH + ksa("old") + pod("Deployment", "w", "old")},
    "an old account beside two idle ones": {"a.yaml": WITH + ksa("more", email("shop-more")) + ksa("old") + pod("Deployment", "w", "old", "image: b\n        " + OBJECT)},
    "an account with roles of its own": {"a.yaml": WITH + ksa("old") + pod("Deployment", "w", "old", "image: b\n        " + OBJECT), "main.tf": 'resource "google_storage_bucket_iam_member" "b" {\n  bucket = "b"\n  role = "roles/storage.objectViewer"\n  member = "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/shop/sa/old"\n}\n'},
    "a variable that is given": flux("shop-app@${project}.iam.gserviceaccount.com"),
    "a variable with a default": flux("shop-app@${gcp_project:=acme-prod}.iam.gserviceaccount.com"),
    "a variable of a config map": flux("shop-app@${gcp_project}.iam.gserviceaccount.com", more="      substituteFrom: [{kind: ConfigMap, name: c}]\n"),
    "a variable where others are patched": {**flux("shop-app@${gcp_project}.iam.gserviceaccount.com"), "clusters/all.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: all, namespace: flux-system}\nspec:\n  path: ./clusters\n  patches: [{target: {kind: Kustomization}, patch: x}]\n"},
    "projects by their numbers": {"a.yaml": "".join(ksa(f"a{n}", email(f"shop-a{n}", "acme-1")) for n in range(3)) + ksa("b", email("shop-b", "acme-2"))},
    "two projects of several accounts": {"a.yaml": "".join(ksa(f"a{n}", email(f"shop-a{n}", f"acme-prod{'x' * (n % 2)}")) for n in range(6))},
    "two clusters of three without a pool": {"main.tf": cluster("one") + cluster("two", pool=False) + cluster("three", pool=False)},
    "a node pool that turns pods away": {"main.tf": cluster("one") + nodes("a", "GKE_METADATA") + nodes("b", "GKE_METADATA") + nodes("c", "GCE_METADATA", '    taint {\n      key = "a"\n      value = "b"\n      effect = "NO_SCHEDULE"\n    }\n')},
    "staging's in staging": folders("staging", "prod", email("app-staging"), email("shop-prod")),
    "one account of no environment in both": folders("staging", "prod", email("shop-app")),
    "Compute's agent by its number": {"main.tf": grant("roles/logging.logWriter", AGENT % "123456789012-compute@developer.gserviceaccount.com")},
    "an agent of an organization": {"main.tf": grant("roles/pubsub.publisher", AGENT % "service-org-123456789012@gcp-sa-scc-notification.iam.gserviceaccount.com")},
    "an agent to be filled in": {"main.tf": grant("roles/run.viewer", AGENT % "project-number@cloudservices.gserviceaccount.com")},
    "the id that gcloud answers": {"a.sh": "N=$(gcloud config get-value project)\nP=$N\n" + ADD.format("$N")},
    "a project of another name": {"a.sh": "P=acme-prod\n" + ADD.format("${P}-gke")},
    "a cluster before its binding": {"a.sh": f"P=acme-prod\n{CREATE}{ACCOUNT}{ADD.format('$P')}"},
    "a binding of a module that is given what waits": two_modules(given="module.gke.project"),
    "a binding of a module that waits": two_modules(of_binding="  depends_on = [module.gke]\n"),
    "a binding of a module that waits at a remove": two_modules(of_binding="  depends_on = [terraform_data.ready]\n", root='resource "terraform_data" "ready" {\n  input = module.gke.project\n}\n'),
    "a binding of a module with a provider of the cluster": {
        **(tree := two_modules(root='provider "kubernetes" {\n  host = module.gke.project\n}\n')),
        "iam/main.tf": tree["iam/main.tf"].replace("[shop/app]", "[${kubernetes_service_account.a.metadata[0].namespace}/${kubernetes_service_account.a.metadata[0].name}]")
        + 'resource "kubernetes_service_account" "a" {\n  metadata {\n    name = "app"\n    namespace = "shop"\n    annotations = {\n      "iam.gke.io/gcp-service-account" = google_service_account.app.email\n    }\n  }\n}\n',
    },
    "a namespace that is called by the name of a module": {"main.tf": gsa() + 'variable "ns" {\n  type = object({ name = string, account = string })\n}\n' + bind("${var.ns.name}/${var.ns.account}")},
    "a manifest that a script writes and writes anew": {"a.sh": f"cat <<EOF > sa.yaml\n{ksa(google='shop@acme-prod')}EOF\ncat <<EOF > sa.yaml\n{ksa()}EOF\nkubectl apply -f sa.yaml\n"},
    "a reference in a folder that is made of templates": {"main.tf": gsa() + bind().replace("google_service_account.app", "google_service_account.api"), "more.tf.tmpl": ""},
    "a reference in a folder of which a file is broken": {"main.tf": gsa() + bind().replace("google_service_account.app", "google_service_account.api"), "b.tf": "{{ accounts }}"},
    "references that an overriding file takes away": {"main.tf": gsa() + bind().replace("google_service_account.app", "google_service_account.api"), "main_override.tf": 'resource "google_service_account_iam_member" "app" {\n  service_account_id = google_service_account.app.name\n}\n'},
    "a reference to one of several": {"main.tf": gsa() + 'resource "kubernetes_service_account" "k" {\n  count = 1\n  metadata {\n    name = "app"\n    namespace = "shop"\n    annotations = {\n      "' + KEY + '" = google_service_account.app.email\n    }\n  }\n}\n' + bind("shop/${kubernetes_service_account.k[0].metadata[0].name}")},
    "a grant to an account of nearly the name that others speak of": {"main.tf": gsa("order-service") + bind() + grant("roles/run.viewer", "serviceAccount:" + email("orders-service")), "a.yaml": ksa("other", email("orders-service"))},
    "a grant to an account of nearly the name of another project": {"main.tf": gsa("order-service") + bind() + grant("roles/run.viewer", "serviceAccount:" + email("orders-service", "acme-data"))},
    "annotations of a and of b": {"main.tf": gsa("shop-worker-a"), "a.yaml": ksa(google=email("shop-worker-b"))},
    "variables of which a script speaks": {"a.sh": "# PROJECT_ID is the project of the pool\ngcloud container clusters create c --project ${PROJECT} --workload-pool=${PROJECT_ID}.svc.id.goog\n"},
    "variables of a function and of its callers": {"a.sh": "bind() {\n  local project=$1\n  gcloud config set project $project\n  gcloud container clusters create c --project $project --workload-pool=${PROJECT_ID}.svc.id.goog\n}\n"},
    "a folder of pieces that are copied": {"main.tf": bind().replace("google_service_account.app", "google_service_account.api") + 'resource "google_storage_bucket" "b" {\n  name = var.bucket\n  project = var.project\n  location = local.place\n}\n'},
    "a variable that a script asks for": {"a.sh": ": ${PROJECT_ID:?}\ngcloud container clusters create c --project ${PROJECT} --workload-pool=${PROJECT_ID}.svc.id.goog\n"},
    "a variable of another project": {"a.sh": "gcloud container clusters create c --project ${PROJECT} --workload-pool=${FLEET_PROJECT}.svc.id.goog\n"},
    "bindings of a map that a flag makes": {"main.tf": gsa() + 'variable "on" {}\n' + bind("${each.value}").replace("{\n", '{\n  for_each = merge({ web = "shop/web" }, var.on ? { app = "shop/app" } : {})\n', 1), "a.yaml": ksa("app", email()) + ksa("web", email())},
    "attributes of the resources of an identity": {"main.tf": gsa() + 'data "google_project" "p" {}\n' + bind().replace("acme-prod.", "${data.google_project.p.project_id}.") + 'output "o" {\n  value = [google_service_account.app.unique_id, "${google_container_cluster.one.project}.svc.id.goog", google_container_cluster.one.brand_new]\n}\n' + cluster("one")},
    "nodes that ask for nothing, of a cluster without a pool": {"main.tf": cluster("one", pool=False) + nodes("a", "GCE_METADATA")},
    "a cluster whose pool depends on something": {"main.tf": 'variable "on" {}\n' + cluster("one").replace("  workload_identity_config {", '  dynamic "workload_identity_config" {\n    for_each = var.on ? [1] : []\n    content {').replace('goog"\n  }', 'goog"\n  }\n  }') + nodes("a", "GKE_METADATA")},
    "a repository that deploys by itself": {"main.tf": gsa() + of_repository("shop", ATTACHES) + grant("roles/run.developer", REPOSITORY + "shop")},
    "a repository that gets tokens of another account": {"main.tf": gsa() + of_repository("shop", ATTACHES) + of_repository("shop", WIU).replace('"shop" {', '"more" {').replace("google_service_account.app.name", '"projects/acme-prod/serviceAccounts/ci-deploy@acme-prod.iam.gserviceaccount.com"')},
    "a variable of a provisioner that it sets": {"main.tf": gsa() + bind() + 'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command = "kubectl annotate sa app -n shop ' + KEY + '=$GSA_NAME@acme-prod.iam.gserviceaccount.com"\n    environment = {\n      GSA_NAME = google_service_account.app.account_id\n    }\n  }\n}\n'},
    "a patch that its overlay lists": overlay("prod", "patches:\n- path: identity.yaml\n"),
    "a file of another account that an overlay does not list": {**overlay("prod"), "overlays/prod/identity.yaml": ksa("tool", email("shop-tool"), "")},
    "an account of its own environment that others know": {**overlay("staging", "patches:\n- path: identity.yaml\n", "acme-staging"), "iam.tf": gsa() + bind()},
    "a module that is off, and right": {"main.tf": switched()},
    "what is off in a root that is applied": {"main.tf": switched("shop/api") + 'terraform {\n  backend "gcs" {}\n}\n'},
    "what is off in a root that says so": {"main.tf": switched("shop/api", 'variable "on" {}\n'), "terraform.tfvars": "on = false\n"},
    "what is off by a call": {"main.tf": 'module "m" {\n  source = "./m"\n  on = false\n}\n', "m/main.tf": switched("shop/api")},
    "what is off where another thing is on": {"main.tf": switched("shop/api", 'variable "on" {\n  default = true\n}\n', "{\n  count = !var.on ? 1 : 0\n")},
    "two things that are off, of which one is made": {"main.tf": switched().replace('resource "kubernetes_service_account" "k" {\n  count = var.on', 'resource "kubernetes_service_account" "k" {\n  count = var.own') + SWITCH.replace('"on"', '"own"') + 'resource "helm_release" "r" {\n  count = var.chart ? 1 : 0\n  name = "app"\n  namespace = "shop"\n  chart = "external-dns"\n  repository = "https://charts.example"\n  values = [yamlencode({ serviceAccount = { create = true, name = "app", annotations = { "' + KEY + '" = "shop-app@acme-prod.iam.gserviceaccount.com" } } })]\n}\n' + SWITCH.replace('"on"', '"chart"')},
    "a local value that is there for what is off": {"main.tf": switched().replace("google_service_account.app[0].email", "local.gsa") + 'locals {\n  gsa = "none"\n}\n'},
    "a name that is there for what is off": {"main.tf": switched().replace("google_service_account.app[0].email", "var.gsa") + 'variable "gsa" {\n  default = "none"\n}\n'},
    "an account that is there, by its e-mail": {"main.tf": 'data "google_project" "p" {\n  project_id = "acme-prod"\n}\nmodule "wi" {\n  source = "terraform-google-modules/kubernetes-engine/google//modules/workload-identity"\n  use_existing_gcp_sa = true\n  gcp_sa_name = "shop-app@${data.google_project.p.project_id}.iam.gserviceaccount.com"\n  name = "app"\n  namespace = "shop"\n  project_id = "acme-prod"\n}\n'},
    "a secret that is mounted and granted": mounting("db-dsn", "db-dsn"),
    "a secret that is mounted and one that nobody knows by name": {**mounting("db-dsn", "x"), "iam.tf": mounting("db-dsn", "x")["iam.tf"].replace('secret_id = "x"', "secret_id = var.id") + 'variable "id" {}\n'},
    "e-mails of values that differ on purpose": {"values-prod.yaml": f"a: {{email: {email('shop-worker-a')}}}\nb: {{email: {email('shop-worker-b')}}}\nc:\n- email: {email('shop-worker-b')}\n"},
    "values that an object replaces": {**BOUND, **{path: written.replace("    helm:\n", f"    helm:\n      values: |\n        serviceAccount: {{annotations: {{{KEY}: shop}}}}\n") for path, written in application(f"serviceAccount:\n  create: true\n  name: app\n  annotations:\n    {KEY}: {email()}\n", "valuesObject:").items()}},
    "an account that is looked up in a manifest": {"main.tf": gsa() + 'resource "kubectl_manifest" "a" {\n  yaml_body = <<-Y\n    apiVersion: v1\n    kind: ServiceAccount\n    metadata:\n      name: app\n      namespace: shop\n      annotations:\n        a: $${x}\n        ' + KEY + ': ${google_service_account.app.email}\n  Y\n}\n' + bind()},
    "a second cluster behind a binding": {"a.sh": f"P=acme-prod\n{CREATE}{ACCOUNT}{ADD.format('$P')}{CREATE.replace('main', 'more')}"},
    "an id that is empty by default": {"main.tf": 'variable "id" {\n  default = ""\n}\n' + gsa().replace('"shop-app"', "var.id") + 'output "x" {\n  value = "${google_service_account.app.account_id}-x"\n}\n' + grant("roles/run.viewer", "serviceAccount:${google_service_account.app.account_id}@acme-prod.iam.gserviceaccount.com")},
    "what is off and right": {"main.tf": grant("roles/run.viewer", AGENT % email(), "  count = var.on ? 1 : 0\n") + 'variable "on" { default = false }\n'},
    "a role with three parts": {"main.tf": grant("roles/cloudbuild.builds.editor", "user:a@acme.example")},
    "an owner of an account": {"main.tf": gsa() + bind().replace(WIU, "roles/owner").replace("serviceAccount:acme-prod.svc.id.goog[shop/app]", "group:a@acme.example")},
    "a negative number in a template": chart("", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  {{- if gt 1 -1 }}\n  labels: {a: b}\n  {{- end }}\n"),
    "a store with a key": {"s.yaml": STORE + "      auth: {secretRef: {secretAccessKeySecretRef: {name: k, key: k}}}\n", "k.yaml": ksa("external-secrets", email(), "external-secrets"), "iam.tf": gsa() + bind("external-secrets/external-secrets") + READER % "viewer"},
    "the jobs of a runner on their account": runner("builder"),
    "a patch of what is elsewhere that is right": {"kustomization.yaml": PATCH % f"{{{KEY}: {email()}}}"},
    "a service of Cloud Run": {"s.yaml": f"apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {{name: s, namespace: '123'}}\nspec:\n  template:\n    spec:\n      serviceAccountName: {email()}\n      containers: [{{image: a}}]\n"},
}  # fmt: skip


def told(report: Report) -> list[str]:
    return [
        f"{one.rule.id} {one.finding.at.path}:{one.finding.at.line}"
        for one in report.results
        if one.severity is not Severity.NOTE
    ]


@pytest.mark.parametrize("name", BAD)
def test_it_is_told_where_it_is(name: str, lint_texts: Callable[..., Report]) -> None:
    tree, said = BAD[name]
    assert said in told(lint_texts(tree))


@pytest.mark.parametrize("name", GOOD)
def test_of_what_is_right_nothing_is_said(name: str, lint_texts: Callable[..., Report]) -> None:
    assert told(lint_texts(GOOD[name])) == []


def test_an_empty_block_is_noted(lint_texts: Callable[..., Report]) -> None:
    """Nobody turns Workload Identity off by a block that says nothing."""
    report = lint_texts({"main.tf": cluster("one", pool=False, more="  workload_identity_config {}\n")})
    assert [one.rule.id for one in report.results] == ["WI302"]


def test_nothing_is_to_wait_for_what_waits_for_it(lint_texts: Callable[..., Report]) -> None:
    wanted = {}
    for name, files in {"free": two_modules(), "needed": two_modules("  node = module.iam.email\n")}.items():
        [found] = [one.finding for one in lint_texts(files).results if one.rule.id == "WI311"]
        assert found.fix is not None
        wanted[name] = found.fix.title, found.fix.copy
    assert wanted == {
        "free": ("let the call of module.iam wait for it", "depends_on = [module.gke]"),
        "needed": ("take the binding out of module.iam, which the cluster itself waits for", ""),
    }
