"""The objective is that of another formulation solved by HiGHS, and every condition of equilibrium holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.layers.energy import reference
from tests.layers.energy.markets import drawn, obliged, stiffened

from marchland.layers.energy import CannotClear, Market, equilibrium


def agrees(market: Market, *, by_seller: bool) -> None:
    found = equilibrium(market)
    assert found.residual < 1e-8
    assert found.objective == pytest.approx(reference.objective(market, by_seller=by_seller), rel=1e-7)


@pytest.mark.parametrize("seed", range(170))
def test_small_markets_with_wedges_contracts_and_stores(seed: int) -> None:
    nodes = 5 + seed % 21
    market = drawn(
        seed, nodes=nodes, sellers=2 + seed % 4, arcs=3 * nodes, contracts=seed % 7, stores=seed % 4, tight=0.6
    )
    market = replace(market, contracts=replace(market.contracts, resale=False))
    agrees(market, by_seller=True)


@pytest.mark.parametrize("seed", range(12))
def test_stiff_sales_with_large_minima(seed: int) -> None:
    """Of these markets seven can keep their contracts; the others are refused, and keep a tenth of them."""
    nodes = 6 + seed
    market = obliged(stiffened(drawn(seed, nodes=nodes, sellers=3, arcs=3 * nodes, tight=5.0), seed), seed, 2)
    try:
        agrees(market, by_seller=True)
    except CannotClear:
        wanted = float(np.asarray(market.contracts.minimum).sum())
        loose = replace(market.contracts, minimum=0.1 * np.asarray(market.contracts.minimum))
        assert wanted > market.demand.quantity.mean()
        agrees(replace(market, contracts=loose), by_seller=True)


@pytest.mark.parametrize("seed", range(25))
def test_middling_markets(seed: int) -> None:
    nodes = 40 + 2 * seed
    agrees(drawn(seed, nodes=nodes, sellers=10, arcs=3 * nodes, wedges=False, stores=3), by_seller=False)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_markets_of_three_hundred_nodes(seed: int) -> None:
    agrees(drawn(seed, nodes=300, sellers=12, arcs=900, wedges=False, stores=10, tight=0.5), by_seller=False)
