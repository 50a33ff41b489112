"""The world of three actors with gas, so small that losses are computed by hand.

::

    CCC ---- south, 20 a year ----> BBB ---- 6 a year ----> AAA        BBB carries what CCC sells AAA
      \\............. detour, 4 a year, dear ..............> AAA

CCC makes 110 and uses 100; it sells AAA 4 at 100 and BBB 6 at 200.
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
        hub_a,A,AAA,40,10,hub,made_up
        hub_b,B,BBB,40,12,hub,made_up
        hub_c,C,CCC,38,10,hub,made_up
    """,
    "pipes": """
        pipe,name,tail,head,fuel,mode,unit,capacity,tariff,tariff_low,tariff_high,loss,loss_low,loss_high,estimated,source
        gas_cb,South,hub_c,hub_b,gas,pipeline,bcm/yr,20,10,8,12,0,0,0,no,made_up
        gas_ba,Transit,hub_b,hub_a,gas,pipeline,bcm/yr,6,10,8,12,0,0,0,no,made_up
        gas_ca,Detour,hub_c,hub_a,gas,pipeline,bcm/yr,4,30,25,40,0,0,0,no,made_up
        gas_ca_new,Planned,hub_c,hub_a,gas,pipeline,bcm/yr,10,5,4,6,0,0,0,yes,made_up
    """,
    "states": """
        object,attribute,text,low,best,high,from,to,source
        gas_ca_new,status,planned,,,,2000-01-01,,made_up
    """,
    "energy_balances": """
        year,place,fuel,item,low,best,high,unit,estimated,source
        2023,hub_c,gas,production,105,110,116,bcm,no,made_up
        2023,hub_c,gas,consumption,95,100,105,bcm,no,made_up
        2023,hub_c,gas,price,40,50,60,USD per 1000 m3,no,made_up
        2023,hub_c,gas,production_cost,25,30,35,USD per 1000 m3,no,made_up
        2023,hub_a,gas,consumption,3.8,4,4.2,bcm,no,made_up
        2023,hub_b,gas,consumption,5.7,6,6.3,bcm,no,made_up
    """,
    "energy_flows": """
        year,seller,buyer,fuel,low,best,high,unit,price,price_low,price_high,estimated,source
        2023,hub_c,hub_a,gas,3.6,4,4.4,bcm,100,95,105,no,made_up
        2023,hub_c,hub_b,gas,5.5,6,6.5,bcm,200,190,210,no,made_up
    """,
    "storage": """
        year,place,fuel,stock,rate,unit,estimated,source
        2023,hub_a,gas,0.2,0.01,bcm,no,made_up
    """,
}


def fuel_world(folder: Path) -> Path:
    """Write the world into a folder that is not there yet."""
    path = small_world(folder)
    for table, text in TABLES.items():
        given = list(csv.DictReader(line.strip() for line in text.strip().splitlines()))
        names = [c.name for c in schema().tables[table].columns]
        with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(given)
    return path
