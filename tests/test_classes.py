"""Classes of mistakes that people make, each in many variations, beside right twins of which nothing is said.

Each bad tree says which rule speaks, and where; a right one has no warning and no error.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

import pytest

from wi_lint.contract import Severity
from wi_lint.lint import Report

Tree = dict[str, str]
GOOGLE = "shop-app@acme-prod.iam.gserviceaccount.com"
KEY = "iam.gke.io/gcp-service-account"
WIU = "roles/iam.workloadIdentityUser"


def ksa(name: str = "app", annotation: str = f"{KEY}: {GOOGLE}", namespace: str = "shop") -> str:
    annotations = f"  annotations:\n    {annotation}\n" if annotation else ""
    return f"apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {name}\n  namespace: {namespace}\n{annotations}"


def deployment(name: str = "web", account: str = "app", extra: str = "") -> str:
    named = f"      serviceAccountName: {account}\n" if account else ""
    return (
        f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n"
        f"  selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n"
        f"    spec:\n{named}{extra}      containers: [{{name: a, image: b}}]\n"
    )


def gsa(account_id: str = "shop-app", label: str = "app", project: str = "acme-prod") -> str:
    return f'resource "google_service_account" "{label}" {{\n  project = "{project}"\n  account_id = "{account_id}"\n}}\n'


def bind(
    member: str = "serviceAccount:acme-prod.svc.id.goog[shop/app]",
    label: str = "b",
    role: str = WIU,
    account: str = "app",
) -> str:
    return (
        f'resource "google_service_account_iam_member" "{label}" {{\n  service_account_id = google_service_account.{account}.name\n'
        f'  role = "{role}"\n  member = "{member}"\n}}\n'
    )


def project_grant(role: str, member: str = "google_service_account.app.member") -> str:
    return f'resource "google_project_iam_member" "m" {{\n  project = "acme-prod"\n  role = {role}\n  member = {member}\n}}\n'


def cluster(
    name: str = "c", pool: str = "acme-prod", project: str = '  project = "acme-prod"\n', more: str = ""
) -> str:
    return (
        f'resource "google_container_cluster" "{name}" {{\n{project}  name = "{name}"\n  location = "europe-west1"\n{more}'
        f'  workload_identity_config {{\n    workload_pool = "{pool}.svc.id.goog"\n  }}\n}}\n'
    )


def node_pool(mode: str) -> str:
    return (
        'resource "google_container_node_pool" "p" {\n  cluster = google_container_cluster.c.name\n  node_config {\n'
        '    service_account = "nodes@acme-prod.iam.gserviceaccount.com"\n    workload_metadata_config {\n'
        f'      mode = "{mode}"\n    }}\n  }}\n}}\n'
    )


# values of charts, in every place where they are written

WRONG_VALUES = {
    "a text": (f"serviceAccount:\n  annotations: {KEY}={GOOGLE}\n", "WI102"),
    "a text of its own line": (f"serviceAccount:\n  annotations:\n    {KEY}={GOOGLE}\n", "WI102"),
    "another key": (
        f"serviceAccount:\n  annotations:\n    iam.gke.io/google-service-account: {GOOGLE}\n",
        "WI107",
    ),
    "a key without a hyphen": (
        f"serviceAccount:\n  annotations:\n    iam.gke.io/gcp-serviceaccount: {GOOGLE}\n",
        "WI107",
    ),
    "a key with a dot": (
        f"serviceAccount:\n  annotations:\n    iam.gke.io.gcp-service-account: {GOOGLE}\n",
        "WI107",
    ),
    "a path as a key": (f"serviceAccount.annotations.{KEY}: {GOOGLE}\n", "WI103"),
    "a level too deep": (
        f"serviceAccount:\n  annotations:\n    annotations:\n      {KEY}: {GOOGLE}\n",
        "WI103",
    ),
    "a level too high": (f"serviceAccount:\n  {KEY}: {GOOGLE}\n", "WI103"),
    "another host": (
        f"serviceAccount:\n  annotations:\n    {KEY}: shop-app@acme-prod.gserviceaccount.com\n",
        "WI102",
    ),
    "a member": (f"serviceAccount:\n  annotations:\n    {KEY}: serviceAccount:{GOOGLE}\n", "WI102"),
    "an id": (f"serviceAccount:\n  annotations:\n    {KEY}: shop-app\n", "WI102"),
}
RIGHT_VALUES = {
    "an annotation": f"serviceAccount:\n  annotations:\n    {KEY}: {GOOGLE}\n",
    "quotes": f'serviceAccount:\n  annotations:\n    "{KEY}": "{GOOGLE}"\n',
    "a list of accounts": f"serviceAccounts:\n- name: a\n  annotations:\n    {KEY}: {GOOGLE}\n",
    "none": "podLabels: app=web\nserviceAccount:\n  annotations: {}\n",
    "another cloud's": "serviceAccount:\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::1:role/x\n",
    "a default to fill in": f'serviceAccount:\n  annotations:\n    {KEY}: ""\n',
}


def application(values: str) -> Tree:
    return {
        "a.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: cm, namespace: argocd}\nspec:\n"
        "  destination: {server: x, namespace: cert-manager}\n  source:\n    repoURL: https://charts.jetstack.io\n"
        "    chart: cert-manager\n    helm:\n      values: |\n" + textwrap.indent(values, " " * 8)
    }


def application_object(values: str) -> Tree:
    return {path: text.replace("values: |", "valuesObject:") for path, text in application(values).items()}


def helm_release(values: str) -> Tree:
    return {
        "a.yaml": "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cm, namespace: cm}\nspec:\n"
        "  chart: {spec: {chart: cert-manager, sourceRef: {kind: HelmRepository, name: x}}}\n  values:\n"
        + textwrap.indent(values, " " * 4)
    }


TERRAFORM = 'resource "helm_release" "cm" {\n  name = "cm"\n  chart = "cert-manager"\n  repository = "https://x.example"\n'


def in_terraform(values: str) -> Tree:
    return {"main.tf": f"{TERRAFORM}  values = [<<EOT\n{values}EOT\n  ]\n}}\n"}


def beside_terraform(values: str) -> Tree:
    return {"main.tf": TERRAFORM + '  values = [file("${path.module}/v.yaml")]\n}\n', "v.yaml": values}


def of_nobody(values: str) -> Tree:
    return {"envs/prod/cert-manager-values.yaml": values}


def in_an_application_of_terraform(values: str) -> Tree:
    [written] = application(values).values()
    return {"main.tf": f'resource "kubectl_manifest" "a" {{\n  yaml_body = <<EOT\n{written}EOT\n}}\n'}


WRITTEN: tuple[Callable[[str], Tree], ...] = (
    application, application_object, helm_release, in_terraform, beside_terraform, of_nobody,
)  # fmt: skip


def told(report: Report) -> list[str]:
    return [
        f"{one.rule.id} {one.finding.at.path}:{one.finding.at.line}"
        for one in report.results
        if one.severity in (Severity.ERROR, Severity.WARNING)
    ]


@pytest.mark.parametrize("written", WRITTEN, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", WRONG_VALUES)
def test_values_are_manifests_too(
    name: str, written: Callable[[str], Tree], lint_texts: Callable[..., Report]
) -> None:
    values, rule = WRONG_VALUES[name]
    tree = written(values)
    [path] = [path for path, text in tree.items() if "serviceAccount" in text]
    line = next(n for n, line in enumerate(tree[path].splitlines(), 1) if "shop-app" in line)
    # a text in place of a table is told where its key or the text itself stands
    assert f"{rule} {path}:{line}" in told(lint_texts(tree))


@pytest.mark.parametrize("written", WRITTEN, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", RIGHT_VALUES)
def test_right_values_are_silent(
    name: str, written: Callable[[str], Tree], lint_texts: Callable[..., Report]
) -> None:
    assert told(lint_texts(written(RIGHT_VALUES[name]))) == []


# one class after another: bad trees with what is told, and right twins

POOLS = "iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools"
VARIABLES = 'variable "project_id" {}\nvariable "pool" {}\n'


def member(written: str) -> Tree:
    return {"main.tf": VARIABLES + gsa() + bind(written)}


def role(written: str) -> Tree:
    return {"main.tf": gsa() + bind(role=written), "k.yaml": ksa()}


def on_project(written: str) -> Tree:
    return {"main.tf": gsa() + bind() + project_grant(written), "k.yaml": ksa()}


def custom(permission: str) -> Tree:
    declared = (
        'resource "google_project_iam_custom_role" "r" {\n  project = "acme-prod"\n  role_id = "r"\n  title = "r"\n'
        f'  permissions = ["storage.buckets.get", "{permission}"]\n}}\n'
    )
    tree = on_project("google_project_iam_custom_role.r.id")
    return {**tree, "main.tf": tree["main.tf"] + declared}


def overlay(base: str, patch: str) -> Tree:
    return {
        "base/kustomization.yaml": "resources: [a.yaml]\n",
        "base/a.yaml": base,
        "o/kustomization.yaml": f"resources: [../base]\npatches:\n{patch}",
    }


def siblings(count: int) -> Tree:
    made = "".join(
        gsa(f"shop-app-{n}", f"a{n}")
        + bind(f"serviceAccount:acme-prod.svc.id.goog[shop/app{n}]", f"b{n}", account=f"a{n}")
        for n in range(count - 1)
    )
    accounts = [
        ksa(f"app{n}", f"{KEY}: shop-app-{n}@acme-prod.iam.gserviceaccount.com") for n in range(count)
    ]
    return {"main.tf": made, "k.yaml": "---\n".join(accounts)}


OWNER = (
    'resource "google_project_iam_policy" "p" {\n  project = "acme-prod"\n  policy_data = jsonencode({ bindings = [\n'
    '    { role = "roles/owner", members = ["serviceAccount:${google_service_account.app.email}"] }\n  ] })\n}\n'
)
JOB = (
    "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web, namespace: shop}\nspec:\n  schedule: '* * * * *'\n"
    "  jobTemplate:\n    spec:\n      serviceAccountName: app\n      template:\n        spec:\n"
    "          containers: [{name: a, image: b}]\n"
)
PATCH = f"""- target: {{kind: ServiceAccount, name: NAME}}
  patch: |-
    - op: add
      path: /metadata/annotations
      value: {{{KEY}: {GOOGLE}}}
