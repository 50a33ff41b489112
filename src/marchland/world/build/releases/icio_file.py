"""A file of the OECD's inter-country tables: its axes, its rows, and whether it is whole."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

FINAL = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR")
OUTPUT, VALUE_ADDED, TAXES = ("OUT", "TOTAL", "OUTPUT"), ("VA", "VALU"), "TLS"
PARTS = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
CODE = re.compile(r"(?P<country>[A-Z][A-Z0-9]{2})_(?P<item>[A-Z0-9_]+)")
_LARGEST_GAP = 0.01
_ROWS = 250


@dataclass(frozen=True, kw_only=True)
class Axes:
    """What the columns of a table stand for.

    Parameters
    ----------
    countries, industries
        codes in the order of the file
    users
        by column, the last one left out: place of the country that buys
    using
        by column, the last one left out: place of the industry that buys, -1 for final demand
    total
        name of the last column, gross output
    """

    countries: tuple[str, ...]
    industries: tuple[str, ...]
    users: NDArray[np.intp]
    using: NDArray[np.intp]
    total: str


def country_of(match: re.Match[str]) -> str:
    """Return the country of a code, the parts of China and Mexico put together."""
    return PARTS.get(match["country"], match["country"])


def axes_of(path: Path, names: list[str]) -> Axes:
    """Read the axes from the names of the columns.

    Raises
    ------
    ReleaseError
        where a column is no code, or a country lacks an industry or a kind of final demand
    """
    total = next((name for name in OUTPUT if name == names[-1]), None)
    if total is None:
        raise ReleaseError(
            f"{path}: the last column is {names[-1]!r}; expected 'OUT', gross output; download the release again"
        )
    matches = []
    for name in names[1:-1]:
        match = CODE.fullmatch(name)
        if match is None:
            raise ReleaseError(f"{path}: column {name!r} is neither COUNTRY_INDUSTRY nor COUNTRY_DEMAND, as ARG_A01")
        matches.append(match)
    countries = tuple(dict.fromkeys(country_of(m) for m in matches))
    industries = tuple(dict.fromkeys(m["item"] for m in matches if m["item"] not in FINAL))
    there = {(country_of(m), m["item"]) for m in matches}
    missing = [f"{c}_{i}" for c in countries for i in (*industries, *FINAL) if (c, i) not in there]
    if missing:
        # A code that few countries have is the new name of another, not the one that is missed.
        held = Counter(m["item"] for m in matches)
        missing.sort(key=lambda code: (code.partition("_")[2] not in FINAL, -held[code.partition("_")[2]]))
        odd = [m.string for m in matches if held[m["item"]] < max(held.values()) and m["item"] not in FINAL]
        raise ReleaseError(
            f"{path}: column {missing[0]!r} is missing"
            + (f" and {len(missing) - 1} more ({', '.join(missing[1:4])})" if len(missing) > 1 else "")
            + (f"; there is instead: {', '.join(odd[:4])}" if odd else "")
            + f". Every country has the industries {', '.join(industries[:3])}, ... and the final demand "
            f"{', '.join(FINAL)}; download the release again"
        )
    place = {c: k for k, c in enumerate(countries)}
    kind = {i: k for k, i in enumerate(industries)}
    return Axes(
        countries=countries,
        industries=industries,
        users=np.array([place[country_of(m)] for m in matches], dtype=np.intp),
        using=np.array([kind.get(m["item"], -1) for m in matches], dtype=np.intp),
        total=total,
    )


def rows_of(path: Path, names: list[str]) -> Iterator[tuple[list[str], NDArray[np.float64]]]:
    """Read labels and figures a few rows at a time; a row of the tables has thousands of columns.

    Raises
    ------
    ReleaseError
        where a cell is empty or no number, or the file breaks off
    """
    types = dict.fromkeys(range(1, len(names)), "float64") | {0: "str"}
    read = 0
    try:
        with pd.read_csv(
            path, header=None, skiprows=1, names=range(len(names)), dtype=types, chunksize=_ROWS, encoding="utf-8-sig"
        ) as reader:
            for piece in reader:
                cells = piece.iloc[:, 1:].to_numpy(dtype=np.float64)
                if np.isnan(cells).any():
                    row, column = np.argwhere(np.isnan(cells))[0]
                    raise ReleaseError(
                        f"{path} row {read + row + 2}: column {names[column + 1]!r} is empty; every cell of the tables "
                        "is a number, 0 where there is no flow; download the release again"
                    )
                yield [str(label).strip() for label in piece.iloc[:, 0]], cells
                read += len(piece)
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise ReleaseError(
            f"{path} breaks off or is no CSV after row {read + 1}: {error}; download it again"
        ) from error
    except ValueError as error:
        raise _wrong_cell(path, names, str(error)) from error


def _wrong_cell(path: Path, names: list[str], reason: str) -> ReleaseError:
    """Read a file again as text to say which cell is no number."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row, cells in enumerate(csv.reader(file), start=1):
            for name, cell in zip(names[1:], cells[1:], strict=False):
                if row > 1 and not _is_number(cell):
                    return ReleaseError(
                        f"{path} row {row}: column {name!r} holds {cell!r}; expected million USD, a number with a "
                        "point for decimals"
                    )
    return ReleaseError(f"{path} cannot be read: {reason}; download it again")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def check_rows(path: Path, names: list[str], seen: set[str]) -> None:
    """Check that every industry of the columns has a row, and that value added and output are there.

    Raises
    ------
    ReleaseError
        naming the first row that is missing
    """
    made = [n for n in names[1:-1] if n.partition("_")[2] not in FINAL]
    missing = [n for n in made if n not in seen]
    for row, meaning in ((OUTPUT, "gross output"), (VALUE_ADDED, "value added")):
        if not seen & set(row):
            missing.append(f"{row[0]} ({meaning})")
    if missing:
        raise ReleaseError(
            f"{path}: row {missing[0]} is missing"
            + (f" and {len(missing) - 1} more" if len(missing) > 1 else "")
            + "; expected a row for every industry of the columns, then TLS, VA and OUT; download the release again"
        )


def check_sums(path: Path, sold: NDArray[np.float64], stated: NDArray[np.float64], axes: Axes) -> None:
    """Check that sales add up to the stated output; the OECD's own differences are far below one per cent.

    Raises
    ------
    ReleaseError
        naming the row with the largest difference
    """
    gap = np.abs(sold - stated)
    if gap.sum() > _LARGEST_GAP * stated.sum():
        c, i = np.unravel_index(int(gap.argmax()), gap.shape)
        raise ReleaseError(
            f"{path} row {axes.countries[c]}_{axes.industries[i]}: sales add up to {sold[c, i]:.6g}, column "
            f"{axes.total!r} says {stated[c, i]:.6g}; columns are missing or in another unit; download it again"
        )
