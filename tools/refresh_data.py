"""Take Google's lists anew: predefined roles, their powers, and the Terraform resources that carry policies.

usage: python tools/refresh_data.py [--roles FOLDER] [--provider FOLDER] [--day 2026-08-22] [--data FOLDER]

`--roles`: a checkout of iann0036/iam-dataset, of which `gcp/roles/*.json` is read. Its roles are written into
`predefined.txt`; a role that holds a permission which gives power over a project, and is neither a service
agent's nor a basic one, is put to that power in `roles.json`. What runs code as others (`code_execution`) has
no permission of its own, and is judged by hand. `--provider`: a checkout of
hashicorp/terraform-provider-google(-beta), of which the pages of `*_iam` resources are read; types that
`wi_lint.google` has no row for are printed. `--day`: the day that the checkout shows; asked of Git otherwise.
Nothing is loaded from anywhere.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from pathlib import Path

from wi_lint.google import carries_iam
from wi_lint_rules.shared.roles import POWERS_BY_PERMISSION

ROOT = Path(__file__).parent.parent
DATA = ROOT / "rules/wi_lint_rules/shared/data"
PACK = ROOT / "rules/wi_lint_rules/__init__.py"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ON_ACCOUNTS = re.compile(r"iam\.serviceAccount")
"""Permissions that can be held on a service account: on it, and on its keys."""
_BASIC = {"roles/owner", "roles/editor", "roles/viewer", "roles/admin", "roles/writer", "roles/reader"}


_BASIC_WRITERS = {"roles/owner", "roles/editor", "roles/admin", "roles/writer"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--roles", type=Path, metavar="FOLDER")
    parser.add_argument("--provider", type=Path, metavar="FOLDER")
    parser.add_argument("--day", metavar="2026-08-22")
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    args = parser.parse_args()
    if args.roles is None and args.provider is None:
        parser.error("name a checkout: --roles or --provider")
    if args.roles is not None:
        refresh_roles(args.roles, args.day or _day_of(args.roles), args.data)
    if args.provider is not None:
        for kind in unknown_resources(args.provider):
            print(f"no row: {kind}")


def refresh_roles(checkout: Path, day: str, data: Path) -> None:
    """Write the names of roles, and what is new among those with powers."""
    roles = {}
    for path in sorted((checkout / "gcp/roles").glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        roles[str(found["name"])] = frozenset(found.get("includedPermissions", ()))
    if not roles:
        raise SystemExit(f"'{checkout}' holds no gcp/roles/*.json: name a checkout of iam-dataset")
    head = f"# Predefined roles of Google Cloud. Source: role data of iann0036/iam-dataset (MIT), {day}.\n"
    names = sorted(name.removeprefix("roles/") for name in {*roles, *_BASIC})
    (data / "predefined.txt").write_text(head + "".join(f"{name}\n" for name in names), "utf-8")
    known = json.loads((data / "roles.json").read_text("utf-8"))
    known["source"] = re.sub(r"(?<=MIT, )" + _DAY.pattern, day, known["source"])
    for role, permissions in sorted(roles.items()):
        if role in _BASIC or role.lower().endswith(("agent", "agentv2ext")):
            continue
        for kind in sorted({POWERS_BY_PERMISSION[one] for one in permissions & POWERS_BY_PERMISSION.keys()}):
            if kind in _JUDGED_BY_HAND:
                continue
            listed = known["dangerous"].setdefault(kind, [])
            if role in listed:
                continue
            print(f"{kind}: {role}")
            listed.append(role)
            listed.sort()
    # of what lists no permission nobody knows whether it holds one
    on_accounts = (name for name, held in roles.items() if not held or any(map(_ON_ACCOUNTS.match, held)))
    known["on_accounts"] = sorted({*on_accounts, *_BASIC})
    known["unlisted"] = sorted(name for name, held in roles.items() if not held)
    needs = json.loads((DATA / "needs.json").read_text("utf-8"))["needs"]
    asked = {need["permission"] for need in needs.values()}
    known["holders"] = {
        permission: sorted({*_BASIC_WRITERS, *(name for name, held in roles.items() if permission in held)})
        for permission in sorted(asked)
    }
    (data / "roles.json").write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    if data == DATA:
        PACK.write_text(_DAY.sub(day, PACK.read_text("utf-8"), count=1), "utf-8")


_JUDGED_BY_HAND = frozenset({"tokens", "code_execution"})
"""Powers that are told by names of roles: who mints tokens of any account is one of three."""


def unknown_resources(checkout: Path) -> list[str]:
    """The types of resources with policies, by the provider's pages, that there is no row for."""
    pages = (checkout / "website/docs/r").glob("*_iam.html.markdown")
    kinds = (f"google_{path.name.removesuffix('_iam.html.markdown')}" for path in pages)
    return sorted(kind for kind in kinds if not carries_iam(kind))


def _day_of(checkout: Path) -> str:
    asked = ["git", "-C", str(checkout), "log", "-1", "--format=%cs"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    day = _DAY.search(done.stdout)
    if day is None:
        raise SystemExit(f"Git does not tell of which day '{checkout}' is: name it with --day")
    return day[0]


if __name__ == "__main__":
    main()
