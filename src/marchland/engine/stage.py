"""One world in one draw, its models ready for any number of levers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import (
    detours,
    drawn_behaviour,
    drawn_corridors,
    drawn_economy,
    remittance_shock,
    trade_shock,
    ways_round,
)
from marchland.bridge.energy.effect import energy_effect
from marchland.bridge.energy.market import fuel_market
from marchland.bridge.freight.coupling import freight_effect
from marchland.bridge.trade_model import TOLERANCE, trade_model
from marchland.errors import ScenarioError
from marchland.layers import remittances, trade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Detours, Draw, DrawnEconomy, Ways
    from marchland.bridge.energy.effect import EnergyEffect
    from marchland.bridge.energy.market import FuelMarket
    from marchland.levers import Lever

LAYERS = ("trade", "freight", "remittances", "energy")
TRADE, FREIGHT, REMITTANCES, ENERGY = range(4)


@dataclass(frozen=True, kw_only=True, eq=False)
class Effects:
    """What levers do while they hold, against the same world without them.

    Parameters
    ----------
    loss_rate
        (N, layers) USD a year, positive = worse off; trade: (1 - welfare_hat) x base absorption, what carriage costs
        included; freight: transit and tolls that no longer come in, negative where more do; energy: what users,
        producers, sellers and owners of pipes and stores lose of their surplus of gas and oil
    goods
        (N, N, S) USD a year [exporter, importer, sector], from where they are made to where they are used
    money
        (N, N) USD a year, labour and relocation together [host, origin]; nan = no data; None where no lever touches it
    host_gdp_change
        (N,) USD a year: the change of output by workers who left, beside the loss
    substituted
        (N, S) USD a year made at home in place of what cannot be bought any more, at the highest price that the
        parameter `trade_substitute` allows; 0 where the price stays below it
    loss_parts
        the loss rate of trade by partner and sector, of the actors asked for; None where none was asked for or no
        lever touches trade
    residual
        largest certificate of the layers that were solved, and of the coupling of freight and trade; 0 where none was
        touched
    energy
        gas and oil before and after; None where no lever touches them
    round_about
        barred goods that go on through others, among `goods`; None where none do
    """

    loss_rate: NDArray[np.float64]
    goods: NDArray[np.float64]
    money: NDArray[np.float64] | None
    host_gdp_change: NDArray[np.float64]
    substituted: NDArray[np.float64]
    loss_parts: trade.LossParts | None
    residual: float
    energy: EnergyEffect | None = None
    round_about: Detours | None = None

    @property
    def recorded(self) -> NDArray[np.float64]:
        """Goods as customs record them (N, N, S): what goes round counts on both halves of its way."""
        return self.goods if self.round_about is None else self.round_about.recorded(self.goods)


@dataclass(frozen=True, kw_only=True, eq=False)
class Stage:
    """The models of one draw; those that no lever asks for are not drawn."""

    base: Baseline
    draw: Draw
    drawn: DrawnEconomy
    trade: trade.Prepared
    _fuels: dict[str, FuelMarket] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def corridors(self) -> remittances.Corridors:
        """Workers and money of the draw, by host and origin."""
        return drawn_corridors(self.base, self.draw)

    @cached_property
    def behaviour(self) -> remittances.Behaviour:
        """The remittance layer's parameters in the draw."""
        return drawn_behaviour(self.base, self.draw)

    @cached_property
    def money(self) -> NDArray[np.float64]:
        """(N, N) USD a year before any lever, labour and relocation together [host, origin]; nan = no data."""
        labour, relocation = self.corridors.labour_transfers, self.corridors.relocation_transfers
        unknown = np.isnan(labour) & np.isnan(relocation)
        return np.where(unknown, np.nan, np.nan_to_num(labour) + np.nan_to_num(relocation))

    @cached_property
    def ways_round(self) -> Ways | None:
        """What ways of barred goods through others depend on in the draw; None where the world knows of none."""
        return ways_round(self.base, self.draw, self.drawn.economy.flows)

    def effects(self, levers: Sequence[Lever], *, parts_of: Sequence[int] = ()) -> Effects:
        """Return what levers do while they all hold.

        Parameters
        ----------
        levers
            of any layer
        parts_of
            positions of the actors whose trade loss is taken apart by partner and sector

        Raises
        ------
        SolverError
            where a layer misses its certificate
        ScenarioError
            where a lever acts on ways or pipes and the world has none, or belongs to a layer that is not solved
        MissingData
            where a lever acts on gas or oil and the world has no figures of it up to its year
        CannotClear
            where a market of gas or oil cannot keep its contracts: at which hub, and how much is missing
        """
        for lever in levers:
            if lever.rule.layer not in LAYERS:
                raise ScenarioError(
                    f"{lever.words}: the {lever.rule.layer} layer is not solved yet; leave the lever out"
                )
        n = len(self.base.actors)
        loss = np.zeros((n, len(LAYERS)))
        goods, money, gdp_change, residual = self.drawn.economy.flows, None, np.zeros(n), 0.0
        economy, substituted, parts = self.drawn.economy, np.zeros((n, len(self.base.sectors))), None
        ways = freight_effect(self.base, levers)
        carriage = None if ways is None else ways.in_draw(self.base, self.draw, economy.elasticity)
        round_about = detours(self.base, levers, self.ways_round, deviate=self.draw["trade.recorded"])
        shock = trade_shock(
            self.base,
            levers,
            economy.elasticity,
            economy.tariffs,
            deviate=self.draw["trade.recorded"],
            carriage=None if carriage is None else carriage.cost_hat,
            round_about=round_about,
        )
        if shock is not None:
            solved = self.trade.solve(shock, tolerance=TOLERANCE)
            loss[:, TRADE] = (1 - solved.welfare_hat) * solved.base_absorption
            goods, substituted, residual = solved.flows, solved.substituted, solved.residual
            parts = trade.loss_parts(solved, parts_of) if len(parts_of) else None
        if ways is not None and carriage is not None:
            loss[:, FREIGHT] = -ways.income_in(self.base, self.draw, carriage, economy.flows, goods)
            residual = max(residual, ways.residual)
        fuels = energy_effect(self.base, levers, self.draw, market_of=self._fuel_market)
        if fuels is not None:
            loss[:, ENERGY] = fuels.loss_rate
            residual = max(residual, fuels.residual)
        people = remittance_shock(self.base, levers)
        if people is not None:
            moved = remittances.solve(self.corridors, people, self.behaviour)
            loss[:, REMITTANCES] = moved.host_loss + moved.origin_loss
            money, gdp_change = moved.transfers, moved.host_gdp_change
            residual = max(residual, moved.residual)
        return Effects(
            loss_rate=loss,
            goods=goods,
            money=money,
            host_gdp_change=gdp_change,
            substituted=substituted,
            loss_parts=parts,
            residual=residual,
            energy=fuels,
            round_about=round_about,
        )

    def _fuel_market(self, fuel: str) -> FuelMarket:
        """Return the market of a fuel in the draw, made once."""
        if fuel not in self._fuels:
            self._fuels[fuel] = fuel_market(self.base, fuel, self.draw)
        return self._fuels[fuel]


def stage(base: Baseline, draw: Draw, *, once: bool = False) -> Stage:
    """Make the models of one draw ready.

    Parameters
    ----------
    once
        whether one set of levers will be asked for only: see `marchland.layers.trade.prepare`

    Raises
    ------
    MissingData, SolverError
        where the draw gives no economy
    """
    drawn = drawn_economy(base, draw)
    return Stage(base=base, draw=draw, drawn=drawn, trade=trade_model(base, draw, drawn, once=once))
