"""What the split of a year goes by, from the modules of the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.goods_trade import GOODS
from marchland.world.build.post_soviet.sector_evidence_fuel_split import fuel_split
from marchland.world.build.post_soviet.sector_evidence_known import known_parts
from marchland.world.build.post_soviet.sector_evidence_mix import sector_mix
from marchland.world.build.post_soviet.sector_trade import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.goods_trade import Flow

# Cars and gold that pass are known within this factor.
_PASSING = 1.5


def evidence_of(
    reference: Path,
    year: int,
    flows: dict[Flow, Figure],
    passing: Mapping[tuple[str, str, str], tuple[float, str]],
) -> Evidence:
    """Return the evidence of a year.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        2017 or 2023
    flows
        totals of goods and of fuels, as `goods_trade` returns them
    passing
        what flows must hold for goods of one sector to pass, MUSD, and the source, by (exporter, importer, sector)
    """
    known = known_parts(reference, year)
    known = known[known["total"] == GOODS]
    held = known.groupby(["exporter", "importer", "sector"])["musd"].sum().to_dict()
    more = [
        {
            "exporter": flow[0],
            "importer": flow[1],
            "sector": flow[2],
            "musd": least - held.get(flow, 0.0),
            "spread": _PASSING,
            "source": source,
        }
        for flow, (least, source) in passing.items()
        if least > held.get(flow, 0.0)
    ]
    return Evidence(
        known=pd.concat([known, pd.DataFrame(more)], ignore_index=True) if more else known,
        mix=sector_mix(reference, year, flows),
        fuels=fuel_split(reference, year, flows),
    )
