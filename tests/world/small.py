"""A small world of two Baltic states and the rest of the world, which a test may spoil."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from marchland.world import check_world, schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLES = {
    "actors": """
        actor,name,region,kind,lat,lon
        EST,Estonia,Baltic states,state,58.6,25.5
        LVA,Latvia,Baltic states,state,56.9,24.6
        ROW,Rest of the world,Everything else,rest,,
    """,
    "blocs": """
        bloc,name,actor,from,to,source
        EU,European Union,EST,2004-05-01,,treaty
        EU,European Union,LVA,2004-05-01,,treaty
    """,
    "indicators": """
        actor,indicator,year,low,best,high,unit,estimated,source
        EST,gdp,2023,,41300,,MUSD,no,bank
        LVA,gdp,2023,,42200,,MUSD,no,bank
        ROW,gdp,2023,95000000,100000000,105000000,MUSD,yes,bank;office
        EST,population,2023,,1370000,,persons,no,office
    """,
    "sectors": """
        sector,name,kind,layer,traded,low,best,high,source
        goods,Goods,goods,trade,yes,3.6,6.3,8,study
        rest,Everything else,services,trade,no,,,,study
    """,
    "trade": """
        year,exporter,importer,sector,low,best,high,estimated,source
        2017,EST,LVA,goods,,1400,,no,office
        2023,EST,EST,goods,,8100,,no,office
        2023,EST,EST,rest,,48000,,no,office
        2023,LVA,LVA,goods,,7000,,no,office
        2023,LVA,LVA,rest,,45000,,no,office
        2023,ROW,ROW,goods,,60000000,,yes,office
        2023,ROW,ROW,rest,,120000000,,yes,office
        2023,EST,LVA,goods,1500,1700,1900,no,office
        2023,LVA,EST,goods,,1900,,no,office
        2023,EST,ROW,goods,,15000,,no,office
        2023,ROW,EST,goods,,17000,,no,office
    """,
    "input_shares": """
        year,actor,using,supplying,low,best,high,estimated,source
        2023,EST,goods,goods,,0.45,,no,study
        2023,EST,goods,rest,,0.2,,no,study
        2023,EST,rest,goods,,0.1,,no,study
        2023,EST,rest,rest,,0.35,,no,study
    """,
    "migrants": """
        year,host,origin,low,best,high,estimated,source
        2023,ROW,EST,,90000,,yes,office
    """,
    "places": """
        place,name,actor,lat,lon,kind,source
        narva,Narva,EST,59.38,28.2,crossing,office
    """,
    "states": """
        object,attribute,text,low,best,high,from,to,source
        narva,status,open,,,,1991-08-20,2023-12-31,office
        narva,status,suspended,,,,2024-02-01,,office
    """,
    "controls": """
        actor,object,right,share,from,to,source
        EST,EST,border,,1991-08-20,,treaty
        EU,EST,tariff,,2004-05-01,,treaty
        LVA,LVA,border,,1991-08-21,,treaty
    """,
    "ties": """
        a,b,kind,name,from,to,value,source
        EST,LVA,alliance,North Atlantic Treaty,2004-03-29,,,treaty
    """,
    "parameters": """
        parameter,horizon,low,best,high,unit,source
        capital_share,any,0.33,0.4,0.5,share,study
        trade_elasticity_floor,any,,0.5,,1,study
    """,
    "sources": """
        source,title,publisher,url,year,licence,note
        bank,Accounts,World Bank,https://data.worldbank.org,2024,CC BY 4.0,
        office,"Trade, people and places",Statistics office,https://stat.ee,2024,CC BY 4.0,
        study,A study,A university,https://example.org,2022,CC BY 4.0,
        treaty,Treaties,Depositaries,https://treaties.un.org,2004,public,
    """,
}


def write_small(folder: Path) -> Path:
    """Write the small world, which has no faults; return its folder."""
    folder.mkdir(parents=True)
    for table, text in TABLES.items():
        lines = "".join(f"{line.strip()}\n" for line in text.strip().splitlines())
        (folder / f"{table}.csv").write_text(lines, encoding="utf-8")
    own = {"format": 1, "base_year": 2023, "focus": ["EST", "LVA"], "powers": ["EU"]}
    package = {"name": "small", "title": "Two Baltic states", "marchland": own}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


def replace(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text that stands once in a file of the world."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def add(folder: Path, table: str, **cells: str) -> int:
    """Add a row to a table; cells that are not named are empty. Return its line."""
    names = [column.name for column in schema().tables[table].columns]
    assert set(cells) <= {name.rstrip("_") for name in names} | {"from_"}
    return add_rows(folder, table, [{name: cells.get(name, cells.get(f"{name}_", "")) for name in names}])


def add_rows(folder: Path, table: str, rows: list[Mapping[str, str]]) -> int:
    """Add rows to a table; return the line of the last one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(row.values() for row in rows)
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8") + out.getvalue()
    file.write_text(text, encoding="utf-8")
    return text.count("\n")


def told(folder: Path) -> list[str]:
    """Return the faults of a world as they are printed."""
    return [str(fault) for fault in check_world(folder)]
