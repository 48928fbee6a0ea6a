"""Terraform, evaluated: folders, modules as they are called, expressions and functions."""

from wi_lint.compose.terraform.convert import as_bool, as_piece, as_text, is_null
from wi_lint.compose.terraform.folder import Folders
from wi_lint.compose.terraform.module import Call, Module, root_modules
from wi_lint.compose.terraform.resource import Part, Resource, account_email

__all__ = [
    "Call",
    "Folders",
    "Module",
    "Part",
    "Resource",
    "account_email",
    "as_bool",
    "as_piece",
    "as_text",
    "is_null",
    "root_modules",
]
