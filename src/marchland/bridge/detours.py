"""Barred goods that go on through others: who offers a way, how much takes it, and what customs then record.

What is barred between two actors can be sold to a third, which sells it on. Such ways are widest where no customs
border has to be crossed: within the customs union of one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.economy import parameter
from marchland.bridge.products import product_factors
from marchland.levers.reach import goods_sectors, product_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.factors import Draw
    from marchland.levers import Lever
    from marchland.world import World

PART, BORDER = "trade_detour", "trade_detour_border"
MOST_GROWTH = 10.0
"""A third actor takes at most this many times what it buys of the seller already, on top of it."""
NOTHING = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Ways:
    """What ways through others depend on in a draw.

    Parameters
    ----------
    part
        part of barred goods that goes round where all ways lie within a customs union
    border
        how open a way across a customs border is, against one within a union
    flows
        (N, N, S) USD a year without levers
    sold_on
        (N, N) part of what an actor sells abroad, goods that only pass among it, that goes to each importer
    handled
        (N, S) root of what an actor buys abroad
    unions
        (N, N) whether two actors are in one customs union
    named
        (N,) False = the rest of the world
    goods
        (S,) False = a service
    """

    part: float
    border: float
    flows: NDArray[np.float64]
    sold_on: NDArray[np.float64]
    handled: NDArray[np.float64]
    unions: NDArray[np.bool_]
    named: NDArray[np.bool_]
    goods: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Detours:
    """Barred goods that go round, for the `K` flows of which some do.

    Parameters
    ----------
    exporter, importer, sector
        (K,) positions
    left
        (K,) part of the flow's varieties that is not barred
    through
        (K, N) part of the flow's varieties that goes by way of each actor
    """

    exporter: NDArray[np.int64]
    importer: NDArray[np.int64]
    sector: NDArray[np.int64]
    left: NDArray[np.float64]
    through: NDArray[np.float64]

    def amounts(self, flows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what goes by way of each actor (K, N), in the unit of the flows with levers (N, N, S)."""
        sold = flows[self.exporter, self.importer, self.sector]
        return np.asarray(self.through * (sold / (self.left + self.through.sum(axis=1)))[:, None])

    def recorded(self, flows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return flows as customs record them: what goes round is sold to the actor on its way, and by it once more.

        Parameters
        ----------
        flows
            (N, N, S) with levers, from where goods are made to where they are used
        """
        found, amounts = np.array(flows), self.amounts(flows)
        ends, (k, via) = np.arange(len(self.exporter)), np.nonzero(amounts)
        for exporter, importer, at, usd in (
            (self.exporter, self.importer, ends, -amounts.sum(axis=1)),
            (self.exporter[k], via, k, amounts[k, via]),
            (via, self.importer[k], k, amounts[k, via]),
        ):
            np.add.at(found, (exporter, importer, self.sector[at]), usd)
        return found


def ways_round(base: Baseline, draw: Draw, flows: NDArray[np.float64]) -> Ways | None:
    """Return what ways through others depend on in a draw; None where the world has no row of the parameters.

    Parameters
    ----------
    flows
        (N, N, S) USD a year of the draw, without levers
    """
    if PART not in base.parameters or BORDER not in base.parameters:
        return None
    goods = np.array([sector in goods_sectors(base.world) for sector in base.sectors])
    sold = flows[:, :, goods].sum(axis=2)
    np.fill_diagonal(sold, 0.0)
    passing = base.reexports
    # Goods that pass an actor already prove its ways, but are no sales of its own.
    np.add.at(sold, (passing.via, passing.destination), passing.amount.at(draw["reexports"]))
    abroad = sold.sum(axis=1, keepdims=True)
    return Ways(
        part=parameter(base, draw, PART),
        border=parameter(base, draw, BORDER),
        flows=flows,
        sold_on=np.divide(sold, abroad, out=np.zeros(sold.shape), where=abroad > 0),
        handled=np.sqrt(np.maximum(flows.sum(axis=0) - np.einsum("iis->is", flows), 0)),
        unions=base.world.derived(customs_unions),
        named=np.array([actor in base.world.named_actors for actor in base.actors]),
        goods=goods,
    )


def detours(base: Baseline, levers: Sequence[Lever], ways: Ways | None, *, deviate: float = 0.0) -> Detours | None:
    """Return which barred goods go round and through whom, None where none do.

    Of what is barred from a to b in sector s, the part r goes round, by way of c the share q_c of that:

        r = part x (sum of q_c o_c),  q_c = o_c w_c / (sum of o_c w_c),  w_c = x_ac s_cb / root(m_c)

    x_ac is what c buys of a and m_c what it buys abroad in the sector, s_cb the part of its sales
    abroad that goes to b; o is 1 where c is in a customs union with a or b and `border` elsewhere. With x / m that is
    the worth of the detour where trade is Eaton & Kortum (2002), (d_ac d_cb)**-theta, times the root of c's trade for
    what it can handle. Nobody takes more than ten times what it buys of the seller already. Nothing goes through the
    rest of the world. Where levers bar a part of either half of the way as well, it is taken to be of the same goods:
    the way is closed to as large a part of what is barred.

    Parameters
    ----------
    levers
        of any layer; embargoes on goods count
    ways
        of the draw
    deviate
        standard normal deviate at which the shares of products are taken
    """
    if ways is None or ways.part <= 0:
        return None
    left = _left(base, levers, ways.goods, deviate)
    if left is None:
        return None
    flows = ways.flows
    exporter, importer, sector = np.nonzero((left < 1 - NOTHING) & (flows > 0))
    if not len(exporter):
        return None
    open_way = np.where(ways.unions[exporter] | ways.unions[importer], 1.0, ways.border)
    barred = 1 - left[exporter, importer, sector]
    bought = flows[exporter, :, sector] * np.maximum(1 - (1 - left[exporter, :, sector]) / barred[:, None], 0)
    onward = ways.sold_on[:, importer].T * np.maximum(1 - (1 - left[:, importer, sector].T) / barred[:, None], 0)
    handled, each = ways.handled[:, sector].T, np.arange(len(exporter))
    weight = np.divide(open_way * bought * onward, handled, out=np.zeros(bought.shape), where=handled > 0)
    weight[:, ~ways.named] = 0.0
    weight[each, exporter] = weight[each, importer] = 0.0
    whole = weight.sum(axis=1)
    kept = whole > 0
    if not kept.any():
        return None
    barred = barred[kept]
    shares = weight[kept] / whole[kept, None]
    openness = (shares * open_way[kept]).sum(axis=1)
    through = (ways.part * openness * barred)[:, None] * shares
    most = MOST_GROWTH * bought[kept] / flows[exporter, importer, sector][kept, None]
    return Detours(
        exporter=exporter[kept],
        importer=importer[kept],
        sector=sector[kept],
        left=1 - barred,
        through=np.minimum(through, most),
    )


def customs_unions(world: World) -> NDArray[np.bool_]:
    """Return (N, N) whether two actors are in one customs union: their duties are set by the same bloc."""
    order = {actor: i for i, actor in enumerate(world.actors)}
    blocs = set(world.blocs)
    found = np.zeros((len(order), len(order)), dtype=bool)
    held: dict[str, list[int]] = {}
    for row in world["controls"].where(right="tariff").rows():
        if row["actor"] in blocs and row["object"] in order:
            held.setdefault(row["actor"], []).append(order[row["object"]])
    for members in held.values():
        found[np.ix_(members, members)] = True
    return found


def _left(
    base: Baseline, levers: Sequence[Lever], goods: NDArray[np.bool_], deviate: float
) -> NDArray[np.float64] | None:
    """Return the part of each flow's varieties that embargoes on goods leave (N, N, S), None where there are none."""
    own = [lever for lever in levers if lever.rule.layer == "trade" and lever.action == "embargo"]
    own = [lever for lever in own if lever.what != "tourists"]
    if not own:
        return None
    left = np.ones((len(base.actors), len(base.actors), len(base.sectors)))
    for lever in own:
        if product_of(lever) is None:
            left[base.cells(lever)] *= 1 - lever.size
    if any(product_of(lever) is not None for lever in own):
        by_cost, _ = product_factors(base, own, np.ones(len(base.sectors)), np.zeros(left.shape), deviate=deviate)
        left *= by_cost
    left[:, :, ~goods] = 1.0
    return left
