"""The OECD's inter-country input-output tables: what every industry of every country sells to every other.

The format, in the editions of 2023 and 2025 (https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html):
one CSV a year, `2022_SML.csv` (or `2022.csv` in the extended version, `ICIO2023_2019.csv` before), million current USD
at basic prices. The first column (`V1`, or without a name) holds the row: `ARG_A01`, country and industry; then `TLS`
(taxes less subsidies on products), `VA` (value added), `OUT` (gross output). Columns are the same industries as users,
then six kinds of final demand of each country (`ARG_HFCE`, `NPISH`, `GGFC`, `GFCF`, `INVNT`, `DPABR`) and `OUT`. The
edition of 2023 has 45 industries (`A01_02`, `C24`, `C30`), that of 2025 has 50. Extended versions hold China and Mexico
in two parts each (`CN1`, `CN2`, `MX1`, `MX2`), with final demand under `CHN` and `MEX`; they are put together again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import ReleaseError
from marchland.world.build.releases.icio_file import (
    CODE,
    OUTPUT,
    TAXES,
    VALUE_ADDED,
    axes_of,
    check_rows,
    check_sums,
    country_of,
    rows_of,
)
from marchland.world.build.releases.release_file import header
from marchland.world.build.releases.release_folder import file_of_year, years_in

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FILES = re.compile(r"(?:ICIO(?P<release>\d{4})_)?(?P<year>(?:19|20)\d{2})(?:_SML)?\.csv", re.IGNORECASE)
FORM = "2022_SML.csv"


@dataclass(frozen=True, kw_only=True)
class Icio:
    """A year of the OECD's tables.

    Parameters
    ----------
    file
        name of the file it was read from
    year
        calendar year
    countries, industries
        codes; the order of the axes
    flows
        (C, C, I) MUSD from exporter to importer by supplying industry, for intermediate and final use, domestic on the
        diagonal; what stocks lose makes a cell negative in rare cases
    inputs
        (C, I, I) MUSD that the using industry (second axis) of a country buys from a supplying industry (third) at home
        and abroad
    home_inputs
        (C, I, I) MUSD, the part of it that is bought at home
    output
        (C, I) gross output, MUSD
    value_added
        (C, I) MUSD
    """

    file: str
    year: int
    countries: tuple[str, ...]
    industries: tuple[str, ...]
    flows: NDArray[np.float64]
    inputs: NDArray[np.float64]
    home_inputs: NDArray[np.float64]
    output: NDArray[np.float64]
    value_added: NDArray[np.float64]

    def input_shares(self) -> NDArray[np.float64]:
        """Return inputs as shares of gross output: (C, I, I), using on the second axis; 0 where nothing is made."""
        made = self.output[:, :, None]
        return np.divide(self.inputs, made, out=np.zeros_like(self.inputs), where=made > 0)


def years(folder: Path) -> tuple[int, ...]:
    """Return the years that a folder holds."""
    return years_in(folder, FILES)


def icio(folder: Path, year: int) -> Icio:
    """Read a year of the tables, a few rows at a time, and check that they add up.

    Parameters
    ----------
    folder
        where the CSV files were unpacked
    year
        calendar year

    Raises
    ------
    ReleaseError
        where the year, a kind of final demand, a row or a column is missing, a cell is no number, or rows do not add up
        to the stated output
    """
    path = file_of_year(folder, FILES, year, FORM)
    names = header(path)
    axes = axes_of(path, names)
    place = {c: k for k, c in enumerate(axes.countries)}
    kind = {i: k for k, i in enumerate(axes.industries)}
    shape = (len(place), len(kind))
    flows = np.zeros((shape[0], shape[0], shape[1]))
    inputs, at_home = (np.zeros((shape[0], shape[1], shape[1])) for _ in range(2))
    stated, output, added = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    seen: set[str] = set()
    bought = axes.using >= 0
    for labels, cells in rows_of(path, names):
        for label, row in zip(labels, cells, strict=True):
            seen.add(label)
            uses = row[:-1]
            if label in OUTPUT or label in VALUE_ADDED:
                target = output if label in OUTPUT else added
                np.add.at(target, (axes.users[bought], axes.using[bought]), uses[bought])
            elif (match := CODE.fullmatch(label)) is not None and country_of(match) in place and match["item"] in kind:
                home, industry = place[country_of(match)], kind[match["item"]]
                flows[home, :, industry] += np.bincount(axes.users, weights=uses, minlength=shape[0])
                np.add.at(inputs[:, :, industry], (axes.users[bought], axes.using[bought]), uses[bought])
                own = bought & (axes.users == home)
                np.add.at(at_home[home, :, industry], axes.using[own], uses[own])
                stated[home, industry] += row[-1]
            elif label != TAXES and not label.endswith("_TAXSUB"):
                raise ReleaseError(
                    f"{path}: row {label!r} is not in the columns; expected COUNTRY_INDUSTRY, TLS, VA or OUT"
                )
    check_rows(path, names, seen)
    check_sums(path, flows.sum(axis=1), stated, axes)
    return Icio(
        file=path.name,
        year=year,
        countries=axes.countries,
        industries=axes.industries,
        flows=flows,
        inputs=inputs,
        home_inputs=at_home,
        output=output,
        value_added=added,
    )
