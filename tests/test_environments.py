"""Values for root modules: environments that are detected or named, single values, Terragrunt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wi_lint.compose.terraform import Folders, Given, root_modules
from wi_lint.files import Memory
from wi_lint.source import Source
from wi_lint.values import Text

HERE = Source("test", "").span(0, 0)
MAIN = 'variable "project" {}\nvariable "tier" { default = "small" }\nlocals {\n  x = "${var.project}/${var.tier}"\n}\n'


def found(texts: dict[str, str], given: Given | None = None) -> dict[str, str]:
    """What `local.x` is in each unit."""
    folders = Folders(Memory(texts))
    homes = sorted({path.rpartition("/")[0] for path in texts if path.endswith((".tf", "terragrunt.hcl"))})
    made = {}
    for module in root_modules(folders, homes, given):
        value = module.local("x", HERE)
        assert isinstance(value, Text)
        made[module.unit.title] = str(value)
    return made


@pytest.mark.parametrize(
    "layout",
    ["{}.tfvars", "env/{}.tfvars", "environments/{}.tfvars.json", "envs/{}/terraform.tfvars", "vars/{}/any.tfvars"],
)  # fmt: skip
def test_the_usual_layouts_are_environments(layout: str) -> None:
    json = layout.endswith(".json")
    texts = {
        f"live/{layout.format(name)}": f'{{"project": "acme-{name}"}}'
        if json
        else f'project = "acme-{name}"\n'
        for name in ("dev", "prod")
    }
    assert found({"live/main.tf": MAIN, **texts}) == {
        f"live ({layout.format('dev')})": "acme-dev/small",
        f"live ({layout.format('prod')})": "acme-prod/small",
    }


def test_what_all_environments_share_is_in_each() -> None:
    texts = {
        "main.tf": MAIN,
        "terraform.tfvars": 'tier = "automatic"\n',
        "env/common.tfvars": 'tier = "shared"\n',
        "env/dev.tfvars": 'project = "acme-dev"\n',
        "env/prod.tfvars": 'project = "acme-prod"\ntier = "large"\n',
    }
    assert found(texts) == {
        ". (env/dev.tfvars)": "acme-dev/shared",
        ". (env/prod.tfvars)": "acme-prod/large",
    }


def test_files_for_something_else_are_no_environments() -> None:
    texts = {
        "main.tf": MAIN,
        "example.tfvars": 'project = "change-me"\n',
        "config/other.tfvars": 'colour = "red"\nsize = 3\nproject = "acme"\n',
        "environments/dev/main.tf": 'module "all" {\n  source = "../.."\n  project = "acme-dev"\n}\n',
        "environments/dev/dev.auto.tfvars": 'project = "no"\n',
    }
    assert found({**texts, "environments/dev/locals.tf": 'locals {\n  x = "own"\n}\n'}) == {
        "environments/dev": "own"
    }


def test_what_is_named_replaces_what_is_detected() -> None:
    texts = {"live/main.tf": MAIN, "live/a.tfvars": 'project = "a"\n', "live/b.tfvars": 'project = "b"\n'}
    assert found(texts, Given({"live": (("b.tfvars",),)})) == {"live": "b/small"}
    assert found(texts, Given({"live": (("a.tfvars",), ("a.tfvars", "b.tfvars"))})) == {
        "live (a.tfvars)": "a/small",
        "live (b.tfvars)": "b/small",
    }


def test_single_values_and_files_from_the_command_line_win() -> None:
    texts = {
        "live/main.tf": MAIN,
        "live/x.auto.tfvars": 'project = "auto"\ntier = "auto"\n',
        "own.tfvars": 'tier = "own"\n',
    }
    assert found(texts, Given(files=("own.tfvars",), values=(("project", "told"), ("other", "x")))) == {
        "live": "told/own"
    }


def test_terragrunt_gives_inputs_to_local_modules() -> None:
    texts = {
        "modules/app/main.tf": MAIN,
        "live/root.hcl": 'inputs = {\n  tier = "shared"\n  project = "parent"\n}\n',
        "live/dev/app/terragrunt.hcl": """
            include "root" {
              path = find_in_parent_folders("root.hcl")
            }
            terraform {
              source = "../../..//modules/app"
            }
            locals {
              env = "dev"
            }
            inputs = {
              project = "acme-${local.env}"
              unused  = dependency.vpc.outputs.id
            }
        """,
        "live/far/terragrunt.hcl": 'terraform {\n  source = "git::https://example.com/x.git"\n}\n',
    }
    assert found(texts) == {"live/dev/app": "acme-dev/shared"}


BINDING = """
variable "namespace" {}
resource "google_service_account" "app" {
  account_id = "shop-app"
  project    = "acme-prod"
}
resource "google_service_account_iam_member" "app" {
  service_account_id = google_service_account.app.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:acme-prod.svc.id.goog[${var.namespace}/app]"
}
resource "google_storage_bucket_iam_member" "app" {
  bucket = "acme-catalog"
  role   = "roles/storage.objectViewer"
  member = google_service_account.app.member
}
"""
ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com
"""


