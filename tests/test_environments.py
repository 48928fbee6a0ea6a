"""Values for root modules: environments that are detected or named, single values, Terragrunt."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wi_lint.compose.terraform import Folders, Given, root_modules
from wi_lint.environments import are_apart, declare
from wi_lint.files import Memory
from wi_lint.source import Source
from wi_lint.unit import Unit
from wi_lint.values import Text

HERE = Source("test", "").span(0, 0)
MAIN = 'variable "project" {}\nvariable "tier" { default = "small" }\nlocals {\n  x = "${var.project}/${var.tier}"\n}\n'


def found(texts: dict[str, str], given: Given | None = None) -> dict[str, str]:
    """What `local.x` is in each unit."""
    folders = Folders(Memory(texts))
    homes = sorted(
        {path.rpartition("/")[0] for path in texts if path.endswith((".tf", "terragrunt.hcl", "stack.hcl"))}
    )
    made = {}
    for module in root_modules(folders, homes, given):
        value = module.local("x", HERE)
        assert isinstance(value, Text)
        made[module.unit.title] = str(value)
    return made


@pytest.mark.parametrize(
    "layout",
    ["{}.tfvars", "terraform.tfvars.{}", "terraform.{}.tfvars", "env/{}.tfvars", "environments/{}.tfvars.json", "envs/{}/terraform.tfvars", "vars/{}/any.tfvars"],
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


def run_command(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wi_lint", *args], cwd=folder, capture_output=True, text=True, check=False
    )


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


# environments that a root knows by itself

TABLE = """
locals {
  all = {
    dev  = { project = "acme-dev" }
    prod = { project = "acme-prod" }
  }
  env = terraform.workspace
  x   = "${local.all[local.env].project}/${lookup({ prod = "large" }, terraform.workspace, "small")}"
}
"""


def test_workspaces_are_the_keys_of_a_map_that_is_indexed_by_them() -> None:
    assert found({"live/main.tf": TABLE}) == {
        "live (dev)": "acme-dev/small",
        "live (prod)": "acme-prod/large",
    }


def test_a_map_with_a_default_for_the_others_names_no_environments_of_its_own() -> None:
    more = TABLE.replace("{ prod =", '{ qa = "tiny", prod =')
    assert sorted(found({"live/main.tf": more})) == ["live (dev)", "live (prod)"]


def test_beside_names_with_exceptions_stands_the_workspace_that_has_what_others_have() -> None:
    main = 'locals {\n  x = lookup({ prod = "acme-prod" }, terraform.workspace, "acme-dev")\n}\n'
    assert found({"main.tf": main}) == {". (prod)": "acme-prod", ". (default)": "acme-dev"}


def test_a_variable_that_nobody_gives_is_chosen_by_as_well() -> None:
    assert found({"main.tf": 'variable "env" {}\n' + TABLE.replace("terraform.workspace", "var.env")}) == {
        ". (dev)": "acme-dev/small",
        ". (prod)": "acme-prod/large",
    }


def test_a_variable_that_is_given_is_what_it_is_given() -> None:
    texts = {"main.tf": 'variable "env" {}\n' + TABLE.replace("terraform.workspace", "var.env")}
    assert found({**texts, "terraform.tfvars": 'env = "dev"\n'}) == {"": "acme-dev/small"}


def test_files_of_environments_are_found_by_a_path_with_a_name_in_it() -> None:
    main = 'variable "env" {}\nlocals {\n  x = yamldecode(file("${path.module}/../values/${var.env}.yaml")).project\n}\n'
    texts = {f"values/{name}.yaml": f"project: acme-{name}\n" for name in ("dev", "prod")}
    assert found({"live/main.tf": main, **texts}) == {"live (dev)": "acme-dev", "live (prod)": "acme-prod"}


def test_files_of_values_and_workspaces_that_are_called_alike_belong_together() -> None:
    texts = {f"{name}.tfvars": f'size = "{name}"\n' for name in ("dev", "prod")}
    main = 'variable "size" {}\n' + TABLE.replace("/${lookup", "/${var.size}/${lookup")
    assert found({"main.tf": main, **texts}) == {
        ". (dev.tfvars)": "acme-dev/dev/small",
        ". (prod.tfvars)": "acme-prod/prod/large",
    }


def test_a_key_for_something_else_is_no_environment() -> None:
    main = 'variable "region" {}\nlocals {\n  x = { a = "1", b = "2" }[var.region]\n}\n'
    assert list(found({"main.tf": main})) == [""]


def test_files_of_values_in_a_folder_of_their_own_are_given_to_the_root_that_they_fit() -> None:
    need = 'variable "project" {}\nvariable "%s" {}\nlocals {\n  x = "${var.project}/${var.%s}"\n}\n'
    texts = {f"stacks/{name}/main.tf": need % (name, name) for name in ("iam", "gke")}
    for env in ("dev", "prod"):
        for name in ("iam", "gke"):
            texts[f"config/{env}/{name}.tfvars"] = f'project = "acme-{env}"\n{name} = "{name}"\n'
    assert found(texts) == {
        f"stacks/{name} (../../config/{env}/{name}.tfvars)": f"acme-{env}/{name}"
        for name in ("gke", "iam")
        for env in ("dev", "prod")
    }


def test_files_of_another_team_are_given_to_nobody() -> None:
    texts = {"team-a/infra/main.tf": MAIN, "team-b/prod.tfvars": 'project = "acme-b"\n'}
    assert list(found(texts)) == ["team-a/infra"]


# states

READ = """
data "terraform_remote_state" "iam" {
  backend = "%s"
  config = {
%s
  }
}
locals {
  x = data.terraform_remote_state.iam.outputs.email
}
"""


def state(backend: str, email: str) -> str:
    return f'terraform {{\n{backend}}}\noutput "email" {{\n  value = {email}\n}}\nlocals {{\n  x = "-"\n}}\n'


def gcs(prefix: str) -> str:
    return f'  backend "gcs" {{\n    bucket = "states"\n    prefix = "{prefix}"\n  }}\n'


def asked(prefix: str) -> str:
    return READ % ("gcs", f'    bucket = "states"\n    prefix = "{prefix}"')


def test_a_state_is_that_of_the_root_which_keeps_it_there() -> None:
    texts = {f"{env}/iam/main.tf": state(gcs(f"{env}/iam"), f'"app@{env}"') for env in ("dev", "prod")}
    made = found({**texts, "prod/apps/main.tf": asked("prod/iam"), "dev/apps/main.tf": asked("prod/iam")})
    assert (made["prod/apps"], made["dev/apps"]) == ("app@prod", "app@prod")


def test_a_state_that_nobody_keeps_is_not_known() -> None:
    made = found({"iam/main.tf": state(gcs("iam"), '"app@x"'), "apps/main.tf": asked("other")})
    assert made["apps"].startswith("${")


def test_a_state_in_another_bucket_is_another_one() -> None:
    texts = {
        "iam/main.tf": state(gcs("iam"), '"app@x"'),
        "apps/main.tf": asked("iam").replace("states", "more"),
    }
    assert found(texts)["apps"].startswith("${")


def test_a_backend_is_completed_by_the_file_of_its_environment() -> None:
    root = 'variable "project" {}\n' + state('  backend "gcs" {}\n', '"app@${var.project}"')
    texts = {"iam/main.tf": root, "apps/main.tf": asked("prod/iam")}
    for env in ("dev", "prod"):
        texts[f"iam/{env}.tfvars"] = f'project = "acme-{env}"\n'
        texts[f"iam/backend-{env}.hcl"] = f'bucket = "states"\nprefix = "{env}/iam"\n'
    assert found(texts)["apps"] == "app@acme-prod"


def test_a_state_of_several_environments_is_that_of_the_own_one() -> None:
    root = 'variable "project" {}\n' + state(gcs("iam"), '"app@${var.project}"')
    texts = {"iam/main.tf": root, "apps/main.tf": 'variable "project" {}\n' + asked("iam")}
    for env in ("dev", "prod"):
        texts |= {f"{name}/{env}.tfvars": f'project = "acme-{env}"\n' for name in ("iam", "apps")}
    made = found(texts)
    assert made["apps (dev.tfvars)"] == "app@acme-dev"
    assert made["apps (prod.tfvars)"] == "app@acme-prod"


def test_a_local_state_is_the_file_in_a_roots_folder() -> None:
    texts = {
        "iam/main.tf": state("", '"app@x"'),
        "apps/main.tf": READ % ("local", '    path = "../iam/terraform.tfstate"'),
    }
    assert found(texts)["apps"] == "app@x"


def test_states_that_read_one_another_end() -> None:
    one = state(gcs("a"), "data.terraform_remote_state.iam.outputs.email") + asked("b").partition("locals")[0]
    assert found(
        {"a/main.tf": one, "b/main.tf": one.replace('"a"', '"c"').replace('"b"', '"a"').replace('"c"', '"b"')}
    )


# Terragrunt

UNIT = """
include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
dependency "base" {
  config_path  = "../base"
  mock_outputs = { id = "mock" }
}
terraform {
  source = "${get_repo_root()}/modules//app"
}
inputs = {
  id = "${dependency.base.outputs.id}-${include.root.locals.env.locals.name}"
}
"""


def terragrunt(**more: str) -> dict[str, str]:
    texts = {
        "live/root.hcl": 'locals {\n  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))\n}\n'
        "inputs = { unit = basename(get_terragrunt_dir()), under = path_relative_to_include() }\n",
        "modules/app/main.tf": 'variable "id" {}\nvariable "unit" {}\nvariable "under" {}\n'
        'locals {\n  x = "${var.id} ${var.unit} ${var.under}"\n}\n',
        "modules/base/main.tf": 'variable "unit" {}\nlocals {\n  x = "-"\n}\noutput "id" {\n  value = "id-of-${var.unit}"\n}\n',
    }
    for env in ("dev", "prod"):
        texts |= {
            f"live/{env}/env.hcl": f'locals {{\n  name = "{env}"\n}}\n',
            f"live/{env}/app/terragrunt.hcl": UNIT,
            f"live/{env}/base/terragrunt.hcl": 'include {\n  path = find_in_parent_folders("root.hcl")\n}\n'
            'terraform {\n  source = "../../../modules/base"\n}\n',
        }
    return {**texts, **more}


def test_terragrunt_hands_over_what_its_files_say_and_its_units_make() -> None:
    made = found(terragrunt())
    assert made["live/prod/app"] == "id-of-base-prod app prod/app"
    assert made["live/dev/app"] == "id-of-base-dev app dev/app"


def test_units_and_files_that_lead_in_a_circle_end() -> None:
    circle = UNIT.replace("../base", "../app")
    made = found(terragrunt(**{"live/dev/app/terragrunt.hcl": circle}))
    assert made["live/dev/app"].startswith("${")
    assert found(terragrunt(**{"live/dev/env.hcl": 'locals {\n  a = read_terragrunt_config("env.hcl")\n}\n'}))


def test_inputs_are_merged_as_the_include_says() -> None:
    root = 'inputs = { labels = { a = "1", b = "1" } }\n'
    unit = 'include {\n  path = find_in_parent_folders("root.hcl")\n  merge_strategy = "%s"\n}\ninputs = { labels = { b = "2" } }\n'
    main = 'variable "labels" {}\nlocals {\n  x = join(",", [for k, v in var.labels : "${k}${v}"])\n}\n'
    for strategy, wanted in (("deep", "a1,b2"), ("shallow", "b2")):
        texts = {"live/root.hcl": root, "live/app/terragrunt.hcl": unit % strategy, "live/app/main.tf": main}
        assert found(texts)["live/app"] == wanted


def test_the_command_lists_environments_with_what_belongs_to_each_and_why(tmp_path: Path) -> None:
    texts = {
        "infra/main.tf": 'variable "project" {}\nresource "google_service_account" "a" {\n  project    = var.project\n'
        '  account_id = "shop-app"\n}\n',
        "infra/dev.tfvars": 'project = "acme-dev"\n',
        "infra/prod.tfvars": 'project = "acme-prod"\n',
        "overlays/prod/a.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app, namespace: shop}\n",
        "base/a.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: b, namespace: shop}\n",
        "run.sh": ENVIRONMENTS_SCRIPT,
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    listed = run_command(tmp_path, "environments")
    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.splitlines() == [
        "dev",
        "  . (script run.sh): what the script is run for",
        "  infra (terraform): 'dev.tfvars'",
        "prod",
        "  . (script run.sh): what the script is run for",
        "  infra (terraform): 'prod.tfvars'",
        "  overlays/prod (manifests): the folder 'prod'",
        "of none, or of all",
        "  base (manifests): nothing says that it is of one",
    ]
    found = json.loads(run_command(tmp_path, "environments", "-f", "json", ".").stdout)
    assert [one["environment"] for one in found["environments"]] == ["dev", "prod", None]


ENVIRONMENTS_SCRIPT = """#!/bin/bash
case "$1" in
  dev) P=acme-dev ;;
  prod) P=acme-prod ;;
