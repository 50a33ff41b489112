"""Raw materials that BACI states by HS6, added up by pair and sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.recorded_trade import COAL, CRUDE, GAS, recorded_trade
from marchland.world.build.post_soviet.region import POST_SOVIET
from marchland.world.build.post_soviet.sector_evidence import ENERGY, RECORDED, carved_actors
from marchland.world.build.post_soviet.sector_evidence_codes import sector_of
from marchland.world.build.post_soviet.trade_holes import SILENT

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "baci_raw_materials_2012_2024.csv.gz"
_SOURCE = "baci_materials"
# One side reports only; a flow below a million; gas, of which BACI imputes tonnes where neither side reports.
_ONE_SIDE, _SMALL, _GAS = 1.35, 1.6, 1.3
_SMALLEST = 0.001


def raw_materials(reference: Path, year: int) -> pd.DataFrame:
    """Return what BACI's 73 raw materials add up to by pair of actors and sector.

    All pairs for energy and coal, of the others those with a state of the region or another actor outside the OECD's
    tables. The values of gas are
    declared ones; only its tonnes are imputed where neither side reports, and no tonnes are used here. Russian gas to
    Belarus after 2020 and to Türkiye is not in the file.

    Parameters
    ----------
    reference, year
        folder of the reference data; a year from 2012 to 2024

    Returns
    -------
    columns `exporter`, `importer`, `sector`, `total` ("goods" or "fuels": the total of the pair that the part belongs
    to), `musd`, `spread`, `source`
    """
    table = pd.read_csv(reference / "flows" / _FILE, keep_default_na=False)
    # The totals know no other countries; Taiwan is among those that they leave out.
    known = recorded_trade(reference).countries
    inside = table["exporter"].isin(known) & table["importer"].isin(known)
    table = table[inside & (table["year"] == year)].copy()
    for side in ("exporter", "importer"):
        table[side] = table[side].where(table[side].isin(STATES), REST)
    table = table[table["exporter"] != table["importer"]]
    table["sector"] = table["hs92"].map({code: sector_of(code) for code in table["hs92"].unique()})
    table["total"] = table["hs92"].isin([*COAL, *CRUDE, *GAS]).map({True: "fuels", False: "goods"})
    keys = ["exporter", "importer", "sector", "total"]
    sums = table.groupby(keys, as_index=False)["value_kusd"].sum()
    sums["musd"] = sums.pop("value_kusd") / 1e3
    carved = {*carved_actors(reference), *POST_SOVIET}
    wanted = sums["exporter"].isin(carved) | sums["importer"].isin(carved) | (sums["total"] == "fuels")
    result = sums[wanted & (sums["musd"] >= _SMALLEST)].reset_index(drop=True)
    silent = SILENT[min(SILENT, key=lambda known: abs(known - year))]
    one_side = result["exporter"].isin(silent) | result["importer"].isin(silent)
    spread = one_side.map({True: _ONE_SIDE, False: RECORDED})
    spread = spread.where(result["sector"] != "gas", spread.clip(lower=_GAS))
    result["spread"] = spread.where(result["musd"] >= 1.0, _SMALL)
    result["source"] = _SOURCE
    assert set(result.loc[result["sector"].isin(ENERGY), "total"]) <= {"fuels"}
    return pd.DataFrame(result)
