"""Which named factors drive the leverage of a pair, said in words."""

from marchland.brief.sensitivity.model import FactorRanking, RankedFactor
from marchland.brief.sensitivity.sensitivity_of import sensitivity_of

__all__ = ["FactorRanking", "RankedFactor", "sensitivity_of"]
