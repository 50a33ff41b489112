"""Who can turn which tap: a target's gas and oil by origin, whose pipes bring it, and what a cut would mean."""

from marchland.brief.energy.energy_of import energy_of
from marchland.brief.energy.model import Energy

__all__ = ["Energy", "energy_of"]
