"""Manifests, the overlays that are made of them, and the releases that they install."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace

from wi_lint.compose import releases as controllers
from wi_lint.compose.manifests import Deployed, Manifests
from wi_lint.facts import Fact
from wi_lint.frontends import MANIFESTS
from wi_lint.frontends.run import Run, folder_unit, problem_facts
from wi_lint.model import connector, crossplane, kubernetes, releases, scripts, secrets

SIGNS = kubernetes.SIGNS | connector.SIGNS | crossplane.SIGNS | controllers.SIGNS


def facts(run: Run) -> Iterator[Fact]:
    """What is deployed, the keys that lie in files, and what had to be left out."""
    yield from deployed(run, run.manifests)
    for path in MANIFESTS.among(run.paths):
        yield from run.safely(secrets.in_files(run.library, [path]), path)
    yield from problem_facts(run.manifests.problems)
    for path in run.manifests.templates:
        yield from scripts.template(run.files, path, folder_unit(path))


def deployed(run: Run, manifests: Manifests) -> Iterator[Fact]:
    """The facts of objects that are deployed, whoever deploys them."""
    done = 0
    for position, path in [*manifests.simple, (len(manifests.deployed), "")]:
        for one in manifests.deployed[done:position]:
            yield from run.safely(kubernetes.facts(one), one.root.source.path)
        done = position
        yield from run.simple.facts(path)
    for one in manifests.deployed:
        yield from run.safely(secrets.in_objects(one), one.root.source.path)
    for reader in (connector, crossplane):  # whose objects refer to one another
        nothing: list[tuple[str, Iterator[Fact]]] = []
        for path, made in run.library.tried(".", partial(_listed, reader.facts, manifests), nothing):
            yield from run.safely(made, path)
    yield from run.safely(releases.facts(replace(manifests, deployed=[])), ".")


def _listed(
    facts: Callable[[list[Deployed]], Iterator[tuple[str, Iterator[Fact]]]], manifests: Manifests
) -> list[tuple[str, Iterator[Fact]]]:
    return list(facts(manifests.deployed))