def command(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wi_lint", "check", "-f", "concise", *args],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_takes_values(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra/main.tf").write_text(BINDING)
    (tmp_path / "app.yaml").write_text(ACCOUNT)
    (tmp_path / "own.tfvars").write_text('namespace = "shpo"\n')
    assert command(tmp_path).stdout == ""
    assert "app.yaml:7:37: WI201" in command(tmp_path, "--tf-var", "namespace=stop").stdout
    assert "app.yaml:7:37: WI201" in command(tmp_path, "--tf-var-file", "own.tfvars").stdout
    assert command(tmp_path, "--tf-var", "namespace=shop").returncode == 0
    wrong = command(tmp_path, "--tf-var", "namespace")
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "wi-lint: --tf-var 'namespace' has no '='; write it as --tf-var NAME=VALUE\n",
    )
    assert command(tmp_path, "--tf-var-file", "none.tfvars").returncode == 2


def test_a_finding_of_one_environment_names_it_and_its_line(tmp_path: Path) -> None:
    (tmp_path / "env").mkdir()
    (tmp_path / "main.tf").write_text(BINDING.replace("${var.namespace}/app", "${var.namespace}"))
    (tmp_path / "env/good.tfvars").write_text('namespace = "shop/app"\n')
    (tmp_path / "env/bad.tfvars").write_text('namespace = "shop/App"\n')
    lines = command(tmp_path).stdout.splitlines()
    assert [line.split(" ")[:2] for line in lines] == [["env/bad.tfvars:1:19:", "WI202"]]


def test_override_files_replace_arguments_and_blocks() -> None:
    texts = {
        "main.tf": 'resource "google_container_cluster" "c" {\n  name = "main"\n  location = "x"\n'
        '  workload_identity_config {\n    workload_pool = "old.svc.id.goog"\n  }\n}\n'
        'variable "v" {\n  type = string\n}\n',
        "a_override.tf": '\n\nvariable "v" {\n  default = "set"\n}\nresource "google_container_cluster" "c" {\n  name = var.v\n'
        '  workload_identity_config {\n    workload_pool = "new.svc.id.goog"\n  }\n}\n',
    }
    module = next(root_modules(Folders(Memory(texts)), [""]))
    [cluster] = module.resources("resource", "google_container_cluster", "c")
    name, location = cluster.text("name"), cluster.text("location")
    assert (str(name), str(location)) == ("set", "x")
    assert name is not None
    assert (name.origin.path, name.origin.line) == ("a_override.tf", 4)
    [part] = cluster.parts("workload_identity_config")
    pool = part.text("workload_pool")
    assert pool is not None
    assert (str(pool), pool.origin.path, pool.origin.line) == ("new.svc.id.goog", "a_override.tf", 9)


