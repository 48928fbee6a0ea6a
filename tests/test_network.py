"""Network policies of all kinds, weighed together: which line is reported, or that nothing is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wi_lint.lint import Report
from wi_lint.model.network import selectors
from wi_lint.source import Source
from wi_lint.values import known

WORLD = """apiVersion: v1
kind: ServiceAccount
metadata:
  name: agent
  namespace: agents
  annotations:
    iam.gke.io/gcp-service-account: sandbox-agent@acme-lab.iam.gserviceaccount.com
---
apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: agents
  labels: {app: agent, tier: back}
spec:
  serviceAccountName: agent
  containers: [{name: agent, image: "agent:1"}]
"""
CALICO = """apiVersion: crd.projectcalico.org/v1
kind: GlobalNetworkPolicy
metadata:
  name: %s
spec:
  order: %s
  selector: %s
  types: [Egress]
  egress:
%s"""
DENY = "  - action: Deny\n    destination: {nets: [169.254.0.0/16]}\n"
ALLOW = "  - action: Allow\n"
OPEN = "  - action: Allow\n    destination: {nets: [169.254.169.252/32, 169.254.169.254/32]}\n"
INSIDE = "  - action: Allow\n    destination: {selector: 'all()'}\n"
STANDARD = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: open
  namespace: agents
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{}]
"""
CILIUM = """apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata:
  name: all
spec:
  endpointSelector:
    matchLabels: {%s}
%s"""


def closing(lint_texts: Callable[..., Report], *policies: str) -> list[tuple[str, str]]:
    """The text of the line that each finding is reported at, and its message."""
    text = "---\n".join(policies)
    report = lint_texts({"app.yaml": WORLD, "policies.yaml": text})
    lines = text.splitlines()
    return [
        (lines[one.finding.at.line - 1].strip(), one.finding.message)
        for one in report.results
        if one.rule.id == "WI601"
    ]


@pytest.mark.parametrize(
    ("policies", "line"),
    [
        ([CALICO % ("p", "10", "all()", DENY + ALLOW)], "destination: {nets: [169.254.0.0/16]}"),
        ([CALICO % ("p", "10", "app == 'agent'", INSIDE)], "egress:"),
        ([CALICO % ("p", "10", "app == 'agent' && tier != 'front'", "")], "egress:"),
        ([CALICO % ("p", "10", "projectcalico.org/namespace == 'agents'", INSIDE)], "egress:"),
        ([CALICO % ("p", "10", "app in {'a', 'agent'}", INSIDE)], "egress:"),
        ([CALICO % ("p", "10", "all()", DENY), STANDARD], "destination: {nets: [169.254.0.0/16]}"),
        (
            [CALICO % ("last", "20", "all()", OPEN), CALICO % ("first", "10", "all()", DENY)],
            "destination: {nets: [169.254.0.0/16]}",
        ),
        ([CILIUM % ("app: agent", "  egress:\n  - toEntities: [cluster]\n")], "egress:"),
        (
            [CILIUM % ("app: agent", "  egress:\n  - {}\n")],
            "egress:",
        ),  # a rule that names nothing allows nothing
        (
            [CILIUM % ("k8s:io.kubernetes.pod.namespace: agents", "  egress:\n  - toEntities: [cluster]\n")],
            "egress:",
        ),
        (
            [
                CILIUM
                % ("", "  egressDeny:\n  - toCIDR: [169.254.0.0/16]\n  egress:\n  - toEntities: [all]\n")
            ],
            "- toCIDR: [169.254.0.0/16]",
        ),
        (
            [
                CILIUM
                % (
                    "",
                    "  enableDefaultDeny: {egress: false}\n  egressDeny:\n  - toCIDR: [169.254.0.0/16]\n",
                ),
                STANDARD,
            ],
            "- toCIDR: [169.254.0.0/16]",
        ),
    ],
)
def test_what_closes_the_way(lint_texts: Callable[..., Report], policies: list[str], line: str) -> None:
    assert [told for told, _ in closing(lint_texts, *policies)] == [line]


