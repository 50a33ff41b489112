"""The network that freight moves on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.layers.freight.validation import InvalidNetwork, figures, positions, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False, init=False)
class Network:
    """Directed links between nodes, `L` of them, for `K` commodity classes.

    Parameters
    ----------
    n_nodes
        number of nodes
    tail, head
        (L,) nodes, from 0
    fixed_cost
        (L,) or (K, L) money, USD per tonne; inf = not allowed
    free_flow_cost
        (L,) hours on the empty link
    capacity
        (L,) tonnes a year, or any unit that demand has too; inf = never congested
    alpha, beta
        (L,) or one number: hours = free_flow_cost (1 + alpha ((flow + preload) / capacity) ^ beta)
    preload
        (L,) traffic that demand does not hold, in the unit of capacity; default none
    value_of_time
        (K,) USD per tonne and hour; default 1, where there is one class
    through
        (n_nodes,) False = a zone: routes may start or end there and not pass; default True everywhere
    sites
        (n_nodes,) numbers of places, from 0 and below n_nodes: nodes of one number are of one place; default each its
        own
    holders
        (L, H) whose ground a link is on, for any number H of holders; default nobody's. Sites and holders matter only
        to a search for routes that differ (`route_set`)

    Raises
    ------
    InvalidNetwork
        naming the array and the link: a wrong shape, a link to an unknown node, a capacity that is not above zero, a
        negative or missing figure
    """

    n_nodes: int
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    fixed_cost: NDArray[np.float64]
    free_flow_cost: NDArray[np.float64]
    capacity: NDArray[np.float64]
    alpha: NDArray[np.float64]
    beta: NDArray[np.float64]
    preload: NDArray[np.float64]
    value_of_time: NDArray[np.float64]
    through: NDArray[np.bool_]
    sites: NDArray[np.int64] | None
    holders: NDArray[np.bool_] | None

    def __init__(  # what is given may be a number or a list; what is kept are arrays
        self,
        n_nodes: int,
        tail: ArrayLike,
        head: ArrayLike,
        fixed_cost: ArrayLike,
        free_flow_cost: ArrayLike,
        capacity: ArrayLike,
        alpha: ArrayLike,
        beta: ArrayLike,
        preload: ArrayLike | None = None,
        value_of_time: ArrayLike | None = None,
        through: ArrayLike | None = None,
        sites: ArrayLike | None = None,
        holders: ArrayLike | None = None,
    ) -> None:
        nodes = int(n_nodes)
        if nodes < 1:
            raise InvalidNetwork(f"n_nodes is {nodes}; a network has at least one node")
        links = np.asarray(tail).shape
        if len(links) != 1:
            raise InvalidNetwork(f"tail has shape {links}; expected (links,)")
        self._set("n_nodes", nodes)
        for name, ends in (("tail", tail), ("head", head)):
            self._set(name, positions(name, ends, links, nodes))
        given = np.asarray(value_of_time if value_of_time is not None else [1.0])
        if given.ndim != 1 or not given.size:
            raise InvalidNetwork(f"value_of_time has shape {given.shape}; expected (classes,)")
        self._set("value_of_time", figures("value_of_time", given, given.shape))
        fixed = np.asarray(fixed_cost)
        shape = links if fixed.ndim < 2 else (given.size, *links)
        if fixed.ndim < 2 and given.size > 1:
            fixed, shape = np.broadcast_to(fixed, (given.size, *links)), (given.size, *links)
        self._set("fixed_cost", figures("fixed_cost", fixed, shape))
        for name, values in (("free_flow_cost", free_flow_cost), ("capacity", capacity)):
            self._set(name, figures(name, values, links))
        for name, values in (("alpha", alpha), ("beta", beta)):
            self._set(name, figures(name, _spread(values, links), links))
        self._set("preload", figures("preload", np.zeros(links) if preload is None else preload, links))
        passed = np.ones(nodes, dtype=bool) if through is None else np.array(through, dtype=bool)
        if passed.shape != (nodes,):
            raise InvalidNetwork(f"through has shape {passed.shape}; expected {(nodes,)}")
        passed.setflags(write=False)
        self._set("through", passed)
        self._set("sites", None if sites is None else positions("sites", sites, (nodes,), nodes))
        self._set("holders", None if holders is None else _held(holders, links[0]))
        self._check()

    def _set(self, name: str, value: Any) -> None:  # noqa: ANN401 - one door for all fields
        object.__setattr__(self, name, value)

    def _check(self) -> None:
        require("fixed_cost", self.fixed_cost, self.fixed_cost >= 0, "a cost is zero or more (inf = not allowed)")
        require(
            "free_flow_cost",
            self.free_flow_cost,
            (self.free_flow_cost >= 0) & np.isfinite(self.free_flow_cost),
            "hours are zero or more",
        )
        require(
            "capacity", self.capacity, self.capacity > 0, "a capacity is above zero; close a link by fixed_cost inf"
        )
        for name in ("alpha", "beta", "preload"):
            array = getattr(self, name)
            require(name, array, (array >= 0) & np.isfinite(array), "it must be zero or more, and finite")
        worth = self.value_of_time
        require("value_of_time", worth, (worth > 0) & np.isfinite(worth), "it must be above zero")

    @property
    def n_links(self) -> int:
        """Number of links."""
        return int(self.tail.size)

    @property
    def n_classes(self) -> int:
        """Number of commodity classes."""
        return int(self.value_of_time.size)


def _spread(values: ArrayLike, shape: tuple[int, ...]) -> NDArray[Any]:
    array = np.asarray(values)
    return np.broadcast_to(array, shape) if array.ndim == 0 else array


def _held(values: ArrayLike, links: int) -> NDArray[np.bool_]:
    holders = np.array(values, dtype=bool)
    if holders.ndim != 2 or len(holders) != links:
        raise InvalidNetwork(f"holders has shape {holders.shape}; expected ({links}, holders)")
    holders.setflags(write=False)
    return holders
