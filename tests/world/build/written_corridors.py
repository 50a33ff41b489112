"""A few corridors as they are written by hand, with every figure left to the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.network.written import COLUMNS, Written, read_written

if TYPE_CHECKING:
    from pathlib import Path

PLACES = """
xian CHN 34.27 108.94 city
alashankou CHN 45.17 82.57 crossing
dostyk KAZ 45.25 82.48 crossing
petropavl KAZ 54.87 69.15 crossing
petukhovo RUS 55.07 67.90 crossing
moscow RUS 55.75 37.62 city
brest_blr BLR 52.10 23.69 crossing
malaszewicze POL 52.03 23.53 crossing
duisburg DEU 51.43 6.77 city
aktau KAZ 43.60 51.22 port
alat AZE 39.95 49.40 port
boyuk_kesik AZE 41.31 45.18 crossing
gardabani GEO 41.46 45.10 crossing
tbilisi GEO 41.72 44.79 city
poti GEO 42.15 41.65 port
constanta ROU 44.10 28.65 port
shanghai CHN 31.10 121.90 port
suez  29.85 32.58 sea
port_said  31.35 32.35 sea
cape_good_hope  -34.6 18.3 sea
rotterdam NLD 51.97 4.00 port
vladikavkaz RUS 43.02 44.68 city
upper_lars_rus RUS 42.75 44.63 crossing
upper_lars_geo GEO 42.73 44.63 crossing
sadakhlo GEO 41.24 44.79 crossing
bagratashen ARM 41.24 44.83 crossing
yerevan ARM 40.18 44.51 city
"""

LINKS = """
rail xian alashankou 1435
rail alashankou dostyk 1520
gauge alashankou
rail dostyk petropavl 1520
rail petropavl petukhovo 1520
rail petukhovo moscow 1520
rail moscow brest_blr 1520
rail brest_blr malaszewicze 1520
gauge malaszewicze
rail malaszewicze duisburg 1435
rail dostyk aktau 1520
port aktau
ferry aktau alat
port alat
rail alat boyuk_kesik 1520
rail boyuk_kesik gardabani 1520
rail gardabani tbilisi 1520
rail tbilisi poti 1520
port poti
sea poti constanta
port constanta
rail constanta duisburg 1435
port shanghai
road xian shanghai
sea shanghai suez
sea suez port_said
sea port_said rotterdam
sea shanghai cape_good_hope
sea cape_good_hope rotterdam
port rotterdam
road rotterdam duisburg
road moscow vladikavkaz
road vladikavkaz upper_lars_rus
road upper_lars_rus upper_lars_geo
road upper_lars_geo tbilisi
road tbilisi sadakhlo
road sadakhlo bagratashen
road bagratashen yerevan
"""


def lines(table: str, **cells: str) -> dict[str, str]:
    """Return a line of a table, empty where no cell is given."""
    return {column: cells.get(column, "") for column in COLUMNS[table]}


def corridors() -> Written:
    """Return the corridors."""
    places = []
    for text in PLACES.strip().split("\n"):
        place, actor, lat, lon, kind = text.split(" ")
        cells = {"place": place, "name": place.title(), "actor": actor, "lat": lat, "lon": lon, "kind": kind}
        places.append(lines("places", **cells, source="judgement"))
    links = []
    for text in LINKS.strip().split("\n"):
        mode, tail, *rest = text.split()
        head, gauge = (rest[0], "".join(rest[1:])) if rest else (tail, "")
        name = f"{mode}_{tail}" + (f"_{head}" if rest else "")
        links.append(lines("links", link=name, tail=tail, head=head, mode=mode, gauge_mm=gauge))
    return Written(places=tuple(places), links=tuple(links), states=(), controls=(), sources=())


def write(folder: Path, written: Written, region: str = "here") -> Written:
    """Write the tables as the regions do, and read them again."""
    for table, columns in COLUMNS.items():
        rows = [",".join(columns)] + [
            ",".join(f'"{line[column]}"' if "," in line[column] else line[column] for column in columns)
            for line in getattr(written, table)
        ]
        (folder / f"{table}_{region}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_written(folder, (region,))
