"""The networks on which solvers of the user equilibrium are compared, against the best known solutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.tntp import CASES, objective, read_tntp

from marchland.layers.freight import equilibrium

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.reference

# The first two as the collection gives them. The others come without one: Winnipeg's is that of the collection's best
# known flows, and those of the last three are ours at a relative gap of 1e-12.
BEST = {
    "Sioux Falls": 42.31335287107440e5,
    "Chicago Sketch": 17313018.7387477,
    "Winnipeg": 827911.4946,
    "Eastern Massachusetts": 26160.3459229,
    "Berlin Tiergarten": 683234.569267,
    "Berlin Friedrichshain": 618038.880728,
}


@pytest.mark.parametrize("name", BEST)
def test_the_objective_is_the_best_known(reference: Path, name: str) -> None:
    case = read_tntp(reference, name)
    found = equilibrium(case.network, case.demand, gap=1e-6)
    assert found.gap <= 1e-6
    assert found.unserved.sum() == 0
    reached = objective(case.network, found.flow)
    assert reached == pytest.approx(BEST[name], rel=1e-6)
    if case.best is not None:
        assert objective(case.network, case.best) == pytest.approx(BEST[name], rel=1e-9)


@pytest.mark.parametrize("name", ["Sioux Falls", "Winnipeg", "Chicago Sketch"])
def test_flows_are_the_best_known_where_cost_rises(reference: Path, name: str) -> None:
    case = read_tntp(reference, name)
    found = equilibrium(case.network, case.demand, gap=1e-6)
    assert case.best is not None
    network = case.network
    rising = (np.asarray(network.alpha) * np.asarray(network.beta) * network.free_flow_cost > 0).nonzero()
    off = np.abs(found.flow - case.best)[rising].sum()
    assert off < 1e-3 * case.best.sum()


@pytest.mark.parametrize("name", ["Sioux Falls", "Chicago Sketch", "Winnipeg"])
def test_a_gap_of_1e_10_is_reached(reference: Path, name: str) -> None:
    case = read_tntp(reference, name)
    found = equilibrium(case.network, case.demand, gap=1e-10)
    assert found.gap <= 1e-10
    assert objective(case.network, found.flow) == pytest.approx(BEST[name], rel=1e-9)


def test_zones_of_winnipeg_are_not_passed(reference: Path) -> None:
    case = read_tntp(reference, "Winnipeg")
    routes = equilibrium(case.network, case.demand, gap=1e-3).routes
    inner = np.ones(routes.links.size, dtype=bool)
    inner[routes.start[:-1]] = False  # the tail of every link but a route's first one is passed
    assert np.asarray(case.network.through)[case.network.tail[routes.links[inner]]].all()


def test_every_case_can_be_read(reference: Path) -> None:
    for name in CASES:
        case = read_tntp(reference, name)
        assert case.demand.n_pairs > 0
        assert case.network.n_links > 0
