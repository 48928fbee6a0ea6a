"""The value algebra: whatever is put into holes, 'same' and 'different' stay true."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wi_lint.source import Source
from wi_lint.values import Hole, Known, Literal, Match, Partial, Reason, Text, Unknown, compare, join, text

AT = Source("x", "").span(0, 0)
APART = Source("y", "abc").span(1, 2)
"""Where literals stand that follow one another, and do not adjoin."""
LETTERS = st.text("ab[/]", max_size=4)
HOLES = st.sampled_from(["one", "two", "three"])
PARTS = st.lists(
    st.one_of(
        LETTERS.map(lambda t: Literal(t, AT)),
        LETTERS.map(lambda t: Literal(t, APART)),
        HOLES.map(lambda n: Hole(n, Reason.NO_DEFAULT(), AT)),
    ),
    max_size=5,
)
TEXTS = PARTS.map(lambda parts: text(parts, AT))
FILLINGS = st.fixed_dictionaries(dict.fromkeys(("one", "two", "three"), LETTERS))


def fill(value: Text, filling: dict[str, str]) -> str:
    return "".join(p.text if isinstance(p, Literal) else filling[p.name] for p in value.parts)


@given(TEXTS, TEXTS, FILLINGS)
def test_filling_holes_contradicts_no_answer(a: Text, b: Text, filling: dict[str, str]) -> None:
    equal = fill(a, filling) == fill(b, filling)
    match compare(a, b):
        case Match.SAME:
            assert equal
        case Match.DIFFERENT:
            assert not equal


@given(TEXTS)
def test_a_text_is_the_same_as_itself(a: Text) -> None:
    assert compare(a, a) is Match.SAME


@given(TEXTS, TEXTS)
def test_comparison_has_no_direction(a: Text, b: Text) -> None:
    assert compare(a, b) is compare(b, a)


@given(TEXTS, TEXTS)
def test_the_key_is_the_same_just_for_the_same_text(a: Text, b: Text) -> None:
    letters = [
        part if isinstance(part, Hole) else Literal(letter, APART)
        for part in a.parts
        for letter in (part.text if isinstance(part, Literal) else " ")
    ]
    assert text(letters, AT).key == a.key, "wherever its letters come from"
    assert (a.key == b.key) == (compare(a, b) is Match.SAME)


def can_meet(a: list[str], b: list[str]) -> bool:
    """Whether two patterns have a text in common, by trying every pair of their beginnings."""
    reached = {(0, 0)}
    todo = [(0, 0)]
    while todo:
        i, j = todo.pop()
        x, y = a[i : i + 1], b[j : j + 1]
        steps = [(i + 1, j)] if x == ["*"] else []
        steps += [(i, j + 1)] if y == ["*"] else []
        steps += [(i + 1, j + 1)] if x and y and x == y else []
        steps += [(i, j + 1)] if x == ["*"] and y else []
        steps += [(i + 1, j)] if y == ["*"] and x else []
        fresh = set(steps) - reached
        reached |= fresh
        todo += fresh
    return (len(a), len(b)) in reached


def tokens(value: Text) -> list[str]:
    found: list[str] = []
    for part in value.parts:
        found += part.text if isinstance(part, Literal) else [f"{part.name} "]
    return found


@given(TEXTS, TEXTS)
def test_texts_may_be_the_same_just_where_their_patterns_meet(a: Text, b: Text) -> None:
    one, other = tokens(a), tokens(b)
    while one and other and one[-1] == other[-1]:
        del one[-1], other[-1]
    while one and other and one[0] == other[0]:
        del one[0], other[0]
    patterns = [["*" if len(token) > 1 else token for token in each] for each in (one, other)]
    assert (compare(a, b) is not Match.DIFFERENT) == can_meet(*patterns)


@given(LETTERS, LETTERS)
def test_known_texts_are_never_maybe(a: str, b: str) -> None:
    one, other = (text([Literal(t, AT)], AT) for t in (a, b))
    assert compare(one, other) is (Match.SAME if a == b else Match.DIFFERENT)


@given(TEXTS, FILLINGS)
def test_splitting_loses_nothing(a: Text, filling: dict[str, str]) -> None:
    for halves in (a.split("["), a.rsplit("[")):
        if halves is not None:
            assert f"{fill(halves[0], filling)}[{fill(halves[1], filling)}" == fill(a, filling)


@given(TEXTS, TEXTS, FILLINGS)
def test_joining_is_concatenation(a: Text, b: Text, filling: dict[str, str]) -> None:
    assert fill(join([a, b], AT), filling) == fill(a, filling) + fill(b, filling)


@given(TEXTS)
def test_views_tell_what_is_known(a: Text) -> None:
    holes = len(a.holes)
    assert isinstance(a, Known) == (holes == 0)
    assert isinstance(a, Unknown) == (holes == 1 and len(a.parts) == 1)
    assert isinstance(a, Partial) == (holes > 0 and len(a.parts) > 1)


def test_a_common_hole_is_one_text_and_different_subjects_never_match() -> None:
    project = Hole("prod:var.project", Reason.NO_DEFAULT(), AT)
    one = text([project, Literal(".svc.id.goog[shop/app]", AT)], AT)
    other = text([project, Literal(".svc.id.goog[shop/api]", AT)], AT)
    elsewhere = text(
        [Hole("dev:var.project", Reason.NO_DEFAULT(), AT), Literal(".svc.id.goog[shop/app]", AT)], AT
    )
    assert compare(one, other) is Match.DIFFERENT
    assert compare(one, elsewhere) is Match.MAYBE


def test_a_part_of_a_literal_knows_its_place() -> None:
    written = 'member = "serviceAccount:p.svc.id.goog[shop/app]"'
    source = Source("x.tf", written)
    start = written.index("serviceAccount")
    value = Known(
        (Literal(written[start:-1], source.span(start, len(written) - 1)),), source.span(9, len(written))
    )
    halves = value.split("[")
    assert halves is not None
    assert halves[1].origin.text == "shop/app]"
