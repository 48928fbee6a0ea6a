"""A text is its text: however it is cut into literals of different origins, it is judged as when whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from wi_lint.grammar import (
    Fault,
    Member,
    account_id_faults,
    annotation_faults,
    email,
    email_of_name,
    member,
    pool_faults,
    pool_project,
    with_holes,
)
from wi_lint.source import Source
from wi_lint.values import HOLE, Hole, Literal, Match, Part, Provenance, Reason, Text, compare, text

POOL = "acme-prod.svc.id.goog"
PATH = f"iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/{POOL}"
WRITTEN = [
    # members that are right
    f"serviceAccount:{POOL}[shop/app]",
    "serviceAccount:example.com:old-project.svc.id.goog[shop/app.v2]",
    "serviceAccount:acme-prod.s3ns.svc.id.goog[shop/app]",
    "serviceAccount:shop-app@acme-prod.iam.gserviceaccount.com",
    f"principal://{PATH}/subject/ns/shop/sa/app",
    f"principalSet://{PATH}/namespace/shop",
    f"principalSet://{PATH}/*",
    "principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/attribute.repository/a/b",
    "user:ana@acme.example",
    "allUsers",
    # and those that are wrong
    f"{POOL}[shop/app]",
    f"serviceaccount:{POOL}[shop/app]",
    f"serviceAccount:{POOL}[shop:app]",
    f"serviceAccount:{POOL}[shop/*]",
    f"serviceAccount:{POOL}[shop/app",
    f"serviceAccount:{POOL}[shop/app])",
    f"serviceAccount:{POOL}[my_shop/App]",
    "serviceAccount:123456789012.svc.id.goog[shop/app]",
    "serviceAccount:.svc.id.goog[shop/app]",
    "serviceAccount:acme-prod.svc.id.google[shop/app]",
    f"serviceAccount:{POOL}",
    f"serviceAccount:{POOL}[shop/ app]",
    f"principle://{PATH}/subject/ns/shop/sa/app",
    f"principal:{PATH}/subject/ns/shop/sa/app",
    f"principal://{PATH}/namespace/shop",
    f"principalSet://{PATH}/subject/ns/shop/sa/app",
    f"principal://{PATH}/subject/system:serviceaccount:shop:app",
    f"principal://{PATH.replace('123456789012', 'acme-prod')}/subject/ns/shop/sa/app",
    f"principal://iam.googleapis.com/{POOL}/subject/ns/a/sa/b",
    f"principalSet://{PATH}/namespaces/shop",
    f"deleted:serviceAccount:{POOL}[shop/app]?uid=1",
    "system:serviceaccount:shop:app",
    "shop-app@acme-prod.iam.gserviceaccount.com",
    # pools, annotations, names, ids and roles
    POOL,
    "acme-prod",
    "acme-prod.svc.goog",
    "projects/acme-prod/serviceAccounts/shop-app@acme-prod.iam.gserviceaccount.com",
    "shop-app@acme-prod.iam.gserviceaccount.co",
    "shop-app@acme-prod.aim.gserviceaccount.com",
    "shop_app@acme-prod.iam.gserviceaccount.com",
    "app@acme-prod.iam.gserviceaccount.com",
    "112233445566778899001",
    "an-account-id-that-is-far-too-long-for-google",
    "roles/iam.workloadIdentityUser",
    # placeholders
    "serviceAccount:PROJECT_ID.svc.id.goog[NAMESPACE/<ksa>]",
    "your-project-id.svc.id.goog",
    "__NAME__@${PROJECT}.iam.gserviceaccount.com",
]


def cut(written: str, at: set[int], holes: set[int]) -> Text:
    """A text cut at some offsets, every piece of another origin; pieces of some numbers are holes."""
    edges = sorted({0, len(written), *(offset % (len(written) + 1) for offset in at)})
    parts: list[Part] = []
    for number, (start, end) in enumerate(pairwise(edges)):
        place = Source(f"{number}.tf", f"x{written[start:end]}").span(1, 1 + end - start)
        provenance = (Provenance(place, f"the variable '{number}'"),) if number % 2 else ()
        if number in holes:
            parts.append(Hole(f"u:var.v{number}", Reason.NO_DEFAULT(), place))
        else:
            parts.append(Literal(written[start:end], place, provenance))
    return text(parts, Source("whole.tf", f'"{written}"').span(0, len(written) + 2))


def whole(value: Text) -> Text:
    """The same text, its neighbouring literals put together."""
    parts: list[Part] = []
    for part in value.parts:
        last = parts[-1] if parts else None
        if isinstance(part, Literal) and isinstance(last, Literal):
            parts[-1] = Literal(last.text + part.text, value.at)
        else:
            parts.append(Literal(part.text, value.at) if isinstance(part, Literal) else part)
    return text(parts, value.at)


def faults(found: list[Fault] | tuple[Fault, ...]) -> list[tuple[str, str | None]]:
    """What is wrong, and what to write instead, wherever it stands."""
    return [(one.says, one.better and one.better.replace('"', "")) for one in found]


def shown(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(shown, value))
    return str(value) if isinstance(value, Text) else value


def read_member(value: Text) -> object:
    """All that is read of a member."""
    read: Member = member(value)
    rest = {one.name: shown(getattr(read, one.name)) for one in fields(read) if one.name != "faults"}
    return type(read).__name__, rest, faults(read.faults), shown(getattr(read, "project", None))


def read_email(value: Text) -> object:
    read = email(value)
    return read and (str(read.account_id), shown(read.project), read.is_default)


QUESTIONS: list[Callable[[Text], object]] = [
    read_member,
    read_email,
    lambda value: shown(email_of_name(value)),
    lambda value: faults(annotation_faults(value)),
    lambda value: faults(account_id_faults(value)),
    lambda value: faults(pool_faults(value)),
    lambda value: shown(pool_project(value)),
    lambda value: str(with_holes(value, "unit")),
    lambda value: with_holes(value, "unit").key,
    lambda value: (value.opening, value.closing, value.written, value.shortest, value.known, value.key),
    lambda value: [shown(half) for half in value.split("/") or ()],
    lambda value: [shown(half) for half in value.rsplit("]") or ()],
    lambda value: [shown(value.after("serviceAccount:")), shown(value.before(".svc.id.goog"))],
    lambda value: (found := value.search(re.compile(r"[a-z]+\.[a-z]+"))) and found.text,
]
CUTS = st.sets(st.integers(0, 200), max_size=8)
HOLES = st.sets(st.integers(0, 8), max_size=2)


@settings(max_examples=500)
@given(st.sampled_from(WRITTEN), CUTS)
def test_a_text_that_is_put_together_is_judged_as_when_whole(written: str, at: set[int]) -> None:
    value = cut(written, at, set())
    for ask in QUESTIONS:
        assert ask(value) == ask(cut(written, set(), set()))
    assert compare(value, cut(written, set(), set())) is Match.SAME


@settings(max_examples=500)
@given(st.sampled_from(WRITTEN), CUTS, HOLES)
def test_so_are_the_known_parts_of_one_with_holes(written: str, at: set[int], holes: set[int]) -> None:
    value = cut(written, at, holes)
    for ask in QUESTIONS:
        assert ask(value) == ask(whole(value))


@settings(max_examples=300)
@given(st.text("abc/[", max_size=12), CUTS, HOLES, st.integers(0, 14), st.integers(0, 14))
def test_a_stretch_is_the_text_that_stands_there(
    written: str, at: set[int], holes: set[int], start: int, end: int
) -> None:
    value = cut(written, at, holes)
    assert value.cut(start, end).written == value.written[start:end]
    if HOLE not in value.written[start:end]:
        literal = value.literal(start, end)
        assert literal.text == value.written[start:end]
        assert not literal.exact or literal.at.text == literal.text, "its place is exact"


@pytest.mark.parametrize("cuts", [{21, 22}, {3}, {16, 20, 24}])
def test_a_fault_stays_at_its_own_letters(cuts: set[int]) -> None:
    written = f"serviceAccount:{POOL}[shop/App]"
    [fault] = member(cut(written, cuts, set())).faults
    assert (fault.at.text, fault.says) == (
        "A",
        "has 'A' in its service account, which no Kubernetes name can hold",
    )
