"""gcloud, gsutil and bq commands to facts.

Source: the reference of the Google Cloud CLI.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wi_lint.facts import (
    AccountKey,
    CloudResource,
    Cluster,
    DeprecatedFlag,
    EnabledService,
    Fact,
    Firewall,
    FleetMembership,
    GoneAccount,
    GoogleAccount,
    Grant,
    NodePool,
    Target,
    Writer,
)
from wi_lint.grammar import email_of_name
from wi_lint.model.commands.state import State
from wi_lint.model.commands.words import Command
from wi_lint.values import Text, join, known, unknown

_ADD, _REMOVE, _SET = "add-iam-policy-binding", "remove-iam-policy-binding", "set-iam-policy"
_TYPES: dict[tuple[str, ...], str] = {
    ("storage", "buckets"): "google_storage_bucket",
    ("pubsub", "topics"): "google_pubsub_topic",
    ("pubsub", "subscriptions"): "google_pubsub_subscription",
    ("secrets",): "google_secret_manager_secret",
    ("kms", "keys"): "google_kms_crypto_key",
    ("kms", "keyrings"): "google_kms_key_ring",
    ("artifacts", "repositories"): "google_artifact_registry_repository",
    ("run", "services"): "google_cloud_run_service",
    ("functions",): "google_cloudfunctions_function",
    ("spanner", "databases"): "google_spanner_database",
    ("spanner", "instances"): "google_spanner_instance",
    ("bigtable", "instances"): "google_bigtable_instance",
    ("tasks", "queues"): "google_cloud_tasks_queue",
    ("dns", "managed-zones"): "google_dns_managed_zone",
    ("compute", "networks", "subnets"): "google_compute_subnetwork",
}
"""What Terraform calls the resources that these groups are about."""
_MODES = {"GKE_METADATA_SERVER": "GKE_METADATA", "EXPOSED": "GCE_METADATA", "SECURE": "GCE_METADATA"}
_OLD_FLAGS = {
    "--identity-namespace": "--workload-pool",
    "--workload-metadata-from-node": "--workload-metadata",
}


def facts(command: Command, state: State) -> Iterator[Fact]:
    """The facts of one command; earlier ones that it undoes are taken out of the state."""
    verb = next((word.known for word in command.words[:6] if word.known in (_ADD, _REMOVE, _SET)), None)
    if verb is not None:
        yield from _policy(command, state, verb)
    elif command.starts("iam", "service-accounts"):
        yield from _accounts(command, state)
    elif command.starts("container", "clusters") or command.starts("container", "node-pools"):
        yield from _old_flags(command, state)
        yield from _container(command, state)
    elif command.starts("services", "enable"):
        for service in command.words[2:]:
            yield EnabledService(
                unit=state.unit,
                address=f"gcloud services enable {service}",
                at=service.at,
                project=state.project(command),
                service=service,
            )
    elif command.starts("container", "fleet", "memberships", "register") or command.starts(
        "container", "hub"
    ):
        yield _membership(command, state)
    elif command.starts("compute", "firewall-rules", "create"):
        yield _firewall(command, state)
    elif command.said(len(command.words) - 2) == "create":
        yield from _created(command, state)


# policies


def _policy(command: Command, state: State, verb: str) -> Iterator[Fact]:
    target = _target(command, state, verb)
    if target is None:
        return
    role = command.flag("--role") or unknown(
        f"{state.unit.name}:role@{command.at.start}", "no role is given", command.at
    )
    member = command.flag("--member") or unknown(
        f"{state.unit.name}:member@{command.at.start}", "no member is given", command.at
    )
    if verb == _REMOVE:
        state.remove_grant(target, role, member)
        return
    if verb == _SET:
        hole = unknown(f"{state.unit.name}:policy@{command.at.start}", "its policy is in a file", command.at)
        role, member = hole, hole
    yield grant(command, state, target, role, member)


def grant(command: Command, state: State, target: Target, role: Text, member: Text) -> Grant:
    """A role that a command gives."""
    address = f"{command.tool} {_ADD} {target.name} {member}"
    condition = command.flag("--condition")
    said = condition.known if condition is not None else None
    return Grant(
        unit=state.unit,
        address=address,
        at=command.at,
        role=state.clean(role),
        member_text=state.clean(member),
        target=target,
        writer=Writer(kind="member", address=address, at=command.at, sure=command.invocation.sure),
        condition=None if condition is None or said == "None" else said or "?",
    )


def _target(command: Command, state: State, verb: str) -> Target | None:
    operands = command.behind(verb)
    if not operands:
        return None
    name = state.clean(operands[0])
    group = tuple(word.known or "" for word in command.words[: len(command.words) - len(operands) - 1])
    match group:
        case ("iam", "service-accounts"):
            email = (email_of_name(name) or name).placed(name.at)
            full = join([known("projects/-/serviceAccounts/", name.at), email], name.at)
            return Target(kind="service_account", name=full, email=email)
        case ("projects",):
            return Target(kind="project", name=name)
        case ("organizations",):
            return Target(kind="organization", name=name)
        case ("resource-manager", "folders") | ("folders",):
            return Target(kind="folder", name=name)
        case _:
            kind = _TYPES.get(group, f"gcloud {' '.join(group)}")
            return Target(kind=kind, name=name.after("gs://") or name)


def gsutil(command: Command, state: State) -> Iterator[Fact]:
    """`gsutil iam ch MEMBER:ROLE gs://BUCKET`"""
    if not command.starts("iam", "ch") or len(command.words) < 4:
        return
    *pairs, bucket = command.words[2:]
    target = Target(kind="google_storage_bucket", name=bucket.after("gs://") or bucket)
    for pair in pairs:
        halves = pair.rsplit(":")
        if halves is not None and halves[1].known:
            member = (
                halves[0]
                if halves[0].split(":")
                else join([known("serviceAccount:", pair.at), halves[0]], pair.at)
            )
            for role in halves[1].known.split(","):
                name = role if "/" in role else f"roles/storage.{role}"
                yield grant(command, state, target, known(name, halves[1].at), member)


def bq(command: Command, state: State) -> Iterator[Fact]:
    """`bq add-iam-policy-binding --member=... --role=... DATASET`"""
    operands = command.behind(_ADD)
    role, member = command.flag("--role"), command.flag("--member")
    if operands and role is not None and member is not None:
        yield grant(command, state, Target(kind="google_bigquery_dataset", name=operands[0]), role, member)


# accounts


def _accounts(command: Command, state: State) -> Iterator[Fact]:
    if command.said(2) == "keys":
        account = command.flag("--iam-account")
        if command.said(3) == "create" and account is not None:
            account = state.clean(account)
            yield AccountKey(
                unit=state.unit,
                address=f"gcloud iam service-accounts keys create {account}",
                at=command.at,
                account=account,
                email=account,
            )
        return
    if len(command.words) < 4:
        return
    operand = state.clean(command.words[3])
    match command.said(2):
        case "create":
            project = state.project(command)
            at = operand.at
            email = join([operand, known("@", at), project, known(".iam.gserviceaccount.com", at)], at)
            state.revive_account(email)
            yield GoogleAccount(
                unit=state.unit,
                address=f"gcloud iam service-accounts create {operand}",
                at=at.one_line,
                account_id=operand,
                project=project,
                email=email,
            )
        case "delete" | "disable" if not command.invocation.sure:
            pass  # it may never run
        case "delete":
            state.delete_account(operand)
            yield GoneAccount(
                unit=state.unit,
                address=f"gcloud iam service-accounts delete {operand}",
                at=command.at,
                email=operand,
                how="deleted",
            )
        case "disable":
            yield GoneAccount(
                unit=state.unit,
                address=f"gcloud iam service-accounts disable {operand}",
                at=command.at,
                email=operand,
                how="disabled",
            )
        case "enable" | "undelete":
            state.revive_account(operand)
        case _:
            pass


# clusters


def _old_flags(command: Command, state: State) -> Iterator[Fact]:
    for flag, instead in _OLD_FLAGS.items():
        if command.has(flag):
            value = command.flag(flag)
            better = _MODES.get(value.known or "", str(value)) if value is not None else ""
            yield DeprecatedFlag(
                unit=state.unit,
                address=f"{command.words[0]} {flag} {value}",
                at=command.flag_at[flag].one_line,
                flag=flag,
                instead=f"{instead}={better}",
            )


def _place(command: Command, state: State) -> Text:
    found = command.flag("--location", "--region", "--zone", "-z")
    return found or unknown(
        f"{state.unit.name}:gcloud's location", "gcloud is told its location elsewhere", command.at
    )


def _container(command: Command, state: State) -> Iterator[Fact]:
    if len(command.words) < 4:
        return
    name = command.words[3]
    match command.said(1), command.said(2):
        case "clusters", ("create" | "create-auto") as verb:
            yield from _cluster(command, state, name, autopilot=verb == "create-auto")
        case "clusters", "update":
            yield from _updated(command, state, name)
        case "node-pools", ("create" | "update") as verb:
            cluster = command.flag("--cluster") or unknown(
                f"{state.unit.name}:cluster", "no cluster is given", name.at
            )
            mode = _mode(command)
            if verb == "create" or mode is not None:
                yield _node_pool(command, state, name, cluster, mode)
        case _:
            pass


def _cluster(command: Command, state: State, name: Text, *, autopilot: bool) -> Iterator[Fact]:
    pool = command.flag("--workload-pool", "--identity-namespace")
    project, place = state.project(command), _place(command, state)
    at = name.at
    pieces = [known("projects/", at), project, known("/locations/", at), place, known("/clusters/", at), name]
    v2 = True if autopilot or command.has("--enable-dataplane-v2") else None
    yield Cluster(
        unit=state.unit,
        address=f"gcloud container clusters create {name}",
        at=at.one_line,
        name=name,
        project=project,
        identity=join(pieces, at),
        pool=state.clean(pool) if pool is not None else None,
        autopilot=autopilot,
        location=place,
        dataplane_v2=False if command.has("--enable-network-policy") and not v2 else v2,
    )
    mode = _mode(command)
    if (mode is not None or command.has("--service-account")) and not autopilot:
        pool_name = known("default-pool", at)
        yield _node_pool(command, state, pool_name, name, mode, is_default=True)


def _updated(command: Command, state: State, name: Text) -> Iterator[Fact]:
    address = f"gcloud container clusters update {name}"
    pool = command.flag("--workload-pool", "--identity-namespace")
    if pool is not None and not state.switch_on(name, state.clean(pool)):
        at = command.flag_at.get("--workload-pool", command.at).one_line
        yield replace(_told(command, state, name), address=address, switched=at)
    elif command.has("--disable-workload-identity"):
        at = command.flag_at["--disable-workload-identity"].one_line
        yield replace(_told(command, state, name), address=address, pool=None, off=at)


def _told(command: Command, state: State, name: Text) -> Cluster:
    """A cluster as far as a command that changes it tells of it."""
    made = next(iter(_cluster(command, state, name, autopilot=False)))
    assert isinstance(made, Cluster)
    return replace(made, dataplane_v2=None)


def _mode(command: Command) -> Text | None:
    written = command.flag("--workload-metadata", "--workload-metadata-from-node")
    if written is None or written.known is None:
        return written
    return known(_MODES.get(written.known, written.known), written.origin)


def _node_pool(
    command: Command, state: State, name: Text, cluster: Text, mode: Text | None, *, is_default: bool = False
) -> NodePool:
    address = f"gcloud container {command.said(1)} {command.said(2)} {name}"
    return NodePool(
        unit=state.unit,
        address=address,
        at=name.at.one_line,
        name=name,
        cluster=cluster,
        mode=mode,
        is_default=is_default,
        account=command.flag("--service-account"),
        is_new=command.said(2) == "create",
        labels=dict(_labels(command.flag("--node-labels"))),
        tainted=command.has("--node-taints") or command.said(2) != "create",
    )


def _labels(written: Text | None) -> Iterator[tuple[str, Text]]:
    for pair in (written.known or "").split(",") if written is not None else ():
        name, mark, value = pair.partition("=")
        if mark and written is not None:
            yield name, known(value, written.origin)


# the rest


def _membership(command: Command, state: State) -> FleetMembership:
    return FleetMembership(
        unit=state.unit,
        address="gcloud container fleet memberships register",
        at=command.at,
        project=state.project(command),
        cluster=None,
    )


def _firewall(command: Command, state: State) -> Firewall:
    name = command.words[3] if len(command.words) > 3 else known("", command.at)
    ranges = command.flag("--destination-ranges")
    priority = command.flag("--priority")
    action, rules = command.flag("--action"), command.flag("--rules")
    return Firewall(
        unit=state.unit,
        address=f"gcloud compute firewall-rules create {name}",
        at=name.at.one_line,
        network=command.flag("--network") or known("default", command.at),
        egress=(command.flag("--direction") or known("INGRESS", command.at)).known == "EGRESS",
        denies=action is not None and (action.known or "").upper() == "DENY" and rules is not None,
        disabled=command.has("--disabled"),
        priority=_priority(priority),
        ranges=frozenset((ranges.known or "").split(",")) if ranges is not None else frozenset(),
        targeted=command.has("--target-tags") or command.has("--target-service-accounts"),
    )


def _priority(written: Text | None) -> int | None:
    if written is None:
        return 1000
    return int(written.known) if written.known is not None and written.known.isdigit() else None


def _created(command: Command, state: State) -> Iterator[Fact]:
    """A resource that has a policy of its own."""
    group = tuple(word.known or "" for word in command.words[:-2])
    if group in _TYPES:
        name = command.words[-1]
        yield CloudResource(
            unit=state.unit,
            address=f"gcloud {' '.join(group)} create {name}",
            at=name.at.one_line,
            kind=_TYPES[group],
            name=name.after("gs://") or name,
        )
