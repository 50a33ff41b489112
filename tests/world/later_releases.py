"""Releases of a later year beside the reference data, for tests; the reference data stay as they are."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from tests.world.small_releases import BACI_ROWS, write_baci

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

GDP = "wb_gdp_current_usd.csv"
# The World Bank's table of the reference data has no GDP of Afghanistan after 2021, USD.
AFGHANISTAN = 17.2e9


def with_gdp(reference: Path, folder: Path, *, year: int, growth: float, without: Collection[str] = ()) -> Path:
    """Return a folder that leads to the reference data, with GDP of a year: that of 2023 times growth."""
    (folder / "macro").mkdir(parents=True)
    for path in reference.iterdir():
        if path.is_dir() and path.name != "macro":
            (folder / path.name).symlink_to(path)
    for path in (reference / "macro").iterdir():
        if path.name != GDP:
            (folder / "macro" / path.name).symlink_to(path)
    with (reference / "macro" / GDP).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    later = [[n, c, str(year), str(growth * float(v))] for n, c, y, v in rows if y == "2023" and c not in without]
    later.append(["Afghanistan", "AFG", str(year), str(growth * AFGHANISTAN)])
    with (folder / "macro" / GDP).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows, *later])
    return folder


def write_later_baci(folder: Path, year: int = 2024) -> Path:
    """Write a small BACI of a later year into a folder and return the folder."""
    write_baci(folder / "baci", [(year, *row[1:]) for row in BACI_ROWS], year=year)
    return folder
