"""Manifests to facts: accounts, every kind of workload, namespaces."""

from __future__ import annotations

import pytest

from wi_lint.compose.helm import Charts
from wi_lint.compose.library import Library
from wi_lint.compose.manifests import read_manifests
from wi_lint.facts import (
    Fact,
    KubernetesAccount,
    MisplacedAnnotation,
    Namespace,
    NetworkPolicy,
    Secret,
    Workload,
)
from wi_lint.files import Memory
from wi_lint.model import kubernetes


def facts(files: dict[str, str]) -> list[Fact]:
    manifests = read_manifests(Charts(Library(Memory(files))), sorted(files))
    return [fact for deployed in manifests.deployed for fact in kubernetes.facts(deployed)]


POD = "serviceAccountName: app\ncontainers:\n- {name: a, image: b}\n"


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("Pod", ["spec"]),
        ("PodTemplate", ["template", "spec"]),
        *[
            (kind, ["spec", "template", "spec"])
            for kind in (
                "Deployment",
                "StatefulSet",
                "DaemonSet",
                "ReplicaSet",
                "ReplicationController",
                "Job",
            )
        ],
        ("CronJob", ["spec", "jobTemplate", "spec", "template", "spec"]),
        ("Rollout", ["spec", "template", "spec"]),
        ("Service", ["spec", "template", "spec"]),
    ],
)
def test_every_kind_of_workload(kind: str, path: list[str]) -> None:
    text = POD
    for key in reversed(path):
        text = f"{key}:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    api = "serving.knative.dev/v1" if kind == "Service" else "v1"
    [workload] = facts(
        {"a.yaml": f"apiVersion: {api}\nkind: {kind}\nmetadata:\n  name: x\n  namespace: n\n{text}"}
    )
    assert isinstance(workload, Workload)
    assert (workload.kind, str(workload.account), str(workload.namespace)) == (kind, "app", "n")


def test_an_unset_namespace_is_a_hole_of_its_folder() -> None:
    text = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n"
    one, other, elsewhere = facts({"x/a.yaml": text, "x/b.yaml": text, "y/a.yaml": text})
    assert isinstance(one, KubernetesAccount)
    assert isinstance(other, KubernetesAccount)
    assert isinstance(elsewhere, KubernetesAccount)
    assert one.namespace.known is None
    assert one.namespace.key == other.namespace.key
    assert one.namespace.key != elsewhere.namespace.key


def test_lists_and_json_are_manifests_too() -> None:
    item = '{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "app", "namespace": "n", "annotations": {"iam.gke.io/gcp-service-account": "e@p"}}}'
    made = facts({"a.json": item, "b.json": '{"apiVersion": "v1", "kind": "List", "items": [' + item + "]}"})
    assert [str(f.google) for f in made if isinstance(f, KubernetesAccount)] == ["e@p", "e@p"]


def test_the_other_kinds() -> None:
    made = facts(
        {
            "a.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n---\n"
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\nstringData: {key.json: x}\n---\n"
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: n}\nspec: {policyTypes: [Egress]}\n---\n"
            "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: n, labels: {iam.gke.io/gcp-service-account: e}}\n"
        }
    )
    assert [type(f) for f in made] == [Namespace, Secret, NetworkPolicy, MisplacedAnnotation]
    _, secret, policy, misplaced = made
    assert isinstance(secret, Secret)
    assert secret.keys == ("key.json",)
    assert isinstance(policy, NetworkPolicy)
    assert policy.egress == ()
    assert isinstance(misplaced, MisplacedAnnotation)
    assert (misplaced.kind, misplaced.place) == ("Service", "label")
