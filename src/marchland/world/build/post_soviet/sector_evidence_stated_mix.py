"""What exporters outside the OECD's tables sell, by sector, as published or judged from what is published.

Per cent of their goods other than fuels, in the order of `NON_ENERGY`. Publications state a few large products each;
the shares of the others are judged so that the whole adds up, which is why every source ends in `judgement`. Raw
materials are not taken from here but from BACI, pair by pair: the shares of mining and metals only have to agree with
them. Electricity is in no share: it is a service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.sector_evidence import NON_ENERGY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

# Exporter, year; agriculture, food, mining, textiles, chemicals, metals, machinery, vehicles, manufactures; sources
_EXPORTERS = """
ARM 2017  4.5 20   41   6    1   17   3    0.5  7    cia_factbook;rreconomic_armenia_2022
ARM 2023  2.5 11.5 10   3.5  3   27   21   7    14.5 finport_armenia_2023;bne_armenia_2023;rreconomic_armenia_2022
AZE 2017 29   14    2   3   20   24   5    2    1    trend_azerbaijan_2017;sputnik_azerbaijan_2024
AZE 2023 25    9    2   4   30   19   5    5    1    sputnik_azerbaijan_2024;azernews_plastics_2023
GEO 2017  7   19   18   4   13   20   5   12    2    georgiatoday_georgia_2017
GEO 2023  5   17   10   4.5 10    9   6.5 36    2    civil_geostat_2023
UZB 2017 12    1.5  1  15    9   55.5 1.5  2.5  2    trend_uzbekistan_2017
UZB 2023  6.5  5    1.5 14.5 5.5 55   5    3.5  3.5  kun_uzbekistan_2023;daryo_uzbekistan_2023
KGZ 2017 12    5   10.5 12.5 2   42   4.5  4.5  7    azernews_kyrgyz_2018;kg24_garments_2017
KGZ 2023  5.5  4   10   8.5  2.5 51   6    7.5  5    vb_kyrgyz_2023;cia_factbook
TJK 2017 14    1   35   4    0.5 38   2    2    3.5  mcesab_tajikistan_2019;timesca_tajikistan_2016
TJK 2023 13    1.5 24   6    3.5 43   2.5  2.5  4    theasian_tajikistan_2023;cia_factbook
TKM 2017 20    3    2  40   25    3   2    3    2    nca_turkmenistan_exports_2023
TKM 2023 10    3    2  25   50    3   2    2    3    cia_factbook;nca_turkmenistan_exports_2023
MDA 2017 26   20    1  17.5  7.5  4   8   10    6    actualitati_moldova_2015
MDA 2023 26   17    1.5 12   9    4.5 11  15    4    cia_factbook;newsmail_moldova_2025
IRN 2017 13    5   16   3   41   15   2    1    4    trend_iran_2018
IRN 2023 13    6   10   2   42   19   3    1    4    cia_factbook;tccim_iran_2023
AFG 2017 55   11    6  14    1   10   1    1    1    gmic_afghanistan_2023
AFG 2023 62   13    6  14    1    2   0.5  0.5  1    cia_factbook;gmic_afghanistan_2023
MNG 2017  0.5  0.5 71.5 5    0.1 22   0.2  0.1  0.1  mongolian_mining_2016
MNG 2023  1    1.2 72   7.5  0.3 16.5 0.8  0.5  0.2  cia_factbook
SRB 2017  7   14    1   8.5 17   14  16   14.5  8    ekapija_serbia_2016
SRB 2023  6.5 11.5  7   5   15.5 13  20   13.5  8    worldtradeflows_serbia_2023
"""


def rows_of(text: str) -> list[list[str]]:
    """Return the words of each line of a table."""
    return [line.split() for line in text.splitlines() if line]


def shares_of(cells: list[str]) -> Vector:
    """Return per cent as shares that add up to 1."""
    values = np.array([float(cell) for cell in cells])
    return np.asarray(values / values.sum(), dtype=np.float64)


def exporter_mix(exporter: str, year: int) -> tuple[Vector, str]:
    """Return the shares of the sectors in all goods other than fuels of an exporter, and where they come from.

    Parameters
    ----------
    exporter, year
        an actor outside the OECD's tables; 2017 or 2023

    Returns
    -------
    (9,) shares that add up to 1, in the order of `NON_ENERGY`; ids of `sources`

    Raises
    ------
    KeyError
        where nothing is stated of the exporter
    """
    for row in rows_of(_EXPORTERS):
        if row[:2] == [exporter, str(year)]:
            return shares_of(row[2 : 2 + len(NON_ENERGY)]), f"{row[-1]};judgement"
    raise KeyError(f"{exporter} {year}: no structure of exports is stated; add a row with its source")
