"""One table of a world: columns as read-only arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

_NO_ROWS = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """Rows of one kind, immutable.

    Parameters
    ----------
    name
        name of the table
    columns
        one array (rows,) a column: text as str (lists of sources as objects), numbers as float64 (nan = empty), years
        as int64, flags as bool, dates as datetime64[D] (NaT = empty)
    """

    name: str
    columns: Mapping[str, NDArray[Any]]
    _found: dict[str, dict[object, NDArray[np.int64]]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        lengths = {len(c) for c in self.columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"columns of {self.name} have different lengths: {sorted(lengths)}")
        for column in self.columns.values():
            column.setflags(write=False)
        object.__setattr__(self, "columns", MappingProxyType(dict(self.columns)))

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickle, (self.name, dict(self.columns))

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.columns[column]

    def take(self, rows: NDArray[Any]) -> Table:
        """Return the rows that a mask (rows,) or an index array picks, in order."""
        picked = np.flatnonzero(rows) if rows.dtype == bool else rows
        return Table(name=self.name, columns={k: v[picked] for k, v in self.columns.items()})

    def where(self, **equal: object) -> Table:
        """Return the rows whose columns equal the given values."""
        return self.among(**{column: (value,) for column, value in equal.items()})

    def among(self, **allowed: Iterable[object]) -> Table:
        """Return the rows whose columns hold one of the values allowed for each."""
        mask = np.ones(len(self), dtype=bool)
        for column, values in allowed.items():
            rows, met = self._rows_by_value(column), np.zeros(len(self), dtype=bool)
            for value in values:
                met[rows.get(value, _NO_ROWS)] = True
            mask &= met
        return self.take(mask)

    def _rows_by_value(self, column: str) -> dict[object, NDArray[np.int64]]:
        """Return which rows hold each value of a column, looked up once: long tables are asked thousands of times."""
        if column not in self._found:
            rows: dict[object, list[int]] = {}
            for row, value in enumerate(self.columns[column].tolist()):
                rows.setdefault(value, []).append(row)
            self._found[column] = {value: np.array(own, dtype=np.int64) for value, own in rows.items()}
        return self._found[column]

    def cited(self) -> tuple[str, ...]:
        """Return the codes of the sources that the rows cite, each once, in the order of the rows."""
        if self.name == "sources":
            return tuple(self.columns["source"].tolist())
        cells = [cell for name, column in self.columns.items() if name.endswith("source") for cell in column.tolist()]
        return tuple(dict.fromkeys(code for cell in cells for code in cell.split(";") if code))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each row as a dictionary of Python values; an empty date is None."""
        names = list(self.columns)
        for values in zip(*(c.tolist() for c in self.columns.values()), strict=True):
            yield dict(zip(names, values, strict=True))


def _unpickle(name: str, columns: dict[str, NDArray[Any]]) -> Table:
    return Table(name=name, columns=columns)
