"""Terraform, evaluated: what is known, what is a hole, and that no value is ever wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from wi_lint.compose.terraform import Folders, Module, root_modules
from wi_lint.compose.terraform.convert import NotKnown, plain
from wi_lint.facts import (
    AuditConfig,
    Cluster,
    EnabledService,
    Fact,
    Firewall,
    FleetMembership,
    NodePool,
    Project,
)
from wi_lint.files import Disk, Memory
from wi_lint.lint import Report, facts_of, lint
from wi_lint.packs import installed
from wi_lint.source import Source
from wi_lint.values import ListValue, MapValue, Reason, Text, Unknown, Value

HERE = Source("test", "").span(0, 0)


def module(files: dict[str, str] | str) -> Module:
    texts = {"main.tf": files} if isinstance(files, str) else files
    folders = Folders(Memory(texts))
    paths = sorted({path.rpartition("/")[0] for path in texts if path.endswith(".tf")})
    return next(root_modules(folders, paths))


def local(files: dict[str, str] | str, name: str = "x") -> Value:
    return module(files).local(name, HERE)


def shown(value: Value) -> object:
    try:
        return plain(value)
    except NotKnown:
        return str(value) if isinstance(value, Text) else repr(type(value).__name__)


PRELUDE = """
variable "given" {}
variable "name" { default = "shop" }
variable "list" { default = ["b", "a", "b"] }
variable "map" { default = { one = "1", two = "2" } }
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"${var.name}-app"', "shop-app"),
        ('"${var.given}-app"', "${var.given}-app"),
        ("var.map.one", "1"),
        ('var.map["two"]', "2"),
        ("var.list[1]", "a"),
        ('{ for k, v in var.map : v => k }', {"1": "one", "2": "two"}),
        ('[for v in var.list : upper(v) if v != "a"]', ["B", "B"]),
        ('{ for v in var.list : v => "x"... }', {"a": ["x"], "b": ["x", "x"]}),
        ("toset(var.list)", ["a", "b"]),
        ('format("%s.svc.id.goog[%s/%s]", var.given, "ns", "ksa")', "${var.given}.svc.id.goog[ns/ksa]"),
        ('join("/", [var.name, "x"])', "shop/x"),
        ('var.given != "" ? "same" : "same"', "same"),
        ('var.name == "shop" ? "yes" : "no"', "yes"),
        ('merge(var.map, { two = "3" })', {"one": "1", "two": "3"}),
        ('lookup(var.map, "none", "default")', "default"),
        ('try(var.map.none, "fallback")', "fallback"),
        ('coalesce("", null, "z")', "z"),
        ('trimprefix("projects/acme", "projects/")', "acme"),
        ('trimsuffix("a.b", ".b")', "a"),
        ('split(",", "a,b")', ["a", "b"]),
        ('replace("a_b", "_", "-")', "a-b"),
        ("flatten([[1, [2]], [3]])", [1, 2, 3]),
        ("{ for p in setproduct([\"a\"], [\"x\", \"y\"]) : join(\"-\", p) => p[1] }", {"a-x": "x", "a-y": "y"}),
        ('concat(["a"], var.list)', ["a", "b", "a", "b"]),
        ("length(var.list) + 1", 4),
        ('"%{ if var.name == "shop" }in%{ else }out%{ endif }"', "in"),
        ('"%{ for v in var.list }${v};%{ endfor }"', "b;a;b;"),
        ("var.list[*]", ["b", "a", "b"]),
        ('element(var.list, 4)', "a"),
        ('contains(var.list, "z")', False),
        ('jsondecode("{\\"a\\": [1]}").a[0]', 1),
        ('keys(var.map)', ["one", "two"]),
        ('lower("ABC")', "abc"),
        ('substr("abcdef", 1, 3)', "bcd"),
        ('local.y', "loop"),
        ('path.module', "."),
        ('one([])', None),
        ('!false', True),
        ('-3 % 2', -1),
    ],
)  # fmt: skip
def test_expressions(expression: str, expected: object) -> None:
    text = f'{PRELUDE}\nlocals {{\n  x = {expression}\n  y = "loop"\n}}\n'
    assert shown(local(text)) == expected


