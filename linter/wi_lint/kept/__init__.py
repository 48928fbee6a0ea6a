"""What is kept of a run for the next one: the facts of units, and whole results, in the user's cache folder.

Nothing is trusted that is kept: it says which questions were asked of the tree and what the answers were, and
it holds only as long as the tree gives the same answers. What is broken, or of another version, is not there.
"""

from wi_lint.kept.answers import Question, Watched
from wi_lint.kept.units import NOTHING, KeptUnits, Units

__all__ = ["NOTHING", "KeptUnits", "Question", "Units", "Watched"]
