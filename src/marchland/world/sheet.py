"""The text of a CSV file, column by column."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """The cells of a file; empty lines are left out.

    Parameters
    ----------
    header
        cells of the first line
    columns
        the cells below each cell of the header
    rows
        line of the file of each row, the header is 1
    ragged
        line and number of cells where there are more or fewer than in the header; such a row is cut or filled
    """

    header: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    rows: NDArray[np.int64]
    ragged: tuple[tuple[int, int], ...] = ()


def sheet(text: str) -> Sheet:
    """Split the text of a CSV file into cells.

    Raises
    ------
    csv.Error
        where quotes do not match; its attribute `row` is the line
    """
    if '"' not in text and "\r" not in text:
        plain = _plain(text)
        if plain is not None:
            return plain
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        error.row = len(lines) + 1  # type: ignore[attr-defined]
        raise
    return sheet_of_lines(lines)


def _plain(text: str) -> Sheet | None:
    """Return a sheet without quotes and with as many cells in every line; None where it has others."""
    lines = text.removesuffix("\n").split("\n")
    header = tuple(lines[0].split(","))
    width = len(header)
    if width < 2 or {line.count(",") for line in lines} != {width - 1}:
        return None
    cells = ",".join(lines[1:]).split(",") if len(lines) > 1 else []
    return Sheet(
        header=header,
        columns=tuple(cells[k::width] for k in range(width)),
        rows=np.arange(2, len(lines) + 1, dtype=np.int64),
    )


def sheet_of_lines(lines: Sequence[Sequence[str]]) -> Sheet:
    """Return the sheet of lines of cells, the header first."""
    header = tuple(lines[0]) if lines else ()
    width = len(header)
    body = [(i, line) for i, line in enumerate(lines[1:], start=2) if line]
    # A ragged row keeps its place, so that rows which refer to it are not faulty as well.
    cut = [line if len(line) == width else [*line, *[""] * width][:width] for _, line in body]
    return Sheet(
        header=header,
        columns=tuple(zip(*cut, strict=True)) if body else ((),) * width,
        rows=np.array([i for i, _ in body], dtype=np.int64),
        ragged=tuple((i, len(line)) for i, line in body if len(line) != width),
    )
