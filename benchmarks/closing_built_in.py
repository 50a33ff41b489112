"""Closures on the built-in network, as one process of several does its part of them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from benchmarks.drawing import peak

import marchland
from marchland.bridge import baseline
from marchland.bridge.freight.base import ALIKE, GAP, MOST_ROUTES, freight_base
from marchland.errors import SolverError
from marchland.layers.freight import closing, prepare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.freight.base import FreightBase
    from marchland.world import World

CLOSURES = 1_000
PROCESSES = 2


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one process did: seconds to prepare and to close, processor seconds to close, the rest."""

    prepared: float
    seconds: float
    processor: float
    closures: int
    residual: float
    without: tuple[str, ...]
    megabytes: float


def closures(world: World, freight: FreightBase) -> list[tuple[str, NDArray[np.int64]]]:
    """Return what is closed: directed links, by name.

    Every open link; all links at every crossing; all on the ground of every actor; and to make up the number one
    direction of a link each.
    """
    ways, network = freight.network.ways, freight.network
    is_open = np.flatnonzero(ways.open)
    found = [(ways.links[r], np.array([r])) for r in is_open]
    crossings = world["places"].where(kind="crossing")["place"].tolist()
    found += [(place, np.array([r for r in is_open if place in {ways.tail[r], ways.head[r]}])) for place in crossings]
    found += [(actor, np.array([r for r in is_open if n in ways.owners[r]])) for n, actor in enumerate(world.actors)]
    closed = [(name, np.flatnonzero(np.isin(network.way, rows))) for name, rows in found if rows.size]
    one_way = [(f"{ways.links[network.way[a]]}, one way", np.array([a])) for a in np.flatnonzero(network.way >= 0)]
    return (closed + one_way)[: max(CLOSURES, len(closed))]


def part_of_closures(part: int) -> Share:
    """Do every second of the closures."""
    start = time.perf_counter()
    base = baseline(marchland.load_world(), "year")
    freight = freight_base(base)
    ready = prepare(
        freight.layer_network, freight.layer_demand, dispersion=freight.dispersion, gap=GAP, base=freight.solved,
        most=MOST_ROUTES, alike=ALIKE,
    )  # fmt: skip
    closing(ready, [0])
    prepared, used = time.perf_counter(), time.process_time()
    wanted = closures(base.world, freight)[part::PROCESSES]
    residual, without = 0.0, []
    for name, links in wanted:
        try:
            found = closing(ready, links)
        except SolverError:
            without.append(name)
        else:
            residual = max(residual, found.base.gap, found.changed.gap)
    return Share(
        prepared=prepared - start,
        seconds=time.perf_counter() - prepared,
        processor=time.process_time() - used,
        closures=len(wanted),
        residual=residual,
        without=tuple(without),
        megabytes=peak(os.getpid()),
    )