@pytest.mark.parametrize(
    "policies",
    [
        [CALICO % ("p", "10", "all()", OPEN + DENY)],  # the first rule that fits decides
        [CALICO % ("p", "10", "app == 'other'", INSIDE)],
        [CALICO % ("p", "10", "global()", INSIDE)],  # which takes no pods
        [CALICO % ("p", "10", "'!has(app)'", INSIDE)],
        [CALICO % ("p", "10", "app not in {'agent'} || tier starts with 'x'", INSIDE)],
        [CALICO % ("p", "10", "projectcalico.org/namespace != 'agents'", INSIDE)],
        [CALICO % ("p", "10", "app === 'agent'", INSIDE)],  # no selector that we can read
        [CALICO % ("p", "10", "all()\n  namespaceSelector: team == 'x'", INSIDE)],
        [CALICO % ("p", "10", "all()", DENY), CALICO % ("q", "5", "all()", OPEN)],
        [CALICO % ("p", "10", "all()", DENY), CALICO % ("q", "10", "all()", OPEN)],  # nobody knows the first
        [CALICO % ("p", "2000", "all()", DENY), STANDARD],  # those of Kubernetes have 1000
        [CALICO % ("p", "10", "all()", "  - action: Pass\n"), STANDARD],
        [CALICO % ("p", "10", "all()", "  - action: Deny\n    destination: {nets: [10.0.0.0/8]}\n" + ALLOW)],
        [CALICO % ("p", "10", "all()", "  - action: Deny\n    protocol: UDP\n" + ALLOW)],
        [(CALICO % ("p", "10", "all()", DENY)).replace("order: 10", "order: 10\n  tier: security")],
        [CILIUM % ("app: other", "  egress:\n  - toEntities: [cluster]\n")],
        [CILIUM % ("", "  egress: []\n")],  # which does not apply
        [CILIUM % ("", "  egress:\n  - toCIDRSet: [{cidrGroupRef: metadata}]\n")],
        [
            CALICO % ("p", "10", "all()", INSIDE),
            "apiVersion: crd.projectcalico.org/v1\nkind: GlobalNetworkSet\nmetadata: {name: metadata}\n",
        ],
        [CALICO % ("p", "'${ORDER}'", "all()", DENY), STANDARD],
        [CALICO % ("p", "10", "all()", "  - action: '${ACTION}'\n")],
        [STANDARD.replace("egress: [{}]", "egress: [{ports: [{port: '{{ metadata_port }}'}]}]")],
        [
            STANDARD.replace("egress: [{}]", "egress: []").replace(
                "podSelector: {}",
                "podSelector: {matchExpressions: [{key: job-name, operator: DoesNotExist}]}",
            )
        ],
        [CILIUM % ("io.cilium.k8s.namespace.labels.team: x", "  egress:\n  - toEntities: [cluster]\n")],
        [CILIUM % ("", "  egressDeny:\n  - toEntities: [world]\n  egress:\n  - toEntities: [all]\n")],
        [CILIUM % ("", "  enableDefaultDeny: {egress: false}\n  egress:\n  - toEntities: [cluster]\n")],
    ],
)
def test_what_leaves_it_open(lint_texts: Callable[..., Report], policies: list[str]) -> None:
    assert closing(lint_texts, *policies) == []


def test_every_specification_of_an_object(lint_texts: Callable[..., Report]) -> None:
    policy = """apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  name: two
  namespace: agents
specs:
- endpointSelector: {matchLabels: {app: other}}
  egress: []
- endpointSelector: {matchLabels: {app: agent}}
  egress:
  - toEndpoints: [{}]
"""
    ((line, message),) = closing(lint_texts, policy)
    assert line == "egress:"
    assert "the network policy two does not allow it" in message


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("(app == 'a' || has(b)) && !(c contains 'd')", True),
        ("app not  in {'a', \"b\"} && all()", True),
        ("", True),
        ("app == 'a' extra", False),
        ("(app == 'a'", False),
        ("app ==", False),
        ("app in {'a' 'b'}", False),
        ("!" * 20_000 + "all()", False),
        ("(" * 20_000 + "all()" + ")" * 20_000, False),
    ],
)
def test_selectors_are_read_whole(written: str, read: bool) -> None:
    at = Source("policy.yaml", written).span(0, len(written))
    assert selectors.parse(known(written, at)).sure is read


@pytest.mark.parametrize(("provider", "told"), [("ADVANCED_DATAPATH", []), ("LEGACY_DATAPATH", ["egress:"])])
def test_policies_of_another_dataplane_do_nothing(
    provider: str, told: list[str], lint_texts: Callable[..., Report]
) -> None:
    cluster = f"""resource "google_container_cluster" "main" {{
  project           = "acme-lab"
  name              = "main"
  location          = "europe-west1"
  datapath_provider = "{provider}"
  network_policy {{
    enabled = {"true" if provider == "LEGACY_DATAPATH" else "false"}
  }}
  workload_identity_config {{
    workload_pool = "acme-lab.svc.id.goog"
  }}
}}
"""
    text = CALICO % ("p", "10", "all()", INSIDE)
    results = lint_texts({"app.yaml": WORLD, "policies.yaml": text, "main.tf": cluster}).results
    lines = text.splitlines()
    found = [lines[r.finding.at.line - 1].strip() for r in results if r.rule.id == "WI601"]
    assert found == told


def test_a_policy_in_terraform_is_one(lint_texts: Callable[..., Report]) -> None:
    policy = """resource "kubernetes_network_policy_v1" "agents" {
  metadata {
    name      = "agents"
    namespace = "agents"
  }
  spec {
    pod_selector {}
    policy_types = ["Egress"]
    egress {
      ports {
        port     = "%s"
        protocol = "TCP"
      }
    }
  }
}
"""
    for port, told in (("443", ["WI601"]), ("988", [])):
        results = lint_texts({"app.yaml": WORLD, "main.tf": policy % port}).results
        assert [r.rule.id for r in results if r.rule.id == "WI601"] == told


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("", []),
        (" --enable-network-policy", ["egress:"]),
        ("\ngcloud container clusters update main --enable-network-policy", ["egress:"]),
    ],
)
def test_clusters_of_commands(command: str, told: list[str], lint_texts: Callable[..., Report]) -> None:
    script = "gcloud container clusters create main --project acme-lab --region europe-west1"
    script += " --workload-pool=acme-lab.svc.id.goog" + command + "\n"
    text = STANDARD.replace("egress: [{}]", "egress: []")
    results = lint_texts({"app.yaml": WORLD, "policies.yaml": text, "main.sh": script}).results
    lines = text.splitlines()
    assert [lines[r.finding.at.line - 1].strip()[:7] for r in results if r.rule.id == "WI601"] == told
