"""`principal://` and `principalSet://` identifiers of workload identity pools."""

from __future__ import annotations

import re
from typing import Literal as Choice

from msgspec import Struct

from wi_lint.grammar.faults import Fault
from wi_lint.grammar.names import KSA_NAME, NAMESPACE, bad_letter, blank, is_attribute, near
from wi_lint.grammar.pool import pool_faults, pool_project
from wi_lint.values import Hole, Known, Literal, Text, Unknown, join, text

_HOST = "iam.googleapis.com"
_PATH = ("projects", None, "locations", "global", "workloadIdentityPools", None)

Selector = Choice["subject", "uid", "namespace", "cluster", "pool", "other"]


class PrincipalPath(Struct, frozen=True, eq=False):
    """A principal of a GKE pool, or `other`: a principal that is none of ours to judge."""

    selector: Selector
    pool: Text | None = None
    namespace: Text | None = None
    account: Text | None = None
    faults: tuple[Fault, ...] = ()


def principal_path(value: Text) -> PrincipalPath | tuple[Fault, ...]:
    """Read a principal: its path, or the faults that leave none to read."""
    scheme = re.match(r"(?i:princip(al|le)(set)?):(//)?", value.opening)
    assert scheme is not None
    is_set = bool(scheme[2])
    rest = value.after(scheme[0])
    assert rest is not None
    right = f"principal{'Set' if is_set else ''}://"
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
    if host.known != _HOST:
        return PrincipalPath("other")
    if [piece.known for piece in path[:2]] == ["locations", "global"]:
        return PrincipalPath("other")  # workforce pools
    if _shaped(path):
        return _in_pool(path[1], path[5], path[6:], is_set)
    if any(piece.holes for piece in path):
        return _behind_hole(path, is_set)
    if any(".id.goog" in (piece.known or "") for piece in path):
        clause = "lacks 'projects/NUMBER/locations/global/workloadIdentityPools/' in front of the pool"
        return (Fault(rest.origin, clause),)
    return PrincipalPath("other")


def _shaped(path: list[Text]) -> bool:
    return len(path) >= len(_PATH) and all(
        want is None or piece.known == want for want, piece in zip(_PATH, path, strict=False)
    )


def _behind_hole(path: list[Text], is_set: bool) -> PrincipalPath:
    """The pool is in a hole: what stands behind it is still plain."""
    for index, piece in enumerate(path):
        if piece.known in ("subject", "namespace") and index:
            pool = path[index - 1]
            selector = _selected(pool, path[index:], is_set, [])
            return selector if pool_project(pool) or isinstance(pool, Unknown) else PrincipalPath("other")
    return PrincipalPath("other")


def _in_pool(number: Text, pool: Text, rest: list[Text], is_set: bool) -> PrincipalPath:
    external = pool_project(pool) is None and not isinstance(pool, Unknown)
    if external and not _meant_for_gke(pool):
        return PrincipalPath("other")
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
            return [Fault(number.origin, clause)]
        return []
    letter = bad_letter(number, "0-9")
    if letter:
        return [Fault(letter.at, f"has '{number}' where the project's number belongs")]
    hole = number.holes[0]
    if isinstance(number, Unknown) and is_attribute(hole, "google_project", "project_id"):
        better = hole.at.text.replace(".project_id", ".number")
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
    namespace = None
    if head == "namespace" and tail:
        selector, namespace = "namespace", tail[0]
    elif head == "kubernetes.cluster":
        selector = "cluster"
    elif head == "*" and _is_of_gke(pool):
        selector = "pool"
    elif head is not None and not isinstance(pool, Unknown) and pool_project(pool) is not None:
        clause = f"selects '{head}' in the pool, and GKE's pools know {_SELECTORS}"
        faults = [*faults, Fault(rest[0].origin, clause, _nearest(head))]
    if selector != "other" and not is_set:
        faults = [*faults, Fault(rest[0].origin, "selects many workloads: use principalSet://")]
    return PrincipalPath(selector, pool, namespace, faults=tuple(faults))


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
    slash = text((Literal("/", tail[0].at),), tail[0].at)
    return join([piece for part in tail for piece in (slash, part)][1:], tail[0].at)


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
