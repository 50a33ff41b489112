"""The objective is that of another formulation solved by HiGHS, and every condition of equilibrium holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.layers.energy import reference
from tests.layers.energy.markets import drawn

from marchland.layers.energy import Market, equilibrium


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


@pytest.mark.parametrize("seed", range(25))
def test_middling_markets(seed: int) -> None:
    nodes = 40 + 2 * seed
    agrees(drawn(seed, nodes=nodes, sellers=10, arcs=3 * nodes, wedges=False, stores=3), by_seller=False)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_markets_of_three_hundred_nodes(seed: int) -> None:
    agrees(drawn(seed, nodes=300, sellers=12, arcs=900, wedges=False, stores=10, tight=0.5), by_seller=False)
