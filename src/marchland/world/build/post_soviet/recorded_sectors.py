"""Trade by sector as BACI's official release states it, in place of what was estimated from extracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.figure import around
from marchland.world.build.post_soviet.goods_trade import FUELS, GOODS
from marchland.world.build.post_soviet.sectors import CODES, CRUDE, GAS, PRODUCTS, SERVICES

if TYPE_CHECKING:
    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.goods_trade import Flow
    from marchland.world.build.post_soviet.releases_given import Given

    SectorFlows = dict[tuple[str, str, str], Figure]

# Reported trade is known within the default spread of the table `trade`.
_SPREAD = 1.15
# Flows of these are kept secret by some customs and are missing in BACI, so that nothing there does not mean nothing.
_SECRET = (CRUDE, GAS, PRODUCTS)
SMALLEST = 0.01
"""MUSD; what is smaller is left out."""


def recorded_sectors(flows: SectorFlows, held: Given, year: int) -> SectorFlows:
    """Put BACI's sectors in place of the estimated ones, for every pair that BACI holds.

    A fuel of which BACI states nothing in a pair keeps its estimate; so does a pair that BACI does not hold.

    Parameters
    ----------
    flows
        MUSD by (exporter, importer, sector)
    held
        the official releases
    year
        2017 or 2023
    """
    stated = stated_sectors(held, year)
    if not stated:
        return flows
    pairs = {flow[:2] for flow in stated}
    kept = {f: figure for f, figure in flows.items() if f[:2] not in pairs or f[2] in _SECRET or f[2] == SERVICES}
    source = held.baci_source(year)
    read = {f: around(musd, _SPREAD, source, estimated=False) for f, musd in stated.items() if musd >= SMALLEST}
    # In the order of the sectors, so that the same figures give the same bytes.
    return dict(sorted({**kept, **read}.items(), key=lambda f: (*f[0][:2], CODES.index(f[0][2]))))


def recorded_totals(totals: dict[Flow, Figure], held: Given) -> dict[Flow, Figure]:
    """Put BACI's totals of goods and fuels in place of the estimated ones, coal with the goods.

    Parameters
    ----------
    totals
        MUSD by (year, exporter, importer, total)
    held
        the official releases
    """
    result = dict(totals)
    for year in held.years:
        sums: dict[Flow, float] = {}
        for (exporter, importer, sector), musd in stated_sectors(held, year).items():
            flow = year, exporter, importer, FUELS if sector in _SECRET else GOODS
            sums[flow] = sums.get(flow, 0.0) + musd
        if sums:
            source = held.baci_source(year)
            result |= {flow: around(musd, _SPREAD, source, estimated=False) for flow, musd in sums.items()}
    return result


def stated_sectors(held: Given, year: int) -> dict[tuple[str, str, str], float]:
    """Return BACI's trade between different actors, MUSD by (exporter, importer, sector); empty where not given."""
    trade = held.sector_trade(year)
    if trade is None:
        return {}
    rows = trade.flows[["exporter", "importer", "sector", "musd"]].itertuples(index=False, name=None)
    return {(str(e), str(i), str(s)): float(musd) for e, i, s, musd in rows if e != i and musd > 0}
