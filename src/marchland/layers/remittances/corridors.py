"""Who works where and what they send, in a base year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MarchlandError

if TYPE_CHECKING:
    from numpy.typing import NDArray


class InvalidCorridors(MarchlandError, ValueError):  # noqa: N818 - reads as what it is
    """Corridors, behaviour or a shock that do not make sense: which array, which cell, why."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Corridors:
    """Workers and money by host and origin; nan where there is no figure.

    Arrays are copied and made read-only. `N` is the number of actors.

    Parameters
    ----------
    actors
        names, (N,)
    workers
        (N, N) persons at work, `workers[host, origin]`
    labour_transfers
        (N, N) USD a year sent home by workers
    relocation_transfers
        (N, N) USD a year moved by people who relocated, and by their firms
    gdp
        (N,) USD a year
    labour_force
        (N,) persons, migrant workers included
    population
        (N,) persons

    Raises
    ------
    InvalidCorridors
        where a shape or sign is wrong, naming the cell
    """

    actors: tuple[str, ...]
    workers: NDArray[np.float64]
    labour_transfers: NDArray[np.float64]
    relocation_transfers: NDArray[np.float64]
    gdp: NDArray[np.float64]
    labour_force: NDArray[np.float64]
    population: NDArray[np.float64]

    def __post_init__(self) -> None:
        actors = tuple(self.actors)
        object.__setattr__(self, "actors", actors)
        n = len(actors)
        for name in ("workers", "labour_transfers", "relocation_transfers"):
            values = frozen(name, getattr(self, name), (n, n))
            refuse(name, values, (values < 0) | np.isinf(values), actors, "must be finite and 0 or more; nan = no data")
            object.__setattr__(self, name, values)
        for name in ("gdp", "labour_force", "population"):
            values = frozen(name, getattr(self, name), (n,))
            refuse(name, values, (values <= 0) | np.isinf(values), actors, "must be finite and above 0; nan = no data")
            object.__setattr__(self, name, values)


def frozen(name: str, values: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return a read-only copy of `values` as float64 of the given shape.

    Raises
    ------
    InvalidCorridors
        where `values` are no numbers or have another shape
    """
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidCorridors(f"{name} must be an array of numbers: {error}") from error
    if array.shape != shape:
        raise InvalidCorridors(f"{name} has shape {array.shape}; expected {shape}")
    array.setflags(write=False)
    return array


def refuse(name: str, values: NDArray[np.float64], bad: NDArray[np.bool_], actors: tuple[str, ...], rule: str) -> None:
    """Raise where a cell is `bad`, naming it as "workers[RUS, TJK]".

    Raises
    ------
    InvalidCorridors
        with the first such cell
    """
    if bad.any():
        place = np.argwhere(bad)[0]
        where = ", ".join(actors[int(i)] for i in place)
        raise InvalidCorridors(f"{name}[{where}] is {values[tuple(place)]:g}: {rule}")
