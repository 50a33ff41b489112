"""Wheat in tonnes between the states of the region and all others, brought to money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.region import POST_SOVIET, actor_names
from marchland.world.build.post_soviet.sector_evidence_wheat import TONNES_OF, wheat_price

if TYPE_CHECKING:
    from pathlib import Path

_SPREAD = {2017: 2.5, 2023: 1.8}
_SOURCE = "faostat_wheat;world_bank_pink_sheet;azernews_georgia_2023"
_SMALLEST = 1.0
_SPELLINGS = {"Türkiye": "TUR", "South Korea": "KOR"}


def wheat_flows(reference: Path) -> dict[tuple[int, str, str, str], Figure]:
    """Return the value of wheat, MUSD by (year, exporter, importer, product).

    Tonnes of 2019 stand for 2017 and those of 2022 for 2023 (FAOSTAT), at the prices of the year; the range is wide
    for that. What is below 1 MUSD is left out.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    codes = actor_names() | _SPELLINGS
    flows: dict[tuple[int, str, str, str], Figure] = {}
    for year, measured in TONNES_OF.items():
        file = reference / "flows" / f"fao_wheat_trade_matrix_{measured}.csv"
        tonnes = pd.read_csv(file, index_col=0, keep_default_na=False).astype(float)
        for country, row in tonnes.iterrows():
            exporter = codes.get(str(country))
            for partner, amount in row.items():
                importer = codes.get(str(partner))
                if exporter is None or importer is None or not {exporter, importer} & set(POST_SOVIET):
                    continue
                value = float(amount) * wheat_price(exporter, year) / 1e6
                if value >= _SMALLEST:
                    flows[year, exporter, importer, "grain"] = around(value, _SPREAD[year], _SOURCE, estimated=True)
    return flows