def test_what_is_not_known_is_a_hole_with_its_reason() -> None:
    value = local(f"{PRELUDE}\nlocals {{\n  x = var.given\n}}\n")
    assert isinstance(value, Unknown)
    assert value.cause == Reason.NO_DEFAULT("the variable 'given'")
    assert value.origin.text == 'variable "given"'


def test_a_cycle_is_a_hole() -> None:
    value = local("locals {\n  x = local.y\n  y = local.x\n}\n")
    assert isinstance(value, Unknown)
    assert value.cause == Reason.CIRCULAR()


def test_values_for_variables_come_in_terraforms_order() -> None:
    files = {
        "main.tf": 'variable "a" { default = "default" }\nlocals {\n  x = var.a\n}\n',
        "terraform.tfvars": 'a = "tfvars"\n',
        "b.auto.tfvars": 'a = "auto b"\n',
        "a.auto.tfvars": 'a = "auto a"\n',
        "other/prod.tfvars": 'a = "not read by itself"\n',
    }
    value = local(files)
    assert shown(value) == "auto b"
    assert isinstance(value, Text)
    assert value.origin.path == "b.auto.tfvars"


def test_an_empty_default_is_empty_in_a_comparison_and_a_hole_in_use() -> None:
    text = 'variable "p" { default = "" }\nlocals {\n  x = "${var.p}.svc"\n  y = var.p != "" ? var.p : "other"\n}\n'
    assert str(local(text)) == "${var.p}.svc"
    assert shown(local(text, "y")) == "other"


def test_a_long_chain_and_a_deep_value_end_in_a_hole(lint_texts: Callable[..., Report]) -> None:
    chain = "".join(f'  a{i} = "${{local.a{i + 1}}}x"\n' for i in range(3000))
    deep = "[" * 55 + "local.a0" + "]" * 55
    text = f"""locals {{
{chain}  a3000 = "end"
}}
resource "google_service_account_iam_binding" "b" {{
  service_account_id = "projects/acme-prod/serviceAccounts/${{local.a0}}"
  role               = "roles/iam.workloadIdentityUser"
  members            = flatten({deep})
}}
"""
    report = lint_texts({"main.tf": text})
    assert (report.results, report.crashes) == ([], [])
    value = local(text, "a0")
    assert isinstance(value, Text)
    assert value.cause == Reason.TOO_LARGE("its chain of references")


def test_modules_pass_arguments_and_outputs_and_keep_origins() -> None:
    files = {
        "live/main.tf": 'module "app" {\n  source = "../modules/app"\n  name   = "shop"\n}\nlocals {\n  x = module.app.email\n}\n',
        "modules/app/main.tf": 'variable "name" {}\nresource "google_service_account" "this" {\n  account_id = var.name\n  project = "acme-prod"\n}\noutput "email" {\n  value = google_service_account.this.email\n}\n',
    }
    value = local(files)
    assert shown(value) == "shop@acme-prod.iam.gserviceaccount.com"
    assert isinstance(value, Text)
    assert (value.parts[0].at.path, value.parts[0].at.line) == ("live/main.tf", 3)


def test_for_each_and_count_make_instances() -> None:
    made = module(
        'resource "google_service_account" "each" {\n  for_each = toset(["a", "b"])\n  account_id = "app-${each.key}-x"\n}\n'
        'resource "google_service_account" "count" {\n  count = 2\n  account_id = "app-${count.index}-x"\n}\n'
        'resource "google_service_account" "none" {\n  count = 0\n  account_id = "x"\n}\n'
    )
    found = [
        (r.address, str(r.text("account_id")))
        for kind, name in made.folder.resources
        for r in made.resources("resource", kind, name)
    ]
    assert found == [
        ('google_service_account.each["a"]', "app-a-x"),
        ('google_service_account.each["b"]', "app-b-x"),
        ("google_service_account.count[0]", "app-0-x"),
        ("google_service_account.count[1]", "app-1-x"),
    ]


