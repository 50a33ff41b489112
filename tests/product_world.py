"""The world of three actors with goods of two sectors, services that are traded, and products within them.

::

    wine, fish     of food:     AAA sells both to CCC, BBB sells wine to CCC, CCC sells fish to BBB (an old figure)
    machines       of goods:    AAA sells more of them to CCC than all goods of the world's year
    tourists       of services: people of CCC travel to AAA
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.small_world import ACTORS, GDP, small_world

from marchland.world import schema

if TYPE_CHECKING:
    from pathlib import Path

FOOD = {("AAA", "CCC"): 40.0, ("CCC", "AAA"): 10.0, ("BBB", "CCC"): 20.0, ("CCC", "BBB"): 30.0, ("AAA", "BBB"): 5.0}
SERVICES = {("AAA", "CCC"): 25.0, ("CCC", "AAA"): 15.0, ("BBB", "CCC"): 10.0, ("CCC", "BBB"): 12.0}
FLOWS = (
    ("2022", "AAA", "CCC", "wine", "8", "10", "14"),
    ("2023", "AAA", "CCC", "fish", "4", "6", "8"),
    ("2023", "BBB", "CCC", "wine", "4", "5", "6"),
    ("2019", "CCC", "BBB", "fish", "8", "9", "10"),
    ("2023", "AAA", "CCC", "machines", "110", "120", "130"),
    ("2023", "AAA", "CCC", "tourists", "8", "10", "12"),
)
SECTORS = ("goods", "food", "services", "rest")


def product_world(folder: Path) -> Path:
    """Write the world into a folder that is not there yet."""
    path = small_world(folder)
    year, given = {"year": "2023"}, {"estimated": "no", "source": "made_up"}
    own = {"layer": "trade", "traded": "yes", "best": "4", "source": "made_up"}
    _add(
        path,
        "sectors",
        [
            {"sector": "food", "name": "Food and drink", "kind": "goods"} | own,
            {"sector": "services", "name": "Services", "kind": "services"} | own,
        ],
    )
    flows = {(*pair, "food"): value for pair, value in FOOD.items()}
    flows |= {(*pair, "services"): value for pair, value in SERVICES.items()}
    flows |= {(a, a, sector): 0.2 * GDP[a] for a in ACTORS for sector in ("food", "services")}
    _add(
        path,
        "trade",
        [
            year | given | {"exporter": e, "importer": i, "sector": s, "best": str(value)}
            for (e, i, s), value in flows.items()
        ],
    )
    new = [(u, s) for u in SECTORS for s in SECTORS if {u, s} & {"food", "services"}]
    _add(
        path,
        "input_shares",
        [year | given | {"actor": a, "using": u, "supplying": s, "best": "0.05"} for a in ACTORS for u, s in new],
    )
    within = {"wine": "food", "fish": "food", "machines": "goods", "tourists": "services"}
    _add(
        path,
        "products",
        [{"product": p, "name": p.capitalize(), "sector": s, "source": "made_up"} for p, s in within.items()],
    )
    columns = ("year", "exporter", "importer", "product", "low", "best", "high")
    _add(path, "product_flows", [dict(zip(columns, flow, strict=True)) | given for flow in FLOWS])
    travel = [{"actor": a, "object": a, "right": "travel", "from": "2000-01-01", "source": "made_up"} for a in ACTORS]
    _add(path, "controls", travel)
    return path


def _add(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    names = [column.name for column in schema().tables[table].columns]
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, lineterminator="\n").writerows(rows)
