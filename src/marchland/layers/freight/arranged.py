"""A network and its demand in the order in which compiled code reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.delay import laws

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network


@dataclass(frozen=True, kw_only=True, eq=False)
class Arranged:
    """Links in the order of their tails, and pairs in `G` groups of one class and origin.

    Parameters
    ----------
    links
        (L,) position of each link in the network
    leaving
        (nodes + 1,) where the links that leave a node begin
    tail, head
        (L,) nodes
    through
        (nodes,) False = not passed
    fixed, worth
        (K, L) USD per tonne; (K,) value of time
    laws
        (L, 6) delays, see `marchland.layers.freight.delay`
    pairs
        (P,) position of each pair in the demand
    groups, origin, commodity
        (G + 1,) where the pairs of a group begin; (G,) node; (G,) class
    destination, volume
        (P,) node; volume
    """

    links: NDArray[np.int64]
    leaving: NDArray[np.int64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    through: NDArray[np.bool_]
    fixed: NDArray[np.float64]
    worth: NDArray[np.float64]
    laws: NDArray[np.float64]
    pairs: NDArray[np.int64]
    groups: NDArray[np.int64]
    origin: NDArray[np.int64]
    commodity: NDArray[np.int64]
    destination: NDArray[np.int64]
    volume: NDArray[np.float64]


def arranged(network: Network, demand: Demand) -> Arranged:
    """Return a network and a demand that agree, arranged."""
    links = np.argsort(network.tail, kind="stable")
    tail = network.tail[links]
    given = np.asarray(demand.commodity)
    pairs = np.lexsort((demand.origin, given))
    origin, commodity = demand.origin[pairs], given[pairs]
    fresh = np.ones(pairs.size, dtype=bool)
    fresh[1:] = (np.diff(origin) != 0) | (np.diff(commodity) != 0)
    first = np.flatnonzero(fresh)
    return Arranged(
        links=links,
        leaving=np.searchsorted(tail, np.arange(network.n_nodes + 1)).astype(np.int64),
        tail=tail,
        head=network.head[links],
        through=np.array(network.through),
        fixed=np.ascontiguousarray(network.fixed_cost.reshape(network.n_classes, network.n_links)[:, links]),
        worth=np.array(network.value_of_time),
        laws=laws(network, links),
        pairs=pairs,
        groups=np.append(first, pairs.size).astype(np.int64),
        origin=origin[first],
        commodity=commodity[first],
        destination=demand.destination[pairs],
        volume=demand.volume[pairs],
    )
