"""Commands in scripts: words as the shell has them, what they mean, and in which order."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wi_lint.compose.helm import Charts
from wi_lint.compose.library import Library
from wi_lint.compose.scripts import scripts
from wi_lint.compose.shell import run
from wi_lint.facts import (
    AccountKey,
    Cluster,
    EnabledService,
    Fact,
    GoneAccount,
    GoogleAccount,
    Grant,
    KubernetesAccount,
    Namespace,
    NodePool,
    Workload,
)
from wi_lint.files import Memory
from wi_lint.lint import Report, facts_of, lint
from wi_lint.model import commands
from wi_lint.packs import installed
from wi_lint.source import Source
from wi_lint.values import Reason, known

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="it asks bash, which is not on PATH")


def words(script: str) -> list[list[str]]:
    script = script.replace("show ", "gcloud ")  # commands of other tools are not followed
    source = Source("x.sh", script)
    made = run(known(script, source.span(0, len(script))), "script/x").invocations
    return [[str(word.text) for word in one.words] for one in made]


SCRIPTS = [
    "show a 'b c' \"d e\" f\\ g",
    "A=x; show $A ${A} \"$A\" '$A' \\$A",
    'A=x B=y\nshow $A@$B ${A}@${B} "$A@$B" $A-$B.z',
    "E=a@b; F=$E.c; show $F",
    "A=x; export G=$A@$A.z; show $G",
    "show ${NO:-default} ${NO-d} ${NO:+set}x",
    "A=v; show ${A:-default} ${A:+set}",
    "A=a.b.c; show ${A%%.*} ${A%.*} ${A#*.} ${A##*.} ${A%.c} ${A#a.}",
    "A=a-b-c; show ${A//-/_} ${A/-/_} ${A^^}",
    "L=(a 'b c' d); show \"${L[@]}\" ${L[1]}",
    'L=(a); L+=(b); show "${L[@]}"',
    "S='a b c'; show $S \"$S\"",
    "for i in a b 'c d'; do show \"$i\"; done",
    'L=(a b); for i in "${L[@]}"; do show x-$i; done',
    "S='a b'; for i in $S; do show $i; done",
    "f() { show $1 \"$2\"; }; f a 'b c'; f d",
    'p() { echo "x-$1"; }; show $(p a) "$(p "b c")" `p d`',
    'p() { local e=$1; case "$e" in dev) echo d-1 ;; prod | prd) echo p-1 ;; *) echo o ;; esac; }; show $(p dev) $(p prd) $(p x)',
    "f() { case $1 in a) X=1 ;; b) X=2 ;; esac; show $X; }; f b; f a",
    'p() { printf "%s" "$1$2"; }; show "$(p a b)"',
    'V=a; p() { V=b; echo "$V"; }; show $(p) $V',
    'p() { echo "$1"; }; q() { local v="$(p "$1")"; echo "<$v>"; }; show "$(q a)"',
    "f() { local x=$1; show $x; }\nf one",
    'f() { show "$@" $@ "${@:2}" "x $* y"; }; f a \'b c\' d',
    'f() { local n=$1; shift; show $n $1 "$@"; shift 2; show "z$1" "$@"; }; f a \'b c\' d e',
    'g() { show "$@"; }; f() { g x "$@" y; show $1; }; f a \'b c\'',
    'run() { "$@"; }; run show a "b c"; run show d',
    "L=(a 'b c' d); show \"${L[@]:1}\"",
    "show a \\\n  b \\\n  c",
    "A=1; (A=2; show $A); show $A",
    'show "a\\"b" "c\\$d" \'e\\f\'',
    "show $'a\\tb'",
    "A=x; A+=y; show $A",
    "true && show a || show b; ! show c",
    'set -e\nshow "$(echo fixed)"',
    "show --member=\"serviceAccount:p.svc.id.goog[n/k]\" --x='y z'",
    'N=ns; show "[${N}/k]"',
    "for i in {1..3}; do show a-$i; done; show a-{3..1}.b '{1..3}' \"{a,b}\"",
    "E=x; for i in {api,web}; do show $i-{a,b}-$E; done",
]


def test_scripts_that_run_long_end() -> None:
    calls = "\n".join(f'f{n}() {{ f{n + 1} "$@"; f{n + 1} "$@"; }}' for n in range(20))
    script = f'{calls}\nf20() {{ gcloud "$1"; }}\nf0 app'
    source = Source("x.sh", script)
    ran = run(known(script, source.span(0, len(script))), "script/x")
    made = ran.invocations
    assert any("30,000 statements" in one for one in ran.limits), "what was not followed is told"
    assert {str(one.words[1].text) for one in made} == {"app"}
    assert len(words("f() { gcloud $1; g $1; }; g() { f $1; f $1; }; f app")) == 1, "a circle is walked once"


def test_a_value_that_doubles_becomes_a_hole() -> None:
    [[_, doubled]] = words("A=ab\n" + 'A="$A$A"\n' * 40 + "show $A")
    assert set(doubled.split("${A}")) == {""}


@needs_bash
@pytest.mark.parametrize("script", SCRIPTS)
def test_words_are_those_of_bash(script: str, tmp_path: Path) -> None:
    prelude = 'show() { printf "%s\\0" "$@"; printf "\\n"; }\n'
    ran = subprocess.run(
        [str(BASH), "-c", prelude + script],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=10,
    )
    theirs = [line.split("\0")[:-1] for line in ran.stdout.split("\n") if line]
    ours = [one[1:] for one in words(script) if one and one[0] == "gcloud"]
    if "||" in script:  # both sides of a condition are followed
        ours = [one for one in ours if one in theirs]
    assert ours == theirs


ENVIRONMENTS = """
use() {
  case "$1" in
    dev) P=acme-dev ;;
    prod) P=acme-prod ;;
    *) exit 1 ;;
  esac
}
use "$1"
gcloud iam service-accounts create shop-app --project $P
"""


def test_a_script_is_read_for_each_environment_that_a_case_knows() -> None:
    tree = {"a.sh": ENVIRONMENTS}
    made = [one for one in facts_of(Memory(tree), [*tree]) if isinstance(one, GoogleAccount)]
    assert {(one.unit.variant, str(one.email)) for one in made} == {
        (f"a.sh ({env})", f"shop-app@acme-{env}.iam.gserviceaccount.com") for env in ("dev", "prod")
    }


def test_a_case_of_other_words_is_no_choice_of_environments() -> None:
    other = ENVIRONMENTS.replace("dev)", "up)").replace("prod)", "down)")
    tree = {"a.sh": other}
    made = [one for one in facts_of(Memory(tree), [*tree]) if isinstance(one, GoogleAccount)]
    assert [one.unit.variant for one in made] == ["a.sh"]


def test_all_items_of_an_array_that_is_not_known_may_be_any_number_of_words() -> None:
    script = 'f() { gcloud a "$1" --x="$2"; }\nread -r -a words\nf first "${words[@]}"\n'
    made = words(script)[-1]
    assert made[:3] == ["gcloud", "a", "first"]
    assert made[3] not in ("--x=", "--x")


def test_what_is_not_set_here_is_a_hole_with_its_name() -> None:
    source = Source("x.sh", 'gcloud $X "$(date)" $X')
    made = run(known(source.text, source.span(0, len(source.text))), "script/x").invocations
    _, first, second, third = made[0].words
    assert first.text.key == third.text.key != second.text.key
    assert first.text.cause == Reason.NOT_SET("the variable 'X'")


def test_the_current_project_is_one_hole_or_what_it_is_set_to() -> None:
    script = "P=$(gcloud config get-value project 2> /dev/null)\ngcloud iam service-accounts create shop-app\ngcloud x $P\n"
    [account] = [one for one in facts({"a.sh": script}) if isinstance(one, GoogleAccount)]
    assert str(account.email).startswith("shop-app@PROJECT_ID.")
    [account] = [
        one
        for one in facts({"a.sh": "gcloud config set project acme\n" + script})
        if isinstance(one, GoogleAccount)
    ]
    assert str(account.email) == "shop-app@acme.iam.gserviceaccount.com"


def test_arms_that_differ_leave_a_hole() -> None:
    assert words("if x; then A=1; else A=2; fi\nshow $A")[-1][1].startswith("${")
    assert words("A=1\nif x; then A=1; fi\nshow $A")[-1] == ["gcloud", "1"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "gcloud ",
                "kubectl ",
                "$A",
                "${A",
                "}",
                "$(",
                ")",
                '"',
                "'",
                "\\",
                "\n",
                "<<EOF\n",
                "EOF\n",
                "for i in ",
                "; do ",
                "; done",
                "f() {",
                "}",
                "if ",
                "; then ",
                "fi",
                "A=",
                "(",
                "|",
                "&&",
                "é",
                "[",
                "]",
                " --x=",
                "@$B.c",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_no_script_crashes(script: str) -> None:
    with contextlib.suppress(RecursionError):
        facts({"a.sh": "gcloud\n" + script})


# what commands mean


def facts(files: Mapping[str, str]) -> list[Fact]:
    library = Library(Memory(files))
    charts = Charts(library)
    return [
        fact
        for path in sorted(files)
        for script in scripts(library, path)
        for fact in commands.facts(script.text, script.unit, charts, script.settings)
    ]


def only(kind: type, script: str) -> list[Fact]:
    return [one for one in facts({"a.sh": script}) if isinstance(one, kind)]


BIND = "gcloud iam service-accounts add-iam-policy-binding shop-app@acme.iam.gserviceaccount.com --role roles/iam.workloadIdentityUser --member 'serviceAccount:acme.svc.id.goog[shop/app]'\n"


@pytest.mark.parametrize(
    ("command", "kind", "name"),
    [
        ("gcloud projects add-iam-policy-binding acme", "project", "acme"),
        ("gcloud beta organizations add-iam-policy-binding 123", "organization", "123"),
        ("gcloud resource-manager folders add-iam-policy-binding 9", "folder", "9"),
        ("gcloud storage buckets add-iam-policy-binding gs://b", "google_storage_bucket", "b"),
        ("gcloud pubsub topics add-iam-policy-binding t", "google_pubsub_topic", "t"),
        ("gcloud secrets add-iam-policy-binding s", "google_secret_manager_secret", "s"),
        ("gcloud kms keys add-iam-policy-binding k --keyring r --location l", "google_kms_crypto_key", "k"),
        (
            "gcloud --quiet artifacts repositories add-iam-policy-binding r --location l",
            "google_artifact_registry_repository",
            "r",
        ),
        ("sudo gcloud run services add-iam-policy-binding s", "google_cloud_run_service", "s"),
        ("bq add-iam-policy-binding d", "google_bigquery_dataset", "d"),
    ],
)
def test_roles_are_granted_on_what_the_group_is_about(command: str, kind: str, name: str) -> None:
    [grant] = only(Grant, f"{command} --member=user:a@example.org --role roles/x.y")
    assert isinstance(grant, Grant)
    assert (grant.target.kind, str(grant.target.name), str(grant.role)) == (kind, name, "roles/x.y")


def test_gsutil_grants_roles_of_storage() -> None:
    [grant] = only(Grant, "gsutil iam ch serviceAccount:a@p.iam.gserviceaccount.com:objectViewer gs://b")
    assert isinstance(grant, Grant)
    assert (str(grant.member_text), str(grant.role)) == (
        "serviceAccount:a@p.iam.gserviceaccount.com",
        "roles/storage.objectViewer",
    )


def test_later_commands_undo_earlier_ones() -> None:
    assert not only(Grant, BIND + BIND.replace("add-iam", "remove-iam"))
    delete = "gcloud iam service-accounts delete shop-app@acme.iam.gserviceaccount.com --quiet\n"
    create = "gcloud iam service-accounts create shop-app --project acme\n"
    anew = create.replace("shop-app", "shop-app-2")
    assert not facts({"a.sh": create + BIND + delete}), "what only takes down leaves nothing behind"
    left = facts({"a.sh": anew + BIND + delete})
    assert [type(one) for one in left] == [GoogleAccount, Grant, GoneAccount]
    assert [one.ended for one in left if isinstance(one, Grant)] == [True], "it was right when it was made"
    assert not only(GoneAccount, create + BIND + delete + delete.replace("delete", "undelete"))
    assert not only(GoneAccount, delete + create + BIND), "it is made again"
    assert not only(GoneAccount, delete + delete.replace("delete", "undelete"))
    assert not only(GoneAccount, f"if x; then {delete.strip()}; fi")
    one, two = "kubectl annotate sa app -n shop iam.gke.io/gcp-service-account=", "\n"
    [account] = only(KubernetesAccount, f"{one}a@p{two}{one}b@p --overwrite")
    assert isinstance(account, KubernetesAccount)
    assert str(account.google) == "b@p"
    [account] = only(
        KubernetesAccount, f"{one}a@p{two}kubectl annotate sa app -n shop iam.gke.io/gcp-service-account-"
    )
    assert isinstance(account, KubernetesAccount)
    assert account.google is None


@pytest.mark.parametrize(
    "command",
    [
        "kubectl annotate serviceaccount app --namespace shop iam.gke.io/gcp-service-account=a@p",
        "kubectl annotate serviceaccounts/app -n shop iam.gke.io/gcp-service-account=a@p",
        "kubectl create sa app -n shop --dry-run=client -o yaml | kubectl annotate --local -f - iam.gke.io/gcp-service-account=a@p",
        "kubectl -n shop annotate --overwrite sa app iam.gke.io/gcp-service-account=a@p",
        "kubectl config set-context --current --namespace=shop\nkubectl annotate sa app iam.gke.io/gcp-service-account=a@p",
        'kubectl patch sa app -n shop -p "{\\"metadata\\": {\\"annotations\\": {\\"iam.gke.io/gcp-service-account\\": \\"a@p\\"}}}"',
        'kubectl patch sa app -n shop --type json -p \'[{"op": "add", "path": "/metadata/annotations/iam.gke.io~1gcp-service-account", "value": "a@p"}]\'',
        "kubectl apply -f - <<EOF\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  namespace: shop\n  annotations:\n    iam.gke.io/gcp-service-account: a@p\nEOF",
        "N=shop\ncat <<EOF | kubectl apply -n $N -f -\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n    iam.gke.io/gcp-service-account: a@p\nEOF",
    ],
)
def test_an_account_is_annotated(command: str) -> None:
    [account] = only(KubernetesAccount, command)
    assert isinstance(account, KubernetesAccount)
    assert (str(account.namespace), str(account.name), str(account.google)) == ("shop", "app", "a@p")


def test_clusters_and_node_pools() -> None:
    [cluster] = only(
        Cluster,
        "gcloud container clusters create main --region r --project acme --workload-pool=acme.svc.id.goog",
    )
    assert isinstance(cluster, Cluster)
    assert (str(cluster.pool), str(cluster.project), cluster.switched) == ("acme.svc.id.goog", "acme", None)
    [cluster] = only(Cluster, "gcloud container clusters create-auto main")
    assert isinstance(cluster, Cluster)
    assert cluster.autopilot
    [cluster] = only(Cluster, "gcloud container clusters update main --workload-pool=acme.svc.id.goog")
    assert isinstance(cluster, Cluster)
    assert cluster.switched is not None
    [pool] = only(
        NodePool,
        "gcloud container node-pools update p --cluster main --workload-metadata-from-node=GKE_METADATA_SERVER",
    )
    assert isinstance(pool, NodePool)
    assert str(pool.mode) == "GKE_METADATA"


def test_the_rest() -> None:
    assert only(
        AccountKey, "gcloud iam service-accounts keys create k.json --iam-account=a@p.iam.gserviceaccount.com"
    )
    assert len(only(EnabledService, "gcloud services enable a.googleapis.com b.googleapis.com")) == 2
    assert only(Namespace, "kubectl create namespace shop\nkubectl create serviceaccount app -n shop")
    [workload] = only(Workload, "kubectl set serviceaccount deployment web app -n shop")
    assert isinstance(workload, Workload)
    assert (str(workload.name), str(workload.account)) == ("web", "app")


# where commands stand

ANNOTATE = "kubectl annotate sa app -n $(N) iam.gke.io/gcp-service-account=a@p"
PLACES = {
    "Makefile": "N ?= shop\n\nidentity: ## set it up\n\t@" + ANNOTATE + "\n",
    "x.mk": "N := shop\nall:\n\tkubectl annotate sa app \\\n\t  -n $(N) iam.gke.io/gcp-service-account=a@p\n",
    "Dockerfile": "FROM x\nENV N=shop\nRUN apt-get update && \\\n    "
    + ANNOTATE.replace("$(N)", "$N")
    + "\n",
    "cloudbuild.yaml": "substitutions: {_N: shop}\nsteps:\n- name: gcr.io/cloud-builders/kubectl\n  args: [annotate, sa, app, -n, '${_N}', iam.gke.io/gcp-service-account=a@p]\n",
    "build.yaml": "steps:\n- name: gcr.io/cloud-builders/gcloud\n  entrypoint: bash\n  args:\n  - -c\n  - |\n    N=shop\n    "
    + ANNOTATE.replace("$(N)", "$$N")
    + "\n",
    "bash.yaml": "steps:\n- name: gcr.io/google.com/cloudsdktool/cloud-sdk\n  entrypoint: bash\n  args:\n  - -c\n  - |\n    N=shop\n    "
    + ANNOTATE.replace("$(N)", "$N")
    + "\n",
    "workflow.yml": "on: push\nenv: {N: shop}\njobs:\n  a:\n    steps:\n    - uses: actions/checkout@v4\n    - run: |\n        echo ${{ github.ref }}\n        "
    + ANNOTATE.replace("$(N)", "$N")
    + "\n",
    ".gitlab-ci.yml": "variables: {N: shop}\ndeploy:\n  script:\n    - echo hi\n    - "
    + ANNOTATE.replace("$(N)", "$N")
    + "\n",
    "task.yaml": "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec:\n  steps:\n  - image: x\n    script: |\n      #!/bin/sh\n      N=shop\n      "
    + ANNOTATE.replace("$(N)", "$N")
    + "\n",
    "guide.md": "# Guide\n\n```bash\nexport N=shop\n```\n\nthen\n\n```console\n$ "
    + ANNOTATE.replace("$(N)", "$N")
    + "\nannotated\n```\n\n```python\nkubectl\n```\n",
    "guide.txt": "Set it up:\n\n    N=shop\n    kubectl annotate sa app \\\n      -n $N iam.gke.io/gcp-service-account=a@p\n",
}


@pytest.mark.parametrize("path", PLACES)
def test_commands_are_found_wherever_they_stand(path: str) -> None:
    [account] = [one for one in facts({path: PLACES[path]}) if isinstance(one, KubernetesAccount)]
    assert (str(account.namespace), str(account.name), str(account.google)) == ("shop", "app", "a@p")
    assert account.google is not None
    assert (account.google.origin.path, account.google.origin.text) == (path, "a@p")


def test_terraform_has_commands_run() -> None:
    text = (
        'resource "null_resource" "x" {\n  provisioner "local-exec" {\n    command = "kubectl annotate sa app -n ${var.n} iam.gke.io/gcp-service-account=nobody"\n  }\n}\n'
        'variable "n" {\n  default = "shop"\n}\n'
    )
    report = lint(Memory({"main.tf": text}), ["main.tf"], installed())
    assert [(r.rule.id, r.finding.at.line) for r in report.results] == [("WI102", 3)]


# guides

GUIDE = """# Workload Identity