esac
gcloud iam service-accounts create other-app --project $P
"""


def test_a_file_that_includes_itself_or_what_includes_it_ends() -> None:
    own = 'include "x" {\n  path = "./terragrunt.hcl"\n}\nterraform {\n  source = "../m"\n}\n'
    other = own.replace("terragrunt.hcl", "b.hcl")
    texts = {"m/main.tf": 'locals {\n  x = "m"\n}\n'}
    assert found({**texts, "u/terragrunt.hcl": own})["u"] == "m"
    assert found({**texts, "u/terragrunt.hcl": other, "u/b.hcl": own})["u"] == "m"


def test_more_backend_files_than_environments_are_told_apart_are_counted() -> None:
    texts = {
        "main.tf": 'terraform {\n  backend "gcs" {}\n}\n'
        + MAIN.replace('variable "project" {}', 'variable "project" { default = "a" }')
    }
    texts |= {f"backends/dev{number}.tfbackend": 'prefix = "x"\n' for number in range(30)}
    folders = Folders(Memory(texts))
    modules = list(root_modules(folders, [""], None))
    assert (len(modules), modules[-1].left_out) == (24, 6)


PAIR = {
    f"{folder}/main.tf": f'resource "google_service_account" "a" {{\n  project = "acme-{folder}"\n  account_id = "shop-app"\n}}\n'
    for folder in ("blue", "green")
} | {
    f"k8s/{folder}/sa.yaml": ACCOUNT.replace("acme-prod", f"acme-{folder}") for folder in ("blue", "green")
}  # fmt: skip
PUT = """[[environment]]
name = "prod"
folders = ["blue", "k8s/blue"]

