"""Flows of single products as publications state them, MUSD a year; hand-written, each with its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ProductFigure:
    """One published or derived figure.

    Parameters
    ----------
    year, exporter, importer, product
        of tourists the exporter is the country that they visit
    low, best, high
        MUSD of the year; 5th, 50th and 95th percentile
    estimated
        True where the figure is brought to a year, or derived from published ones
    source
        ids of `sources`, joined by semicolons
    """

    year: int
    exporter: str
    importer: str
    product: str
    low: float
    best: float
    high: float
    estimated: bool
    source: str


# year exporter importer product low best high estimated source
_FIGURES = """
2022 GEO RUS wine 157 160.8 164 no azernews_georgia_2023
2023 GEO RUS wine 164 168.3 172 no azernews_georgia_2023
2022 GEO POL wine 13.8 15.1 16.5 yes bm_georgia_wine_2022
2022 GEO UKR wine 11.5 12.5 13.8 yes bm_georgia_wine_2022
2022 GEO CHN wine 11.4 12.4 13.6 yes bm_georgia_wine_2022
2022 GEO KAZ wine 9.4 10.3 11.3 yes bm_georgia_wine_2022
2022 GEO BLR wine 6.29 6.9 7.5 yes bm_georgia_wine_2022
2022 GEO USA wine 4.9 5.3 5.9 yes bm_georgia_wine_2022
2022 GEO LVA wine 4.1 4.5 4.9 yes bm_georgia_wine_2022
2022 GEO DEU wine 3.1 3.4 3.7 yes bm_georgia_wine_2022
2022 GEO LTU wine 1.9 2.1 2.3 yes bm_georgia_wine_2022
2023 GEO RUS mineral_water 60 62 64 no rbc_georgia_water_2023
2023 GEO KAZ mineral_water 24 25 26 no rbc_georgia_water_2023
2023 GEO UKR mineral_water 13 14 15 no rbc_georgia_water_2023
2021 MDA RUS wine 13 16.3 20 yes gazzetta_moldova_wine_2021
2022 MDA RUS wine 3.4 5.5 8 yes moldovalive_wine_2022
2020 ARM RUS brandy 123 129.4 150 no mk_armenia_brandy_2020
2021 ARM RUS brandy 150 180 200 no azatutyun_brandy_2024
2023 ARM RUS brandy 150 183 215 yes bm_armenia_brandy_2024
2021 BLR RUS dairy 2100 2200 2400 no tdm_belarus_dairy_2021
2021 BLR RUS meat 500 525 560 no tdm_belarus_dairy_2021
2022 RUS CHN fish 2600 2750 2900 no interfax_fish_2023
2022 KGZ RUS dairy 18 19.9 22 no dairynews_kyrgyzstan_2023
2017 AZE RUS tomatoes 143 151 159 no agroinvestor_tomatoes_2017
2020 AZE RUS tomatoes 190 197.4 205 no azernews_tomatoes_2021
2023 AZE RUS tomatoes 150 158 166 no freshplaza_tomatoes_2023
2017 TUR RUS produce 376 450 520 yes anews_turkey_produce_2018
2018 TUR RUS produce 466 560 640 yes anews_turkey_produce_2018
2023 TUR RUS produce 700 880 1050 yes hurriyet_turkey_produce_2023
2023 UZB RUS produce 380 480 580 yes tafsilar_uzbekistan_produce_2023
2023 UZB PAK produce 140 176 220 yes tafsilar_uzbekistan_produce_2023
2023 UZB KAZ produce 110 138 175 yes tafsilar_uzbekistan_produce_2023
2023 UZB KGZ produce 75 96 120 yes tafsilar_uzbekistan_produce_2023
2023 RUS GEO grain 46 48.6 51 no azernews_georgia_2023
2023 RUS AZE grain 209 228 250 yes vestnik_azerbaijan_wheat_2023
2023 KAZ AZE grain 50 55 61 yes vestnik_azerbaijan_wheat_2023
2022 CHN RUS cars 1600 1680 1760 no nia_china_cars_2023
2023 CHN RUS cars 10000 11200 12500 yes nia_china_cars_2023
2021 UZB KAZ cars 245 262 282 yes kun_uzbek_cars_2021
2018 GEO RUS tourists 670 710 750 no tass_georgia_tourists_2019
2022 GEO RUS tourists 580 891 930 no newsam_georgia_tourists_2022
2022 GEO TUR tourists 370 399 430 no newsam_georgia_tourists_2022
2022 GEO UKR tourists 215 282 300 no newsam_georgia_tourists_2022
2022 GEO ISR tourists 250 271 290 no newsam_georgia_tourists_2022
2022 GEO BLR tourists 180 244 260 no newsam_georgia_tourists_2022
2022 GEO ARM tourists 144 156 168 no newsam_georgia_tourists_2022
2022 GEO AZE tourists 92 100 108 no newsam_georgia_tourists_2022
2022 GEO IRN tourists 84 91 98 no newsam_georgia_tourists_2022
2023 GEO RUS tourists 850 935 980 yes cbw_georgia_tourists_2023
2022 ARM RUS tourists 800 1195 1400 yes rcsp_armenia_tourists_2024
2023 AZE RUS tourists 300 500 650 yes trend_azerbaijan_tourists_2023;azeswiss_visitors_2023
2023 TUR RUS tourists 4000 6000 7500 yes lenta_turkey_tourists_2023
"""


def product_figures() -> tuple[ProductFigure, ...]:
    """Return the published figures."""
    figures = []
    for line in filter(None, _FIGURES.split("\n")):
        year, exporter, importer, product, low, best, high, estimated, source = line.split()
        figures.append(
            ProductFigure(
                year=int(year),
                exporter=exporter,
                importer=importer,
                product=product,
                low=float(low),
                best=float(best),
                high=float(high),
                estimated=estimated == "yes",
                source=source,
            )
        )
    return tuple(figures)
