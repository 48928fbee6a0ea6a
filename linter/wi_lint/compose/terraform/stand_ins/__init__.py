"""Well-known modules, known without a download: each a small stand-in that makes the same facts.

A stand-in is Terraform itself: the inputs that matter, with their defaults, and the resources and
outputs that they lead to. `stands_for` says for which sources it stands; a block `before "8.0.0"`
inside a variable holds what was different in older versions. To add one, write one more file.
"""

from wi_lint.compose.terraform.stand_ins.catalogue import PLACE, StandIn, every, find

__all__ = ["PLACE", "StandIn", "every", "find"]
