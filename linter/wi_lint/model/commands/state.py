"""What a script has made so far: later commands override, remove and rotate what earlier ones did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from wi_lint.compose.shell import project as project_of
from wi_lint.facts import Cluster, Fact, GoneAccount, GoogleAccount, Grant, KubernetesAccount, Target
from wi_lint.grammar import WorkloadMember, with_holes
from wi_lint.model.commands.words import Command
from wi_lint.unit import Unit
from wi_lint.values import Reason, Text, unknown

_Name = tuple[object, ...]
"""What a command calls something that an earlier one made: its kind, and the keys of its texts."""


class State(Struct):
    """The facts of one script, in the order of time. `current`: the project that gcloud is set to.

    `in_order`: whether its commands run one after the other; recipes of a Makefile are asked for by name.
    """

    unit: Unit
    in_order: bool = True
    current: Text | None = None
    home: Text | None = None
    """The namespace that kubectl is set to."""
    _facts: dict[int, Fact] = field(default_factory=dict)
    """What was made and not taken away, each under its number."""
    _numbers: dict[_Name, list[int]] = field(default_factory=dict)
    """The numbers of facts, by what later commands call them."""
    _made: int = 0
    has_pool: bool = False
    """Whether a cluster was made or asked for, and there is its pool."""

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

    def add(self, facts: Iterable[Fact]) -> None:
        """What a command makes."""
        for fact in facts:
            self._facts[self._made] = fact
            for name in _names(fact):
                self._numbers.setdefault(name, []).append(self._made)
            self._made += 1

    def _called(self, *name: object) -> Iterator[tuple[int, Fact]]:
        """The facts of a name, each with its number, as they stand."""
        for number in self._numbers.get(name, ()):
            if number in self._facts:
                yield number, self._facts[number]

    def _take_away(self, *name: object) -> None:
        for number in self._numbers.pop(name, ()):
            self._facts.pop(number, None)

    def left(self) -> list[Fact]:
        """What the script leaves behind. One that makes no identity takes everything down: nothing is left
        that could refer to the accounts it deletes."""
        facts = list(self._facts.values())
        if any(map(_lives_on, facts)):
            return facts
        return [fact for fact in facts if not _is_taken_down(fact)]

    # what later commands do to earlier ones

    @property
    def is_guide(self) -> bool:
        """Whether each command is judged by itself: a guide shows what is wrong beside what is right."""
        return self.unit.kind == "document"

    def surely_runs(self, command: Command) -> bool:
        """Whether a command runs whenever those before it do: no arm of a condition, no other recipe."""
        return self.in_order and command.invocation.sure

    def remove_grant(self, target: Target, role: Text, member: Text) -> None:
        self._take_away("grant", target.name.key, self.clean(role).key, self.clean(member).key)

    def makes_pool(self) -> None:
        """The first cluster of the script is made: members of its pool that were named before were nobody."""
        if self.has_pool:
            return
        self.has_pool = True
        for number, fact in self._facts.items():
            if isinstance(fact, Grant) and fact.waits and isinstance(fact.member, WorkloadMember):
                self._facts[number] = replace(fact, waits=False)

    def delete_account(self, email: Text) -> None:
        """An account is gone, and with it end the roles that it was given and those given on it."""
        self.end_grants(email)
        self._take_away("account", email.key)

    def end_grants(self, email: Text, *, ended: bool = True) -> None:
        """What was granted up to now was right when it was granted: the account was there."""
        for number, fact in self._called("about", email.key):
            if isinstance(fact, Grant) and fact.ended != ended:
                self._facts[number] = fact.with_end(ended=ended)

    def revive_account(self, email: Text) -> None:
        self.end_grants(email, ended=False)
        self._take_away("gone", email.key)

    def switch_on(self, name: Text, pool: Text) -> bool:
        """Whether a cluster that this very script made is given its pool by a later command."""
        for number, fact in self._called("cluster", name.key):
            if isinstance(fact, Cluster) and fact.switched is None:
                self._facts[number] = replace(fact, pool=pool)
                return True
        return False

    def account(self, namespace: Text, name: Text) -> KubernetesAccount | None:
        """The Kubernetes service account of that name, as it stands."""
        place = self._place(namespace, name)
        found = self._facts[place] if place is not None else None
        return found if isinstance(found, KubernetesAccount) else None

    def _place(self, namespace: Text, name: Text) -> int | None:
        """The number of the Kubernetes service account of that name that was made last."""
        numbers = self._numbers.get(("ksa", namespace.key, name.key))
        return numbers[-1] if numbers else None

    def put(self, account: KubernetesAccount) -> None:
        """An account as it stands now, in place of how it stood."""
        place = None if self.is_guide else self._place(account.namespace, account.name)
        if place is not None:
            self._facts[place] = account
        else:
            self.add([account])


def _names(fact: Fact) -> Iterator[_Name]:
    """What later commands call a fact, of those that they undo or change."""
    match fact:
        case Grant():
            yield "grant", fact.target.name.key, fact.role.key, fact.member_text.key
            yield from (("about", key) for key in fact.about)
        case GoogleAccount():
            yield "account", fact.email.key
        case GoneAccount():
            yield "gone", fact.email.key
        case Cluster():
            yield "cluster", fact.name.key
        case KubernetesAccount():
            yield "ksa", fact.namespace.key, fact.name.key
        case _:
            pass


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
