"""Scripts that read lines: of files of the tree, of heredocs, and what each line gives."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wi_lint.compose.shell import run
from wi_lint.lint import Report
from wi_lint.source import Source
from wi_lint.values import Text, known

Lint = Callable[..., Report]
BASH = shutil.which("bash")


def words(script: str, **files: str) -> list[list[str]]:
    """The words of the commands of a script, behind `gcloud`."""

    def held(name: Text) -> Text | None:
        text = files.get((name.known or "").removeprefix("./"))
        source = Source(name.known or "", text or "")
        return known(text, source.span(0, len(text))) if text is not None else None

    source = Source("scripts/run.sh", script)
    made = run(known(script, source.span(0, len(script))), "script/x", file=held).invocations
    told = [[str(word.text) for word in one.words] for one in made]
    return [one[1:] for one in told if one[0] == "gcloud"]


TABLE = "# name size\nsmall  2 a b\n\n big 4\n"


@pytest.mark.parametrize(
    ("script", "given_"),
    [
        ('while read -r n s; do gcloud "$n" "$s"; done < table', [["small", "2 a b"], ["big", "4"]]),
        ('while read n s rest; do gcloud $n "$rest"; done <table', [["small", "a b"], ["big", ""]]),
        ("cat table | while read -r n _; do gcloud $n; done", [["small"], ["big"]]),
        (
            'while read -ra w; do gcloud "${w[@]}"; done < <(cat table)',
            [["small", "2", "a", "b"], ["big", "4"]],
        ),
        ('f() { gcloud "$2"; }\nwhile read -r -a w; do f "${w[@]}"; done < "./table"', [["2"], ["4"]]),
        ('while read l || [[ -n $l ]]; do gcloud "$l"; done < table', [["small  2 a b"], ["big 4"]]),
        ("while IFS=, read -r a b; do gcloud $a $b; done <<EOF\nx,1\ny,2\nEOF", [["x", "1"], ["y", "2"]]),
        ("while read a; do gcloud $a; done < other", [["${script/x:$a}"]]),
        ("while read -u 3 a; do gcloud $a; done < table", [["${script/x:$a}"]]),
        ("while read -d '' a; do gcloud $a; done < table", [["${script/x:$a}"]]),
        ("while true; do gcloud once; done < table", [["once"]]),
    ],
)
def test_what_lines_give(script: str, given_: list[list[str]]) -> None:
    found = words(script, table=TABLE)
    assert [[re_named(word) for word in one] for one in found] == [
        [re_named(w) for w in one] for one in given_
    ]


def re_named(word: str) -> str:
    """A word, whatever a hole in it is called."""
    return "HOLE" if word.startswith("${") else word


@pytest.mark.skipif(BASH is None, reason="it asks bash, which is not on PATH")
@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(st.text(alphabet="ab ,:", min_size=1, max_size=9), min_size=1, max_size=4),
    names=st.integers(1, 4),
    mark=st.sampled_from(["", "IFS=, ", "IFS=: "]),
)
def test_lines_are_split_as_bash_splits_them(lines: list[str], names: int, mark: str) -> None:
    lines = [line for line in lines if line.strip()]
    listed = " ".join("wxyz"[:names])
    shown = " ".join(f'"${name}"' for name in listed.split())
    loop = f"while {mark}read -r {listed}; do %s {shown}; done < table"
    show = "show() { printf '<%s>' \"$@\"; echo; }\n"
    asked = subprocess.run(
        ["bash", "-c", f"{show}cat > table; {loop % 'show'}"],
        input="".join(f"{line}\n" for line in lines), capture_output=True, text=True, check=True,
        cwd="/tmp",
    )  # fmt: skip
    ours = words(loop % "gcloud", table="".join(f"{line}\n" for line in lines))
    assert ["".join(f"<{word}>" for word in one) for one in ours] == asked.stdout.splitlines()


FOLDERS = [
    ('D="$(cd "$(dirname "$0")" && pwd)"\n', "scripts"),
    ('D=$(dirname "${BASH_SOURCE[0]}")\n', "scripts"),
    ('D="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." >/dev/null 2>&1 && pwd -P)"\n', "scripts/.."),
    ('D="$(git rev-parse --show-toplevel)"\n', "."),
    ('D="$(git -C "$(dirname "$0")" rev-parse --show-toplevel 2>/dev/null)"\n', "."),
]


@pytest.mark.parametrize(("asked", "folder"), FOLDERS)
def test_the_folder_of_a_script_is_known(asked: str, folder: str) -> None:
    assert words(f'{asked}gcloud "$D/x"') == [[f"{folder}/x"]]


POOLS = "render       n2d 0 80 {mode}\nrender-spot  n2d 0 80 GKE_METADATA\n"
SETUP = (
    '. "$(dirname "$0")/lib.sh"\nTOP="$(git rev-parse --show-toplevel)"\n'
    "gcloud container clusters create shop --project=acme-prod --location=europe-west1 "
    "--workload-pool=acme-prod.svc.id.goog --workload-metadata=GKE_METADATA\n"
    'each "$TOP/config/pools.txt" pool\n'
)
LIB = (
    "each() {\n  local file=$1 fn=$2 words\n  while read -r -a words; do\n    "
    '[[ ${#words[@]} -eq 0 ]] && continue\n    "$fn" "${words[@]}" </dev/null\n  done <"$file"\n}\n'
    "pool() {\n  gcloud container node-pools create $1 --cluster=shop --project=acme-prod "
    "--location=europe-west1 --workload-metadata=$5\n}\n"
)


PINNED = (
    "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  namespace: shop\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: shop-app@acme-prod.iam.gserviceaccount.com\n---\n"
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n  namespace: shop\nspec:\n  template:\n"
    "    spec:\n      serviceAccountName: app\n      nodeSelector:\n"
    "        cloud.google.com/gke-nodepool: render\n"
)


def test_a_line_of_a_file_is_where_the_mistake_stands(lint_texts: Lint) -> None:
    tree = {"scripts/setup.sh": SETUP, "scripts/lib.sh": LIB, "app.yaml": PINNED}
    wrong = lint_texts({**tree, "config/pools.txt": POOLS.format(mode="GCE_METADATA")}).results
    told = [one.finding.at for one in wrong if one.rule.id == "WI304"]
    assert [(at.path, at.line, at.text) for at in told] == [("config/pools.txt", 1, "GCE_METADATA")]
    right = lint_texts({**tree, "config/pools.txt": POOLS.format(mode="GKE_METADATA")}).results
    assert not [one for one in right if one.rule.id == "WI304"]


def test_a_folder_that_goes_up_very_often_is_read_at_once() -> None:
    """Two ways to read `/..` would be as many as there are ways to mix them."""
    up = "/.." * 5_000
    assert words(f'D=$(dirname "$0"{up})\ngcloud $D')[0][0].startswith("scripts/..")
    assert len(words(f'D=$(dirname "$0"{up} !)\ngcloud $D')) == 1
