"""What a tonne of each sector's goods is worth where it is loaded, USD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marchland.world.build.recipe import Cell


@dataclass(frozen=True, kw_only=True)
class TonneValue:
    """The value of a tonne of a sector's goods, USD: 5th percentile, median, 95th percentile.

    Parameters
    ----------
    low, best, high
        USD a tonne, of a year between 2017 and 2023
    source
        codes of the sources
    """

    low: float
    best: float
    high: float
    source: str


# Best values lie between the published ones of 2021-23, or those of 2002 raised by a half to two thirds for prices.
# Published, USD a tonne: Kazakhstan's exports of 2021 to five buyers: agriculture 410, food 880, chemicals 680,
# machinery 3,300, textiles 3,000, vehicles 1,900. United States' exports of 2002: farm goods 240, food 1,080,
# chemicals 1,300, base metals with machinery 2,960, wood, paper and textiles 1,210, furniture and other manufactures
# 2,670, electronics with vehicles 18,400. United States' shipments of 2012: cereals 300, other crops 1,000, meat
# 3,700, other food 1,220. Uzbek fruit and vegetables of 2023: 700. All that the European Union sold by sea in 2024:
# 2,400. What containers carry: 54,000 USD a TEU, some 5,000 a tonne. Coal, ores and minerals of BACI: 103 in 2017,
# 164 in 2023; crude oil 382 and 506. With these values world trade of 2023 is some 15 billion tonnes. Loaded on
# ships were 11.6, which the United Nations put at more than four fifths of all.
_VALUES = {
    "agriculture": TonneValue(
        low=300, best=550, high=1000, source="baci_kazakhstan_2021;cfs_2012;uzstat_fruit_2023;judgement"
    ),
    "food": TonneValue(low=900, best=1600, high=2600, source="baci_kazakhstan_2021;cfs_2012;cfs_2002;judgement"),
    "mining": TonneValue(low=90, best=150, high=260, source="baci_materials"),
    "textiles": TonneValue(low=4000, best=8500, high=14000, source="baci_kazakhstan_2021;judgement"),
    "chemicals": TonneValue(low=700, best=2000, high=4200, source="baci_kazakhstan_2021;cfs_2002;judgement"),
    # Gold and other precious metals are apart: their tonnes are BACI's own.
    "metals": TonneValue(low=1300, best=2200, high=3600, source="cfs_2002;judgement"),
    "machinery": TonneValue(low=8000, best=14000, high=23000, source="cfs_2002;judgement"),
    "vehicles": TonneValue(low=6500, best=10500, high=15500, source="cfs_2002;judgement"),
    "manufactures": TonneValue(low=800, best=1700, high=3200, source="cfs_2002;judgement"),
    "crude": TonneValue(low=380, best=500, high=640, source="baci_materials"),
    "oil_products": TonneValue(low=450, best=680, high=950, source="baci_materials;judgement"),
}


def tonne_value(sector: str) -> TonneValue | None:
    """Return the value of a tonne of a sector's goods; None of services and of gas, which comes by pipe.

    Parameters
    ----------
    sector
        its code
    """
    return _VALUES.get(sector)


def tonne_cells(sector: str) -> dict[str, Cell]:
    """Return the columns of the table `sectors` that are about tonnes; none where the sector has no tonnes."""
    value = tonne_value(sector)
    if value is None:
        return {}
    return {
        "usd_per_tonne": float(value.best),
        "usd_per_tonne_low": float(value.low),
        "usd_per_tonne_high": float(value.high),
        "tonnes_source": value.source,
    }
