"""What grows with the product of two numbers that a stranger chooses: many of one thing times many of another."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Tree = dict[str, str]

MANY = 1_000
HOST = "acme-prod.iam.gserviceaccount.com"
BAD = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: app@acme-prod.gserviceaccount.com
"""
"""One mistake, which is found whatever stands beside it."""
CHART = "apiVersion: v2\nname: c\nversion: 1.0.0\n"


def ksa(name: str, namespace: str = "ns", google: str = "shop-app") -> str:
    return (
        f"apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {name}\n  namespace: {namespace}\n"
        f"  annotations:\n    iam.gke.io/gcp-service-account: {google}@{HOST}\n---\n"
    )


def pods(name: str, label: str, account: str) -> str:
    return (
        f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: ns}}\nspec:\n"
        f"  selector: {{matchLabels: {{app: {label}}}}}\n  template:\n    metadata: {{labels: {{app: {label}}}}}\n"
        f"    spec: {{serviceAccountName: {account}, containers: [{{name: a, image: b}}]}}\n---\n"
    )


def policy(name: str, selector: str) -> str:
    return (
        f"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: ns}}\n"
        f"spec:\n  podSelector: {selector}\n  policyTypes: [Egress]\n"
        "  egress: [{to: [{ipBlock: {cidr: 10.0.0.0/24}}]}]\n---\n"
    )


def account(name: str, member: str) -> str:
    return (
        f'resource "google_service_account_iam_member" "{name}" {{\n  service_account_id = google_service_account.app.name\n'
        f'  role = "roles/iam.workloadIdentityUser"\n  member = "serviceAccount:acme-prod.svc.id.goog[{member}]"\n}}\n'
    )


APP = 'resource "google_service_account" "app" {\n  project = "acme-prod"\n  account_id = "shop-app"\n}\n'
VARIABLES = 'variable "a" {}\nvariable "b" {}\n'


def cluster(number: int) -> str:
    middle, other = "ab" * 100 + str(number), "ba" * 100 + str(number)
    return (
        f'resource "google_container_cluster" "c{number}" {{\n  name = "${{var.a}}{middle}${{var.b}}q"\n}}\n'
        f'resource "google_container_node_pool" "p{number}" {{\n  cluster = "${{var.b}}{other}${{var.a}}z"\n}}\n'
    )


def many(kind: str, body: str, name: str = "a") -> str:
    """A block with very many instances; `~` stands for the number of each."""
    return f'resource "{kind}" "{name}" {{\n  count = {MANY}\n  {body.replace("~", "${count.index}")}\n}}\n'


ORPHAN = (
    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: ['https://github.com/a/b//c?ref=v1']\n"
    "patches:\n- target: {kind: ServiceAccount, name: app}\n  patch: |\n"
)
UPBOUND = (
    "apiVersion: cloudplatform.gcp.upbound.io/v1beta1\nkind: %s\nmetadata: {name: %s}\n"
    "spec: {forProvider: {role: roles/viewer, member: 'user:a', %s}}\n---\n"
)
RELEASED = (
    "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: w%s, namespace: argocd}\nspec:\n"
    "  source: {repoURL: 'https://x', path: c, helm: {values: 'a: b.iam.gserviceaccount.com'}}\n  destination: {namespace: n%s}\n---\n"
)


def reads(place: str, name: str = "o") -> str:
    return f'data "terraform_remote_state" "{name}" {{\n  backend = "gcs"\n  config = {{ bucket = "b", prefix = "{place}" }}\n}}\n'


def keeps(place: str) -> str:
    return f'terraform {{\n  backend "gcs" {{\n    bucket = "b"\n    prefix = "{place}"\n  }}\n}}\n'


def choosing(number: int, others: list[int]) -> str:
    """A root whose environments are the keys of what other roots' states say."""
    maps = ", ".join(f"data.terraform_remote_state.o{other}.outputs.x" for other in others)
    return (
        keeps(f"r{number}")
        + "".join(reads(f"r{other}", f"o{other}") for other in others)
        + f'locals {{\n  all = merge({{ dev = "1", prod = "2" }}, {maps})\n}}\noutput "x" {{\n  value = local.all\n}}\n'
        + 'output "y" {\n  value = local.all[terraform.workspace]\n}\n'
    )


def filled(number: int) -> str:
    return (
        f"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {{name: c{number}, namespace: f}}\n"
        f"spec:\n  path: ./apps\n  postBuild: {{substitute: {{project: acme-{number}}}}}\n---\n"
    )


INCLUDES = 26
"""Files that include the next one twice: as many ways to the last as two to this power."""


