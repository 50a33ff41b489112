"""The world of three actors with ways between them, small enough to be thought through.

::

    a2 ------- road ------- a1 ---- road ---- b1 ~~~~ sea ~~~~ c2        AAA: a1, a2
     :                       |               /| (port)        /|         BBB: b1, its port
     :                     rail         rail  road          /  |         CCC: c1, c2, the port at c2
     :                       |         /      |      road    road
     :..... planned ........ c1 ------+-------+----+           |
              (rail a2 c1)    +------------- road -------------+

Rails are of 1520 mm but the planned one, of 1435 mm: at c1 bogies are changed. Goods of AAA and CCC pass BBB or the
railway from a1 to c1.
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
        a1,A one,AAA,40,10,city,made_up
        a2,A two,AAA,40,9,city,made_up
        b1,B one,BBB,40,12,port,made_up
        c1,C one,CCC,38,10,city,made_up
        c2,C two,CCC,38,14,port,made_up
        open_sea,Open sea,,39,13,sea,made_up
    """,
    "links": """
        link,name,tail,head,mode,length_km,gauge_mm,hours,usd_per_tonne,capacity,preload,estimated,source
        road_a1_a2,Road,a1,a2,road,100,,3,8,,,no,made_up
        road_a1_b1,Road,a1,b1,road,200,,8,16,0.3,0.05,no,made_up
        rail_a1_c1,Rail,a1,c1,rail,250,1520,20,12,0.15,0.02,no,made_up
        rail_b1_c1,Rail,b1,c1,rail,260,1520,22,14,0.2,0.02,no,made_up
        road_b1_c1,Road,b1,c1,road,300,,9,30,,,no,made_up
        road_c1_c2,Road,c1,c2,road,350,,9,25,,,no,made_up
        rail_a2_c1,Planned rail,a2,c1,rail,240,1435,12,8,0.1,,yes,made_up
        gauge_c1,Bogies,c1,c1,gauge,,,6,2,,,no,made_up
        terminal_b1,Terminal,b1,b1,terminal,,,5,3,,,no,made_up
        port_b1,Port,b1,b1,port,,,20,6,0.4,,no,made_up
        port_c2,Port,c2,c2,port,,,20,6,,,no,made_up
        sea_b1_open_sea,Sea,b1,open_sea,sea,150,,6,1,,,yes,made_up
        sea_c2_open_sea,Sea,c2,open_sea,sea,150,,6,1,,,yes,made_up
    """,
    "states": """
        object,attribute,text,low,best,high,from,to,source
        rail_a2_c1,status,planned,,,,2000-01-01,,made_up
        road_b1_c1,usd_per_tonne,,30,34,40,2000-01-01,,made_up
    """,
    "zones": """
        actor,place,share,source
        AAA,a1,0.7,made_up
        AAA,a2,0.3,made_up
        BBB,b1,1,made_up
        CCC,c1,0.6,made_up
        CCC,c2,0.4,made_up
    """,
    "commodities": """
        commodity,name,value_of_time,rate,modes,source
        dry_bulk,Dry bulk,0.05,0.6,rail;sea;road,made_up
        general,General cargo,0.6,1,rail;road;sea;ferry,made_up
    """,
    "cargoes": """
        sector,commodity,share,source
        goods,dry_bulk,0.4,made_up
        goods,general,0.6,made_up
    """,
}
WORTH = {"usd_per_tonne": "1500", "tonnes_source": "made_up"}


def freight_world(folder: Path) -> Path:
    """Write the world into a folder that is not there yet."""
    path = small_world(folder)
    for table, text in TABLES.items():
        given = list(csv.DictReader(line.strip() for line in text.strip().splitlines()))
        _write(path, table, given)
    with (path / "sectors.csv").open(encoding="utf-8", newline="") as file:
        sectors = list(csv.DictReader(file))
    _write(path, "sectors", [row | (WORTH if row["kind"] == "goods" else {}) for row in sectors])
    return path


def _write(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    names = [c.name for c in schema().tables[table].columns]
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
