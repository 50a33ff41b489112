"""Whether a demand can be carried on a network at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.validation import InvalidNetwork

if TYPE_CHECKING:
    from marchland.layers.freight.demand import Demand
    from marchland.layers.freight.network import Network


def agree(network: Network, demand: Demand) -> None:
    """Raise unless every pair of a demand is of nodes and of a class that the network has, and stands once.

    Raises
    ------
    InvalidNetwork
        naming the pair
    """
    commodity = np.asarray(demand.commodity)
    for name, given, there in (
        ("origin", demand.origin, network.n_nodes),
        ("destination", demand.destination, network.n_nodes),
        ("commodity", commodity, network.n_classes),
    ):
        beyond = given >= there
        if beyond.any():
            at = int(np.argmax(beyond))
            what = "classes" if name == "commodity" else "nodes"
            raise InvalidNetwork(
                f"{name}[{at}] of the demand is {given[at]} (pair {_pair(demand, at)}): the network has {there} {what},"
                f" from 0 to {there - 1}"
            )
    order = np.lexsort((demand.destination, demand.origin, commodity))
    columns = np.stack((commodity, demand.origin, demand.destination))[:, order]
    again = (columns[:, 1:] == columns[:, :-1]).all(axis=0)
    if again.any():
        at = int(np.argmax(again))
        one, other = sorted((int(order[at]), int(order[at + 1])))
        raise InvalidNetwork(
            f"the demand holds the pair {_pair(demand, one)} twice, at {one} and {other}: add the two volumes up"
        )


def _pair(demand: Demand, at: int) -> str:
    return f"{demand.origin[at]} -> {demand.destination[at]} of class {np.asarray(demand.commodity)[at]}"
