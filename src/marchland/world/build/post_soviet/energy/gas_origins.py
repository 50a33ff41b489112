"""Where the gas that Europe uses comes from: traced through the network, and fitted to totals."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.energy import border_points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

EUROPE = tuple(sorted({f"hub_{code}" for code in border_points.COUNTRIES.values() if code != "lng"} | {"hub_ukr"}))
ORIGIN = dict.fromkeys(("hub_blr", "hub_ukr", "hub_tur", "hub_tur_kiyikoy"), "hub_rus_west")
"""Whose gas comes out of a country of transit."""
CORRIDOR = ("gas_tanap_grc", "gas_tap_ita")
"""The pipes through which gas of the Caspian comes to Greece and passes it to Italy."""
CASPIAN = "hub_aze"
BARRED = ("hub_ukr", "hub_rus_west")
"""A buyer that has bought nothing from a seller since November 2015, whatever molecules come to it."""
BOUGHT = {2008: 0.0, 2017: 14.1, 2018: 10.6, 2019: 14.2, 2020: 15.9, 2021: 2.6, 2022: 1.5, 2023: 4.3, 2024: 0.9}
"""bcm that the barred buyer bought in a year, as its operator counts them; the rest of its use came out of storage.

Of 2008, when it bought from Russia, the sale is written by hand."""
EXPORTERS = ("hub_dnk", "hub_gbr", "hub_nld", "hub_nor")
"""Hubs whose own gas mixes with what passes; all others use their own at home, before they buy."""
ROUNDS = 500


def traced(
    flows: Mapping[str, float],
    ends: Mapping[str, tuple[str, str]],
    production: Mapping[str, float],
    consumption: Mapping[str, float],
    bought: float,
) -> dict[tuple[str, str], float]:
    """Return what each hub of Europe uses of the gas of each seller, bcm a year.

    All gas that enters a hub mixes there (proportional tracing: Bialek 1996): with :math:`T_h` all that comes in or is
    produced, the shares of the origins solve :math:`T_h s_h = sum_i f_ih s_i + p_h + e_h`.

    Parameters
    ----------
    flows
        bcm of the year by pipe
    ends
        tail and head by pipe
    production, consumption
        bcm of the year by hub
    bought
        bcm of the year that the barred buyer bought
    """
    kept = {
        place: min(production.get(place, 0.0), consumption.get(place, np.inf))
        for place in EUROPE
        if place not in EXPORTERS
    }
    index = {place: i for i, place in enumerate(EUROPE)}
    flow = np.zeros((len(EUROPE), len(EUROPE)))
    entering: dict[tuple[str, str], float] = defaultdict(float)
    corridor = {pipe: flows.get(pipe, 0.0) for pipe in CORRIDOR}
    for pipe, bcm in flows.items():
        tail, head = ends[pipe]
        if head not in index:
            continue
        if pipe == CORRIDOR[1]:
            entering[CASPIAN, head] += bcm
        elif pipe == CORRIDOR[0]:
            entering[CASPIAN, head] += max(bcm - corridor[CORRIDOR[1]], 0.0)
        elif tail in ORIGIN or tail not in index:
            entering[ORIGIN.get(tail, tail), head] += bcm
        else:
            flow[index[tail], index[head]] += bcm
    sellers = sorted({seller for seller, _ in entering} | set(EUROPE))
    column = {seller: i for i, seller in enumerate(sellers)}
    own = np.zeros((len(EUROPE), len(sellers)))
    for place, i in index.items():
        own[i, column[place]] += production.get(place, 0.0) - kept.get(place, 0.0)
    for (seller, place), bcm in entering.items():
        own[index[place], column[seller]] += bcm
    need = {place: max(consumption.get(place, 0.0) - kept.get(place, 0.0), 0.0) for place in EUROPE}
    return _used(_shares(flow, own), sellers, need, bought)


def _shares(flow: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    total = flow.sum(axis=0) + own.sum(axis=1)
    system = np.diag(np.maximum(total, 1e-9)) - flow.T
    return np.asarray(np.linalg.solve(system, own), dtype=np.float64)


def _used(
    shares: NDArray[np.float64],
    sellers: list[str],
    needed: Mapping[str, float],
    bought: float,
) -> dict[tuple[str, str], float]:
    found = {}
    for i, place in enumerate(EUROPE):
        row, need = shares[i].copy(), needed[place]
        if place == BARRED[0]:
            # Its own gas is used at home; what it buys is what the network brings from the west.
            for seller in (BARRED[0], BARRED[1]):
                row[sellers.index(seller)] = 0.0
            neighbour = shares[EUROPE.index("hub_deu")].copy()
            neighbour[sellers.index(BARRED[1])] = 0.0
            row = row if row.sum() > 0 else neighbour
            row, need = row / row.sum(), bought
        for seller, share in zip(sellers, row, strict=True):
            if seller != place and share * need > 0:
                found[seller, place] = float(share * need)
    return found


def fitted(
    prior: Mapping[tuple[str, str], float], sold: Mapping[str, float], needed: Mapping[str, float]
) -> dict[tuple[str, str], float]:
    """Return flows that add up to what is sold and are as near as can be to a prior (iterative proportional fitting).

    What is needed is scaled to what is sold: the rest came out of storage.

    Parameters
    ----------
    prior
        bcm by seller and buyer; 0 or not there = they do not trade
    sold, needed
        bcm by seller and by buyer

    Source: Deming & Stephan 1940.
    """
    sellers, buyers = sorted(sold), sorted(needed)
    matrix = np.array([[max(prior.get((s, b), 0.0), 0.0) for b in buyers] for s in sellers])
    rows = np.array([sold[s] for s in sellers])
    columns = np.array([needed[b] for b in buyers])
    columns = columns * rows.sum() / columns.sum()
    for _ in range(ROUNDS):
        matrix *= (rows / np.maximum(matrix.sum(axis=1), 1e-12))[:, None]
        matrix *= columns / np.maximum(matrix.sum(axis=0), 1e-12)
    return {
        (seller, buyer): float(matrix[i, j])
        for i, seller in enumerate(sellers)
        for j, buyer in enumerate(buyers)
        if matrix[i, j] > 0
    }
