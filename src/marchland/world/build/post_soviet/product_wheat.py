"""Wheat in tonnes between the states of the region and all others, brought to money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import REST
from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.recorded_trade import YEARS
from marchland.world.build.post_soviet.region import POST_SOVIET
from marchland.world.build.post_soviet.sector_evidence_wheat import (
    KAZAKH_SOURCE,
    KAZAKH_SPREAD,
    is_kazakh_grain,
    wheat_tonnes,
    wheat_value,
)

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
                seller, buyer = str(exporter), str(importer)
                value = wheat_value(seller, buyer, float(amount), year)
                if value >= _SMALLEST:
                    stated = is_kazakh_grain(seller, buyer, year)
                    factor, source = (KAZAKH_SPREAD, KAZAKH_SOURCE) if stated else (spread, _SOURCE)
                    flows[year, seller, buyer, "grain"] = around(value, factor, source, estimated=True)
    return flows
