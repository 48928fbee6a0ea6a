"""Terraform resources to facts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice

from wi_lint.compose.terraform import (
    Call,
    Module,
    Part,
    Resource,
    account_email,
    as_piece,
    as_text,
    is_null,
)
from wi_lint.facts import (
    ANNOTATION,
    AccountKey,
    Annotation,
    CloudResource,
    Cluster,
    Fact,
    GoogleAccount,
    Grant,
    KubernetesAccount,
    ModuleCall,
    Namespace,
    NodePool,
    Target,
    Unread,
    Writer,
)
from wi_lint.grammar import email_of_name, with_holes
from wi_lint.model.iam_resources import IAM
from wi_lint.values import (
    Known,
    Scalar,
    Sequence,
    Table,
    Text,
    Unknown,
    Value,
    join,
    known,
    unknown,
    walk,
)

_IAM_TYPE = re.compile(r"(.+)_iam_(member|binding|policy)")
_MENTIONS = 64
"""How many texts of one argument are kept, to see what an unread module is about."""
_SCRIPT = re.compile(r"workloadIdentityUser|gcp-service-account")


def facts(module: Module) -> Iterator[Fact]:
    """The facts of one module instance; of the modules that it calls, theirs alone."""
    if module.call is not None:
        call = module.call
        yield ModuleCall(unit=module.unit, address=call.address, at=call.placed.head)
    for kind, name in module.folder.resources:
        read = _reader(kind)
        if read is not None:
            for resource in module.resources("resource", kind, name):
                yield from read(resource)
    for name in module.folder.modules:
        for call in module.calls(name):
            if call.target is None:
                yield _unread(call)


_Reader = Callable[[Resource], Iterator[Fact]]


def _reader(kind: str) -> _Reader | None:
    if kind in _READERS:
        return _READERS[kind]
    found = _IAM_TYPE.fullmatch(kind)
    if found and found[1] in IAM:
        return _grants
    if kind in IAM:
        return _resource
    return None


def _clean(resource: Resource, value: Text) -> Text:
    return with_holes(value, resource.module.unit.name)


# Grants


def _grants(resource: Resource) -> Iterator[Fact]:
    base, _, kind = resource.kind.rpartition("_iam_")
    target = _target(resource, base)
    writer = Writer(
        kind="member" if kind == "member" else "binding" if kind == "binding" else "policy",
        address=resource.address,
        at=resource.head,
        sure=resource.sure_to_exist,
    )
    made = {"member": _member, "binding": _binding, "policy": _policy}[kind](resource)
    condition = _condition(resource)
    for role, who, own in made:
        yield Grant(
            unit=resource.module.unit,
            address=resource.address,
            at=resource.head,
            role=role,
            member_text=_clean(resource, who),
            target=target,
            writer=writer,
            condition=own or condition,
        )


_Row = tuple[Text, Text, str | None]


def _member(resource: Resource) -> Iterator[_Row]:
    yield resource.named("role"), resource.named("member"), None


def _binding(resource: Resource) -> Iterator[_Row]:
    role = resource.named("role")
    members = resource.get("members")
    for who in _each_text(members, resource):
        yield role, who, None


def _each_text(value: Value | None, resource: Part) -> Iterator[Text]:
    """The texts of a list, and a hole where it may have more."""
    match value:
        case None:
            yield unknown(f"{resource.tag}.members", "its members are not written here", resource.head)
        case Sequence(items=items, more=more):
            for item in items:
                made = as_piece(item)
                yield (
                    made if made is not None else unknown(f"{resource.tag}.members", "it is no text", item.at)
                )
            if more is not None:
                yield more
        case Unknown():
            yield value
        case _:
            pass


def _policy(resource: Resource) -> Iterator[_Row]:
    data = resource.get("policy_data")
    for data_source in _policy_sources(resource):
        for part in data_source.parts("binding"):
            role = part.text("role") or unknown(f"{part.tag}.role", "it is not written here", part.head)
            condition = _condition(part)
            for who in _each_text(part.get("members"), part):
                yield role, who, condition
        return
    if isinstance(data, Known):
        yield from _policy_json(data)
        return
    hole = resource.hole("policy_data", data.why if isinstance(data, Text) else "its bindings are not known")
    yield hole, hole, None


def _policy_sources(resource: Resource) -> Iterator[Resource]:
    """The `data.google_iam_policy` that a policy is taken from."""
    written = resource.body.attributes.get("policy_data")
    text = resource.at("policy_data").text if written else ""
    found = re.fullmatch(r"data\.google_iam_policy\.([\w-]+)(\[.*\])?\.policy_data", text.strip())
    if found and ("google_iam_policy", found[1]) in resource.module.folder.data:
        made = resource.module.resources("data", "google_iam_policy", found[1])
        if len(made) == 1:
            yield made[0]


def _policy_json(data: Known) -> Iterator[_Row]:
    try:
        bindings = json.loads(data.known)["bindings"]
        rows = [(str(b["role"]), str(m)) for b in bindings for m in b["members"]]
    except (ValueError, KeyError, TypeError):
        return
    for role, who in rows:
        yield known(role, data.at), known(who, data.at), None


def _condition(part: Part) -> str | None:
    for condition in part.parts("condition"):
        expression = condition.text("expression")
        return expression.known if isinstance(expression, Known) else "?"
    return None


def _target(resource: Resource, base: str) -> Target:
    scope, parents = IAM[base]
    if base == "google_service_account":
        return _account_target(resource)
    if scope == "project":
        return Target(kind="project", name=resource.project)
    kind = scope if scope in ("folder", "organization") else base
    names = [resource.named(parent) for parent in parents]
    pieces = [piece for name in names for piece in (known("/", resource.head), name)][1:]
    return Target(kind=kind, name=join(pieces, resource.head))


def _account_target(resource: Resource) -> Target:
    name = resource.named("service_account_id")
    email = email_of_name(name)
    if email is None and name.split("@"):
        email = name
    if email is None:
        email = unknown(f"{name.key}.email", name.why or "the account is not named by its e-mail", name.at)
    return Target(kind="service_account", name=name, email=email.placed(name.at))


# Accounts and keys


def _google_account(resource: Resource) -> Iterator[Fact]:
    yield GoogleAccount(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        account_id=_clean(resource, resource.named("account_id")),
        project=resource.project,
        email=_clean(resource, account_email(resource)),
    )


def _account_key(resource: Resource) -> Iterator[Fact]:
    account = resource.named("service_account_id")
    email = email_of_name(account) or (account if account.split("@") else None)
    yield AccountKey(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        account=account,
        email=email,
    )


def _resource(resource: Resource) -> Iterator[Fact]:
    name = resource.text("name") or resource.hole("name")
    yield CloudResource(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        kind=resource.kind,
        name=name,
    )


# Clusters


def _cluster(resource: Resource) -> Iterator[Fact]:
    identities = resource.parts("workload_identity_config")
    pool, off, open_ = None, None, None
    for part in identities:
        pool = part.text("workload_pool") or part.text("identity_namespace")
        if not part.sure:
            pool, open_ = None, "its workload pool depends on something unknown"
        elif isinstance(pool, Known) and not pool.known:
            pool, off = None, part.at("workload_pool")
        elif pool is None:
            off = part.head
    name = resource.named("name")
    at = resource.head
    identity = join([resource.project, known("/", at), resource.named("location"), known("/", at), name], at)
    autopilot = resource.flag("enable_autopilot")
    if (
        autopilot is None
        and resource.has("enable_autopilot")
        and not is_null(resource.get("enable_autopilot") or Scalar(None, at))
    ):
        open_ = open_ or "whether it is an Autopilot cluster is not known"
    yield Cluster(
        unit=resource.module.unit,
        address=resource.address,
        at=at,
        name=name,
        project=resource.project,
        identity=identity,
        pool=_clean(resource, pool) if pool is not None else None,
        off=off,
        open=open_,
        autopilot=autopilot is True,
    )
    if autopilot or resource.flag("remove_default_node_pool"):
        return
    for part in resource.parts("node_config"):
        yield _pool(resource, part, known("default-pool", part.head), _key(resource), True)


def _key(resource: Resource) -> Text:
    return known(f"{resource.module.unit.name}:{resource.address}", resource.head)


def _node_pool(resource: Resource) -> Iterator[Fact]:
    cluster = resource.named("cluster")
    for part in resource.parts("node_config"):
        yield _pool(resource, part, resource.named("name"), cluster, False)
        return
    yield _pool(resource, resource, resource.named("name"), cluster, False)


def _pool(resource: Resource, config: Part, name: Text, cluster: Text, is_default: bool) -> NodePool:
    mode = None
    for part in config.parts("workload_metadata_config"):
        mode = part.text("mode") or part.text("node_metadata")
    return NodePool(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        name=name,
        cluster=cluster,
        mode=mode,
        is_default=is_default,
    )


# Kubernetes objects in Terraform


def _kubernetes_account(resource: Resource) -> Iterator[Fact]:
    for metadata in resource.parts("metadata"):
        yield _account(resource, metadata, metadata.get("annotations"), partial=False)


def _default_account(resource: Resource) -> Iterator[Fact]:
    for metadata in resource.parts("metadata"):
        yield _account(resource, metadata, metadata.get("annotations"), partial=False, name="default")


def _annotated(resource: Resource) -> Iterator[Fact]:
    """`kubernetes_annotations`: a part of an account that is declared elsewhere."""
    kind = resource.text("kind")
    if isinstance(kind, Known) and kind.known == "ServiceAccount":
        for metadata in resource.parts("metadata"):
            yield _account(resource, metadata, resource.get("annotations"), partial=True)


def _account(
    resource: Resource,
    metadata: Part,
    annotations: Value | None,
    *,
    partial: bool,
    name: str | None = None,
) -> KubernetesAccount:
    at = resource.head
    made = metadata.text("name") or unknown(f"{metadata.tag}.name", "its name is generated", at)
    if name is not None:
        made = made if metadata.has("name") else known(name, at)
    namespace = metadata.text("namespace") or known("default", at)
    found, open_ = _annotations(annotations)
    google = next((a.value for a in found if a.key == ANNOTATION), None)
    return KubernetesAccount(
        unit=resource.module.unit,
        address=resource.address,
        at=at,
        namespace=_clean(resource, namespace),
        name=_clean(resource, made),
        google=_clean(resource, google) if google is not None else None,
        annotations=found,
        partial=partial,
        open=open_,
    )


def _annotations(value: Value | None) -> tuple[tuple[Annotation, ...], str | None]:
    match value:
        case Table(items=items, more=more):
            rows = [(key, as_text(item)) for key, item in items.items()]
            made = tuple(
                Annotation(key=key, key_at=text.at, value=text) for key, text in rows if text is not None
            )
            return made, more.why if more else None
        case Unknown(why=why):
            return (), why
        case _:
            return (), None


def _namespace(resource: Resource) -> Iterator[Fact]:
    for metadata in resource.parts("metadata"):
        name = metadata.text("name")
        if name is not None:
            yield Namespace(
                unit=resource.module.unit,
                address=resource.address,
                at=resource.head,
                name=_clean(resource, name),
            )


# What is not understood


def _unread(call: Call) -> Unread:
    source = call.source or "its module"
    mentions = tuple(text for value in call.arguments() for text in islice(walk(value), _MENTIONS))
    return Unread(
        unit=call.module.unit,
        address=call.address,
        at=call.placed.head,
        kind="module",
        why=f"{call.address} is made by '{source}', which is not in these files",
        mentions=mentions,
        text=source,
    )


def _script(resource: Resource) -> Iterator[Fact]:
    """A provisioner, a manifest as text or a chart: it may bind or annotate."""
    span = resource.placed.span(resource.placed.block)
    body = span.text
    if _SCRIPT.search(body) or resource.kind == "helm_release":
        yield Unread(
            unit=resource.module.unit,
            address=resource.address,
            at=resource.head,
            kind="chart" if resource.kind == "helm_release" else "script",
            why=f"{resource.address} makes things that are not read yet",
            text=body,
        )


_READERS: dict[str, _Reader] = {
    "google_service_account": _google_account,
    "google_service_account_key": _account_key,
    "google_container_cluster": _cluster,
    "google_container_node_pool": _node_pool,
    "kubernetes_service_account": _kubernetes_account,
    "kubernetes_service_account_v1": _kubernetes_account,
    "kubernetes_default_service_account": _default_account,
    "kubernetes_default_service_account_v1": _default_account,
    "kubernetes_annotations": _annotated,
    "kubernetes_namespace": _namespace,
    "kubernetes_namespace_v1": _namespace,
    "kubernetes_manifest": _script,
    "kubectl_manifest": _script,
    "null_resource": _script,
    "terraform_data": _script,
    "helm_release": _script,
}