def test_an_unknown_for_each_is_one_symbolic_instance() -> None:
    made = module(
        'variable "names" {}\nresource "google_service_account" "each" {\n  for_each = var.names\n  account_id = "app-${each.key}"\n}\n'
    )
    [one] = made.resources("resource", "google_service_account", "each")
    assert one.address == "google_service_account.each[each.key]"
    assert not one.sure_to_exist
    assert str(one.text("account_id")).startswith("app-${")


def test_a_dynamic_block_is_rolled_out() -> None:
    made = module(
        'locals {\n  pools = ["acme.svc.id.goog"]\n}\nresource "google_container_cluster" "c" {\n  dynamic "workload_identity_config" {\n'
        "    for_each = local.pools\n    content {\n      workload_pool = workload_identity_config.value\n    }\n  }\n}\n"
    )
    [one] = made.resources("resource", "google_container_cluster", "c")
    assert [str(p.text("workload_pool")) for p in one.parts("workload_identity_config")] == [
        "acme.svc.id.goog"
    ]


def test_the_provider_gives_the_project() -> None:
    text = 'provider "google" {\n  project = "acme-prod"\n}\nresource "google_service_account" "a" {\n  account_id = "shop-app"\n}\nlocals {\n  x = google_service_account.a.member\n}\n'
    assert shown(local(text)) == "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('concat(var.given, ["x"])[0]', None),
        ('try(google_service_account.maybe[0].account_id, "")', None),
        ('google_service_account.maybe[0].account_id', "shop-app"),
        ('try(var.typed.a, "fallback")', "default"),
        ('var.typed.b', "given"),
        ('var.typed.c == null', True),
        ('can(var.typed.d)', False),
        ('tolist(toset(["b", "a"]))[0]', "a"),
        ('join("-", toset(["b", "a"]))', "a-b"),
        ('[for i, v in concat(var.given, ["x"]) : i][0]', None),
        ('coalesce("${var.given}${var.given}", "z")', None),
    ],
)  # fmt: skip
def test_nothing_is_claimed_that_may_be_otherwise(expression: str, expected: object) -> None:
    text = PRELUDE + (
        'variable "typed" {\n  type = object({ a = optional(string, "default"), b = string, c = optional(string) })\n'
        '  default = { b = "given", d = "dropped" }\n}\n'
        'resource "google_service_account" "maybe" {\n  count = var.given ? 1 : 0\n  account_id = "shop-app"\n}\n'
    )
    value = local(f"{text}\nlocals {{\n  x = {expression}\n}}\n")
    if expected is None:
        assert isinstance(value, Unknown)
    else:
        assert shown(value) == expected


def test_two_roots_have_two_holes() -> None:
    text = 'variable "p" {}\nlocals {\n  x = var.p\n}\n'
    folders = Folders(Memory({"a/main.tf": text, "b/main.tf": text}))
    one, other = (m.local("x", HERE) for m in root_modules(folders, ["a", "b"]))
    assert isinstance(one, Text)
    assert isinstance(other, Text)
    assert one.key != other.key


def test_why_it_is_not_known_is_told_by_what_it_rests_on() -> None:
    text = """
variable "prefix" {}
locals {
  x = var.prefix == "" ? "app" : "web"
  y = { a = 1, b = 2 }[var.prefix]
  z = [for one in ["a", "b"] : one if startswith(var.prefix, one)]
}
"""
    for name in ("x", "y"):
        value = local(text, name)
        assert isinstance(value, Unknown)
        assert value.cause == Reason.NO_DEFAULT("the variable 'prefix'")
    z = local(text, "z")
    assert isinstance(z, ListValue)
    assert z.more is not None
    assert z.more.cause == Reason.NO_DEFAULT("the variable 'prefix'")


def test_newer_versions_of_terraform_stop_at_the_first_operand() -> None:
    value = local('locals { x = try(true || startswith(null, "a"), "older") }')
    assert isinstance(value, Unknown)


