"""What a script has made so far: later commands override, remove and rotate what earlier ones did."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.compose.shell import project as project_of
from wi_lint.facts import Cluster, Fact, GoneAccount, GoogleAccount, Grant, KubernetesAccount, Target
from wi_lint.grammar import with_holes
from wi_lint.model.commands.words import Command
from wi_lint.unit import Unit
from wi_lint.values import Reason, Text, unknown

_Key = tuple[str, ...]


class State(Struct):
    """The facts of one script, in the order of time. `current`: the project that gcloud is set to.

    `in_order`: whether its commands run one after the other; recipes of a Makefile are asked for by name.
    """

    unit: Unit
    in_order: bool = True
    facts: list[Fact] = field(default_factory=list)
    current: Text | None = None
    home: Text | None = None
    """The namespace that kubectl is set to."""
    _read_of: list[Fact] = field(default_factory=list)
    _read: int = 0
    _places: dict[tuple[_Key, _Key], int] = field(default_factory=dict)
    """Where Kubernetes service accounts stand among so many of the facts of that list."""

    def clean(self, value: Text) -> Text:
        """A text in which placeholders are holes."""
        return with_holes(value, self.unit.name)

    def project(self, command: Command) -> Text:
        """The project that a command is about."""
        value = command.flag("--project")
        if value is not None:
            return self.clean(value)
        return self.current if self.current is not None else project_of(self.unit.name, command.at)

    def namespace(self, command: Command) -> Text:
        """The namespace that a command is about."""
        value = command.flag("--namespace")
        if value is not None:
            return self.clean(value)
        if self.home is not None:
            return self.home
        return unknown(
            f"{self.unit.name}:kubectl's namespace", Reason.CURRENT_CONTEXT("kubectl's namespace"), command.at
        )

    def left(self) -> list[Fact]:
        """What the script leaves behind. One that makes no identity takes everything down: nothing is left
        that could refer to the accounts it deletes."""
        if any(map(_lives_on, self.facts)):
            return self.facts
        return [fact for fact in self.facts if not _is_taken_down(fact)]

    # what later commands do to earlier ones

    @property
    def is_guide(self) -> bool:
        """Whether each command is judged by itself: a guide shows what is wrong beside what is right."""
        return self.unit.kind == "document"

    def surely_runs(self, command: Command) -> bool:
        """Whether a command runs whenever those before it do: no arm of a condition, no other recipe."""
        return self.in_order and command.invocation.sure

    def remove_grant(self, target: Target, role: Text, member: Text) -> None:
        self.facts = [
            fact
            for fact in self.facts
            if not (
                isinstance(fact, Grant)
                and _same(fact.target.name, target.name)
                and _same(fact.role, self.clean(role))
                and _same(fact.member_text, self.clean(member))
            )
        ]

    def delete_account(self, email: Text) -> None:
        """An account is gone, and with it end the roles that it was given and those given on it."""
        self.end_grants(email)
        self.facts = [
            fact for fact in self.facts if not (isinstance(fact, GoogleAccount) and _same(fact.email, email))
        ]

    def end_grants(self, email: Text, *, ended: bool = True) -> None:
        """What was granted up to now was right when it was granted: the account was there."""
        key = email.key
        self.facts = [
            fact.with_end(ended=ended) if isinstance(fact, Grant) and key in fact.about else fact
            for fact in self.facts
        ]

    def revive_account(self, email: Text) -> None:
        self.end_grants(email, ended=False)
        self.facts = [
            fact for fact in self.facts if not (isinstance(fact, GoneAccount) and _same(fact.email, email))
        ]

    def switch_on(self, name: Text, pool: Text) -> bool:
        """Whether a cluster that this very script made is given its pool by a later command."""
        for number, fact in enumerate(self.facts):
            if isinstance(fact, Cluster) and fact.switched is None and _same(fact.name, name):
                self.facts[number] = replace(fact, pool=pool)
                return True
        return False

    def account(self, namespace: Text, name: Text) -> KubernetesAccount | None:
        """The Kubernetes service account of that name, as it stands."""
        place = self._accounts().get((namespace.key, name.key))
        found = self.facts[place] if place is not None else None
        return found if isinstance(found, KubernetesAccount) else None

    def _accounts(self) -> dict[tuple[_Key, _Key], int]:
        """Where the Kubernetes service accounts stand among the facts, the last of each name."""
        if self._read_of is not self.facts:  # some were taken away
            self._read_of, self._read, self._places = self.facts, 0, {}
        for place in range(self._read, len(self.facts)):
            fact = self.facts[place]
            if isinstance(fact, KubernetesAccount):
                self._places[fact.namespace.key, fact.name.key] = place
        self._read = len(self.facts)
        return self._places

    def put(self, account: KubernetesAccount) -> None:
        """An account as it stands now, in place of how it stood."""
        key = account.namespace.key, account.name.key
        place = None if self.is_guide else self._accounts().get(key)
        if place is not None:
            self.facts[place] = account
        else:
            self.facts.append(account)


def _lives_on(fact: Fact) -> bool:
    """Whether a script leaves an identity behind by a fact."""
    if isinstance(fact, Grant):
        return not fact.ended
    return isinstance(fact, GoogleAccount | KubernetesAccount)


def _is_taken_down(fact: Fact) -> bool:
    """Whether a script that leaves no identity behind has undone a fact by its end."""
    if isinstance(fact, Grant):
        return fact.ended
    return isinstance(fact, GoneAccount) and fact.how == "deleted"


def _same(one: Text, other: Text) -> bool:
    return one is other or one.key == other.key
