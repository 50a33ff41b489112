"""How the pieces of a recipe become a world folder: merged, sorted, rounded, written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Cell = str | float | int | bool | None
Row = Mapping[str, Cell]
Tables = Mapping[str, Sequence[Row]]


def merge(parts: Iterable[Tables]) -> dict[str, list[Row]]:
    """Join the tables of several parts; a row that comes twice unchanged is kept once.

    Parameters
    ----------
    parts
        tables by name, each a sequence of rows
    """
    merged: dict[str, list[Row]] = {}
    for part in parts:
        for name, rows in part.items():
            target = merged.setdefault(name, [])
            target.extend(row for row in rows if row not in target) if name == "sources" else target.extend(rows)
    return merged


def cell_text(value: Cell) -> str:
    """Write one cell: yes or no for flags, six significant digits for figures, empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{float(f'{value:.6g}'):.0f}"
    return str(value)


def table_text(rows: Sequence[Row], columns: Sequence[str], key: Sequence[str]) -> str:
    """Write a table as CSV, sorted by its key so that a second build gives the same bytes.

    Raises
    ------
    KeyError
        where a row has a column that the schema does not have
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in sorted(rows, key=lambda r: [cell_text(r.get(k)) for k in key]):
        unknown = set(row) - set(columns)
        if unknown:
            raise KeyError(f"columns {sorted(unknown)} are not in the schema")
        writer.writerow([cell_text(row.get(c)) for c in columns])
    return out.getvalue()


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write JSON with a stable order and a closing newline."""
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
