"""Spatial price equilibrium of one fuel: supply, inverse demand, ways between nodes, contracts, stores.

Prices clear every node; arbitrage along arcs, wedges between a seller and a buyer, and the bounds of contracts hold
them apart (Samuelson 1952; Takayama & Judge 1971). Fuel is tracked by seller, because what one seller is paid differs
from buyer to buyer. The equilibrium is the solution of a convex quadratic programme over the ways from sellers to
buyers; its certificate is the residual of the Karush-Kuhn-Tucker conditions over all ways. Quantities are units a year,
prices money a unit: with bcm and USD per 1,000 m3, or Mt and USD per tonne, money is in million USD a year.
"""

from __future__ import annotations

from marchland.layers.energy.arcs import Arcs
from marchland.layers.energy.blocks import Supply
from marchland.layers.energy.calibrated import calibrated
from marchland.layers.energy.contracts import Contracts
from marchland.layers.energy.demand import Demand
from marchland.layers.energy.equilibrium import Equilibrium, equilibrium
from marchland.layers.energy.levers import build, close, cut, reprice, supply, toll
from marchland.layers.energy.market import Market
from marchland.layers.energy.prepared import Prepared, prepare
from marchland.layers.energy.storage import Storage
from marchland.layers.energy.surplus import Surplus
from marchland.layers.energy.validation import CannotClear, InvalidMarket

__all__ = [
    "Arcs",
    "CannotClear",
    "Contracts",
    "Demand",
    "Equilibrium",
    "InvalidMarket",
    "Market",
    "Prepared",
    "Storage",
    "Supply",
    "Surplus",
    "build",
    "calibrated",
    "close",
    "cut",
    "equilibrium",
    "prepare",
    "reprice",
    "supply",
    "toll",
]
