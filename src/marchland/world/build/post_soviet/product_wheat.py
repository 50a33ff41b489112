"""Wheat in tonnes between the states of the region and all others, brought to money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import REST
from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.recorded_trade import YEARS
from marchland.world.build.post_soviet.region import POST_SOVIET
from marchland.world.build.post_soviet.sector_evidence_wheat import wheat_price, wheat_tonnes

if TYPE_CHECKING:
    from pathlib import Path

_SOURCE = "faostat_wheat;world_bank_pink_sheet;azernews_georgia_2023"
_SMALLEST = 1.0


def wheat_flows(reference: Path) -> dict[tuple[int, str, str, str], Figure]:
    """Return the value of wheat, MUSD by (year, exporter, importer, product).

    Tonnes are those of `wheat_tonnes`, at the prices of the year. What is below 1 MUSD is left out.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    flows: dict[tuple[int, str, str, str], Figure] = {}
    for year in YEARS:
        tonnes, spread = wheat_tonnes(reference, year)
        for exporter, row in tonnes.iterrows():
            for importer, amount in row.items():
                pair = {str(exporter), str(importer)}
                if len(pair) == 1 or REST in pair or not pair & set(POST_SOVIET):
                    continue
                value = float(amount) * wheat_price(str(exporter), year) / 1e6
                if value >= _SMALLEST:
                    flow = year, str(exporter), str(importer), "grain"
                    flows[flow] = around(value, spread, _SOURCE, estimated=True)
    return flows
