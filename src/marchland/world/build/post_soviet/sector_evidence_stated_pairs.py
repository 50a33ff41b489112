"""What is stated or judged of the sectors in single pairs with an actor outside the OECD's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.sector_evidence import NON_ENERGY
from marchland.world.build.post_soviet.sector_evidence_stated_mix import rows_of, shares_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

# Exporter, importer, year (0: both); per cent of the sectors, in the order of `NON_ENERGY`;
# firm (a publication states most of it) or judged; sources
_PAIRS = """
ARM RUS 2017 14 47  1 16  2   4   7   1   8 judged azatutyun_armenia_2023
ARM RUS 2023  5 24  1  6  3   3  40  13   5 firm bne_armenia_2023;azatutyun_armenia_2023
ARM ARE 2023  0.5 2  0.5 0.5 0.5 62 2 0.5 31.5 firm bm_armenia_2023
ARM ROW 2023  2 18  3  2  3  52   2   1  17 judged bm_armenia_2023
ARM NLD 0     0  2  5  2  0  90   1   0   0 judged cia_factbook
ARM DEU 0     0  3  4 22  0  68   2   0   1 judged cia_factbook
AZE RUS 2017 68 10  0  2 11   5   2   1   1 judged sputnik_azerbaijan_2024
AZE RUS 2023 56  6  0  3 26   4   2   2   1 firm sputnik_azerbaijan_2024
AZE GEO 2023  8 18  3  2 24  10   8  20   7 judged cia_factbook
GEO RUS 2017 12 55  1  5  3  17   2   4   1 judged civil_geostat_2023;georgiatoday_georgia_2017
GEO RUS 2023  9 60  1  6  4  11   2   6   1 firm azernews_georgia_2023;vestikavkaza_georgia_2023
GEO AZE 2017  6  8  2  2 22  14   8  35   3 judged georgiatoday_georgia_2017
GEO AZE 2023  3  7  1  1  7   4   4  72   1 judged civil_geostat_2023
GEO ARM 2017  4 11  5  4  8   8   6  52   2 judged georgiatoday_georgia_2017
GEO ARM 2023  3  9  3  3  6   5   5  65   1 judged civil_geostat_2023
GEO KAZ 2023  1  9  0  1  3   2   3  80   1 judged civil_geostat_2023
GEO KGZ 2023  0  1  0  0  1   0   2  96   0 judged civil_geostat_2023
GEO TUR 0     6  6  4 30 14  26   7   5   2 judged civil_geostat_2023
UZB GBR 2023  0  0  0  1  1  98   0   0   0 judged cia_factbook
UZB RUS 2017 24  3  1 36  8   6   4  16   2 judged daryo_uzbekistan_2023;trend_uzbekistan_2017
UZB RUS 2023 17  5  1 42  9   6  11   6   3 judged daryo_uzbekistan_2023
UZB CHN 0    14  2  4 36 16  26   1   0   1 judged daryo_uzbekistan_2023
UZB TUR 0     4  1  1 33  8  51   1   0   1 judged cia_factbook
UZB KAZ 2017 34  4  2  9 15  10   6  15   5 judged daryo_uzbekistan_2023;intellinews_kazakhstan_2022
UZB KAZ 2023 14  5  1 10 13  10  12  25  10 judged intellinews_kazakhstan_2022;daryo_uzbekistan_2023
UZB AFG 0    10 55  1  5 11   8   4   2   4 judged kun_uzbekistan_2023
KGZ RUS 2017 14  8  1 42  3  12   6   8   6 judged kg24_garments_2017
KGZ RUS 2023 10  7  1 38  4   6  14  13   7 judged bishkekpost_kyrgyz_2022
KGZ TUR 2023 60  2  0 18  1  15   1   1   2 judged cia_factbook
TJK RUS 0    42  8  1 36  4   3   2   2   2 firm tass_tajikistan_goods_2023
TJK IRN 0    55  1  1  8  1  32   0   0   2 judged mcesab_tajikistan_2019
TKM TUR 2017 28  1  1 42 20   4   1   2   1 judged cia_factbook
TKM TUR 2023 14  1  2 26 52   2   1   1   1 judged business_turkmenistan_2019;cia_factbook
TKM AFG 0     4  8  4  5 55   5   6   3  10 judged turkmenportal_afghanistan_2021
MDA ROU 0    22 15  3 13  9   6   8  20   4 judged newsmail_moldova_2025
MDA DEU 0    12 10  0 20  4   4  12  34   4 judged newsmail_moldova_2025
MDA CZE 0     8 14  0  4  4   2  10  56   2 judged newsmail_moldova_2025
MDA ITA 0    28 18  0 38  3   3   5   2   3 judged newsmail_moldova_2025
MDA TUR 0    76  8  1  4  3   4   2   1   1 judged newsmail_moldova_2025
MDA RUS 0    38 22  0  8 22   2   5   1   2 judged newsmail_moldova_2025
MDA BLR 0    38 46  0  2  8   1   3   1   1 judged newsmail_moldova_2025
MNG ITA 0     0  1  1 97  0   0   1   0   0 judged mongolian_mining_2016
MNG GBR 0     0  1  2 90  0   5   1   1   0 judged mongolian_mining_2016
MNG RUS 0     2 44 46  4  1   1   1   1   0 judged cia_factbook
IRN CHN 0     3  1 34  1 48  12   0   0   1 judged tccim_iran_2023;cia_factbook
IRN TUR 0    18  4  2  1 32  38   1   1   3 judged tccim_iran_2023
IRN RUS 0    52 12  2  1 20   2   4   2   5 judged urdupoint_iran_2022
IRN AFG 0    18 24  1  3 18  18   4   2  12 judged tehrantimes_afghanistan_2020;mehr_afghanistan_2024
IRN IND 0    24  2  6  1 58   6   1   0   2 judged tccim_iran_2023
IRN PAK 0    18  9  3  2 55   7   2   1   3 judged tccim_iran_2023
IRN ARM 0     8 12  2  2 26  24   6   3  17 judged tccim_iran_2023
AFG IND 0    85 11  0  1  1   1   0   0   1 judged gmic_afghanistan_2023
AFG PAK 2023 70 12  6 10  0   1   0   0   1 judged gmic_afghanistan_2023
AFG USA 0    16  6  2 74  0   0   0   0   2 judged ummnews_afghanistan_2023
AFG CHN 0    82  3  8  6  0   0   0   0   1 judged ummnews_afghanistan_2023
SRB CHN 2023  0  1 71  0  0  24   1   1   2 judged worldtradeflows_serbia_2023
SRB DEU 0     2  5  0  6 14  12  34  22   5 judged worldtradeflows_serbia_2023
SRB RUS 0    20  9  0 20 22   5  12   4   8 judged worldtradeflows_serbia_2023
"""

# Exporters in the tables: what their mix to similar buyers would miss, or what has changed since the tables of 2022.
# China's exports to Kazakhstan follow Chinese records, in which clothes and shoes are a third; its cars to Russia rose
# to seven times those of 2022, and lorries, tractors and parts are judged to be seven tenths as much again.
_IMPORTS = """
USA GEO 2017  2 14  0  1 12   3  18  46   4 judged georgiatoday_georgia_2017
USA GEO 2023  1  6  0  1  7   1   8  74   2 judged civil_geostat_2023
DEU GEO 2023  1  5  0  2 18   3  19  48   4 judged civil_geostat_2023
JPN GEO 0     0  0  0  1  3   3  16  76   1 judged civil_geostat_2023
USA ARM 2023  2  8  0  1 10   2  20  54   3 judged bne_armenia_2023
DEU ARM 2023  1  5  0  2 18   4  33  32   5 judged bne_armenia_2023
JPN ARM 0     0  1  0  1  4   2  18  72   2 judged cia_factbook
JPN MNG 0     0  1  0  1  5   4  14  74   1 judged cia_factbook
JPN TJK 0     0  0  0  1  2   2  15  79   1 judged cia_factbook
JPN KGZ 2023  0  0  0  1  2   2  15  79   1 judged cia_factbook
KOR KGZ 2023  0  1  0  3  8   2  22  62   2 judged cia_factbook
KOR UZB 0     0  1  0  2 15   8  34  37   3 judged kun_uzbekistan_2023
DEU UZB 2023  1  4  0  1 16   4  31  40   3 judged daryo_gold_2023
CHN UZB 2023  1  1  0  9 13  13  35  22   6 judged intellinews_uzbekistan_2023
CHN KAZ 2023  1  2  0 32  9   7  27  12  10 judged intellinews_central_asia_2023
CHN RUS 2023  1  2  0 14  9   8  41  17   8 judged nia_china_cars_2023
CHN KGZ 2017  2  1  0 62  6   6  12   4   7 judged cia_factbook
CHN KGZ 2023  1  1  0 52  6   5  14  14   7 judged cia_factbook
CHN TJK 0     1  1  0 48  8   9  16   9   8 judged cia_factbook
CHN IRN 0     1  1  0  7 17  12  43  15   4 judged cia_factbook
ARE IRN 0     4 12  0  3 16   7  44  10   4 judged cia_factbook
ROW IRN 0    42 22  0  2 14   4  10   4   2 judged cia_factbook
ROW ARM 2023  6 14  4  6 10   3  42   7   8 judged cia_factbook
RUS IRN 2017 36 10  1  0  5  13  17   9   9 judged urdupoint_iran_2022
RUS IRN 2023 38 40  1  0  3   5   5   2   6 judged urdupoint_iran_2022
IND IRN 0     8 52  0  4 26   3   4   2   1 judged cia_factbook
ARE ARM 0     1  9  0  6  9   8  36  19  12 judged cia_factbook
ARE AZE 0     1  9  0  6  9   8  36  19  12 judged cia_factbook
ARE GEO 0     1  9  0  6  9   6  30  30   9 judged cia_factbook
ARE KGZ 0     1  9  0  8  9   4  30  30   9 judged cia_factbook
ARE TJK 0     2 10  0  8  9   4  30  28   9 judged cia_factbook
ARE TKM 0     1  8  0  5  9   8  42  18   9 judged cia_factbook
ARE UZB 0     1  9  0  6  9   6  36  24   9 judged cia_factbook
ARE AFG 0     2 22  0 12 10   6  26  14   8 judged cia_factbook
PAK AFG 0    18 38  1  6 18   5   4   3   7 judged cia_factbook
KAZ AFG 0     8 84  0  0  3   4   0   0   1 judged cia_factbook
KAZ TJK 0    32 38  1  1  6  14   4   2   2 judged cia_factbook
KAZ UZB 2017 34 24  4  1 10  20   4   2   1 judged agenzianova_uzbekistan_2023
KAZ UZB 2023 27 20  7  1 11  22   5   6   1 judged agenzianova_uzbekistan_2023;intellinews_kazakhstan_2022
"""


def pair_mixes(year: int) -> dict[tuple[str, str], tuple[Vector, bool, str]]:
    """Return what is stated or judged of single pairs in a year.

    Parameters
    ----------
    year
        2017 or 2023

    Returns
    -------
    by (exporter, importer): (9,) shares that add up to 1, whether a publication states most of them, ids of `sources`
    """
    result: dict[tuple[str, str], tuple[Vector, bool, str]] = {}
    for row in rows_of(_PAIRS + _IMPORTS):
        if int(row[2]) in {0, year}:
            firm = row[-2] == "firm"
            result[row[0], row[1]] = shares_of(row[3 : 3 + len(NON_ENERGY)]), firm, f"{row[-1]};judgement"
    return result
