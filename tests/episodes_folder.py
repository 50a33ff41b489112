"""Episodes on worlds of three actors, one of each layer, and one on a small world made of figures."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.freight_world import freight_world
from tests.fuel_world import fuel_world
from tests.small_world import small_world

from marchland.world import schema

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "sources": """
        source,title,publisher,url,year,licence
        made_up,Made up,Nobody,https://example.org,2024,CC0
    """,
    "episodes": """
        episode,name,sender,target,layer,from,to,scenario,world,year,partial,note,source
        ban,A ban,CCC,AAA,trade,2024-01-01,2024-12-31,ban.yaml,small,2023,no,,made_up
        cut,A cut,CCC,AAA,energy,2024-01-01,2024-01-31,cut.yaml,fuelled,2023,no,,made_up
        road,A road,BBB,AAA,freight,2024-01-01,,road.yaml,carried,2023,no,,made_up
        money,Money,CCC,AAA,remittances,2024-01-01,,money.yaml,small,2023,no,,made_up
        wine,Wine,BIG,SML,trade,2006-03-27,,wine.yaml,sml_2005,2005,yes,,made_up
        told,Told,CCC,AAA,trade,2010-01-01,,,,2009,no,no figure of it is known,made_up
    """,
    "observations": """
        episode,observation,name,role,quantity,actor,partner,object,commodity,measure,unit,low,best,high,estimated,reason,note,source
        ban,shock,what was refused,shock,goods,AAA,CCC,goods,,change_percent,%,,-100,,no,,,made_up
        ban,sold,sold to C,outcome,goods,AAA,CCC,goods,,change_percent,%,-100,-98,-90,no,,,made_up
        ban,others,sold to B,outcome,goods,AAA,BBB,,,level,MUSD/yr,,60,,no,a guess,,made_up
        ban,price,price in A,outcome,other,,,,,change_percent,%,,-20,,no,,prices are not computed,made_up
        cut,used,gas used in A,outcome,fuel_used,AAA,,,gas,change_percent,%,-70,-60,-20,no,,,made_up
        cut,bought,gas of C used in A,outcome,fuel_sold,CCC,AAA,,gas,share,%,0,0,5,no,,,made_up
        cut,passed,gas through the pipe,outcome,fuel_passed,,,gas_ba,gas,level,mcm/d,0,1,2,no,,,made_up
        road,passed,tonnes on the road,outcome,freight,,,road_a1_b1,,change_percent,%,,-100,,no,,,made_up
        money,sent,money to A,outcome,remittances,CCC,AAA,,,change_percent,%,-60,-50,-30,no,,,made_up
        money,lost,what A lost,outcome,loss,AAA,,,,level,MUSD,1,4,8,no,,,made_up
        wine,all,wine sold abroad,outcome,goods,SML,,wine,,change_percent,%,-70,-50,-30,no,,,made_up
        wine,diverted,wine sold to others,outcome,goods,SML,BIG,wine,,diverted,share,0.1,0.3,0.6,no,,,made_up
    """,
    "figures": """
        world,item,actor,partner,product,year,low,best,high,unit,estimated,source
        sml_2005,gdp,SML,,,2005,,6400,,MUSD,no,made_up
        sml_2005,gdp,BIG,,,2005,,760000,,MUSD,no,made_up
        sml_2005,gdp,ROW,,,2005,,46000000,,MUSD,no,made_up
        sml_2005,exports,SML,,,2005,,870,,MUSD,no,made_up
        sml_2005,imports,SML,,,2005,,2500,,MUSD,no,made_up
        sml_2005,exports,BIG,,,2005,,240000,,MUSD,no,made_up
        sml_2005,imports,BIG,,,2005,,125000,,MUSD,no,made_up
        sml_2005,exports,SML,BIG,,2005,,154,,MUSD,no,made_up
        sml_2005,exports,BIG,SML,,2005,,380,,MUSD,no,made_up
        sml_2005,flow,SML,BIG,wine,2005,,63,,MUSD,no,made_up
        sml_2005,flow,SML,ROW,wine,2005,,18,,MUSD,no,made_up
        sml_2005,flow,ROW,BIG,wine,2005,,500,,MUSD,no,made_up
        sml_2005,home,SML,,wine,2005,20,40,80,MUSD,yes,made_up
        sml_2005,home,BIG,,wine,2005,600,1000,1500,MUSD,yes,made_up
        sml_2005,home,ROW,,wine,2005,60000,80000,110000,MUSD,yes,made_up
    """,
}
SCENARIOS = {
    "ban": "{actor: CCC, action: embargo, object: goods from AAA, sector: goods, from: 2024-01-01, days: 365}",
    "cut": "{actor: CCC, action: cut, object: gas to AAA, from: 2024-01-01, days: 31}",
    "road": "{actor: BBB, action: close, object: way road_a1_b1, from: 2024-01-01, days: 365}",
    "money": "{actor: CCC, action: cut, object: transfers to AAA, size: 0.5, from: 2024-01-01, days: 365}",
    "wine": "{actor: BIG, action: embargo, object: goods from SML, sector: wine, from: 2006-03-27, days: 365}",
}
WORLDS = {"small": small_world, "fuelled": fuel_world, "carried": freight_world}


def episodes_folder(folder: Path) -> Path:
    """Write the folder, which is not there yet."""
    for name in ("scenarios", "worlds"):
        (folder / name).mkdir(parents=True)
    for table, text in TABLES.items():
        write_rows(folder, table, list(csv.DictReader(line.strip() for line in text.strip().splitlines())))
    for name, lever in SCENARIOS.items():
        (folder / "scenarios" / f"{name}.yaml").write_text(f"name: {name}\nlevers:\n  - {lever}\n", encoding="utf-8")
    for name, make in WORLDS.items():
        make(folder / "worlds" / name)
    return folder


def write_rows(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    """Write a table, columns that no row has left empty."""
    names = [c.name for c in schema("episodes").tables[table].columns]
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
