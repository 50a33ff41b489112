"""The table `ties`: alliances, unions, agreements, bases, peacekeepers and votes between two actors."""
# ruff: noqa: E501 - one line a tie

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.politics_sources import cited
from marchland.world.build.post_soviet.region import POST_SOVIET, SPELLINGS

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row, Tables

# a | b | kind | name | first day | last day | source
_TIES = """
RUS|ARM|alliance|Treaty of friendship, cooperation and mutual assistance|1997-08-29||rus_arm_1997
TUR|AZE|alliance|Agreement on strategic partnership and mutual support|2010-08-16||shusha_2021
TUR|AZE|alliance|Shusha declaration on allied relations|2021-06-15||shusha_2021
RUS|UZB|alliance|Treaty on allied relations|2005-11-14||rus_uzb_2005
RUS|BLR|union|Union State|2000-01-26||union_state
RUS|BLR|union|Eurasian Economic Community|2001-05-30|2014-12-31|eurasec
RUS|KAZ|union|Eurasian Economic Community|2001-05-30|2014-12-31|eurasec
RUS|KGZ|union|Eurasian Economic Community|2001-05-30|2014-12-31|eurasec
RUS|TJK|union|Eurasian Economic Community|2001-05-30|2014-12-31|eurasec
RUS|UZB|union|Eurasian Economic Community|2006-01-25|2008-10-20|eurasec
RUS|BLR|union|Customs Union|2010-01-01|2014-12-31|customs_union
RUS|KAZ|union|Customs Union|2010-01-01|2014-12-31|customs_union
BLR|KAZ|union|Customs Union|2010-01-01|2014-12-31|customs_union
EU|TUR|union|Customs Union for industrial goods|1995-12-31||eu_turkey_cu
EU|GEO|association|Association agreement with free trade area, in force 2016-07-01|2014-09-01||eu_georgia;eu_aa_2016
EU|MDA|association|Association agreement with free trade area, in force 2016-07-01|2014-09-01||eu_moldova;eu_aa_2016
EU|UKR|association|Association agreement with free trade area, in force 2017-09-01|2016-01-01||eu_ukraine
EU|ARM|association|Comprehensive and enhanced partnership agreement, in force 2021-03-01|2018-06-01||eu_armenia
EU|KAZ|association|Enhanced partnership and cooperation agreement, in force 2020-03-01|2016-05-01||eu_kazakhstan
EU|KGZ|association|Enhanced partnership and cooperation agreement, signed|2024-06-25||eu_kyrgyzstan
UKR|EU|candidate|Candidate for membership|2022-06-23||eu_candidates
MDA|EU|candidate|Candidate for membership|2022-06-23||eu_candidates
GEO|EU|candidate|Candidate for membership|2023-12-14||eu_candidates
TUR|EU|candidate|Candidate for membership|1999-12-11||eu_candidates
SRB|EU|candidate|Candidate for membership|2012-03-01||eu_candidates
GEO|EU|suspension|Accession process halted|2024-06-27||eu_council_2024
ARM|CSTO|suspension|Participation frozen|2024-02-22||csto_armenia
RUS|ARM|base|102nd base, Gyumri|1995-03-16||base_gyumri
RUS|ARM|base|Erebuni air base, Yerevan|1995-03-16||base_gyumri
RUS|KGZ|base|Kant air base|2003-09-22||base_kant;base_central_asia
RUS|TJK|base|201st base, Dushanbe and Bokhtar|2004-10-16||base_central_asia
RUS|BLR|base|Hantsavichy radar|1996-06-07||base_belarus
RUS|BLR|base|Vileyka transmitter|1996-06-07||base_belarus
RUS|UKR|base|Black Sea Fleet at Sevastopol, by agreement|1997-05-28|2014-04-02|base_sevastopol;base_sevastopol_end
RUS|UKR|base|Black Sea Fleet at Sevastopol, without agreement|2014-04-03||un_68_262;base_sevastopol_end
RUS|GEO|base|7th base, Gudauta, Abkhazia, without Georgia's consent|2010-02-17||base_gudauta;echr_georgia
RUS|GEO|base|4th base, Tskhinvali, South Ossetia, without Georgia's consent|2010-04-07||base_tskhinvali;echr_georgia
RUS|MDA|base|Operational Group of Russian Forces, Transnistria, without Moldova's consent|1995-07-01||ogrf;transnistria_forces
RUS|KAZ|base|Baikonur lease|1994-12-10||baikonur_lease
RUS|AZE|base|Gabala radar|2002-01-25|2012-12-09|base_gabala
USA|KGZ|base|Manas|2001-12-16|2014-06-03|base_manas
USA|UZB|base|Karshi-Khanabad|2001-10-07|2005-11-21|base_k2
RUS|AZE|peacekeeping|Karabakh|2020-11-10|2024-06-12|karabakh_2020;karabakh_2024
TUR|AZE|peacekeeping|Joint monitoring centre, Aghdam|2021-01-30|2024-04-26|karabakh_centre
RUS|MDA|peacekeeping|Transnistria, security zone|1992-07-29||transnistria_forces
RUS|GEO|peacekeeping|Abkhazia, for the CIS|1994-06-21|2008-10-15|peace_abkhazia
RUS|GEO|peacekeeping|South Ossetia, joint forces|1992-07-14|2008-08-08|peace_ossetia
CSTO|KAZ|peacekeeping|Unrest of January 2022|2022-01-06|2022-01-19|csto_kazakhstan
"""

