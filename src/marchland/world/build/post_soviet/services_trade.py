"""Trade in services between the actors.

Between actors with tables at the OECD, and with the rest of the world, it is that of the tables (2019 for 2017, 2022
for 2023) moved with the geometric mean of both sides' growth of GDP, and brought to the balance of payments where the
tables hold margins of trade as services (`services_totals`). What tourists spend stands where it is stated.

An actor without tables sells, and buys, what the Factbook's trade in goods and services exceeds its goods here, within
3 and 30 % of GDP, 8 % where the Factbook has none and 3 % where it is the goods that are incomplete (Afghanistan,
Iran); for 2017 the geometric mean of that and 8 %. What is not tourism is spread over partners by the geometric mean of
their weight in the actor's goods and in the world's trade in services. What is carved out so is taken off the rest of
the world, which keeps at least half of its flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import ACTORS, REST, factbook_codes
from marchland.world.build.post_soviet.factbook import entities, figures
from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.icio_flows import icio_flows
from marchland.world.build.post_soviet.input_structure import gdp_of
from marchland.world.build.post_soviet.recorded_trade import YEARS
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sectors import CODES, SERVICES
from marchland.world.build.post_soviet.services_totals import (
    EMBARGO_SOURCE,
    EMBARGOED,
    brought_to,
    totals_by_record,
    tourism,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_LEAST, _USUAL, _MOST = 0.03, 0.08, 0.30
_GOODS_INCOMPLETE = ("AFG", "IRN")
_KEPT_BY_REST = 0.5
_FACTBOOK_YEAR = 2023
_RECORDED, _WITH_REST, _MOVED, _CARVED = 1.25, 1.4, 1.5, 2.0
# What is not tourism keeps at least this part of what an actor without tables sells or buys.
_LEAST_OTHER = 0.3
# States whose tables clearly hold margins of trade as services, and who says so.
_WITH_MARGINS = ("KAZ",)
_MOVED_BY = {"RUS": "cbr_services_2023", "KAZ": "cia_factbook"}
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
    grown = {each: _grown(reference, each, gdp) for each in YEARS}
    rest, carved = ACTORS.index(REST), ~table.inside
    carved[rest] = False
    visits = tourism(year)
    tourists = np.zeros_like(grown[year])
    for (visited, home), stated in visits.items():
        tourists[ACTORS.index(visited), ACTORS.index(home)] = stated.best
    sold, bought = (_openness(reference, year, goods, gdp, side) for side in (0, 1))
    beyond = {actor: _beyond_goods(reference, goods, gdp, actor) for actor in _WITH_MARGINS}
    totals = totals_by_record(year, grown, {each: _of_tables(reference, each) for each in YEARS}, beyond)
    flows = brought_to(grown[year], totals, np.where(carved[:, None] | carved[None, :], 0.0, tourists))
    weight = (flows.sum(axis=1) + flows.sum(axis=0)) / (2 * flows.sum())
    for side, open_ in ((0, sold), (1, bought)):
        own, visiting = (goods[year], tourists) if side == 0 else (goods[year].T, tourists.T)
        for i in np.flatnonzero(carved).tolist():
            pull = np.sqrt(own[i] / own[i].sum() * np.where(carved, _smallness(gdp, year), weight))
            amount = max(open_[i] - visiting[i].sum(), _LEAST_OTHER * open_[i]) * pull / pull.sum()
            for j in np.flatnonzero(amount).tolist():
                cell = (i, j) if side == 0 else (j, i)
                # Between two carved actors both sides have a say.
                flows[cell] = np.sqrt(flows[cell] * amount[j]) if flows[cell] > 0 else amount[j]
    flows += np.where(carved[:, None] | carved[None, :], tourists, 0.0)
    taken = flows[carved].sum(axis=0), flows[:, carved].sum(axis=1)
    inside = table.inside
    flows[rest, inside] = np.maximum(flows[rest, inside] - taken[0][inside], _KEPT_BY_REST * flows[rest, inside])
    flows[inside, rest] = np.maximum(flows[inside, rest] - taken[1][inside], _KEPT_BY_REST * flows[inside, rest])
    result: dict[tuple[str, str], Figure] = {}
    for i, exporter in enumerate(ACTORS):
        for j, importer in enumerate(ACTORS):
            if i == j or flows[i, j] < _SMALLEST:
                continue
            moved = {exporter, importer} & set(totals)
            estimated = bool(carved[i] or carved[j] or moved)
            factor = _CARVED if carved[i] or carved[j] else _MOVED if moved else _RECORDED
            factor = max(factor, _WITH_REST) if rest in {i, j} else factor
            visit = visits.get((exporter, importer))
            ids = ["oecd_icio;world_bank_gdp", *(["cia_factbook"] if carved[i] or carved[j] else [])]
            ids += [*(_MOVED_BY[actor] for actor in sorted(moved)), *([visit.source] if visit else [])]
            other = around(max(float(flows[i, j] - tourists[i, j]), _SMALLEST), factor, "", estimated=estimated)
            result[exporter, importer] = Figure(
                low=other.low + (visit.low if visit else 0.0),
                best=other.best + (visit.best if visit else 0.0),
                high=other.high + (visit.high if visit else 0.0),
                estimated=estimated,
                source=";".join(dict.fromkeys(";".join(ids).split(";"))),
            )
    for (of, exporter, importer), (low, best, high) in EMBARGOED.items():
        if of == year:
            result[exporter, importer] = Figure(low=low, best=best, high=high, estimated=True, source=EMBARGO_SOURCE)
    return result


def _of_tables(reference: Path, year: int) -> Array:
    """Return services in the tables that stand for a year, without sales at home, MUSD (N, N)."""
    flows = icio_flows(reference, year).flows[:, :, CODES.index(SERVICES)].copy()
    np.fill_diagonal(flows, 0.0)
    return np.asarray(flows)


def _grown(reference: Path, year: int, gdp: dict[tuple[str, int], Figure]) -> Array:
    """Return the same, moved with the geometric mean of both sides' growth of GDP; what an embargo stops is out."""
    growth = np.sqrt(_growth(reference, year, gdp))
    flows = _of_tables(reference, year) * growth[:, None] * growth[None, :]
    for of, exporter, importer in EMBARGOED:
        if of == year:
            flows[ACTORS.index(exporter), ACTORS.index(importer)] = 0.0
    return np.asarray(flows)


def _beyond_goods(
    reference: Path, goods: dict[int, Array], gdp: dict[tuple[str, int], Figure], actor: str
) -> tuple[float, float]:
    """Return what the Factbook's exports and imports exceed an actor's goods, MUSD of 2023, within the usual bounds."""
    sold, bought = (_openness(reference, _FACTBOOK_YEAR, goods, gdp, side)[ACTORS.index(actor)] for side in (0, 1))
    return float(sold), float(bought)


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
