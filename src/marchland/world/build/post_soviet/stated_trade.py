"""Flows that BACI lacks or has wrong and that another publication states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.region import actor_names

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.recorded_trade import RecordedTrade

Flow = tuple[int, str, str]

# (year, exporter, importer): low, best, high in MUSD of all goods, source
_STATED: dict[Flow, tuple[float, float, float, str]] = {
    # Russian figures; the Belarusian total of both directions is 54 instead of 46.5 bn.
    (2023, "RUS", "BLR"): (20500, 22600, 26200, "tass_belarus_2023"),
    (2023, "BLR", "RUS"): (21500, 23900, 27800, "tass_belarus_2023"),
    (2023, "RUS", "GEO"): (1600, 1740, 1900, "civil_geostat_2023;cia_factbook"),
    (2023, "GEO", "RUS"): (600, 657, 720, "civil_geostat_2023;cia_factbook"),
    (2023, "CHN", "GEO"): (1150, 1330, 1500, "civil_geostat_2023;cia_factbook"),
    (2023, "GEO", "CHN"): (250, 310, 370, "civil_geostat_2023"),
    # With the cars that Georgia sells on; its partners count goods of Georgian origin only (124, 71 and 35).
    (2023, "GEO", "AZE"): (820, 862, 900, "civil_geostat_2023"),
    (2023, "GEO", "KAZ"): (665, 703, 740, "civil_geostat_2023"),
    (2023, "GEO", "KGZ"): (660, 696, 730, "civil_geostat_2023"),
    (2023, "RUS", "TJK"): (1400, 1580, 1800, "tass_tajikistan_2023"),
    (2023, "TJK", "RUS"): (115, 134.7, 160, "tass_tajikistan_2023"),
    # Only the sum of both directions is stated (93.9); 2017 splits it.
    (2023, "BLR", "TJK"): (65, 86, 94, "tass_tajikistan_2023;baci_2017"),
    (2023, "TJK", "BLR"): (4, 8, 28, "tass_tajikistan_2023;baci_2017"),
    (2023, "RUS", "TKM"): (400, 542, 1300, "nca_turkmenistan_2023;baci_2017"),
    (2023, "TKM", "RUS"): (90, 136, 330, "nca_turkmenistan_2023;baci_2017"),
    # 4.6 bn in 2022, split as in 2020 (64 % Russian exports), lower in 2023 when Iran bought less grain.
    (2023, "RUS", "IRN"): (1700, 2600, 4000, "urdupoint_iran_2022;rt_iran_2020"),
    (2023, "IRN", "RUS"): (750, 1250, 1900, "urdupoint_iran_2022;rt_iran_2020"),
    # Twice the first half of 2022 is 466 in both directions; mostly Iranian exports.
    (2023, "IRN", "TKM"): (220, 380, 620, "inozpress_iran_2022"),
    (2023, "TKM", "IRN"): (40, 90, 220, "inozpress_iran_2022"),
    # Four times the spring quarter of 2023 is 272, split as in the year from March 2021.
    (2023, "IRN", "TJK"): (110, 180, 290, "trend_tajikistan_2023;mehr_tajikistan_2022"),
    (2023, "TJK", "IRN"): (35, 75, 140, "trend_tajikistan_2023;mehr_tajikistan_2022"),
    # The Iranian year to March 2024.
    (2023, "BLR", "IRN"): (45, 59, 80, "menafn_belarus_2024"),
    (2023, "IRN", "BLR"): (14, 20, 28, "menafn_belarus_2024"),
    # Nine, seven and eleven months brought to the year.
    (2023, "GEO", "TJK"): (31, 39, 48, "trend_georgia_2023"),
    (2023, "TJK", "GEO"): (0.04, 0.06, 0.2, "trend_georgia_2023"),
    (2023, "TJK", "AFG"): (75, 95, 125, "ghroona_tajikistan_2023"),
    (2023, "AFG", "TJK"): (0.7, 1.4, 4, "ghroona_tajikistan_2023"),
    # Only the sums of both directions are stated: 44 and 481.
    (2023, "TKM", "TJK"): (15, 34, 44, "menafn_tajikistan_2023"),
    (2023, "TJK", "TKM"): (3, 10, 28, "menafn_tajikistan_2023"),
    (2023, "TKM", "AFG"): (350, 460, 520, "nca_afghanistan_2023"),
    (2023, "AFG", "TKM"): (5, 20, 60, "nca_afghanistan_2023"),
    # 172 and 2 in eight months of 2024.
    (2023, "RUS", "AFG"): (140, 240, 600, "swn_afghanistan_2024"),
    (2023, "AFG", "RUS"): (1.5, 3, 8, "swn_afghanistan_2024"),
    # Twice the half year of 2020, before the change of power in Kabul.
    (2023, "IRN", "AFG"): (1100, 1900, 2900, "irna_afghanistan_2020"),
    (2017, "IRN", "AFG"): (1200, 2000, 3300, "irna_afghanistan_2020"),
    # Korean figures of 2022; Russia's exports moved with the raw materials that BACI has for both years.
    (2023, "RUS", "KOR"): (7000, 9800, 13500, "ajupress_korea_2022;baci_materials"),
    (2023, "KOR", "RUS"): (4800, 6000, 7000, "ajupress_korea_2022"),
    # Embargo by decree since 2022 and no record on either side: next to nothing.
    (2023, "UKR", "RUS"): (0.1, 1.0, 10.0, "baci_2023"),
}
_WIDER = 1.05


def stated_trade(reference: Path, recorded: RecordedTrade) -> dict[Flow, Figure]:
    """Return flows stated by others than BACI, MUSD of all goods.

    Armenia's own figures join BACI's: the range spans both and the median is their geometric mean.

    Parameters
    ----------
    reference
        folder of the reference data
    recorded
        BACI's flows
    """
    stated = {
        flow: Figure(low=low, best=best, high=high, estimated=True, source=source)
        for flow, (low, best, high, source) in _STATED.items()
    }
    return {**_armenian(reference, recorded), **stated}


def _armenian(reference: Path, recorded: RecordedTrade) -> dict[Flow, Figure]:
    table = pd.read_csv(reference / "flows" / "armenia_trade_by_country_monthly.csv", encoding="utf-8-sig")
    names = actor_names()
    sums = table.groupby(["year", "country"])[["export", "import_origin"]].sum() / 1e3
    result: dict[Flow, Figure] = {}
    home = recorded.at("ARM")
    for year in recorded.totals:
        for country, exports, imports in sums.loc[year].itertuples():
            partner = names.get(country)
            if partner is None or partner == "ARM" or partner not in recorded.countries:
                continue
            there = recorded.at(partner)
            pairs = (("ARM", partner, exports, home, there), (partner, "ARM", imports, there, home))
            for exporter, importer, own, row, column in pairs:
                other = float(recorded.totals[year][row, column])
                if not (own > 1 and other > 1) or (year, exporter, importer) in _STATED:
                    continue
                result[year, exporter, importer] = Figure(
                    low=min(own, other) / _WIDER,
                    best=(own * other) ** 0.5,
                    high=max(own, other) * _WIDER,
                    estimated=False,
                    source=f"armstat_trade;baci_{year}",
                )
    return result
