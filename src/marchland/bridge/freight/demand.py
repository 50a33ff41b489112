"""From trade in money to tonnes that have to be carried, zone to zone and class by class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.freight.gateways import gateway_shares
from marchland.bridge.freight.ways import BIAS_WEIGHT, LINK_WEIGHT
from marchland.bridge.spread import Range

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.factors import Draw
    from marchland.bridge.freight.network import FreightNetwork

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

SMALLEST = 5e-3
"""A pair of zones is carried by itself where it is this part of the tonnes or value that one of its actors trades."""
SMALLEST_OF_ALL = 1e-3
"""The largest pair of zones of two actors carries the rest of their trade in a class where it is this part in all."""
ELSEWHERE = 3.0
"""Between actors outside the world's focus both parts are so many times larger: they matter as traffic alone."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FreightDemand:
    """What has to be carried: `P` pairs of zones by class, `C` cells of trade between actors.

    Parameters
    ----------
    cells
        (3, C) exporter, importer and sector
    usd_per_tonne
        (C,) FOB value of a tonne
    exporter, importer
        (P,) actors
    leaves, arrives
        (P,) zones
    commodity
        (P,) classes
    shares
        (P, C) part of a cell's tonnes that is the pair's; a cell's parts add up to 1 over its pairs
    left_out
        share of the tonnes of goods that is not carried: little trade between two actors, actors without a zone,
        sectors without a value of a tonne
    left_out_value
        the same of their value
    """

    cells: Positions
    usd_per_tonne: Range
    exporter: Positions
    importer: Positions
    leaves: Positions
    arrives: Positions
    commodity: Positions
    shares: csr_array[np.float64]
    left_out: float
    left_out_value: float


def worth_in(usd_per_tonne: Range, sector: Positions, draw: Draw) -> Array:
    """Return FOB values of a tonne in a draw: one bias of all, and one of each sector (positions of the cells')."""
    noise = draw.noise(11, (int(sector.max(initial=0)) + 1,))
    return usd_per_tonne.at(BIAS_WEIGHT * draw.get("freight.tonnes") + LINK_WEIGHT * noise[sector])


def freight_demand(base: Baseline, network: FreightNetwork, flows: Array) -> FreightDemand:
    """Return what has to be carried at best values.

    A flow's tonnes are its value over the sector's value of a tonne, or over that of the row where it states tonnes;
    they are dealt out over the zones of both actors (as the table `gateways` says where it knows the two) and the
    classes that the sector travels in (those of the ways that are refused to the two). Small pairs of zones are left
    to the larger ones between the same actors. Trade within an actor is not carried.

    Parameters
    ----------
    base
        world and axes
    network
        its zones
    flows
        (N, N, S) USD a year
    """
    from scipy.sparse import coo_array, diags_array

    zones, share = _zones(base, network)
    kinds, refusal = network.ways.kinds, network.ways.refusal
    gateways = gateway_shares(base, network.zones, kinds, share)
    travels = _cargoes(base, kinds)
    worth = _worth(base)
    sold = flows > 0
    sold[np.arange(len(flows)), np.arange(len(flows))] = False
    known = (worth.best > 0) & (travels.sum(axis=1) > 0)
    carried = sold & known
    for n, own in enumerate(zones):
        if not len(own):
            carried[n] = carried[:, n] = False
    cells = np.array(np.nonzero(carried), dtype=np.int64)
    size, classes = len(network.zones), len(network.ways.commodities)
    rows, columns, parts = [], [], []
    number = np.full(flows.shape, -1, dtype=np.int64)
    number[tuple(cells)] = np.arange(cells.shape[1])
    for n, i in np.argwhere(carried.any(axis=2)).tolist():
        sector, kind = np.nonzero(carried[n, i][:, None] & (travels > 0))
        k = refusal[n, i] * len(kinds) + kind
        a, b = zones[n], zones[i]
        ends = (a[:, None] * size + b[None, :]).ravel()
        leaving, arriving = gateways.of(n, i, "sold")[a], gateways.of(i, n, "bought")[b]
        weight = (leaving[:, None, kind] * arriving[None, :, kind]).reshape(-1, len(kind))
        rows.append((ends[:, None] * classes + k[None, :]).ravel())
        columns.append(np.broadcast_to(number[n, i, sector], (len(ends), len(k))).ravel())
        parts.append((weight * travels[sector, kind]).ravel())
    of, column, part = (
        np.concatenate(x) if x else np.zeros(0, t) for x, t in ((rows, int), (columns, int), (parts, float))
    )
    names, row = np.unique(of, return_inverse=True)
    every = coo_array((part, (row, column)), shape=(len(names), cells.shape[1])).tocsr()
    leaves, arrives, commodity = names // (size * classes), names // classes % size, names % classes
    actor = np.zeros(size, dtype=np.int64)
    for n, own in enumerate(zones):
        actor[own] = n
    spread = Range(**{f: getattr(worth, f)[tuple(cells)] for f in ("low", "best", "high")})
    value = flows[tuple(cells)]
    tonnes = value / spread.best
    focus = np.isin(base.actors, base.world.package.focus)
    exporter, importer = actor[leaves], actor[arrives]
    wide = np.where(focus[exporter] | focus[importer], 1.0, ELSEWHERE)
    class_of = (exporter * len(zones) + importer) * classes + commodity
    keep = np.zeros(len(names), dtype=bool)
    for volume in (every @ tonnes, every @ value):
        keep |= _large(volume, exporter, importer, class_of, wide)
    kept = every[keep]
    whole, left = np.asarray(every.sum(axis=0)), np.asarray(kept.sum(axis=0))
    kept = (kept @ diags_array(whole / np.where(left > 0, left, 1.0))).tocsr()
    goods = np.isin(base.sectors, base.world["sectors"].where(kind="goods")["sector"])
    all_value = float(flows[sold & goods].sum())
    all_tonnes = float((flows / np.where(worth.best > 0, worth.best, np.inf))[sold].sum())
    return FreightDemand(
        cells=cells,
        usd_per_tonne=spread,
        exporter=exporter[keep],
        importer=importer[keep],
        leaves=leaves[keep],
        arrives=arrives[keep],
        commodity=commodity[keep],
        shares=kept,
        left_out=1 - float((kept @ tonnes).sum()) / all_tonnes if all_tonnes > 0 else 0.0,
        left_out_value=1 - float((kept @ value).sum()) / all_value if all_value > 0 else 0.0,
    )


