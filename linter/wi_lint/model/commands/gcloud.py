"""gcloud, gsutil and bq commands to facts.

Source: the reference of the Google Cloud CLI.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wi_lint.facts import (
    AccountKey,
    CloudResource,
    DeprecatedFlag,
    EnabledService,
    Fact,
    Firewall,
    GoneAccount,
    GoogleAccount,
    Grant,
    Target,
    Writer,
)
from wi_lint.google import OF_GCLOUD
from wi_lint.grammar import email_of_name, gsa_email, gsa_member, gsa_name
from wi_lint.lazy_re import regex
from wi_lint.model.commands import clusters
from wi_lint.model.commands.state import State
from wi_lint.model.commands.words import Command
from wi_lint.signs import Signs
from wi_lint.values import Reason, Text, known, unknown

_ADD, _REMOVE, _SET = "add-iam-policy-binding", "remove-iam-policy-binding", "set-iam-policy"
_VERBS = (_ADD, _REMOVE, _SET)
_OLD_FLAGS = {
    "--identity-namespace": "--workload-pool",
    "--workload-metadata-from-node": "--workload-metadata",
}


def facts(command: Command, state: State) -> Iterator[Fact]:
    """The facts of one command; earlier ones that it undoes are taken out of the state."""
    verb = next((word.known for word in command.words[:6] if word.known in _VERBS), None)
    if verb is not None:
        yield from _policy(command, state, verb)
        return
    for path, reader in _READERS.items():
        if command.starts(*path):
            yield from reader(command, state)
            return
    if command.word(len(command.words) - 2) == "create":
        yield from _created(command, state)


# policies


def _policy(command: Command, state: State, verb: str) -> Iterator[Fact]:
    target = _target(command, state, verb)
    if target is None:
        return
    role = command.flag("--role") or unknown(
        f"{state.unit.name}:role@{command.at.start}", Reason.NOT_WRITTEN("the role"), command.at
    )
    member = command.flag("--member") or unknown(
        f"{state.unit.name}:member@{command.at.start}", Reason.NOT_WRITTEN("the member"), command.at
    )
    if verb == _REMOVE:
        if state.surely_runs(command):
            state.remove_grant(target, role, member)
        return
    if verb == _SET:
        hole = unknown(
            f"{state.unit.name}:policy@{command.at.start}", Reason.ELSEWHERE("its policy"), command.at
        )
        role, member = hole, hole
    yield grant(command, state, target, role, member)


_EXPRESSION = regex(r"(?:^|[,:|])expression=(.*?)(?=[,:|](?:title|description)=|$)", re.DOTALL)


def _expression(condition: Text) -> Text:
    """The expression in `--condition=expression=...,title=...`."""
    found = _EXPRESSION.search(condition.known or "")
    return condition.cut(*found.span(1)) if found is not None else condition


def grant(command: Command, state: State, target: Target, role: Text, member: Text) -> Grant:
    """A role that a command gives."""
    address = f"{command.tool} {_ADD} {target.name} {member}"
    condition = command.flag("--condition")
    return Grant(
        unit=state.unit,
        address=address,
        at=command.at,
        role=state.clean(role),
        member_text=state.clean(member),
        target=target,
        writer=Writer(kind="member", address=address, at=command.at, sure=command.invocation.sure),
        condition=None if condition is None or condition.known == "None" else _expression(condition),
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
            return Target(kind="service_account", name=gsa_name(email), email=email)
        case ("projects",):
            return Target(kind="project", name=name)
        case ("organizations",):
            return Target(kind="organization", name=name)
        case ("resource-manager", "folders") | ("folders",):
            return Target(kind="folder", name=name)
        case _:
            title = " ".join(group)
            kind = OF_GCLOUD[title].type if title in OF_GCLOUD else f"gcloud {title}"
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
            member = halves[0] if halves[0].split(":") else gsa_member(halves[0], pair.at)
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
    if command.word(2) == "keys":
        account = command.flag("--iam-account")
        if command.word(3) == "create" and account is not None:
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
    match command.word(2):
        case "create":
            project = state.project(command)
            email = gsa_email(operand, project)
            state.revive_account(email)
            yield GoogleAccount(
                unit=state.unit,
                address=f"gcloud iam service-accounts create {operand}",
                at=operand.at.one_line,
                account_id=operand,
                project=project,
                email=email,
            )
        case "delete" | "disable" if not state.surely_runs(command):
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
            state.end_grants(operand)
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


def _clusters(command: Command, state: State) -> Iterator[Fact]:
    yield from _old_flags(command, state)
    yield from clusters.container(command, state)


def _services(command: Command, state: State) -> Iterator[Fact]:
    for service in command.words[2:]:
        yield EnabledService(
            unit=state.unit,
            address=f"gcloud services enable {service}",
            at=service.at,
            project=state.project(command),
            service=service,
        )


def _memberships(command: Command, state: State) -> Iterator[Fact]:
    yield clusters.membership(command, state)


def _old_flags(command: Command, state: State) -> Iterator[Fact]:
    for flag, instead in _OLD_FLAGS.items():
        if command.has(flag):
            value = command.flag(flag)
            better = clusters.MODES.get(value.known or "", str(value)) if value is not None else ""
            yield DeprecatedFlag(
                unit=state.unit,
                address=f"{command.words[0]} {flag} {value}",
                at=command.flag_at[flag].one_line,
                flag=flag,
                instead=f"{instead}={better}",
            )


def _firewall(command: Command, state: State) -> Iterator[Fact]:
    name = command.words[3] if len(command.words) > 3 else known("", command.at)
    ranges = command.flag("--destination-ranges")
    priority = command.flag("--priority")
    action, rules = command.flag("--action"), command.flag("--rules")
    yield Firewall(
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
    group = " ".join(word.known or "" for word in command.words[:-2])
    if group in OF_GCLOUD:
        name = command.words[-1]
        yield CloudResource(
            unit=state.unit,
            address=f"gcloud {group} create {name}",
            at=name.at.one_line,
            kind=OF_GCLOUD[group].type,
            name=name.after("gs://") or name,
        )


_READERS: dict[tuple[str, ...], Callable[[Command, State], Iterator[Fact]]] = {
    **{
        ("iam", "service-accounts", verb): _accounts
        for verb in ("create", "delete", "disable", "enable", "undelete", "keys")
    },
    **{
        ("container", "clusters", verb): _clusters
        for verb in ("create", "create-auto", "update", *clusters.ASKED)
    },
    **{("container", "node-pools", verb): _clusters for verb in ("create", "update")},
    ("container", "fleet", "memberships", "register"): _memberships,
    ("container", "hub"): _memberships,
    ("services", "enable"): _services,
    ("compute", "firewall-rules", "create"): _firewall,
}
"""The commands that are read, by the words that they start with."""
_WORDS = {(verb,) for verb in _VERBS} | {*_READERS} | {(*group.split(), "create") for group in OF_GCLOUD}
SIGNS = Signs(
    phrases=frozenset(
        (tool, *words) for tool in ("gcloud", "cloud-sdk", "google-cloud-cli") for words in _WORDS
    )
)
"""gcloud may be the entry point of its images, whose steps hold the words alone."""
GSUTIL_SIGNS = Signs(phrases=frozenset({("gsutil", "iam", "ch")}))
BQ_SIGNS = Signs(phrases=frozenset({("bq", _ADD)}))
