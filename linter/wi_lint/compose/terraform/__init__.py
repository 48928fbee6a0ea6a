"""Terraform, evaluated: folders, modules as they are called, expressions and functions."""

from wi_lint.compose.terraform.convert import as_number, is_known
from wi_lint.compose.terraform.folder import Folder, Folders
from wi_lint.compose.terraform.functions import embedded
from wi_lint.compose.terraform.inputs import Given
from wi_lint.compose.terraform.module import Call, Module
from wi_lint.compose.terraform.plan import may_be_plan, planned
from wi_lint.compose.terraform.resource import Part, Resource, account_email, exported_attribute
from wi_lint.compose.terraform.roots import Roots, root_modules

__all__ = [
    "Call",
    "Folder",
    "Folders",
    "Given",
    "Module",
    "Part",
    "Resource",
    "Roots",
    "account_email",
    "as_number",
    "embedded",
    "exported_attribute",
    "is_known",
    "may_be_plan",
    "planned",
    "root_modules",
]
