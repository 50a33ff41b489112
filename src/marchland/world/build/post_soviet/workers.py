"""The table `migrants`: people at work in the host, counted where somebody counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.region import POST_SOVIET
from marchland.world.build.post_soviet.stocks import REST, Pairs, migrant_stock

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row

SMALLEST = 1000.0  # persons, where a state of the region is host or origin
SMALLEST_ELSEWHERE = 100_000.0  # persons

# People born across the border who came as refugees around 1990 and are citizens today.
NO_WORKERS = frozenset({("ARM", "AZE"), ("AZE", "ARM")})

# year, host, origin, low, best, high in thousand persons, source, estimated
_COUNTED = """
2017 RUS UZB 1100 1500 1800 rus_citizens_2016;rus_entries_2018 no
2017 RUS TJK 650 800 1000 rus_citizens_2016;rus_entries_2018 no
2017 RUS KGZ 350 500 640 rus_citizens_2016;kgz_total_2017 no
2017 RUS ARM 100 180 260 rus_entries_2022 yes
2017 RUS AZE 60 120 300 rus_entries_2022 yes
2017 RUS MDA 100 200 350 bnm_2016 yes
2017 RUS KAZ 60 150 450 rus_entries_2019 yes
2017 RUS BLR 160 350 430 rus_belarusians yes
2017 RUS UKR 350 500 1000 rus_entries_2018 yes
2017 KAZ UZB 50 120 220 cbu_2018 yes
2017 KAZ KGZ 30 40 50 kgz_total_2017 no
2017 POL UKR 300 600 1000 nbu_2017 yes
2023 RUS UZB 1000 1200 1800 uzb_migration_2024;rus_workers_2024 no
2023 RUS TJK 627 950 1500 adb_tjk_2023;rus_workers_2024 yes
2023 RUS KGZ 350 500 650 rus_workers_2024;nbkr_2023 no
2023 RUS ARM 80 130 220 rus_entries_2022 yes
2023 RUS AZE 60 120 300 rus_entries_2022 yes
2023 RUS MDA 9 60 120 rus_entries_2022;bnm_q3_2023 yes
2023 RUS KAZ 50 110 450 rus_entries_2022 yes
2023 RUS BLR 160 350 430 rus_belarusians yes
2023 KAZ UZB 150 196.8 320 uzb_migration_2024 no
2023 KAZ KGZ 25 40 60 kgz_total_2017 yes
2023 TUR UZB 88 119.8 150 uzb_migration_2024 no
2023 KOR UZB 55 72 90 uzb_korea_2024 yes
2023 POL UKR 700 759.387 950 zus_2023 no
2023 POL BLR 115 129.375 160 zus_2023 no
2023 POL GEO 22 26.219 33 zus_2023 no
2023 POL MDA 13 14.796 18 zus_2023 no
2023 POL RUS 11 12.399 15 zus_2023 no
2023 POL IND 18 20.549 25 zus_2023 no
"""


def share_at_work(host: str, origin: str) -> tuple[float, float, float]:
    """Return the share of people born in the origin who are migrants at work in the host: low, best, high.

    Between states of the former Soviet Union the stock counts people born in another republic before 1991 and
    long citizens: in Russia workers are 0.3 of it from Armenia, more than all of it from Uzbekistan. A judgement.
    """
    return (0.04, 0.15, 0.35) if host in POST_SOVIET and origin in POST_SOVIET else (0.35, 0.5, 0.65)


def counted_rows() -> list[Row]:
    """Return the pairs for which somebody counts workers."""
    rows: list[Row] = []
    for line in _COUNTED.strip().split("\n"):
        year, host, origin, low, best, high, source, estimated = line.split()
        rows.append(
            {
                "year": int(year),
                "host": host,
                "origin": origin,
                "low": float(low) * 1000,
                "best": float(best) * 1000,
                "high": float(high) * 1000,
                "estimated": estimated == "yes",
                "source": source,
            }
        )
    return rows


def stock_of(reference: Path, year: int) -> Pairs:
    """Return the stock of people born abroad that stands for a year: persons by (host, origin)."""
    latest = migrant_stock(reference, 2019)
    if year == 2023:
        return latest
    earlier = migrant_stock(reference, 2015)
    return {pair: (latest.get(pair, 0.0) + earlier.get(pair, 0.0)) / 2 for pair in set(latest) | set(earlier)}


def migrant_rows(reference: Path) -> list[Row]:
    """Return the rows of `migrants` for 2017 and 2023."""
    rows = counted_rows()
    counted = {(row["year"], row["host"], row["origin"]) for row in rows}
    for year in (2017, 2023):
        for (host, origin), stock in sorted(stock_of(reference, year).items()):
            if (year, host, origin) in counted or (host, origin) in NO_WORKERS | {(REST, REST)}:
                continue
            low, best, high = (stock * share for share in share_at_work(host, origin))
            near = host in POST_SOVIET or origin in POST_SOVIET
            if best >= (SMALLEST if near else SMALLEST_ELSEWHERE):
                rows.append(
                    {
                        "year": year,
                        "host": host,
                        "origin": origin,
                        "low": low,
                        "best": best,
                        "high": high,
                        "estimated": True,
                        "source": "undesa_stock_2019",
                    }
                )
    return rows
