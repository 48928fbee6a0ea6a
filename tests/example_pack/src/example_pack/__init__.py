"""Acme's own rules."""

from example_pack.account_without_team_prefix import account_without_team_prefix
from wi_lint import Pack

PACK = Pack("example", (account_without_team_prefix,))
