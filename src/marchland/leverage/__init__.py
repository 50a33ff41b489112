"""Who can squeeze whom: losses by lever, singly and joined, and the leverage within a budget of own loss."""

from marchland.leverage.bundles import Bundle, bundles_of, widest
from marchland.leverage.leverage_of import BUDGET, DAYS, leverage_of
from marchland.leverage.losses import OTHERS, SENDER, TARGET
from marchland.leverage.result import Leverage, Option, Pair

__all__ = [
    "BUDGET",
    "DAYS",
    "OTHERS",
    "SENDER",
    "TARGET",
    "Bundle",
    "Leverage",
    "Option",
    "Pair",
    "bundles_of",
    "leverage_of",
    "widest",
]
