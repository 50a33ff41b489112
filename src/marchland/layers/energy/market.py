"""A market of one fuel."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.contracts import Contracts
from marchland.layers.energy.storage import Storage
from marchland.layers.energy.validation import InvalidMarket, figures, known, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.energy.arcs import Arcs
    from marchland.layers.energy.blocks import Supply
    from marchland.layers.energy.demand import Demand


@dataclass(frozen=True, kw_only=True, eq=False)
class Market:
    """One fuel: who produces, who uses, the ways between them, what was agreed, what lies in store.

    All quantities are units a year (gas: bcm; oil: Mt), stocks are units; all prices are money a unit. With USD per
    1,000 m3 and bcm, or USD per tonne and Mt, every sum of money is in million USD a year, for as long as `days` last.

    Parameters
    ----------
    nodes
        (N,) names
    supply, demand, arcs
        the tables; nodes are given by their position
    contracts, storage
        the tables; default none
    days
        how long the market lasts; only stores know it. Default 365
    wedge
        (N, N) `wedge[seller, buyer]`, money a unit: by how much the seller's price at the buyer is above his marginal
        cost there; income of the seller; default 0
    margin
        (N, N) `margin[seller, buyer]`, money a unit: by how much the price at the buyer's node is above what the buyer
        pays; income of the buyer's node; default 0
    stiffness, usual
        (N, N) money a unit for each unit a year, and units a year: the wedge of a pair rises by `stiffness` for each
        unit that it trades above the usual, and falls below it (Howitt 1995, positive mathematical programming);
        default 0

    Raises
    ------
    InvalidMarket
        naming table and row: an unknown node, a contract with a node that sells nothing, supply that reaches nobody, a
        store where nobody uses the fuel, a wrong shape, days that are not above zero
    """

    nodes: tuple[str, ...]
    supply: Supply
    demand: Demand
    arcs: Arcs
    contracts: Contracts = field(default_factory=Contracts.none)
    storage: Storage = field(default_factory=Storage.none)
    days: float = 365.0
    wedge: NDArray[np.float64] | float = 0.0
    margin: NDArray[np.float64] | float = 0.0
    stiffness: NDArray[np.float64] | float = 0.0
    usual: NDArray[np.float64] | float = 0.0

    def __post_init__(self) -> None:
        nodes = tuple(self.nodes)
        object.__setattr__(self, "nodes", nodes)
        if not nodes or len(set(nodes)) != len(nodes):
            twice = sorted({name for name in nodes if nodes.count(name) > 1})
            raise InvalidMarket(
                f"nodes: each needs a name of its own; twice: {', '.join(twice)}" if nodes else "no nodes"
            )
        if not (0 < float(self.days) < np.inf):
            raise InvalidMarket(f"days is {self.days}; a market lasts a number of days above zero")
        object.__setattr__(self, "days", float(self.days))
        for name in ("wedge", "margin", "stiffness", "usual"):
            array = figures(name, getattr(self, name), (len(nodes), len(nodes)))
            require(name, array, np.isfinite(array), "it must be known; 0 = none")
            if name in {"stiffness", "usual"}:
                require(name, array, array >= 0, "it must be zero or more")
            object.__setattr__(self, name, array)
        self._known()
        self._reached()

    @cached_property
    def sellers(self) -> NDArray[np.int64]:
        """(S,) positions of the nodes that sell: those with supply, and buyers who may sell on."""
        selling = np.zeros(len(self.nodes), dtype=bool)
        selling[self.supply.node] = True
        selling[self.contracts.buyer[np.asarray(self.contracts.resale)]] = True
        return np.flatnonzero(selling)

    @cached_property
    def leaving(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(N + 1,) and (A,): where the arcs that leave each node begin, and the arcs in that order."""
        tail = self.arcs.tail
        start = np.zeros(len(self.nodes) + 1, dtype=np.int64)
        np.cumsum(np.bincount(tail, minlength=start.size - 1), out=start[1:])
        return start, np.argsort(tail, kind="stable")

    def _known(self) -> None:
        nodes, arcs = self.nodes, self.arcs
        known("supply.node", self.supply.node, nodes)
        known("demand.node", self.demand.node, nodes)
        known("storage.node", self.storage.node, nodes)
        for name in ("tail", "head", "receiver", "toll_receiver"):
            known(f"arcs.{name}", getattr(arcs, name), nodes)
        known("contracts.seller", self.contracts.seller, nodes)
        known("contracts.buyer", self.contracts.buyer, nodes)
        sells = np.zeros(len(nodes), dtype=bool)
        sells[self.sellers] = True
        uses = np.zeros(len(nodes), dtype=bool)
        uses[self.demand.node] = True
        for row, (seller, buyer) in enumerate(zip(self.contracts.seller, self.contracts.buyer, strict=True)):
            if not sells[seller]:
                raise InvalidMarket(
                    f"contracts row {row}: {nodes[seller]} sells nothing (no row of supply, no contract that allows "
                    f"resale); add its supply or mend the seller"
                )
            if not (uses[buyer] or np.asarray(self.contracts.resale)[row]):
                raise InvalidMarket(
                    f"contracts row {row}: nobody uses the fuel at {nodes[buyer]}; add its demand, or allow resale"
                )
        for row, node in enumerate(self.storage.node):
            if not uses[node]:
                raise InvalidMarket(
                    f"storage row {row}: nobody uses the fuel at {nodes[node]}, and a store serves its own node; "
                    f"give it the node of its users"
                )

    def _reached(self) -> None:
        """Raise where no way, open or closed, leads from a seller to anybody who uses the fuel."""
        reaches = np.zeros(len(self.nodes), dtype=bool)
        reaches[self.demand.node] = True
        tail, head = self.arcs.tail, self.arcs.head
        count = -1
        while count != (count := int(reaches.sum())):
            reaches[tail[reaches[head]]] = True
        if not reaches[self.supply.node].all():
            row = int(np.argmin(reaches[self.supply.node]))
            raise InvalidMarket(
                f"supply row {row}: {self.nodes[self.supply.node[row]]} reaches nobody who uses the fuel; "
                f"add the way to its buyers, or drop the row"
            )