LATEST_SESSION = 74
SESSION_DAYS = ("2019-09-17", "2020-09-14")
POWERS = (
    *("TUR", "IRN", "CHN", "IND", "AFG", "PAK", "MNG", "USA", "GBR", "CHE", "NOR", "JPN", "KOR", "ARE", "ISR", "SRB"),
    *("DEU", "FRA", "ITA", "POL"),
)
AGREEMENT_WITH_RUSSIA = {"Against": 1.0, "Abstain": 0.5, "Absent": 0.5, "Approve": 0.0}


def dated_ties() -> list[Row]:
    """Return treaties, bases and forces."""
    rows: list[Row] = []
    for line in _TIES.strip().split("\n"):
        a, b, kind, name, first, last, source = line.split("|")
        rows.append(
            {
                "a": a,
                "b": b,
                "kind": kind,
                "name": name,
                "from": first,
                "to": last or None,
                "value": None,
                "source": source,
            }
        )
    return rows


def ideal_point_distances(reference: Path) -> list[Row]:
    """Return how far an actor votes from Russia in the General Assembly (absolute difference of ideal points)."""
    points: dict[str, float] = {}
    path = reference / "politics" / "UNGA_IdealpointestimatesAll_Apr2020.csv"
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["session"]) == LATEST_SESSION and row["IdealPoint"] not in {"", "NA"}:
                points[row["iso3c"]] = float(row["IdealPoint"])
    return [
        {
            "a": actor,
            "b": "RUS",
            "kind": "un_vote",
            "name": f"difference of ideal points, session {LATEST_SESSION}",
            "from": SESSION_DAYS[0],
            "to": SESSION_DAYS[1],
            "value": abs(points[actor] - points["RUS"]),
            "source": "un_ideal_points",
        }
        for actor in (*POST_SOVIET, *POWERS)
        if actor != "RUS" and actor in points
    ]


def agreement_on_es11_1(reference: Path) -> list[Row]:
    """Return whether an actor voted as Russia did on resolution ES-11/1 of 2 March 2022."""
    with (reference / "politics" / "UNGA_ES11_vote_2022.csv").open(encoding="utf-8", newline="") as file:
        votes = {row["iso_code"]: row["vote"] for row in csv.DictReader(file)}
    return [
        {
            "a": actor,
            "b": "RUS",
            "kind": "un_vote",
            "name": "agreement on ES-11/1",
            "from": "2022-03-02",
            "to": "2022-03-02",
            "value": AGREEMENT_WITH_RUSSIA[votes[actor]],
            "source": "un_es11_1",
        }
        for actor in SPELLINGS
        if actor != "RUS" and actor in votes
    ]


def tables(reference: Path) -> Tables:
    """Return `ties` and the `sources` that it cites.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    rows = dated_ties() + ideal_point_distances(reference) + agreement_on_es11_1(reference)
    return {"ties": rows, "sources": cited(rows)}
