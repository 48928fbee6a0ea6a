"""Objects that refer to others: what is meant is of the same deployment, never another environment's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wi_lint.config.declared import Declared
from wi_lint.facts import Demand, Grant
from wi_lint.files import Memory
from wi_lint.graph.answers import Found, Undecided
from wi_lint.graph.deployments import Deployments
from wi_lint.graph.store import FactStore
from wi_lint.lint import Report, graph_of
from wi_lint.unit import Unit

Lint = Callable[..., Report]

APP = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: shop}
spec:
  template:
    metadata: {labels: {app: app}}
    spec:
      serviceAccountName: app
      containers: [{name: app, image: app}]
"""
DENY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Egress]
"""
ALLOW = DENY.replace("name: deny", "name: allow") + "  egress: [{}]\n"


def found(report: Report, *rules: str) -> set[tuple[str, str]]:
    """Warnings and errors of some rules: rule and path."""
    return {(r.rule.id, r.finding.at.path) for r in report.results if r.rule.id in rules}


def test_a_policy_of_one_environment_closes_nothing_in_another(lint_texts: Lint) -> None:
    assert found(lint_texts({"dev/policy.yaml": DENY, "prod/app.yaml": APP}), "WI601") == set()
    assert found(lint_texts({"policies/deny.yaml": DENY, "apps/app.yaml": APP}), "WI601") == {
        ("WI601", "policies/deny.yaml")
    }, "folders that are no environments are deployed together"
    assert found(lint_texts({"prod/net/deny.yaml": DENY, "production/app.yaml": APP}), "WI601") == {
        ("WI601", "prod/net/deny.yaml")
    }, "however one environment is called"


def test_a_policy_of_one_overlay_opens_nothing_in_another(lint_texts: Lint) -> None:
    files = {
        "base/kustomization.yaml": "resources: [app.yaml]\n",
        "base/app.yaml": APP,
        "overlays/dev/kustomization.yaml": "resources: [../../base, deny.yaml]\n",
        "overlays/dev/deny.yaml": DENY,
        "overlays/prod/kustomization.yaml": "resources: [../../base, deny.yaml, allow.yaml]\n",
        "overlays/prod/deny.yaml": DENY,
        "overlays/prod/allow.yaml": ALLOW,
    }
    assert found(lint_texts(files), "WI601") == {("WI601", "overlays/dev/deny.yaml")}
    twins = {path.replace("dev", "blue").replace("prod", "green"): body for path, body in files.items()}
    assert found(lint_texts(twins), "WI601") == {("WI601", "overlays/blue/deny.yaml")}, (
        "two folders that deploy the same objects are two environments, whatever they are called"
    )


def exchange(project: str) -> str:
    pool = f"identitynamespace:{project}.svc.id.goog:https://gkehub.googleapis.com/projects/{project}"
    return f"""apiVersion: v1
kind: ConfigMap
metadata: {{name: credentials, namespace: shop}}
data:
  config.json: |
    {{"type": "external_account", "audience": "{pool}",
     "credential_source": {{"file": "/var/run/secrets/tokens/gcp/token"}}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: app, namespace: shop}}
spec:
  template:
    spec:
      serviceAccountName: app
      containers:
        - name: app
          image: app
          volumeMounts: [{{name: gcp, mountPath: /var/run/secrets/tokens/gcp}}]
      volumes:
        - name: gcp
          projected:
            sources:
              - serviceAccountToken: {{path: token, audience: AUDIENCE, expirationSeconds: 3600}}
              - configMap: {{name: credentials}}
