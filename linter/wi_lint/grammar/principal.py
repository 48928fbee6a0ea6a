"""`principal://` and `principalSet://` identifiers of workload identity pools."""

from __future__ import annotations

import re
from typing import Literal as Choice

from msgspec import Struct

from wi_lint.grammar.external import External, selected
from wi_lint.grammar.faults import Fault
from wi_lint.grammar.names import (
    KSA_NAME,
    NAMESPACE,
    bad_letter,
    blank,
    distance,
    instead,
    is_attribute,
    near,
)
from wi_lint.grammar.pool import pool_faults, pool_project
from wi_lint.source import Span
from wi_lint.values import Hole, Known, Literal, Text, Unknown, join, text

_HOST = "iam.googleapis.com"
_PATH = ("projects", None, "locations", "global", "workloadIdentityPools", None)

_RESOURCES = "cloudresourcemanager.googleapis.com"
_SLIPS = 2
"""Most letters in which a slip for a fixed part of the path differs from it."""

Selector = Choice["subject", "uid", "namespace", "cluster", "pool", "other"]


class ClusterPath(Struct, frozen=True, eq=False):
    """A cluster by its project's id, its location and its name."""

    project: Text
    location: Text
    name: Text


class PrincipalPath(Struct, frozen=True, eq=False):
    """A principal of a GKE pool, or `other`: a principal that is none of ours to judge."""

    selector: Selector
    pool: Text | None = None
    namespace: Text | None = None
    account: Text | None = None
    faults: tuple[Fault, ...] = ()
    external: External | None = None
    """Who is meant, of a pool that is not GKE's."""
    cluster: ClusterPath | None = None
    """The cluster whose workloads are meant."""


def principal_path(value: Text) -> PrincipalPath | tuple[Fault, ...]:
    """Read a principal: its path, or the faults that leave none to read."""
    scheme = re.match(r"(?i:princip(al|le)(set)?):(//)?", value.opening)
    assert scheme is not None
    is_set = bool(scheme[2])
    rest = value.after(scheme[0])
    assert rest is not None
    is_bracketed = rest.holds(".svc.id.goog[") and rest.closing.endswith("]")
    right = "serviceAccount:" if is_bracketed else f"principal{'Set' if is_set else ''}://"
    better = f"{right}{rest}"
    if scheme[0] != right:  # IAM heeds the case
        return (Fault(value.origin, f"starts with '{scheme[0]}'", better),)
    path = _path(rest, is_set)
    space = blank(value)
    if space and isinstance(path, PrincipalPath) and path.selector != "other":
        return (Fault(space.at, "holds white space or a quote"),)
    return path


def pieces(value: Text, mark: str = "/") -> list[Text]:
    """What stands between literal marks."""
    found: list[Text] = []
    rest: Text | None = value
    while rest is not None:
        halves = rest.split(mark)
        found.append(halves[0] if halves else rest)
        rest = halves[1] if halves else None
    return found


def _path(rest: Text, is_set: bool) -> PrincipalPath | tuple[Fault, ...]:
    parts = pieces(rest)
    host, path = parts[0], parts[1:]
    if host.known == _RESOURCES:
        return _of_container(path)
    if host.known != _HOST:
        near_host = host.known is not None and distance(host.known, _HOST) <= _SLIPS
        return (Fault(host.origin, f"has the host '{host}'", _HOST),) if near_host else PrincipalPath("other")
    if [piece.known for piece in path[:2]] == ["locations", "global"]:
        return PrincipalPath("other")  # workforce pools
    if _shaped(path):
        return _in_pool(path[1], path[5], path[6:], is_set)
    if wrong := _misspelt(path):
        return wrong
    if any(piece.holes for piece in path):
        return _behind_hole(path, is_set)
    if any(".id.goog" in (piece.known or "") for piece in path):
        clause = "lacks 'projects/NUMBER/locations/global/workloadIdentityPools/' in front of the pool"
        return (Fault(rest.origin, clause),)
    return PrincipalPath("other")


def _of_container(path: list[Text]) -> PrincipalPath:
    """All service accounts of a project, folder or organization."""
    if [piece.known for piece in path[2:]] != ["type", "ServiceAccount"]:
        return PrincipalPath("other")
    return PrincipalPath("other", external=External("accounts", path[1]))


