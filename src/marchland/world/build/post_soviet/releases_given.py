"""Official releases that a user has put beside the reference data, and that stand in for estimates.

A folder may hold, next to `flows/`, `macro/` and the others, `baci/`, `icio/` and `faostat/` with files as their
publishers release them (`marchland.world.build.releases`). A year that one of them holds is taken from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from marchland.errors import ReleaseError
from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.citation import citation
from marchland.world.build.post_soviet.recorded_trade import YEARS
from marchland.world.build.releases import baci, faostat, icio

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell

BACI, ICIO, FAOSTAT = "baci", "icio", "faostat"
STANDS_FOR_TABLES = {2017: 2019, 2023: 2022}
"""The year of the OECD's tables that stands for a year of the world, where its own is not given."""
STANDS_FOR_WHEAT = {2017: 2019, 2023: 2022}
"""The same for FAOSTAT's wheat."""
# An edition that holds coal, oil and gas as one industry cannot be split.
_TOGETHER = "B05_06"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a folder holds of official releases; files are read when they are asked for.

    Parameters
    ----------
    reference
        folder of the reference data
    baci_years, icio_years
        years of which there is a file
    faostat_years
        years of wheat in FAOSTAT's file
    years
        that the world is made for
    """

    reference: Path
    baci_years: tuple[int, ...]
    icio_years: tuple[int, ...]
    faostat_years: tuple[int, ...]
    years: tuple[int, ...] = YEARS

    def sector_trade(self, year: int) -> baci.SectorTrade | None:
        """Return BACI's trade between the actors by sector; None where the year is not there."""
        if year not in self.baci_years:
            return None
        return _sector_trade(self.reference / BACI, year, _stamp(self.reference / BACI))

    def icio(self, year: int) -> icio.Icio | None:
        """Return the OECD's tables; None where the year is not there.

        Raises
        ------
        ReleaseError
            where the edition holds coal, oil and gas as one industry
        """
        if year not in self.icio_years:
            return None
        tables = _icio(self.reference / ICIO, year, _stamp(self.reference / ICIO))
        if _TOGETHER in tables.industries:
            raise ReleaseError(
                f"{self.reference / ICIO / tables.file}: industry {_TOGETHER} holds coal, oil and gas together; "
                "expected B05 and B06; use the edition of 2025 or a later one"
            )
        return tables

    def wheat(self, year: int) -> faostat.WheatTrade | None:
        """Return FAOSTAT's wheat between the actors; None where the year is not there."""
        if year not in self.faostat_years:
            return None
        return _reports(self.reference / FAOSTAT, _stamp(self.reference / FAOSTAT)).of(year, STATES, REST)

    def baci_source(self, year: int) -> str:
        """Return the id of the source of BACI's figures of a year."""
        trade = self.sector_trade(year)
        assert trade is not None
        return f"baci_v{trade.release}_{year}"

    def table_year(self, year: int) -> int:
        """Return the year of the OECD's tables that stands for a year of the world: itself where it is there."""
        if year in self.icio_years or year in STANDS_FOR_TABLES:
            return year if year in self.icio_years else STANDS_FOR_TABLES[year]
        # A later year than the recipe's own: the nearest tables.
        return min({STANDS_FOR_TABLES[YEARS[-1]], *self.icio_years}, key=lambda of: (abs(of - year), of))

    def wheat_year(self, year: int) -> int:
        """Return the year of FAOSTAT's wheat that stands for a year of the world: itself where it is there."""
        return year if year in self.faostat_years else STANDS_FOR_WHEAT[year]

    def official(self) -> tuple[str, ...]:
        """Return a line for each file that was read, and one for years that the recipe does not make.

        Raises
        ------
        ReleaseError
            where a release holds no year that the recipe uses, or cannot be read
        """
        _refuse_unused(self.reference / BACI, self.baci_years, self.years)
        tables_used = {self.table_year(year) for year in self.years} & set(self.icio_years)
        if not tables_used:
            _refuse_unused(self.reference / ICIO, self.icio_years, (*self.years, *STANDS_FOR_TABLES.values()))
        trade = [(year, held) for year in self.years if (held := self.sector_trade(year)) is not None]
        tables = [(year, table) for year in self.years if (table := self.icio(self.table_year(year))) is not None]
        wheat = [(year, self.wheat_year(year)) for year in YEARS if self.wheat_year(year) in self.faostat_years]
        other = sorted(set(self.baci_years) - set(self.years))
        made = _listed(self.years, "and")
        return (
            *(
                f"trade of {year}: {held.file} (BACI), {len(held.flows)} flows by pair and sector"
                for year, held in trade
            ),
            *(f"input-output tables for {year}: {table.file} (OECD ICIO)" for year, table in tables),
            *(f"wheat for {year}: reports of {of} (FAOSTAT)" for year, of in wheat),
            *(
                f"BACI {year} is there and is not used: the recipe makes {made}"
                + (f"; --year {year} adds it" if year > YEARS[-1] else "")
                for year in other
            ),
        )

    def citations(self) -> list[dict[str, Cell]]:
        """Return the rows of `sources` for what was read."""
        rows = [
            citation(
                self.baci_source(year),
                f"BACI: International Trade Database at the Product-Level, {trade.file}",
                "CEPII",
                "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
                int(trade.release[:4]),
                "Etalab Open Licence 2.0",
                "products by HS6, put together to sectors; read from the publisher's file",
            )
            for year in self.years
            if (trade := self.sector_trade(year)) is not None
        ]
        tables = [held for year in self.years if (held := self.icio(self.table_year(year))) is not None]
        if tables:
            rows.append(
                citation(
                    "oecd_icio",
                    "OECD Inter-Country Input-Output Tables, " + ", ".join(dict.fromkeys(held.file for held in tables)),
                    "OECD",
                    "https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html",
                    max(held.year for held in tables),
                    "OECD terms; figures quoted with attribution",
                    "flows by supplier and user, input shares; read from the publisher's files (year: of the tables)",
                )
            )
        return rows


