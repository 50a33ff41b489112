"""The model's figure for each row of observed traffic, in the row's own unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.bridge import drawn_economy, parameter
from marchland.bridge import draws as drawn_points
from marchland.bridge.freight.base import dispersions
from marchland.bridge.freight.change import class_money
from marchland.bridge.freight.demand import worth_in
from marchland.calibrate.traffic import DISPERSION, freight_of, links_of, middle, pairs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from marchland.bridge import Baseline, Draw
    from marchland.bridge.freight.base import FreightBase
    from marchland.world import World

    Array = NDArray[np.float64]

SEED = 20240101
MILLION, DAYS = 1e6, 365.0
LOADS = 31
"""Stream of the noise of the weight of units."""
TAIL = 1.645
"""Standard deviations from the median to the 95th percentile."""


@dataclass(frozen=True, kw_only=True)
class Modelled:
    """What was seen and what the model shows, both in the unit of `measure`.

    Parameters
    ----------
    code, name, measure, use
        of the row
    year, trade_year
        of the last day seen, and of the trade that the model carries
    seen_low, seen, seen_high
        the row's range
    low, best, high
        the model's 5th percentile, best value and 95th percentile; low and high are nan without draws
    """

    code: str
    name: str
    measure: str
    use: str
    year: int
    trade_year: int
    seen_low: float
    seen: float
    seen_high: float
    low: float
    best: float
    high: float

    @property
    def ratio(self) -> float:
        """The model's best value over what was seen."""
        return self.best / self.seen

    @property
    def hit(self) -> bool:
        """Whether the ranges of model and observation meet; without draws, whether the best value is in the latter."""
        low, high = (self.best, self.best) if np.isnan(self.low) else (self.low, self.high)
        return low <= self.seen_high and high >= self.seen_low


def observed(
    world: World, *, draws: int = 32, seed: int = SEED, progress: Callable[[int], None] | None = None
) -> tuple[Modelled, ...]:
    """Return the model's figure for each row of `traffic`, in the order of the table.

    What passes the row's ways in the equilibrium; of a share, among that and what passes the others. In draws routes
    and congestion are held as they are at best values.

    Parameters
    ----------
    world
        of all years; each row is taken on the middle day of its period, with the latest trade up to it
    draws, seed
        number of draws, and what makes them
    progress
        told the number of equilibria solved

    Raises
    ------
    MissingData
        where the world has no links, or no trade up to a row's day
    SolverError
        where an equilibrium is not met
    """
    rows = list(world["traffic"].rows())
    found: dict[str, Modelled] = {}
    for number, day in enumerate(sorted({middle(row) for row in rows}), start=1):
        own = [row for row in rows if middle(row) == day]
        base, freight = freight_of(world, own[0])
        points = drawn_points(base.factors, draws, seed)
        trade_year = int(base.world["trade"]["year"].max())
        figures = np.array([_figures(base, freight, own, point) for point in (freight.draw, *points)])
        for n, row in enumerate(own):
            ends = np.quantile(figures[1:, n], (0.05, 0.95)).tolist() if draws else (float("nan"), float("nan"))
            found[row["traffic"]] = Modelled(
                code=row["traffic"],
                name=row["name"],
                measure=row["measure"],
                use=row["use"],
                year=row["to"].year,
                trade_year=trade_year,
                seen_low=float(row["low"]),
                seen=float(row["best"]),
                seen_high=float(row["high"]),
                low=ends[0],
                best=float(figures[0, n]),
                high=ends[1],
            )
        if progress is not None:
            progress(number)
    return tuple(found[row["traffic"]] for row in rows)


def _figures(base: Baseline, freight: FreightBase, rows: list[dict[str, Any]], draw: Draw) -> list[float]:
    """Return the figure of each row in a draw."""
    tonnes = _tonnes(base, freight, draw)
    noise = draw.noise(LOADS, (len(rows),))
    return [
        amount if row["measure"] == "share" else amount / _weight(row, z)
        for row, z, amount in zip(rows, noise.tolist(), _passing(base, freight, rows, tonnes), strict=True)
    ]


def _weight(row: Mapping[str, Any], z: float) -> float:
    """Return the tonnes a year that make one unit of the row's measure."""
    if row["measure"] == "tonnes":
        return MILLION
    end = row["load_high"] if z > 0 else row["load_low"]
    load = float(row["load"] * (end / row["load"]) ** (abs(z) / TAIL))
    return load * DAYS if row["measure"] == "trucks" else load


def _tonnes(base: Baseline, freight: FreightBase, draw: Draw) -> Array:
    """Return the tonnes a year of each route in a draw, routes and congestion held."""
    if draw.index == 0:
        return np.asarray(freight.solved.routes.flow)
    network, demand = freight.network, freight.demand
    figures = network.ways.at(draw)
    free = freight.layer_network.free_flow_cost
    slower = np.where(free > 0, freight.solved.hours / np.where(free > 0, free, 1.0), 1.0)
    money = class_money(network.ways, figures, network.ways.open)
    cost = network.spread(money) + figures.value_of_time[:, None] * (network.spread(figures.hours) * slower)
    table = freight.routes
    _, taken = table.choose(table.added_up(cost), dispersions(freight.scale, parameter(base, draw, DISPERSION)))
    cells = tuple(demand.cells)
    worth = worth_in(demand.usd_per_tonne, demand.cells[2], draw)
    return np.asarray(taken * (demand.shares @ (drawn_economy(base, draw).economy.flows[cells] / worth))[table.pair])


def _passing(base: Baseline, freight: FreightBase, rows: list[dict[str, Any]], tonnes: Array) -> Iterator[float]:
    """Yield the tonnes a year that pass the ways of each row, each route counted once; of a share, among both."""
    table, network = freight.routes, freight.network
    way = network.way[table.links]
    for row in rows:
        own = tonnes * pairs_of(base, freight, row)[table.pair]
        met = np.zeros((2, len(tonnes)), dtype=bool)
        for found, codes in zip(met, (row["ways"], row["against"]), strict=True):
            found[table.route[np.isin(way, network.ways.position(links_of(base.world, codes)))]] = True
        passed = float(own[met[0]].sum())
        yield passed / float(own[met.any(axis=0)].sum()) if row["measure"] == "share" else passed
