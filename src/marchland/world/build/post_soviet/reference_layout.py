"""The files that the recipe reads, checked before any work: that they are there, with the columns it needs."""

from __future__ import annotations

import csv
import gzip
import io
from importlib.resources import files
from typing import TYPE_CHECKING

from marchland.errors import ReleaseError
from marchland.world.build.releases.release_file import instead

if TYPE_CHECKING:
    from pathlib import Path

_SEPARATOR = ";"
_SHOWN = 16


def check_reference(reference: Path) -> None:
    """Check a folder against `reference_layout.csv`: file, columns, and years that a column must hold.

    Parameters
    ----------
    reference
        folder of the reference data

    Raises
    ------
    ReleaseError
        naming every file that is not there, and every column and year that a file lacks
    """
    rows = layout()
    missing = [row for row in rows if not (reference / row["file"]).is_file()]
    if missing:
        named = "\n".join(f"  {row['file']} ({row['what']})" for row in missing[:_SHOWN])
        more = f"\n  and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        raise ReleaseError(
            f"{reference} lacks {len(missing)} of the {len(rows)} files that the recipe post-soviet reads; add:\n"
            + named
            + more
        )
    faults = [fault for row in rows for fault in _faults(reference / row["file"], row)]
    if faults:
        raise ReleaseError("\n".join(faults))


def layout() -> list[dict[str, str]]:
    """Return the rows of the layout: file, encoding, columns, year_column, years, what."""
    text = (files("marchland.world.build.post_soviet") / "reference_layout.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _faults(path: Path, row: dict[str, str]) -> list[str]:
    if not row["columns"]:
        return []
    reader = csv.DictReader(io.StringIO(_text(path, row["encoding"]), newline=""))
    names = [name.strip() for name in reader.fieldnames or []]
    faults = [
        f"{path}: column {name!r} is missing; {instead(name, names)}"
        for name in row["columns"].split(_SEPARATOR)
        if name not in names
    ]
    if row["years"] and not faults:
        held = {record[row["year_column"]] for record in reader}
        missing = [year for year in row["years"].split(_SEPARATOR) if year not in held]
        faults += [f"{path}: column {row['year_column']!r} has no row of {year}; add the year" for year in missing]
    return faults


def _text(path: Path, encoding: str) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode(encoding)
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(f"{path} cannot be read as text in {encoding}: {error}; download it again") from error
