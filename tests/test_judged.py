"""How each chain of small repositories is judged: a rule that goes quiet changes a list.

`WI_LINT_UPDATE=1` writes the lists anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wi_lint import Rule
from wi_lint.discover import walk
from wi_lint.files import Disk
from wi_lint.graph.links import Link
from wi_lint.judged import JudgedChain, Standing
from wi_lint.lint import chains_of
from wi_lint.packs import installed

HERE = Path(__file__).parent
WORLDS = sorted(
    path for home in ("fixtures", "mutations/worlds") for path in (HERE / home).iterdir() if path.is_dir()
)
CHAIN = (
    "pod", "ksa", "annotation", "gsa", "binding", "pool", "mode", "reach", "api", "grant", "token", "key",
    "sign", "syntax", "org",
)  # fmt: skip
"""The links, as explanations of errors name them."""


def chains(world: Path, rules: tuple[Rule, ...] | None = None) -> list[JudgedChain]:
    return chains_of(Disk(world), walk(world, ""), installed() if rules is None else rules)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_every_chain_is_judged_as_it_was(world: Path) -> None:
    made = "".join(f"{one}\n" for one in chains(world))
    kept = world.parent.parent / "judged" / f"{world.name}.txt"
    if os.environ.get("WI_LINT_UPDATE"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(made)
    assert made.splitlines() == kept.read_text().splitlines()


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_a_broken_link_is_reported(world: Path) -> None:
    """What the graph says is missing, a rule says too: at this end, or at the other one."""
    broken = [
        str(one)
        for one in chains(world)
        if any(link.standing is Standing.BROKEN and not link.rules for link in one.links)
    ]
    assert broken == []


def test_rules_that_go_quiet_leave_links_that_are_not_reported() -> None:
    """The test above can fail: without its rule, a broken link is nobody's."""
    world = HERE / "fixtures" / "apps-of-apps"
    quiet = tuple(rule for rule in installed() if rule.id != "WI201")
    alone = [link for one in chains(world, quiet) for link in one.links if link.standing is Standing.BROKEN]
    assert any(link.link is Link.BINDING and not link.rules for link in alone)


def test_the_links_are_those_of_the_chain_in_its_order() -> None:
    assert tuple(Link) == CHAIN


def test_every_error_of_access_names_its_link() -> None:
    """What keeps a pod from its identity is a broken link; what gives it too much is none."""
    links = {rule.id: rule.link for rule in installed()}
    assert links["WI201"] is Link.BINDING
    assert links["WI304"] is Link.MODE
    assert links["WI401"] is None
    too_much = {"WI109", "WI207", "WI214", "WI401", "WI503"}
    errors = {r.id for r in installed() if r.severity.value == "error" and r.link is None}
    assert errors <= too_much
