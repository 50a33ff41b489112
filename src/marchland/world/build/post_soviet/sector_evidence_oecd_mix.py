"""What the exporters of the OECD's tables sell, by sector, to buyers like those that the tables do not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.icio_table import icio_table
from marchland.world.build.post_soviet.sector_evidence import ISIC, NON_ENERGY

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_COAL = "B05"
_TABLES = {2017: 2019, 2023: 2022}
# Buyers like each actor outside the tables; the tables' rest of the world, in which that actor is, counts for all.
_POST_SOVIET = ("KAZ", "BLR", "UKR", "RUS")
_SIMILAR = {
    "MDA": ("UKR", "ROU", "BGR", "BLR"),
    "SRB": ("HRV", "BGR", "ROU", "HUN"),
    "IRN": ("TUR", "PAK", "KAZ", "IND"),
    "AFG": ("PAK", "KAZ", "BGD"),
    "MNG": ("KAZ", "RUS", "LAO"),
}
# A mix counts only where the flow behind it is no trifle, MUSD.
_SMALLEST = 5.0


@dataclass(frozen=True, kw_only=True)
class OecdGoods:
    """Flows of goods other than fuels in the OECD's tables.

    Parameters
    ----------
    members
        codes; the last one is the tables' own rest of the world
    flows
        (N, N, 9) MUSD, exporters first, sectors in the order of `NON_ENERGY`, domestic sales 0
    """

    members: tuple[str, ...]
    flows: NDArray[np.float64]

    def rows(self, actor: str) -> list[int]:
        """Return the positions that make up an actor; the rest of the world is everything that is no actor."""
        if actor == REST:
            return [k for k, member in enumerate(self.members) if member not in STATES]
        return [self.members.index(actor)]


def oecd_goods(reference: Path, year: int) -> OecdGoods:
    """Return the flows of 2019 for 2017 and of 2022 for 2023; coal and the support of mining are left out.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023
    """
    countries, sectors, cells = icio_table(reference, _TABLES[year])
    members = tuple(countries)
    flows = np.zeros((len(members), len(members), len(NON_ENERGY)))
    for k, name in enumerate(sectors):
        if name != _COAL and ISIC.get(name) in NON_ENERGY:
            flows[:, :, NON_ENERGY.index(ISIC[name])] += cells[:, :, k]
    flows[np.arange(len(members)), np.arange(len(members))] = 0.0
    return OecdGoods(members=members, flows=flows)


def similar_buyers(importer: str) -> tuple[str, ...]:
    """Return the buyers of the OECD's tables that stand for an actor outside them."""
    return (*_SIMILAR.get(importer, _POST_SOVIET), REST)


def mix_to_similar(goods: OecdGoods, exporter: str, importer: str) -> Vector:
    """Return the mean of an exporter's mixes to similar buyers.

    Parameters
    ----------
    goods
        the OECD's flows
    exporter
        an actor of the tables or the rest of the world
    importer
        an actor outside the tables

    Returns
    -------
    (9,) shares that add up to 1
    """
    rows = goods.rows(exporter)
    if exporter == REST:
        # What the tables' own rest of the world sells to the region comes for the most part from the actors inside it.
        rows = [row for row in rows if goods.members[row] != REST]
    mixes = []
    for buyer in similar_buyers(importer):
        columns = [goods.members.index(REST)] if buyer == REST else goods.rows(buyer)
        flow = goods.flows[np.ix_(rows, columns)].sum(axis=(0, 1))
        if buyer != exporter and flow.sum() >= _SMALLEST:
            mixes.append(flow / flow.sum())
    if not mixes:
        flow = goods.flows[rows].sum(axis=(0, 1))
        mixes = [flow / flow.sum()]
    return np.asarray(np.mean(mixes, axis=0), dtype=np.float64)


def appetite(goods: OecdGoods, importer: str) -> Vector:
    """Return the mix of what an actor of the tables buys over that of the world, (9,); 1 for an actor outside them."""
    if importer != REST and importer not in goods.members:
        return np.ones(len(NON_ENERGY))
    bought = goods.flows[:, goods.rows(importer)].sum(axis=(0, 1))
    world = goods.flows.sum(axis=(0, 1))
    return np.asarray((bought / bought.sum()) / (world / world.sum()), dtype=np.float64)