PRODUCTS: dict[str, tuple[Tree, str | None]] = {
    "roots that choose by the states of all others": (
        {f"r{n}/main.tf": choosing(n, [m for m in range(8) if m != n]) for n in range(8)},
        None,
    ),
    "states of roots that read one another, on many ways": (
        {
            f"r{n}/main.tf": keeps(f"r{n}")
            + "".join(reads(f"r{m}", f"o{m}") for m in range(n))
            + 'output "x" {\n  value = join(",", ["a", '
            + ", ".join(f"data.terraform_remote_state.o{m}.outputs.x" for m in range(n))
            + "])\n}\n"
            for n in range(26)
        },
        None,
    ),
    "files of Terragrunt that include others on many ways": (
        {
            "u/terragrunt.hcl": 'include "a" {\n  path = "./a0.hcl"\n}\n',
            **{
                f"u/a{n}.hcl": f'include "x" {{\n  path = "./a{n + 1}.hcl"\n}}\ninclude "y" {{\n  path = "./a{n + 1}.hcl"\n}}\n'
                for n in range(INCLUDES)
            },
            f"u/a{INCLUDES}.hcl": "inputs = {}\n",
        },
        None,
    ),
    "an included file that makes much anew for each unit": (
        {
            "root.hcl": "locals {\n  d = get_terragrunt_dir()\n  x = [for a in range(1024) : [for b in range(400) : \"${a}${b}\"]]\n}\n"
            "inputs = { y = length(local.x) }\n",
            "m/main.tf": 'variable "y" {}\nlocals {\n  z = var.y\n}\n' + APP,
            **{
                f"live/u{n}/terragrunt.hcl": 'include {\n  path = find_in_parent_folders("root.hcl")\n}\nterraform {\n  source = "../../m"\n}\n'
                for n in range(40)
            },
        },
        "root.hcl: the file asks for more evaluations",
    ),
    "files that complete the backend of a large root": (
        {
            "main.tf": 'terraform {\n  backend "gcs" {}\n}\n'
            + "".join(f'resource "google_service_account" "a{n}" {{\n  account_id = "shop-app-{n}"\n}}\n' for n in range(600)),
            **{f"backends/dev{n}.tfbackend": f'prefix = "p{n}"\n' for n in range(MANY)},
        },
        "main.tf: more than 24 environments of this root",
    ),
    "Kustomizations of Flux that fill in one large folder": (
        {
            **{f"clusters/c{n}/k.yaml": filled(n) for n in range(24)},
            "apps/a.yaml": "".join(ksa(f"a{n}").replace(HOST, "${project}.iam.gserviceaccount.com") for n in range(2 * MANY)),
        },
        "clusters/c0/k.yaml: more than 24 Kustomizations, or 10,000 objects",
    ),
    "long paths by which environments are sought": (
        {
            "main.tf": 'variable "environment" {}\nlocals {\n  l = "' + "a" * 16_000 + '"\n  x = ['
            + ", ".join(f'fileexists("${{local.l}}/{n}${{var.environment}}.yaml")' for n in range(3 * MANY))
            + "]\n}\n"
        },
        None,
    ),
    "files of values that fit many roots": (
        {
            **{f"r{n}/main.tf": 'variable "a" {}\n' + APP for n in range(20)},
            **{f"config/dev{n}/x.tfvars": 'a = "1"\n' for n in range(MANY)},
        },
        "r0/main.tf: more than 24 environments of this root",
    ),
    "workspaces of a root that asks for very much": (
        {
            "main.tf": "locals {\n  m = {" + ", ".join(f'w{n} = "p{n}"' for n in range(30)) + "}\n"
            "  p = local.m[terraform.workspace]\n  x = [for a in range(1024) : [for b in range(500) : \"${a}${b}${local.p}\"]]\n}\n"
            + APP.replace('"shop-app"', '"a${length(local.x)}"')
        },
        "main.tf: the root module asks for more than",
    ),
    "clusters and node pools with holes in their names": (
        {"main.tf": VARIABLES + "".join(map(cluster, range(MANY // 2)))},
        None,
    ),
    "network policies and the pods that all of them select": (
        {
            "a.yaml": "".join(
                policy(f"p{n}", "{}") + pods(f"d{n}", f"l{n}", f"s{n}") + ksa(f"s{n}") for n in range(MANY)
            )
        },
        "a.yaml: more than 300 network policies",
    ),
    "network policies and the pods that one of them selects": (
        {
            "a.yaml": "".join(
                policy(f"p{n}", f"{{matchLabels: {{app: l{n}}}}}")
                + pods(f"d{n}", f"l{n}", f"s{n}")
                + ksa(f"s{n}")
                for n in range(MANY)
            )
        },
        None,
    ),
    "accounts of one name that are annotated with the same": (
        {"a.yaml": "".join(ksa("app", f"n{n}", "writer") for n in range(5 * MANY))},
        None,
    ),
    "roots that declare for siblings, and accounts that are declared nowhere": (
        {
            f"r{n}/main.tf": "".join(
                f'resource "google_service_account" "a{m}" {{\n  project = "acme-prod"\n  account_id = "writer-{n}-{m}"\n}}\n'
                f'resource "google_service_account_iam_member" "m{m}" {{\n'
                f"  service_account_id = google_service_account.a{m}.name\n"
                '  role = "roles/iam.workloadIdentityUser"\n'
                f'  member = "serviceAccount:acme-prod.svc.id.goog[n/k-{n}-{m}]"\n}}\n'
                for m in range(5)
            )
            for n in range(MANY // 5)
        }
        | {
            "a.yaml": "".join(
                ksa(f"k-{n}-{m}", "n", f"writer-{n}-{m}") for n in range(MANY // 5) for m in range(5)
            ),
            "b.yaml": "".join(ksa(f"other{n}", "n", f"nowhere-{n}") for n in range(2 * MANY)),
        },
        None,
    ),
    "bindings of one account and the accounts that are annotated with it": (
        {
            "main.tf": APP + "".join(account(f"b{n}", f"ns/other{n}") for n in range(MANY)),
            "a.yaml": "".join(ksa(f"k{n}") for n in range(MANY)),
        },
        None,
    ),
    "one account in very many folders": (
        {f"m{n}/a.yaml": ksa("app") + pods(f"d{n}", "a", "app") for n in range(MANY // 2)}
        | {f"t{n}/main.tf": APP + account("b", "ns/ap") for n in range(MANY // 2)},
        None,
    ),
    "environments and instances": (
        {
            "main.tf": 'variable "p" {}\n' + APP + 'resource "google_service_account_iam_member" "q" {\n'
            "  count = 1000\n  service_account_id = google_service_account.app.name\n"
            '  role = "roles/iam.workloadIdentityUser"\n'
            '  member = "serviceAccount:${var.p}.svc.id.goog[ns/k${count.index}]"\n}\n'
        }
        | {f"e{n}.tfvars": f'p = "acme-{n}a"\n' for n in range(24)},
        "main.tf: the root module makes more instances",
    ),
    "patches and objects": (
        {
            "o/kustomization.yaml": "resources: [a.yaml]\npatches:\n"
            + "".join(
                "- target: {kind: ServiceAccount}\n  patch: |-\n    - op: add\n"
                f"      path: /metadata/annotations/x{n}\n      value: b\n"
                for n in range(MANY)
            ),
            "o/a.yaml": "".join(ksa(f"k{n}") for n in range(MANY)),
        },
        "o/kustomization.yaml: the overlay asks for more than",
    ),
    "replacements and objects": (
        {
            "o/kustomization.yaml": "resources: [a.yaml]\nreplacements:\n"
            + "".join(
                f"- source: {{kind: ServiceAccount, name: k{n}}}\n  targets:\n"
                f"  - {{select: {{kind: ServiceAccount}}, fieldPaths: [metadata.labels.x{n}], options: {{create: true}}}}\n"
                for n in range(MANY)
            ),
            "o/a.yaml": "".join(ksa(f"k{n}") for n in range(MANY)),
        },
        "o/kustomization.yaml: the overlay asks for more than",
    ),
    "releases and objects of one chart": (
        {
            "f.yaml": "".join(
                f"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: f{n}, namespace: x{n}}}\n"
                "spec: {chart: {spec: {chart: ./c, sourceRef: {kind: GitRepository, name: x}}}}\n---\n"
                for n in range(MANY)
            ),
            "c/Chart.yaml": CHART,
            "c/templates/a.yaml": "".join(ksa(f"k{n}", "{{ .Release.Namespace }}") for n in range(MANY // 2)),
        },
        "c/Chart.yaml: the installations of this chart write more than",
    ),
    "a matrix of Applications": (
        {
            "set.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: x}\nspec:\n"
            "  generators:\n  - matrix:\n      generators:\n"
            + "".join(
                "      - list:\n          elements:\n" + "".join(f"          - {{{k}: x{n}}}\n" for n in range(MANY))
                for k in "ab"
            )
            + "  template:\n    metadata: {name: 'q-{{a}}-{{b}}'}\n"
            "    spec: {source: {path: c}, destination: {namespace: 'n{{b}}'}}\n",
            "c/Chart.yaml": CHART,
            "c/templates/a.yaml": ksa("k", "{{ .Release.Namespace }}"),
        },
        "set.yaml: this set makes more than 200 Applications",
    ),
    "sets that a matrix makes and a selector does not take": (
        {
            "set.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: x}\nspec:\n"
            "  generators:\n  - selector: {matchLabels: {a: none}}\n    matrix:\n      generators:\n"
            + "".join(
                "      - list:\n          elements:\n" + "".join(f"          - {{{k}: x{n}}}\n" for n in range(MANY))
                for k in "ab"
            )
            + "  template: {spec: {source: {path: c}}}\n",
        },
        "set.yaml: generators give parameters that weigh more than 300,000",
    ),
    "names with very many dots, and very many names of one table": (
        {
            "set.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: x}\nspec:\n"
            "  generators:\n  - merge:\n      mergeKeys: [a]\n      generators:\n"
            "      - list:\n          elements:\n          - ? " + "b." * 20 * MANY + "c\n            : y\n            a: x\n"
            + "      - list:\n          elements:\n          - {a: x}\n"
            + "          - {" + ", ".join(f"v.k{n}: x" for n in range(60 * MANY)) + "}\n"
            + "  template: {spec: {source: {path: c}}}\n",
        },
        "set.yaml: pods are looked for in no more than 20,000 nodes",
    ),
    "a matrix and a generator of very many patterns": (
        {f"d{n}/a.txt": "x" for n in range(10)}
        | {
            "set.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: x}\nspec:\n"
            "  generators:\n  - matrix:\n      generators:\n      - list:\n          elements:\n"
            + "".join(f"          - {{a: x{n}}}\n" for n in range(5 * MANY))
            + "      - git:\n          directories:\n"
            + "".join(f"          - {{path: 'z{n}'}}\n" for n in range(5 * MANY))
            + "  template: {spec: {source: {path: c}}}\n",
        },
        "set.yaml: generators give parameters that weigh more than 300,000",
    ),
    "scripts and the lines of what they source": (
        {f"s{n}.sh": f". ./lib.sh\ngcloud iam service-accounts create x{n}y\n" for n in range(MANY)}
        | {"lib.sh": "".join(f"v{n}=a{n}\n" for n in range(MANY))},
        "lib.sh: scripts source more than",
    ),
    "variables that are made of the one before": (
        {
            "a.sh": "".join(f'v{n}="a{n}$v{n - 1}"\n' for n in range(1, 3 * MANY))
            + f"gcloud iam service-accounts create $v{3 * MANY - 1}\n"
        },
        None,
    ),
    "values that a loop writes and reads": (
        {
            "c/Chart.yaml": CHART,
            "c/templates/a.yaml": "data:\n{{ range $k, $v := .Values.t }}\n{{ toYaml $.Values.t | fromYaml | toYaml }}\n"
            "{{ end }}\nkind: ServiceAccount\n",
            "c/values.yaml": "t:\n" + "".join(f"  k{n}: v{n}\n" for n in range(MANY)),
        },
        "c/templates/a.yaml: the template takes more than",
    ),
    "audits of very many projects": (
        {"main.tf": many("google_project_iam_audit_config", 'project = "p-~"\n  service = "x"\n  audit_log_config { log_type = "DATA_READ" }')},
        None,
    ),
    "clusters and the bindings of their projects": (
        {"main.tf": APP + many("google_container_cluster", 'project = "acme-~"\n  name = "c~"') + many(
            "google_service_account_iam_member",
            'service_account_id = google_service_account.app.name\n  role = "roles/iam.workloadIdentityUser"\n'
            '  member = "serviceAccount:acme-prod.svc.id.goog[ns/k~]"')},
        None,
    ),
    "accounts that may become one another": (
        {"main.tf": "".join(
            many("google_service_account_iam_member",
                 f'service_account_id = "projects/acme-prod/serviceAccounts/a~-x@{HOST}"\n  role = "roles/iam.serviceAccountTokenCreator"\n'
                 f'  member = "serviceAccount:a{n}-x@{HOST}"', str(n)) for n in range(2))},
        None,
    ),
    "roles on a project for names that are known in part": (
        {"main.tf": 'variable "x" {}\n' + many(
            "google_project_iam_member",
            'project = "acme-prod"\n  role = "roles/iam.workloadIdentityUser"\n'
            '  member = "serviceAccount:acme-prod.svc.id.goog[n~/${var.x}k]"')
         + many("kubernetes_service_account",
                f'metadata {{\n    name = "k~"\n    namespace = "ns"\n    annotations = {{ "iam.gke.io/gcp-service-account" = "app-one@{HOST}" }}\n  }}')},
        "main.tf: more than 300 grants on projects and wider",
    ),
    "node pools and what selects them": (
        {"main.tf": many("google_container_node_pool", 'cluster = "c"\n  name = "p~"\n  node_config {\n    labels = { pool = "p~" }\n  }')
         + many("kubernetes_deployment",
                'metadata {\n    name = "d~"\n    namespace = "ns"\n  }\n  spec {\n    template {\n      spec {\n'
                '        node_selector = { pool = "p~" }\n        container { image = "a" }\n      }\n    }\n  }')},
        None,
    ),
    "accounts that a script makes and deletes": (
        {"a.sh": "".join(
            f"gcloud iam service-accounts create app-{n}\ngcloud iam service-accounts delete app-{n}@{HOST}\n"
            f"kubectl create serviceaccount s{n}\n" for n in range(MANY))},
        None,
    ),
    "writers that agree with one another": (
        {"main.tf": APP + "".join(
            f'resource "google_service_account_iam_binding" "b{n}" {{\n  service_account_id = google_service_account.app.name\n'
            f'  role = "roles/iam.workloadIdentityUser"\n  members = [for i in range(800) : "serviceAccount:acme-prod.svc.id.goog[ns/k${{i}}]"]\n}}\n'
            for n in range(6))},
        None,
    ),
    "accounts and members that are known in part": (
        {"main.tf": "".join(
            f'variable "x{n}" {{}}\n'
            f'resource "google_project_iam_member" "m{n}" {{\n  project = "p"\n  role = "roles/pubsub.viewer"\n'
            f'  member = "serviceAccount:${{var.x{n}}}-app@{HOST}"\n}}\n'
            f'resource "google_service_account" "a{n}" {{\n  project = "acme-prod"\n  account_id = "shop-{n}x"\n}}\n'
            + account(f"b{n}", f"shop/a{n}").replace(".app.name", f".a{n}.name")
            for n in range(3 * MANY))},
        "main.tf: more than 300 members that are known in part may be this account",
    ),
    "copies of copies": (
        {
            "o/kustomization.yaml": "resources: [a.yaml]\npatches:\n- target: {kind: ServiceAccount}\n  patch: |-\n"
            + "".join(f"    - {{op: copy, from: /metadata, path: /metadata/x{n}}}\n" for n in range(30)),
            "o/a.yaml": ksa("a"),
        },
        "o/kustomization.yaml: the overlay asks for more than 1,000,000 changes",
    ),
    "labels and objects": (
        {
            "o/kustomization.yaml": "resources: [a.yaml]\ncommonLabels:\n"
            + "".join(f"  l{n}: v\n" for n in range(2 * MANY)),
            "o/a.yaml": "".join(ksa(f"k{n}") for n in range(MANY)),
        },
        "o/kustomization.yaml: the overlay asks for more than 1,000,000 changes",
    ),
    "overlays and the objects of one base": (
        {"base/kustomization.yaml": "resources: [a.yaml]\n", "base/a.yaml": "".join(ksa(f"k{n}") for n in range(MANY))}
        | {f"o{n}/kustomization.yaml": "resources: [../base]\n" for n in range(MANY // 5)},
        "o129/kustomization.yaml: all overlays make more than 35,000 objects",
    ),
    "clusters of projects that are known in part": (
        {"main.tf": 'variable "x" {}\n' + many("google_container_cluster", 'project = "${var.x}-~"\n  name = "p~"')},
        "main.tf: the rule WI301 compares more",
    ),
    "bindings of one role and their members": (
        {"main.tf": APP + "".join(
            f'resource "google_service_account_iam_binding" "b{n}" {{\n  service_account_id = google_service_account.app.name\n'
            '  role = "roles/iam.workloadIdentityUser"\n'
            '  members = [for i in range(20): "serviceAccount:acme-prod.svc.id.goog[ns/k${i}]"]\n}\n' for n in range(MANY))},
        "main.tf: the rule WI208 compares more",
    ),
    "accounts of one name and bindings of elsewhere": (
        {"main.tf": many(
            "google_service_account_iam_member",
            f'service_account_id = "projects/acme-prod/serviceAccounts/qq~-xx@{HOST}"\n  role = "roles/iam.workloadIdentityUser"\n'
            '  member = "serviceAccount:acme-prod.svc.id.goog[ns/app]"')}
        | {f"m{n}/a.yaml": ksa("app", google=f"zzzz{n}-x") for n in range(MANY)},
        "m0/a.yaml: the rule WI203 compares more",
    ),
    "rules of one policy and the pods that it selects": (
        {"a.yaml": policy("p", "{}").replace("[{to:", "[" + "{to: [{ipBlock: {cidr: 10.0.1.0/32}}]}, " * MANY + "{to:")
         + "".join(ksa(f"k{n}") + pods(f"d{n}", "a", f"k{n}") for n in range(MANY))},
        "a.yaml: the rule WI601 compares more",
    ),
    "organizations' policies and clusters": (
        {"main.tf": many("google_organization_policy", 'org_id = "1~"\n  constraint = "iam.disableWorkloadIdentityClusterCreation"\n  boolean_policy {\n    enforced = true\n  }')
         + many("google_container_cluster", 'project = "acme-prod"\n  name = "p~"\n  workload_identity_config {\n    workload_pool = "acme-prod.svc.id.goog"\n  }')},
        "main.tf: the rule WI312 compares more",
    ),
    "roles of one holder": (
        {"main.tf": many("google_project_iam_member", 'project = "acme-prod"\n  role = "roles/storage.x~"\n  member = "serviceAccount:acme-prod.svc.id.goog[ns/k]"')},
        None,
    ),
    "ignores and findings of one file": (
        {"a.yaml": "".join(ksa(f"k{n}", google="app@@").replace("  namespace", "  # wi-lint: ignore[WI102]\n  namespace") for n in range(2 * MANY))},
        None,
    ),
    "files of keys and what mounts them": (
        {"a.yaml": ksa("k") + pods("d", "a", "k").replace(
            "containers: [{name: a, image: b}]",
            "volumes: [{name: v, secret: {secretName: s}}], containers: [{name: a, image: b, args: ["
            + "'--credentials-file=/k/x', " * MANY + "], volumeMounts: [" + "{name: v, mountPath: /k}, " * MANY + "]}]")},
        None,
    ),
    "accounts of Config Connector in very many folders": (
        {f"m{n}/a.yaml": (
            f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: n, annotations: {{cnrm.cloud.google.com/project-id: acme-{n}}}}}\n---\n"
            "apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMServiceAccount\nmetadata: {name: app-xx, namespace: n}\n")
         for n in range(2 * MANY)},
        None,
    ),
    "roots and the resources of a module": (
        {f"r{n}/main.tf": 'module "m" {\n  source = "../m"\n}\n' for n in range(MANY)}
        | {"m/main.tf": "".join(f'resource "google_project_iam_member" "m{n}" {{\n  project = "p"\n  role = "roles/viewer"\n  member = "user:a{n}@b.example"\n}}\n' for n in range(MANY))},
        "r161/main.tf: the root module makes more instances",
    ),
    "bindings and the members of one list": (
        {"main.tf": f'locals {{\n  m = [for i in range({MANY}) : "user:a${{i}}@b.example"]\n}}\n' + "".join(
            f'resource "google_project_iam_binding" "b{n}" {{\n  project = "p-{n}"\n  role = "roles/viewer"\n  members = local.m\n}}\n' for n in range(MANY))},
        "main.tf: the root module asks for more",
    ),
    "calls of functions and what they are given": (
        {"main.tf": 'locals {\n  big = { for i in range(4000) : "k${i}" => "v" }\n  x = [for i in range(4000) : length(jsonencode(local.big))]\n}\n'
         'resource "google_service_account" "a" {\n  account_id = "a-${length(local.x)}"\n}\n'},
        "main.tf: the root module asks for more",
    ),
    "what waits for what": (
        {"main.tf": 'module "x" {\n  source = "./x"\n}\n' + "".join(
            f'resource "google_service_account_iam_member" "m{n}" {{\n  service_account_id = "projects/p/serviceAccounts/a@{HOST}"\n'
            f'  role = "roles/iam.workloadIdentityUser"\n  member = "serviceAccount:p.svc.id.goog[ns/k{n}]"\n'
            + (f"  depends_on = [google_service_account_iam_member.m{n - 1}]\n" if n else "") + "}\n" for n in range(2 * MANY)),
         "x/main.tf": 'variable "a" {}\n'},
        None,
    ),
    "releases and the values of one file": (
        {"helmfile.yaml": "releases:\n" + "".join(f"- {{name: r{n}, namespace: n{n}, chart: ./c, values: [v.yaml]}}\n" for n in range(MANY)),
         "c/Chart.yaml": CHART, "c/templates/a.yaml": ksa("k"), "v.yaml": "".join(f"k{n}: v\n" for n in range(10 * MANY))},
        "helmfile.yaml: the values of all releases weigh more than 2,000,000",
    ),
    "sets and folders": (
        {f"d{n}/a.txt": "x" for n in range(3 * MANY)}
        | {"set.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: s}\nspec:\n  generators:\n  - git:\n      directories:\n"
           + "".join(f"      - {{path: 'z{n}*'}}\n" for n in range(2 * MANY)) + "  template: {metadata: {name: x}, spec: {source: {path: '{{path}}'}}}\n"},
        "set.yaml: the patterns of all sets",
    ),
    "variables and the conditions of a script": (
        {"a.sh": "".join(f"v{n}=a\n" for n in range(2 * MANY)) + "if x; then a=1; fi\n" * (2 * MANY) + "gcloud iam service-accounts create x-account\n"},
        "a.sh: the script is followed no further",
    ),
    "words of a variable and the commands that are given them": (
        {"a.sh": 'L="' + "a " * 8_000 + '"\n' + "gcloud iam service-accounts create $L\n" * MANY},
        "a.sh: the script is followed no further",
    ),
    "what a command asks, very often in one": (
        {"a.sh": "P=$(" + "gcloud config get " * 15 * MANY + ")\ngcloud iam service-accounts create x-account --project=$P\n"},
        None,
    ),
    "empty lines of a block that makes an account, as another one does": (
        {"main.tf": 'resource "kubernetes_service_account" "a" {\n' + "\n" * 120 * MANY + '  metadata {\n    name = "k"\n    namespace = "n"\n  }\n}\n'
                    'resource "kubernetes_manifest" "m" {\n  manifest = { apiVersion = "v1", kind = "ServiceAccount", metadata = { name = "k", namespace = "n" } }\n}\n'},
        None,
    ),
    "a long variable, very often": (
        {"a.sh": "A=" + "a" * 16_000 + '\ngcloud iam service-accounts create "' + "$A" * 2 * MANY + '"\n'},
        None,
    ),
    "grants of a script and those that it takes away": (
        {"a.sh": "".join(f"gcloud projects {verb}-iam-policy-binding acme-prod --role roles/viewer --member user:{verb}{n}@b.example\n"
                         for verb in ("add", "remove") for n in range(3 * MANY))},
        None,
    ),
    "strange keys of values and those of a chart": (
        {"c/Chart.yaml": CHART, "c/templates/a.yaml": ksa("k"),
         "c/values.yaml": "".join(f"serviceAccount{'ab' * 20}{n:05}: v\n" for n in range(MANY)),
         "c/values-p.yaml": "".join(f"serviceAccount{'ba' * 20}{n:05}: v\n" for n in range(MANY))},
        None,
    ),
    "rounds of a template and a text that it reads": (
        {"c/Chart.yaml": CHART, "c/templates/a.yaml": "kind: ServiceAccount\n{{ range until 256 }}{{ $x := tpl $.Values.t $ }}{{ end }}\n",
         "c/values.yaml": "t: '{{ if false }}" + "{{ .Values.a }}" * 10 * MANY + "{{ end }}'\n"},
        "c/templates/a.yaml: the template takes more",
    ),
    "charts and those inside them, on every way": (
        {f"l{level}n{n}/Chart.yaml": f"apiVersion: v2\nname: l{level}n{n}\nversion: 1.0.0\ndependencies:\n" + "".join(
            f"- {{name: l{level + 1}n{m}, repository: 'file://../l{level + 1}n{m}', condition: off.x}}\n" for m in range(10 if level < 6 else 0))
         for level in range(7) for n in range(10 if level else 1)}
        | {f"l{level}n{n}/templates/_a.tpl": f'{{{{ define "d{level}-{n}" }}}}a{{{{ end }}}}\n' for level in range(7) for n in range(10 if level else 1)}
        | {"l0n0/values.yaml": "off: {x: false}\n", "l0n0/templates/a.yaml": "kind: ServiceAccount\n" + '{{ include "nothing" . }}\n' * 10},
        None,
    ),
    "ignored files and patterns": (
        {".wi-lintignore": "".join(f"**/a{n}*b*c*d/**/x*y*z\n" for n in range(1_900))}
        | {f"k/a{n}.yaml": "a: b\n" for n in range(MANY)},
        None,
    ),
    "operations of a patch for what is elsewhere": (
        {"kustomization.yaml": ORPHAN + "".join(f"    - {{op: add, path: /metadata/annotations/k{n}, value: x}}\n" for n in range(5 * MANY))},
        None,
    ),
    "levels of a path of a patch": (
        {"kustomization.yaml": ORPHAN + "    - {op: add, path: /metadata/annotations" + "/a" * 10 * MANY + ", value: x}\n"},
        None,
    ),
    "questions about projects in one command": (
        {"a.sh": "#!/bin/bash\nX=$(" + "gcloud projects list " * 5 * MANY + ")\ngcloud x $X\n"},
        None,
    ),
    "references to accounts that are alike": (
        {"a.yaml": "".join(UPBOUND % ("ServiceAccount", f"{'ab' * 900}{n}", "project: p") for n in range(100))
                   + "".join(UPBOUND % ("ServiceAccountIAMMember", f"m{n}", f"serviceAccountIdRef: {{name: {'ba' * 900}{n}}}") for n in range(MANY))},
        None,
    ),
    "values of many releases and what a chart says": (
        {"c/Chart.yaml": CHART, "c/templates/_h.tpl": "{{/*" + " .Values.a.b" * 20_000 + " */}}\n", "c/templates/a.yaml": ksa("k"),
         "a.yaml": "".join(RELEASED % (n, n) for n in range(200))},
        None,
    ),
    "accounts of one release that values do not annotate": (
        {"a.yaml": "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: r, namespace: n}\nspec:\n  chart: {spec: {chart: x}}\n  values:\n"
                   + "".join(f"    a{n}: {{serviceAccount: {{create: true, name: k{n}}}}}\n" for n in range(2 * MANY))},
        None,
    ),
    "generators and a file of variables": (
        {"kustomization.yaml": "configMapGenerator:\n" + "".join(f"- {{name: g{n}, envs: [x.env]}}\n" for n in range(200)),
         "x.env": "".join(f"K{n}=v\n" for n in range(20_000))},
        "x.env: generators read more than",
    ),
    "Kustomizations and a config map": (
        {"c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: f}\ndata:\n" + "".join(f"  k{n}: v\n" for n in range(10_000)),
         "k.yaml": "".join(f"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {{name: k{n}, namespace: f}}\n"
                           f"spec: {{path: ./p{n}, postBuild: {{substituteFrom: [{{kind: ConfigMap, name: c}}]}}}}\n---\n" for n in range(MANY))},
        None,
    ),
    "strange keys and dependencies": (
        {"c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n" + "".join(f"- {{name: d{n}, version: 1.0.0, repository: 'https://x'}}\n" for n in range(2 * MANY)),
         "c/values.yaml": "".join(f"s{n}: shop-app@acme-prod.iam.gserviceaccount.com\n" for n in range(4 * MANY))},
        None,
    ),
    "paths of scripts, and files that they may lead to": (
        {
            **{f"s{n}.sh": "".join(f"helm upgrade --install a ./c -f envs/{m}-$E{m}.yaml\n" for m in range(20)) for n in range(60)},
            **{f"envs/x{n}.txt": "" for n in range(1_000)},
        },
        "s",
    ),
    "environments of a helmfile and its releases": (
        {
            "helmfile.yaml": "environments:\n" + "".join(f"  e{n}: {{}}\n" for n in range(24))
            + "".join(f'---\nreleases:\n- name: r{n}\n  chart: ./c\n  values: ["v/{{{{ .Environment.Name }}}}.yaml"]\n' for n in range(400)),
            "c/Chart.yaml": CHART,
            "c/templates/a.yaml": ksa("k"),
        },
        "helmfile.yaml: more than 5,000 releases of all environments",
    ),
    "stacks in stacks": (
        {
            "live/terragrunt.stack.hcl": "".join(
                f'stack "s{n}" {{\n  source = "../live"\n  path = "s{n}"\n}}\nunit "u{n}" {{\n  source = "../unit"\n  path = "u{n}"\n}}\n'
                for n in range(9)
            ),
            "top/terragrunt.stack.hcl": 'stack "a" {\n  source = "../live"\n  path = "a"\n}\n',
            "unit/terragrunt.hcl": 'terraform {\n  source = "${get_repo_root()}/m"\n}\n',
            "m/main.tf": 'resource "google_service_account" "x" {\n  project = "acme-prod"\n  account_id = "shop-app"\n}\n',
        },
        "top/terragrunt.stack.hcl: stacks are made of more than 1,000 units",
    ),
    "releases of one file and its text": (
        {"c/Chart.yaml": CHART, "c/templates/a.yaml": ksa("k"), "a.yaml": "".join((RELEASED % (n, n)).replace("b.iam.gserviceaccount.com", "x" * 900) for n in range(MANY))},
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_product_is_bounded_and_says_so(name: str, tmp_path: Path, bounded: Run) -> None:
    files, said = PRODUCTS[name]
    for path, text in {**files, "bad.yaml": BAD}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    done = bounded("-q", "-f", "concise", ".")
    assert done.returncode == 1, done.stderr[:2000]
    assert re.search(r"^bad\.yaml:7:\d+: WI102", done.stdout, re.MULTILINE)
    limits = re.findall(r"^(.+?):\d+:\d+: WI006 \[\w+\] (.*)$", done.stdout, re.MULTILINE)
    told = [f"{path}: {says}" for path, says in limits]
    assert any(one.startswith(said) for one in told) if said else told == []


def many_blocks(count: int) -> str:
    return "".join(
        f'resource "google_project_iam_member" "m{n}" {{\n  project = "p"\n  role = "roles/viewer"\n  member = "user:a{n}@b.example"\n}}\n'
        for n in range(count)
    )


REMARK = "# " + "what is read and holds nothing " * 20 + "\n"


def test_links_to_manifests_and_templates_are_bounded(tmp_path: Path, bounded: Run) -> None:
    (tmp_path / "a.yaml").write_text("".join(ksa(f"k{n}") + REMARK for n in range(200)))
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "lib" / "templates").mkdir(parents=True)
    (tmp_path / "lib" / "templates" / "a.yaml").write_text("".join(ksa(f"t{n}") + REMARK for n in range(500)))
    for number in range(300):
        (tmp_path / f"b{number:03}.yaml").symlink_to("a.yaml")
        (tmp_path / f"c{number:03}").mkdir()
        (tmp_path / f"c{number:03}" / "Chart.yaml").write_text(f"name: c{number}\n")
        (tmp_path / f"c{number:03}" / "templates").symlink_to("../lib/templates")
    told = _told_beside_a_mistake(bounded)
    assert any("links to one file" in says and path.startswith("b") for path, says in told)
    assert any("the templates of another one" in says and path.startswith("c") for path, says in told)


def test_links_to_values_and_terraform_are_bounded(tmp_path: Path, bounded: Run) -> None:
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "big.yaml").write_text("".join(f"k{n}: v\n" for n in range(10_000)))
    for folder in ("tf", "e"):
        (tmp_path / folder).mkdir()
    (tmp_path / "tf" / "a.tf").write_text(many_blocks(1_000))
    (tmp_path / "e" / "Chart.yaml").write_text("name: e\n")
    for number in range(300):
        (tmp_path / "e" / f"values-e{number}.yaml").symlink_to("../big.yaml")
        (tmp_path / "tf" / f"b{number}.tf").symlink_to("a.tf")
    told = _told_beside_a_mistake(bounded)
    assert any("links to one file" in says and path.startswith("tf/") for path, says in told)
    assert any(path.startswith("e/") for path, _ in told)


def _told_beside_a_mistake(bounded: Run) -> list[tuple[str, str]]:
    """What is said of bounds, where the mistake of another file is told all the same."""
    done = bounded("-q", "-f", "concise", ".")
    assert done.returncode == 1, done.stderr[:2000]
    assert re.search(r"^bad\.yaml:7:\d+: WI102", done.stdout, re.MULTILINE)
    return re.findall(r"^(.+?):\d+:\d+: WI006 \[\w+\] (.*)$", done.stdout, re.MULTILINE)


SILENT: dict[str, tuple[Tree, str | None]] = {
    "rounds of a template": (
        {"c/Chart.yaml": CHART,
         "c/templates/a.yaml": "{{ range $i := until 300 }}{{ if eq $i 290 }}" + BAD + "{{ end }}{{ end }}\n"},
        None,
    ),
    "a long template": (
        {"c/Chart.yaml": CHART,
         "c/templates/a.yaml": BAD + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata:\n  a: |\n" + f"    {'a' * 60}\n" * 17_000},
        None,
    ),
    "rounds of a loop": (
        {"a.sh": "for i in " + " ".join(f"w{n}" for n in range(300)) + "; do kubectl create serviceaccount $i; done\n"},
        "a.sh: of this loop no more than 256 rounds",
    ),
    "files that a script wrote": (
        {"a.sh": "".join(f"echo a > f{n}.txt\n" for n in range(3_000)) + "sed -i s,a,b, $F\n" * 6_000 + "kubectl create serviceaccount k\n"},
        "a.sh: the script is followed no further than",
    ),
    "functions": (
        {"a.sh": "".join(f"f{n}() {{\n f{n + 1} $1\n}}\n" for n in range(30)) + "f30() {\n kubectl create serviceaccount $1\n}\nf0 k\n"},
        "a.sh: functions are followed no more than 24 deep",
    ),
    "a long script": (
        {"a.sh": f"# {'a' * 50}\n" * 20_000 + "kubectl create serviceaccount k\n"},
        "a.sh: the script is read no further than",
    ),
    "sourced scripts": (
        {f"s{n}.sh": f". ./s{n + 1}.sh\n" for n in range(1, 7)} | {"s7.sh": "G=k\n", "s0.sh": ". ./s1.sh\nkubectl create serviceaccount $G\n"},
        "s3.sh: no more than 4 scripts are followed",
    ),
    "environments": (
        {"main.tf": 'variable "p" {}\n' + APP} | {f"e{n:02}.tfvars": 'p = "a"\n' for n in range(30)},
        "main.tf: more than 24 environments of this root: 6",
    ),
    "charts that install charts": (
        {f"c{n}/Chart.yaml": f"name: c{n}\n" for n in range(12)}
        | {f"c{n}/templates/a.yaml": f"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: a{n}}}\n"
           f"spec: {{destination: {{namespace: n}}, source: {{path: c{n + 1}, helm: {{values: 'v: {{{{ .Values.v }}}}'}}}}}}\n" for n in range(11)}
        | {"app.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\n"
           "spec: {destination: {namespace: n}, source: {path: c0, helm: {values: 'v: a'}}}\n"},
        "c7/templates/a.yaml: no more than 8 charts",
    ),
}  # fmt: skip
"""What was left out without a word; a bound that is told, or none where the text itself is one."""


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_left_out_without_a_word(name: str, tmp_path: Path, bounded: Run) -> None:
    files, said = SILENT[name]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    done = bounded("-q", "--exit-zero", "-f", "concise", ".")
    told = re.findall(r"^(.+?):\d+:\d+: (WI\d+) \[\w+\] (.*)$", done.stdout, re.MULTILINE)
    if said is None:
        assert [rule for _, rule, _ in told] == ["WI102"]
    else:
        assert any(rule == "WI006" and f"{path}: {says}".startswith(said) for path, rule, says in told)
