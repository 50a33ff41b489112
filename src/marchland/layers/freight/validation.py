"""Checks of arrays, with messages that name the link, the node or the pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from numpy.typing import NDArray


class InvalidNetwork(MarchlandError, ValueError):  # noqa: N818 - reads as what it is
    """A network or a demand that does not make sense: which array, which link or pair, why."""


def figures(name: str, values: Any, shape: tuple[int, ...]) -> NDArray[np.float64]:  # noqa: ANN401 - anything array-like
    """Return a read-only copy of `values` as float64 of the given shape.

    Raises
    ------
    InvalidNetwork
        where `values` are no numbers or have another shape
    """
    try:
        array = np.array(values, dtype=np.float64, order="C")
    except (TypeError, ValueError) as error:
        raise InvalidNetwork(f"{name} must be an array of numbers: {error}") from error
    if array.shape != shape:
        raise InvalidNetwork(f"{name} has shape {array.shape}; expected {shape}")
    array.setflags(write=False)
    return array


def positions(name: str, values: Any, shape: tuple[int, ...], below: int) -> NDArray[np.int64]:  # noqa: ANN401
    """Return a read-only copy of `values` as int64 of the given shape, each from 0 to `below` - 1.

    Raises
    ------
    InvalidNetwork
        where `values` are no whole numbers, have another shape, or one is out of range
    """
    given = np.array(values)
    if given.shape != shape:
        raise InvalidNetwork(f"{name} has shape {given.shape}; expected {shape}")
    if given.size and not np.issubdtype(given.dtype, np.integer):
        raise InvalidNetwork(f"{name} must hold whole numbers, not {given.dtype}")
    array = given.astype(np.int64)
    bad = (array < 0) | (array >= below)
    if bad.any():
        at = int(np.argmax(bad))
        raise InvalidNetwork(f"{name}[{at}] is {array.flat[at]}; it must be from 0 to {below - 1}")
    array.setflags(write=False)
    return array


def require(name: str, array: NDArray[Any], sound: NDArray[np.bool_], rule: str) -> None:
    """Raise unless `sound` holds in every cell of `array`.

    Raises
    ------
    InvalidNetwork
        naming the first cell where it does not
    """
    if not sound.all():
        at = tuple(int(i) for i in np.unravel_index(int(np.argmin(sound)), sound.shape))
        raise InvalidNetwork(f"{name}[{', '.join(map(str, at))}] is {array[at]:g}: {rule}")
