"""Who can squeeze whom: losses by lever, singly and joined, and the leverage within a budget of own loss."""

from marchland.leverage.answers import answers_worth
from marchland.leverage.arrays import arrays_of
from marchland.leverage.bundles import COMBINED, Bundle, bundles_of, narrow_of, widest
from marchland.leverage.bypass import Bypass, Bypasses, Shift, bypass_values
from marchland.leverage.dependence import Dependence, dependence
from marchland.leverage.diversification import Diversification, Diversifications, links_worth
from marchland.leverage.factor_shares import FactorShare, Sensitivity
from marchland.leverage.frontier import frontier
from marchland.leverage.gate import Estimate, Gate, WayUsed
from marchland.leverage.gatekeeping import Gatekeeping, gatekeeping
from marchland.leverage.leverage_of import BUDGET, DAYS, leverage_by_horizon, leverage_of
from marchland.leverage.losses import OTHERS, SENDER, TARGET
from marchland.leverage.result import Capped, Leverage, Option, Pair, TradeParts
from marchland.leverage.sensitivity import sensitivity
from marchland.leverage.shared_draws import shared_draws

__all__ = [
    "BUDGET",
    "COMBINED",
    "DAYS",
    "OTHERS",
    "SENDER",
    "TARGET",
    "Bundle",
    "Bypass",
    "Bypasses",
    "Capped",
    "Dependence",
    "Diversification",
    "Diversifications",
    "Estimate",
    "FactorShare",
    "Gate",
    "Gatekeeping",
    "Leverage",
    "Option",
    "Pair",
    "Sensitivity",
    "Shift",
    "TradeParts",
    "WayUsed",
    "answers_worth",
    "arrays_of",
    "bundles_of",
    "bypass_values",
    "dependence",
    "frontier",
    "gatekeeping",
    "leverage_by_horizon",
    "leverage_of",
    "links_worth",
    "narrow_of",
    "sensitivity",
    "shared_draws",
    "widest",
]
