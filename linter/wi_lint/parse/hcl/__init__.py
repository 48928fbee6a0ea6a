"""Terraform's language: `.tf`, `.tofu`, `.tfvars`, and their JSON forms."""

from __future__ import annotations

from functools import lru_cache

from wi_lint.parse import json as json_reader
from wi_lint.parse.conflicts import SAYS, conflict_around
from wi_lint.parse.hcl import ast
from wi_lint.parse.hcl.json import body as json_body
from wi_lint.parse.hcl.parser import parse, parse_template
from wi_lint.parse.hcl.tokens import Doubled, HclError
from wi_lint.problems import ReadProblem
from wi_lint.source import Source, Span

__all__ = ["HclError", "ast", "parse", "parse_template", "read"]


def read(source: Source) -> tuple[ast.Body, list[ReadProblem]]:
    """The body of a file, with whatever of it can be read, and what cannot."""
    if source.path.endswith(".json"):
        return _read_json(source)
    body, errors = (_parsed_once if len(source.text) <= _LARGE else parse)(source.text)
    doubled = [error for error in errors if isinstance(error, Doubled)]
    broken = [error for error in errors if not isinstance(error, Doubled)]
    told = dict(_told(source, error) for error in broken)  # one conflict is many errors
    problems = [ReadProblem("terraform", at, says) for at, says in told.items()]
    twice = [ReadProblem("duplicate-key", source.span(one.at, one.end), str(one)) for one in doubled]
    return body, [*problems, *twice]


_LARGE = 32_000
"""Characters of a file behind which it is not remembered: trees of texts are ten times as large as those."""
_parsed_once = lru_cache(maxsize=128)(parse)
"""Files that stand in many folders word for word, as modules and examples are copied, are parsed once.

A tree has offsets alone, and nobody changes it: whose source it is, its readers say.
"""


def _told(source: Source, error: HclError) -> tuple[Span, str]:
    conflict = conflict_around(source, error.at)
    if conflict is not None:
        return conflict, SAYS
    return _token(source, error.at), f"this is not valid Terraform: {error}"


def _token(source: Source, at: int) -> Span:
    top = max(len(source.text) - 1, 0)
    return source.span(min(at, top), min(at, top) + 1)


def _read_json(source: Source) -> tuple[ast.Body, list[ReadProblem]]:
    body, problems = ast.Body(), []
    for found in json_reader.read(source):
        if isinstance(found, ReadProblem):
            problems.append(ReadProblem("terraform", found.at, found.message))
        else:
            body = json_body(found.root)
    return body, problems
