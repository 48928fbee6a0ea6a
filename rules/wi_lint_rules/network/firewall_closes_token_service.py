from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from wi_lint import (
    Cluster,
    Finding,
    Firewall,
    Fix,
    Graph,
    Link,
    Match,
    Severity,
    Step,
    Text,
    Unit,
    compare,
    rule,
)


@rule("WI603", Severity.WARNING, link=Link.REACH)
def firewall_closes_token_service(graph: Graph) -> Iterator[Finding]:
    """A firewall rule keeps the nodes of a cluster from the services that mint tokens for its pods."""
    firewalls: dict[Unit, list[Firewall]] = defaultdict(list)
    for one in graph.every(Firewall):
        firewalls[one.unit].append(one)
    closed: dict[tuple[object, ...], list[Firewall]] = {}
    for cluster in graph.every(Cluster):
        bound = next(graph.clusters.identities_of(cluster), None)
        if cluster.network is None or bound is None:
            continue
        network = cluster.unit, cluster.network.key, cluster.project.key
        if network not in closed:
            rules = [one for one in firewalls[cluster.unit] if _is_of(one, cluster)]
            closed[network] = list(islice(_closing(rules), _MOST))
        for closing in closed[network]:
            yield Finding(
                closing,
                closing.at,
                f"the nodes of {cluster.address} may reach nothing outside, so its pods likely get no "
                "tokens: no rule before this one lets them reach sts.googleapis.com",
                because=(
                    Step(cluster.at, "the cluster whose nodes are in this network"),
                    Step(bound[0].member_text.at, "a workload of its pool has an identity"),
                ),
                fix=Fix(
                    "allow TCP 443 to private.googleapis.com, with a smaller number as its priority",
                    copy=_ALLOW,
                ),
            )


_MOST = 5
"""Rules that one network is told of: hundreds that close it are one mistake."""


def _closing(rules: list[Firewall]) -> Iterator[Firewall]:
    """The rules that close a network, without another one that opens it before."""
    return (one for one in rules if _closes(one) and not any(_opens(other, one) for other in rules))


def _is_of(one: Firewall, cluster: Cluster) -> bool:
    assert cluster.network is not None
    if one.egress is False or one.disabled is True:
        return False
    if _is_elsewhere(one, cluster):
        return False
    return compare(_bare(one.network), _bare(cluster.network)) is not Match.DIFFERENT


def _is_elsewhere(one: Firewall, cluster: Cluster) -> bool:
    """Whether a network that is given by its name alone is one of another project."""
    if one.project is None or one.network.holds("/"):
        return False
    return compare(one.project, cluster.project) is Match.DIFFERENT


def _bare(network: Text) -> Text:
    """A network's name, of whatever form it is given in."""
    halves = network.rsplit("/")
    return halves[1] if halves is not None else network


def _closes(one: Firewall) -> bool:
    """Whether a rule surely denies the nodes all traffic."""
    if not one.denies or one.targeted or one.egress is not True or one.disabled is not False:
        return False
    return one.https and one.priority is not None and one.ranges in (frozenset(), frozenset({"0.0.0.0/0"}))


def _opens(one: Firewall, closing: Firewall) -> bool:
    """Whether a rule may let the nodes reach Google's services before another one is asked."""
    if one.denies or not one.https or closing.priority is None:
        return False
    if one.priority is not None and one.priority >= closing.priority:
        return False
    return not one.ranges or any(_may_be_google(block) for block in one.ranges)


def _may_be_google(block: str) -> bool:
    """Whether addresses may be Google's services: not those of networks of one's own, but for single ones."""
    if block.startswith("169.254."):
        return False
    is_own = block.startswith(("10.", "192.168.", "172."))
    return not is_own or "/" not in block or block.endswith("/32")


_ALLOW = """resource "google_compute_firewall" "allow_google_apis" {
  name               = "allow-google-apis"
  network            = "NETWORK"
  direction          = "EGRESS"
  priority           = 900
  destination_ranges = ["199.36.153.8/30"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}"""
