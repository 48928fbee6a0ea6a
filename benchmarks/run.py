"""What a run costs, beside what others cost that read the same files: one command, one table.

usage: python benchmarks/run.py [--runs 5] [--write docs/performance.md] [FOLDER ...]

Makes its own trees, of Terraform, of manifests and of both, at 1, 4 and 16 times, and takes further folders.
Each is linted cold and warm (nothing changed, and one file changed), and read by whatever of `terraform fmt
-check -recursive`, checkov and yamllint is installed, and by a script that does no more than read every byte.
Commands take turns; figures are user and system time of the CPU, and medians of ratios of one round.
Run it by hand, on a quiet machine.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

LINT = [sys.executable, "-m", "wi_lint", "-q", "--exit-zero", "-f", "concise", "."]
FLOOR = [
    sys.executable,
    "-c",
    "import os\nfor at, _, names in os.walk('.'):\n for one in names:\n  open(f'{at}/{one}', 'rb').read()",
]
PEERS = {
    "terraform fmt": ["terraform", "fmt", "-check", "-recursive", "."],
    "yamllint": ["yamllint", "-d", "relaxed", "."],
    "checkov (terraform)": ["checkov", "-d", ".", "--framework", "terraform", "--compact", "--quiet"],
    "checkov (kubernetes)": ["checkov", "-d", ".", "--framework", "kubernetes", "--compact", "--quiet"],
}


@dataclass(frozen=True)
class Cost:
    """Seconds of the CPU, and the peak of memory in MiB."""

    cpu: float
    memory: float


def cost(command: list[str], tree: Path, cache: Path | None = None) -> Cost:
    kept = {"WI_LINT_CACHE_DIR": str(cache)} if cache is not None else {"WI_LINT_NO_CACHE": "1"}
    process = subprocess.Popen(
        command, cwd=tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **kept}
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    fine = (0,) if command == LINT else (0, 1, 3)
    if process.returncode not in fine:  # what fails at once would look fast
        raise SystemExit(f"{command} ended with {process.returncode} in {tree}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


# trees


def modules(folder: Path, count: int) -> None:
    """Root modules of Terraform, each with three accounts, their bindings and their roles."""
    for number in range(count):
        home = folder / f"terraform/team{number % 20}/svc{number}"
        home.mkdir(parents=True)
        names = VARIABLES.replace("TEAM", f"team{number % 20}").replace("NUMBER", str(number))
        (home / "variables.tf").write_text(names)
        (home / "main.tf").write_text(MAIN)


def manifests(folder: Path, count: int) -> None:
    """Files of manifests, each with three accounts and the deployments that run as them."""
    for number in range(count):
        home = folder / f"k8s/team{number % 20}"
        home.mkdir(parents=True, exist_ok=True)
        documents = (
            OBJECTS.replace("NAME", f"svc{number}-{part}")
            .replace("TEAM", f"team{number % 20}")
            .replace("NUMBER", str(number))
            for part in ("api", "worker", "cron")
        )
        (home / f"svc{number}.yaml").write_text("---\n".join(documents))


VARIABLES = """variable "project_id" {
  type    = string
  default = "acme-prod-NUMBER"
}

variable "region" {
  type        = string
  description = "Where it runs."
  default     = "europe-west1"
}

locals {
  name      = "svcNUMBER"
  namespace = "TEAM"
  labels    = { team = local.namespace, service = local.name }
  accounts  = { for n in ["api", "worker", "cron"] : n => { ksa = "${local.name}-${n}" } }
}
"""
MAIN = """resource "google_service_account" "app" {
  for_each     = local.accounts
  project      = var.project_id
  account_id   = "${local.name}-${each.key}"
  display_name = "Runs ${each.key} of ${local.name}"
}

resource "google_service_account_iam_member" "workload" {
  for_each           = local.accounts
  service_account_id = google_service_account.app[each.key].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${local.namespace}/${each.value.ksa}]"
}

resource "google_storage_bucket" "data" {
  count    = 2
  project  = var.project_id
  name     = "${var.project_id}-${local.name}-${count.index}"
  location = var.region
  labels   = local.labels
}

resource "google_pubsub_topic" "events" {
  for_each                   = toset(["orders", "refunds"])
  project                    = var.project_id
  name                       = "${local.name}-${each.key}"
  message_retention_duration = "86600s"
  labels                     = local.labels

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

resource "google_pubsub_topic_iam_member" "publishes" {
  for_each = google_pubsub_topic.events
  project  = each.value.project
  topic    = each.value.name
  role     = "roles/pubsub.publisher"
  member   = "serviceAccount:${google_service_account.app["worker"].email}"
}

resource "google_compute_instance" "runner" {
  project      = var.project_id
  name         = "${local.name}-runner"
  machine_type = "e2-standard-4"
  zone         = "${var.region}-b"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
      size  = 50
      type  = "pd-balanced"
    }
  }

  network_interface {
    network    = "default"
    subnetwork = "projects/${var.project_id}/regions/${var.region}/subnetworks/default"
  }

  metadata = {
    enable-oslogin = "TRUE"
    startup-script = <<-EOT
      #!/bin/sh
      echo "runs ${local.name}"
    EOT
  }

  lifecycle {
    ignore_changes = [metadata["ssh-keys"]]
  }
}

output "accounts" {
  description = "The e-mails of the accounts of this service, by what runs as them."
  value       = { for name, account in google_service_account.app : name => account.email }
}

