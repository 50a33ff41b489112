"""The workbook of the Statistical Review of World Energy (Energy Institute), by sheet."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import openpyxl

from marchland.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "energy/EI_Statistical_Review_2025_all_data.xlsx"
SOURCE = "energy_institute_2025"
NAMES: Mapping[str, str] = {
    "AUT": "Austria",
    "AZE": "Azerbaijan",
    "BEL": "Belgium",
    "BGR": "Bulgaria",
    "BLR": "Belarus",
    "CHE": "Switzerland",
    "CHN": "China",
    "CZE": "Czech Republic",
    "DEU": "Germany",
    "DNK": "Denmark",
    "ESP": "Spain",
    "EST": "Estonia",
    "FIN": "Finland",
    "FRA": "France",
    "GBR": "United Kingdom",
    "GRC": "Greece",
    "HRV": "Croatia",
    "HUN": "Hungary",
    "IND": "India",
    "IRL": "Ireland",
    "IRN": "Iran",
    "ISR": "Israel",
    "ITA": "Italy",
    "JPN": "Japan",
    "KAZ": "Kazakhstan",
    "KOR": "South Korea",
    "LTU": "Lithuania",
    "LUX": "Luxembourg",
    "LVA": "Latvia",
    "NLD": "Netherlands",
    "NOR": "Norway",
    "PAK": "Pakistan",
    "POL": "Poland",
    "PRT": "Portugal",
    "ROU": "Romania",
    "RUS": "Russian Federation",
    "SVK": "Slovakia",
    "SVN": "Slovenia",
    "SWE": "Sweden",
    "TKM": "Turkmenistan",
    "TUR": "Turkey",
    "UKR": "Ukraine",
    "USA": "US",
    "UZB": "Uzbekistan",
    "ARE": "United Arab Emirates",
}
"""Names of actors as the workbook writes them."""
_FIRST, _LAST = 1960, 2100
_YEARS_IN_A_HEADER = 5


@lru_cache(maxsize=2)
def _cells(path: Path) -> Mapping[str, tuple[tuple[object, ...], ...]]:
    """Return the cells of the sheets on gas and oil by name of the sheet, without spaces around it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles that it does not read
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    wanted = [name for name in book.sheetnames if name.strip().startswith(("Gas", "Oil", "Crude", "NGL", "Spot"))]
    found = {name.strip(): tuple(book[name].iter_rows(values_only=True)) for name in wanted}
    book.close()
    return found


def sheet(reference: Path, name: str) -> tuple[tuple[object, ...], ...]:
    """Return the cells of a sheet by row.

    Parameters
    ----------
    reference
        folder of the reference data
    name
        of the sheet, for instance "Gas Production - Bcm"

    Raises
    ------
    ReleaseError
        where the workbook has no such sheet
    """
    found = _cells(reference / FILE)
    if name not in found:
        raise ReleaseError(f"{reference / FILE}: sheet {name!r} is missing; use the edition of 2025")
    return found[name]


def annual(reference: Path, name: str) -> dict[str, dict[int, float]]:
    """Return the figures of a sheet with a column for each year, by name of the row and year.

    Parameters
    ----------
    reference, name
        as in `sheet`

    Raises
    ------
    ReleaseError
        where no row of the sheet holds years
    """
    rows = sheet(reference, name)
    header = next((row for row in rows if len(_year_columns(row)) >= _YEARS_IN_A_HEADER), None)
    if header is None:
        raise ReleaseError(f"{reference / FILE}: sheet {name!r} has no row of years; use the edition of 2025")
    columns = _year_columns(header)
    found: dict[str, dict[int, float]] = {}
    for row in rows:
        label = " ".join(str(row[0] or "").split())
        values = {year: float(v) for year, i in columns.items() if isinstance(v := row[i], int | float)}
        if label and values and row is not header:
            found.setdefault(label, values)
    return found


def _year_columns(row: tuple[object, ...]) -> dict[int, int]:
    """Return the column of each year in a row; of a year that comes twice the first, the others hold growth."""
    columns: dict[int, int] = {}
    for i, cell in enumerate(row):
        if isinstance(cell, int) and _FIRST <= cell <= _LAST:
            columns.setdefault(cell, i)
    return columns


def matrix(reference: Path, name: str) -> dict[str, dict[str, float]]:
    """Return a matrix of trade, bcm or Mt, by name of the row (to) and of the column (from).

    Headings of several rows are joined with a space; marks of footnotes stay.
    """
    rows = sheet(reference, name)
    start = next(
        i for i, row in enumerate(rows) if sum(isinstance(cell, int | float) for cell in row[1:]) >= _YEARS_IN_A_HEADER
    )
    first = max(i for i in range(start) if str(rows[i][0] or "").strip() == "To")
    top = next((i for i in range(first, 0, -1) if "From" in [str(c or "").strip() for c in rows[i]]), first - 1)
    width = len(rows[first])
    heads = [
        " ".join(" ".join(str(rows[i][c] or "") for i in range(top + 1, start)).replace("\xa0", " ").split())
        for c in range(width)
    ]
    return {
        str(row[0]).strip(): {
            heads[c]: float(v) for c in range(1, width) if heads[c] and isinstance(v := row[c], int | float)
        }
        for row in rows[start:]
        if row[0] and isinstance(row[1], int | float)
    }