def test_a_resource_may_be_called_one() -> None:
    text = """
resource "google_service_account" "app" {
  account_id = "app-main"
  project    = "acme-prod"
}
locals { x = resource.google_service_account.app.email }
"""
    assert shown(local(text)) == "app-main@acme-prod.iam.gserviceaccount.com"


def test_a_module_never_leaves_the_tree_and_never_loops() -> None:
    files = {
        "a/main.tf": 'module "out" {\n  source = "../../../etc"\n}\nmodule "self" {\n  source = "../a"\n}\nlocals {\n  x = module.out.y\n}\n'
    }
    made = module(files)
    assert isinstance(made.local("x", HERE), Unknown)
    assert [m.path for m in made.modules()] == [""]


def test_names_that_google_makes_of_arguments_are_known() -> None:
    text = """
provider "google" {
  project = "acme-prod"
}
resource "google_project_iam_custom_role" "r" {
  role_id = "appReader"
}
resource "google_kms_key_ring" "ring" {
  name     = "ring"
  location = "global"
}
resource "google_kms_crypto_key" "key" {
  name     = "key"
  key_ring = google_kms_key_ring.ring.id
}
locals {
  x = google_project_iam_custom_role.r.id
  y = google_kms_crypto_key.key.id
}
"""
    assert shown(local(text)) == "projects/acme-prod/roles/appReader"
    assert shown(local(text, "y")) == "projects/acme-prod/locations/global/keyRings/ring/cryptoKeys/key"


def test_apis_that_are_enabled_are_facts() -> None:
    text = """
resource "google_project_service" "each" {
  for_each = toset(["iamcredentials.googleapis.com", "sts.googleapis.com"])
  project  = "acme-prod"
  service  = each.key
}
"""
    found = facts(EnabledService, text)
    assert [(str(fact.project), str(fact.service)) for fact in found] == [
        ("acme-prod", "iamcredentials.googleapis.com"),
        ("acme-prod", "sts.googleapis.com"),
    ]


_F = TypeVar("_F", bound=Fact)


def facts(kind: type[_F], text: str) -> list[_F]:
    return [fact for fact in facts_of(Memory({"main.tf": text}), ["main.tf"]) if isinstance(fact, kind)]


def test_projects_and_their_audit_configurations_are_facts() -> None:
    text = """
resource "google_project" "shop" {
  name       = "Shop"
  project_id = "acme-shop"
}
resource "google_project_iam_audit_config" "iam" {
  project = google_project.shop.project_id
  service = "iam.googleapis.com"
  audit_log_config { log_type = "ADMIN_READ" }
  dynamic "audit_log_config" {
    for_each = var.more
    content { log_type = audit_log_config.value }
  }
}
resource "google_organization_iam_audit_config" "all" {
  org_id  = "123456789"
  service = "allServices"
  audit_log_config { log_type = "DATA_READ" }
}
variable "more" { type = list(string) }
"""
    assert [str(project.id) for project in facts(Project, text)] == ["acme-shop"]
    found = facts(AuditConfig, text)
    assert [(a.target.kind, str(a.target.name), str(a.service), a.log_types) for a in found] == [
        ("project", "acme-shop", "iam.googleapis.com", None),
        ("organization", "123456789", "allServices", frozenset({"DATA_READ"})),
    ]


def test_nodes_know_their_account_and_clusters_their_fleet() -> None:
    text = """
resource "google_container_cluster" "main" {
  name     = "main"
  project  = "acme-prod"
  location = "europe-west1"
  fleet { project = "acme-fleet" }
  cluster_autoscaling {
    enabled = true
    auto_provisioning_defaults { service_account = "nodes@acme-prod.iam.gserviceaccount.com" }
  }
}
resource "google_container_node_pool" "one" {
  cluster = google_container_cluster.main.name
  name    = "one"
  node_config { service_account = "pool@acme-prod.iam.gserviceaccount.com" }
}
resource "google_gke_hub_membership" "main" {
  project       = "acme-hub"
  membership_id = "main"
  endpoint {
    gke_cluster { resource_link = "//container.googleapis.com/${google_container_cluster.main.id}" }
  }
}
"""
    (cluster,) = facts(Cluster, text)
    assert [str(account) for account in cluster.provisioned] == ["nodes@acme-prod.iam.gserviceaccount.com"]
    assert [str(p.account) for p in facts(NodePool, text)] == ["pool@acme-prod.iam.gserviceaccount.com"]
    full = "projects/acme-prod/locations/europe-west1/clusters/main"
    assert [(str(m.project), str(m.cluster)) for m in facts(FleetMembership, text)] == [
        ("acme-fleet", full),
        ("acme-hub", full),
    ]


