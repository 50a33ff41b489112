"""One file of a release: checked by its header, read in pieces."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from marchland.errors import ReleaseError, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

ROWS = 1_000_000
"""Rows read at a time: about 100 MB."""
NOTHING = ("", "NA", "NaN", "nan", "NULL", "N/A")
"""What publishers write where there is no figure."""
_SHOWN = 16


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a reader needs of one column.

    Parameters
    ----------
    name
        as the publisher writes it
    meaning
        for the message
    number
        whether every cell is a number
    gaps
        whether cells may hold nothing
    """

    name: str
    meaning: str
    number: bool = False
    gaps: bool = False


def header(path: Path, encoding: str = "utf-8-sig") -> list[str]:
    """Return the names of a file's columns.

    Raises
    ------
    ReleaseError
        where the file is not there, is empty, or is no text
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            names = [name.strip() for name in next(csv.reader(file), [])]
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReleaseError(f"{path} is no text in {encoding}; unpack it, or download it again") from error
    if not any(names):
        raise ReleaseError(f"{path} is empty; expected a line with the names of the columns; download it again")
    return names


def check_columns(path: Path, names: Sequence[str], columns: Sequence[Column]) -> None:
    """Check that a file has the columns that a reader needs.

    Raises
    ------
    ReleaseError
        naming each column that is missing, its meaning and what there is instead
    """
    faults = [
        f"{path}: column {c.name!r} ({c.meaning}) is missing; {instead(c.name, names)}; rename it, or download the "
        "release again"
        for c in columns
        if c.name not in names
    ]
    if faults:
        raise ReleaseError("\n".join(faults))


def instead(name: str, names: Sequence[str]) -> str:
    """Return which columns there are, and which of them was probably meant."""
    near = suggestion(name, names)
    columns = "the columns are: " + ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
    return f"{near} {columns}" if near.startswith("did you mean") else columns


def pieces(
    path: Path, columns: Sequence[Column], *, encoding: str = "utf-8-sig", rows: int = ROWS
) -> Iterator[pd.DataFrame]:
    """Read the wanted columns of a file in pieces, so that its size does not matter.

    Parameters
    ----------
    path, encoding
        the file
    columns
        what to read; numbers become float64 (NaN for nothing), all else categories of text
    rows
        rows of a piece

    Raises
    ------
    ReleaseError
        where a column is missing, a cell is no number, or the file holds no row
    """
    check_columns(path, header(path, encoding), columns)
    wanted = {c.name: c for c in columns}
    read = 0
    written = _written(path, encoding, wanted)
    try:
        with pd.read_csv(
            path,
            usecols=[name for name, _ in written],
            dtype={name: "float64" if c.number else "str" for name, c in written},
            na_values={name: list(NOTHING) for name, c in written if c.number},
            keep_default_na=False,
            skipinitialspace=True,
            encoding=encoding,
            chunksize=rows,
        ) as reader:
            for piece in reader:
                frame = piece.rename(columns=str.strip).reset_index(drop=True)
                frame.index += read
                for column in columns:
                    _check_gaps(path, frame[column.name], column)
                # Eleven million codes are a few thousand different ones.
                kinds = {c.name: "category" for c in columns if not c.number}
                yield frame[list(wanted)].astype(kinds)
                read += len(frame)
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise ReleaseError(
            f"{path} breaks off or is no CSV after row {read + 1}: {error}; download it again"
        ) from error
    except ValueError as error:
        raise _wrong_cell(path, columns, encoding, rows, str(error)) from error
    if not read:
        raise ReleaseError(f"{path} has a header and no row; download it again")


def row_of(marked: pd.Series[bool]) -> int:
    """Return the row in the file, its header counted, of the first cell that is marked."""
    return int(marked.index.to_numpy()[marked.to_numpy().argmax()]) + 2


def _written(path: Path, encoding: str, wanted: Mapping[str, Column]) -> list[tuple[str, Column]]:
    """Return the wanted columns under the names of the header, which may have blanks around them."""
    with path.open(encoding=encoding, newline="") as file:
        return [(name, wanted[name.strip()]) for name in next(csv.reader(file)) if name.strip() in wanted]


def _check_gaps(path: Path, cells: pd.Series[Any], column: Column) -> None:
    empty = cells.isna() if column.number else cells.isin(NOTHING)
    if not column.gaps and empty.any():
        row = row_of(empty)
        raise ReleaseError(f"{path} row {row}: column {column.name!r} ({column.meaning}) is empty; download it again")


def _wrong_cell(path: Path, columns: Sequence[Column], encoding: str, rows: int, reason: str) -> ReleaseError:
    """Read a file again as text to say which cell is no number."""
    numbers = {c.name: c for c in columns if c.number}
    with pd.read_csv(
        path,
        usecols=[name for name, _ in _written(path, encoding, numbers)],
        dtype="str",
        keep_default_na=False,
        encoding=encoding,
        chunksize=rows,
    ) as reader:
        for name, cells in ((n, c) for piece in reader for n, c in piece.rename(columns=str.strip).items()):
            text = cells.str.strip()
            wrong = pd.to_numeric(text, errors="coerce").isna() & ~text.isin(NOTHING)
            if wrong.any():
                return ReleaseError(
                    f"{path} row {row_of(wrong)}: column {name!r} ({numbers[str(name)].meaning}) holds "
                    f"{text[wrong].iloc[0]!r}; "
                    "expected a number with a point for decimals"
                )
    return ReleaseError(f"{path} cannot be read: {reason}; download it again")


def lookup(path: Path, columns: Sequence[Column], encoding: str = "utf-8-sig") -> Mapping[str, list[str]]:
    """Return the columns of a small file as lists of text.

    Raises
    ------
    ReleaseError
        as `pieces`
    """
    frame = pd.concat(list(pieces(path, columns, encoding=encoding)))
    return {c.name: [str(v) for v in frame[c.name]] for c in columns}
