"""A market that cannot clear is answered with the fuel, the hub and the quantity."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline, central
from marchland.bridge.energy.market import FuelMarket, fuel_market
from marchland.layers.energy import CannotClear, Contracts

if TYPE_CHECKING:
    from marchland.world import World

A, C = 0, 2


@pytest.fixture(scope="module")
def gas(fuelled: World) -> FuelMarket:
    base = baseline(fuelled, "year")
    return fuel_market(base, "gas", central(base.factors))


def obliged(least: float) -> Contracts:
    """CCC has to deliver so much to AAA."""
    return Contracts(seller=np.array([C]), buyer=np.array([A]), minimum=np.array([least]))


def test_the_hub_and_the_quantity_that_is_missing_are_told(gas: FuelMarket) -> None:
    # By BBB there is room for 6 and by the detour for 4.
    room = float(gas.market.arcs.capacity[[1, 2]].sum())
    assert room == pytest.approx(10)
    with pytest.raises(CannotClear) as caught:
        gas.solve(replace(gas.market, contracts=obliged(12.5)))
    assert caught.value.node == "hub_a"
    assert caught.value.quantity == pytest.approx(2.5, rel=1e-4)
    told = re.sub(r"2\.5\d*", "2.5", str(caught.value))
    assert told == (
        "the market of gas of 2023 cannot clear: hub_a cannot be given 2.5 of the 12.5 bcm a year that hub_c has to "
        "deliver: lower the minimum of the contract, or add supply or capacity on the way (energy_contracts.csv)"
    )


@pytest.mark.parametrize("least", [4.2, 7.0, 9.9])
def test_what_pipes_can_carry_clears(gas: FuelMarket, least: float) -> None:
    # CCC sold 4; from 6 on a second pipe is needed.
    found = gas.solve(replace(gas.market, contracts=obliged(least)))
    assert found.sales[C, A] == pytest.approx(least)
    assert found.residual < 1e-8
