"""FAOSTAT's detailed trade matrix: what each country reports to have bought from and sold to each partner.

The bulk file (https://bulks-faostat.fao.org/production/, domain TM, CC BY 4.0) is
`Trade_DetailedTradeMatrix_E_All_Data_(Normalized).csv`: latin-1, every field quoted, with the columns `Reporter Country
Code`, `Reporter Country Code (M49)`, `Reporter Countries`, the same three for the partner, `Item Code`, `Item Code
(CPC)`, `Item`, `Element Code`, `Element`, `Year Code`, `Year`, `Unit`, `Value`, `Flag`. Codes of M49 begin with an
apostrophe (`'643`). Elements 5610 and 5910 are quantities imported and exported, in tonnes (`t`, before 2023 `tonnes`).
The matrix is not reconciled: what the buyer reports to have bought is another figure than what the seller reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from marchland.errors import ReleaseError
from marchland.world.build.releases.m49 import areas
from marchland.world.build.releases.release_file import Column, pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from marchland.world.build.releases.m49 import Areas

FILE = "Trade_DetailedTradeMatrix_E_All_Data_(Normalized).csv"
REPORTER, PARTNER = "Reporter Country Code (M49)", "Partner Country Code (M49)"
COLUMNS = (
    Column(name=REPORTER, meaning="who reports, M49"),
    Column(name=PARTNER, meaning="the other side, M49"),
    Column(name="Item Code", meaning="FAO's code of the product"),
    Column(name="Element Code", meaning="5610 quantity imported, 5910 quantity exported", number=True),
    Column(name="Year", meaning="calendar year", number=True),
    Column(name="Unit", meaning="t or tonnes"),
    Column(name="Value", meaning="the figure", number=True, gaps=True),
)
WHEAT = "15"
IMPORTED, EXPORTED = 5610, 5910
TONNES = ("t", "tonnes")


@dataclass(frozen=True, kw_only=True)
class WheatTrade:
    """Wheat from actor to actor in a year.

    Parameters
    ----------
    file
        name of the file it was read from
    flows
        one row a pair: `exporter`, `importer`, `low`, `best`, `high` in tonnes, `reports` (1 or 2 sides that report)
    """

    file: str
    flows: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class WheatReports:
    """What countries report of wheat, all years.

    Parameters
    ----------
    path
        the file it was read from
    reports
        one row a report: `year`, `exporter`, `importer` (codes of M49), `bought` (the importer reports), `tonnes`
    """

    path: Path
    reports: pd.DataFrame

    def years(self) -> tuple[int, ...]:
        """Return the years with reports."""
        return tuple(sorted(int(year) for year in self.reports["year"].unique()))

    def of(self, year: int, actors: Collection[str], rest: str = "ROW") -> WheatTrade:
        """Return wheat (item 15, durum included, flour not) between actors.

        Of a pair of countries the importer's report is the best figure, because customs look at what comes in and has
        to be taxed; the exporter's where the importer does not report. The range is from the smaller to the larger of
        the two; where only one side reports, low and high are equal to it. Sums over countries of the rest add lows,
        bests and highs.

        Parameters
        ----------
        year
            calendar year
        actors
            ISO 3166-1 alpha-3 codes; every other area is counted with the rest
        rest
            code of the rest of the world

        Raises
        ------
        ReleaseError
            where the file has no wheat of the year
        """
        of_year = self.reports[self.reports["year"] == year]
        if of_year.empty:
            there = ", ".join(map(str, self.years())) or "none"
            raise ReleaseError(
                f"{self.path}: column 'Year' has no wheat (Item Code {WHEAT}) of {year}; the years with wheat are: "
                f"{there}; download the release that holds the year, or ask for another year"
            )
        return WheatTrade(file=self.path.name, flows=_between_actors(_pairs(of_year), actors, rest))


def reports(folder: Path) -> WheatReports:
    """Read the reports of wheat out of the whole matrix (some 50 million rows: a few minutes).

    Parameters
    ----------
    folder
        where the bulk file was unpacked

    Raises
    ------
    ReleaseError
        where the file or a column is missing, an area is unknown, or quantities are not in tonnes
    """
    path = folder / FILE
    known = areas()
    found: list[pd.DataFrame] = []
    for piece in pieces(path, COLUMNS, encoding="latin-1"):
        counted = (piece["Item Code"] == WHEAT) & piece["Element Code"].isin([IMPORTED, EXPORTED])
        of_wheat = piece[counted & piece["Value"].notna()]
        _check_unit(path, of_wheat)
        found.append(_reports(path, of_wheat, known))
    return WheatReports(path=path, reports=pd.concat(found, ignore_index=True))


def wheat(folder: Path, year: int, actors: Collection[str], rest: str = "ROW") -> WheatTrade:
    """Read wheat between actors in a year; see `reports` and `WheatReports.of`."""
    return reports(folder).of(year, actors, rest)


def _check_unit(path: Path, rows: pd.DataFrame) -> None:
    other = rows[~rows["Unit"].isin(TONNES)]
    if len(other):
        raise ReleaseError(
            f"{path} row {int(other.index[0]) + 2}: column 'Unit' holds {other['Unit'].iloc[0]!r} for a quantity of "
            f"wheat; expected {' or '.join(TONNES)}; convert the file to tonnes"
        )


def _reports(path: Path, rows: pd.DataFrame, known: Areas) -> pd.DataFrame:
    """Return year, exporter, importer (codes of M49, aggregates left out), who reports, and tonnes."""
    codes = {column: _codes(path, rows[column], known) for column in (REPORTER, PARTNER)}
    bought = rows["Element Code"] == IMPORTED
    result = pd.DataFrame(
        {
            "year": rows["Year"],
            "exporter": codes[PARTNER].where(bought, codes[REPORTER]),
            "importer": codes[REPORTER].where(bought, codes[PARTNER]),
            "bought": bought,
            "tonnes": rows["Value"],
        }
    )
    counted = ~result["exporter"].isin(known.aggregates) & ~result["importer"].isin(known.aggregates)
    return result[counted & (result["tonnes"] > 0) & (result["exporter"] != result["importer"])]


def _codes(path: Path, cells: pd.Series[str], known: Areas) -> pd.Series[str]:
    plain = cells.astype("str").str.lstrip("'").str.zfill(3)
    unknown = plain[~plain.isin([*known.iso3, *known.aggregates])]
    if len(unknown):
        raise ReleaseError(
            f"{path} row {int(unknown.index[0]) + 2}: column {cells.name!r} holds {unknown.iloc[0]!r}, which is no "
            "code of M49; add it to m49_areas.csv, or mend the file"
        )
    return plain


def _pairs(reports: pd.DataFrame) -> pd.DataFrame:
    """Put the two reports of each pair of countries together."""
    wide = reports.pivot_table(index=["exporter", "importer"], columns="bought", values="tonnes", aggfunc="sum")
    sides = wide.reindex(columns=[True, False])
    bought, sold = sides[True], sides[False]
    return pd.DataFrame(
        {
            "low": sides.min(axis=1),
            "best": bought.fillna(sold),
            "high": sides.max(axis=1),
            "reports": sides.notna().sum(axis=1),
        }
    ).reset_index()


def _between_actors(pairs: pd.DataFrame, actors: Collection[str], rest: str) -> pd.DataFrame:
    iso3: Mapping[str, str | None] = areas().iso3
    named = {code: iso if iso in actors else rest for code, iso in iso3.items()}
    pairs = pairs.assign(exporter=pairs["exporter"].map(named), importer=pairs["importer"].map(named))
    sums = pairs.groupby(["exporter", "importer"], as_index=False)
    return sums.agg({"low": "sum", "best": "sum", "high": "sum", "reports": "max"})
