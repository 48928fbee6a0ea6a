"""The index of names finds just what comparing every pair finds."""

from hypothesis import given
from hypothesis import strategies as st

from wi_lint.grammar import near
from wi_lint.graph.resemblance import Resemblance

NAMES = st.text("ab-.c", max_size=12)


@given(st.lists(NAMES, max_size=12), NAMES)
def test_it_finds_what_comparing_every_pair_finds(names: list[str], asked: str) -> None:
    assert Resemblance(names).near(asked) == sorted({name for name in names if near(asked, name)})


@given(st.text("abcdefgh-", min_size=6, max_size=20), st.data())
def test_two_slips_are_found(name: str, data: st.DataObject) -> None:
    slipped = name
    for _ in range(2):
        at = data.draw(st.integers(0, len(slipped) - 2))
        change = data.draw(st.sampled_from(["swap", "drop", "add", "other"]))
        head, tail = slipped[:at], slipped[at:]
        slipped = {
            "swap": head + tail[1] + tail[0] + tail[2:],
            "drop": head + tail[1:],
            "add": f"{head}x{tail}",
            "other": f"{head}x{tail[1:]}",
        }[change]
    assert (name in Resemblance([name]).near(slipped)) == near(slipped, name)


def test_a_shorter_form_is_found_both_ways() -> None:
    assert Resemblance(["payments-api"]).near("shop-payments-api-prod") == ["payments-api"]
    assert Resemblance(["shop-payments-api-prod"]).near("payments-api") == ["shop-payments-api-prod"]
