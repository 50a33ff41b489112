"""Checks of arrays, with messages that name the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class InvalidEconomy(MarchlandError, ValueError):  # noqa: N818 - reads as what it is
    """An economy or a shock that does not make sense: which array, which cell, why."""


def frozen(name: str, values: Any, shape: tuple[int, ...]) -> NDArray[np.float64]:  # noqa: ANN401 - anything array-like
    """Return a read-only copy of `values` as float64 of the given shape.

    Raises
    ------
    InvalidEconomy
        where `values` are no numbers or have another shape
    """
    try:
        array = np.array(values, dtype=np.float64, order="C")
    except (TypeError, ValueError) as error:
        raise InvalidEconomy(f"{name} must be an array of numbers: {error}") from error
    if array.shape != shape:
        raise InvalidEconomy(f"{name} has shape {array.shape}; expected {shape}")
    array.setflags(write=False)
    return array


def first_cell(bad: NDArray[np.bool_], names: Sequence[Sequence[str]]) -> str:
    """Name the first true cell of `bad`, as "[ARM, GEO, goods]"."""
    place = np.unravel_index(int(np.argmax(bad)), bad.shape)
    return "[" + ", ".join(labels[int(i)] for labels, i in zip(names, place, strict=True)) + "]"


def require(
    name: str, array: NDArray[np.float64], sound: NDArray[np.bool_], names: Sequence[Sequence[str]], rule: str
) -> None:
    """Raise unless `sound` holds in every cell of `array`.

    Raises
    ------
    InvalidEconomy
        naming the array, the first faulty cell, its value, and how many there are
    """
    if sound.all():
        return
    bad = ~sound
    place = np.unravel_index(int(np.argmax(bad)), bad.shape)
    count = int(bad.sum())
    others = f" ({count} cells like it)" if count > 1 else ""
    raise InvalidEconomy(f"{name}{first_cell(bad, names)} is {array[place]:g}: {rule}{others}")
