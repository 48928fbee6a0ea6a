"""ApplicationSets: which Applications their generators make, held to what the documentation says of each."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from wi_lint.compose.parameters import flat, overridden
from wi_lint.lint import Report
from wi_lint.source import Source, Span
from wi_lint.values import MapValue, known

Lint = Callable[..., Report]

SET = """apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: api, namespace: argocd}
spec:
  goTemplate: GO
  generators:
GENERATORS
  template:
    metadata: {name: api}
    spec:
      destination: {server: https://kubernetes.default.svc, namespace: NAMESPACE}
      source:
        repoURL: https://example.org/deploy.git
        path: charts/api
        helm:
          parameters: [{name: gsa, value: "ACCOUNT"}]
"""
CHART = {
    "charts/api/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
    "charts/api/templates/account.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n"
    "  name: server\n  namespace: {{ .Release.Namespace }}\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: {{ .Values.gsa }}\n",
}
CLUSTERS = "".join(
    f"""apiVersion: v1
kind: Secret
metadata:
  name: {name}
  labels: {{argocd.argoproj.io/secret-type: cluster, env: {env}}}
stringData: {{name: {name}, server: https://{name}}}
---
"""
    for name, env in (("eu-1", "prod"), ("eu-2", "dev"))
)


def asked(lint: Lint, generators: str, account: str, namespace: str = "api", go: bool = False) -> set[str]:
    """The accounts that the Applications of a set are told to use: each is malformed, and so named."""
    written = (
        SET.replace("GENERATORS", generators).replace("ACCOUNT", account).replace("NAMESPACE", namespace)
    )
    files = {"set.yaml": written.replace("GO", str(go).lower()), **CHART, "clusters.yaml": CLUSTERS}
    files |= {f"apps/{name}/{env}/x.txt": "x" for name, env in (("web", "prod"), ("db", "dev"))}
    said = [one.finding.message for one in lint(files).results if one.rule.id == "WI102"]
    return {name for one in said for name in re.findall(r"'([^' ]+)'", one)} - {"@"}


LISTS = """  - merge:
      mergeKeys: [env]
      generators:
      - list: {elements: [{env: dev, gsa: base}, {env: prod, gsa: base}]}
      - list: {elements: [{env: prod, gsa: of-prod}, {env: qa, gsa: nobody}]}
"""


def test_what_is_merged_over_the_base_is_what_an_application_has(lint_texts: Lint) -> None:
    assert asked(lint_texts, LISTS, "{{env}}-{{gsa}}") == {"dev-base", "prod-of-prod"}


def test_names_with_dots_override_values_of_clusters(lint_texts: Lint) -> None:
    generators = """  - merge:
      mergeKeys: [server]
      generators:
      - clusters: {values: {kafka: 'off', env: '{{metadata.labels.env}}'}}
      - list: {elements: [{server: https://eu-1, values.kafka: 'on'}]}
"""
    assert asked(lint_texts, generators, "{{name}}-{{values.env}}-{{values.kafka}}") == {
        "eu-1-prod-on",
        "eu-2-dev-off",
    }


def test_a_matrix_asks_its_second_generator_for_each_set_of_the_first(lint_texts: Lint) -> None:
    generators = """  - matrix:
      generators:
      - clusters: {}
      - git: {directories: [{path: 'apps/*/{{metadata.labels.env}}'}]}
"""
    made = asked(lint_texts, generators, "{{name}}-{{path[1]}}")
    assert made == {"eu-1-web", "eu-2-db"}


def test_what_the_first_generator_does_not_give_is_left_to_the_second(lint_texts: Lint) -> None:
    generators = """  - matrix:
      generators:
      - list: {elements: [{app: web}]}
      - clusters: {values: {both: '{{app}}-on-{{name}}'}}
"""
    assert asked(lint_texts, generators, "{{values.both}}") == {"web-on-eu-1", "web-on-eu-2"}


def test_values_of_a_generator_speak_of_its_own_parameters_in_go_too(lint_texts: Lint) -> None:
    generators = """  - git:
      directories: [{path: apps/*/*}]
      values: {app: '{{index .path.segments 1}}', env: '{{.path.basename}}'}
"""
    made = asked(lint_texts, generators, "{{.values.env}}-{{.values.app}}", go=True)
    assert made == {"prod-web", "dev-db"}


def test_where_the_key_is_not_known_what_is_merged_is_not_known(lint_texts: Lint) -> None:
    generators = LISTS.replace("{env: dev, gsa: base}", "{env: dev, gsa: base, more: x}")
    generators = generators.replace(
        "list: {elements: [{env: dev",
        "plugin: {configMapRef: {name: x}}\n      - list: {elements: [{env: dev",
    )
    assert asked(lint_texts, generators, "{{gsa}}") == set()


SETS = st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2"]), min_size=1), max_size=5)
AT = Span(Source("set.yaml", "x"), 0, 1)


@given(base=SETS, above=SETS, keys=st.lists(st.sampled_from("ab"), min_size=1, max_size=2, unique=True))
def test_a_merge_is_what_the_controller_makes(
    base: list[dict[str, str]], above: list[dict[str, str]], keys: list[str]
) -> None:
    """Held against the documentation's words, written down a second time for plain dictionaries."""
    expected = []
    for one in base:
        fits = [o for o in above if all(k in one and o.get(k) == one[k] for k in keys)]
        expected.append({**one, **(fits[-1] if fits else {})})
    tables = [
        [MapValue({k: known(v, AT) for k, v in one.items()}, AT) for one in sets] for sets in (base, above)
    ]
    assert [flat(one) for one in overridden(*tables, keys, AT)] == expected