def given(reference: Path, later: int | None = None) -> Given:
    """Look which official releases a folder holds.

    Parameters
    ----------
    reference
        folder of the reference data
    later
        a later year that the world is made for as well

    Raises
    ------
    ReleaseError
        where a sub-folder is there and holds no file in its publisher's form
    """
    wheat = reference / FAOSTAT
    return Given(
        reference=reference,
        baci_years=_years(reference / BACI, baci.FORM, baci.years(reference / BACI)),
        icio_years=_years(reference / ICIO, icio.FORM, icio.years(reference / ICIO)),
        faostat_years=_reports(wheat, _stamp(wheat)).years() if wheat.is_dir() else (),
        years=YEARS if later is None else (*YEARS, later),
    )


def _years(folder: Path, form: str, years: tuple[int, ...]) -> tuple[int, ...]:
    if folder.is_dir() and not years:
        there = ", ".join(sorted(p.name for p in folder.iterdir())[:5]) or "nothing"
        raise ReleaseError(
            f"{folder} holds no file named as {form}; there is: {there}; unpack the release there, or take the folder "
            "away"
        )
    return years


def _refuse_unused(folder: Path, years: tuple[int, ...], used: tuple[int, ...]) -> None:
    if years and not set(years) & set(used):
        adds = folder.name == BACI and max(years) > YEARS[-1]
        later = f"; or add it to the world with --year {max(years)}" if adds else ""
        raise ReleaseError(
            f"{folder}: no file of {_listed(used, 'or')}; it holds {', '.join(map(str, sorted(years)))}, which the "
            f"recipe does not use; download the release that holds one of these years, or take the folder away{later}"
        )


def _listed(years: tuple[int, ...], word: str) -> str:
    *some, last = (str(year) for year in sorted(set(years)))
    return f"{', '.join(some)} {word} {last}" if some else last


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells one state of a folder from another, so that a file that was changed is read again."""
    if not folder.is_dir():
        return ()
    return tuple(sorted((p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in folder.iterdir()))


# Several tables of a world need the same release, and reading one takes from seconds to minutes.
@lru_cache(maxsize=4)
def _sector_trade(folder: Path, year: int, stamp: object) -> baci.SectorTrade:  # noqa: ARG001 - part of the key
    return baci.sector_trade(folder, year, STATES, REST)


@lru_cache(maxsize=4)
def _icio(folder: Path, year: int, stamp: object) -> icio.Icio:  # noqa: ARG001 - part of the key
    return icio.icio(folder, year)


@lru_cache(maxsize=1)
def _reports(folder: Path, stamp: object) -> faostat.WheatReports:  # noqa: ARG001 - part of the key
    return faostat.reports(folder)
