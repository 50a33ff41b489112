"""What is told who describes a market that cannot be, and the checks of its arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import CannotClear, MarchlandError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CannotClear", "InvalidMarket"]


class InvalidMarket(MarchlandError, ValueError):  # noqa: N818 - reads as what it is
    """A market or a lever that does not make sense: which table, which row, why, and how to mend it."""


def figures(name: str, values: Any, shape: tuple[int, ...]) -> NDArray[np.float64]:  # noqa: ANN401 - anything array-like
    """Return a read-only copy of `values` as float64 of the given shape; one number stands for all rows.

    Raises
    ------
    InvalidMarket
        where `values` are no numbers or have another shape
    """
    try:
        array = np.array(values, dtype=np.float64, order="C")
    except (TypeError, ValueError) as error:
        raise InvalidMarket(f"{name} must be an array of numbers: {error}") from error
    if array.ndim == 0:
        array = np.full(shape, float(array))
    if array.shape != shape:
        raise InvalidMarket(f"{name} has shape {array.shape}; expected {shape}")
    array.setflags(write=False)
    return array


def positions(name: str, values: Any, shape: tuple[int, ...] | None = None) -> NDArray[np.int64]:  # noqa: ANN401
    """Return a read-only copy of `values` as int64, positions from 0; without a shape, a column of any length.

    Raises
    ------
    InvalidMarket
        where `values` are no whole numbers, have another shape, or one is negative
    """
    given = np.asarray(values)
    if shape is None and given.ndim == 1:
        shape = given.shape
    if given.shape != shape:
        raise InvalidMarket(f"{name} has shape {given.shape}; expected {shape or '(rows,)'}")
    if given.size and not np.issubdtype(given.dtype, np.integer):
        raise InvalidMarket(f"{name} must hold whole numbers (positions of nodes, from 0), not {given.dtype}")
    array = given.astype(np.int64)
    if array.size and array.min() < 0:
        row = int(np.argmax(array < 0))
        raise InvalidMarket(f"{name}[{row}] is {array[row]}: positions of nodes count from 0")
    array.setflags(write=False)
    return array


def require(name: str, array: NDArray[Any], sound: NDArray[np.bool_], rule: str) -> None:
    """Raise unless `sound` holds in every cell of `array`.

    Raises
    ------
    InvalidMarket
        naming the first cell where it does not
    """
    if not sound.all():
        at = tuple(int(i) for i in np.unravel_index(int(np.argmin(sound)), sound.shape))
        raise InvalidMarket(f"{name}[{', '.join(map(str, at))}] is {array[at]:g}: {rule}")


def known(name: str, array: NDArray[np.int64], nodes: tuple[str, ...]) -> None:
    """Raise where a position is beyond the nodes of the market.

    Raises
    ------
    InvalidMarket
        naming the first row
    """
    if array.size and array.max() >= len(nodes):
        row = int(np.argmax(array >= len(nodes)))
        raise InvalidMarket(
            f"{name}[{row}] is {array[row]}: the market has {len(nodes)} nodes, from 0 ({nodes[0]}) "
            f"to {len(nodes) - 1} ({nodes[-1]}); add the node or mend the row"
        )