def _misspelt(path: list[Text]) -> tuple[Fault, ...]:
    """A fixed part of the path of a pool that is nearly right."""
    if len(path) < len(_PATH) or path[0].known != "projects":
        return ()
    for want, piece in zip(_PATH, path, strict=False):
        if want is None or piece.known in (None, want):
            continue
        if want == "global" and path[2].known == "locations":
            return (Fault(piece.origin, f"has the location '{piece}', and pools are 'global'", want),)
        if distance(str(piece), want) <= _SLIPS:
            return (Fault(piece.origin, f"has '{piece}' where '{want}' belongs", want),)
    return ()


def _shaped(path: list[Text]) -> bool:
    return len(path) >= len(_PATH) and all(
        want is None or piece.known == want for want, piece in zip(_PATH, path, strict=False)
    )


def _behind_hole(path: list[Text], is_set: bool) -> PrincipalPath:
    """The pool is in a hole: what stands behind it is still plain."""
    hole = path[0].holes[0] if isinstance(path[0], Unknown) else None
    if hole is not None and is_attribute(hole, "google_iam_workload_identity_pool", "name"):
        return PrincipalPath("other", external=selected(path[0], path[1:], is_set, []))
    for index, piece in enumerate(path):
        if piece.known in ("subject", "namespace") and index:
            pool = path[index - 1]
            selector = _selected(pool, path[index:], is_set, [])
            return selector if pool_project(pool) or isinstance(pool, Unknown) else PrincipalPath("other")
    return PrincipalPath("other")


def _in_pool(number: Text, pool: Text, rest: list[Text], is_set: bool) -> PrincipalPath:
    external = pool_project(pool) is None and not isinstance(pool, Unknown)
    if external and not _meant_for_gke(pool):
        read = selected(pool, rest, is_set, _number_faults(number))
        return PrincipalPath("other", faults=read.faults, external=read)
    if isinstance(pool, Unknown) and is_attribute(
        pool.holes[0], "google_iam_workload_identity_pool", "workload_identity_pool_id"
    ):
        read = selected(pool, rest, is_set, _number_faults(number))
        return PrincipalPath("other", faults=read.faults, external=read)
    faults = _number_faults(number) + ([] if isinstance(pool, Unknown) else pool_faults(pool))
    return _selected(pool, rest, is_set, faults)


def _meant_for_gke(pool: Text) -> bool:
    return pool.holds("svc.id") or pool.holds(".goog")


def _number_faults(number: Text) -> list[Fault]:
    if isinstance(number, Known):
        if not number.known:
            return [Fault(number.at, "has no project number behind 'projects/'")]
        if not number.known.isdigit():
            clause = f"has '{number.known}' where the project's number belongs"
            return [Fault(number.here, clause, of=number)]
        return []
    letter = bad_letter(number, "0-9")
    if letter:
        return [Fault(letter.at, f"has '{number}' where the project's number belongs")]
    hole = number.holes[0]
    if isinstance(number, Unknown) and is_attribute(hole, "google_project", "project_id"):
        better = instead(hole, "project_id", "number")
        return [Fault(hole.at, "has the project id where the project's number belongs", better)]
    return []


_SELECTORS = "subject, namespace, kubernetes.cluster, kubernetes.serviceaccount.uid and *"


def _nearest(head: str) -> str | None:
    return next((one for one in ("namespace", "subject", "kubernetes.cluster") if near(head, one)), None)


def _selected(pool: Text, rest: list[Text], is_set: bool, faults: list[Fault]) -> PrincipalPath:
    head = rest[0].known if rest else None
    tail = rest[1:]
    if head == "subject":
        return _subject(pool, tail, is_set, faults)
    if head == "kubernetes.serviceaccount.uid":
        if is_set:
            faults = [*faults, Fault(rest[0].origin, "selects one account: use principal://")]
        return PrincipalPath("uid", pool, faults=tuple(faults))
    selector: Selector = "other"
    namespace = cluster = None
    if head == "namespace" and tail:
        selector, namespace = "namespace", tail[0]
    elif head == "kubernetes.cluster":
        selector = "cluster"
        cluster, wrong = _cluster(rest[0], tail)
        faults = [*faults, *wrong]
    elif head == "*" and _is_of_gke(pool):
        selector = "pool"
    elif head is not None and not isinstance(pool, Unknown) and pool_project(pool) is not None:
        clause = f"selects '{head}' in the pool, and GKE's pools know {_SELECTORS}"
        faults = [*faults, Fault(rest[0].origin, clause, _nearest(head))]
    if selector != "other" and not is_set:
        faults = [*faults, Fault(rest[0].origin, "selects many workloads: use principalSet://")]
    return PrincipalPath(selector, pool, namespace, faults=tuple(faults), cluster=cluster)


