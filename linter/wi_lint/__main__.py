"""`python -m wi_lint`"""

from wi_lint.cli import main

main()
