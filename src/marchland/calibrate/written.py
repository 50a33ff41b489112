"""A copy of a world in which a fitted parameter stands."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from marchland.calibrate.traffic import DISPERSION
from marchland.world import new_world

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.calibrate.dispersion import Calibration
    from marchland.world import World


def write_calibration(world: World, found: Calibration, path: str | Path, *, force: bool = False) -> Path:
    """Copy a world's folder and set its row of `freight_dispersion`; every other row stays as it is.

    Raises
    ------
    OutputError
        where the folder is there and `force` is not given, or cannot be written
    """
    folder = new_world(path, source=world.root, force=force)
    file = folder / "parameters.csv"
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.DictReader(text)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    fitted = {
        "parameter": DISPERSION,
        "horizon": "any",
        "low": f"{found.low:.3g}",
        "best": f"{found.best:.3g}",
        "high": f"{found.high:.3g}",
        "unit": "1",
        "source": ";".join(found.sources),
    }
    kept = [row for row in rows if row["parameter"] != DISPERSION]
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*kept, fitted])
    return folder
