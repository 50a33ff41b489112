"""A world of three actors, small enough to be computed by hand and many times.

::

    AAA <--> BBB        AAA and BBB form the bloc AB, which alone may set their customs duties.
      ^      ^          CCC has all rights over its own territory.
      v      v
        CCC             Goods of CCC pass through AAA to BBB and through BBB to AAA.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from marchland.world import new_world, schema

if TYPE_CHECKING:
    from pathlib import Path

ACTORS = ("AAA", "BBB", "CCC")
GDP = {"AAA": 1000.0, "BBB": 400.0, "CCC": 2000.0}
TRADE = {
    ("AAA", "BBB"): 40.0,
    ("BBB", "AAA"): 60.0,
    ("AAA", "CCC"): 100.0,
    ("CCC", "AAA"): 120.0,
    ("BBB", "CCC"): 50.0,
    ("CCC", "BBB"): 70.0,
}
SHARES = {("goods", "goods"): 0.3, ("goods", "rest"): 0.15, ("rest", "goods"): 0.1, ("rest", "rest"): 0.25}
FUELS = {("CCC", "AAA"): 30.0}


def small_world(folder: Path) -> Path:
    """Write the world into a folder that is not there yet."""
    path = new_world(folder)
    descriptor = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["marchland"] |= {"focus": ["AAA", "BBB"], "powers": ["CCC", "AB"]}
    (path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    year, given = {"year": "2023"}, {"estimated": "no", "source": "made_up"}
    source = {"source": "made_up", "title": "Made up", "publisher": "Nobody", "url": "https://example.org"}
    _add(path, "sources", [source | year | {"licence": "CC0"}])
    _add(path, "actors", [{"actor": a, "name": f"Land of {a}", "region": "Here", "kind": "state"} for a in ACTORS])
    _add(path, "blocs", [_dated({"bloc": "AB", "name": "The two", "actor": a}) for a in ("AAA", "BBB")])
    rights = [("AB", "AAA", "tariff"), ("AB", "BBB", "tariff"), ("CCC", "CCC", "tariff")]
    rights += [(a, a, right) for a in ACTORS for right in ("border", "residence", "payments")]
    _add(path, "controls", [_dated({"actor": a, "object": o, "right": r}) for a, o, r in rights])
    _add(
        path,
        "sectors",
        [
            {
                "sector": "goods",
                "name": "Goods",
                "kind": "goods",
                "layer": "trade",
                "traded": "yes",
                "best": "5",
                "source": "made_up",
            },
            {
                "sector": "rest",
                "name": "The rest",
                "kind": "services",
                "layer": "trade",
                "traded": "no",
                "source": "made_up",
            },
            {
                "sector": "fuels",
                "name": "Fuels",
                "kind": "goods",
                "layer": "energy",
                "traded": "yes",
                "source": "made_up",
            },
        ],
    )
    flows = {(*pair, "goods"): value for pair, value in TRADE.items()}
    flows |= {(*pair, "fuels"): value for pair, value in FUELS.items()}
    flows |= {(a, a, "goods"): 0.6 * GDP[a] for a in ACTORS} | {(a, a, "rest"): GDP[a] for a in ACTORS}
    _add(
        path,
        "trade",
        [
            year | given | {"exporter": e, "importer": i, "sector": s, "best": str(value)}
            for (e, i, s), value in flows.items()
        ],
    )
    passing = [("CCC", "AAA", "BBB", 10.0, "yes"), ("CCC", "BBB", "AAA", 5.0, "no")]
    _add(
        path,
        "reexports",
        [
            year | given | {"origin": o, "via": v, "destination": d, "sector": "goods", "best": str(x), "recorded": r}
            for o, v, d, x, r in passing
        ],
    )
    _add(
        path,
        "input_shares",
        [
            year | given | {"actor": a, "using": u, "supplying": s, "best": str(share)}
            for a in ACTORS
            for (u, s), share in SHARES.items()
        ],
    )
    people = {"gdp": (1.0, "MUSD"), "population": (100.0, "persons"), "labour_force": (50.0, "persons")}
    _add(
        path,
        "indicators",
        [
            year | given | {"actor": a, "indicator": name, "best": str(GDP[a] * scale), "unit": unit}
            for a in ACTORS
            for name, (scale, unit) in people.items()
        ],
    )
    _add(path, "migrants", [year | given | {"host": "CCC", "origin": "AAA", "best": "900"}])
    _add(
        path,
        "remittances",
        [
            year | given | {"host": "CCC", "origin": "AAA", "kind": "labour", "best": "8"},
            year | given | {"host": "CCC", "origin": "AAA", "kind": "relocation", "best": "6"},
        ],
    )
    return path


def _dated(row: dict[str, str]) -> dict[str, str]:
    return row | {"from": "2000-01-01", "source": "made_up"}


def _add(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    names = [c.name for c in schema().tables[table].columns]
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, lineterminator="\n").writerows(rows)
