"""The configuration file: where it is found, what it changes, and what is said of mistakes in it."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from wi_lint.config.find import find

Run = Callable[..., subprocess.CompletedProcess[str]]

ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: nobody
"""
BROAD = """\
resource "google_project_iam_member" "app" {
  project = "acme-prod"
  role    = "roles/container.admin"
  member  = "serviceAccount:acme-prod.svc.id.goog[shop/app]"
}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    for name, text in {"k8s/app.yaml": ACCOUNT, "old/app.yaml": ACCOUNT, "iam.tf": BROAD}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def found(run: subprocess.CompletedProcess[str]) -> list[str]:
    return [":".join(line.split(":")[:2]) + line.partition(" [")[0][-6:] for line in run.stdout.splitlines()]


ALL = ["iam.tf:3 WI402", "k8s/app.yaml:7 WI102", "old/app.yaml:7 WI102"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", ALL),
        ('select = ["WI1"]', ALL[1:]),
        ('ignore = ["malformed-annotation"]', ALL[:1]),
        ('exclude = ["/old"]', ALL[:2]),
        ('exclude = ["*.yaml", "!k8s/*.yaml"]', ALL[:2]),
        ('[[per_path]]\npaths = ["old/"]\nignore = ["WI1"]', ALL[:2]),
        ('[rules.broad-role]\nallow = ["roles/container.admin"]', ALL[1:]),
        ('[rules.WI402]\nallow = ["roles/other"]', ALL),
    ],
)
def test_what_it_leaves(text: str, left: list[str], tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text(text)
    assert found(wi_lint("-f", "concise", cwd=tree)) == left


def test_severities_and_the_threshold(tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text('[severity]\nWI102 = "note"\nbroad-role = "error"\n')
    done = wi_lint("-f", "concise", cwd=tree)
    assert ["note" in line for line in done.stdout.splitlines()] == [False, True, True]
    assert "1 error, 2 notes" in done.stderr
    (tree / "wi-lint.toml").write_text('fail_on = "never"\n')
    assert wi_lint(cwd=tree).returncode == 0
    assert wi_lint("--fail-on", "note", cwd=tree).returncode == 1


def test_the_nearest_one_up_to_the_repository_holds(tree: Path, wi_lint: Run) -> None:
    (tree.parent / "wi-lint.toml").write_text("select = []\nnonsense = 1\n")  # beyond the repository
    assert found(wi_lint("-f", "concise", cwd=tree)) == ALL
    (tree / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.wi-lint]\nselect = ["WI4"]\n')
    assert found(wi_lint("-f", "concise", "k8s", cwd=tree)) == []
    (tree / "k8s/.wi-lint.toml").write_text("")
    assert found(wi_lint("-f", "concise", "k8s", cwd=tree)) == ALL[1:2]
    assert found(wi_lint("-f", "concise", "--isolated", cwd=tree)) == ALL
    (tree / "other.toml").write_text('select = ["WI402"]')
    assert found(wi_lint("-f", "concise", "--config", "other.toml", cwd=tree)) == ALL[:1]


def test_the_command_line_and_the_environment_win(tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text('select = ["WI4"]\n')
    assert found(wi_lint("-f", "concise", "--select", "WI1", cwd=tree)) == ALL[1:]
    assert found(wi_lint("-f", "concise", cwd=tree, WI_LINT_SELECT="WI1,WI4")) == ALL
    assert wi_lint(cwd=tree, WI_LINT_FAIL_ON="error").returncode == 0
    assert wi_lint("--fail-on", "note", cwd=tree, WI_LINT_FAIL_ON="error").returncode == 1


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('\nselct = ["WI1"]\n', 2, "unknown key 'selct'; did you mean 'select'?"),
        ('fail-on = "error"\n', 1, "did you mean 'fail_on'?"),
        ('complete = true\n\nfail_on = "fatal"\n', 3, "'fatal' is not one of"),
        ('[[per_path]]\npaths = ["x"]\nignores = []\n', 3, "unknown key 'ignores'; did you mean 'ignore'?"),
        ('select = "WI1"\n', 1, "is not of type 'array'"),
        ('[severity]\n\nWI101 = "bad"\n', 3, "'bad' is not one of"),
    ],
)
def test_mistakes_are_told_with_their_line(text: str, line: int, says: str, tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text(text)
    done = wi_lint(cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    (sentence,) = done.stderr.splitlines()
    assert f"wi-lint.toml:{line}: " in sentence
    assert says in sentence


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("select = [", "is no TOML"),
        ('select = ["WI999"]', "no rule is called 'WI999'"),
        ('never_ignore = ["WI40"]\nignore = ["brod-role"]', "did you mean 'broad-role'?"),
        ('[severity]\nbrod-role = "note"', "did you mean 'broad-role'?"),
        ("[rules.WI402]\nallowed = []", "WI402 has no option 'allowed'; did you mean 'allow'?"),
        ('[rules.WI402]\nallow = "roles/x"', "the option 'allow' of WI402 cannot be 'roles/x'"),
        ("[rules.WI201]\nallow = []", "it has none"),
        (
            '[rules.WI410]\ndeny = ["storage.admin"]',
            "names no role of IAM; did you mean 'roles/storage.admin'?",
        ),
        ('[rules.WI410]\ndeny = ["roles/x in project:*"]', "is no entry; write 'ROLE on SCOPE to MEMBER"),
        ('[rules.WI401]\nallow = ["roles/x on projects:p"]', "did you mean 'project:p'?"),
        ('[rules.WI410]\ndeny = ["* on google_storage_bucket"]', "which is no KIND:NAME"),
        ('[rules.WI410]\ndeny = ["* on * to workload:shop"]', "or 'workload:NAMESPACE/ACCOUNT'"),
        ('[rules.WI410]\ndeny = ["* on * to app"]', "is about 'app', which is no member"),
        ('[rules.WI119]\nallow = ["shared"]', "is no e-mail"),
        ('[[terraform]]\nroot = "infr"', "'terraform.root' names 'infr', which is not there; name what is"),
        (
            '[[terraform]]\nroot = "."\nvar_files = ["prod.tfvars"]',
            "'terraform.var_files' names 'prod.tfvars'",
        ),
        ('[[helm]]\nchart = "k8ss"', "'helm.chart' names 'k8ss', which is not there; did you mean 'k8s'?"),
        ('[[helm]]\nchart = "k8s"\nvalues = ["k8s/ap.yaml"]', "did you mean 'k8s/app.yaml'?"),
        ('ties = [["k8s", "od"]]', "'ties' names 'od', which is not there; did you mean 'old'?"),
        (f"select = {['WI1'] * 501}", "has a list of more than 500 items"),
    ],
)
def test_words_that_mean_nothing_are_told(text: str, says: str, tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text(text)
    done = wi_lint(cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    (sentence,) = done.stderr.splitlines()
    assert says in sentence


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '[rules.WI410]\ndeny = ["roles/storage.objectAdmim"]',
            "names no predefined role; did you mean 'roles/storage.objectAdmin'?",
        ),
        ('exclude = ["/odl"]', "'exclude' names '/odl', which is not there; did you mean 'old'?"),
        ('[[per_path]]\npaths = ["k8s/ap.yaml"]\nignore = ["WI1"]', "did you mean 'k8s/app.yaml'?"),
    ],
)
def test_what_is_likely_a_slip_is_a_note(text: str, says: str, tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text(text)
    done = wi_lint("-f", "concise", cwd=tree)
    assert found(done) == ALL
    assert says in done.stderr
    assert says not in wi_lint("-q", cwd=tree).stderr


@pytest.mark.parametrize(
    "entry",
    [
        "*",
        "roles/bigquery.* on * to workload:sandbox-*/* because sandboxes hold no customer data",
        "projects/*/roles/deployer on folder:*",
        "* on google_storage_bucket:acme-*",
        "roles/brandnew.admin on organization:1 to principal://x/y",
        "*.admin on project:* to allUsers",
    ],
)
def test_entries_that_can_match_are_taken(entry: str, tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text(f'[rules.WI410]\nallow = ["{entry}"]\n')
    done = wi_lint("-f", "concise", cwd=tree)
    assert found(done) == ALL
    assert "WI410" not in done.stderr


def test_an_account_is_matched_by_its_email(tree: Path, wi_lint: Run) -> None:
    (tree / "iam.tf").write_text(
        'resource "google_service_account_iam_member" "x" {\n'
        '  service_account_id = "projects/acme-prod/serviceAccounts/app@acme-prod.iam.gserviceaccount.com"\n'
        '  role   = "roles/iam.serviceAccountAdmin"\n'
        '  member = "user:ana@acme.example"\n'
        "}\n"
    )
    for scope in ("service_account:app@*", "service_account:projects/acme-prod/*"):
        (tree / "wi-lint.toml").write_text(f'[rules.WI410]\ndeny = ["* on {scope}"]\n')
        assert "iam.tf:3 WI410" in found(wi_lint("-f", "concise", cwd=tree))


def test_a_configuration_for_many_trees_may_name_what_one_lacks(tree: Path, wi_lint: Run) -> None:
    shared = tree.parent / "shared.toml"
    shared.write_text('[[terraform]]\nroot = "infra"\n')
    for option in ("--config", "--policy"):
        done = wi_lint("-f", "concise", option, str(shared), cwd=tree)
        assert found(done) == ALL
        assert "'terraform.root' names 'infra', which is not there" in done.stderr


def test_a_named_file_that_is_missing_is_an_error(tree: Path, wi_lint: Run) -> None:
    done = wi_lint("--config", "missing.toml", cwd=tree)
    assert done.returncode == 2
    assert "'missing.toml' cannot be read" in done.stderr


def test_ignores_can_be_held_to_rules(tree: Path, wi_lint: Run) -> None:
    (tree / "k8s/app.yaml").write_text(ACCOUNT.replace("nobody", "nobody # wi-lint: ignore[WI102]"))
    (tree / "iam.tf").write_text(BROAD.replace("  role ", "  # wi-lint: ignore[WI402] why\n  role "))
    (tree / "wi-lint.toml").write_text('require_reason = true\nnever_ignore = ["broad-role"]\n')
    lines = found(wi_lint("-f", "concise", "k8s", "iam.tf", cwd=tree))
    assert lines == ["iam.tf:3 WI014", "iam.tf:4 WI402", "k8s/app.yaml:7 WI102", "k8s/app.yaml:7 WI014"]


def test_the_sample_is_the_schema_told_in_words(tree: Path, wi_lint: Run) -> None:
    sample = wi_lint("config", "--sample").stdout
    schema = json.loads(wi_lint("config", "--schema").stdout)
    for key in schema["properties"]:
        assert f"\n# {key} = " in sample or f"\n# [{key}" in sample or f"\n# [[{key}" in sample, key
    lines = [line.removeprefix("# ") for line in sample.splitlines()]
    live = "\n".join(line for line in lines if line.startswith("[") or " = " in line)
    assert tomllib.loads(live).keys() == schema["properties"].keys()
    (tree / "wi-lint.toml").write_text(live)
    for path in ("infra/prod.tfvars", "apps/x", "charts/api/values-prod.yaml"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text("")
    assert wi_lint("-f", "concise", cwd=tree).returncode in (0, 1)


def test_what_holds_can_be_shown(tree: Path, wi_lint: Run) -> None:
    (tree / "wi-lint.toml").write_text('fail_on = "error"\n')
    shown = json.loads(wi_lint("config", "--show", "k8s", cwd=tree).stdout)
    assert shown["path"] == str(tree / "wi-lint.toml")
    assert shown["fail_on"] == "error"


def test_without_one_nothing_is_paid_for_it(tree: Path, wi_lint: Run) -> None:
    imported = wi_lint(cwd=tree, PYTHONPROFILEIMPORTTIME="1").stderr
    assert "jsonschema" not in imported
    assert "tomllib" not in imported


POOL = """\
resource "google_container_cluster" "main" {
  name     = "main"
  project  = "acme-prod"
  location = "europe-west1"
  workload_identity_config { workload_pool = "acme-hub.svc.id.goog" }
}
"""
SPLIT = {
    "infra/main.tf": """\