[[environment]]
name = "drill"
folders = ["green", "./k8s/green/"]
"""


def test_what_nobody_can_guess_the_configuration_says(tmp_path: Path) -> None:
    for path, text in PAIR.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "wi-lint.toml").write_text(PUT, "utf-8")
    told = json.loads(run_command(tmp_path, "environments", "-f", "json", ".").stdout)
    members = {one["environment"]: one["members"] for one in told["environments"]}
    assert {name: sorted(one["folder"] for one in found) for name, found in members.items()} == {
        "drill": ["green", "k8s/green"],
        "prod": ["blue", "k8s/blue"],
    }
    assert {one["why"] for found in members.values() for one in found} == {"the configuration"}


def test_two_environments_of_the_configuration_never_judge_each_other() -> None:
    units = [Unit("terraform", "blue", ""), Unit("manifests", "k8s/blue/app", ""), Unit("helm", "green", "")]
    assert not any(are_apart(one, other) for one in units for other in units)
    try:
        declare([("prod", ("blue", "k8s/blue")), ("drill", ("green",))])
        assert [are_apart(units[0], other) for other in units] == [False, False, True]
    finally:
        declare([])
    assert not any(are_apart(one, other) for one in units for other in units)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "blue").mkdir()
    (tmp_path / "blue/sa.yaml").write_text(ACCOUNT, "utf-8")
    (tmp_path / "wi-lint.toml").write_text('[[environment]]\nname = "prod"\nfolders = ["blu"]\n', "utf-8")
    done = run_command(tmp_path, "check", ".")
    assert done.returncode == 2
    assert "'environment.folders' names 'blu', which is not there" in done.stderr
    assert "'blue'" in done.stderr


def test_a_file_is_of_the_environment_that_is_called_just_so() -> None:
    texts = {
        "live/main.tf": 'variable "env" {}\nvariable "project" {}\nlocals {\n  x = local.all[var.env]\n'
        '  all = { dev = "d", "dev-training" = "dt", prod = "p" }\n}\n'
    } | {f"live/env/{name}.tfvars": f'project = "acme-{name}"\n' for name in ("dev", "dev-training", "prod")}
    assert found(texts) == {
        "live (env/dev.tfvars)": "d",
        "live (env/dev-training.tfvars)": "dt",
        "live (env/prod.tfvars)": "p",
    }


def test_a_flag_for_production_tells_two_environments_apart() -> None:
    main = (
        'variable "is_prod" {\n  type = bool\n}\nlocals {\n  x = var.is_prod ? "acme-prod" : "acme-dev"\n}\n'
    )
    assert found({"live/main.tf": main}) == {"live (prod)": "acme-prod", "live (nonprod)": "acme-dev"}
    assert found({"live/main.tf": main.replace("  type = bool\n", "  default = true\n")}) == {
        "live": "acme-prod"
    }


STACKED = {
    "modules/app/main.tf": 'variable "id" {}\nvariable "env" {}\nlocals {\n  x = "${var.env}/${var.id}"\n}\n',
    "modules/base/main.tf": 'variable "env" {}\nlocals {\n  x = "base"\n}\noutput "id" {\n  value = "id-${var.env}"\n}\n',
    "units/app/terragrunt.hcl": (
        'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\n'
        'terraform {\n  source = "${get_repo_root()}/modules//app"\n}\n'
        'dependency "base" {\n  config_path = values.base\n}\n'
        "inputs = {\n  id  = dependency.base.outputs.id\n  env = values.env\n}\n"
    ),
    "units/base/terragrunt.hcl": (
        'terraform {\n  source = "${get_repo_root()}/modules//base"\n}\ninputs = {\n  env = values.env\n}\n'
    ),
    "live/root.hcl": "inputs = {}\n",
}


def stack(env: str, source: str = "../../units") -> str:
    return (
        f'unit "base" {{\n  source = "{source}/base"\n  path   = "base"\n  values = {{ env = "{env}" }}\n}}\n'
        f'unit "app" {{\n  source = "{source}/app"\n  path   = "app"\n'
        f'  values = {{ env = "{env}", base = "../base" }}\n}}\n'
    )


def test_a_stack_of_terragrunt_makes_units_with_values_of_their_own() -> None:
    stacks = {f"live/{env}/terragrunt.stack.hcl": stack(env) for env in ("dev", "prod")}
    assert found({**STACKED, **stacks}) == {
        "live/dev/.terragrunt-stack/app": "dev/id-dev",
        "live/dev/.terragrunt-stack/base": "base",
        "live/prod/.terragrunt-stack/app": "prod/id-prod",
        "live/prod/.terragrunt-stack/base": "base",
    }


def test_stacks_in_stacks_hand_on_their_values() -> None:
    inner = stack("dev").replace('env = "dev"', "env = values.env")
    outer = (
        'locals {\n  env = "prod"\n}\n'
        'stack "eu" {\n  source = "../../stacks/shop"\n  path = "eu"\n  values = { env = local.env }\n}\n'
    )
    made = found(
        {**STACKED, "stacks/shop/terragrunt.stack.hcl": inner, "live/prod/terragrunt.stack.hcl": outer}
    )
    assert made["live/prod/.terragrunt-stack/eu/.terragrunt-stack/app"] == "prod/id-prod"
    assert not [name for name in made if name.startswith("stacks")]  # which is run in others alone


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("no_dot_terragrunt_stack = true", "live/dev/one"),
        ("", "live/dev/.terragrunt-stack/one"),
    ],
)
def test_where_a_unit_of_a_stack_is_generated(written: str, place: str) -> None:
    text = f'unit "x" {{\n  source = "../../units/base"\n  path = "one"\n  {written}\n  values = {{ env = "dev" }}\n}}\n'
    assert found({**STACKED, "live/dev/terragrunt.stack.hcl": text})[place] == "base"


@pytest.mark.parametrize(
    "text",
    [
        'unit "x" {\n  source = "git::https://example.com/x.git"\n  path = "x"\n}\n',
        'unit "x" {\n  source = "../../nowhere"\n  path = "x"\n}\n',
        'unit "x" {\n  path = "x"\n}\n',
        'stack "x" {\n  source = "."\n  path = "x"\n}\n',  # it holds itself
        'unit "x" {\n  source = "../../units/base"\n  path = "../../../../x"\n}\n',
    ],
)
def test_a_stack_of_what_is_not_there_makes_nothing(text: str) -> None:
    made = found({**STACKED, "live/dev/terragrunt.stack.hcl": text})
    assert not [name for name in made if name.startswith("live")]


def test_files_of_values_of_one_folder_are_several_environments() -> None:
    """And a stack that has code of its own keeps its files, though it is called after production."""
    texts = {"shop/env/prod-db.tfvars": 'project = "acme-prod"\n', "shop/env/dev-db.tfvars": 'project = "acme-dev"\n',
             "till/env/prod-db.tfvars": 'project = "till-prod"\n', "alert-prod/env/prod-db.tfvars": 'project = "x"\n',
             "alert-prod/main.tf": MAIN, "shop/db/main.tf": MAIN, "shop/main.tf": "locals {\n  x = \"-\"\n}\n"}  # fmt: skip
    made = {name: value for name, value in found(texts).items() if name.startswith("shop/db")}
    assert made == {
        "shop/db (../env/prod-db.tfvars)": "acme-prod/small",
        "shop/db (../env/dev-db.tfvars)": "acme-dev/small",
    }
