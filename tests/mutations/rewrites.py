"""Changes of files that mean the same: what is said of a world may not change with them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable

import yaml

Files = dict[str, str]
Rewrite = Callable[[Files], Files]


def _is_plain(path: str, text: str) -> bool:
    """Whether a file is manifests that a tool does not treat in a way of its own."""
    return (
        path.endswith(".yaml")
        and "templates/" not in path
        and posixpath.basename(path) not in ("Chart.yaml", "values.yaml", "kustomization.yaml")
        and "{{" not in text
    )


def _is_used(files: Files, path: str) -> bool:
    """Whether another file names a file, which then has to keep its name."""
    return any(posixpath.basename(path) in text for other, text in files.items() if other != path)


def other_indentation(files: Files) -> Files:
    """YAML with four blanks, sequences in their mappings, keys sorted."""
    return {
        path: yaml.safe_dump_all(list(yaml.safe_load_all(text)), indent=4) if _is_plain(path, text) else text
        for path, text in files.items()
    }


def flow_style(files: Files) -> Files:
    """YAML in braces and brackets."""
    return {
        path: yaml.safe_dump_all(list(yaml.safe_load_all(text)), default_flow_style=True)
        if _is_plain(path, text)
        else text
        for path, text in files.items()
    }


def as_json(files: Files) -> Files:
    """Each file of manifests as a JSON list of objects."""
    made: Files = {}
    for path, text in files.items():
        if _is_plain(path, text) and not _is_used(files, path):
            items = list(yaml.safe_load_all(text))
            whole = {"apiVersion": "v1", "kind": "List", "items": items}
            made[path.removesuffix(".yaml") + ".json"] = json.dumps(whole, indent=1)
        else:
            made[path] = text
    return made


def one_object_a_file(files: Files) -> Files:
    made: Files = {}
    for path, text in files.items():
        if _is_plain(path, text) and not _is_used(files, path):
            for number, part in enumerate(re.split(r"^---\n", text, flags=re.MULTILINE)):
                made[path.removesuffix(".yaml") + f"-{number}.yaml"] = part
        else:
            made[path] = text
    return made


def other_order(files: Files) -> Files:
    """Documents and blocks from the last to the first."""
    made: Files = {}
    for path, text in files.items():
        if _is_plain(path, text):
            made[path] = "---\n".join(reversed(re.split(r"^---\n", text, flags=re.MULTILINE)))
        elif path.endswith(".tf"):
            made[path] = "\n".join(reversed(re.split(r"\n(?=^\w)", text, flags=re.MULTILINE))) + "\n"
        else:
            made[path] = text
    return made


def comments_and_blanks(files: Files) -> Files:
    """A comment in front of each line that starts a block or an object, and blank lines."""
    return {
        path: re.sub(r"^(?=resource|variable|module|locals|apiVersion:)", "\n# what follows\n\n", text, flags=re.MULTILINE)
        if path.endswith(".tf") or _is_plain(path, text)
        else text
        for path, text in files.items()
    }  # fmt: skip


def windows_lines(files: Files) -> Files:
    return {
        path: text.replace("\n", "\r\n") if not path.endswith(".sh") else text for path, text in files.items()
    }


def one_terraform_file(files: Files) -> Files:
    """All Terraform of a folder in one file."""
    made: Files = {}
    for path, text in files.items():
        if path.endswith(".tf"):
            home = posixpath.join(posixpath.dirname(path), "all.tf")
            made[home] = made.get(home, "") + "\n" + text
        else:
            made[path] = text
    return made


def literals_as_variables(files: Files) -> Files:
    """`"acme-prod"`, alone and inside texts, as a variable with that default."""
    made = dict(files)
    for path, text in files.items():
        if path.endswith(".tf") and "acme-prod" in text and 'default = "acme-prod"' not in text:
            changed = text.replace('"acme-prod"', "var.the_project").replace(
                "acme-prod", "${var.the_project}"
            )
            made[path] = changed
            home = posixpath.join(posixpath.dirname(path), "the_project.tf")
            made[home] = 'variable "the_project" {\n  type    = string\n  default = "acme-prod"\n}\n'
    return made


def as_module(files: Files) -> Files:
    """All Terraform of the top folder, in a module that a new root calls."""
    if not any(path.endswith(".tf") and "/" not in path for path in files):
        return files
    if any(path.endswith(".tfvars") for path in files):
        return files  # they are a root's
    made: Files = {"main.tf": 'module "whole" {\n  source = "./terraform/whole"\n}\n'}
    for path, text in files.items():
        if path.endswith(".tf"):
            made[f"terraform/whole/{path}"] = text
        else:
            made[path] = text
    return made


REWRITES: tuple[Rewrite, ...] = (
    other_indentation, flow_style, as_json, one_object_a_file, other_order, comments_and_blanks, windows_lines,
    one_terraform_file, literals_as_variables, as_module,
)  # fmt: skip
