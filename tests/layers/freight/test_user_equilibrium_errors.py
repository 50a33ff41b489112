"""What is told who asks for a user equilibrium that cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from marchland.layers.freight import Demand, InvalidNetwork, Network, equilibrium

NETWORK = Network(3, np.array([0, 1]), np.array([1, 2]), np.ones(2), np.ones(2), np.ones(2), np.ones(2), np.ones(2))


def demand(origin: list[int], destination: list[int], commodity: list[int] | None = None) -> Demand:
    return Demand(
        np.array(origin),
        np.array(destination),
        np.ones(len(origin)),
        None if commodity is None else np.array(commodity),
    )


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (demand([0, 3], [2, 1]), r"origin\[1\] of the demand is 3 \(pair 3 -> 1 of class 0\): the network has 3 nodes"),
        (demand([0, 0], [2, 7]), r"destination\[1\] of the demand is 7 .*from 0 to 2"),
        (demand([0], [2], [1]), r"commodity\[0\] of the demand is 1 .*: the network has 1 classes"),
        (demand([0, 1, 0], [2, 2, 2]), "the demand holds the pair 0 -> 2 of class 0 twice, at 0 and 2: add the two"),
    ],
)
def test_a_demand_that_does_not_fit_the_network(asked: Demand, message: str) -> None:
    with pytest.raises(InvalidNetwork, match=message):
        equilibrium(NETWORK, asked)


@pytest.mark.parametrize("gap", [0.0, -1e-6, 1.0, np.inf, np.nan])
def test_a_gap_that_cannot_be(gap: float) -> None:
    with pytest.raises(InvalidNetwork, match="it must be above 0 and below 1"):
        equilibrium(NETWORK, demand([0], [2]), gap=gap)


@pytest.mark.parametrize("dispersion", [-1.0, np.inf, np.nan, "much"])
def test_a_dispersion_that_cannot_be(dispersion: float | str) -> None:
    with pytest.raises(InvalidNetwork, match="dispersion"):
        equilibrium(NETWORK, demand([0], [2]), dispersion=dispersion)


def test_hours_beyond_all_bounds() -> None:
    narrow = Network(
        3, NETWORK.tail, NETWORK.head, np.ones(2), np.ones(2), np.array([1.0, 1e-50]), np.ones(2), np.full(2, 4.0)
    )
    with pytest.raises(InvalidNetwork, match=r"hours on link 1 exceed 1e\+100: its capacity is too small"):
        equilibrium(narrow, demand([0], [2]))