"""


def test_a_token_is_exchanged_by_the_configuration_of_its_own_environment(lint_texts: Lint) -> None:
    files = {
        f"{name}/app.yaml": exchange(f"acme-{name}").replace("AUDIENCE", f"acme-{name}.svc.id.goog")
        for name in ("dev", "prod")
    }
    assert found(lint_texts(files), "WI505") == set()
    files["dev/app.yaml"] = exchange("acme-dev").replace("AUDIENCE", "acme-other.svc.id.goog")
    assert found(lint_texts(files), "WI505") == {("WI505", "dev/app.yaml")}


def test_a_namespace_that_a_controller_forces_holds_for_configurations_too(lint_texts: Lint) -> None:
    files = {
        "apps/app.yaml": exchange("acme-dev").replace("AUDIENCE", "acme-other.svc.id.goog"),
        "flux.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n"
        "spec: {path: ./apps, targetNamespace: store}\n",
    }
    assert found(lint_texts(files), "WI505") == {("WI505", "apps/app.yaml")}


CLASS = """apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: {name: secrets, namespace: shop}
spec: {provider: PROVIDER}
---
"""
VOLUME = """apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, namespace: shop}
spec:
  template:
    spec:
      serviceAccountName: app
      containers: [{name: app, image: app}]
      volumes:
        - name: secrets
          csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: secrets}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations: {iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com}
"""
ACCOUNT = """resource "google_service_account" "app" {
  project    = "acme-prod"
  account_id = "shop-app"
}
resource "google_service_account_iam_member" "app" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
}
resource "google_project_iam_member" "app" {
  project = "acme-prod"
  role    = "roles/logging.logWriter"
  member  = google_service_account.app.member
}
"""


def test_a_class_of_secrets_is_that_of_the_same_deployment(lint_texts: Lint) -> None:
    own = CLASS.replace("PROVIDER", "vault") + VOLUME.replace("NAME", "app")
    files = {"a/app.yaml": own, "b/secrets.yaml": CLASS.replace("PROVIDER", "gcp"), "main.tf": ACCOUNT}
    assert found(lint_texts(files), "WI409") == set()
    files["a/app.yaml"] = own.replace("vault", "gcp")
    assert found(lint_texts(files), "WI409") == {("WI409", "a/app.yaml")}


SET = """apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: api, namespace: argocd}
spec:
  generators:
    - list:
        elements: ELEMENTS
  template:
    metadata: {name: "api-{{env}}"}
    spec:
      destination: {server: "{{server}}", namespace: api}
      source:
        repoURL: https://example.org/deploy.git
        path: charts/api
        helm:
          releaseName: api
          values: |
            gsa: api-server@{{project}}.iam.gserviceaccount.com
