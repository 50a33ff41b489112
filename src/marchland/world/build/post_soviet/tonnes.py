"""Tonnes of single flows, where more is known of them than the value of a tonne of their sector.

Known are raw materials (BACI), wheat (FAOSTAT's tonnes, as they enter the value of trade) and Kazakhstan's exports to
five buyers; of some sellers what a tonne of theirs is worth (`seller_prices`). The rest of a flow weighs what its
sector's goods do.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.material_tonnes import material_tonnes
from marchland.world.build.post_soviet.sector_evidence_codes import sector_of
from marchland.world.build.post_soviet.sector_evidence_kazakh_exports import KAZAKH_EXPORTS, buyers
from marchland.world.build.post_soviet.sector_evidence_wheat import wheat, wheat_tonne_price
from marchland.world.build.post_soviet.sectors import GOODS_CODES
from marchland.world.build.post_soviet.seller_prices import seller_price, seller_sources
from marchland.world.build.post_soviet.tonne_values import tonne_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from marchland.world.build.recipe import Cell

Flow = tuple[str, str, str]

KAZAKHSTAN, KAZAKH_YEAR = "KAZ", 2023
# Of a smaller part of a flow nothing follows for the whole.
_SMALLEST_SHARE = 0.1
_SMALLEST_KAZAKH = 5.0
_DIGITS = 4


def with_tonnes(reference: Path, year: int, rows: Iterable[dict[str, Cell]]) -> list[dict[str, Cell]]:
    """Return rows of `trade` of a year with their tonnes, where these are known better than by their sector.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023
    rows
        rows between actors; `best` is MUSD
    """
    parts, kazakh = weighed_parts(reference, year), kazakh_prices(reference) if year == KAZAKH_YEAR else {}
    result = []
    for row in rows:
        flow = (str(row["exporter"]), str(row["importer"]), str(row["sector"]))
        price = kazakh.get(flow, seller_price(flow[0], flow[2]))
        weight = tonnes_of(flow[2], float(row["best"] or 0), parts.get(flow, (0.0, 0.0)), price)
        if weight is None:
            result.append(row)
            continue
        told = (
            *(TONNES_SOURCES[flow[2]] if flow in parts else ()),
            *(("baci_kazakhstan_2021",) if flow in kazakh else seller_sources(flow[0], flow[2])),
        )
        cited = ";".join(dict.fromkeys([*str(row["source"]).split(";"), *told]))
        result.append({**row, "tonnes": weight, "source": cited})
    return result


def tonnes_of(sector: str, value: float, part: tuple[float, float], price: float | None = None) -> float | None:
    """Return the tonnes of a flow; None where nothing beyond its sector is known.

    Parameters
    ----------
    sector
        code
    value
        MUSD
    part
        MUSD and tonnes of what is known of it
    price
        USD a tonne of what else the seller sells, None = as in the sector
    """
    musd, tonnes = part
    usual = tonne_value(sector)
    if usual is None or sector not in GOODS_CODES or value <= 0:
        return None
    if musd < _SMALLEST_SHARE * value:
        if price is None:
            return None
        musd, tonnes = 0.0, 0.0
    # Where the balanced flow is smaller than its part, the part's price holds for it.
    known = tonnes * min(1.0, value / musd) if musd else 0.0
    weight = known + max(value - musd, 0.0) * 1e6 / (price or usual.best)
    return float(f"{weight:.{_DIGITS}g}")


def weighed_parts(reference: Path, year: int) -> dict[Flow, tuple[float, float]]:
    """Return MUSD and tonnes of the parts of flows whose tonnes are known.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023
    """
    parts: dict[Flow, list[tuple[float, float]]] = defaultdict(list)
    for exporter, importer, sector, musd, tonnes in material_tonnes(reference, year).itertuples(index=False):
        parts[str(exporter), str(importer), str(sector)].append((float(musd), float(tonnes)))
    grain = wheat(reference, year)
    for exporter, importer, sector, musd in zip(
        *(grain[column] for column in ("exporter", "importer", "sector", "musd")), strict=True
    ):
        price = wheat_tonne_price(str(exporter), str(importer), year)
        parts[str(exporter), str(importer), str(sector)].append((float(musd), float(musd) * 1e6 / price))
    return {flow: (sum(m for m, _ in found), sum(t for _, t in found)) for flow, found in parts.items()}


def kazakh_prices(reference: Path) -> dict[Flow, float]:
    """Return what a tonne of Kazakhstan's exports of 2021 was worth by flow, USD; what is below 5 MUSD is left out."""
    table = pd.read_csv(reference / "flows" / KAZAKH_EXPORTS, skipinitialspace=True)
    table["importer"] = table["name"].map(buyers())
    table["sector"] = [sector_of(code) for code in table["k"]]
    table["q"] = pd.to_numeric(table["q"], errors="coerce")
    table = table[table["importer"].notna() & (table["q"] > 0) & table["sector"].isin(GOODS_CODES)]
    sums = table.groupby(["importer", "sector"])[["v", "q"]].sum()
    sums = sums[sums["v"] >= _SMALLEST_KAZAKH * 1e3]
    return {
        (KAZAKHSTAN, str(importer), str(sector)): float(v) * 1e3 / float(q)
        for (importer, sector), v, q in zip(sums.index, sums["v"], sums["q"], strict=True)
    }


TONNES_SOURCES: Mapping[str, tuple[str, ...]] = {
    sector: ("faostat_wheat",) if sector == "agriculture" else ("baci_materials",) for sector in GOODS_CODES
}
