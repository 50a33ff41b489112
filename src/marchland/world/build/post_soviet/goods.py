"""The tables `sectors`, `trade` (between actors) and `reexports`.

Fuels are HS 2701, 2702, 2709, 2711.11 and 2711.21 as BACI states them, and oil products as an estimate: BACI's raw
materials do not hold HS 2710. Liquefied petroleum gas and electricity stay with the goods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.elasticities import sector_rows
from marchland.world.build.post_soviet.goods_trade import GOODS, goods_trade
from marchland.world.build.post_soviet.indicators import gdp
from marchland.world.build.post_soviet.passing_goods import passing_goods
from marchland.world.build.post_soviet.publications import cited

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
    flows = goods_trade(reference, economies)
    passing = passing_goods(reference, flows, economies)
    trade: list[dict[str, Cell]] = [
        {"year": year, "exporter": exporter, "importer": importer, "sector": sector, **figure.cells()}
        for (year, exporter, importer, sector), figure in flows.items()
    ]
    reexports: list[dict[str, Cell]] = [
        {
            "year": year,
            "origin": origin,
            "via": via,
            "destination": destination,
            "sector": GOODS,
            "recorded": recorded,
            **figure.cells(),
        }
        for (year, origin, via, destination, recorded), figure in passing.items()
    ]
    sectors = sector_rows(reference)
    return {
        "sectors": sectors,
        "trade": trade,
        "reexports": reexports,
        "sources": cited([*sectors, *trade, *reexports]),
    }