variable "namespace" {}
resource "google_service_account" "app" {
  project    = "acme-prod"
  account_id = "shop-app"
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
""",
    "infra/own/prod.tfvars": 'namespace = "web"\n',
    "apps/app.yaml": ACCOUNT.replace("nobody", "shop-app@acme-prod.iam.gserviceaccount.com"),
}


def written(folder: Path, files: dict[str, str], config: str) -> None:
    (folder / ".git").mkdir(exist_ok=True)
    for name, text in {**files, "wi-lint.toml": config}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_values_of_a_root_module(tmp_path: Path, wi_lint: Run) -> None:
    written(tmp_path, SPLIT, "")
    assert found(wi_lint("-f", "concise")) == []  # which namespace is bound is not known
    written(tmp_path, SPLIT, '[[terraform]]\nroot = "./infra"\nvar_files = ["own/prod.tfvars"]\n')
    assert found(wi_lint("-f", "concise")) == ["apps/app.yaml:7 WI201"]
    written(tmp_path, SPLIT, '[[terraform]]\nroot = "infra"\nvar_files = ["missing.tfvars"]\n')
    done = wi_lint("-f", "concise")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'terraform.var_files' names 'infra/missing.tfvars'" in done.stderr


@pytest.mark.parametrize(
    "pattern", ["shop-app@acme-prod.iam.gserviceaccount.com", "shop/app", "shop/*", "*@acme-*"]
)
def test_accounts_that_are_set_up_elsewhere(pattern: str, tmp_path: Path, wi_lint: Run) -> None:
    values = '[[terraform]]\nroot = "infra"\nvar_files = ["own/prod.tfvars"]\n'
    written(tmp_path, SPLIT, f'allowed_accounts = ["{pattern}"]\n{values}')
    assert found(wi_lint("-f", "concise")) == []
    written(tmp_path, SPLIT, f'allowed_accounts = ["other/*"]\n{values}')
    assert found(wi_lint("-f", "concise")) == ["apps/app.yaml:7 WI201"]


def test_pools_of_other_projects(tmp_path: Path, wi_lint: Run) -> None:
    written(tmp_path, {"main.tf": POOL}, "")
    assert found(wi_lint("-f", "concise")) == ["main.tf:5 WI303"]
    written(tmp_path, {"main.tf": POOL}, 'allowed_pools = ["acme-hub"]\n')
    assert found(wi_lint("-f", "concise")) == []


def test_modules_that_set_up_no_identities(tmp_path: Path, wi_lint: Run) -> None:
    account = ACCOUNT.replace("nobody", "shop-web@acme-prod.iam.gserviceaccount.com")
    files = {
        "main.tf": 'resource "google_service_account" "web" {\n  project    = "acme-prod"\n'
        '  account_id = "shop-web"\n}\n\nmodule "dns" {\n  source = "acme/dns-records/google"\n'
        "  owner  = google_service_account.web.email\n}\n",
        "app.yaml": account,
    }
    written(tmp_path, files, "")
    assert [one for one in found(wi_lint("-f", "concise")) if "WI201" in one] == []
    written(tmp_path, files, 'trusted_modules = ["acme/dns-*"]\n')
    assert [one.split()[1] for one in found(wi_lint("-f", "concise"))] == ["WI201"]


def test_folders_that_are_deployed_together(tmp_path: Path, wi_lint: Run) -> None:
    binding = SPLIT["infra/main.tf"].replace("${var.namespace}", "web")
    account = ACCOUNT.split("  annotations", maxsplit=1)[0]
    files = {
        "infra/main.tf": binding,
        "apps/app.yaml": account,
        "other/main.tf": BROAD.replace("shop/app", "ops/x"),
    }
    written(tmp_path, files, "")
    assert "infra/main.tf:9 WI203" not in found(wi_lint("-f", "concise"))
    written(tmp_path, files, 'ties = [["infra", "apps"]]\n')
    assert "infra/main.tf:9 WI203" in found(wi_lint("-f", "concise"))


@pytest.mark.parametrize(
    ("head", "counts"),
    [("[tool.wi-lint]", True), ("[tool.wi-lint.rules]", True), ("[tool.'wi-lint']", True),
     ("[tool.wi-lint-other]", False), ("# [tool.wi-lint]", False)],
)  # fmt: skip
def test_a_pyproject_counts_where_it_has_the_table(head: str, counts: bool, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"{head}\n")
    assert (find(tmp_path, tmp_path) is not None) is counts


HIDING = 'ignore = ["ALL"]\nfail_on = "never"\nexclude = ["k8s"]\n'


def _hide(tree: Path) -> None:
    """All that a tree can say to hide its one finding."""
    (tree / "iam.tf").unlink()
    (tree / "old/app.yaml").unlink()
    (tree / "wi-lint.toml").write_text(HIDING)
    (tree / ".wi-lintignore").write_text("*\n")
    (tree / ".wi-lint-baseline.json").write_text(
        '{"version": 2, "entries": [{"rule": "WI102", "path": "k8s/app.yaml", '
        '"subject": "ServiceAccount/shop/app", "count": 9}]}'
    )
    app = tree / "k8s/app.yaml"
    app.write_text(app.read_text().replace("nobody", "nobody # wi-lint: ignore[WI102]"))


def test_nothing_in_the_tree_loosens_a_policy(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, wi_lint: Run
) -> None:
    (tree / "k8s/app.yaml").write_text(ACCOUNT)
    _hide(tree)
    assert wi_lint("-f", "concise", ".", cwd=tree).returncode == 0
    policy = tmp_path_factory.mktemp("policy") / "policy.toml"
    policy.write_text('never_ignore = ["ALL"]\n')
    done = wi_lint("-f", "concise", f"--policy={policy}", ".", cwd=tree)
    assert done.returncode == 1
    assert "k8s/app.yaml:7:37: WI102" in done.stdout
    policy.write_text("")  # comments hold as far as the policy lets them
    done = wi_lint("-f", "concise", f"--policy={policy}", ".", cwd=tree)
    assert (done.returncode, done.stdout) == (0, "")
    assert "(1 ignored)" in done.stderr


@pytest.mark.parametrize("option", ["--policy", "--baseline"])
def test_a_policy_is_not_taken_from_the_tree(
    option: str, tree: Path, tmp_path_factory: pytest.TempPathFactory, wi_lint: Run
) -> None:
    policy = tmp_path_factory.mktemp("policy") / "policy.toml"
    policy.write_text("")
    (tree / "mine").write_text("")
    (policy.parent / "link").symlink_to(tree / "mine")
    for mine in (tree / "mine", policy.parent / "link"):
        done = wi_lint(f"--policy={policy}", f"{option}={mine}", ".", cwd=tree)
        assert done.returncode == 2
        assert "lies in the tree that it is to hold for" in done.stderr


def test_the_summary_says_what_is_hidden_and_by_whom(tree: Path, wi_lint: Run) -> None:
    (tree / "iam.tf").unlink()
    (tree / "old/app.yaml").unlink()
    account = ACCOUNT.replace("name: app", "name: NAME")
    for name, text in {
        "k8s/app.yaml": account.replace("NAME", "app"),
        "k8s/old.yaml": account.replace("NAME", "old"),
        "k8s/said.yaml": account.replace("NAME", "said").replace("nobody", "nobody # wi-lint: ignore[WI102]"),
        "samples/x.yaml": account.replace("NAME", "x"),
        "left/y.yaml": account.replace("NAME", "y"),
    }.items():
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text(text)
    (tree / "wi-lint.toml").write_text(
        'ignore = ["WI801", "WI802"]\nexclude = ["left"]\n[[per_path]]\npaths = ["samples"]\nignore = ["WI102"]\n'
    )
    wi_lint("baseline", cwd=tree)
    (tree / "k8s/new.yaml").write_text(account.replace("NAME", "new"))
    done = wi_lint("-f", "json", ".", cwd=tree)
    assert (
        "1 error (1 ignored, 2 in the baseline, 1 left out by wi-lint.toml, 1 path excluded by wi-lint.toml, "
        "2 rules switched off by wi-lint.toml) in" in done.stderr
    )
    stats = json.loads(done.stdout)["stats"]
    hidden = {name: stats[name] for name in ("ignored", "baseline", "left_out", "excluded", "switched_off")}
    assert hidden == {"ignored": 1, "baseline": 2, "left_out": 1, "excluded": 1, "switched_off": 2}


@pytest.mark.parametrize("name", ["wi-lint.toml", ".wi-lint-baseline.json"])
def test_what_leads_out_of_the_tree_decides_nothing(
    name: str, tree: Path, tmp_path_factory: pytest.TempPathFactory, wi_lint: Run
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text('secret_token_abc = "s3cr3t"\n')
    (tree / "k8s/app.yaml").write_text(ACCOUNT)
    (tree / name).symlink_to(outside)
    done = wi_lint(".", cwd=tree)
    assert done.returncode == 2
    assert "a symbolic link that leaves the" in done.stderr
    assert "s3cr3t" not in done.stderr + done.stdout
    assert "secret_token_abc" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "hidden",
    [
        {"node_modules/b.yaml": ACCOUNT},
        {".terraform/b.yaml": ACCOUNT},
        {"k/b.yaml": ACCOUNT + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: t}\ndata:\n  t: |\n    {{ hello }}\n"},
        {"k/b.json": '{"\\u0061piVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "app", "namespace": "shop", '
                     '"annotations": {"iam.gke.io/gcp-service-account": "nobody"}}}'},
        {"k/b.yaml": ACCOUNT + "  text: |-\n   x\nkind_of: 'a\n\n  kind: CustomResourceDefinition'\n"},
    ],
    ids=["a folder of a tool", "a folder of Terraform's", "a mark of templates in a text", "an escaped key", "a word in a text"],
)  # fmt: skip
def test_no_place_and_no_word_hides_a_manifest_from_a_policy(
    hidden: dict[str, str], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, wi_lint: Run
) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in hidden.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    policy = tmp_path_factory.mktemp("policy") / "policy.toml"
    policy.write_text('never_ignore = ["ALL"]\n')
    done = wi_lint("-f", "concise", f"--policy={policy}", ".")
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["WI102"]


def test_a_byte_that_is_no_unicode_hides_no_code(tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "main.tf").write_bytes(BROAD.encode() + b"# caf\xe9\n")
    (tmp_path / "a.yaml").write_bytes(ACCOUNT.encode() + b"# caf\xe9\n")  # which Kubernetes refuses
    assert [line.split()[1] for line in wi_lint("-f", "concise", ".").stdout.splitlines()] == [
        "WI007",
        "WI402",
    ]
