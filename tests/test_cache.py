"""What is kept from run to run changes no result, whatever state it is in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wi_lint.config.declared import Declared
from wi_lint.discover import walk
from wi_lint.facts import codec
from wi_lint.files import Disk
from wi_lint.frontends import read
from wi_lint.frontends.run import Run as FrontendsRun
from wi_lint.kept.place import Place
from wi_lint.kept_results import Cache
from wi_lint.lint import Report, lint
from wi_lint.packs import ENGINE, installed
from wi_lint.results import Result
from wi_lint.source import Source

Run = Callable[..., subprocess.CompletedProcess[str]]
WORLDS = sorted(path for path in (Path(__file__).parent / "fixtures").iterdir() if path.is_dir())


def shown(report: Report) -> tuple[Any, ...]:
    """All that a report says, in words."""
    return (
        [_shown(one) for one in report.results],
        [_shown(one) for one in report.unsure],
        report.files, report.facts, sorted(report.set_aside), report.ignored,
    )  # fmt: skip


def _shown(result: Result) -> tuple[Any, ...]:
    finding = result.finding
    steps = [(step.at.order, step.at.text, step.note) for step in finding.because]
    about = type(finding.about).__name__, finding.about.address, finding.about.unit
    fix = finding.fix
    mends = (fix.title, fix.copy, [(one.at.order, one.text) for one in fix.edits]) if fix is not None else ()
    place = finding.at.order, finding.at.text
    doubt = type(finding.doubt).__name__, getattr(finding.doubt, "why", "")
    return result.rule.id, place, finding.message, steps, about, mends, doubt, result.fingerprint


def linted(tree: Path, place: Place | None = None) -> Report:
    paths = list(walk(tree, ""))
    rules = installed()
    if place is None:
        return lint(Disk(tree), paths, rules)
    cache = Cache(place, Disk(tree), paths, [Declared(), "options"])
    return cache.report((*ENGINE.values(), *rules)) or lint(cache.watched, paths, rules, cache=cache)


_WORD = re.compile(r"[\w.@/-]{3,}")


class Edits:
    """Small changes of a tree, as somebody who works on it makes them."""

    def __init__(self, tree: Path, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._tree = tree
        self._draw = draw

    def _files(self) -> list[Path]:
        return sorted(path for path in self._tree.rglob("*") if path.is_file())

    def _file(self) -> Path:
        return self._draw(st.sampled_from(self._files()))

    def change(self) -> None:
        kinds = [self.drop_line, self.double_line, self.swap_words, self.remove, self.copy, self.touch]
        self._draw(st.sampled_from(kinds))()

    def drop_line(self) -> None:
        path = self._file()
        lines = path.read_text().splitlines(keepends=True)
        if lines:
            del lines[self._draw(st.integers(0, len(lines) - 1))]
        path.write_text("".join(lines))

    def double_line(self) -> None:
        path = self._file()
        lines = path.read_text().splitlines(keepends=True)
        if lines:
            number = self._draw(st.integers(0, len(lines) - 1))
            lines.insert(number, lines[number])
        path.write_text("".join(lines))

    def swap_words(self) -> None:
        path, other = self._file(), self._file()
        mine, theirs = _WORD.findall(path.read_text()), _WORD.findall(other.read_text())
        if mine and theirs:
            old, new = self._draw(st.sampled_from(mine)), self._draw(st.sampled_from(theirs))
            path.write_text(path.read_text().replace(old, new, 1))

    def remove(self) -> None:
        if len(self._files()) > 1:
            self._file().unlink()

    def copy(self) -> None:
        path = self._file()
        folder = self._draw(st.sampled_from([one.parent for one in self._files()]))
        shutil.copy(path, folder / f"copy-of-{path.name}")

    def touch(self) -> None:
        os.utime(self._file())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_warm_run_says_what_a_cold_one_says(data: st.DataObject) -> None:
    world = data.draw(st.sampled_from(WORLDS), label="world")
    with tempfile.TemporaryDirectory() as base:
        tree = Path(base) / "tree"
        shutil.copytree(world, tree)
        place = Place(Path(base) / "kept", "tree")
        edits = Edits(tree, data.draw)
        assert shown(linted(tree, place)) == shown(linted(tree))
        for _ in range(data.draw(st.integers(1, 4), label="edits")):
            edits.change()
            assert shown(linted(tree, place)) == shown(linted(tree))
            assert shown(linted(tree, place)) == shown(linted(tree))


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_facts_come_back_as_they_were(world: Path) -> None:
    run = FrontendsRun(Disk(world), list(walk(world, "")), Declared())
    facts = list(read(run))
    written = codec.write(facts, run.library.sources.holds)
    back = codec.read(written, run.library.sources.read)
    assert [type(one) for one in back] == [type(one) for one in facts]
    assert codec.write(back, run.library.sources.holds) == written


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    tree = tmp_path / "tree"
    shutil.copytree(WORLDS[0], tree)
    for number in range(20):
        (tree / f"a{number}.yaml").write_text(
            "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations:\n"
            f"    iam.gke.io/gcp-service-account: app-{number}\n"
        )
    return tree


def findings(done: subprocess.CompletedProcess[str]) -> list[Any]:
    found: list[Any] = json.loads(done.stdout)["findings"]
    return found


def kept_files(kept: Path) -> list[Path]:
    return sorted(path for path in kept.rglob("*") if path.is_file())


def test_what_is_kept_lies_in_the_users_folder_and_can_be_taken_away(
    tree: Path, tmp_path: Path, wi_lint: Run
) -> None:
    kept = tmp_path / "cache"
    before = sorted(tree.rglob("*"))
    first = wi_lint("-f", "concise", ".", cwd=tree, WI_LINT_CACHE_DIR=str(kept))
    assert {path.suffix for path in kept_files(kept)} == {"", ".result"}
    assert sorted(tree.rglob("*")) == before
    assert wi_lint("-f", "concise", ".", cwd=tree, WI_LINT_CACHE_DIR=str(kept)).stdout == first.stdout
    assert wi_lint("cache", "dir", WI_LINT_CACHE_DIR=str(kept)).stdout == f"{kept}\n"
    assert wi_lint("cache", "clean", WI_LINT_CACHE_DIR=str(kept)).returncode == 0
    assert kept_files(kept) == []
    wi_lint("--no-cache", ".", cwd=tree, WI_LINT_CACHE_DIR=str(kept))
    assert kept_files(kept) == []


def test_the_users_folder_is_that_of_the_system(tmp_path: Path, wi_lint: Run) -> None:
    told = wi_lint(
        "cache", "dir", WI_LINT_CACHE_DIR="", XDG_CACHE_HOME=str(tmp_path), HOME=str(tmp_path)
    ).stdout
    assert told.strip().startswith(str(tmp_path))
    assert told.strip().endswith("wi-lint")


@pytest.mark.parametrize("damage", ["cut", "turned", "empty", "other", "folder"])
def test_what_is_broken_is_not_there(damage: str, tree: Path, tmp_path: Path, wi_lint: Run) -> None:
    kept = tmp_path / "cache"
    first = wi_lint("-f", "json", ".", cwd=tree, WI_LINT_CACHE_DIR=str(kept))
    for path in kept_files(kept):
        data = path.read_bytes()
        path.unlink()
        if damage == "folder":
            path.mkdir()
        else:
            made = {
                "cut": data[: len(data) // 2], "empty": b"", "other": msgspec.msgpack.encode(["x", [[1] * 6]]),
                "turned": bytes(255 - one if n % 97 == 13 else one for n, one in enumerate(data)),
            }  # fmt: skip
            path.write_bytes(made[damage])
    (tree / "a0.yaml").write_text((tree / "a0.yaml").read_text() + "# changed\n")
    again = wi_lint("-f", "json", ".", cwd=tree, WI_LINT_CACHE_DIR=str(kept))
    assert (again.returncode, findings(again)) == (first.returncode, findings(first))


def test_a_folder_that_cannot_be_written_is_done_without(tree: Path, tmp_path: Path, wi_lint: Run) -> None:
    (tmp_path / "file").write_text("")
    for nowhere in ("/dev/full", "/proc/1/x", str(tmp_path / "file")):
        done = wi_lint("-q", "-f", "concise", ".", cwd=tree, WI_LINT_CACHE_DIR=nowhere)
        assert (done.returncode, done.stderr) == (1, "")


def test_runs_at_the_same_time_do_not_disturb_one_another(tree: Path, tmp_path: Path, wi_lint: Run) -> None:
    kept = str(tmp_path / "cache")

    def run(_: int) -> str:
        return wi_lint("-f", "concise", "-q", ".", cwd=tree, WI_LINT_CACHE_DIR=kept).stdout

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(run, range(8)))) == 1


@pytest.mark.parametrize(
    "option", ["--complete", "--no-ignores", "--ignore=WI102", "--select=WI102", "--tf-var=a=b"]
)
def test_other_options_have_results_of_their_own(option: str, tree: Path, wi_lint: Run) -> None:
    wi_lint("-f", "json", ".", cwd=tree)
    warm = wi_lint("-f", "json", option, ".", cwd=tree)
    assert findings(warm) == findings(wi_lint("-f", "json", "--no-cache", option, ".", cwd=tree))


def test_nothing_that_is_kept_can_run(tmp_path: Path) -> None:
    """The types of facts are the schema: what fits none of them is refused."""
    for body in ([["Nonsense", 1]], [["Grant", "cos\nsystem"]], {"a": 1}, [[["os", "system"]]], ["Unread"]):
        sheet = msgspec.msgpack.encode([[("a", None)], msgspec.Raw(msgspec.msgpack.encode(body))])
        with pytest.raises(codec.Broken):
            codec.read(sheet, lambda path: Source(path, ""))


BROKEN_VALUES = {
    "wi-lint.toml": '[[terraform]]\nroot = "infra"\nvar_files = []\n',
    "infra/main.tf": 'variable "p" {}\nresource "google_service_account" "a" {\n  account_id = var.p\n}\n',
    "infra/prod.tfvars": 'p = = "x"\n',
}


def test_values_that_no_root_reads_are_looked_at_in_every_run(tree: Path, wi_lint: Run) -> None:
    for name, text in BROKEN_VALUES.items():
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text(text)
    first = wi_lint("-f", "json", ".", cwd=tree)
    assert "infra/prod.tfvars" in {one["path"] for one in findings(first)}
    (tree / "a0.yaml").write_text((tree / "a0.yaml").read_text() + "# changed\n")
    assert findings(wi_lint("-f", "json", ".", cwd=tree)) == findings(first)


def test_a_file_that_changes_while_it_is_read_is_not_kept(tree: Path, tmp_path: Path) -> None:
    place = Place(tmp_path / "kept", "tree")
    paths = list(walk(tree, ""))

    class Changing(Disk):
        """A tree in which somebody saves a file between its first reading and its second."""

        def read(self, path: str) -> bytes:
            data = super().read(path)
            if path == "a1.yaml":
                (tree / path).write_text("kind: Nothing\n")
            return data

    cache = Cache(place, Changing(tree), paths, [Declared(), "options"])
    lint(cache.watched, paths, installed(), cache=cache)
    assert shown(linted(tree, place)) == shown(linted(tree))


def test_nothing_is_kept_in_the_tree_itself(tree: Path, wi_lint: Run) -> None:
    done = wi_lint(".", cwd=tree, WI_LINT_CACHE_DIR=str(tree / ".cache"))
    assert done.returncode == 2
    assert "in the tree itself" in done.stderr
    at_home = wi_lint(
        "-q", ".", cwd=tree, WI_LINT_CACHE_DIR="", XDG_CACHE_HOME=str(tree / ".cache"), HOME=str(tree)
    )
    assert (at_home.returncode, at_home.stderr) == (1, "")
    assert not (tree / ".cache").exists()


def test_only_what_is_kept_is_taken_away(tmp_path: Path, tree: Path, wi_lint: Run) -> None:
    kept = tmp_path / "cache"
    mine = [kept / "precious/x", kept / ("a" * 32) / "thesis.tex"]
    for path in mine:
        path.parent.mkdir(parents=True)
        path.write_text("")
    wi_lint(".", cwd=tree, WI_LINT_CACHE_DIR=str(kept))
    done = wi_lint("cache", "clean", WI_LINT_CACHE_DIR=str(kept))
    assert "1 taken away" in done.stdout
    assert kept_files(kept) == sorted(mine)


def test_a_turned_bit_is_seen(tree: Path, tmp_path: Path, wi_lint: Run) -> None:
    kept = tmp_path / "cache"
    first = findings(wi_lint("-f", "json", ".", cwd=tree, WI_LINT_CACHE_DIR=str(kept)))
    for path in kept_files(kept):
        data = path.read_bytes()
        for at in range(0, len(data), max(1, len(data) // 12)):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert Place(kept, path.parent.name).read(path.name) is None
    assert findings(wi_lint("-f", "json", ".", cwd=tree, WI_LINT_CACHE_DIR=str(kept))) == first


BIND = (
    "gcloud iam service-accounts add-iam-policy-binding app@acme-prod.iam.gserviceaccount.com"
    " --role=roles/iam.workloadIdentityUser --member='serviceAccount:acme-prod.svc.id.goog[shop/app]'\n"
)
CHART = {
    "ch/Chart.yaml": "apiVersion: v2\nname: ch\nversion: 1.0.0\n",
    "ch/templates/a.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n  annotations:\n"
    "    iam.gke.io/gcp-service-account: app@acme-prod.gserviceaccount.com\n",
}
LONG = "{{ range $i := until 250 }}{{ range $j := until 250 }}{{ $x := $j }}{{ end }}{{ end }}\n"
SOURCED = "A=b # some words of a comment\n" * 30_000


def chain(first: int, last: int) -> dict[str, str]:
    """Charts of which each holds the next one."""
    made = {}
    for n in range(first, last + 1):
        inner = f"dependencies: [{{name: c{n + 1}, repository: 'file://../c{n + 1}'}}]\n" if n < last else ""
        made[f"c{n}/Chart.yaml"] = f"apiVersion: v2\nname: c{n}\nversion: 1.0.0\n{inner}"
        made[f"c{n}/templates/a.yaml"] = CHART["ch/templates/a.yaml"].replace("name: app", f"name: app-{n}")
    return made


SCENARIOS: dict[str, tuple[dict[str, str | bytes], dict[str, str | bytes | None]]] = {
    "a module that is called by nobody is no Terraform": (
        {"r/main.tf": 'module "m" {\n  source = "../m"\n  count = 0\n}\n', "m/main.tf": 'module "m" {\n  source = "../x"\n}\n}}}\n'},
        {"n.yaml": "a: b\n"},
    ),
    "who read an unreadable file first is gone": (
        {"a.sh": f". ./lib.env\n{BIND}", "b.sh": f". ./lib.env\n{BIND}", "lib.env": b"X\n\0"},
        {"a.sh": None},
    ),
    "who asked for an unreadable patch first is gone": (
        {f"o{n}/kustomization.yaml": "resources: [a.yaml]\npatches: [{path: ../p.txt}]\n" for n in (1, 2)}
        | {f"o{n}/a.yaml": CHART["ch/templates/a.yaml"] for n in (1, 2)} | {"p.txt": b"\0\1"},
        {"o1/kustomization.yaml": None},
    ),
    "more installations than are followed": (
        {**CHART, "ch/templates/a.yaml": LONG + CHART["ch/templates/a.yaml"],
         "m.sh": "helm install a ./ch\nhelm install b ./ch\n"},
        {"a.sh": "helm install c ./ch\nhelm install d ./ch\n"},
    ),
    "more of a file than is sourced": (
        {"lib.env": SOURCED} | {f"m{n}.sh": f". ./lib.env\n{BIND}" for n in range(5)},
        {f"a{n}.sh": f". ./lib.env\n{BIND}" for n in range(4)},
    ),
    "overlays above one another": (
        {"o0/kustomization.yaml": "resources: [a.yaml]\n", "o0/a.yaml": CHART["ch/templates/a.yaml"]}
        | {f"o{n}/kustomization.yaml": f"resources: [../o{n - 1}]\n" for n in range(1, 41)}
        | {"a/kustomization.yaml": "resources: [../o20]\n"},
        {"a/kustomization.yaml": None},
    ),
    "charts inside one another": (
        {**chain(0, 10), "s.sh": "helm install x ./c0\n"},
        {"a.sh": "helm install y ./c8\n"},
    ),
    "a file of values that a helmfile reads": (
        {**CHART, "values/prod.yaml": "gsa: a\ngsa: b\nserviceAccount: {}\n"},
        {"helmfile.yaml": "releases: [{name: x, chart: ./ch, values: [values/prod.yaml]}]\n"},
    ),
    "a program that a script sources": (
        {"env.py": "# wi-lint: ignore=WI999\n", "s.sh": f". ./env.py\n{BIND}"},
        {"n.yaml": "a: b\n"},
    ),
    "values of a module that something else reads": (
        {"m/main.tf": 'variable "n" {}\nresource "google_service_account" "a" {\n  account_id = "app-gcp-one"\n  project = "acme-prod"\n}\n',
         "m/terraform.tfvars": 'n = "app-gcp-one"\n', "r/main.tf": 'module "m" {\n  source = "../m"\n  n = "a"\n}\n',
         "tg/terragrunt.hcl": 'terraform {\n  source = "../m"\n}\n', "tg/x.tf": "",
         "n.yaml": CHART["ch/templates/a.yaml"]},
        {"tg/terragrunt.hcl": None},
    ),
    "values that a release takes": (
        {**CHART, "v/x.yaml": "serviceAccount:\n  annotations:\n    iam.gke.io/gcp-service-account: x@p.gserviceaccount.com\n"},
        {"s.sh": "helm install x ./ch -f v/x.yaml\n"},
    ),
}  # fmt: skip
"""Trees with an edit behind which a run that kept something once said something else."""


@pytest.mark.parametrize("name", SCENARIOS)
def test_an_edit_is_seen_by_all_that_rests_on_it(name: str, tmp_path: Path) -> None:
    tree, place = tmp_path / "tree", Place(tmp_path / "kept", "tree")
    before, edit = SCENARIOS[name]
    for path, data in {**before, "pad.yaml": "a: b\n"}.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(data if isinstance(data, bytes) else data.encode())
    first = shown(linted(tree, place))
    assert first == shown(linted(tree))
    for path, data in edit.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            (tree / path).unlink()
        else:
            (tree / path).write_bytes(data if isinstance(data, bytes) else data.encode())
    assert shown(linted(tree, place)) == shown(linted(tree))
    assert shown(linted(tree, place)) == shown(linted(tree))
