"""Many of them: draws, processes, one outcome."""

from marchland.sweep.executor import Failed, cores, over_draws
from marchland.sweep.run import DRAWS, SEED, gaps, run

__all__ = ["DRAWS", "SEED", "Failed", "cores", "gaps", "over_draws", "run"]
