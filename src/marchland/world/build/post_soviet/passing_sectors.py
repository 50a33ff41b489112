"""Goods that only pass, by sector: what is known or judged of them, within what the legs of their way hold of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.sector_evidence_passing_mix import passing_mix
from marchland.world.build.post_soviet.sectors import GOODS_CODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.passing_goods import Passage, Passing

    Array = NDArray[np.float64]

Trade = dict[tuple[str, str, str], float]

# Goods that pass together take at most this of a flow; amounts below the other, MUSD, are dropped.
MOST_OF_A_FLOW = 0.9
SMALLEST = 0.05
_ROUNDS = 40


def kind_of(passage: Passage) -> str | None:
    """Return the one sector that passes, where the records say it: cars through Georgia, gold through Armenia."""
    _, origin, via, destination, _ = passage
    if via == "GEO":
        return "vehicles"
    if (origin, via) == ("RUS", "ARM") and destination != "RUS":
        return "metals"
    return None


def needed(passing: Passing, year: int) -> dict[tuple[str, str, str], tuple[float, str]]:
    """Return how much of a sector a flow must hold for goods of one known sector to pass, MUSD, and the source."""
    least: dict[tuple[str, str, str], tuple[float, str]] = {}
    for passage, figure in passing.items():
        sector = kind_of(passage)
        if sector is None or passage[0] != year:
            continue
        _, origin, via, destination, recorded = passage
        for leg in ((origin, via), (via, destination)) if recorded else ((origin, via),):
            before = least.get((*leg, sector), (0.0, ""))[0]
            least[*leg, sector] = before + 1.02 * figure.best / MOST_OF_A_FLOW, figure.source
    return least


def passing_by_sector(
    passing: Passing, trade: Mapping[tuple[str, str, str], float], year: int
) -> dict[tuple[Passage, str], Array]:
    """Return goods that pass by sector, low, best and high in MUSD (3,).

    A passage takes of each sector what `passing_mix` says of it. Together passages take at most nine tenths of a flow;
    what finds no room in its sector goes to others in proportion to what the legs hold, and the rest is dropped.

    Parameters
    ----------
    passing
        MUSD of all goods
    trade
        MUSD by (exporter, importer, sector) of the year
    year
        2017 or 2023
    """
    left = {flow: MOST_OF_A_FLOW * value for flow, value in trade.items()}
    result: dict[tuple[Passage, str], Array] = {}
    order = sorted((p for p in passing if p[0] == year), key=lambda p: (kind_of(p) is None, p))
    for passage in order:
        _, origin, via, destination, recorded = passage
        figure = passing[passage]
        only = kind_of(passage)
        legs = ((origin, via), (via, destination)) if recorded else ((origin, via),)
        room = np.array([[max(left.get((*leg, code), 0.0), 0.0) for code in GOODS_CODES] for leg in legs])
        if only is not None:
            room[:, [k for k, code in enumerate(GOODS_CODES) if code != only]] = 0.0
        least = room.min(axis=0)
        amounts = np.minimum(figure.best * passing_mix(origin, via, destination, year)[0], least)
        amounts += _spread(figure.best - amounts.sum(), room.prod(axis=0) ** (1 / len(legs)), least - amounts)
        for k, code in enumerate(GOODS_CODES):
            if amounts[k] < SMALLEST:
                continue
            best = float(f"{amounts[k]:.4g}")
            result[passage, code] = best * np.array([figure.low, figure.best, figure.high]) / figure.best
            for leg in legs:
                left[*leg, code] -= best
    return result


def _spread(amount: float, weight: Array, room: Array) -> Array:
    """Return an amount spread in proportion to weights, no part above its room."""
    given = np.zeros_like(weight)
    for _ in range(_ROUNDS):
        open_ = np.where(given < room, weight, 0.0)
        lacking = amount - given.sum()
        if lacking <= 1e-9 or open_.sum() <= 0:
            break
        given = np.minimum(given + lacking * open_ / open_.sum(), room)
    return given


def net_trade(trade: Mapping[tuple[str, str, str], float], passing: dict[tuple[Passage, str], Array]) -> Trade:
    """Return flows from where goods are made to where they are used, MUSD by (exporter, importer, sector)."""
    net = dict(trade)
    for ((_, origin, via, destination, recorded), sector), (_, best, _) in passing.items():
        net[origin, via, sector] -= float(best)
        net[origin, destination, sector] = net.get((origin, destination, sector), 0.0) + float(best)
        if recorded:
            net[via, destination, sector] -= float(best)
    return net
