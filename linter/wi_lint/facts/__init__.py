"""What one resource says, whatever language it was written in.

Facts are compared by identity. `address` names the resource as its own tool does. A type of facts is written
in one of the files here, named in that file's `__all__`, and asked for with `graph.every(Type)`: nothing else
lists it.
"""

from wi_lint.facts.base import *  # noqa: F403
from wi_lint.facts.clusters import *  # noqa: F403
from wi_lint.facts.google import *  # noqa: F403
from wi_lint.facts.kubernetes import *  # noqa: F403
from wi_lint.facts.observations import *  # noqa: F403
from wi_lint.facts.policies import *  # noqa: F403
