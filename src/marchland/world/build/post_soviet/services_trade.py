"""Trade in services between the actors.

Between actors with tables at the OECD, and with the rest of the world, it is that of the tables (2019 for 2017, 2022
for 2023) moved with the geometric mean of both sides' growth of GDP. An actor without tables sells, and buys, what the
Factbook's trade in goods and services exceeds its goods here, within 3 and 30 % of GDP, 8 % where the Factbook has none
and 3 % where it is the goods that are incomplete (Afghanistan, Iran); for 2017 the geometric mean of that and 8 %. It
is spread over partners by the geometric mean of their weight in the actor's goods and in the world's trade in services.
What is carved out so is taken off the rest of the world, which keeps at least half of its flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import ACTORS, REST, factbook_codes
from marchland.world.build.post_soviet.factbook import entities, figures
from marchland.world.build.post_soviet.figure import around
from marchland.world.build.post_soviet.icio_flows import icio_flows
from marchland.world.build.post_soviet.input_structure import gdp_of
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sectors import CODES, SERVICES

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.figure import Figure

    Array = NDArray[np.float64]

_LEAST, _USUAL, _MOST = 0.03, 0.08, 0.30
_GOODS_INCOMPLETE = ("AFG", "IRN")
_KEPT_BY_REST = 0.5
_FACTBOOK_YEAR = 2023
_RECORDED, _WITH_REST, _CARVED = 1.25, 1.4, 2.0
_SMALLEST = 0.01


def services_trade(
    reference: Path, year: int, goods: dict[int, Array], gdp: dict[tuple[str, int], Figure]
) -> dict[tuple[str, str], Figure]:
    """Return trade in services of a year, MUSD by (exporter, importer).

    Parameters
    ----------
    reference
        folder of the reference data
    year
        2017 or 2023
    goods
        by year, (N, N) MUSD of all goods in the order of the actors
    gdp
        MUSD by (actor, year)
    """
    table = icio_flows(reference, year)
    flows = table.flows[:, :, CODES.index(SERVICES)].copy()
    np.fill_diagonal(flows, 0.0)
    rest = ACTORS.index(REST)
    growth = np.sqrt(_growth(reference, year, gdp))
    flows *= growth[:, None] * growth[None, :]
    carved = ~table.inside
    carved[rest] = False
    traded = [flows.sum(axis=1) + flows.sum(axis=0)]
    weight = traded[0] / traded[0].sum()
    sold, bought = (_openness(reference, year, goods, gdp, side) for side in (0, 1))
    for side, open_ in ((0, sold), (1, bought)):
        own = goods[year] if side == 0 else goods[year].T
        for i in np.flatnonzero(carved).tolist():
            pull = np.sqrt(own[i] / own[i].sum() * np.where(carved, _smallness(gdp, year), weight))
            amount = open_[i] * pull / pull.sum()
            for j in np.flatnonzero(amount).tolist():
                cell = (i, j) if side == 0 else (j, i)
                # Between two carved actors both sides have a say.
                flows[cell] = np.sqrt(flows[cell] * amount[j]) if flows[cell] > 0 else amount[j]
    taken = flows[carved].sum(axis=0), flows[:, carved].sum(axis=1)
    inside = table.inside
    flows[rest, inside] = np.maximum(flows[rest, inside] - taken[0][inside], _KEPT_BY_REST * flows[rest, inside])
    flows[inside, rest] = np.maximum(flows[inside, rest] - taken[1][inside], _KEPT_BY_REST * flows[inside, rest])
    result: dict[tuple[str, str], Figure] = {}
    for i, exporter in enumerate(ACTORS):
        for j, importer in enumerate(ACTORS):
            if i == j or flows[i, j] < _SMALLEST:
                continue
            estimated = bool(carved[i] or carved[j])
            factor = _CARVED if estimated else _WITH_REST if rest in {i, j} else _RECORDED
            source = "oecd_icio;world_bank_gdp" + (";cia_factbook" if estimated else "")
            result[exporter, importer] = around(float(flows[i, j]), factor, source, estimated=estimated)
    return result


def _growth(reference: Path, year: int, gdp: dict[tuple[str, int], Figure]) -> Array:
    """Return GDP of the year over GDP of the year of the tables, (N,)."""
    before = gdp_of(reference, given(reference).table_year(year))
    listed = {actor: before[actor] for actor in ACTORS if actor in before}
    listed[REST] = before["WLD"] - sum(listed.values())
    return np.array([gdp[actor, year].best / listed[actor] if actor in listed else 1.0 for actor in ACTORS])


def _smallness(gdp: dict[tuple[str, int], Figure], year: int) -> Array:
    """Return the weight of each actor in the world's GDP, (N,)."""
    size = np.array([gdp[actor, year].best for actor in ACTORS])
    return np.asarray(size / size.sum())


def _openness(
    reference: Path, year: int, goods: dict[int, Array], gdp: dict[tuple[str, int], Figure], side: int
) -> Array:
    """Return exports (side 0) or imports (1) of services of an actor without tables, MUSD (N,)."""
    pages, codes = entities(reference), factbook_codes()
    result = np.zeros(len(ACTORS))
    for i, actor in enumerate(ACTORS):
        if actor == REST:
            continue
        economy = gdp[actor, year].best
        stated = figures(pages[codes[actor]], "Economy", ("Exports", "Imports")[side])
        share = _USUAL
        if actor in _GOODS_INCOMPLETE:
            share = _LEAST
        elif _FACTBOOK_YEAR in stated:
            base = gdp[actor, _FACTBOOK_YEAR].best
            share = stated[_FACTBOOK_YEAR] / 1e6 / base - goods[_FACTBOOK_YEAR].sum(axis=1 - side)[i] / base
            share = min(max(share, _LEAST), _MOST)
        result[i] = economy * (share if year == _FACTBOOK_YEAR else float(np.sqrt(share * _USUAL)))
    return result
