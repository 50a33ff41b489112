"""Small releases in the form of their publishers, for tests."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pandas as pd

BACI_HEADER = ("t", "i", "j", "k", "v", "q")
# Russia 643, Armenia 51, Türkiye 792, France 251 in BACI, other Asia 490.
BACI_ROWS: tuple[tuple[object, ...], ...] = (
    (2023, 643, 51, "100199", "200000.5", "800000"),
    (2023, 643, 51, "271121", "500000", "2500000"),
    (2023, 643, 51, "270900", "100", "   200.000"),
    (2023, 643, 51, "271019", "90", "NA"),
    (2023, 51, 643, "220830", "150000", "30000"),
    (2023, 51, 251, "710239", "40000", "0.2"),
    (2023, 51, 792, "10511", "7", ""),
    (2023, 490, 251, "854231", "90000", "10"),
    (2023, 792, 51, "271600", "33", "NA"),
)
CODES_HEADER = ("country_code", "country_name", "country_iso2", "country_iso3")
CODES_ROWS: tuple[tuple[object, ...], ...] = (
    (51, "Armenia", "AM", "ARM"),
    (251, "France", "FR", "FRA"),
    (490, "Other Asia, nes", "N/A", "S19"),
    (516, "Namibia", "NA", "NAM"),
    (643, "Russian Federation", "RU", "RUS"),
    (792, "Türkiye", "TR", "TUR"),
)
FAO_HEADER = (
    "Reporter Country Code",
    "Reporter Country Code (M49)",
    "Reporter Countries",
    "Partner Country Code",
    "Partner Country Code (M49)",
    "Partner Countries",
    "Item Code",
    "Item Code (CPC)",
    "Item",
    "Element Code",
    "Element",
    "Year Code",
    "Year",
    "Unit",
    "Value",
    "Flag",
)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], encoding: str = "utf-8") -> Path:
    """Write one file of a release."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_baci(
    folder: Path, rows: Iterable[Sequence[object]] = BACI_ROWS, header: Sequence[str] = BACI_HEADER, year: int = 2023
) -> Path:
    """Write a folder of BACI with one year and its table of countries."""
    write_csv(folder / f"BACI_HS22_Y{year}_V202501.csv", header, rows)
    write_csv(folder / "country_codes_V202501.csv", CODES_HEADER, CODES_ROWS)
    return folder


def fao_row(
    reporter: str, partner: str, tonnes: object, *, bought: bool, year: int = 2022, item: int = 15, unit: str = "t"
) -> tuple[object, ...]:
    """Return one report of the trade matrix; reporter and partner are codes of M49."""
    element = (5610, "Import quantity") if bought else (5910, "Export quantity")
    return (
        1,
        f"'{reporter}",
        "Türkiye",
        2,
        f"'{partner}",
        "Côte",
        item,
        "'0111",
        "Wheat",
        *element,
        year,
        year,
        unit,
        tonnes,
        "A",
    )


def write_faostat(folder: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = FAO_HEADER) -> Path:
    """Write the trade matrix of FAOSTAT."""
    name = "Trade_DetailedTradeMatrix_E_All_Data_(Normalized).csv"
    write_csv(folder / name, header, rows, encoding="latin-1")
    return folder


COUNTRIES, INDUSTRIES = ("RUS", "CN1", "CN2"), ("A01", "B06", "D")
FINAL = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR")


def icio_header() -> list[str]:
    """Return the header of the extended version: China in two parts, its final demand in one."""
    final = [f"{c}_{f}" for c in ("RUS", "CHN") for f in FINAL]
    return ["V1", *(f"{c}_{i}" for c in COUNTRIES for i in INDUSTRIES), *final, "OUT"]


def icio_rows() -> list[list[object]]:
    """Return rows that add up: cell k of row n is n + k, final demand 10 of households."""
    labels = icio_header()[1:-1]
    rows: list[list[object]] = []
    for n, label in enumerate(labels[:9]):
        cells = [n + k if k < 9 else (10 if labels[k].endswith("HFCE") else 0) for k in range(len(labels))]
        rows.append([label, *cells, sum(cells)])
    made = [row[-1] for row in rows]
    nothing = [0] * (len(labels) - 9)
    rows.append(["TLS", *[0] * len(labels), 0])
    added = [int(str(made[k])) - sum(n + k for n in range(9)) for k in range(9)]
    rows.append(["VA", *added, *nothing, sum(added)])
    rows.append(["OUT", *made, *nothing, 0])
    return rows


def write_icio(
    folder: Path,
    rows: Iterable[Sequence[object]] | None = None,
    header: Sequence[str] | None = None,
    name: str = "2022_SML.csv",
) -> Path:
    """Write one year of the OECD's tables."""
    write_csv(folder / name, header or icio_header(), icio_rows() if rows is None else rows)
    return folder


def by_key(flows: pd.DataFrame, *keys: str) -> dict[tuple[str, ...], dict[str, float]]:
    """Return the figures of a table of flows by its keys."""
    rows = flows.to_dict("records")
    return {
        tuple(str(row[k]) for k in keys): {str(n): float(v) for n, v in row.items() if n not in keys} for row in rows
    }