def test_firewalls_are_facts() -> None:
    text = """
resource "google_compute_firewall" "closed" {
  name               = "closed"
  network            = "main"
  direction          = "EGRESS"
  priority           = 65000
  destination_ranges = ["0.0.0.0/0"]
  deny { protocol = "all" }
}
resource "google_compute_firewall" "web" {
  name    = "web"
  network = "main"
  allow { protocol = "tcp" }
}
"""
    assert [(f.egress, f.denies, f.priority, f.ranges) for f in facts(Firewall, text)] == [
        (True, True, 65000, frozenset({"0.0.0.0/0"})),
        (False, False, 1000, frozenset()),
    ]


MANIFEST = """
resource "kubectl_manifest" "app" {
  yaml_body = %s
}
resource "helm_release" "app" {
  name      = "app"
  namespace = "shop"
  values    = [%s]
}
"""


def test_empty_manifests_and_values_are_nothing(lint_texts: Callable[..., Report]) -> None:
    report = lint_texts({"main.tf": MANIFEST % ('""', '"", null')})
    assert (report.results, report.crashes) == ([], [])


def test_a_date_in_a_document_hides_nothing_else() -> None:
    text = 'locals {\n  x = yamldecode("a: 2020-01-01\\nb: known")\n}\n'
    value = local(text)
    assert isinstance(value, MapValue)
    assert (shown(value.items["b"]), isinstance(value.items["a"], Unknown)) == ("known", True)


def test_a_module_beside_a_commit_is_not_taken_for_an_old_version(lint_texts: Callable[..., Report]) -> None:
    text = """
module "cluster" {
  source     = "git::https://github.com/terraform-google-modules/terraform-google-kubernetes-engine.git?ref=%s"
  project_id = "acme-prod"
  name       = "main"
  region     = "europe-west1"
}
"""
    rules = {
        ref: [r.rule.id for r in lint_texts({"main.tf": text % ref}).results]
        for ref in ("0a1b2c3d", "v7.3.0")
    }
    assert rules == {"0a1b2c3d": [], "v7.3.0": ["WI302"]}


def test_a_folder_of_any_name_is_the_users_own(lint_texts: Callable[..., Report]) -> None:
    texts = {
        "wi-lint/known/main.tf": 'module "a" {\n  source = "./a"\n}\n',
        "wi-lint/known/a/main.tf": 'resource "google_service_account" "a" {\n  account_id = "x"\n}\n',
    }
    report = lint_texts(texts)
    assert report.crashes == []
    assert report.facts == 2


def test_a_module_behind_links_is_read_once(tmp_path: Path) -> None:
    module = (
        'variable "role" {}\nresource "google_service_account" "app" {\n  project    = "acme-prod"\n'
        '  account_id = "x"\n}\n'
    )
    call = 'module "app" {\n  source = "./modules/app"\n  role   = "roles/viewer"\n}\n'
    (tmp_path / "modules" / "app").mkdir(parents=True)
    (tmp_path / "modules" / "app" / "main.tf").write_text(module)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(call)
        (tmp_path / name / "modules").symlink_to("../modules")
    paths = ["modules/app/main.tf", "one/main.tf", "two/main.tf"]
    results = lint(Disk(tmp_path), paths, installed()).results
    told = [(r.finding.at.path, r.finding.at.line) for r in results if r.rule.id == "WI211"]
    assert told == [("modules/app/main.tf", 4)]
