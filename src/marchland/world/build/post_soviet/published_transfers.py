"""Transfers by host and origin as central banks published them, MUSD a year; hand-written, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One published or derived figure.

    Attributes
    ----------
    year, host, origin
        when, where the money is earned, where it goes
    low, best, high
        MUSD of the year; 5th, 50th and 95th percentile
    source
        source ids joined by ``;``
    kind
        ``labour`` or ``relocation``
    estimated
        true where it is derived from published figures and was not published itself
    """

    year: int
    host: str
    origin: str
    low: float
    best: float
    high: float
    source: str
    kind: str = "labour"
    estimated: bool = True


# year, host, origin, low, best, high, source, estimated
_LABOUR = """
2017 RUS UZB 2839 3902 4100 cbr_2017;wb_remittances_2017 no
2017 RUS TJK 1687 2536 2700 cbr_2017;wb_remittances_2017 no
2017 RUS KGZ 1904 2211 2350 cbr_2017;wb_remittances_2017 no
2017 RUS KAZ 150 226 709 wb_remittances_2017;cbr_2017 yes
2017 KAZ UZB 150 300 450 cbu_2018 yes
2017 USA UZB 100 200 300 cbu_2018 yes
2017 TUR UZB 100 200 300 cbu_2018 yes
2017 ISR UZB 25 50 80 cbu_2018 yes
2017 RUS GEO 440 455 480 nbg_2018 no
2017 ITA GEO 136 143 150 nbg_2018 no
2017 GRC GEO 134 141 148 nbg_2018 no
2017 USA GEO 135 142 149 nbg_2018 no
2017 ISR GEO 113 119 125 nbg_2018 no
2017 TUR GEO 104 109 114 nbg_2018 no
2017 ESP GEO 33 38 44 nbg_dec_2017 yes
2017 DEU GEO 30 35 44 nbg_dec_2017 yes
2017 UKR GEO 22 26 31 nbg_dec_2017 yes
2017 GBR GEO 15 17 20 nbg_dec_2017 yes
2017 AZE GEO 11 14 18 nbg_dec_2017 yes
2017 KAZ GEO 11 13 16 nbg_dec_2017 yes
2017 FRA GEO 10 13 16 nbg_dec_2017 yes
2017 RUS MDA 350 400 533 bnm_2016;wb_remittances_2017 yes
2017 ISR MDA 140 165 200 bnm_2016 yes
2017 ITA MDA 120 140 320 bnm_2016;wb_remittances_2017 yes
2017 USA MDA 85 110 140 bnm_2016 yes
2017 POL UKR 2600 3116 3400 nbu_2017 no
2017 RUS UKR 1000 1359 1600 nbu_2017 no
2017 USA UKR 570 679 780 nbu_2017 no
2017 CZE UKR 350 550 800 nbu_2019;nbu_2017 yes
2023 RUS UZB 8000 8580 9800 cbu_2023;factbook_remittances no
2023 KAZ UZB 500 588 680 cbu_2023 no
2023 USA UZB 330 400 480 cbu_2024 yes
2023 TUR UZB 150 350 600 uzb_migration_2024 yes
2023 KOR UZB 130 260 450 cbu_2024;uzb_korea_2024 yes
2023 ISR UZB 30 70 150 cbu_2018;cbu_2024 yes
2023 DEU UZB 25 50 110 cbu_2024 yes
2023 POL UZB 25 50 110 cbu_2024 yes
2023 RUS TJK 3000 4100 5400 factbook_remittances;adb_tjk_2023 yes
2023 RUS KGZ 2300 2532 2750 nbkr_2023 no
2023 USA KGZ 48 58 70 nbkr_2022;nbkr_2023 yes
2023 TUR KGZ 8 14 20 nbkr_2022;nbkr_2023 yes
2023 KAZ KGZ 6 30 88 nbkr_2022;nbk_oct_2023 yes
2023 RUS GEO 330 420 560 nbg_2021_russia;nbg_2024 yes
2023 ITA GEO 500 525 550 nbg_2024 no
2023 USA GEO 440 462 490 nbg_2024 no
2023 GRC GEO 225 245 262 nbg_2022;nbg_oct_2023 yes
2023 DEU GEO 190 215 245 nbg_2022;nbg_oct_2023 yes
2023 ISR GEO 190 208 225 nbg_2022;nbg_jan_2024 yes
2023 TUR GEO 80 95 105 nbg_2022;nbg_jan_2024 yes
2023 ESP GEO 50 57 64 nbg_2022;nbg_jan_2024 yes
2023 FRA GEO 40 48 56 nbg_jan_2024 yes
2023 KAZ GEO 40 100 200 nbg_2022;nbk_oct_2023 yes
2023 RUS AZE 200 300 600 cba_h1_2024 yes
2023 TUR AZE 115 165 250 cba_h1_2024 yes
2023 USA AZE 43 61 92 cba_h1_2024 yes
2023 GEO AZE 24 35 52 cba_h1_2024 yes
2023 GBR AZE 22 32 48 cba_h1_2024 yes
2023 RUS KAZ 80 115 230 rbc_2022;nbk_2023_russia yes
2023 USA KAZ 50 73 95 nbk_oct_2023 yes
2023 KOR KAZ 40 60 80 nbk_oct_2023 yes
2023 UZB KAZ 30 73 110 nbk_oct_2023 yes
2023 TUR KAZ 15 43 60 nbk_oct_2023 yes
2023 KAZ RUS 250 500 650 nbk_oct_2023 yes
2023 RUS MDA 170 220 260 bnm_q2_2023;bnm_q3_2023 yes
2023 DEU MDA 220 260 300 bnm_q2_2023;bnm_q3_2023 yes
2023 ISR MDA 240 260 280 bnm_q2_2023;bnm_q3_2023 yes
2023 ITA MDA 150 210 280 bnm_q3_2023;bnm_may_2020 yes
2023 POL UKR 3400 4430 5000 nbp_q2_2023 yes
2023 POL BLR 200 450 800 nbp_q2_2023;zus_2023 yes
"""

# Money that came with people and firms since 2022: what a bank counted from Russia less the labour part.
_RELOCATION = """
2023 RUS GEO 650 1120 1300 nbg_2024;ti_georgia_2023 yes
2023 RUS AZE 250 700 1100 cba_h1_2024;factbook_remittances yes
2023 RUS KAZ 40 125 220 rbc_2022;nbk_2023_russia yes
"""


def published_transfers() -> tuple[Transfer, ...]:
    """Return the published figures, labour money first."""
    return (*_read(_LABOUR, "labour"), *_read(_RELOCATION, "relocation"))


def _read(lines: str, kind: str) -> Iterator[Transfer]:
    for line in filter(None, lines.split("\n")):
        year, host, origin, low, best, high, source, estimated = line.split()
        yield Transfer(
            year=int(year),
            host=host,
            origin=origin,
            low=float(low),
            best=float(best),
            high=float(high),
            source=source,
            kind=kind,
            estimated=estimated == "yes",
        )
