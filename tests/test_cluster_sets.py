"""Sets of workloads by the name of their cluster: what its name is, and whether there is such a cluster."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wi_lint.lint import Report

Lint = Callable[..., Report]
POOL = "iam.googleapis.com/projects/400123400123/locations/global/workloadIdentityPools/acme-prod.svc.id.goog"
NAME = "https://container.googleapis.com/v1/projects/acme-prod/locations/europe-west1/clusters/shop-eu"
CLUSTER = (
    'resource "google_container_cluster" "c" {\n  project = "acme-prod"\n  name = "shop-eu"\n'
    '  location = "europe-west1"\n  enable_autopilot = true\n}\n'
)


def granted(cluster: str, scheme: str = "principalSet") -> dict[str, str]:
    return {
        "main.tf": CLUSTER + 'resource "google_storage_bucket_iam_member" "m" {\n  bucket = "acme-orders"\n'
        '  role = "roles/storage.objectViewer"\n  depends_on = [google_container_cluster.c]\n'
        f'  member = "{scheme}://{POOL}/kubernetes.cluster/{cluster}"\n}}\n'
    }


def loud(report: Report) -> list[tuple[str, str]]:
    found = ((one.rule.id, one.finding.at.one_line.text) for one in report.results)
    return [one for one in found if one[0] in ("WI202", "WI228")]


@pytest.mark.parametrize(
    ("wrong", "rule", "at"),
    [
        (NAME.replace("europe-west1", "europe-west1-b"), "WI228", "europe-west1-b"),
        (NAME.replace("europe-west1", "us-central1"), "WI228", "us-central1"),
        (NAME.replace("shop-eu", "shop-ue"), "WI228", "shop-ue"),
        (NAME.replace("acme-prod", "acme-shop"), "WI228", "acme-shop"),
        (NAME.replace("locations", "zones"), "WI202", "zones"),
        (NAME.replace("https://container.googleapis.com/v1/", ""), "WI202", ""),
        (NAME.replace("https://", "//"), "WI202", ""),
        (NAME.replace("/v1/", "/v1beta1/"), "WI202", ""),
    ],
)
def test_a_cluster_that_is_none(lint_texts: Lint, wrong: str, rule: str, at: str) -> None:
    [(told, where)] = loud(lint_texts(granted(wrong)))
    assert told == rule
    assert at in where


@pytest.mark.parametrize(
    "right",
    [
        NAME,
        NAME.replace("shop-eu", "batch"),  # which may be declared elsewhere
        "https://container.googleapis.com/v1/${google_container_cluster.c.id}",
        "https://container.googleapis.com/v1/projects/acme-prod/locations/${var.region}/clusters/shop-eu",
        "https://container.googleapis.com/v1/projects/acme-prod/locations/europe-west1/clusters/${var.name}",
        "${var.cluster}",
    ],
)
def test_a_cluster_that_may_be_there(lint_texts: Lint, right: str) -> None:
    assert not loud(lint_texts(granted(right)))


def test_many_workloads_are_a_set(lint_texts: Lint) -> None:
    assert [rule for rule, _ in loud(lint_texts(granted(NAME, "principal")))] == ["WI202"]


def test_a_fleet_has_one_pool_for_clusters_of_several_projects(lint_texts: Lint) -> None:
    member = 'resource "google_gke_hub_membership" "m" {\n  project = "acme-prod"\n  membership_id = "x"\n}\n'
    tree = granted(NAME.replace("acme-prod", "acme-shop"))
    assert not loud(lint_texts({**tree, "fleet.tf": member}))
