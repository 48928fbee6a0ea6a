"""What small trees showed that were written by people who did not know the linter: mistakes that it missed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wi_lint.contract import Finding
from wi_lint.lint import Report

Lint = Callable[..., Report]
KEY = "iam.gke.io/gcp-service-account"
ENVIRONMENTS = ("dev", "staging", "prod")


def said(report: Report, rule: str) -> list[Finding]:
    return [one.finding for one in report.results if one.rule.id == rule]


def told(report: Report) -> set[str]:
    return {one.rule.id for one in report.results if one.severity.name != "NOTE"}


# A script that is run for an environment, and names its files after it

CHART = {
    "chart/Chart.yaml": "apiVersion: v2\nname: notifier\nversion: 1.0.0\n",
    "chart/values.yaml": "serviceAccount:\n  create: true\n  name: notifier\n  annotations: {}\n",
    "chart/templates/sa.yaml": (
        "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .Values.serviceAccount.name }}\n"
        "  namespace: {{ .Release.Namespace }}\n  {{- with .Values.serviceAccount.annotations }}\n"
        "  annotations:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n"
    ),
}


def values(env: str, table: str = "annotations", indent: str = "  ") -> str:
    return (
        "serviceAccount:\n  create: true\n  name: notifier\n"
        f"{indent}{table}:\n{indent}  {KEY}: notifier@initech-{env}.iam.gserviceaccount.com\n"
    )


def installed(script: str, prod: str) -> dict[str, str]:
    given = {f"envs/{env}.yaml": values(env) for env in ENVIRONMENTS}
    return {**CHART, **given, "envs/prod.yaml": prod, "deploy.sh": script}


SCRIPTS = [
    'ENV="${1:?dev|staging|prod}"\nhelm upgrade --install notifier ./chart -n shop -f "envs/${ENV}.yaml"\n',
    "helm upgrade --install notifier ./chart -n shop-$ENV -f envs/$ENV.yaml\n",
    'env=$1\nargs="x"\nhelm install notifier chart --namespace shop --values=./envs/$env.yaml\n',
    "helm install notifier chart --namespace shop --values ./envs/${ENV:-dev}.yaml\n",
    'env=${1:-dev}\nif [ "$env" = prod ]; then ns=shop; fi\nhelm install notifier chart -n $ns -f envs/$env.yaml\n',
]
MAKE = (
    "ENV ?= dev\nNS_dev := shop-dev\nNS_prod := shop\nNS_staging := shop-stg\nNS := $(NS_$(ENV))\n"
    "release:\n\thelm upgrade --install notifier chart -n $(NS) -f envs/$(ENV).yaml\n"
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_values_are_read_that_a_script_names_after_an_environment(lint_texts: Lint, script: str) -> None:
    lost = values("prod", "serviceAccountAnnotations", "")
    found = said(lint_texts(installed(script, lost)), "WI103")
    assert [(one.at.path, one.at.one_line.text) for one in found] == [("envs/prod.yaml", KEY)]
    assert "reads 'serviceAccount.annotations'" in found[0].message
    assert not told(lint_texts(installed(script, values("prod"))))


@pytest.mark.parametrize("table", ["annotation", "gcpAnnotations", "workloadIdentity"])
def test_an_annotation_is_lost_in_any_table_that_no_template_reads(lint_texts: Lint, table: str) -> None:
    found = lint_texts(installed(SCRIPTS[1], values("prod", table)))
    assert {one.at.path for one in said(found, "WI103") + said(found, "WI110")} == {"envs/prod.yaml"}


def test_each_environment_of_a_script_has_its_own_names(lint_texts: Lint) -> None:
    """The variable is the same wherever the script has it: in the values, the namespace and the project."""
    script = (
        "gcloud iam service-accounts add-iam-policy-binding notifier@initech-$ENV.iam.gserviceaccount.com "
        "--project=initech-$ENV --role=roles/iam.workloadIdentityUser "
        '--member="serviceAccount:initech-$ENV.svc.id.goog[shop-$ENV/{name}]"\n' + SCRIPTS[1]
    )
    wrong = installed(script.replace("{name}", "notify"), values("prod"))
    found = said(lint_texts(wrong), "WI201")
    assert {one.at.path for one in found} == {f"envs/{env}.yaml" for env in ENVIRONMENTS}
    assert not said(lint_texts(installed(script.replace("{name}", "notifier"), values("prod"))), "WI201")


@pytest.mark.parametrize(
    ("env", "namespace"), [("dev", "shop-dev"), ("staging", "shop-stg"), ("prod", "shop")]
)
def test_a_variable_of_a_makefile_whose_name_is_put_together(
    lint_texts: Lint, env: str, namespace: str
) -> None:
    tree = {key: text for key, text in installed("", values("prod")).items() if key != "deploy.sh"}
    bound = (
        f"gcloud iam service-accounts add-iam-policy-binding notifier@initech-{env}.iam.gserviceaccount.com "
        f"--project=initech-{env} --role=roles/iam.workloadIdentityUser "
        f'--member="serviceAccount:initech-{env}.svc.id.goog[{{}}/notifier]"\n'
    )
    right = lint_texts({**tree, "Makefile": MAKE, "bind.sh": bound.format(namespace)})
    assert not said(right, "WI201")
    wrong = said(lint_texts({**tree, "Makefile": MAKE, "bind.sh": bound.format("other")}), "WI201")
    assert [one.at.path for one in wrong] == [f"envs/{env}.yaml"]
    assert f"{namespace}/notifier" in wrong[0].message


def test_files_that_are_called_after_no_environment_are_no_choice(lint_texts: Lint) -> None:
    """A loop over applications is not run for each of them as for environments of one."""
    tree = {
        **CHART,
        **{f"apps/{app}.yaml": values(app) for app in ("cart", "ledger", "mail")},
        "deploy.sh": "helm upgrade --install $APP ./chart -n shop -f apps/$APP.yaml\n",
    }
    report = lint_texts(tree)
    assert not told(report)


BOUND_IN_PROD = (
    "gcloud iam service-accounts add-iam-policy-binding notifier@initech-prod.iam.gserviceaccount.com "
    "--project=initech-prod --role=roles/iam.workloadIdentityUser "
    '--member="serviceAccount:initech-prod.svc.id.goog[shop/notifier]"\n'
)


@pytest.mark.parametrize("given", ['-f "$VALUES"', "-f prod.yaml", "--values=../private/$ENV.yaml"])
def test_what_a_chart_says_below_values_of_elsewhere_may_be_anything(lint_texts: Lint, given: str) -> None:
    tree = {**CHART, "chart/values.yaml": values("dev"), "bind.sh": BOUND_IN_PROD}
    script = f"helm upgrade --install notifier ./chart -n shop {given}\n"
    assert not said(lint_texts({**tree, "deploy.sh": script}), "WI201")
    told_alone = said(lint_texts({**tree, "deploy.sh": script.replace(given, "")}), "WI201")
    assert [one.at.path for one in told_alone] == ["chart/values.yaml"]


# The level at which a public chart reads the annotation


def released(chart: str, table: str) -> str:
    return (
        f"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: {chart}\n"
        f"  namespace: ops\nspec:\n  chart:\n    spec:\n      chart: {chart}\n      sourceRef:\n"
        f"        kind: HelmRepository\n        name: r\n  values:\n{table}"
    )


def under(*path: str) -> str:
    lines = [f"{'  ' * (2 + depth)}{key}:\n" for depth, key in enumerate((*path, "annotations"))]
    return "".join(lines) + f"{'  ' * (3 + len(path))}{KEY}: ops@acme-prod.iam.gserviceaccount.com\n"


@pytest.mark.parametrize(
    ("chart", "right"),
    [
        ("velero", ("serviceAccount", "server")),
        ("argo-workflows", ("workflow", "serviceAccount")),
        ("argo-cd", ("repoServer", "serviceAccount")),
        ("prometheus", ("serviceAccounts", "server")),
        ("kube-prometheus-stack", ("prometheus", "serviceAccount")),
    ],
)
def test_a_public_chart_reads_no_account_at_the_top(
    lint_texts: Lint, chart: str, right: tuple[str, ...]
) -> None:
    found = said(lint_texts({"r.yaml": released(chart, under("serviceAccount"))}), "WI103")
    assert [one.at.one_line.text for one in found] == [KEY]
    assert ".".join((*right, "annotations")) in found[0].message or chart == "argo-cd"
    assert not said(lint_texts({"r.yaml": released(chart, under(*right))}), "WI103")


@pytest.mark.parametrize("chart", ["loki", "external-dns"])
def test_values_of_a_chart_below_its_own_name_are_read_by_nobody(lint_texts: Lint, chart: str) -> None:
    """As they are in those of a chart around it."""
    [found] = said(lint_texts({"r.yaml": released(chart, under(chart, "serviceAccount"))}), "WI103")
    assert "it belongs into 'serviceAccount.annotations'" in found.message
    private = released(chart, under(chart, "serviceAccount")).replace(
        f"chart: {chart}\n", f"chart: oci://europe-docker.pkg.dev/acme/charts/{chart}\n"
    )
    assert not said(lint_texts({"r.yaml": private}), "WI103")


@pytest.mark.parametrize("chart", ["external-dns", "velero-ui", "loki"])
def test_others_do(lint_texts: Lint, chart: str) -> None:
    assert not said(lint_texts({"r.yaml": released(chart, under("serviceAccount"))}), "WI103")


def test_annotations_of_an_account_in_a_table_of_their_own_are_right(lint_texts: Lint) -> None:
    """`serviceAccountAnnotations` holds them itself, and is no account with annotations of its own."""
    table = f"    serviceAccountAnnotations:\n      {KEY}: ops@acme-prod.iam.gserviceaccount.com\n"
    assert not said(lint_texts({"r.yaml": released("jenkins", table)}), "WI103")


# An application of one environment with another's account


def application(env: str, project: str) -> str:
    return (
        f"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: orders-{env}\n"
        f"spec:\n  source:\n    repoURL: https://example.com/charts.git\n    path: charts/orders\n"
        f"    helm:\n      valuesObject:\n        serviceAccount:\n          create: true\n"
        f"          name: orders\n          annotations:\n"
        f"            {KEY}: orders@{project}.iam.gserviceaccount.com\n"
        f"  destination:\n    name: gke-{env}\n    namespace: orders\n"
    )


ORDERS = (
    'locals {\n  projects = toset(["globex-dev", "globex-staging", "globex-prod"])\n}\n'
    'resource "google_service_account" "orders" {\n  for_each   = local.projects\n  project    = each.value\n'
    '  account_id = "orders"\n}\n'
    'resource "google_service_account_iam_member" "orders" {\n  for_each           = local.projects\n'
    "  service_account_id = google_service_account.orders[each.key].name\n"
    '  role               = "roles/iam.workloadIdentityUser"\n'
    '  member             = "serviceAccount:${each.value}.svc.id.goog[orders/orders]"\n}\n'
)


def applications(**projects: str) -> dict[str, str]:
    made = {f"apps/{env}.yaml": application(env, project) for env, project in projects.items()}
    return {**made, "terraform/main.tf": ORDERS}


@pytest.mark.parametrize(("env", "other"), [("staging", "dev"), ("prod", "staging"), ("dev", "prod")])
def test_an_application_has_the_account_of_its_sibling(lint_texts: Lint, env: str, other: str) -> None:
    projects = {one: f"globex-{one}" for one in ENVIRONMENTS}
    assert not told(lint_texts(applications(**projects)))
    found = said(lint_texts(applications(**{**projects, env: f"globex-{other}"})), "WI221")
    assert [one.at.path for one in found] == [f"apps/{env}.yaml"]
    assert f"orders@globex-{env}.iam.gserviceaccount.com" in found[0].message


FEED = (
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: builder\n  namespace: feed\n  annotations:\n"
    f"    {KEY}: builder@${{gcp_project}}.iam.gserviceaccount.com\n"
)


def regions(**projects: str) -> dict[str, str]:
    made = {
        f"clusters/{region}/feed.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
        "metadata:\n  name: feed\n  namespace: flux-system\nspec:\n  path: ./apps/feed\n  postBuild:\n"
        f"    substitute:\n      gcp_project: {project}\n"
        for region, project in projects.items()
    }
    bound = "".join(
        f"gcloud iam service-accounts add-iam-policy-binding builder@tern-{region}.iam.gserviceaccount.com "
        f"--project=tern-{region} --role=roles/iam.workloadIdentityUser "
        f'--member="serviceAccount:tern-{region}.svc.id.goog[feed/builder]"\n'
        for region in projects
    )
    return {**made, "apps/feed/sa.yaml": FEED, "bind.sh": bound}


def test_a_region_has_the_project_of_another(lint_texts: Lint) -> None:
    """No name of a stage is needed: the folders part as the projects do."""
    assert not said(lint_texts(regions(us="tern-us", eu="tern-eu", ap="tern-ap")), "WI221")
    [found] = said(lint_texts(regions(us="tern-us", eu="tern-eu", ap="tern-us")), "WI221")
    assert (found.at.path, found.at.text) == ("clusters/ap/feed.yaml", "tern-us")
    assert found.fix is not None
    assert [(edit.at.text, edit.text) for edit in found.fix.edits] == [("tern-us", "tern-ap")]


def test_an_account_that_all_environments_share_is_no_slip(lint_texts: Lint) -> None:
    shared = applications(dev="globex-dev", staging="globex-dev", qa="globex-dev")
    assert not said(lint_texts(shared), "WI221")


# The pool of the account's project, for a cluster in another one

POOLED = (
    'variable "cluster_project" {\n  type = string\n}\nvariable "data_project" {\n  type = string\n}\n'
    'resource "google_container_cluster" "c" {\n  name = "main"\n  project = var.cluster_project\n'
    '  location = "europe-west4"\n  enable_autopilot = true\n}\n'
    'resource "google_service_account" "a" {\n  project = var.data_project\n  account_id = "bq-loader"\n}\n'
    'resource "google_service_account_iam_member" "a" {\n'
    "  service_account_id = google_service_account.a.name\n"
    '  role = "roles/iam.workloadIdentityUser"\n'
    '  member = "serviceAccount:${var.%s}.svc.id.goog[etl/loader]"\n'
    "  depends_on = [google_container_cluster.c]\n}\n"
)
LOADER = (
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: loader\n  namespace: etl\n  annotations:\n"
    f"    {KEY}: bq-loader@acme-data-dev.iam.gserviceaccount.com\n"
)


def pooled(project: str) -> dict[str, str]:
    given = {
        f"tf/envs/{env}.tfvars": f'cluster_project = "acme-gke-{env}"\ndata_project = "acme-data-{env}"\n'
        for env in ("dev", "prod")
    }
    return {**given, "tf/main.tf": POOLED % project, "k8s/base/sa.yaml": LOADER}


def test_the_pool_of_the_account_is_told_of_each_environment(lint_texts: Lint) -> None:
    found = said(lint_texts(pooled("data_project")), "WI212")
    assert found
    assert all("acme-gke-" in one.message for one in found)
    assert not said(lint_texts(pooled("cluster_project")), "WI212")
