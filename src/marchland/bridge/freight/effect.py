"""What levers do by ways: at best values, and in draws on the routes found there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.economy import parameter
from marchland.bridge.freight.base import dispersions
from marchland.bridge.freight.change import class_money
from marchland.bridge.freight.demand import worth_in
from marchland.bridge.freight.income import Passages

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.factors import Draw
    from marchland.bridge.freight.change import WayChange
    from marchland.bridge.freight.choice import RouteTable
    from marchland.bridge.freight.groups import Grouped
    from marchland.bridge.freight.network import FreightNetwork
    from marchland.bridge.spread import Range

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class FreightEffect:
    """What a set of levers does by ways, at best values; with what draws need of it.

    Parameters
    ----------
    cost_hat
        (N, N, S) cost of trading over its base; 1 = unchanged, inf = no way is left
    income
        (N,) USD a year: change of what transit and tolls bring to each actor
    tolls
        (N,) USD a year: the part of it that is tolls of the levers
    before_of, after_of
        (J, ways) tonnes a year of each class of freight on each way, both directions together
    unserved
        (N, N) tonnes a year that had a way and have none [exporter, importer], at the trade of the base
    residual
        the coupling's certificate: largest move of a cost of trading in the last round
    omitted
        bound on the share of any pair that routes left out would take
    rounds
        how often trade and freight alternated
    touched
        what draws evaluate anew
    """

    cost_hat: Array
    income: Array
    tolls: Array
    before_of: Array
    after_of: Array
    unserved: Array
    residual: float
    omitted: float
    rounds: int
    touched: Touched

    @property
    def before(self) -> Array:
        """(ways,) tonnes a year on each way without the levers."""
        return np.asarray(self.before_of.sum(axis=0))

    @property
    def after(self) -> Array:
        """(ways,) tonnes a year on each way with the levers."""
        return np.asarray(self.after_of.sum(axis=0))

    def in_draw(self, base: Baseline, draw: Draw, elasticity: Array) -> InDraw:
        """Return the cost of trading over its base in a draw; in the central one as the coupling found it.

        Parameters
        ----------
        elasticity
            (S,) of the draw
        """
        found = self.touched.in_draw(base, draw, elasticity)
        return replace(found, cost_hat=self.cost_hat) if draw.index == 0 else found

    def income_in(self, base: Baseline, draw: Draw, found: InDraw, before: Array, after: Array) -> Array:
        """Return the change of what transit and tolls bring to each actor in a draw, (N,) USD a year.

        Parameters
        ----------
        found
            of the draw
        before, after
            (N, N, S) trade in USD a year
        """
        return self.income if draw.index == 0 else self.touched.income(base, draw, found, before, after)

    def carried_in(self, draw: Draw, found: InDraw, before: Array, after: Array) -> tuple[Array, Array]:
        """Return the tonnes a year of each class on each way before and after in a draw, (J, ways) each.

        Parameters
        ----------
        found
            of the draw
        before, after
            (N, N, S) trade in USD a year
        """
        return (self.before_of, self.after_of) if draw.index == 0 else self.touched.carried(draw, found, before, after)


@dataclass(frozen=True, kw_only=True, eq=False)
class InDraw:
    """What levers do by ways in one draw: cost of trading over its base (N, N, S), and the shares and costs behind it.

    Parameters
    ----------
    cost_hat
        (N, N, S)
    shift
        (G, T) see `Grouped.cost_hat`
    before, after
        (R,) shares of routes
    """

    cost_hat: Array
    shift: Array
    before: Array
    after: Array


@dataclass(frozen=True, kw_only=True, eq=False)
class Touched:
    """The pairs of zones whose cost of trading levers touch most, `E` of them, on the union of their routes.

    Congestion, the hours on a link over those when it is empty, is held in draws as it is at best values before and
    after, and no route is added. All else is evaluated anew: money, hours, the value of an hour and of a tonne,
    dispersion, shares of routes, expected costs. The error of that is measured in `tests/bridge/test_coupling.py`.

    Parameters
    ----------
    network, change
        see there
    pairs
        of the cells touched, `T` of them
    cells
        (3, T) exporter, importer and sector
    usd_per_tonne
        (T,) value of a tonne
    routes
        of the pairs; the class of a pair is group * K + class
    held
        (N, N, S) cost of trading over its base at best values, which cells that are hardly touched keep
    scale
        (E,) USD per tonne, of which dispersion is a share
    slower_before, slower_after
        (L,) hours over those of the empty link
    exporter, importer
        (E,) actors
    other_income
        (N,) USD a year at best values: change of what all that is not evaluated anew brings
    other_before, other_after
        (J, ways) tonnes a year at best values of all that is not evaluated anew: other pairs, and of these pairs the
        goods of cells that are not touched
    """

    network: FreightNetwork
    change: WayChange
    pairs: Grouped
    cells: Positions
    usd_per_tonne: Range
    routes: RouteTable
    held: Array
    scale: Array
    slower_before: Array
    slower_after: Array
    exporter: Positions
    importer: Positions
    other_income: Array
    other_before: Array
    other_after: Array

    @cached_property
    def _passages(self) -> Passages:
        return Passages(network=self.network, routes=self.routes, exporter=self.exporter, importer=self.importer)

    def worth(self, draw: Draw) -> Array:
        """Return the FOB value of a tonne of each cell in a draw, (T,) USD."""
        return worth_in(self.usd_per_tonne, self.cells[2], draw)

    def in_draw(self, base: Baseline, draw: Draw, elasticity: Array) -> InDraw:
        """Return the cost of trading over its base in a draw.

        Parameters
        ----------
        elasticity
            (S,) of the draw
        """
        own, figures = self.network.ways, self.network.ways.at(draw)
        groups = len(self.change.part)
        share = parameter(base, draw, "freight_dispersion")
        scale = dispersions(self.scale, share)
        value = np.tile(figures.value_of_time, groups)[:, None]
        still = np.tile(class_money(own, figures, own.open), (groups, 1))
        found = []
        for money, hours, slower in (
            (still, figures.hours, self.slower_before),
            (self.change.money(own, figures), figures.hours + self.change.hours, self.slower_after),
        ):
            cost = self.network.spread(money) + value * (self.network.spread(hours) * slower)
            found.append(self.routes.choose(self.routes.added_up(cost), scale))
        (before, taken_before), (after, taken_after) = found
        hat, shift = self.pairs.cost_hat(before, after, self.worth(draw), elasticity[self.cells[2]])
        whole = self.held.copy()
        whole[tuple(self.cells)] = hat
        return InDraw(cost_hat=whole, shift=shift, before=taken_before, after=taken_after)

    def income(self, base: Baseline, draw: Draw, found: InDraw, before: Array, after: Array) -> Array:
        """Return the change of what transit and tolls bring to each actor in a draw, (N,) USD a year.

        Parameters
        ----------
        found
            of the draw
        before, after
            (N, N, S) trade in USD a year
        """
        own, figures = self.network.ways, self.network.ways.at(draw)
        passages = self._passages
        margin, groups = parameter(base, draw, "transit_margin"), len(self.change.part)
        best = float(base.parameters["transit_margin"].best)
        change = self.other_income * (margin / best if best > 0 else 0.0)
        worth = self.worth(draw)
        for taken, trade, shift, is_open, sign in (
            (found.before, before, np.ones_like(found.shift), own.open, -1.0),
            (found.after, after, found.shift, self.change.open, 1.0),
        ):
            flow = self._flow(taken, trade, shift, worth)
            money = np.tile(class_money(own, figures, is_open), (groups, 1))
            change = change + sign * margin * passages.transit(flow, money)
            if sign > 0:
                change = change + passages.tolls(flow, self.change.tolls)
        return change

    def carried(self, draw: Draw, found: InDraw, before: Array, after: Array) -> tuple[Array, Array]:
        """Return the tonnes a year of each class on each way before and after in a draw, (J, ways) each.

        Parameters
        ----------
        found
            of the draw
        before, after
            (N, N, S) trade in USD a year
        """
        worth, still = self.worth(draw), np.ones_like(found.shift)
        first = self._flow(found.before, before, still, worth)
        then = self._flow(found.after, after, found.shift, worth)
        return self.other_before + self._passages.tonnes(first), self.other_after + self._passages.tonnes(then)

    def _flow(self, taken: Array, trade: Array, shift: Array, worth: Array) -> Array:
        """Return the tonnes a year of each route, (R,), of shares of routes and trade (N, N, S) in USD a year."""
        return taken * self.pairs.volume(trade[tuple(self.cells)] / worth, shift)[self.routes.pair]
