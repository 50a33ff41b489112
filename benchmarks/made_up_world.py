"""Writes a made-up world of any number of actors that trade, and do nothing else."""

from __future__ import annotations

import csv
import json
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np

from marchland.world import new_world, schema

if TYPE_CHECKING:
    from pathlib import Path

GOODS = 5
"""Sectors that trade; one more does not."""


def made_up_world(folder: Path, actors: int) -> Path:
    """Write a world in which every actor trades with every other, into a folder that is not there yet."""
    rng = np.random.default_rng(actors)
    codes = ["".join(letters) for letters in product("ABCDEFGH", ascii_uppercase, ascii_uppercase)][:actors]
    gdp = np.exp(rng.normal(10, 1.2, actors))
    path = new_world(folder)
    descriptor = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["marchland"] |= {"focus": codes[:4], "powers": codes[4:8]}
    (path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    year, given = {"year": "2023"}, {"estimated": "no", "source": "made_up"}
    source = {"source": "made_up", "title": "Made up", "publisher": "Nobody", "url": "https://example.org"}
    _add(path, "sources", [source | year | {"licence": "CC0"}])
    _add(path, "actors", [{"actor": a, "name": f"Land {a}", "region": "Here", "kind": "state"} for a in codes])
    own = [{"actor": a, "object": a, "right": "border", "from": "2000-01-01", "source": "made_up"} for a in codes]
    _add(path, "controls", own)
    goods = [f"goods{s}" for s in range(GOODS)]
    kinds = [{"sector": s, "name": s, "kind": "goods", "traded": "yes", "best": "5"} for s in goods]
    kinds.append({"sector": "rest", "name": "The rest", "kind": "services", "traded": "no"})
    _add(path, "sectors", [row | {"layer": "trade", "source": "made_up"} for row in kinds])
    far = np.exp(rng.normal(0, 0.7, (actors, actors, GOODS)))
    flows = 0.3 * np.multiply.outer(np.outer(gdp, gdp) / gdp.sum(), np.full(GOODS, 1 / GOODS)) * far
    flows[np.diag_indices(actors)] = 0.6 * gdp[:, None] / GOODS
    trade = [
        (e, i, s, flows[x, y, z]) for x, e in enumerate(codes) for y, i in enumerate(codes) for z, s in enumerate(goods)
    ]
    trade += [(a, a, "rest", value) for a, value in zip(codes, gdp, strict=True)]
    _add(
        path,
        "trade",
        [year | given | {"exporter": e, "importer": i, "sector": s, "best": f"{x:.6g}"} for e, i, s, x in trade],
    )
    shares = [(u, s, 0.4 / (GOODS + 1)) for u in (*goods, "rest") for s in (*goods, "rest")]
    rows = [
        year | given | {"actor": a, "using": u, "supplying": s, "best": f"{x:.4f}"} for a in codes for u, s, x in shares
    ]
    _add(path, "input_shares", rows)
    known = [
        year | given | {"actor": a, "indicator": "gdp", "best": f"{value:.6g}", "unit": "MUSD"}
        for a, value in zip(codes, gdp, strict=True)
    ]
    _add(path, "indicators", known)
    return path


def _add(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    names = [c.name for c in schema().tables[table].columns]
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, lineterminator="\n").writerows(rows)
