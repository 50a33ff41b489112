"""What a tonne of some sellers' goods is worth, where they sell far heavier goods than the world does."""

from __future__ import annotations

# Fertiliser is 44 % of Russia's exports of chemicals by value and sold at some 330 USD a tonne (37.5 Mt of 2021; 16.7
# bn USD in ten months of 2022 were 70 % more than in 2021); the rest at some 1,100, a judgement. Belarus sells potash
# and tyres, nitrogen and fibres in like parts. Of other manufactures Russia sells above all sawn timber (20.7 million
# m3 in 2023, some 11.5 Mt; a quarter of a thousand dollars a tonne in 2020), pulp, paper and plywood. What Ukraine
# sells of farm goods beside wheat is two thirds maize.
_PRICES = {
    ("RUS", "chemicals"): (
        550.0,
        "scobrics_fertiliser_2023;newsunrolled_fertiliser_2022;russian_chemicals_2021;judgement",
    ),
    ("BLR", "chemicals"): (550.0, "euroradio_potash_2016;judgement"),
    ("RUS", "manufactures"): (700.0, "menafn_timber_2023;holz_timber_2020;judgement"),
    ("UKR", "agriculture"): (270.0, "brecorder_grain_2023;judgement"),
}


def seller_price(exporter: str, sector: str) -> float | None:
    """Return what a tonne of a seller's goods of a sector is worth, USD; None where its sector says it.

    Parameters
    ----------
    exporter, sector
        codes
    """
    return _PRICES[exporter, sector][0] if (exporter, sector) in _PRICES else None


def seller_sources(exporter: str, sector: str) -> tuple[str, ...]:
    """Return the sources of a seller's price."""
    return tuple(_PRICES[exporter, sector][1].split(";")) if (exporter, sector) in _PRICES else ()
