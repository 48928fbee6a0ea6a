"""How much of the IAM in Terraform trees is known, and why the rest is not.

    python benchmarks/known.py FOLDER...

Members, roles and accounts of grants, and e-mails of accounts: known, partly known, unknown; then the
reasons of what is not known, most frequent first.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from wi_lint.discover import walk
from wi_lint.facts import Fact, GoogleAccount, Grant, KubernetesAccount
from wi_lint.files import Disk
from wi_lint.frontends import TERRAFORM
from wi_lint.lint import facts_of
from wi_lint.values import Text

_NAME = re.compile(r"'[^']*'|\b(?:module|data|var|local)\.[\w.\[\]\"-]+")
_SHOWN = 25


def texts(fact: Fact) -> Iterator[tuple[str, Text]]:
    """The texts of a fact that decide an identity, by what they are."""
    match fact:
        case Grant(member_text=member, role=role, target=target):
            yield "members", member
            yield "roles", role
            if target.email is not None:
                yield "accounts granted on", target.email
        case GoogleAccount(email=email):
            yield "accounts made", email
        case KubernetesAccount(google=Text() as google):
            yield "annotations", google
        case _:
            pass


def state(value: Text) -> str:
    if value.known is not None:
        return "known"
    return "partial" if len(value.parts) > len(value.holes) else "unknown"


def main(folders: list[str]) -> None:
    reasons: Counter[str] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    print(f"{'tree':<44} {'facts':>7} {'known':>7} {'partial':>7} {'unknown':>7}")
    for folder in folders:
        paths = [path for path in walk(Path(folder).resolve(), "") if TERRAFORM.takes(path)]
        found = list(facts_of(Disk(Path(folder)), paths, TERRAFORM))
        counts: Counter[str] = Counter()
        for kind, value in (pair for fact in found for pair in texts(fact)):
            counts[state(value)] += 1
            total[kind, state(value)] += 1
            reasons.update({_NAME.sub("…", hole.why) for hole in value.holes})
        name = Path(folder).name.partition("__")[2] or Path(folder).name
        print(
            f"{name:<44} {len(found):>7} {counts['known']:>7} {counts['partial']:>7} {counts['unknown']:>7}"
        )
    for kind in dict.fromkeys(kind for kind, _ in total):
        row = [total[kind, one] for one in ("known", "partial", "unknown")]
        print(f"{kind:<52} {row[0]:>7} {row[1]:>7} {row[2]:>7}")
    for reason, count in reasons.most_common(_SHOWN):
        print(f"{count:>7}  {reason}")


if __name__ == "__main__":
    main(sys.argv[1:])
