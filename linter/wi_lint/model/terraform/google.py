"""Google service accounts, their keys, and resources that have a policy of their own."""

from __future__ import annotations

from collections.abc import Iterator

from wi_lint.compose.terraform import Resource, account_email, exported_attribute, is_known
from wi_lint.facts import AccountKey, CloudResource, CustomRole, Fact, GoogleAccount
from wi_lint.google import iam_arguments
from wi_lint.grammar import email_of_name
from wi_lint.model.terraform.common import clean
from wi_lint.source import Span
from wi_lint.values import ListValue, as_text


def account(resource: Resource) -> Iterator[Fact]:
    account_id = clean(resource, resource.named("account_id"))
    yield GoogleAccount(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        account_id=account_id,
        project=resource.project,
        email=clean(resource, account_email(resource)),
        disabled=resource.flag("disabled") is True,
        referred=resource.module.refers_to_account(resource.placed.block.labels[1].text, account_id.known),
    )


def key(resource: Resource) -> Iterator[Fact]:
    account = resource.named("service_account_id")
    email = email_of_name(account) or (account if account.split("@") else None)
    yield AccountKey(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        account=account,
        email=email,
    )


def with_policy(resource: Resource) -> Iterator[Fact]:
    named = (resource.text(argument) for argument in (*iam_arguments(resource.kind)[-1:], "name"))
    name = next((one for one in named if one is not None), None) or resource.hole("name")
    yield CloudResource(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        kind=resource.kind,
        name=name,
        acls=_acls(resource),
        project=resource.project,
    )


def _acls(resource: Resource) -> Span | None:
    """Where a bucket is made to keep the access control lists of its objects."""
    name = "uniform_bucket_level_access"
    return resource.at(name).one_line if resource.has(name) and resource.flag(name) is False else None


def custom_role(resource: Resource) -> Iterator[Fact]:
    listed = resource.get("permissions")
    known = is_known(listed) if listed is not None else False
    items = listed.items if isinstance(listed, ListValue) else ()
    yield CustomRole(
        unit=resource.module.unit,
        address=resource.address,
        at=resource.head,
        name=as_text(exported_attribute(resource, "name")) or resource.hole("name"),
        permissions=frozenset(str(item) for item in items) if known else None,
    )
