"""The ways between nodes: pipelines, tankers, railways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.energy.validation import InvalidMarket, figures, positions, require

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Arcs:
    """Directed ways between nodes, `A` of them; a pipe that can run both ways is two.

    Parameters
    ----------
    tail, head
        (A,) positions of nodes
    capacity
        (A,) units a year that enter; inf = no limit, 0 = closed
    tariff
        (A,) or one number: money a unit that enters, income of the receiver
    loss
        (A,) or one number: share of what enters that does not arrive (compressors, leaks), in [0, 1); default 0
    cost
        (A,) or one number: money a unit that enters, used up (liquefaction, ships); nobody's income; default 0
    receiver
        (A,) positions of the nodes that earn tariff and congestion rent; default: the tail
    toll, toll_receiver
        (A,) money a unit that enters, and the nodes that earn it; default none

    Raises
    ------
    InvalidMarket
        naming column and row: a wrong shape, a way from a node to itself, a negative or missing figure, a loss of one
        or more
    """

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    capacity: NDArray[np.float64]
    tariff: NDArray[np.float64] | float
    loss: NDArray[np.float64] | float = 0.0
    cost: NDArray[np.float64] | float = 0.0
    receiver: NDArray[np.int64] | None = None
    toll: NDArray[np.float64] | float = 0.0
    toll_receiver: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        tail = positions("arcs.tail", self.tail)
        head = positions("arcs.head", self.head, tail.shape)
        receiver = tail if self.receiver is None else positions("arcs.receiver", self.receiver, tail.shape)
        given = self.toll_receiver
        toll_receiver = receiver if given is None else positions("arcs.toll_receiver", given, tail.shape)
        ends = {"tail": tail, "head": head, "receiver": receiver, "toll_receiver": toll_receiver}
        for name, nodes in ends.items():
            object.__setattr__(self, name, nodes)
        if (tail == head).any():
            row = int(np.argmax(tail == head))
            raise InvalidMarket(f"arcs row {row} leads from node {tail[row]} to itself; name two nodes or drop the row")
        for name in ("capacity", "tariff", "loss", "cost", "toll"):
            array = figures(f"arcs.{name}", getattr(self, name), tail.shape)
            finite = np.isfinite(array) if name != "capacity" else ~np.isnan(array)
            cure = "" if name != "capacity" else "; a closed way has capacity 0, one without a limit inf"
            require(f"arcs.{name}", array, finite & (array >= 0), f"it must be zero or more, and known{cure}")
            object.__setattr__(self, name, array)
        require("arcs.loss", np.asarray(self.loss), np.asarray(self.loss) < 1, "it is a share, below 1 (2 % = 0.02)")

    @cached_property
    def charge(self) -> NDArray[np.float64]:
        """(A,) money a unit that enters: tariff, toll and cost."""
        total: NDArray[np.float64] = np.asarray(self.tariff) + np.asarray(self.toll) + np.asarray(self.cost)
        return total
