"""Many of them: draws, processes, one outcome."""

from marchland.sweep.beside import beside
from marchland.sweep.executor import Failed, cores, over_draws
from marchland.sweep.gaps import gaps, untouched
from marchland.sweep.run import DRAWS, SEED, run
from marchland.sweep.solved import KEPT_DRAWS
from marchland.sweep.sweep import sweep
from marchland.sweep.swept import LostPiece, Swept

__all__ = [
    "DRAWS",
    "KEPT_DRAWS",
    "SEED",
    "Failed",
    "LostPiece",
    "Swept",
    "beside",
    "cores",
    "gaps",
    "over_draws",
    "run",
    "sweep",
    "untouched",
]
