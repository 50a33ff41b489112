"""The table `blocs`: memberships with dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.politics_sources import cited

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row, Tables

NAMES = {
    "EU": "European Union",
    "EAEU": "Eurasian Economic Union",
    "ECU": "Customs Union of Belarus, Kazakhstan and Russia",
    "CSTO": "Collective Security Treaty Organization",
    "NATO": "North Atlantic Treaty Organization",
    "OTS": "Organization of Turkic States",
}

# bloc, first day, last day or -, source, members
_MEMBERS = """
EU 1958-01-01 - eu_members BEL DEU FRA ITA LUX NLD
EU 1973-01-01 - eu_members DNK IRL
EU 1973-01-01 2020-01-31 eu_members;eu_withdrawal GBR
EU 1981-01-01 - eu_members GRC
EU 1986-01-01 - eu_members ESP PRT
EU 1995-01-01 - eu_members AUT FIN SWE
EU 2004-05-01 - eu_members CYP CZE EST HUN LVA LTU MLT POL SVK SVN
EU 2007-01-01 - eu_members BGR ROU
EU 2013-07-01 - eu_members HRV
EAEU 2015-01-01 - eaeu_treaty BLR KAZ RUS
EAEU 2015-01-02 - eaeu_treaty;eaeu_armenia ARM
EAEU 2015-08-12 - eaeu_treaty;eaeu_kyrgyzstan KGZ
ECU 2010-01-01 2014-12-31 customs_union BLR KAZ RUS
CSTO 1994-04-20 - csto_members ARM BLR KAZ KGZ RUS TJK
CSTO 1994-04-20 1999-04-02 csto_members AZE GEO UZB
CSTO 2006-08-16 2012-06-28 csto_members UZB
NATO 1949-08-24 - nato_members BEL DNK FRA GBR ITA LUX NLD NOR PRT USA
NATO 1952-02-18 - nato_members GRC TUR
NATO 1955-05-06 - nato_members DEU
NATO 1982-05-30 - nato_members ESP
NATO 1999-03-12 - nato_members CZE HUN POL
NATO 2004-03-29 - nato_members BGR EST LTU LVA ROU SVK SVN
NATO 2009-04-01 - nato_members HRV
NATO 2023-04-04 - nato_members FIN
NATO 2024-03-07 - nato_members SWE
OTS 2009-10-03 - ots_members AZE KAZ KGZ TUR
OTS 2019-10-15 - ots_members UZB
"""


def memberships() -> list[Row]:
    """Return one row for each membership."""
    rows: list[Row] = []
    for line in _MEMBERS.strip().split("\n"):
        bloc, first, last, source, *members = line.split()
        rows += [
            {
                "bloc": bloc,
                "name": NAMES[bloc],
                "actor": actor,
                "from": first,
                "to": None if last == "-" else last,
                "source": source,
            }
            for actor in members
        ]
    return rows


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return `blocs` and the `sources` that it cites."""
    rows = memberships()
    return {"blocs": rows, "sources": cited(rows)}
