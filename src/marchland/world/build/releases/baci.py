"""BACI, CEPII's reconciled trade by product: one file a year of exporter, importer, product, value and weight.

The format, as CEPII describes it (Gaulier & Zignago 2010; https://www.cepii.fr/DATA_DOWNLOAD/baci/doc/DescriptionBACI.html):

- `BACI_HS22_Y2023_V202501.csv`: columns `t` year, `i` exporter, `j` importer (numeric country codes), `k` product (six
  digits of the Harmonized System), `v` value in thousand current USD, `q` quantity in tonnes, which may be missing.
  Only positive flows; commas between fields, points for decimals. `HS92` to `HS22` is the revision of the nomenclature,
  `V202501` the release. Programs that read `k` as a number lose its leading zeros; both forms are read here.
- `country_codes_V202501.csv`: columns `country_code`, `country_name`, `country_iso2`, `country_iso3`. Codes are
  Comtrade's: 251 France, 579 Norway, 699 India, 757 Switzerland, 842 United States, 490 other Asia (`S19`: Taiwan).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from marchland.errors import ReleaseError
from marchland.world.build.releases.hs_sectors import NONE, Concordance, concordance
from marchland.world.build.releases.release_file import Column, lookup, pieces, row_of
from marchland.world.build.releases.release_folder import file_of_year, years_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

FILES = re.compile(r"BACI_HS(?P<edition>\d\d)_Y(?P<year>\d{4})_V(?P<release>\d{6}[a-z]?)\.csv")
FORM = "BACI_HS22_Y2023_V202501.csv"
COLUMNS = (
    Column(name="t", meaning="year", number=True),
    Column(name="i", meaning="numeric code of the exporter"),
    Column(name="j", meaning="numeric code of the importer"),
    Column(name="k", meaning="product, six digits of the Harmonized System"),
    Column(name="v", meaning="value in thousand USD", number=True),
    Column(name="q", meaning="quantity in tonnes", number=True, gaps=True),
)
CODES = (
    Column(name="country_code", meaning="numeric code of the country"),
    Column(name="country_iso3", meaning="ISO 3166-1 alpha-3 code", gaps=True),
)
# World trade in goods was 24 trillion USD in 2023; a file above this is in dollars, not in thousands.
_MOST_KUSD = 1e12
_SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class SectorTrade:
    """Trade of a year between actors by sector, as BACI states it.

    Parameters
    ----------
    file
        name of the file it was read from
    release
        the release of BACI, for instance 202501
    flows
        one row a flow: `exporter`, `importer` (actors; rest to rest is the trade among all others), `sector`, `musd`,
        `tonnes` (sum of the weights that are known), `weighed_musd` (value of what has a weight)
    unsorted_musd
        MUSD that belongs to no sector: electricity, goods of no kind
    """

    file: str
    release: str
    flows: pd.DataFrame
    unsorted_musd: float


def years(folder: Path) -> tuple[int, ...]:
    """Return the years that a folder holds."""
    return years_in(folder, FILES)


def sector_trade(folder: Path, year: int, actors: Collection[str], rest: str = "ROW") -> SectorTrade:
    """Read a year of BACI, aggregated to actors and sectors while it is read.

    Parameters
    ----------
    folder
        the unpacked release: the file of the year and `country_codes_V*.csv`
    year
        calendar year
    actors
        ISO 3166-1 alpha-3 codes; every other country is counted with the rest
    rest
        code of the rest of the world

    Raises
    ------
    ReleaseError
        where the year, a column or a country's code is missing, a cell is no number, a product is in no chapter, or
        values are in dollars
    """
    path = file_of_year(folder, FILES, year, FORM)
    match = FILES.fullmatch(path.name)
    assert match is not None
    places = country_actors(folder, match["release"], actors, rest)
    table = concordance()
    sums: list[pd.DataFrame] = []
    for piece in pieces(path, COLUMNS):
        _check_year(path, piece["t"], year)
        sums.append(_sums(path, piece, places, table))
    total = pd.concat(sums).groupby(["exporter", "importer", "sector"], as_index=False).sum()
    _check_values(path, total)
    unsorted = total["sector"] == NONE
    return SectorTrade(
        file=path.name,
        release=match["release"],
        flows=total[~unsorted].reset_index(drop=True),
        unsorted_musd=float(total.loc[unsorted, "musd"].sum()),
    )


def country_actors(folder: Path, release: str, actors: Collection[str], rest: str) -> dict[str, str]:
    """Return the actor of each of BACI's country codes.

    Raises
    ------
    ReleaseError
        where the table of codes is missing or has lost a column
    """
    path = folder / f"country_codes_V{release}.csv"
    if not path.is_file():
        others = ", ".join(sorted(p.name for p in folder.glob("country_codes*.csv"))) or "none"
        raise ReleaseError(f"{path} is not there; every release of BACI has its own, there is: {others}")
    codes = lookup(path, CODES)
    pairs = zip(codes["country_code"], codes["country_iso3"], strict=True)
    return {_plain(code): iso if iso in actors else rest for code, iso in pairs}


def _plain(code: str) -> str:
    """Return a numeric code without leading zeros, as the yearly files write it."""
    return code.lstrip("0") or "0"


def _check_year(path: Path, column: pd.Series[float], year: int) -> None:
    other = column[column != year]
    if len(other):
        raise ReleaseError(
            f"{path}: column 't' (year) holds {other.iloc[0]:.0f}; the name of the file says {year}; download it again"
        )


def _sums(path: Path, piece: pd.DataFrame, places: Mapping[str, str], table: Concordance) -> pd.DataFrame:
    sectors = piece["k"].map(_known(path, "k", piece["k"], table.sectors_of(piece["k"].unique())))
    actors: dict[str, pd.Series[str]] = {}
    for column, name in (("i", "exporter"), ("j", "importer")):
        found = {code: places.get(_plain(code)) for code in piece[column].unique()}
        actors[name] = piece[column].map(_known(path, column, piece[column], found))
    musd = piece["v"] / 1e3
    flows = pd.DataFrame(
        {
            **actors,
            "sector": sectors,
            "musd": musd,
            "tonnes": piece["q"].fillna(0.0),
            "weighed_musd": musd.where(piece["q"].notna(), 0.0),
        }
    )
    keys = ["exporter", "importer", "sector"]
    return flows.groupby(keys, as_index=False, observed=True).sum().astype(dict.fromkeys(keys, "str"))


def _known(path: Path, column: str, cells: pd.Series[str], found: Mapping[str, str | None]) -> dict[str, str]:
    """Return the codes that are known; raise where one is not, with the first row that has it."""
    unknown = sorted(code for code, meaning in found.items() if meaning is None)
    if unknown:
        row = row_of(cells == unknown[0])
        what = "a product of no chapter" if column == "k" else "a country that country_codes does not list"
        shown = ", ".join(unknown[:_SHOWN]) + (", ..." if len(unknown) > _SHOWN else "")
        cure = (
            "expected six digits; add the chapter to hs_sectors.csv if it is new"
            if column == "k"
            else "use the country_codes file of the same release"
        )
        raise ReleaseError(f"{path} row {row}: column {column!r} holds {what}: {shown}; {cure}")
    return {code: meaning for code, meaning in found.items() if meaning is not None}


def _check_values(path: Path, total: pd.DataFrame) -> None:
    if (total["musd"] < 0).any() or (total["tonnes"] < 0).any():
        raise ReleaseError(
            f"{path}: columns 'v' and 'q' hold sums below 0; BACI's flows are positive; download it again"
        )
    world = float(total["musd"].sum()) * 1e3
    if world > _MOST_KUSD:
        raise ReleaseError(
            f"{path}: column 'v' (value in thousand USD) adds up to {world:.3g}, forty times world trade; "
            "it seems to be in USD: divide it by 1,000"
        )