"""
SERVING = (
    "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: cat, namespace: shop}\nspec:\n  template:\n"
    "    spec:\n      serviceAccountName: reader\n      containers: [{image: a}]\n"
)
RENAMED = {
    "base/kustomization.yaml": "resources: [sa.yaml, svc.yaml]\n",
    "base/sa.yaml": ksa("reader"),
    "base/svc.yaml": SERVING,
    "eu/kustomization.yaml": "resources: [../base]\nnamePrefix: eu-\n",
}
PROVIDER = 'provider "kubernetes" {\n  host = google_container_cluster.c.endpoint\n}\n'
MADE = (
    'resource "kubernetes_service_account" "app" {\n  metadata {\n    name = "app"\n    namespace = "shop"\n'
    '    annotations = { "iam.gke.io/gcp-service-account" = google_service_account.app.email }\n  }\n}\n'
)
THROUGH = bind(
    "serviceAccount:acme-prod.svc.id.goog[${kubernetes_service_account.app.metadata[0].namespace}/"
    "${kubernetes_service_account.app.metadata[0].name}]"
)


def direct(name: str, label: str) -> str:
    return (
        f'resource "google_storage_bucket_iam_member" "{label}" {{\n  bucket = "{label}"\n  role = "roles/storage.objectViewer"\n'
        f'  member = "principal://{POOLS}/acme-prod.svc.id.goog/subject/ns/shop/sa/{name}"\n}}\n'
    )


CREATE = (
    "gcloud container clusters create a --project=acme-prod --zone=z --workload-pool=acme-prod.svc.id.goog"
)
ADD = (
    f"gcloud iam service-accounts add-iam-policy-binding {GOOGLE} --role={WIU} "
    "--member='serviceAccount:acme-prod.svc.id.goog[shop/app]'"
)
KEYED = deployment().replace(
    "image: b}",
    "image: b, env: [{name: GOOGLE_CREDENTIALS, valueFrom: {secretKeyRef: {name: key, key: json}}}]}",
)
PATCH_POD = 'kubectl patch deployment web -n shop -p \'{{"spec":{{"template":{{"spec":{{"serviceAccountName":"{}"}}}}}}}}\'\n'
PATCH_PATH = (
    "kubectl patch deploy/web -n shop --type=json -p "
    '\'[{{"op":"replace","path":"/spec/template/spec/serviceAccountName","value":"{}"}}]\'\n'
)


def chart(account: str) -> Tree:
    return {
        "Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\n",
        "values.yaml": "sa: app\n",
        "templates/a.yaml": ksa("{{ .Values.sa }}").replace("  namespace: shop\n", ""),
        "templates/d.yaml": deployment(account=account).replace(", namespace: shop", ""),
    }


def overlays(one: str, other: str, *, both: bool = False) -> Tree:
    """Two overlays of one base, for two clusters, and an account of its own for each."""
    tree = {
        "base/kustomization.yaml": "resources: [a.yaml]\n",
        "base/a.yaml": ksa(annotation="", namespace="x"),
    }
    for name, namespace in {"blue": one, "green": other}.items():
        google = f"shop-{name}@acme-prod.iam.gserviceaccount.com"
        patched = "patches: [{path: p.yaml}]\n" if both or name == "blue" else ""
        tree[f"o/{name}/kustomization.yaml"] = f"namespace: {namespace}\nresources: [../../base]\n{patched}"
        tree[f"o/{name}/p.yaml"] = ksa(annotation=f"{KEY}: {google}", namespace="x")
        member = f"serviceAccount:acme-prod.svc.id.goog[{namespace}/app]"
        tree[f"{name}.tf"] = gsa(f"shop-{name}", name) + bind(member, f"b-{name}", account=name)
    if not both:
        del tree["o/green/p.yaml"]
    return tree


def accounts(count: int, *, granted: int) -> str:
    """Accounts that workloads act as, of which the first ones are granted a role."""
    made = ""
    for n in range(count):
        made += gsa(f"shop-app-{n}", f"a{n}")
        made += bind(f"serviceAccount:acme-prod.svc.id.goog[shop/app{n}]", f"b{n}", account=f"a{n}")
        if n < granted:
            made += project_grant('"roles/pubsub.viewer"', f"google_service_account.a{n}.member").replace(
                'member" "', f'member" "g{n}'
            )
    return made


def environment(name: str, project: str) -> Tree:
    """The Terraform of one environment, and an overlay that annotates the account for it."""
    return {
        f"terraform/{name}/main.tf": f'resource "google_service_account" "app" {{\n  project    = "{project}"\n  account_id = "shop-app"\n}}\n'
        'resource "google_service_account_iam_member" "wi" {\n  service_account_id = google_service_account.app.name\n'
        f'  role = "{WIU}"\n  member = "serviceAccount:{project}.svc.id.goog[shop/app]"\n}}\n'
        'resource "google_project_iam_member" "log" {\n'
        f'  project = "{project}"\n  role = "roles/logging.logWriter"\n'
        '  member = "serviceAccount:${google_service_account.app.email}"\n}\n',
    }


def astray(project: str) -> Tree:
    """Overlays of two environments, and in which project that of production has its account."""
    return {
        **environment("prod", "acme-prod"),
        **environment("staging", "acme-staging"),
        "k8s/prod/a.yaml": ksa(annotation=f"{KEY}: shop-app@{project}.iam.gserviceaccount.com")
        + "---\n"
        + deployment(),
        "k8s/staging/a.yaml": ksa(annotation=f"{KEY}: shop-app@acme-staging.iam.gserviceaccount.com")
        + "---\n"
        + deployment(),
    }


def encoded(namespace: str) -> Tree:
    """A release whose values are encoded, and a binding of the account that it makes."""
    return {
        "sa.tf": gsa()
        + f'resource "google_service_account_iam_member" "wi" {{\n  service_account_id = google_service_account.app.name\n'
        f'  role = "{WIU}"\n  member = "serviceAccount:acme-prod.svc.id.goog[{namespace}/loki]"\n}}\n',
        "helm.tf": 'resource "helm_release" "loki" {\n  name = "loki"\n  namespace = "logs"\n  chart = "loki"\n  values = [yamlencode({\n'
        '    serviceAccount = {\n      name = "loki"\n'
        f'      annotations = {{ "{KEY}" = google_service_account.app.email }}\n    }}\n  }})]\n}}\n',
    }


def proxy(*roles: str) -> Tree:
    """A proxy of Cloud SQL that logs in as the pod, whose account is granted some roles."""
    granted = "".join(
        f'resource "google_project_iam_member" "r{n}" {{\n  project = "acme-prod"\n  role = "{role}"\n'
        '  member = "serviceAccount:${google_service_account.app.email}"\n}\n'
        for n, role in enumerate(roles)
    )
    image = "image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1, args: [--auto-iam-authn, 'acme-prod:eu-west1:db']"
    pods = deployment().replace("image: b", image)
    return {"main.tf": gsa() + bind() + granted, "a.yaml": ksa() + "---\n" + pods}


def on_account(role: str) -> Tree:
    return {
        "main.tf": gsa()
        + f'resource "google_service_account_iam_member" "x" {{\n  service_account_id = google_service_account.app.name\n  role = "{role}"\n  member = "user:ops@acme.example"\n}}\n'
    }


RELEASE = (
    "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: dns, namespace: dns}}\n{}\n"
)
MISPLACED = f"values:\n  serviceAccount:\n    annotations:\n      {KEY}: {GOOGLE}\nspec:\n  chart: {{spec: {{chart: external-dns}}}}"
TIDE = f"apiVersion: v1\nkind: Service\nmetadata:\n  name: tide\n  namespace: shop\n  annotations:\n    {KEY}: {GOOGLE}\nspec: {{selector: {{app: tide}}}}\n"


BAD: dict[str, tuple[Tree, str]] = {
    "a doubled pool of an unknown project": (member("serviceAccount:${var.project_id}.svc.id.goog.svc.id.goog[shop/app]"), "WI202 main.tf:10"),
    "a project's display name": ({"main.tf": 'data "google_project" "p" {\n  project_id = "acme-prod"\n}\n' + gsa() + bind("serviceAccount:${data.google_project.p.name}.svc.id.goog[shop/app]")}, "WI202 main.tf:11"),
    "a pool that ends otherwise": (member("serviceAccount:${var.project_id}.svc.id.gog[shop/app]"), "WI202 main.tf:10"),
    "a principal in capitals": (member(f"Principal://{POOLS}/acme-prod.svc.id.goog/subject/ns/shop/sa/app"), "WI202 main.tf:10"),
    "a principal set in capitals": (member(f"PrincipalSet://{POOLS}/acme-prod.svc.id.goog/namespace/shop"), "WI202 main.tf:10"),
    "a project's id in place of its number": (member(f"principalSet://{POOLS}/github/attribute.repository/a/b".replace("123456789012", "acme-prod")), "WI202 main.tf:10"),
    "an attribute of one identity": (member(f"principal://{POOLS}/github/attribute.repository/acme/shop"), "WI202 main.tf:10"),
    "a subject of many": (member(f"principalSet://{POOLS}/github/subject/repo:acme/shop"), "WI202 main.tf:10"),
    "a wildcard in an attribute": (member(f"principalSet://{POOLS}/github/attribute.repository/acme/*"), "WI202 main.tf:10"),
    "a provider in a member": (member(f"principalSet://{POOLS}/github/providers/gh/attribute.repository/acme/shop"), "WI202 main.tf:10"),
    "two attributes": (member(f"principalSet://{POOLS}/github/attribute.repository/acme/shop/attribute.ref/main"), "WI202 main.tf:10"),
    "a region of a pool": (member(f"principalSet://{POOLS}/github/group/a".replace("global", "europe-west1")), "WI202 main.tf:10"),
    "a misspelt part of the path": (member(f"principalSet://{POOLS}/github/group/a".replace("Pools", "Pool")), "WI202 main.tf:10"),
    "a misspelt host": (member(f"principalSet://{POOLS}/github/group/a".replace("googleapis", "googleapi")), "WI202 main.tf:10"),
    "a whole pool from outside": (member(f"principalSet://{POOLS}/github/*"), "WI222 main.tf:10"),
    "all service accounts of a project": (member("principalSet://cloudresourcemanager.googleapis.com/projects/123456789012/type/ServiceAccount"), "WI214 main.tf:10"),
    "a role without what it belongs to": (role("iam.workloadIdentityUser"), "WI405 main.tf:7"),
    "a role without its service": (role("roles/workloadIdentityUser"), "WI405 main.tf:7"),
    "a role in small letters": (role("roles/iam.workloadidentityuser"), "WI405 main.tf:7"),
    "the role of workloads for an account on its project": ({"main.tf": gsa() + project_grant(f'"{WIU}"')}, "WI215 main.tf:8"),
    "an owner by an encoded policy": ({"main.tf": gsa() + bind() + OWNER, "k.yaml": ksa()}, "WI401 main.tf:13"),
    "a custom role that sets policies": (custom("resourcemanager.projects.setIamPolicy"), "WI401 main.tf:12"),
    "a custom role that gives tokens": (custom("iam.serviceAccounts.getAccessToken"), "WI401 main.tf:12"),
    "a custom role that makes keys": (custom("iam.serviceAccountKeys.create"), "WI401 main.tf:12"),
    "a custom role that acts as others": (custom("iam.serviceAccounts.actAs"), "WI402 main.tf:12"),
    "a role that runs code as others": (on_project('"roles/cloudbuild.builds.editor"'), "WI402 main.tf:12"),
    "a role with several powers": (on_project('"roles/iam.devOps"'), "WI401 main.tf:12"),
    "an owner in a folder of tests": ({"infra/tests/main.tf": gsa() + bind() + project_grant('"roles/owner"')}, "WI401 infra/tests/main.tf:12"),
    "a mode of the old argument": ({"main.tf": cluster() + node_pool("GKE_METADATA_SERVER")}, "WI318 main.tf:14"),
    "a mode in small letters": ({"main.tf": cluster() + node_pool("gke_metadata")}, "WI318 main.tf:14"),
    "two pools of one project": ({"main.tf": cluster("a", project="") + cluster("b", "acme-prd", project="")}, "WI303 main.tf:12"),
    "the pool of a project without a cluster": ({"main.tf": cluster() + gsa() + bind("serviceAccount:acme-shared.svc.id.goog[shop/app]"), "k.yaml": ksa()}, "WI212 main.tf:16"),
    "another key in Terraform": ({"main.tf": gsa() + MADE.replace("gcp-service-account", "google-service-account")}, "WI107 main.tf:9"),
    "an empty annotation": ({"main.tf": gsa() + bind(), "k.yaml": ksa(annotation=f'{KEY}: ""')}, "WI101 k.yaml:4"),
    "an annotation of another key with gcp in it": ({"main.tf": gsa() + bind(), "k.yaml": ksa(annotation="acme.example/gcp-project: x")}, "WI101 k.yaml:4"),
    "another domain in front of the key": ({"main.tf": gsa() + bind(), "k.yaml": ksa(annotation=f"cloud.google.com/gcp-service-account: {GOOGLE}")}, "WI107 k.yaml:7"),
    "another service's account": ({"main.tf": gsa() + bind(), "k.yaml": ksa(annotation=f"{KEY}: reports@acme-prod.iam.gserviceaccount.com")}, "WI221 k.yaml:7"),
    "an account that its siblings have": (siblings(6), "WI223 k.yaml:47"),
    "a runtime configuration's own annotation": ({"d.yaml": f"apiVersion: pkg.crossplane.io/v1beta1\nkind: DeploymentRuntimeConfig\nmetadata:\n  name: gcp\n  annotations:\n    {KEY}: {GOOGLE}\nspec: {{}}\n"}, "WI103 d.yaml:6"),
    "an Application inside Terraform": (in_an_application_of_terraform(WRONG_VALUES["another host"][0]), "WI102 main.tf:12"),
    "values that are no YAML": (of_nobody(f"serviceAccount:\n  annotations:\n    {KEY}: {KEY}: {GOOGLE}\n"), "WI002 envs/prod/cert-manager-values.yaml:3"),
    "a slip beside a sibling": ({"a.yaml": ksa("reader") + "---\n" + deployment("one", "raeder") + "---\n" + deployment("two", "reader"), "main.tf": gsa() + bind("serviceAccount:acme-prod.svc.id.goog[shop/reader]")}, "WI104 a.yaml:17"),
    "the nearer of two": ({"a.yaml": ksa("app-ksa", "") + "---\n" + ksa("bad-ksa", ""), "main.tf": gsa() + bind("serviceAccount:acme-prod.svc.id.goog[shop/ap-ksa]")}, "WI203 main.tf:8"),
    "one of several direct grants": ({"main.tf": direct("server", "a") + direct("sever", "b"), "k.yaml": ksa("server", "")}, "WI203 main.tf:9"),
    "the Google account's id as a name": ({"k.yaml": ksa("app") + "---\n" + deployment(account="shop-app"), "main.tf": gsa() + bind()}, "WI104 k.yaml:17"),
    "default in the network of its node": ({"a.yaml": ksa("default") + "---\n" + deployment(account="", extra="      hostNetwork: true\n"), "main.tf": gsa() + bind("serviceAccount:acme-prod.svc.id.goog[shop/default]")}, "WI106 a.yaml:17"),
    "an account's name on the Deployment": ({"a.yaml": ksa() + "---\n" + deployment(account="").replace("spec:\n  selector", "spec:\n  serviceAccountName: app\n  selector")}, "WI123 a.yaml:13"),
    "an account's name beside the pods' labels": ({"a.yaml": ksa() + "---\n" + deployment(account="").replace("    spec:\n", "    serviceAccountName: app\n    spec:\n")}, "WI123 a.yaml:16"),
    "an account's name in a job": ({"a.yaml": ksa() + "---\n" + JOB}, "WI123 a.yaml:16"),
    "two numbers of one pool": ({"main.tf": direct("a", "a").replace("123456789012", "338120447751") + direct("b", "b").replace("123456789012", "905517730164")}, "WI218 main.tf:9"),
    "a patch that hits nothing": (overlay(ksa(annotation=""), PATCH.replace("NAME", "ap")), "WI124 o/kustomization.yaml:5"),
    "a renamed account, and no configuration": (RENAMED, "WI104 base/svc.yaml:7"),
    "an account in the folder beside": ({"k8s/accounts/a.yaml": ksa("web"), "k8s/apps/b.yaml": deployment(account="")}, "WI105 k8s/apps/b.yaml:9"),
    "an account that a script makes": ({"a.sh": f"kubectl create sa web -n shop\nkubectl annotate sa web -n shop {KEY}={GOOGLE}\n", "k8s/b.yaml": deployment(account="")}, "WI105 k8s/b.yaml:9"),
    "a cluster whose own nodes hide the server": ({"a.sh": f"{CREATE} --workload-metadata=GCE_METADATA\n{ADD}\n"}, "WI304 a.sh:1"),
    "a key in a variable": ({"a.yaml": ksa() + "---\n" + KEYED}, "WI502 a.yaml:18"),
    "a patch of pods by kubectl": ({"a.yaml": ksa("reader") + "---\n" + deployment(account="reader"), "a.sh": PATCH_POD.format("raeder")}, "WI104 a.sh:1"),
    "a JSON patch of pods by kubectl": ({"a.yaml": ksa("reader") + "---\n" + deployment(account="reader"), "a.sh": PATCH_PATH.format("raeder")}, "WI104 a.sh:1"),
    "a pod of a chart on nobody's account": (chart("frontend"), "WI125 templates/d.yaml:9"),
    "a mistake beside a placeholder for lines": ({"a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  x: |\n    $CMD\n    ${INDENTED}\n  y: [a\n  z: b\n"}, "WI002 a.yaml:9"),
    "an overlay that lacks what its sibling has": (overlays("shop", "shop"), "WI101 base/a.yaml:4"),
    "two of four that are granted nothing": ({"main.tf": accounts(4, granted=2)}, "WI408 main.tf:29"),
    "an overlay with the account of another environment": (astray("acme-staging"), "WI221 k8s/prod/a.yaml:7"),
    "encoded values of a release": (encoded("loki"), "WI201 helm.tf:8"),
    "a proxy that logs in, without the role": (proxy("roles/cloudsql.client"), "WI409 a.yaml:18"),
    "a role of other things on an account": (on_account("roles/compute.viewer"), "WI210 main.tf:7"),
    "a role of Google as one of a project": ({"main.tf": f'resource "google_project_iam_member" "x" {{\n  project = "acme-prod"\n  role = "projects/acme-prod/{WIU}"\n  member = "user:ops@acme.example"\n}}\n'}, "WI405 main.tf:3"),
    "a role of Google as one of a project that is a variable": ({"main.tf": f'variable "p" {{}}\nresource "google_project_iam_member" "x" {{\n  project = var.p\n  role = "projects/${{var.p}}/{WIU}"\n  member = "user:ops@acme.example"\n}}\n'}, "WI405 main.tf:4"),
    "a key that is written twice as a path": (
        {path: text.replace(f'"{KEY}"', f'"serviceAccount.annotations.{KEY}"') for path, text in encoded("logs").items()},
        "WI103 helm.tf:8",
    ),
    "values beside the spec of a release": ({"a.yaml": RELEASE.format(MISPLACED)}, "WI103 a.yaml:7"),
    "the annotation on a Service whose account lacks it": ({"a.yaml": ksa("deck") + "---\n" + TIDE + "---\n" + ksa("tide", annotation="")}, "WI103 a.yaml:15"),
    "a pod on a name of Terraform": ({"a.yaml": ksa("shop-app") + "---\n" + deployment(account="shop_app")}, "WI104 a.yaml:17"),
    "braces around a variable in a pool": ({"a.sh": "gcloud container clusters create c --zone eu --workload-pool={$PROJECT_ID}.svc.id.goog\n"}, "WI303 a.sh:1"),
    "a text for annotations, in a patch": (
        {"o/kustomization.yaml": f"resources: [a.yaml]\npatchesJSON6902:\n- target: {{version: v1, kind: ServiceAccount, name: app}}\n  patch: |-\n    - op: add\n      path: /metadata/annotations\n      value: {KEY}={GOOGLE}\n",
         "o/a.yaml": ksa(annotation="")},
        "WI102 o/kustomization.yaml:7",
    ),
}  # fmt: skip
GOOD: dict[str, Tree] = {
    "overlays with the accounts of their environments": astray("acme-prod"),
    "encoded values of a release that is bound": encoded("logs"),
    "a proxy that logs in": proxy("roles/cloudsql.client", "roles/cloudsql.instanceUser"),
    "a role of accounts on an account": on_account("roles/iam.serviceAccountViewer"),
    "values in the spec of a release": {"a.yaml": RELEASE.format(MISPLACED.replace("values:", "spec:\n chart: {spec: {chart: external-dns}}\n values:", 1).partition("\nspec:\n  chart")[0].replace("\n  serviceAccount:\n    annotations:\n      ", "\n  serviceAccount:\n   annotations:\n    "))},
    "the annotation on a Service beside its account": {"a.yaml": ksa("tide") + "---\n" + TIDE},
    "the mode of an old provider": {"main.tf": 'terraform {\n  required_providers {\n    google = {\n      source = "hashicorp/google"\n      version = "~> 3.90"\n    }\n  }\n}\n' + cluster(more='  node_config {\n    workload_metadata_config {\n      node_metadata = "GKE_METADATA_SERVER"\n    }\n  }\n')},
    "the account that KEDA's chart makes": {"main.tf": gsa() + bind().replace("shop/app", "keda/keda-operator") + f'resource "helm_release" "keda" {{\n  name = "keda"\n  namespace = "keda"\n  chart = "keda"\n  values = [<<EOT\nserviceAccount:\n  annotations:\n    {KEY}: {GOOGLE}\nEOT\n  ]\n}}\n'},
    "another environment's bindings say nothing": {
        **environment("prod", "acme-prod"),
        "k8s/prod/a.yaml": ksa(annotation=f"{KEY}: shop-app@acme-prod.iam.gserviceaccount.com") + "---\n" + deployment(),
        "k8s/staging/a.yaml": ksa(annotation=f"{KEY}: shop-app@acme-staging.iam.gserviceaccount.com") + "---\n" + deployment(),
    },
    "an account in the folder beside, used": {"k8s/accounts/a.yaml": ksa("web"), "k8s/apps/b.yaml": deployment(account="") + "---\n" + deployment("other", "web")},
    "an account of another folder": {"team/k8s/accounts/a.yaml": ksa("web"), "other/k8s/apps/b.yaml": deployment(account="")},
    "an account in the folder beside, of another name": {"k8s/accounts/a.yaml": ksa("reports"), "k8s/apps/b.yaml": deployment(account="")},
    "a cluster whose own nodes serve it": {"a.sh": f"{CREATE} --workload-metadata=GKE_METADATA\n{ADD}\n"},
    "a password in a variable": {"a.yaml": ksa() + "---\n" + KEYED.replace("GOOGLE_CREDENTIALS", "DB_PASSWORD")},
    "a patch of pods by kubectl to what is declared": {"a.yaml": ksa("reader") + "---\n" + deployment(account="reader"), "a.sh": PATCH_POD.format("reader")},
    "a pod of a chart on its account": chart("{{ .Values.sa }}"),
    "pods on an account that is made by hand": {"a.yaml": ksa("shop-api") + "---\n" + deployment(account="frontend") + "---\n" + deployment("two", "frontend")},
    "overlays of which each has its annotation": overlays("shop", "shop", both=True),
    "four that are granted nothing but one": {"main.tf": accounts(4, granted=1)},
    "a placeholder for lines": {"a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  x: |\n${INDENTED}\n"},
    "a pool of an unknown project": member("serviceAccount:${var.project_id}.svc.id.goog[shop/app]"),
    "a pool that is a variable": member("serviceAccount:${var.pool}[shop/app]"),
    "one repository of a pool from outside": member(f"principalSet://{POOLS}/github/attribute.repository/acme/shop"),
    "one subject of a pool from outside": member(f"principal://{POOLS}/github/subject/repo:acme/shop:ref:refs/heads/main"),
    "a group of a pool from outside": member(f"principalSet://{POOLS}/github/group/admins"),
    "a role of AWS": member(f"principalSet://{POOLS}/aws/attribute.aws_role/arn:aws:sts::1:assumed-role/x"),
    "people": member("principalSet://iam.googleapis.com/locations/global/workforcePools/p/group/x"),
    "a custom role without power": custom("storage.buckets.list"),
    "a mode": {"main.tf": cluster() + node_pool("GKE_METADATA")},
    "a default pool that starts empty": {"main.tf": cluster(more='  initial_node_count = 0\n  node_config {\n    workload_metadata_config {\n      mode = "GCE_METADATA"\n    }\n  }\n') + node_pool("GKE_METADATA")},
    "an account of another project beside siblings": {path: text.replace("shop-app-5@acme-prod", "shop-app-5@acme-other") for path, text in siblings(6).items()},
    "a template of the account": {"d.yaml": f"apiVersion: pkg.crossplane.io/v1beta1\nkind: DeploymentRuntimeConfig\nmetadata:\n  name: gcp\nspec:\n  serviceAccountTemplate:\n    metadata:\n      name: provider-gcp\n      annotations:\n        {KEY}: {GOOGLE}\n"},
    "an account's name in the pods": {"a.yaml": ksa() + "---\n" + deployment(), "main.tf": gsa() + bind()},
    "a patch that hits": {**overlay(ksa(annotation=""), PATCH.replace("NAME", "app")), "main.tf": gsa() + bind()},
    "a patch of a component for several overlays": {
        **overlay(ksa(annotation=""), "").copy(),
        "o/kustomization.yaml": "resources: [../base]\ncomponents: [../c]\n",
        "c/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n" + PATCH.replace("NAME", "other"),
    },
    "a renamed account that a configuration knows": {
        **RENAMED,
        "eu/kustomization.yaml": RENAMED["eu/kustomization.yaml"] + "configurations: [names.yaml]\n",
        "eu/names.yaml": "nameReference:\n- kind: ServiceAccount\n  version: v1\n  fieldSpecs:\n  - path: spec/template/spec/serviceAccountName\n    kind: Service\n",
    },
    "one number of one pool": {"main.tf": direct("a", "a") + direct("b", "b")},
    "a cluster that the provider waits for": {"main.tf": cluster() + PROVIDER + gsa() + MADE + THROUGH},
    "a hole that is called with a star": {"a.sh": f'n=x; k=${{2##*/}}\ngcloud iam service-accounts add-iam-policy-binding {GOOGLE} --role={WIU} --member="serviceAccount:acme-prod.svc.id.goog[$n/$k]"\n'},
    "a setting with every dot and slash escaped": {"a.sh": f"helm install cm x/cert-manager -n cm --set 'serviceAccount.annotations.iam\\.gke\\.io\\/gcp-service-account={GOOGLE}'\n"},
}  # fmt: skip


def places(tree: Tree) -> Iterator[str]:
    for path, text in tree.items():
        yield from (f"{path}:{n}" for n in range(1, text.count("\n") + 2))


@pytest.mark.parametrize("name", BAD)
def test_each_variation_is_told(name: str, lint_texts: Callable[..., Report]) -> None:
    tree, said = BAD[name]
    assert said.split()[1] in places(tree), "the place is in the tree"
    assert said in told(lint_texts(tree))


@pytest.mark.parametrize("name", GOOD)
def test_right_twins_are_silent(name: str, lint_texts: Callable[..., Report]) -> None:
    assert told(lint_texts(GOOD[name])) == []
