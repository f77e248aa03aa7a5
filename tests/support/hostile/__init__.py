"""Which files try to harm a program that reads them, and what must come of each?

`write_hostile_files` is the way in; `tests.support.hostile.disturbances` has what can't lie still:
files that are locked, that grow or that vanish while they are read.
"""

from tests.support.hostile.folder import HostileFile, Outcome, Scale
from tests.support.hostile.write import write_hostile_files

__all__ = ["HostileFile", "Outcome", "Scale", "write_hostile_files"]
