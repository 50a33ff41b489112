"""The tables `sectors`, `trade`, `reexports` and `input_shares`.

Totals of goods and fuels by pair come first (`goods_trade`), goods that only pass (`passing_goods`) next. Both are
split into sectors, services are added, and sales at home and input shares make the accounts of every actor agree. Every
step works on figures rounded as they are written, so that the accounts agree in the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.elasticities import sector_rows
from marchland.world.build.post_soviet.goods_trade import FUELS, GOODS, goods_trade
from marchland.world.build.post_soviet.indicators import gdp
from marchland.world.build.post_soviet.passing_goods import passing_goods
from marchland.world.build.post_soviet.passing_sectors import needed, net_trade, passing_by_sector
from marchland.world.build.post_soviet.production import home_rows, production, share_rows
from marchland.world.build.post_soviet.publications import cited
from marchland.world.build.post_soviet.recorded_sectors import recorded_sectors, recorded_totals
from marchland.world.build.post_soviet.recorded_trade import YEARS
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sector_evidence_gdp_shares import value_added_shares
from marchland.world.build.post_soviet.sector_evidence_of_year import evidence_of
from marchland.world.build.post_soviet.sector_trade import sector_trade, totals_of
from marchland.world.build.post_soviet.sectors import SERVICES
from marchland.world.build.post_soviet.services_trade import services_trade
from marchland.world.build.post_soviet.tonnes import with_tonnes
from marchland.world.build.post_soviet.trade_cells import rounded_best, rounded_range, trade_cells

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell, Tables


def tables(reference: Path) -> Tables:
    """Return the tables with the publications they cite.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    economies = gdp(reference)
    held = given(reference)
    totals = goods_trade(reference, economies)
    passing = passing_goods(reference, totals, economies)
    recorded = recorded_totals(totals, held)
    everything = {year: totals_of(recorded, year, GOODS) + totals_of(recorded, year, FUELS) for year in YEARS}
    trade: list[dict[str, Cell]] = []
    reexports: list[dict[str, Cell]] = []
    shares: list[dict[str, Cell]] = []
    for year in YEARS:
        flows = sector_trade(reference, totals, evidence_of(reference, year, totals, needed(passing, year)), year)
        flows = recorded_sectors(flows, held, year)
        services = services_trade(reference, year, everything, economies)
        flows |= {(*pair, SERVICES): figure for pair, figure in services.items()}
        best = {flow: rounded_best(figure.best) for flow, figure in flows.items()}
        through = passing_by_sector(passing, best, year)
        added = value_added_shares(reference, year, totals)
        made = production(reference, net_trade(best, through), added, economies, year)
        between: list[dict[str, Cell]] = [
            {"year": year, "exporter": exporter, "importer": importer, "sector": sector, **trade_cells(figure)}
            for (exporter, importer, sector), figure in flows.items()
        ]
        trade += with_tonnes(reference, year, between)
        trade += home_rows(made, year)
        shares += share_rows(made, year)
        reexports += [
            {
                "year": year,
                "origin": passage[1],
                "via": passage[2],
                "destination": passage[3],
                "sector": sector,
                "recorded": passage[4],
                "low": rounded_range(float(low)),
                "best": float(amount),
                "high": rounded_range(float(high)),
                "estimated": True,
                "source": passing[passage].source,
            }
            for (passage, sector), (low, amount, high) in through.items()
        ]
    sectors = sector_rows(reference)
    return {
        "sectors": sectors,
        "trade": trade,
        "reexports": reexports,
        "input_shares": shares,
        "sources": cited([*sectors, *trade, *reexports, *shares], held.citations()),
    }
