"""Projects: their numbers, APIs, audit configurations and firewalls."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.terraform import Part, Resource, as_number, exported_attribute, is_known
from wi_lint.facts import (
    AuditConfig,
    EnabledService,
    Fact,
    Firewall,
    OrganizationPolicy,
    PoolProvider,
    Project,
    Target,
)
from wi_lint.values import Known, ListValue, MapValue, Text, as_segment, as_text, is_null, known


def project(resource: Resource) -> Iterator[Fact]:
    yield Project(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        id=resource.text("project_id") or resource.hole("project_id"),
        number=as_text(exported_attribute(resource, "number")) or resource.hole("number"),
    )


def pool_provider(resource: Resource) -> Iterator[Fact]:
    """A provider of a pool, whichever issuer it is for."""
    yield PoolProvider(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        pool=resource.text("workload_identity_pool_id") or resource.hole("workload_identity_pool_id"),
        condition=resource.text("attribute_condition"),
        attributes=_mapped(resource),
        issuer=next((kind for kind in _ISSUERS if resource.parts(kind)), None),
    )


_ISSUERS = ("oidc", "aws", "saml", "x509")
"""The blocks of a provider that say whose tokens it takes."""


def _mapped(resource: Resource) -> frozenset[str] | None:
    """The attributes that a provider maps; not known where it has those of its kind, as AWS does."""
    mapping = resource.get("attribute_mapping")
    if not isinstance(mapping, MapValue) or mapping.more is not None or mapping.perhaps:
        return None
    return frozenset(mapping.items)


def service(resource: Resource) -> Iterator[Fact]:
    """`google_project_service`, and the plural that older code has."""
    several = resource.get("services")
    names = [as_segment(item) for item in several.items] if isinstance(several, ListValue) else []
    for name in (resource.text("service"), *names):
        if name is not None:
            yield EnabledService(
                unit=resource.module.unit,
                address=resource.address,
                at=resource.head,
                project=resource.project,
                service=name,
            )


def audit_config(resource: Resource) -> Iterator[Fact]:
    """`google_project_iam_audit_config` and its siblings of folders and organisations."""
    types = [part.text("log_type") for part in resource.parts("audit_log_config") if part.sure]
    sure = all(part.sure for part in resource.parts("audit_log_config"))
    names = [name.known for name in types if isinstance(name, Known)]
    yield AuditConfig(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        target=_audited(resource),
        service=resource.named("service"),
        log_types=frozenset(names) if sure and len(names) == len(types) else None,
    )


def _audited(resource: Resource) -> Target:
    scope = resource.kind.removeprefix("google_").removesuffix("_iam_audit_config")
    if scope == "project":
        return Target(kind=scope, name=resource.project)
    return Target(kind=scope, name=resource.named("org_id" if scope == "organization" else scope))


def firewall(resource: Resource) -> Iterator[Fact]:
    direction = resource.text("direction") or known("INGRESS", resource.head)
    priority = resource.get("priority")
    yield Firewall(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        network=resource.named("network"),
        egress=direction.known == "EGRESS" if isinstance(direction, Known) else None,
        denies=bool(resource.parts("deny")),
        disabled=resource.flag("disabled") if resource.has("disabled") else False,
        priority=_whole(as_number(priority)) if priority is not None else 1000,
        ranges=_texts(resource, "destination_ranges"),
        https=any(
            _is_https(part, kind == "deny") for kind in ("allow", "deny") for part in resource.parts(kind)
        ),
        project=resource.project,
        targeted=resource.has("target_tags") or resource.has("target_service_accounts"),
    )


def firewall_policy(resource: Resource) -> Iterator[Fact]:
    """A policy of a network whose rules are not read: it may let through what others deny."""
    yield Firewall(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        network=resource.named("attachment_target"),
        egress=True,
        denies=False,
        disabled=False,
        priority=None,
        ranges=None,
    )


def _is_https(part: Part, surely: bool) -> bool:
    """Whether a rule's protocol and ports are TCP 443's: `surely`, or as far as is known."""
    protocol = part.text("protocol")
    if protocol is not None and protocol.known not in (None, "all", "tcp", "6"):
        return False
    ports = part.get("ports")
    if ports is None or is_null(ports):
        return True
    if not isinstance(ports, ListValue) or (surely and not part.sure):
        return not surely
    if not ports.items and ports.is_closed:
        return True
    texts = [as_segment(port) for port in ports.items]
    known_ = [text.known for text in texts if text is not None and text.known is not None]
    is_open = len(known_) < len(ports.items) or not ports.is_closed
    return any(map(_holds_443, known_)) or (is_open and not surely)


def _holds_443(port: str) -> bool:
    first, _, last = port.partition("-")
    numbers = [int(one[:_DIGITS]) for one in (first, last or first) if one.isdigit()]
    return len(numbers) == 2 and numbers[0] <= 443 <= numbers[1]


_DIGITS = 6
"""Digits of a port that are read: a longer one is none."""


def organization_policy(resource: Resource) -> Iterator[Fact]:
    """`google_org_policy_policy`, and the older resources for projects, folders and organisations."""
    if resource.kind == "google_org_policy_policy":
        rules = [part for spec in resource.parts("spec") for part in spec.parts("rules")]
        enforced = any(
            (part.text("enforce") or known("", part.head)).known in ("TRUE", "true") for part in rules
        ) and not any(part.parts("condition") for part in rules)
        whole = resource.named("name")
        halves = whole.split("/policies/")
        parent, constraint = halves or (resource.named("parent"), whole)
        target = _parent(parent)
    else:
        enforced = any(part.flag("enforced") is True for part in resource.parts("boolean_policy"))
        constraint = resource.named("constraint")
        target = _constrained(resource)
    yield OrganizationPolicy(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        target=target,
        constraint=constraint.after("constraints/") or constraint,
        enforced=enforced,
    )


def _parent(parent: Text) -> Target:
    for kind in ("project", "folder", "organization"):
        name = parent.after(f"{kind}s/")
        if name is not None:
            return Target(kind=kind, name=name)
    return Target(kind="organization", name=parent)


def _constrained(resource: Resource) -> Target:
    scope = resource.kind.removeprefix("google_").removesuffix("_organization_policy")
    if scope == "project":
        return Target(kind=scope, name=resource.project)
    if scope == "folder":
        return Target(kind=scope, name=resource.named("folder"))
    return Target(kind="organization", name=resource.named("org_id"))


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _texts(part: Part, name: str) -> frozenset[str] | None:
    """A list of texts; empty where it is absent, nothing where it is not known."""
    listed = part.get(name)
    if listed is None or is_null(listed):
        return frozenset()
    if not isinstance(listed, ListValue) or not is_known(listed):
        return None
    return frozenset(str(item) for item in listed.items)
