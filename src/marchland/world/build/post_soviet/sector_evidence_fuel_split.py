"""What the total of fuels of a pair is made of: crude oil, gas, oil products and coal.

Crude oil, gas and coal are BACI's, crude oil that stands among goods included; oil products, of which no record by HS6
is at hand, are what is left of the total. Where BACI lacks Russian fuels or Iran's oil the parts are worked out here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.goods_trade import FUELS, goods_trade
from marchland.world.build.post_soviet.indicators import gdp
from marchland.world.build.post_soviet.iranian_oil import iranian_oil
from marchland.world.build.post_soviet.recorded_trade import recorded_trade
from marchland.world.build.post_soviet.sector_evidence import FUEL_PARTS, JUDGED, RECORDED
from marchland.world.build.post_soviet.sector_evidence_raw_materials import raw_materials

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.goods_trade import Flow

    Pair = tuple[str, str]

_PRODUCTS = "oil_products"
# Parts that are worked out and not recorded.
_WORKED_OUT = 1.6
# 26 bcm at 275 USD a thousand cubic metres, as `goods_trade` adds them.
_TURKISH_GAS = 26 * 275.0
# 200 bn roubles a year by the contract of 2023 to 2025, at 85.2 roubles a USD; BACI has 2,453 MUSD for 2020.
_BELARUSIAN_GAS = 200e3 / 85.2
# Of Russian oil to Türkiye in 2023 a little less than half was crude: in October 1.1 Mt of it, 0.72 of diesel and other
# products besides (a judgement; the OECD's tables have half).
_TURKISH_CRUDE = 0.45
_SOURCES = {
    (2023, "RUS", "TUR"): "interfax_turkiye_2023;judgement",
    (2023, "RUS", "BLR"): "agenzia_belarus_gas_2023;judgement",
}
_LARGE = 1e6


def fuel_split(reference: Path, year: int, flows: dict[Flow, Figure] | None = None) -> pd.DataFrame:
    """Return how the total of fuels of each pair splits.

    Parameters
    ----------
    reference, year
        folder of the reference data; 2017 or 2023
    flows
        what `goods_trade` returns; worked out here where it is not given

    Returns
    -------
    columns `exporter`, `importer`, `sector` (of `FUEL_PARTS`; coal is `mining`), `share` (adding up to 1 over a pair;
    parts of nothing have no row), `spread`, `source`; a row of pairs with a total of fuels only
    """
    flows = goods_trade(reference, gdp(reference)) if flows is None else flows
    totals = {(e, i): f for (y, e, i, s), f in flows.items() if y == year and s == FUELS}
    parts = _recorded_parts(reference, year)
    worked = _worked_out(reference, year, totals, parts)
    rows = []
    for pair, figure in totals.items():
        raw, source = dict(parts.get(pair, {})), figure.source
        if pair in worked:
            raw, source = worked[pair], f"{source};{_SOURCES.get((year, *pair), 'judgement')}"
        else:
            raw[_PRODUCTS] = max(figure.best - sum(raw.values()), 0.0)
        total = sum(raw.values())
        for sector in FUEL_PARTS:
            share = raw.get(sector, 0.0) / total
            if share < 1e-9:
                continue
            width = _WORKED_OUT if pair in worked else JUDGED if sector == _PRODUCTS else RECORDED
            cited = f"{source};judgement" if sector == _PRODUCTS and pair not in worked else source
            rows.append((*pair, sector, share, max(width ** (1 - share), 1.1), cited))
    return pd.DataFrame(rows, columns=["exporter", "importer", "sector", "share", "spread", "source"])


def _recorded_parts(reference: Path, year: int) -> dict[Pair, dict[str, float]]:
    table = raw_materials(reference, year)
    result: dict[Pair, dict[str, float]] = {}
    for row in table[table["total"] == "fuels"].itertuples():
        result.setdefault((str(row.exporter), str(row.importer)), {})[str(row.sector)] = float(str(row.musd))
    recorded = recorded_trade(reference)
    for place in np.argwhere(recorded.revalued[year] > 0):
        codes = [recorded.countries[int(k)] for k in place]
        exporter, importer = (code if code in STATES else REST for code in codes)
        held = result.setdefault((exporter, importer), {})
        held["crude"] = held.get("crude", 0.0) + float(recorded.revalued[year][tuple(place)])
    return result


def _worked_out(
    reference: Path, year: int, totals: dict[Pair, Figure], parts: dict[Pair, dict[str, float]]
) -> dict[Pair, dict[str, float]]:
    turkish, belarusian = ("RUS", "TUR"), ("RUS", "BLR")
    total, held = totals[turkish].best, parts[turkish]
    if year == 2017:
        # The OECD's tables of 2019: products 2,449 of 6,218 MUSD of fuels. Gas is what BACI's total leaves for it.
        products = 2449 / 6218 * total
        gas = max(total - products - held["mining"] - held["crude"], 0.0)
        return {turkish: {"mining": held["mining"], "crude": held["crude"], _PRODUCTS: products, "gas": gas}}
    oil = total - _TURKISH_GAS - held["mining"]
    # The OECD's tables of 2022: coal 40 and products 1,373 of 5,980 MUSD of fuels.
    whole = totals[belarusian].best
    coal, products = 40 / 5980 * whole, 1373 / 5980 * whole
    chinese = (REST, "CHN")
    anything = Figure(low=_LARGE, best=_LARGE, high=_LARGE, estimated=True, source="")
    taken = _LARGE - iranian_oil(reference, anything)[chinese].best
    rest = dict(parts[chinese])
    rest["crude"] -= taken
    rest[_PRODUCTS] = max(totals[chinese].best - sum(rest.values()), 0.0)
    return {
        turkish: {
            "mining": held["mining"],
            "gas": _TURKISH_GAS,
            "crude": _TURKISH_CRUDE * oil,
            _PRODUCTS: (1 - _TURKISH_CRUDE) * oil,
        },
        belarusian: {
            "mining": coal,
            "gas": _BELARUSIAN_GAS,
            _PRODUCTS: products,
            "crude": whole - coal - products - _BELARUSIAN_GAS,
        },
        chinese: rest,
        ("IRN", "CHN"): {"crude": totals["IRN", "CHN"].best},
    }
