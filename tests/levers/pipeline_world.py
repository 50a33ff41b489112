"""The world of three actors with markets of gas and oil, and a fourth hub at sea.

::

    CCC ======= north (owned by AAA) =======> BBB ==== ba ====> AAA      CCC sells gas to AAA and BBB, oil to AAA;
      \\                                        ^                          liquefied gas comes to BBB.
       \\==== long (twice as dear) ============> | ... sea
        \\.... new (planned) ..................> AAA

AAA, BBB and CCC hold their own border; AAA runs the northern pipe, whose ends lie in CCC and BBB.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.small_world import small_world

from marchland.world import schema

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "places": """
        place,name,actor,lat,lon,kind,source
        hub_a,Market of A,AAA,40,10,hub,made_up
        hub_b,Market of B,BBB,40,12,hub,made_up
        hub_c,Market of C,CCC,38,10,hub,made_up
        hub_sea,The sea,,30,-40,hub,made_up
    """,
    "pipes": """
        pipe,name,tail,head,fuel,mode,unit,tariff,loss,estimated,source
        gas_north,North,hub_c,hub_b,gas,pipeline,bcm/yr,10,0,no,made_up
        gas_ba,Onward,hub_b,hub_a,gas,pipeline,bcm/yr,10,0,no,made_up
        gas_ab,Reverse,hub_a,hub_b,gas,pipeline,bcm/yr,10,0,no,made_up
        gas_dear,Dear,hub_c,hub_a,gas,pipeline,bcm/yr,41,0,no,made_up
        gas_new,New,hub_c,hub_a,gas,pipeline,bcm/yr,5,0,yes,made_up
        gas_sea,Terminal,hub_sea,hub_b,gas,lng,bcm/yr,30,0,no,made_up
        oil_ca,Oil,hub_c,hub_a,oil,pipeline,Mt/yr,20,0,no,made_up
    """,
    "states": """
        object,attribute,text,low,best,high,from,to,source
        gas_north,operator,AAA,,,,2000-01-01,,made_up
        gas_new,status,planned,,,,2000-01-01,,made_up
        gas_ba,status,suspended,,,,2024-06-01,,made_up
    """,
    "energy_flows": """
        year,seller,buyer,fuel,low,best,high,unit,price,estimated,source
        2022,hub_c,hub_a,gas,8,9,10,bcm,140,no,made_up
        2023,hub_c,hub_a,gas,3,4,5,bcm,150,no,made_up
        2023,hub_c,hub_b,gas,1,2,3,bcm,400,no,made_up
        2023,hub_sea,hub_b,gas,0.4,0.5,0.6,bcm,500,no,made_up
        2023,hub_b,hub_a,gas,0,0,0,bcm,,no,made_up
        2023,hub_c,hub_a,oil,1,2,3,Mt,,no,made_up
    """,
}


def pipeline_world(folder: Path, **more: str) -> Path:
    """Write the world into a folder that is not there yet; more are lines after those of a table."""
    path = small_world(folder)
    for table, text in TABLES.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        names = [c.name for c in schema().tables[table].columns]
        with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(csv.DictReader(lines + more.pop(table, "").split()))
    for table, line in more.items():
        with (path / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    return path
