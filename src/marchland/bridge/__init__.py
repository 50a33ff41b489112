"""From world to models: a world, a draw and levers become each layer's model and shock."""

from marchland.bridge.baseline import Baseline, baseline
from marchland.bridge.detours import Detours, Ways, detours, ways_round
from marchland.bridge.economy import DrawnEconomy, drawn_economy, parameter
from marchland.bridge.factors import Draw, Factor, central, draws, named_factors
from marchland.bridge.products import product_factors, product_shares
from marchland.bridge.reexports import Reexports
from marchland.bridge.remittances import drawn_behaviour, drawn_corridors
from marchland.bridge.shocks import remittance_shock, trade_shock
from marchland.bridge.spread import Range

__all__ = [
    "Baseline",
    "Detours",
    "Draw",
    "DrawnEconomy",
    "Factor",
    "Range",
    "Reexports",
    "Ways",
    "baseline",
    "central",
    "detours",
    "drawn_behaviour",
    "drawn_corridors",
    "drawn_economy",
    "draws",
    "named_factors",
    "parameter",
    "product_factors",
    "product_shares",
    "remittance_shock",
    "trade_shock",
    "ways_round",
]