def test_providers_are_passed_to_modules() -> None:
    texts = {
        "main.tf": 'provider "google" {\n  project = "acme-default"\n}\nprovider "google" {\n  alias = "prod"\n  project = "acme-prod"\n}\n'
        'module "one" {\n  source = "./m"\n  providers = {\n    google = google.prod\n  }\n}\n'
        'module "two" {\n  source = "./m"\n}\n'
        'module "three" {\n  source = "./m"\n  providers = {\n    google.other = google\n  }\n}\n',
        "m/main.tf": 'resource "google_service_account" "a" {\n  account_id = "shop-app"\n}\n',
    }
    module = next(root_modules(Folders(Memory(texts)), ["", "m"]))
    made = {
        one.path: str(resource.project)
        for one in module.modules()
        for resource in (one.resources("resource", "google_service_account", "a") if one.path else ())
    }
    assert made == {
        "module.one.": "acme-prod",
        "module.two.": "acme-default",
        "module.three.": "acme-default",
    }


def test_a_downloaded_module_is_read_where_it_lies_and_told_at_its_call() -> None:
    listed = '{"Modules": [{"Key": "", "Source": "", "Dir": "."}, {"Key": "app.inner", "Source": "x", "Dir": ".terraform/modules/app.inner"}]}'
    texts = {
        "live/main.tf": 'module "app" {\n  source = "./app"\n}\nlocals {\n  x = module.app.email\n}\n',
        "live/app/main.tf": 'module "inner" {\n  source = "acme/inner/google"\n  name   = "shop-app"\n}\noutput "email" {\n  value = module.inner.email\n}\n',
        "live/.terraform/modules/modules.json": listed,
        "live/.terraform/modules/app.inner/main.tf": 'variable "name" {}\nresource "google_service_account" "a" {\n  account_id = var.name\n  project = "acme-prod"\n}\n'
        'output "email" {\n  value = google_service_account.a.email\n}\n',
    }
    module = next(root_modules(Folders(Memory(texts)), ["live"]))
    value = module.local("x", HERE)
    assert isinstance(value, Text)
    assert str(value) == "shop-app@acme-prod.iam.gserviceaccount.com"
    assert {part.at.path for part in value.parts} == {"live/app/main.tf"}


def test_files_of_one_environment_belong_together() -> None:
    texts = {
        "main.tf": MAIN,
        "env/dev/names.tfvars": 'project = "acme-dev"\n',
        "env/dev/sizes.tfvars": 'tier = "tiny"\n',
        "env/prod/names.tfvars": 'project = "acme-prod"\n',
        "env/prod/sizes.tfvars": 'tier = "large"\n',
    }
    assert found(texts) == {". (env/dev)": "acme-dev/tiny", ". (env/prod)": "acme-prod/large"}


def test_files_that_share_no_variable_are_topics_and_no_environments() -> None:
    texts = {"main.tf": MAIN, "names.tfvars": 'project = "acme"\n', "sizes.tfvars": 'tier = "tiny"\n'}
    assert list(found(texts).values()) == ["acme/tiny"]


def test_single_values_are_read_as_their_variables_type_has_it() -> None:
    texts = {
        "main.tf": 'variable "names" {\n  type = list(string)\n}\nlocals {\n  x = join("+", var.names)\n}\n'
    }
    assert found(texts, Given(values=(("names", '["a", "b"]'),))) == {"": "a+b"}


def test_terragrunt_runs_the_module_with_its_own_files_of_values() -> None:
    texts = {
        "live/main.tf": MAIN,
        "live/terraform.tfvars": 'tier = "file"\n',
        "live/terragrunt.hcl": 'inputs = {\n  project = "input"\n  tier = "input"\n}\n',
    }
    assert found(texts) == {"live": "input/file"}
    assert found(texts, Given(values=(("project", "told"),))) == {"live": "told/file"}


def test_local_values_of_terragrunt_that_need_themselves_are_not_known() -> None:
    texts = {
        "live/main.tf": MAIN,
        "live/terragrunt.hcl": "locals {\n  a = local.b\n  b = local.a\n}\ninputs = {\n  project = local.a\n}\n",
    }
    assert found(texts)["live"].startswith("${")
