"""What workflows, scripts and Makefiles give to root modules by the way in which they call Terraform."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from wi_lint.bounds import MAX_COMMANDS
from wi_lint.compose.terraform import Folders, root_modules
from wi_lint.files import Memory
from wi_lint.source import Source
from wi_lint.values import Text

Run = Callable[..., subprocess.CompletedProcess[str]]
HERE = Source("test", "").span(0, 0)
ROOT = 'variable "project" {}\nvariable "env" {}\nlocals {\n  x = "${var.project}/${var.env}"\n}\n'
CONTINUED = """- run: terraform plan -var project=acme-dev -var env=dev
- run: |
    terraform plan \\
      -var 'project=acme-prod' \\
      -var "env=prod"
"""
HOLES = "PROJECT/ENV"


def found(texts: dict[str, str]) -> dict[str, str]:
    """What `local.x` is in each unit."""
    folders = Folders(Memory(texts))
    homes = sorted({path.rpartition("/")[0] for path in texts if path.endswith(".tf")})
    made = {}
    for module in root_modules(folders, homes):
        value = module.local("x", HERE)
        assert isinstance(value, Text)
        made[module.unit.title] = value.known or HOLES
    return made


def values(name: str) -> str:
    return f'project = "acme-{name}"\nenv = "{name}"\n'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/a.yml", "- run: terraform plan -var-file=../vars/${{ matrix.env }}.hcl\n"),
        ("scripts/a.sh", 'cd infra\nterraform apply -var-file "../vars/$1.hcl"\n'),
        ("Makefile", "plan:\n\tterraform -chdir=infra plan -var-file=../vars/$(ENV).hcl\n"),
        (
            "atlantis.yaml",
            "extra_args: ['-var-file=../vars/dev.hcl']\nterraform: 1\nb: ['-var-file=../vars/prod.hcl']\n",
        ),
        (
            "docs/deploy.md",
            "```\ncd infra\nterraform apply -var-file=../vars/<ENV>.hcl -var project=x\n```\n",
        ),
        (".gitlab-ci.yml", "script:\n- tofu -chdir=infra plan --var-file vars/${ENV}.hcl\n"),
    ],
)
def test_files_are_those_that_a_command_names(path: str, text: str) -> None:
    texts = {"infra/main.tf": ROOT, path: text} | {f"vars/{one}.hcl": values(one) for one in ("dev", "prod")}
    assert found(texts) == {
        "infra (../vars/dev.hcl)": "acme-dev/dev",
        "infra (../vars/prod.hcl)": "acme-prod/prod",
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/a.yml", CONTINUED),
        ("a.sh", "terraform apply -var=project=acme-dev -var=env=dev\nterraform apply -var=project=acme-prod -var=env=prod\n"),
    ],
)  # fmt: skip
def test_values_of_commands_are_environments(path: str, text: str) -> None:
    assert found({"infra/main.tf": ROOT, path: text}) == {
        "infra (dev)": "acme-dev/dev",
        "infra (prod)": "acme-prod/prod",
    }


def test_variables_of_the_environment_are_given_to_all_commands_of_a_file() -> None:
    text = "env:\n  TF_VAR_project: acme-prod\n  TF_VAR_other: x\n  TF_VAR_env: ${{ vars.ENV }}\n"
    script = "export TF_VAR_env=prod\nterraform apply\n"
    assert found({"infra/main.tf": ROOT, ".github/workflows/a.yml": f"{text}run: terraform apply -var env=prod\n"}) == {
        "infra": "acme-prod/prod"
    }  # fmt: skip
    assert found({"infra/main.tf": ROOT, "a.sh": f"export TF_VAR_project=acme-prod\n{script}"}) == {
        "infra": "acme-prod/prod"
    }


def test_a_command_is_for_the_folder_that_it_runs_in() -> None:
    texts = {
        "infra/main.tf": ROOT,
        "other/main.tf": ROOT,
        "a.sh": "terraform -chdir=infra apply -var project=acme-prod -var env=prod\n",
    }
    assert found(texts) == {"infra": "acme-prod/prod", "other": HOLES}


@pytest.mark.parametrize(
    "text",
    [
        "terraform apply -var project=$PROJECT -var env=$ENV\n",
        "terraform apply -var project=acme-prod -var colour=red\n",  # no variable of this root: Terraform refuses it
        "echo TF_VAR_project\n",
        "packer build -var project=acme-prod -var env=prod .\n",
    ],
)
def test_what_a_command_does_not_say_plainly_is_not_known(text: str) -> None:
    assert found({"infra/main.tf": ROOT, "a.sh": text}) == {"infra": HOLES}


def test_files_of_values_go_before_commands_that_are_for_nobody() -> None:
    texts = {
        "infra/main.tf": ROOT,
        "infra/dev.tfvars": 'project = "acme-dev"\n',
        "infra/prod.tfvars": 'project = "acme-prod"\n',
        "a.sh": "terraform apply -var-file=dev.tfvars -var env=dev\n"
        "terraform apply -var-file=prod.tfvars -var env=prod\n",
    }
    assert found(texts) == {"infra (dev.tfvars)": "acme-dev/dev", "infra (prod.tfvars)": "acme-prod/prod"}


def test_very_many_commands_are_bounded_and_it_is_said() -> None:
    lines = "".join(f"terraform apply -var project=p{n} -var env=e{n}\n" for n in range(MAX_COMMANDS + 1))
    folders = Folders(Memory({"infra/main.tf": ROOT, "a.sh": lines}))
    assert len([*root_modules(folders, ["infra"])]) <= MAX_COMMANDS
    assert any("calls give values" in problem.message for problem in folders.problems)


@pytest.mark.parametrize("written", ["$FILE", "$DIR/$FILE", "${{ inputs.file }}", "../*", "$ENV.txt"])
def test_a_path_that_may_be_any_file_is_none(written: str) -> None:
    texts = {
        "infra/main.tf": ROOT,
        "a.sh": f'terraform apply -var-file="{written}"\n',
        "README.md": "# It's\n",
    }
    texts |= {"infra/notes.md": values("dev"), "infra/dev.txt": values("dev")}
    folders = Folders(Memory(texts))
    assert [module.unit.title for module in root_modules(folders, ["infra"])] == ["infra"]
    assert folders.problems == []


def test_a_path_is_from_the_folder_in_which_terraform_runs() -> None:
    texts = {
        "deploy/main.tf": ROOT,
        "central/main.tf": 'variable "project" {}\n',
        "central/own.vars": values("central"),
        "envs/prod.vars": values("prod"),
        "a.sh": "cd central\nterraform apply -var-file=own.vars\ncd ../deploy\nterraform apply -var-file=../envs/prod.vars\n",
    }
    assert found({name: text for name, text in texts.items() if name != "central/main.tf"}) == {
        "deploy": "acme-prod/prod"
    }


CALL = "terraform -chdir=infra apply -var project=acme-prod -var env=%s\n"
CHANGES: dict[str, dict[str, str]] = {
    "another value": {"a.sh": CALL % "next"},
    "a further call": {"a.sh": CALL % "prod" + CALL % "next"},
    "a further script": {"b.sh": CALL % "next"},
    "a script that calls it now": {"quiet.sh": CALL % "next"},
    "a call that is gone": {"a.sh": "true\n"},
    "more calls than are followed": {"a.sh": "".join(CALL % f"e{n}" for n in range(MAX_COMMANDS + 1))},
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_rests_on_the_calls(name: str, tmp_path: Path, wi_lint: Run) -> None:
    tree = tmp_path / "tree"
    account = 'resource "google_service_account" "a" {\n  project = var.project\n  account_id = "Shop-${var.env}"\n}\n'
    files = {"infra/main.tf": ROOT + account, "a.sh": CALL % "prod", "quiet.sh": "true\n"}
    files |= {f"pad/{n}.yaml": "a: b\n" for n in range(24)}
    kept = {"cwd": tree, "WI_LINT_CACHE_DIR": str(tmp_path / "kept")}

    def write(texts: dict[str, str]) -> None:
        for path, text in texts.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text, "utf-8")

    write(files)
    first = wi_lint("-q", "-f", "concise", ".", **kept).stdout
    assert "'Shop-prod'" in first
    assert wi_lint("-q", "-f", "concise", ".", **kept).stdout == first
    write(CHANGES[name])
    for _ in range(2):
        warm = wi_lint("-q", "-f", "concise", ".", **kept).stdout
        assert warm == wi_lint("-q", "-f", "concise", "--no-cache", ".", cwd=tree).stdout
        assert warm != first
        write({"pad/0.yaml": "a: c\n"})  # the report is made anew, out of what is kept


CHOSEN = 'locals {\n  x = "acme-${terraform.workspace}/${terraform.workspace}"\n}\nterraform {\n  backend "gcs" {}\n}\n'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.sh", "terraform workspace select dev\nterraform apply\nterraform workspace select prod\n"),
        ("a.sh", 'terraform workspace select -or-create=true "dev"; tofu workspace new prod || true\n'),
        (
            "Makefile",
            "dev:\n\tterraform -chdir=infra workspace select dev\nprod:\n\tTF_WORKSPACE=prod terraform plan\n",
        ),
        (".github/workflows/a.yml", "env:\n  TF_WORKSPACE: dev\n---\nenv:\n  TF_WORKSPACE: 'prod'\n"),
        (
            "atlantis.yaml",
            "# terraform\nr: terraform workspace select dev && terraform workspace select prod\n",
        ),
    ],
)
def test_workspaces_that_commands_choose(path: str, text: str) -> None:
    made = found({"infra/main.tf": CHOSEN, path: text})
    assert sorted(made.values()) == ["acme-dev/dev", "acme-prod/prod"]


@pytest.mark.parametrize(
    "text",
    [
        "terraform workspace select $ENV\n",
        "terraform workspace select prod\n",  # beside it there is the default one
        "terraform workspace list\nterraform workspace show\n",
        "cd other\nterraform workspace select dev\nterraform workspace select prod\n",
        "terraform -chdir=x workspace select dev\nterraform -chdir=x workspace select prod\n",
    ],
)
def test_workspaces_that_nobody_knows(text: str) -> None:
    assert list(found({"infra/main.tf": CHOSEN, "a.sh": text}).values()) == [HOLES]


def test_a_guide_chooses_no_workspace() -> None:
    text = "Run `terraform workspace select dev` or `terraform workspace select prod`.\n"
    assert list(found({"infra/main.tf": CHOSEN, "README.md": text}).values()) == [HOLES]


def test_a_workspace_chooses_the_file_of_its_name() -> None:
    root = CHOSEN.replace("acme-${terraform.workspace}", "${var.project}") + 'variable "project" {}\n'
    files = {f"infra/{name}.tfvars": f'project = "acme-{name}"\n' for name in ("dev", "prod")}
    script = "terraform workspace select dev\nterraform workspace select prod\n"
    made = found({"infra/main.tf": root, **files, "a.sh": script})
    assert sorted(made.values()) == ["acme-dev/dev", "acme-prod/prod"]


def test_the_workspace_of_a_root_that_names_its_own() -> None:
    cloud = 'terraform {\n  cloud {\n    organization = "acme"\n    workspaces {\n      name = "shop"\n    }\n  }\n}\n'
    assert list(found({"infra/main.tf": CHOSEN.partition("terraform {")[0] + cloud}).values()) == [
        "acme-shop/shop"
    ]
    tags = cloud.replace('name = "shop"', 'tags = ["shop"]')
    assert list(found({"infra/main.tf": CHOSEN.partition("terraform {")[0] + tags}).values()) == [HOLES]


def test_the_workspaces_of_projects_of_atlantis() -> None:
    listed = "".join(
        f"- dir: {folder}\n  workspace: {name}\n"
        for folder, name in (("infra", "dev"), ("./infra", "prod"), ("infra", "default"), ("other", "test"))
    )
    made = found({"infra/main.tf": CHOSEN, "atlantis.yaml": f"version: 3\nprojects:\n{listed}"})
    assert sorted(made.values()) == ["acme-dev/dev", "acme-prod/prod"]
    assert list(found({"infra/main.tf": CHOSEN, "atlantis.yaml": "projects: [}\n"}).values()) == [HOLES]