"""
CHART = {
    "charts/api/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
    "charts/api/templates/account.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n"
    "  name: server\n  namespace: {{ .Release.Namespace }}\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: {{ .Values.gsa }}\n",
}
SERVER = ACCOUNT.replace("shop-app", "api-server").replace("[shop/app]", "[apis/server]")
ELEMENTS = ["{env: dev, project: acme-dev, server: a}", "{env: prod, project: acme-prod, server: b}"]


@pytest.mark.parametrize("elements", [ELEMENTS, ELEMENTS[::-1]])
def test_two_environments_of_one_set_are_two_installations(elements: list[str], lint_texts: Lint) -> None:
    files = {**CHART, "set.yaml": SET.replace("ELEMENTS", f"[{', '.join(elements)}]"), "main.tf": SERVER}
    assert found(lint_texts(files), "WI201") == {("WI201", "set.yaml")}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("k8s/apps", "k8s/policies", True),
        ("k8s/dev", "k8s/prod", False),
        ("infra/production", "k8s/prod", True),
        ("k8s", "k8s/prod", True),
        ("clusters/prod-eu", "clusters/dev-eu", False),
        ("product", "develop", True),
        ("infra/live/dev", "k8s/dev", True),
        ("prod/policies", "prod/test-runner", True),
        ("prod/policies", "envs/test/runner", False),
        ("envs/dev1", "envs/prod1", False),
        ("envs/dev1", "envs/dev2", False),
        ("terraform/prod", "clusters/prod01", True),
        ("terraform/nonprod", "k8s/dev", True),
        ("terraform/nonprod", "k8s/prod", False),
        ("envs/non-prod", "envs/prod", False),
        ("envs/pre-prod", "envs/prod", False),
        ("envs/test", "envs/prod", False),
        ("envs/acceptance", "envs/uat", True),
        ("ci", "k8s/prod", True),
        ("apps/demo-shop", "clusters/prod/demo-shop", True),
        ("tests/acceptance", "k8s/prod", True),
        ("clusters/staging", "apps/test", True),
    ],
)
def test_folders_of_two_environments_are_not_deployed_together(one: str, other: str, together: bool) -> None:
    rooms = Deployments(FactStore((), Declared()))
    a, b = Unit("manifests", one), Unit("manifests", other)
    assert (rooms.are_together(a, b), rooms.are_together(b, a)) == (together, together)
    tied = Deployments(FactStore((), Declared(ties=((one, other),))))
    assert tied.are_together(a, b), "the user knows better"


def test_what_parts_two_copies_parts_what_is_below_them(lint_texts: Lint) -> None:
    files = {
        "eu/apps/app.yaml": APP,
        "us/apps/app.yaml": APP,
        "eu/policies/deny.yaml": DENY,
        "us/policies/deny.yaml": DENY,
        "us/policies/allow.yaml": ALLOW,
    }
    assert found(lint_texts(files), "WI601") == {("WI601", "eu/policies/deny.yaml")}


def test_however_many_copies_there_are_each_is_by_itself(lint_texts: Lint) -> None:
    names = [f"customer-{letter}{other}" for letter in "abcdefg" for other in "abcdefg"]
    files = {f"{name}/app.yaml": f"{APP}---\n{DENY}" for name in names}
    files |= {f"{names[-1]}/allow.yaml": ALLOW, f"{names[-2]}/extra/allow.yaml": ALLOW}
    closed = {("WI601", f"{name}/app.yaml") for name in names[:-2]}
    assert found(lint_texts(files), "WI601") == closed
    assert found(lint_texts(dict(reversed(files.items()))), "WI601") == closed


def test_a_binding_of_config_connector_is_on_the_account_of_its_environment(lint_texts: Lint) -> None:
    head = "apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: "
    account = (
        head + "IAMServiceAccount\nmetadata: {name: shop-app, namespace: cfg,"
        " annotations: {cnrm.cloud.google.com/project-id: acme-dev}}\n"
    )
    member = (
        head + "IAMPolicyMember\nmetadata: {name: wi, namespace: cfg}\nspec:\n"
        "  role: roles/iam.workloadIdentityUser\n  member: serviceAccount:acme-prod.svc.id.goog[shop/app]\n"
        "  resourceRef: {apiVersion: iam.cnrm.cloud.google.com/v1beta1, kind: IAMServiceAccount, name: shop-app}\n"
    )

    def targets(folder: str) -> set[str]:
        files = {"config/dev/account.yaml": account, f"config/{folder}/wi.yaml": member}
        grants = graph_of(Memory(files), [*files]).every(Grant)
        return {str(grant.target.email) for grant in grants}

    assert targets("dev") == targets("shared") == {"shop-app@acme-dev.iam.gserviceaccount.com"}
    assert "acme-dev" not in str(targets("prod"))


def test_a_controller_calls_as_the_account_of_its_own_environment(lint_texts: Lint) -> None:
    """What cert-manager has to do in `dev` is no demand on the account that it has in `prod`."""
    issuer = (
        "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata: {name: dns}\n"
        "spec: {acme: {solvers: [{dns01: {cloudDNS: {project: acme-dev}}}]}}\n"
    )
    account = (
        APP.partition("---")[0].replace("name: app", "name: cert-manager").replace("shop\n", "cert-manager\n")
    )
    files = {"dev/issuer.yaml": issuer, "prod/account.yaml": account}

    def asked(files: dict[str, str]) -> list[type]:
        graph = graph_of(Memory(files), [*files])
        return [type(graph.ksas.of_demand(demand)) for demand in graph.every(Demand)]

    assert asked({**files, "dev/account.yaml": account}) == [Found]
    assert asked(files) == [Undecided]


def test_the_name_of_a_script_is_no_environment() -> None:
    rooms = Deployments(FactStore((), Declared()))
    assert rooms.are_together(Unit("script", ".github/workflows", "dev.yml"), Unit("manifests", "k8s/prod"))


def test_one_account_that_a_unit_declares_twice_is_one(lint_texts: Lint) -> None:
    bare = APP.partition("---")[0].partition("  annotations")[0]
    files = {"k8s/api.yaml": bare, "k8s/wi.yaml": APP, "main.tf": ACCOUNT}
    assert found(lint_texts(files), "WI009", "WI101", "WI104", "WI203") == set()


def test_a_bare_copy_elsewhere_is_no_account_without_its_annotation(lint_texts: Lint) -> None:
    bare = APP.partition("---")[0].partition("  annotations")[0]
    second = (
        ACCOUNT.replace("shop-app", "shop-backup").replace('"app"', '"backup"').replace(".app.", ".backup.")
    )
    files = {"k8s/app.yaml": APP, "main.tf": ACCOUNT, "backup.tf": second}
    for folder in ("e2e", "docs/examples", "environments/local", "hack"):
        assert found(lint_texts({**files, f"{folder}/app.yaml": bare}), "WI101") == set(), folder


def test_every_namespace_has_an_account_default(lint_texts: Lint) -> None:
    script = (
        "kubectl annotate serviceaccount -n other default "
        "iam.gke.io/gcp-service-account=shop-app@acme-prod.iam.gserviceaccount.com\n"
    )
    pods = APP.partition("---\n")[2].replace("serviceAccountName: app", "serviceAccountName: default")
    assert found(lint_texts({"setup.sh": script, "app.yaml": pods, "main.tf": ACCOUNT}), "WI104") == set()


def test_one_account_in_two_folders_is_no_second_environment(lint_texts: Lint) -> None:
    plain = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: shop}\n"
    files = {"k8s/apps/app.yaml": f"{APP}---\n{plain}", "k8s/policies/deny.yaml": f"{DENY}---\n{plain}"}
    assert found(lint_texts(files), "WI601") == {("WI601", "k8s/policies/deny.yaml")}
    files["k8s/policies/deny.yaml"] = f"{DENY}---\n{APP.partition('---')[0].replace('acme-prod', 'acme-dev')}"
    assert found(lint_texts(files), "WI601") == set(), "one account cannot be annotated with two"


def test_an_object_of_another_environment_excuses_nothing(lint_texts: Lint) -> None:
    files = {"dev/app.yaml": APP.replace("name: app\n  namespace", "name: apps\n  namespace", 1)}
    assert found(lint_texts({**files, "prod/app.yaml": APP}), "WI104") == {("WI104", "dev/app.yaml")}
    assert (
        found(lint_texts({"dev/app.yaml": APP.partition("---")[2], "prod/app.yaml": APP}), "WI104") == set()
    ), "where nothing resembles it, nothing is known"


def bound(project: str) -> str:
    return ACCOUNT.replace("acme-prod", project)


def test_an_annotation_in_another_environment_is_none_here(lint_texts: Lint) -> None:
    plain = APP.replace(
        "  annotations:\n    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com\n", ""
    )
    files = {
        "k8s/dev/app.yaml": plain,
        "k8s/prod/app.yaml": APP,
        "terraform/dev/main.tf": bound("acme-dev"),
        "terraform/prod/main.tf": bound("acme-prod"),
    }
    assert found(lint_texts(files), "WI101") == {("WI101", "k8s/dev/app.yaml")}
    del files["terraform/dev/main.tf"]
    assert found(lint_texts(files), "WI101") == set(), "prod's binding is for prod's account"


def test_of_equally_near_configurations_none_is_meant(lint_texts: Lint) -> None:
    files = {}
    for name in ("alpha", "bravo"):
        config, app = exchange(name).replace("AUDIENCE", f"{name}.svc.id.goog").split("---\n")
        files |= {f"config/{name}/x.yaml": config, f"apps/{name}/x.yaml": app}
    assert found(lint_texts(files), "WI505") == set()


@pytest.mark.parametrize("two_files", [False, True])
def test_installations_that_are_written_beside_each_other_are_two(two_files: bool, lint_texts: Lint) -> None:
    """Each environment of a chart has its own account, configuration and policies, however they are installed."""
    config, app = exchange("PROJECT").replace("AUDIENCE", "{{ .Values.audience }}").split("---\n")
    chart = {
        "charts/api/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
        "charts/api/templates/all.yaml": "---\n".join(
            (config.replace("PROJECT", "{{ .Values.project }}"), app)
        ),
    }

    def one(name: str, audience: str) -> str:
        return f"""apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: api-{name}, namespace: argocd}}