resource "google_storage_bucket_iam_member" "reads" {
  for_each = local.accounts
  bucket   = google_storage_bucket.data[0].name
  role     = "roles/storage.objectViewer"
  member   = "serviceAccount:${google_service_account.app[each.key].email}"
}
"""
OBJECTS = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: NAME
  namespace: TEAM
  annotations:
    iam.gke.io/gcp-service-account: NAME@acme-prod-NUMBER.iam.gserviceaccount.com
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: NAME
  namespace: TEAM
spec:
  replicas: 2
  selector:
    matchLabels: {app: NAME}
  template:
    metadata:
      labels: {app: NAME}
    spec:
      serviceAccountName: NAME
      containers:
        - name: main
          image: example.com/NAME:1.2.3
          env:
            - {name: LOG_LEVEL, value: info}
          resources:
            requests: {cpu: 100m, memory: 128Mi}
"""


def trees(base: Path) -> Iterator[tuple[str, Path]]:
    for make, count in SIZES:
        folder = base / f"{make.__name__}{count}"
        folder.mkdir()
        make(folder, count)
        yield f"{count} {make.__name__}", folder
    both = base / "both"
    both.mkdir()
    modules(both, 1000)
    manifests(both, 1000)
    yield "1,000 modules and 1,000 manifests", both
    one = base / "one"
    one.mkdir()
    (one / "a.yaml").write_text(OBJECTS)
    yield "one manifest", one


SIZES: list[tuple[Callable[[Path, int], None], int]] = [
    *((modules, count) for count in (100, 400, 1600)),
    *((manifests, count) for count in (100, 400, 800, 1600)),
]
NAMES = {f"{make.__name__}{count}" for make, count in SIZES} | {"both", "one"}
COMPARED = ("400 modules", "800 manifests")
"""What peers are run on as well, which take minutes, and checkov hours."""


# measuring


def changed(tree: Path) -> None:
    """One file of a tree, changed as somebody changes it who comments."""
    path = next(
        path for path in sorted(tree.rglob("*")) if path.suffix in (".tf", ".yaml") and path.is_file()
    )
    with path.open("a", encoding="utf-8") as file:
        file.write("# changed\n")


def measured(tree: Path, runs: int, peers: dict[str, list[str]]) -> dict[str, list[Cost]]:
    """Costs by what was run, round by round."""
    found: dict[str, list[Cost]] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as cache:
            place = Path(cache)
            found.setdefault("without a cache", []).append(cost(LINT, tree))
            found.setdefault("cold", []).append(cost(LINT, tree, place))
            found.setdefault("warm", []).append(cost(LINT, tree, place))
            changed(tree)
            found.setdefault("one file changed", []).append(cost(LINT, tree, place))
        found.setdefault("reading every byte", []).append(cost(FLOOR, tree))
        for name, command in peers.items():
            if not name.startswith("checkov"):
                found.setdefault(name, []).append(cost(command, tree))
    for name, command in peers.items():
        if name.startswith("checkov"):  # once: it takes minutes
            found[name] = [cost(command, tree)]
    return found


def rows(name: str, found: dict[str, list[Cost]]) -> Iterator[str]:
    ours = found["without a cache"]
    for what, costs in found.items():
        cpu = statistics.median(one.cpu for one in costs)
        memory = max(one.memory for one in costs)
        ratio = statistics.median(mine.cpu / one.cpu for mine, one in zip(ours, costs, strict=False))
        share = f"{1 / ratio:.2f}" if what in ("cold", "warm", "one file changed") else f"{ratio:.2f}"
        yield f"| {name} | {what} | {cpu:.2f} | {memory:.0f} | {share if what != 'without a cache' else ''} |"


HEAD = """# What a run costs

Measured by `python benchmarks/run.py`, {date}, on {machine}, Python {python}. Seconds are user and system
time of the CPU, medians of {runs} rounds; memory is the peak, in MiB. The last column compares within one
round: for what is kept from run to run, its share of a run without a cache; for others, how often their time
wi-lint takes.

| tree | what is run | CPU s | MiB | compared |
| --- | --- | --- | --- | --- |
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-trees", action="store_true", help="only the folders")
    parser.add_argument("--write", type=Path, metavar="FILE")
    args = parser.parse_args()
    peers = {name: command for name, command in PEERS.items() if shutil.which(command[0])}
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as base:
        copies = Path(base)
        for folder in args.folders:  # of which one file is changed
            shutil.copytree(folder, copies / folder.resolve().name, symlinks=True)
        found = [] if args.no_trees else list(trees(copies))
        found += [(folder.resolve().name, copies / folder.resolve().name) for folder in args.folders]
        for name, tree in found:
            has = {path.suffix for path in tree.rglob("*")}
            is_given = tree.name not in NAMES
            is_compared = name in COMPARED or is_given
            fitting = {
                one: command
                for one, command in peers.items()
                if is_compared
                and not (is_given and one.startswith("checkov"))
                and (".tf" in has if "terraform" in one else {".yaml", ".yml"} & has)
            }
            made = list(rows(name, measured(tree, args.runs, fitting)))
            print("\n".join(made), flush=True)
            lines += made
    if args.write:
        machine = f"{os.cpu_count()} cores of {platform.machine()}"
        date = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        head = HEAD.format(date=date, machine=machine, python=platform.python_version(), runs=args.runs)
        args.write.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
