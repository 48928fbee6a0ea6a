"""Heuristics: what is likely, and keeps back what would else be said.

None of them silences. Each gives a doubt with its reason, a rule attaches it to its finding, and
`--show-unsure` lists both. `tests/test_heuristics.py` holds for each a tree where it is right, and one where
it must not speak.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from wi_lint.facts import Fact, GoogleAccount, Grant, KubernetesAccount, Unread
from wi_lint.grammar import GoogleMember, WorkloadMember, WorkloadSet, email, same_email
from wi_lint.graph.answers import Doubt, Undecided, Unseen
from wi_lint.graph.evidence import UnreadEvidence
from wi_lint.graph.grants import Grants
from wi_lint.graph.store import FactStore
from wi_lint.lazy_re import regex
from wi_lint.unit import Unit
from wi_lint.values import Match, Reason, Text

_HABIT = 3
"""How many accounts without a binding are none by mistake."""
_GOOGLES = frozenset(
    {
        "cnrm-system", "config-management-system", "config-management-monitoring", "gke-mcs",
        "gmp-system", "gke-gmp-system", "kube-system", "krmapihosting-system",
    }
)  # fmt: skip
"""Namespaces whose accounts Google's own components make."""
_OPERATORS = frozenset(
    {"cnrm-system", "configconnector-operator-system", "atlantis", "config-management-system"}
)
"""Namespaces of tools that manage a whole project, and so hold project-wide roles rightly."""
_ASKED = {"roles/dns.admin": ("external-dns", "cert-manager")}
"""Roles that the guides of some programs ask for on a project. Sources: external-dns' tutorial for GKE and
cert-manager's for Google Cloud DNS."""
_OTHER_CLOUDS = {"eks.amazonaws.com/role-arn": "EKS", "azure.workload.identity/client-id": "AKS"}
"""The annotations by which other clouds give accounts an identity."""
_TESTS = frozenset({"test", "tests", "testdata", "test-data", "fixtures", "test-fixtures", "e2e", "samples"})
_TEST = regex(r"test_.*|conftest\.py")
"""What Python's tests are called."""


class Heuristics:
    """What makes it likely that a thing is right, or set up where nobody can see it."""

    def __init__(self, store: FactStore, grants: Grants) -> None:
        self._store = store
        self._grants = grants

    def bound_elsewhere(self, unit: Unit) -> Doubt | None:
        """A habit: of the annotated accounts that a unit declares, most are bound in no file.

        One that lacks is a slip; several are a habit.
        """
        if unit not in self._unbinding:
            return None
        return Unseen(f"most annotated accounts of {unit.name} are bound in no file that was read")

    def bound_by_guide(
        self, account: Text, name: Text, declared: GoogleAccount | None, *, unnamed: bool
    ) -> Doubt | None:
        """A guide has its reader bind a Kubernetes account to a Google one.

        `unnamed`: one with names to be filled in may be about any account, but for those of a unit that binds
        its accounts by itself.
        """
        read = email(account)
        if read is None or read.account_id.known is None:
            return None
        any_other = unnamed and (declared is None or declared.unit not in self._binding)
        why = self._unread.of_guide(read.account_id.known, name, any_other=any_other)
        return Undecided(why) if why is not None else None

    def of_sample(self, account: Text, declared: GoogleAccount) -> Doubt | None:
        """A sample: an e-mail with a placeholder only may be that of an account that is declared."""
        holes = any(hole.cause.reason is Reason.PLACEHOLDER for hole in account.holes)
        if not holes or same_email(declared.email, account) is Match.SAME:
            return None
        return Undecided(f"{account.why}, and {declared.email} may be another account")

    def made_by_google(self, namespace: Text | None) -> Doubt | None:
        """Google's own components make the accounts of some namespaces."""
        if namespace is None or namespace.known not in _GOOGLES:
            return None
        return Unseen(f"Google's components make the accounts of '{namespace}'")

    def of_operator(self, grant: Grant) -> Doubt | None:
        """An operator holds a grant: it administers services, and its guide asks for roles on the project."""
        namespace = self._holder(grant)
        if namespace is None or namespace.known not in _OPERATORS:
            return None
        return Unseen(f"what runs in '{namespace}' manages the project, and its guide asks for such roles")

    def asked_by_guide(self, grant: Grant) -> Doubt | None:
        """A program holds the very role that its own guide asks for."""
        programs = _ASKED.get(grant.role.known or "", ())
        names = [str(name) for name in self._holders(grant) if name is not None]
        program = next((one for one in programs if any(one in name for name in names)), None)
        return Unseen(f"the guide of {program} asks for this role") if program is not None else None

    def _holder(self, grant: Grant) -> Text | None:
        """The namespace of the workloads that hold a grant, by themselves or as a Google account."""
        return self._holders(grant)[0]

    def _holders(self, grant: Grant) -> tuple[Text | None, Text | None]:
        """The namespace and the account of the workloads that hold a grant."""
        member = grant.member
        if isinstance(member, WorkloadMember):
            return member.namespace, member.account
        if isinstance(member, WorkloadSet):
            return member.namespace, None
        if not isinstance(member, GoogleMember) or member.email is None:
            return None, None
        match self._grants.workload_of(member.email):
            case KubernetesAccount(namespace=namespace, name=name):
                return namespace, name
            case Grant(member=WorkloadMember(namespace=namespace, account=account)):
                return namespace, account
            case _:
                return None, None

    @staticmethod
    def of_other_cloud(account: KubernetesAccount) -> Doubt | None:
        """An account is annotated for another cloud, and so in a cluster of that one."""
        cloud = next(
            (_OTHER_CLOUDS[one.key] for one in account.annotations if one.key in _OTHER_CLOUDS), None
        )
        return (
            Unseen(f"it is annotated for {cloud}, and so in a cluster there") if cloud is not None else None
        )

    @staticmethod
    def of_tests(fact: Fact) -> Doubt | None:
        """A fact stands in a folder of tests or samples, or in a test: only notes heed it."""
        *folders, name = fact.at.path.split("/")
        found = next((one for one in folders if one in _TESTS), name if _TEST.fullmatch(name) else None)
        return Unseen(f"it stands in '{found}', and is thrown away with its project") if found else None

    def pods_of_chart(self, account: KubernetesAccount) -> Doubt | None:
        """An account stands beside a chart that is not in these files, whose pods may be its."""
        chart = self._charts.get(account.unit)
        return Unseen(f"{chart.why}, and its pods may be those of {account.name}") if chart else None

    @cached_property
    def _charts(self) -> dict[Unit, Unread]:
        return {one.unit: one for one in self._store.every(Unread) if one.kind == "chart"}

    @cached_property
    def _unread(self) -> UnreadEvidence:
        return UnreadEvidence(self._store.every(Unread))

    @cached_property
    def _unbinding(self) -> set[Unit]:
        """Units that evidently leave bindings to others."""
        bound: Counter[Unit] = Counter()
        unbound: Counter[Unit] = Counter()
        for account in self._store.every(GoogleAccount):
            if self._grants.annotated_with(account.email):
                (bound if self._grants.on(account.email) else unbound)[account.unit] += 1
        return {unit for unit, count in unbound.items() if count >= _HABIT and count > bound[unit]}

    @cached_property
    def _binding(self) -> set[Unit]:
        """Units that bind workloads by themselves."""
        return {
            grant.unit
            for grant in self._store.every(Grant)
            if grant.target.email is not None and isinstance(grant.member, WorkloadMember)
        }
