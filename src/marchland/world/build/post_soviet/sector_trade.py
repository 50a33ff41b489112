"""Totals of goods and fuels by pair, split into sectors.

Between actors with tables at the OECD, and with the rest of the world, the pattern of a pair is that of the tables
without fuels. For a pair with an actor that the tables hide in their rest of the world it is estimated by minimum
cross-entropy: the prior mix of the pair on top of the parts that are known, within what the tables let their rest of
the world sell to, and buy from, the partner. Coal comes out of the totals of fuels and goes to mining.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.margins import Ceiling, fitted
from marchland.world.build.post_soviet.actors import ACTORS, REST
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.goods_trade import FUELS, GOODS
from marchland.world.build.post_soviet.icio_flows import icio_flows
from marchland.world.build.post_soviet.sectors import CODES, FUEL_CODES, GOODS_CODES, MINING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.goods_trade import Flow
    from marchland.world.build.post_soviet.icio_flows import IcioFlows

    Array = NDArray[np.float64]

SMALLEST = 0.01
"""MUSD; smaller cells are left out, and what they held goes to the others of the pair."""
# How far a share of the tables may be off: by the smallest share that it holds for.
_OF_TABLES = ((0.05, 1.1), (0.01, 1.2), (0.0, 1.4))
_ROOM = 1.25
_MOST_KNOWN = 0.95
_LARGEST_FACTOR = 30.0
# The splits of a pair err in both directions, so that their ranges say little of its total: none is wider than this.
_MOST_OF_SPLIT = 1.6
_DIGITS = 5
# A sum of which less than this is estimated counts as stated.
_MOSTLY_STATED = 0.2


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """What is known or thought of the sectors of a year; see `sector_evidence` for the columns.

    Parameters
    ----------
    known
        parts of a pair's goods known by sector
    mix
        shares of the sectors in a pair's goods where at least one side has no tables
    fuels
        shares of crude, gas, oil products and coal (as mining) in a pair's fuels
    """

    known: pd.DataFrame
    mix: pd.DataFrame
    fuels: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class _Split:
    """The sectors of a pair: MUSD, how many times too large or small each may be, and the sources."""

    value: Array
    spread: Array
    source: tuple[str, ...]


def totals_of(flows: dict[Flow, Figure], year: int, sector: str) -> Array:
    """Return best values of a total by pair, MUSD (N, N)."""
    result = np.zeros((len(ACTORS), len(ACTORS)))
    for (flow_year, exporter, importer, name), figure in flows.items():
        if (flow_year, name) == (year, sector):
            result[ACTORS.index(exporter), ACTORS.index(importer)] = figure.best
    return result


def sector_trade(
    reference: Path, flows: dict[Flow, Figure], evidence: Evidence, year: int
) -> dict[tuple[str, str, str], Figure]:
    """Return trade in goods by (exporter, importer, sector), MUSD of a year.

    Parameters
    ----------
    reference
        folder of the reference data
    flows
        totals of goods and of fuels, MUSD by (year, exporter, importer, sector)
    evidence
        of the same year
    year
        2017 or 2023
    """
    table = icio_flows(reference, year)
    goods = _goods_split(table, totals_of(flows, year, GOODS), evidence)
    fuels = _fuels_split(totals_of(flows, year, FUELS), evidence.fuels)
    carved = ~table.inside & (np.array(ACTORS) != REST)
    judged = set(zip(evidence.mix["exporter"], evidence.mix["importer"], strict=True))
    result: dict[tuple[str, str, str], Figure] = {}
    for i, exporter in enumerate(ACTORS):
        for j, importer in enumerate(ACTORS):
            if i == j:
                continue
            hidden = bool(carved[i] or carved[j]) or (exporter, importer) in judged
            for sector, figure in _pair(
                {
                    GOODS: flows.get((year, exporter, importer, GOODS)),
                    FUELS: flows.get((year, exporter, importer, FUELS)),
                },
                {GOODS: goods.get((i, j)), FUELS: fuels.get((i, j))},
                hidden=hidden,
            ):
                result[exporter, importer, sector] = figure
    return result


def _pair(
    totals: dict[str, Figure | None], splits: dict[str, _Split | None], *, hidden: bool
) -> Iterator[tuple[str, Figure]]:
    """Yield the sectors of one pair; coal joins the mining of the goods."""
    parts: dict[str, list[Figure]] = {}
    for name, codes in ((GOODS, GOODS_CODES), (FUELS, FUEL_CODES)):
        total, split = totals[name], splits[name]
        if total is None or split is None:
            continue
        kept = np.where(split.value >= SMALLEST, split.value, 0.0)
        if not kept.any():
            kept = np.where(split.value == split.value.max(), split.value, 0.0)
        kept *= total.best / kept.sum()
        down, up = (
            min(factor, _LARGEST_FACTOR) for factor in (total.best / max(total.low, 1e-9), total.high / total.best)
        )
        for k, code in enumerate(codes):
            if kept[k] == 0:
                continue
            value = _rounded(float(kept[k]))
            # A sector that is all of its pair cannot be split wrongly.
            spread = min(float(split.spread[k]), _MOST_OF_SPLIT) ** (1 - kept[k] / total.best)
            figure = Figure(
                low=value / _widened(down, spread),
                best=value,
                high=value * _widened(up, spread),
                estimated=total.estimated or hidden,
                source=";".join(dict.fromkeys([*total.source.split(";"), *split.source[k].split(";")])),
            )
            parts.setdefault(code, []).append(figure)
    for code, figures in parts.items():
        yield code, figures[0] if len(figures) == 1 else _together(figures)


def _together(figures: list[Figure]) -> Figure:
    return Figure(
        low=sum(f.low for f in figures),
        best=_rounded(sum(f.best for f in figures)),
        high=sum(f.high for f in figures),
        estimated=sum(f.best for f in figures if f.estimated) > _MOSTLY_STATED * sum(f.best for f in figures),
        source=";".join(dict.fromkeys(code for f in figures for code in f.source.split(";"))),
    )


def _widened(factor: float, spread: float) -> float:
    """Return the range of a product of two independent figures, each known within a factor."""
    return float(np.exp(np.hypot(np.log(factor), np.log(spread))))


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _goods_split(table: IcioFlows, totals: Array, evidence: Evidence) -> dict[tuple[int, int], _Split]:
    places = [CODES.index(code) for code in GOODS_CODES]
    pattern = table.flows[:, :, places].copy()
    coal = GOODS_CODES.index(MINING)
    pattern[:, :, coal] -= table.coal
    pattern = np.maximum(pattern, 0.0)
    carved = ~table.inside & (np.array(ACTORS) != REST)
    own, source = pattern.copy(), np.full(pattern.shape, "oecd_icio", dtype=object)
    sums = pattern.sum(axis=2, keepdims=True)
    share = np.divide(pattern, sums, out=np.zeros_like(pattern), where=sums > 0)
    spread = np.select([share >= least for least, _ in _OF_TABLES], [factor for _, factor in _OF_TABLES])
    for row in evidence.mix.itertuples():
        cell = ACTORS.index(row.exporter), ACTORS.index(row.importer), GOODS_CODES.index(row.sector)
        own[cell], spread[cell], source[cell] = float(str(row.share)), float(str(row.spread)), row.source
    # Where the tables have no flow, the exporter's whole mix.
    missing = (own.sum(axis=2) == 0) & (totals > 0)
    own[missing] = np.broadcast_to(pattern.sum(axis=1, keepdims=True), own.shape)[missing]
    own *= np.divide(totals, own.sum(axis=2), out=np.zeros_like(totals), where=totals > 0)[:, :, None]
    least = np.zeros_like(own)
    for row in evidence.known.itertuples():
        cell = ACTORS.index(row.exporter), ACTORS.index(row.importer), GOODS_CODES.index(row.sector)
        least[cell] += float(str(row.musd))
        spread[cell] = min(spread[cell], float(str(row.spread)))
        source[cell] = ";".join(dict.fromkeys([*str(row.source).split(";"), *str(source[cell]).split(";")]))
    known = least.sum(axis=2)
    over = np.divide(known, _MOST_KNOWN * totals, out=np.zeros_like(totals), where=totals > 0)
    least /= np.maximum(over, 1.0)[:, :, None]
    least[totals == 0] = 0.0
    prior = np.maximum(own - least, 1e-3 * own)
    values, _ = fitted(prior, totals, least, _ceilings(table, totals, carved, places))
    return {
        (i, j): _Split(value=values[i, j], spread=spread[i, j], source=tuple(source[i, j].tolist()))
        for i, j in np.argwhere(totals > 0).tolist()
    }


def _ceilings(table: IcioFlows, totals: Array, carved: NDArray[np.bool_], places: list[int]) -> list[Ceiling]:
    """Return what the tables let their rest of the world trade with each partner, moved with all goods of the year."""
    goods = table.flows[:, :, places]
    result = []
    for of, axis, side in (("importer", 0, 1), ("exporter", 1, 0)):
        hidden = table.hidden[:, side, places].copy()
        recorded, in_tables = totals.sum(axis=axis), goods.sum(axis=(axis, 2)) - np.einsum("iik->i", goods)
        moved = np.divide(recorded, in_tables, out=np.ones_like(recorded), where=table.inside & (in_tables > 0))
        most = _ROOM * hidden * moved[:, None]
        carved_total = (totals * (carved[:, None] if axis == 0 else carved[None, :])).sum(axis=axis)
        # Where the tables' rest of the world trades less than the carved actors do, it says nothing about them.
        sound = table.inside & (most.sum(axis=1) > carved_total)
        result.append(Ceiling(members=carved, of=of, most=np.where(sound[:, None], most, np.inf)))
    return result


def _fuels_split(totals: Array, split: pd.DataFrame) -> dict[tuple[int, int], _Split]:
    shape = (*totals.shape, len(FUEL_CODES))
    share, spread, source = np.zeros(shape), np.full(shape, 1.5), np.full(shape, "", dtype=object)
    for row in split.itertuples():
        cell = ACTORS.index(row.exporter), ACTORS.index(row.importer), FUEL_CODES.index(row.sector)
        share[cell], spread[cell], source[cell] = float(str(row.share)), float(str(row.spread)), row.source
    lacking = (totals > 0) & (share.sum(axis=2) <= 0)
    if lacking.any():
        i, j = np.argwhere(lacking)[0]
        raise ValueError(f"{ACTORS[i]} to {ACTORS[j]}: fuels of {totals[i, j]:.6g} MUSD and no split of them")
    return {
        (i, j): _Split(
            value=share[i, j] / share[i, j].sum() * totals[i, j],
            spread=spread[i, j],
            source=tuple(source[i, j].tolist()),
        )
        for i, j in np.argwhere(totals > 0).tolist()
    }