spec:
  destination: {{server: "https://{name}", namespace: shop}}
  source:
    repoURL: https://example.org/deploy.git
    path: charts/api
    helm: {{releaseName: api, valuesObject: {{project: acme-{name}, audience: {audience}.svc.id.goog}}}}
"""

    def files(*applications: str) -> dict[str, str]:
        if two_files:
            return {**chart, **{f"argocd/{number}.yaml": text for number, text in enumerate(applications)}}
        return {**chart, "argocd/all.yaml": "---\n".join(applications)}

    assert found(lint_texts(files(one("dev", "acme-dev"), one("prod", "acme-prod"))), "WI505") == set()
    wrong = files(one("dev", "acme-dev"), one("prod", "acme-dev"))
    assert found(lint_texts(wrong), "WI505") == {
        ("WI505", "argocd/1.yaml" if two_files else "argocd/all.yaml")
    }


GENERIC = {
    "charts/web/Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\n",
    "charts/web/templates/all.yaml": APP.replace("name: app", "name: {{ .Release.Name }}")
    .replace("serviceAccountName: app", "serviceAccountName: {{ .Release.Name }}")
    .replace(", namespace: shop", ", namespace: shop"),
    "charts/web/values.yaml": "x: 1\n",
}


def web(*releases: str) -> dict[str, str]:
    """One chart, installed by two Applications that lie beside each other."""
    applications = [
        f"""apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: web-{number}, namespace: argocd}}
