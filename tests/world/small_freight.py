"""The small world with ways between its places, which a test may spoil."""

# ruff: noqa: E501 - one line a row

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.small import replace

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "places": """
        place,name,actor,lat,lon,kind,source
        narva,Narva,EST,59.38,28.2,crossing,office
        tallinn,Tallinn,EST,59.44,24.75,port,office
        riga,Riga,LVA,56.95,24.11,port,office
        valga,Valga,EST,57.78,26.04,crossing,office
        baltic_sea,Baltic Sea,,57.5,20,sea,office
        rotterdam,Rotterdam,ROW,51.95,4.14,port,office
    """,
    "links": """
        link,name,tail,head,mode,length_km,gauge_mm,hours,hours_low,hours_high,usd_per_tonne,usd_per_tonne_low,usd_per_tonne_high,capacity,capacity_low,capacity_high,preload,preload_low,preload_high,estimated,source
        rail_tallinn_valga,Tallinn to Valga,tallinn,valga,rail,280,1520,10,,,9,,,6,,,1,,,no,office
        rail_valga_riga,Valga to Riga,valga,riga,rail,170,1520,6,4,9,6,,,6,3,8,1,,,no,office
        road_tallinn_narva,Tallinn to Narva,tallinn,narva,road,210,,3,,,15,,,,,,,,,no,office
        sea_tallinn_baltic,Tallinn to the open sea,tallinn,baltic_sea,sea,300,,18,,,3,,,,,,,,,yes,office
        sea_riga_baltic,Riga to the open sea,riga,baltic_sea,sea,250,,15,,,3,,,,,,,,,yes,office
        sea_baltic_rotterdam,The Baltic to Rotterdam,baltic_sea,rotterdam,sea,1500,,80,,,8,,,,,,,,,yes,office
        port_tallinn,Port of Tallinn,tallinn,tallinn,port,,,24,,,10,,,19,,,,,,no,office
        port_riga,Port of Riga,riga,riga,port,,,24,,,10,,,20,,,,,,no,office
        port_rotterdam,Port of Rotterdam,rotterdam,rotterdam,port,,,24,,,10,,,400,,,,,,no,office
    """,
    "states": """
        object,attribute,text,low,best,high,from,to,source
        narva,status,open,,,,1991-08-20,2023-12-31,office
        narva,status,suspended,,,,2024-02-01,,office
        rail_valga_riga,capacity,,,4,,2020-01-01,2021-12-31,office
        rail_valga_riga,hours,,5,7,9,2020-01-01,,office
    """,
    "zones": """
        actor,place,share,share_low,share_high,source
        EST,tallinn,0.8,,,office
        EST,narva,0.2,,,office
        LVA,riga,1,0.9,1,office
        ROW,rotterdam,1,0.9,1,office
    """,
    "gateways": """
        actor,partner,flow,commodity,place,share,source
        EST,LVA,sold,,tallinn,0.5,office
        EST,LVA,sold,,narva,0.5,office
        EST,LVA,sold,dry_bulk,narva,1,office
    """,
    "commodities": """
        commodity,name,value_of_time,value_of_time_low,value_of_time_high,rate,rate_low,rate_high,modes,source
        dry_bulk,Dry bulk,0.05,,,0.6,,,rail;sea,study
        general,Containers and general cargo,0.6,0.3,1.2,1,,,rail;road;sea;ferry,study
    """,
    "cargoes": """
        sector,commodity,share,source
        goods,dry_bulk,0.4,office
        goods,general,0.6,office
    """,
    "traffic": """
        traffic,name,from,to,ways,against,a,b,commodity,low,best,high,measure,load,load_low,load_high,use,source,note
        by_land,Over Valga,2023-01-01,2023-12-31,valga,sea_baltic_rotterdam,EST,LVA,general,0.6,0.7,0.8,share,,,,calibration,office,
        valga_mt,Tonnes over Valga,2023-01-01,2023-12-31,rail_tallinn_valga;rail_valga_riga,,,,,,1.5,,tonnes,,,,test,office,
        narva_trucks,Trucks to Narva,2023-01-01,2023-12-31,narva,,EST,,,,200,,trucks,14,,,test,office,
    """,
}


def write_freight(folder: Path) -> Path:
    """Add ways to the small world, which has no faults then either; return its folder."""
    for table, text in TABLES.items():
        lines = "".join(f"{line.strip()}\n" for line in text.strip().splitlines())
        (folder / f"{table}.csv").write_text(lines, encoding="utf-8")
    # One more place needs one more way: everything else of the small world stays as it is.
    replace(folder, "sectors.csv", "high,source", "high,source,usd_per_tonne,usd_per_tonne_low,tonnes_source")
    replace(folder, "sectors.csv", "8,study", "8,study,900,,office")
    replace(folder, "sectors.csv", "no,,,,study", "no,,,,study,,,")
    return folder
