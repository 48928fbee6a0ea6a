"""Acme's own rules."""

from wi_lint import Pack

from example_pack.account_without_team_prefix import account_without_team_prefix

PACK = Pack("example", (account_without_team_prefix,))
