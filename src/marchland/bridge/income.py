"""How much of an actor's GDP the trade layer sees as value added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world import World

MILLION = 1e6
SMALLEST_INCOME = 0.5
"""Where only net exports of energy are known, value added outside energy is taken as at least this share of GDP."""


def value_added_in_trade(
    world: World,
    actors: tuple[str, ...],
    sectors: tuple[str, ...],
    output: NDArray[np.float64],
    gdp: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the value added that the trade layer sees, USD a year at best values.

    The trade layer has no energy: what its sectors pay for energy stays with them as value added, and value added of
    the sectors that energy owns is not there,

        value added seen = GDP - sum_e Y[e] (1 - sum_k gamma[e,k]) + sum_s Y[s] sum_e gamma[s,e],

    with e the energy layer's sectors, s the trade layer's and k all. Where a world has no sales of energy at home, or
    no input share of energy of an actor, GDP less net exports of energy stands for it: energy made at home is then an
    input of goods, energy sold abroad is not.

    Parameters
    ----------
    world
        narrowed to a year
    actors, sectors
        of the axes (N,), (S,)
    output
        (N, S) sales of the trade layer's sectors, USD a year
    gdp
        (N,) USD a year
    """
    table = world["sectors"]
    owned = tuple(table.where(layer="energy")["sector"].tolist())
    if not owned:
        return gdp.copy()
    flows = world["trade"].among(sector=owned)
    place = {actor: i for i, actor in enumerate(actors)}
    exporter, importer = (np.array([place[a] for a in flows[side].tolist()], int) for side in ("exporter", "importer"))
    kind = np.array([owned.index(s) for s in flows["sector"].tolist()], int)
    amount = flows["best"] * MILLION
    sold, net = np.zeros((len(actors), len(owned))), np.zeros(len(actors))
    np.add.at(sold, (exporter, kind), amount)
    np.add.at(net, exporter, amount)
    np.add.at(net, importer, -amount)
    costs, bought = np.zeros((len(actors), len(owned))), np.zeros((len(actors), len(sectors)))
    shares = world["input_shares"]
    told = np.zeros(len(actors), dtype=bool)
    for actor, using, supplying, share in zip(
        shares["actor"].tolist(),
        shares["using"].tolist(),
        shares["supplying"].tolist(),
        shares["best"].tolist(),
        strict=True,
    ):
        if using in owned:
            told[place[actor]] = True
            costs[place[actor], owned.index(using)] += share
        elif supplying in owned and using in sectors:
            told[place[actor]] = True
            bought[place[actor], sectors.index(using)] += share
    by_tables = gdp - (sold * (1 - costs)).sum(axis=1) + (output * bought).sum(axis=1)
    by_net_exports = np.maximum(gdp - net, SMALLEST_INCOME * gdp)
    return np.where(told & (exporter == importer).any(), by_tables, by_net_exports)