spec:
  destination: {{server: "https://{number}", namespace: shop}}
  source: {{repoURL: "https://example.org/deploy.git", path: charts/web, helm: {{releaseName: {release}}}}}
"""
        for number, release in enumerate(releases)
    ]
    return {**GENERIC, **{f"argocd/{number}.yaml": text for number, text in enumerate(applications)}}


def test_what_lies_beside_installations_is_for_each_of_them(lint_texts: Lint) -> None:
    files = {**web("web", "web"), "policies/deny.yaml": DENY}
    assert found(lint_texts(files), "WI601") == {("WI601", "policies/deny.yaml")}
    assert found(lint_texts({**files, "argocd/allow.yaml": ALLOW}), "WI601") == set()


def test_two_releases_of_one_chart_are_beside_each_other(lint_texts: Lint) -> None:
    opened = GENERIC["charts/web/templates/all.yaml"] + (
        '{{ if eq .Release.Name "beta" }}---\n' + ALLOW + "{{ else }}---\n" + DENY + "{{ end }}"
    )
    files = {**web("alpha", "beta"), "charts/web/templates/all.yaml": opened}
    assert found(lint_texts(files), "WI601") == set(), "both are in one namespace of one cluster"


def test_a_parameter_that_is_a_whole_value_is_one_of_the_set(lint_texts: Lint) -> None:
    whole = SET.replace("api-server@{{project}}.iam.gserviceaccount.com", "{{gsa}}")
    element = "[{env: prod, server: b, gsa: api-server@acme-prod.iam.gserviceaccount.com}]"
    files = {**CHART, "set.yaml": whole.replace("ELEMENTS", element), "main.tf": SERVER}
    assert found(lint_texts(files), "WI201") == {("WI201", "set.yaml")}