def _large(
    volume: Array, exporter: Positions, importer: Positions, class_of: Positions, wide: Array
) -> NDArray[np.bool_]:
    """Return which pairs of zones are carried by themselves, or for all of their actors' trade in their class."""
    least = wide * np.minimum(np.bincount(exporter, volume)[exporter], np.bincount(importer, volume)[importer])
    largest = np.zeros(int(class_of.max(initial=-1)) + 1)
    np.maximum.at(largest, class_of, volume)
    main = (volume == largest[class_of]) & (np.bincount(class_of, volume)[class_of] >= SMALLEST_OF_ALL * least)
    return np.asarray((volume > 0) & ((volume >= SMALLEST * least) | main))


def _zones(base: Baseline, network: FreightNetwork) -> tuple[list[Positions], Array]:
    """Return the zones of each actor, and the share of each zone (Z,)."""
    table = base.world["zones"]
    place = {actor: n for n, actor in enumerate(base.actors)}
    owner = np.array([place[actor] for actor, _ in network.zones], dtype=np.int64)
    share = np.array(table["share"], dtype=np.float64)
    total = np.bincount(owner, share, len(base.actors))
    return [np.flatnonzero(owner == n) for n in range(len(base.actors))], share / np.where(total > 0, total, 1)[owner]


def _cargoes(base: Baseline, commodities: tuple[str, ...]) -> Array:
    """Return the share of each sector's tonnes that travels in each class, (S, K)."""
    found = np.zeros((len(base.sectors), len(commodities)))
    for row in base.world["cargoes"].rows():
        if row["sector"] in base.sectors:
            found[base.sectors.index(row["sector"]), commodities.index(row["commodity"])] = row["share"]
    return found


def _worth(base: Baseline) -> Range:
    """Return the FOB value of a tonne, (N, N, S) USD; 0 where there is none.

    A row's own tonnes give the middle; the spread is the sector's.
    """
    table = base.world["sectors"].among(sector=base.sectors)
    order = [table["sector"].tolist().index(s) for s in base.sectors]
    n = len(base.actors)
    own = {
        f: np.nan_to_num(np.asarray(table[c], dtype=np.float64)[order])
        for f, c in (("low", "usd_per_tonne_low"), ("best", "usd_per_tonne"), ("high", "usd_per_tonne_high"))
    }
    best = np.broadcast_to(own["best"], (n, n, len(order))).copy()
    place = {actor: i for i, actor in enumerate(base.actors)}
    trade = base.world["trade"].among(sector=base.sectors)
    stated = trade.take((trade["tonnes"] > 0) & (trade["best"] > 0))
    for row in stated.rows():
        cell = (place[row["exporter"]], place[row["importer"]], base.sectors.index(row["sector"]))
        best[cell] = row["best"] * 1e6 / row["tonnes"]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = {f: np.where(own["best"] > 0, own[f] / own["best"], 1.0) for f in ("low", "high")}
    return Range(low=best * ratio["low"], best=best, high=best * ratio["high"])