Replace PROJECT_ID with your project.

```bash
# BAD: the short name
kubectl annotate serviceaccount app --namespace shop iam.gke.io/gcp-service-account=app-gcp

# GOOD
kubectl annotate serviceaccount app --namespace shop --overwrite \\
  iam.gke.io/gcp-service-account=app-gcp@PROJECT_ID.iam.gserviceaccount.com

# BAD: no prefix
gcloud iam service-accounts add-iam-policy-binding app-gcp@PROJECT_ID.iam.gserviceaccount.com \\
  --role roles/iam.workloadIdentityUser \\
  --member "PROJECT_ID.svc.id.goog[shop/app]"

# GOOD
gcloud iam service-accounts add-iam-policy-binding app-gcp@PROJECT_ID.iam.gserviceaccount.com \\
  --role roles/iam.workloadIdentityUser \\
  --member "serviceAccount:PROJECT_ID.svc.id.goog[shop/app]"

# BAD: everything
gcloud projects add-iam-policy-binding PROJECT_ID \\
  --member "serviceAccount:app-gcp@PROJECT_ID.iam.gserviceaccount.com" --role roles/editor

# BAD: gives no token
gcloud iam service-accounts add-iam-policy-binding other@OTHER_PROJECT.iam.gserviceaccount.com \\
  --role roles/iam.serviceAccountUser \\
  --member "serviceAccount:PROJECT_ID.svc.id.goog[shop/app]"
```
"""


def said(report: Report) -> set[tuple[str, int]]:
    return {(r.rule.id, r.finding.at.line) for r in report.results}


def test_a_guide_is_told_its_bad_commands_and_no_good_one() -> None:
    report = lint(Memory({"guide.md": GUIDE}), ["guide.md"], installed())
    assert said(report) == {("WI102", 7), ("WI202", 16), ("WI401", 25), ("WI205", 29)}


def test_the_same_commands_as_a_script() -> None:
    script = GUIDE.split("```bash\n")[1].split("```", maxsplit=1)[0]
    report = lint(Memory({"guide.sh": script}), ["guide.sh"], installed())
    assert {("WI202", 11), ("WI401", 20), ("WI205", 24)} <= said(report)


def test_what_a_guide_deletes_is_gone_for_what_it_does_later() -> None:
    email = "app-v1@acme-prod.iam.gserviceaccount.com"
    head = f"```bash\ngcloud iam service-accounts create app-v1 --project acme-prod\n{GRANT.format(email)}"
    gone = f"gcloud iam service-accounts delete {email}\n"
    guide = f"{head}{ANNOTATE.format('app-v2@acme-prod.iam.gserviceaccount.com')}{gone}```\n"
    assert ("WI801", 4) not in said(lint(Memory({"a.md": guide}), ["a.md"], installed()))
    left = f"{head}{gone}{ANNOTATE.format(email)}```\n"
    assert ("WI801", 5) in said(lint(Memory({"a.md": left}), ["a.md"], installed()))


def test_what_an_account_may_do_until_it_is_deleted_is_still_said() -> None:
    email = "app-v1@acme-prod.iam.gserviceaccount.com"
    script = (
        f"gcloud iam service-accounts create app-v1 --project acme-prod\n{GRANT.format(email)}"
        f"{ANNOTATE.format(email)}gcloud projects add-iam-policy-binding acme-prod --role roles/owner "
        f"--member serviceAccount:{email}\ngcloud iam service-accounts keys create k.json --iam-account {email}\n"
        f"gcloud iam service-accounts delete {email}\n"
    )
    report = lint(Memory({"a.sh": script}), ["a.sh"], installed())
    assert {("WI401", 4), ("WI501", 5), ("WI801", 3)} <= said(report)


def test_recipes_of_a_makefile_are_asked_for_by_name() -> None:
    email = "app-v1@acme-prod.iam.gserviceaccount.com"
    owner = (
        "gcloud projects {}-iam-policy-binding acme-prod --role roles/owner --member serviceAccount:" + email
    )
    rules = {
        "up": [GRANT.format(email), ANNOTATE.format(email), owner.format("add")],
        "down": [owner.format("remove"), f"gcloud iam service-accounts delete {email}"],
    }
    for order in (["up", "down"], ["down", "up"]):
        text = "".join(
            f"{name}:\n" + "".join(f"\t{line.strip()}\n" for line in rules[name]) for name in order
        )
        found = said(lint(Memory({"Makefile": text}), ["Makefile"], installed()))
        assert {rule for rule, _ in found if rule in ("WI801", "WI401")} == {"WI401"}, order


GRANT = (
    "gcloud iam service-accounts add-iam-policy-binding {} --role roles/iam.workloadIdentityUser "
    "--member 'serviceAccount:acme-prod.svc.id.goog[shop/app]'\n"
)
ANNOTATE = "kubectl annotate serviceaccount app -n shop --overwrite iam.gke.io/gcp-service-account={}\n"


def test_a_guide_is_linted_where_it_is_named(tmp_path: Path) -> None:
    from wi_lint.inputs import Inputs  # noqa: PLC0415

    (tmp_path / "guide.md").write_text(GUIDE)
    (tmp_path / "run").write_text("#!/usr/bin/env bash\ngcloud version\n")
    (tmp_path / "LICENSE").write_text("text\n")
    assert Inputs((str(tmp_path),)).paths == ["run"]
    assert Inputs((str(tmp_path / "guide.md"),)).paths == ["guide.md"]
    assert Inputs((str(tmp_path),), documents=("*.md",)).paths == ["guide.md", "run"]


def test_what_a_script_sources_stands_in_it(lint_texts: Callable[[Mapping[str, str]], Report]) -> None:
    library = (
        "bind() {\n  "
        + BIND.replace("'", '"')
        .replace("acme", "acme-prod")
        .replace("shop-app", "$1")
        .replace("[shop/app]", "[$NS/$1]")
        .strip()
        + "\n}\n"
    )
    files = {
        "bin/setup.sh": 'set -e\nsource "$(dirname "$0")/../lib/wi.sh"\n. ./env.sh # names\nbind shop_app\n',
        "lib/wi.sh": f"source ../bin/setup.sh\n{library}",
        "bin/env.sh": "NS=shop\n",
    }
    found = {str(one.member_text) for one in facts(files) if isinstance(one, Grant)}
    assert found == {
        "serviceAccount:acme-prod.svc.id.goog[shop/shop_app]",
        "serviceAccount:acme-prod.svc.id.goog[${NS}/${1}]",
    }
    report = lint_texts(files)
    assert {(r.rule.id, r.finding.at.path, r.finding.at.line) for r in report.results} == {
        ("WI202", "bin/setup.sh", 4)
    }


def test_a_sourced_file_whose_folder_depends_on_the_run_is_not_guessed() -> None:
    bind = BIND.replace("'", '"').replace("[shop/app]", "[$NS/app]")
    for base, namespace in (("${SCRIPT_DIR}", "shop"), ("$ENVIRONMENT", "${NS}")):
        [grant] = facts({"a.sh": f'source "{base}/vars.sh"\n{bind}', "vars.sh": "NS=shop\n"})
        assert isinstance(grant, Grant)
        assert str(grant.member_text).endswith(f"[{namespace}/app]")


@pytest.mark.parametrize(
    ("command", "account"),
    [
        ("kubectl run web -n shop --image x --serviceaccount app", "app"),
        ('kubectl run web -n shop --image x --overrides \'{"spec": {"serviceAccountName": "app"}}\'', "app"),
        (
            'kubectl run web -n shop --image x --overrides="{\\"spec\\": {\\"serviceAccount\\": \\"app\\"}}"',
            "app",
        ),
        ("kubectl create deployment web --image x -n shop", "None"),
        ("kubectl set serviceaccount deployment web app -n shop", "app"),
    ],
)
def test_what_commands_run_has_an_account(command: str, account: str) -> None:
    [one] = [
        one
        for one in facts({"a.sh": f"{command}\nkubectl annotate sa app a=b\n"})
        if isinstance(one, Workload)
    ]
    assert (str(one.namespace), str(one.name), str(one.account)) == ("shop", "web", account)


_PIECES = (
    "$A", "$B", "$C", "${A}", "${B}", "/", "@", ":", ".", "-", "=", "[", "]", "+", ",", "%",
    ".svc.id.goog", "serviceAccount:", '"$A"', '"$B/x"', "'q'", '"a b"', '"${A}[$B/$C]"',
)  # fmt: skip
_WORDS = st.lists(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8)
    .map("".join)
    .filter(
        # the grammar takes operators of tests for themselves wherever they stand
        lambda word: (
            not word.startswith("-") and word not in ("[", "]", "==", "=~") and not re.search(r"\$\w+s", word)
        )
    ),
    min_size=1,
    max_size=12,
)


@needs_bash
@settings(max_examples=25, deadline=None)
@given(_WORDS)
def test_words_without_quotes_are_those_of_bash(words: list[str]) -> None:
    given_ = "A=acme\nB=shop\nC=app\n"
    shown = "".join(f"printf '%s\\0' {word}; printf '\\n\\0'\n" for word in words)
    theirs = subprocess.run(
        ["bash", "-c", f"set -f\n{given_}{shown}"], capture_output=True, text=True, check=True
    ).stdout
    script = given_ + "".join(f"gcloud {word}\n" for word in words)
    made = run(known(script, Source("a.sh", script).span(0, len(script))), "x").invocations
    ours = ["".join(f"{word.text}\0" for word in one.words[1:]) + "\n\0" for one in made]
    assert "".join(ours) == theirs
