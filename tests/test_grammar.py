"""Identity strings: what is a member, what is wrong with one, and which part of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wi_lint.grammar import (
    GoogleMember,
    PublicMember,
    WorkloadMember,
    WorkloadSet,
    account_id_faults,
    annotation_faults,
    distance,
    member,
    near,
    same_email,
    same_project,
    with_holes,
)
from wi_lint.source import Source, Span
from wi_lint.values import Attribute, Hole, Known, Literal, Match, Partial, Reason, known, text

Make = Callable[[str], Known]
BASE = "iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog"


@pytest.mark.parametrize(
    ("written", "namespace", "account"),
    [
        ("serviceAccount:acme-prod.svc.id.goog[shop/app]", "shop", "app"),
        ("serviceAccount:example.com:old-project.svc.id.goog[shop/app.v2]", "shop", "app.v2"),
        ("serviceAccount:acme-prod.eu0.svc.id.goog[shop/app]", "shop", "app"),
        (f"principal://{BASE}/subject/ns/shop/sa/app", "shop", "app"),
    ],
)
def test_one_workload(written: str, namespace: str, account: str, text: Make) -> None:
    read = member(text(written))
    assert isinstance(read, WorkloadMember)
    assert (str(read.namespace), str(read.account), read.faults) == (namespace, account, ())


@pytest.mark.parametrize(
    ("written", "scope"),
    [
        (f"principalSet://{BASE}/namespace/shop", "namespace"),
        (f"principalSet://{BASE}/*", "pool"),
        (
            f"principalSet://{BASE}/kubernetes.cluster/https://container.googleapis.com/v1/projects/p/locations/l/clusters/c",
            "cluster",
        ),
    ],
)
def test_many_workloads(written: str, scope: str, text: Make) -> None:
    read = member(text(written))
    assert isinstance(read, WorkloadSet)
    assert (read.scope, read.faults) == (scope, ())


@pytest.mark.parametrize(
    "written",
    [
        "user:ana@acme.example",
        "group:all@acme.example",
        "domain:acme.example",
        "deleted:serviceAccount:x@acme-prod.iam.gserviceaccount.com?uid=1",
        "projectEditor:acme-prod",
        "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/attribute.repository/a/b",
        "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/subject/repo:a/b:workflow:Release it",
        "principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ana",
        "principalSet://cloudresourcemanager.googleapis.com/projects/1/type/ServiceAccount",
        f"principal://{BASE}/kubernetes.serviceaccount.uid/0f1e2d3c-0000-4000-8000-000000000000",
        "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com",
        "allUsers",
    ],
)
def test_other_members_are_left_alone(written: str, text: Make) -> None:
    assert member(text(written)).faults == ()


@pytest.mark.parametrize(
    ("written", "part", "says"),
    [
        ("acme-prod.svc.id.goog[shop/app]", "acme-prod.svc.id.goog[shop/app]", "lacks the prefix"),
        ("serviceaccount:acme-prod.svc.id.goog[shop/app]", None, "instead of 'serviceAccount:'"),
        ("serviceAccount:acme-prod.svc.id.goog[shop:app]", "shop:app", "[NAMESPACE/ACCOUNT]"),
        ("serviceAccount:acme-prod.svc.id.goog[app]", "app", "[NAMESPACE/ACCOUNT]"),
        ("serviceAccount:acme-prod.svc.id.goog[shop/*]", None, "wildcard"),
        ("serviceAccount:acme-prod.svc.id.goog[shop/app", None, "lacks the closing"),
        ("serviceAccount:acme-prod.svc.id.goog[shop/app])", ")", "goes on behind"),
        ("serviceAccount:acme-prod.svc.id.goog[shop/App]", "A", "service account"),
        ("serviceAccount:acme-prod.svc.id.goog[my_shop/app]", "_", "namespace"),
        ("serviceAccount:123456789012.svc.id.goog[shop/app]", "123456789012", "project number"),
        ("serviceAccount:.svc.id.goog[shop/app]", None, "no project"),
        ("serviceAccount:acme-prod.svc.id.google[shop/app]", None, "does not end in '.svc.id.goog'"),
        ("serviceAccount:acme-prod.svc.id.goog", None, "no '[NAMESPACE/ACCOUNT]'"),
        ("serviceAccount:acme-prod.svc.id.goog[shop/ app]", " ", "white space"),
        (f"principle://{BASE}/subject/ns/shop/sa/app", None, "starts with 'principle://'"),
        (f"principal:{BASE}/subject/ns/shop/sa/app", None, "starts with 'principal:'"),
        (f"principal://{BASE}/namespace/shop", "namespace", "use principalSet://"),
        (f"principalSet://{BASE}/subject/ns/shop/sa/app", None, "use principal://"),
        (f"principal://{BASE}/subject/system:serviceaccount:shop:app", None, "ns/NAMESPACE/sa/ACCOUNT"),
        (
            f"principal://{BASE.replace('123456789012', 'acme-prod')}/subject/ns/shop/sa/app",
            "acme-prod",
            "project's number",
        ),
        ("principal://iam.googleapis.com/acme-prod.svc.id.goog/subject/ns/a/sa/b", None, "lacks 'projects/"),
        (f"principalSet://{BASE}/namespaces/shop", "namespaces", "selects 'namespaces'"),
        ("deleted:serviceAccount:acme-prod.svc.id.goog[shop/app]?uid=1", None, "was deleted"),
        ("system:serviceaccount:shop:app", None, "IAM serviceAccount:PROJECT_ID.svc.id.goog[shop/app]"),
    ],
)
def test_malformed_members_say_which_part(written: str, part: str | None, says: str, text: Make) -> None:
    faults = member(text(written)).faults
    assert [says in fault.says for fault in faults] == [True], faults
    if part is not None:
        assert faults[0].at.text == part


def test_kinds_of_plain_members(text: Make) -> None:
    assert isinstance(member(text("allUsers")), PublicMember)
    read = member(text("serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com"))
    assert isinstance(read, GoogleMember)
    assert str(read.email) == "shop-app@acme-prod.iam.gserviceaccount.com"


def hole(name: str, at: Span) -> Hole:
    """A hole, which is an attribute where its name says that of one."""
    words = name.rpartition(":")[2].removeprefix("data.").split(".")
    of = Attribute(words[0], ".".join(words[:2]), words[2]) if len(words) == 3 else None
    return Hole(name, Reason.NO_DEFAULT(), at, of=of)


def partly(*parts: str) -> Partial:
    """A text in which every second part is a hole."""
    at = Source("x", "".join(parts)).span(0, 0)
    made = text([hole(part, at) if i % 2 else Literal(part, at) for i, part in enumerate(parts)], at)
    assert isinstance(made, Partial)
    return made


@pytest.mark.parametrize(
    ("parts", "faulty"),
    [
        (("serviceAccount:", "var.p", ".svc.id.goog[", "var.ns", "/app]"), False),
        (("", "var.pool", "[shop/app]"), False),
        (("serviceAccount:", "var.p", ".svc.id.goog[", "local.subject", "]"), False),
        (("serviceAccount:", "var.p", ".svc.id.goog[shop/", "var.ksa"), False),
        (("serviceAccount:", "var.p", ".svc.id.goog[shop:app]"), True),
        (("serviceAccount:projects/", "var.p", "/x.svc.id.goog[shop/app]"), True),
        (("serviceAccount:", "u:data.google_project.x.number", ".svc.id.goog[shop/app]"), True),
        (("principal://iam.googleapis.com/projects/", "var.n", "/locations/global/workloadIdentityPools/", "var.p", ".svc.id.goog/subject/ns/a/sa/b"), False),
        (("principal://iam.googleapis.com/", "local.pool", "/subject/ns/shop/sa/app"), False),
        (("principal://iam.googleapis.com/projects/", "u:data.google_project.x.project_id", "/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/a/sa/b"), True),
    ],
)  # fmt: skip
def test_partly_known_members_are_judged_in_their_known_parts(parts: tuple[str, ...], faulty: bool) -> None:
    assert bool(member(partly(*parts)).faults) == faulty


@pytest.mark.parametrize(
    ("written", "faulty"),
    [
        ("shop-app@acme-prod.iam.gserviceaccount.com", False),
        ("123456789012-compute@developer.gserviceaccount.com", False),
        ("acme-prod@appspot.gserviceaccount.com", False),
        ("shop-app@proj.example.com.iam.gserviceaccount.com", False),
        ("", False),
        ("serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com", True),
        ("projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com", True),
        ("shop-app", True),
        ("112233445566778899001", True),
        ("shop-app@acme-prod.iam.gserviceaccount.co", True),
        ("shop-app@acme-prod.aim.gserviceaccount.com", True),
        ("shop-app@acme-prod.gserviceaccount.com", True),
        ("123456789012@cloudservices.gserviceaccount.com", False),
        ("shop_app@acme-prod.iam.gserviceaccount.com", True),
        ("shop-app@acme-prod.iam.gserviceaccount.com ", True),
        ("app@acme-prod.iam.gserviceaccount.com", True),
    ],
)
def test_annotation_values(written: str, faulty: bool, text: Make) -> None:
    assert bool(annotation_faults(text(written))) == faulty


@pytest.mark.parametrize(
    ("written", "faulty"),
    [
        ("shop-app", False),
        ("a" * 30, False),
        ("a" * 31, True),
        ("short", True),
        ("1-digit", True),
        ("ends-", True),
    ],
)
def test_account_ids(written: str, faulty: bool, text: Make) -> None:
    assert bool(account_id_faults(text(written))) == faulty


@pytest.mark.parametrize(
    ("written", "holes"),
    [
        ("serviceAccount:PROJECT_ID.svc.id.goog[NAMESPACE/KSA]", ["PROJECT_ID", "NAMESPACE", "KSA"]),
        ("<gsa>@<project>.iam.gserviceaccount.com", ["<gsa>", "<project>"]),
        ("${gsa_email}", ["${gsa_email}"]),
        ("$(PROJECT)-x", ["$(PROJECT)"]),
        ("__NAME__@acme", ["__NAME__"]),
        ("your-project-id", ["your-project-id"]),
        ("serviceAccount:acme-prod.svc.id.goog[shop/app]", []),
        ("shop-app@acme-prod.iam.gserviceaccount.com", []),
    ],
)
def test_placeholders_are_holes(written: str, holes: list[str], text: Make) -> None:
    assert [hole.at.text for hole in with_holes(text(written), "unit").holes] == holes


@given(st.text(max_size=60))
def test_no_text_breaks_a_grammar(written: str) -> None:
    value = known(written, Source("x", written).span(0, len(written)))
    for fault in (*member(value).faults, *annotation_faults(value), *account_id_faults(value)):
        assert 0 <= fault.at.start <= fault.at.end <= len(written)
    with_holes(value, "unit")


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_has_no_direction(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)


def test_names_that_are_near() -> None:
    assert near("payment-api", "payments-api")
    assert near("vault", "vault-server")
    assert not near("app", "web")
    assert not near("app", "app")


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("s3ns:acme", "acme.s3ns", Match.SAME),
        ("acme", "acme.s3ns", Match.SAME),
        ("eu0:acme", "acme.s3ns", Match.DIFFERENT),
        ("s3ns:acme", "acme", Match.DIFFERENT),
        ("acme", "acme.iam", Match.DIFFERENT),
        ("acme.eu0", "acme.s3ns", Match.DIFFERENT),
        ("new:acme", "acme.new", Match.SAME),
        ("example.com:acme", "acme", Match.DIFFERENT),
    ],
)
def test_a_project_is_one_in_all_spellings_of_its_universe(
    one: str, other: str, match: Match, text: Make
) -> None:
    assert (same_project(text(one), text(other)), same_project(text(other), text(one))) == (match, match)


@pytest.mark.parametrize(
    ("declared", "written", "match"),
    [
        ("acme", "acme.s3ns", Match.SAME),
        ("acme.s3ns", "acme", Match.DIFFERENT),
        ("acme", "acme.svc", Match.DIFFERENT),
        ("acme.s3ns", "acme.eu0", Match.DIFFERENT),
    ],
)
def test_an_email_lacks_its_universe_only_where_its_project_does(
    declared: str, written: str, match: Match, text: Make
) -> None:
    host = "app@{}.iam.gserviceaccount.com"
    assert same_email(text(host.format(declared)), text(host.format(written))) is match
