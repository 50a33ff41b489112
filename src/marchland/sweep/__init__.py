"""Many of them: draws, processes, one outcome."""

from marchland.sweep.executor import Failed, cores, over_draws
from marchland.sweep.gaps import gaps
from marchland.sweep.run import DRAWS, SEED, run

__all__ = ["DRAWS", "SEED", "Failed", "cores", "gaps", "over_draws", "run"]
