"""Charts, rendered: values that are known, holes for what an installation gives, and their places."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wi_lint import Severity
from wi_lint.compose.helm import value_of
from wi_lint.compose.helm.render import Defined, Renderer, TooMuch
from wi_lint.compose.helm.syntax import Broken, parse
from wi_lint.compose.library import Library
from wi_lint.facts import KubernetesAccount, UnreadValue, Workload
from wi_lint.files import Memory
from wi_lint.lint import Report, facts_of, lint
from wi_lint.packs import installed
from wi_lint.source import Source
from wi_lint.values import Known, MapValue, Reason, Text, known, unknown

HERE = Source("test", "").span(0, 0)
VALUES = """
name: shop
empty: ""
none: null
zero: 0
flag: true
off: false
list: [b, a]
map: {one: x, two: z}
deep: {a: {b: c}}
annotations:
  iam.gke.io/gcp-service-account: app@acme-prod.iam.gserviceaccount.com
"""


def context(values: str = VALUES, name: Text | None = None) -> MapValue:
    library = Library(Memory({"values.yaml": values}))
    table = value_of(library.whole("values.yaml")[0].root)
    release = MapValue({"Name": name or known("prod", HERE), "Namespace": known("ns", HERE)}, HERE)
    rest = unknown("capabilities", "it is known only to a cluster", HERE)
    return MapValue({"Values": table, "Release": release, "Capabilities": rest}, HERE)


def written(template: str, dot: MapValue | None = None) -> Text:
    source = Source("t.yaml", template)
    parsed = parse(template)
    defined = {name: Defined(source, body) for name, body in parsed.defined.items()}
    return Renderer("p", defined).render(source, parsed, dot or context())


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a {{ .Values.name }} b", "a shop b"),
        ("a {{- .Values.name -}} b", "ashopb"),
        ("{{/* {{ not }} */}}x", "x"),
        ("{{- /* a\ncomment */ -}} x", "x"),
        ("{{ if .Values.flag }}a{{ else }}b{{ end }}", "a"),
        ("{{ if .Values.off }}a{{ else if .Values.zero }}b{{ else }}c{{ end }}", "c"),
        ("{{ if not .Values.missing }}a{{ end }}", "a"),
        ("{{ if and .Values.flag .Values.name }}a{{ end }}", "a"),
        ("{{ if or .Values.off .Values.none }}a{{ end }}", ""),
        ("{{ with .Values.deep.a }}{{ .b }}{{ $.Release.Name }}{{ end }}", "cprod"),
        ("{{ range .Values.list }}{{ . }},{{ end }}", "b,a,"),
        ("{{ range $i, $v := .Values.list }}{{ $i }}{{ $v }}{{ end }}", "0b1a"),
        ("{{ range $k, $v := .Values.map }}{{ $k }}={{ $v }};{{ end }}", "one=x;two=z;"),
        ("{{ $x := .Values.name }}{{ $x }}", "shop"),
        ("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}", "2"),
        ('{{ define "n" }}[{{ .Values.name }}]{{ end }}{{ include "n" . }}', "[shop]"),
        ('{{ define "n" }}{{ .x }}{{ end }}{{ template "n" dict "x" "y" }}', "y"),
        ('{{ default "d" .Values.empty }}{{ .Values.name | default "d" }}', "dshop"),
        ('{{ printf "%s-%s" .Release.Name .Values.name | trunc 6 | trimSuffix "-" }}', "prod-s"),
        ('{{ ternary "a" "b" .Values.flag }}', "a"),
        ("{{ coalesce .Values.none .Values.empty .Values.name }}", "shop"),
        ("{{ .Values.name | upper | quote }}{{ squote 1 }}", "\"SHOP\"'1'"),
        ('{{ eq .Values.name "shop" }} {{ ne 1 2 }} {{ contains "ho" .Values.name }}', "true true true"),
        ('{{ hasKey .Values "name" }}{{ hasKey .Values "no" }}', "truefalse"),
        ('{{ index .Values.map "two" }}{{ get .Values.map "one" }}{{ first .Values.list }}', "zxb"),
        ('{{ join "-" .Values.list }}{{ splitList "h" .Values.name | last }}', "b-aop"),
        ('{{ tpl "{{ .Values.name }}!" . }}', "shop!"),
        ('{{ replace "o" "0" .Values.name }}{{ trimPrefix "s" .Values.name }}', "sh0phop"),
        ("{{ toYaml .Values.map | nindent 2 }}", "\n  one: x\n  two: z"),
        ("{{ toYaml .Values.list | indent 1 }}", " - b\n - a"),
        ('{{ (dict "a" (dict "b" "c")).a.b }}', "c"),
        ('{{ $d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ len (keys $d) }}', "2"),
        ("{{ add 1 2 }}{{ len .Values.list }}{{ kindOf .Values.map }}", "32map"),
        ('{{ .Values.name | b64enc | b64dec }}{{ "a b" | replace " " "" }}', "shopab"),
        ('{{ if eq (typeOf .Values.name) "string" }}s{{ end }}', "s"),
        ("{{ `{{ raw }}` }}", "{{ raw }}"),
    ],
)
def test_a_template_is_written_as_helm_writes_it(template: str, expected: str) -> None:
    made = written(template)
    assert made.known == expected


def test_what_an_installation_gives_is_a_hole_with_its_name() -> None:
    name = unknown("release", "it is given", HERE)
    made = written("{{ .Release.Name }}-{{ .Values.name }}", context(name=name))
    assert made.key == ("\0release", "-shop")
    assert str(written("{{ .Values.empty }}x")).endswith("}x")
    assert written('{{ required "give it" .Values.empty }}').known is None
    assert written("{{ nosuchfunction 1 }}").known is None


def test_of_a_condition_that_is_not_known_a_line_is_a_hole_and_lines_are_there() -> None:
    condition = '{{ if .Capabilities.APIVersions.Has "x/v1" }}'
    assert written(f"a {condition}b{{{{ else }}}}c{{{{ end }}}} d").known is None
    assert written(f"{condition}\nb: 1\n{{{{ end }}}}").known == "\nb: 1\n"
    assert written(f"{condition}b{{{{ else }}}}b{{{{ end }}}}").known == "b"


@pytest.mark.parametrize(
    "text", ["{{ if }}", "{{ end }}", "{{ ( }}", "{{ define }}{{ end }}", "{{ @ }}", "{{ | }}"]
)
def test_a_broken_template_is_told_as_broken(text: str) -> None:
    with pytest.raises(Broken):
        parse(text)


def test_templates_that_include_one_another_end() -> None:
    made = written('{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}')
    assert made.cause == Reason.CIRCULAR("the template 'a'")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "{{",
                "}}",
                "{{-",
                "-}}",
                " if ",
                " end ",
                " else ",
                " range ",
                " with ",
                ".Values.name",
                "$x",
                ":=",
                "|",
                '"a"',
                "(",
                ")",
                "include",
                "toYaml",
                "nindent 4",
                "\n",
                "x: ",
                " define ",
                '"n"',
                "`",
                "/*",
                "*/",
                "1",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_no_template_crashes(text: str) -> None:
    with contextlib.suppress(Broken, TooMuch):
        written(text)


# charts

CHART: Mapping[str, str] = {
    "chart/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
    "chart/values.yaml": 'serviceAccount:\n  create: true\n  name: ""\n  annotations: {}\n',
    "chart/templates/_helpers.tpl": '{{- define "name" -}}{{ default (printf "%s-api" .Release.Name) .Values.serviceAccount.name }}{{- end }}',
    "chart/templates/account.yaml": "{{- if .Values.serviceAccount.create }}\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n"
    '  name: {{ include "name" . }}\n  annotations:\n    {{- toYaml .Values.serviceAccount.annotations | nindent 4 }}\n{{- end }}\n',
    "chart/templates/web.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n"
    '      serviceAccountName: {{ include "name" . }}\n      containers:\n      - name: web\n        image: {{ .Values.image | default "web" }}\n',
}
GIVEN = "serviceAccount:\n  annotations:\n    iam.gke.io/gcp-service-account: app@acme-prod.iam.gserviceaccount.com\n"


def facts(files: Mapping[str, str]) -> list[object]:
    return list(facts_of(Memory(files), sorted(files)))


def account(files: Mapping[str, str]) -> KubernetesAccount:
    [found] = [one for one in facts({**CHART, **files}) if isinstance(one, KubernetesAccount)]
    return found


def test_a_chart_by_itself_has_holes_for_its_release() -> None:
    found = account({})
    assert found.namespace.known is None
    assert str(found.name).endswith("-api")


@pytest.mark.parametrize(
    "path", ["chart/values-prod.yaml", "chart/environments/prod.yaml", "values-prod.yaml"]
)
def test_files_of_values_are_environments(path: str) -> None:
    found = account({path: GIVEN})
    assert isinstance(found.google, Known)
    assert (found.google.origin.path, found.google.origin.line) == (path, 3)
    assert found.google.origin.text == "app@acme-prod.iam.gserviceaccount.com"
    assert found.unit.variant == path.rpartition("/")[2]


INSTALLED = {
    "argocd": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: prod}\nspec:\n  source:\n    path: chart\n    helm:\n"
    "      values: |\n        " + GIVEN.replace("\n", "\n        ") + "\n  destination: {namespace: shop}\n",
    "flux": "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: prod, namespace: shop}\nspec:\n  chart: {spec: {chart: ./chart, sourceRef: {kind: GitRepository}}}\n"
    "  values:\n    " + GIVEN.replace("\n", "\n    "),
    "helmfile": "releases:\n- name: prod\n  namespace: shop\n  chart: ./chart\n  values:\n  - "
    + GIVEN.replace("\n", "\n    "),
}


@pytest.mark.parametrize("name", INSTALLED)
def test_who_installs_a_chart_gives_its_name_and_namespace(name: str) -> None:
    path = "helmfile.yaml" if name == "helmfile" else f"{name}.yaml"
    found = account({path: INSTALLED[name]})
    assert (str(found.namespace), str(found.name)) == ("shop", "prod-api")
    assert found.google is not None
    assert (found.google.origin.path, found.google.origin.text) == (
        path,
        "app@acme-prod.iam.gserviceaccount.com",
    )


def test_terraform_installs_a_chart_of_the_tree() -> None:
    release = 'resource "helm_release" "api" {\n  name = "prod"\n  namespace = "shop"\n  chart = "./chart"\n  set {\n    name = "serviceAccount.name"\n    value = "given"\n  }\n}\n'
    found = account({"main.tf": release})
    assert (str(found.namespace), str(found.name), found.unit.kind) == ("shop", "given", "terraform")


def test_kustomize_inflates_a_chart_of_the_tree() -> None:
    files = {path.replace("chart/", "charts/api/", 1): text for path, text in CHART.items()}
    files["kustomization.yaml"] = (
        "namespace: shop\nhelmCharts:\n- name: api\n  releaseName: prod\n  valuesInline: {serviceAccount: {name: given}}\n"
    )
    found = [one for one in facts(files) if isinstance(one, KubernetesAccount | Workload)]
    assert {(type(one).__name__, str(one.namespace)) for one in found} == {
        ("KubernetesAccount", "shop"),
        ("Workload", "shop"),
    }


def test_charts_inside_a_chart_get_their_part_of_the_values() -> None:
    files = {f"up/charts/{path.replace('chart/', 'api/', 1)}": text for path, text in CHART.items()}
    files["up/Chart.yaml"] = (
        "apiVersion: v2\nname: up\ndependencies:\n- {name: api, alias: backend, condition: backend.on}\n"
    )
    files["up/values.yaml"] = "backend:\n  on: true\n  serviceAccount: {name: inner}\n"
    [found] = [one for one in facts(files) if isinstance(one, KubernetesAccount)]
    assert str(found.name) == "inner"
    files["up/values.yaml"] = "backend:\n  on: false\n"
    assert not [one for one in facts(files) if isinstance(one, KubernetesAccount)]


def test_a_chart_of_elsewhere_is_read_by_the_shape_of_its_values() -> None:
    text = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: dns}\nspec:\n  source:\n    chart: external-dns\n    helm:\n      valuesObject:\n        "
    text += GIVEN.replace("\n", "\n        ") + "\n  destination: {namespace: dns}\n"
    [found] = [one for one in facts({"app.yaml": text}) if isinstance(one, KubernetesAccount)]
    assert (str(found.namespace), str(found.name)) == ("dns", "dns-external-dns")


def test_a_chart_of_elsewhere_with_several_accounts() -> None:
    text = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: v}\nspec:\n  source:\n    chart: velero\n    helm:\n      valuesObject:\n        "
    given = "serviceAccount:\n  server:\n    name: velero-server\n    annotations:\n      iam.gke.io/gcp-service-account: velero@acme-prod.iam.gserviceaccount.com\n"
    text += given.replace("\n", "\n        ") + "\n  destination: {namespace: velero}\n"
    [found] = [one for one in facts({"app.yaml": text}) if isinstance(one, KubernetesAccount)]
    assert (str(found.namespace), str(found.name)) == ("velero", "velero-server")


def test_values_that_a_chart_writes_into_a_release_are_what_it_makes() -> None:
    files = {
        "helmfile.yaml": "releases:\n- {name: apps, namespace: argocd, chart: ./apps}\n",
        "apps/Chart.yaml": "apiVersion: v2\nname: apps\n",
        "apps/values.yaml": "google: dns@acme-prod.iam.gserviceaccount.com\n",
        "apps/templates/dns.yaml": (
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: dns}\nspec:\n"
            "  destination: {namespace: dns}\n  source:\n    chart: dns-tools\n    helm:\n      values: |\n"
            "        serviceAccount:\n          name: dns\n          annotations:\n"
            "            iam.gke.io/gcp-service-account: {{ .Values.google }}\n            team: shop\n"
        ),
    }
    [found] = [one for one in facts(files) if isinstance(one, KubernetesAccount)]
    assert str(found.google) == "dns@acme-prod.iam.gserviceaccount.com"
    assert [one.key for one in found.annotations] == ["iam.gke.io/gcp-service-account", "team"]


def test_a_key_that_the_chart_does_not_read() -> None:
    given = GIVEN.replace("serviceAccount", "serviceaccount")
    [stray] = [one for one in facts({**CHART, "values-prod.yaml": given}) if isinstance(one, UnreadValue)]
    assert (stray.key, stray.meant, stray.at.path, stray.at.line) == (
        "serviceaccount",
        "serviceAccount",
        "values-prod.yaml",
        1,
    )


def test_lines_that_are_not_known_leave_the_rest() -> None:
    template = CHART["chart/templates/account.yaml"].replace(
        "  annotations:",
        '  labels:\n    {{- include "elsewhere" . | nindent 4 }}\n    app: api\n  annotations:',
    )
    found = account({"chart/templates/account.yaml": template, "values-prod.yaml": GIVEN})
    assert str(found.google) == "app@acme-prod.iam.gserviceaccount.com"
    assert found.open is not None


def test_a_broken_chart_is_no_reason_to_fail() -> None:
    report = lint(
        Memory({**CHART, "chart/templates/bad.yaml": "kind: ServiceAccount\n{{ if }}"}),
        sorted(CHART),
        installed(),
    )
    assert report.crashes == []


def test_the_configuration_tells_of_a_release() -> None:
    from wi_lint.config.declared import Declared, DeclaredRelease  # noqa: PLC0415

    release = DeclaredRelease("chart", "prod", "shop", ("prod.yaml",))
    binding = (
        'resource "google_service_account" "app" {\n  project = "acme-prod"\n  account_id = "shop-app"\n}\n'
        'resource "google_service_account_iam_member" "app" {\n  service_account_id = google_service_account.app.name\n'
        '  role = "roles/iam.workloadIdentityUser"\n  member = "serviceAccount:acme-prod.svc.id.goog[shop/api]"\n}\n'
    )
    files = {**CHART, "prod.yaml": GIVEN.replace("app@", "shop-app@"), "main.tf": binding}
    report = lint(Memory(files), sorted(files), installed(), declared=Declared(releases=(release,)))
    said = {(r.rule.id, r.finding.at.path, r.finding.at.line) for r in report.results}
    assert ("WI201", "prod.yaml", 3) in said
    assert "shop/prod-api" in next(r.finding.message for r in report.results if r.rule.id == "WI201")


def test_a_command_gives_files_of_values(lint_texts: Callable[..., Report]) -> None:
    values = "serviceAccountAgent:\n  create: true\n  name: agent\n  annotations:\n"
    values += "    iam.gke.io/gcp-service-account: ci-agent@acme-prod.iam.gserviceaccount.com\n"
    script = (
        "helm upgrade --install ci jenkins/jenkins -n ci -f values.yaml\n"
        "gcloud iam service-accounts create ci-agent --project acme-prod\n"
        "gcloud iam service-accounts add-iam-policy-binding ci-agent@acme-prod.iam.gserviceaccount.com \\\n"
        '  --role roles/iam.workloadIdentityUser --member "serviceAccount:acme-prod.svc.id.goog[default/agent]"\n'
    )
    results = lint_texts({"ci/values.yaml": values, "ci/install.sh": script}).results
    assert [(r.rule.id, r.finding.at.path, r.finding.at.line) for r in results] == [
        ("WI201", "ci/values.yaml", 5)
    ]


GOOGLE = "tool-app@acme-prod.iam.gserviceaccount.com"
CHART_VALUES = {
    "annotations of an account, called so": (
        f"x:\n  serviceAccountName: app\n  serviceAccountAnnotations:\n    iam.gke.io/gcp-service-account: {GOOGLE}\n",
        ("WI201", 4, "tool/app"),
    ),
    "an e-mail by itself": (
        f"podIdentity:\n  gcp:\n    enabled: true\n    gcpIAMServiceAccount: {GOOGLE}\n",
        ("WI201", 4, "tool/keda-operator"),
    ),
    "annotations of pods": (
        f"podAnnotations:\n  iam.gke.io/gcp-service-account: {GOOGLE}\n",
        ("WI103", 2, "podAnnotations"),
    ),
}
SILENT_VALUES = {
    "switched off": f"podIdentity:\n  gcp:\n    enabled: false\n    gcpIAMServiceAccount: {GOOGLE}\n",
    "an empty e-mail": "podIdentity:\n  gcp:\n    enabled: true\n    gcpIAMServiceAccount: ''\n",
    "empty": "rbac:\n  serviceAccountAnnotations: {}\n",
    "a copy": (
        f"podAnnotations: &a\n  iam.gke.io/gcp-service-account: {GOOGLE}\n"
        "serviceAccount:\n  name: right\n  annotations: *a\n"
    ),
}
BY_COMMAND = (
    "helm upgrade --install tool kedacore/keda -n tool -f values.yaml\n"
    "gcloud iam service-accounts create tool-app --project acme-prod\n"
    f"gcloud iam service-accounts add-iam-policy-binding {GOOGLE} \\\n"
    '  --role roles/iam.workloadIdentityUser --member "serviceAccount:acme-prod.svc.id.goog[tool/right]"\n'
)


@pytest.mark.parametrize(("values", "told"), CHART_VALUES.values(), ids=CHART_VALUES.keys())
def test_values_of_charts_that_are_elsewhere(
    values: str, told: tuple[str, int, str], lint_texts: Callable[..., Report]
) -> None:
    results = lint_texts({"values.yaml": values, "install.sh": BY_COMMAND}).results
    found = [r for r in results if r.finding.at.path == "values.yaml" and r.severity is not Severity.NOTE]
    assert [(r.rule.id, r.finding.at.line) for r in found] == [told[:2]]
    assert told[2] in found[0].finding.message


@pytest.mark.parametrize("values", SILENT_VALUES.values(), ids=SILENT_VALUES.keys())
def test_values_that_say_nothing_wrong(values: str, lint_texts: Callable[..., Report]) -> None:
    results = lint_texts({"values.yaml": values, "install.sh": BY_COMMAND}).results
    assert [r.finding.message for r in results if r.finding.at.path == "values.yaml"] == []


def test_what_no_values_give_is_not_known(lint_texts: Callable[..., Report]) -> None:
    template = (
        "apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMPolicyMember\nmetadata: {name: app}\nspec:\n"
        '  member: "serviceAccount:{{ .Values.project }}.svc.id.goog[shop/app]"\n'
        "  role: roles/iam.workloadIdentityUser\n  resourceRef: {kind: IAMServiceAccount, name: shop-app}\n"
    )
    chart = {"Chart.yaml": "name: app\nversion: 1.0.0\napiVersion: v2\n", "templates/policy.yaml": template}
    for values in ("project:\n", "project: ''\n", "other: 1\n"):
        assert lint_texts({**chart, "values.yaml": values}).results == []
    said = lint_texts({**chart, "values.yaml": "project: Acme_Prod\n"}).results
    assert [(r.rule.id, r.finding.at.path) for r in said] == [("WI202", "values.yaml")]