_CLUSTERS = ("https:", "", "container.googleapis.com", "v1")
"""How the name of a cluster begins, as GKE's tokens have it as their issuer.

Source: https://cloud.google.com/iam/docs/principal-identifiers"""
_NAMED = ("projects", None, "locations", None, "clusters", None)


def _cluster(head: Text, tail: list[Text]) -> tuple[ClusterPath | None, list[Fault]]:
    """The cluster that a set names, and what is wrong with how it does."""
    whole = join(_between(tail, head.at), head.at)
    start = next((number for number, piece in enumerate(tail) if piece.known == "projects"), None)
    if start is None or any(piece.known is None for piece in tail[:start]):
        return None, []
    front, path = tuple(piece.known for piece in tail[:start]), tail[start:]
    faults: list[Fault] = []
    if front != _CLUSTERS:
        better = f"{'/'.join(_CLUSTERS)}/{'/'.join(map(str, path))}"
        clause = f"names the cluster by '{whole}', and its name starts with '{'/'.join(_CLUSTERS)}/'"
        faults.append(Fault(whole.origin, clause, better))
    if len(path) != len(_NAMED) or not all(
        want is None or piece.known == want for want, piece in zip(_NAMED, path, strict=True)
    ):
        if len(path) == len(_NAMED) and path[2].known in ("zones", "regions"):
            clause = f"has '{path[2]}' where 'locations' belongs"
            faults.append(Fault(path[2].origin, clause, "locations"))
        return None, faults
    return ClusterPath(path[1], path[3], path[5]), faults


def _between(pieces: list[Text], at: Span) -> list[Text]:
    """Pieces with the slashes between them."""
    slash = text((Literal("/", at),), at)
    return [piece for part in pieces for piece in (slash, part)][1:]


def _is_of_gke(pool: Text) -> bool:
    """Whether a pool is surely one of GKE: by its own name, or by the cluster that it is taken from."""
    return not isinstance(pool, Unknown) or _is_workload_pool(pool.hole)


def _is_workload_pool(hole: Hole) -> bool:
    return hole.of is not None and "workload_pool" in hole.of.name.split(".")


def _subject(pool: Text, tail: list[Text], is_set: bool, faults: list[Fault]) -> PrincipalPath:
    faults = list(faults)
    if is_set:
        faults.append(Fault(pool.at, "selects one account: use principal://"))
    if [piece.known for piece in tail[0:3:2]] == ["ns", "sa"] and len(tail) >= 4:
        namespace, account = tail[1], _rest(tail[3:])
        faults += _names(namespace, account)
        return PrincipalPath("subject", pool, namespace, account, tuple(faults))
    if isinstance(pool, Unknown) or any(piece.holes for piece in tail):
        return PrincipalPath("other", pool, faults=tuple(faults))
    written = "/".join(str(piece) for piece in tail)
    old = re.fullmatch(r"system:serviceaccount:([^:/]+):([^:/]+)", written)
    better = f"ns/{old[1]}/sa/{old[2]}" if old else None
    at = tail[0].origin if tail else pool.at
    clause = f"has the subject '{written}', and GKE's is 'ns/NAMESPACE/sa/ACCOUNT'"
    faults.append(Fault(at, clause, better))
    return PrincipalPath("other", pool, faults=tuple(faults))


def _rest(tail: list[Text]) -> Text:
    if len(tail) == 1:
        return tail[0]
    return join(_between(tail, tail[0].at), tail[0].at)


def _names(namespace: Text, account: Text) -> list[Fault]:
    found: list[Fault] = []
    for what, name, letters, pattern in (
        ("namespace", namespace, "-a-z0-9", NAMESPACE),
        ("service account", account, "-.a-z0-9", KSA_NAME),
    ):
        wrong = bad_letter(name, letters)
        if wrong:
            clause = f"has {wrong.text!r} in its {what}, which no Kubernetes name can hold"
            found.append(Fault(wrong.at, clause))
        elif isinstance(name, Known) and not pattern.fullmatch(name.known):
            clause = f"has '{name.known}' as its {what}, which is no Kubernetes name"
            found.append(Fault(name.at, clause))
    return found
