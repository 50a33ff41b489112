"""Pipes that passed less than is cheapest, as two lanes: what they passed, and what they had room for beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.spread import Range

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.energy.carried import Carried
    from marchland.bridge.energy.figures import FuelFigures

    Array = NDArray[np.float64]

DEARER = 0.01
"""What the second lane costs above the first and what that is worth, over both: with none it would be open which is
used."""


def with_lanes(figures: FuelFigures, ways: Carried) -> tuple[FuelFigures, Carried]:
    """Return figures and ways in which pipes that were used less than is cheapest have two lanes.

    The first lane passes what was seen to pass, at the tariff; it is scarce, as the ways that were used instead cost
    more. The second has the rest of the capacity, and costs as much as these ways and a little more, so that it is
    empty in the year and there when the other ways are shut. Why the pipe was not filled, contracts for a point of
    delivery, capacity booked for years, a wish not to depend on one neighbour, is in no tariff; what it was worth is
    what the other ways cost more. Both lanes have the code of the pipe: a lever on it is one on both.

    Parameters
    ----------
    figures
        `A` pipes, one lane each
    ways
        on them
    """
    held = np.flatnonzero(ways.held)
    at = np.concatenate([np.arange(len(figures.pipes)), held])
    extra = ways.scarce[held] + DEARER * (figures.tariff.best[held] + ways.scarce[held])
    more = np.concatenate([np.zeros(len(figures.pipes)), extra])
    first = np.concatenate([ways.held, np.zeros(held.size, dtype=bool)])
    part = np.concatenate([ways.part, np.zeros((len(ways.seller), held.size))], axis=1)
    return (
        replace(
            figures,
            pipes=tuple(figures.pipes[pipe] for pipe in at.tolist()),
            tail=figures.tail[at],
            head=figures.head[at],
            limit=_at(figures.limit, at),
            tariff=_more(_at(figures.tariff, at), more),
            loss=_at(figures.loss, at),
            seen=_at(figures.seen, at),
            is_open=figures.is_open[at],
            was_open=figures.was_open[at],
            used_up=figures.used_up[at],
            receiver=figures.receiver[at],
        ),
        replace(ways, part=part, scarce=np.append(ways.scarce, np.zeros(held.size)), held=first),
    )


def second_lanes(ways: Carried, own: Array, loads: Array) -> Array:
    """Return the capacity of each lane (A,), the second ones having what the first leave.

    Parameters
    ----------
    ways
        with lanes
    own
        (A,) capacity of pipes, both lanes of a pipe with that of the whole
    loads
        (A,) what enters each lane in the year
    """
    capacity = own.copy()
    count = int(ways.held.sum())
    if count:
        capacity[-count:] = np.maximum(own[ways.held] - loads[ways.held], 0.0)
    return capacity


def _at(figures: Range, at: NDArray[np.int64]) -> Range:
    return Range(low=figures.low[at], best=figures.best[at], high=figures.high[at])


def _more(figures: Range, more: Array) -> Range:
    return Range(low=figures.low + more, best=figures.best + more, high=figures.high + more)
