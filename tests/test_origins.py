"""Texts keep the names that they came through, whatever is done with them on the way."""

from wi_lint.compose.terraform.provenance import with_provenance
from wi_lint.contract import provenance
from wi_lint.source import Source
from wi_lint.values import (
    Hole,
    Known,
    ListValue,
    Literal,
    MapValue,
    Provenance,
    Reason,
    Scalar,
    Text,
    join,
    known,
    text,
)

SOURCE = Source("main.tf", 'role = "roles/editor"\nvariable "role" {}\nuse = var.role\n')
WRITTEN = SOURCE.span(8, 20)
DECLARED = SOURCE.span(22, 37)
USED = SOURCE.span(47, 55)
VIA = Provenance(DECLARED, "the variable 'role'")


def passed(value: Text) -> Text:
    made = with_provenance(value, VIA)
    assert isinstance(made, Text)
    return made


def test_a_text_keeps_its_place_and_gains_a_name() -> None:
    made = passed(known("roles/editor", WRITTEN))
    assert isinstance(made, Known)
    assert made.known == "roles/editor"
    assert [(part.at, part.provenance) for part in made.parts] == [(WRITTEN, (VIA,))]


def test_a_hole_keeps_its_name() -> None:
    hole = Hole("var.role", Reason.NO_DEFAULT(), DECLARED)
    assert passed(text((hole,), DECLARED)).key == text((hole,), DECLARED).key


def test_parts_keep_it_through_cuts_joins_and_letters() -> None:
    made = passed(known("roles/editor", WRITTEN))
    halves = made.split("/")
    assert halves is not None
    for value in (*halves, made.map(str.upper), join([known("x", USED), made], USED)):
        assert value.parts[-1].provenance == (VIA,), value


def test_collections_pass_it_to_what_is_inside() -> None:
    table = MapValue({"roles": ListValue((known("roles/editor", WRITTEN), Scalar(1, USED)), USED)}, USED)
    made = with_provenance(table, VIA)
    assert isinstance(made, MapValue)
    roles = made.items["roles"]
    assert isinstance(roles, ListValue)
    assert isinstance(roles.items[0], Text)
    assert roles.items[0].parts[0].provenance == (VIA,)


def test_the_trail_leads_from_the_origin_to_the_use() -> None:
    made = passed(known("roles/editor", WRITTEN)).placed(USED)
    steps = provenance(made, made.origin, "it is granted here")
    assert [(step.at.line, step.note) for step in steps] == [
        (2, "comes through the variable 'role'"),
        (3, "it is granted here"),
    ]


def test_what_is_used_where_it_is_written_has_no_trail() -> None:
    assert provenance(known("roles/editor", WRITTEN), WRITTEN, "it is granted here") == ()


def test_only_the_part_that_is_meant_has_a_trail() -> None:
    other = Literal("project:", SOURCE.span(41, 44))
    made = text((other, *passed(known("roles/editor", WRITTEN)).parts), USED)
    assert [step.at.line for step in provenance(made, other.at, "here")] == []
    assert [step.at.line for step in provenance(made, WRITTEN, "here")] == [2, 3]
