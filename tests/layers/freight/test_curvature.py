"""A Newton step of the fixed point is what loads do: it leaves nothing between loads and flow, to first order."""

from __future__ import annotations

import numpy as np
import pytest

from marchland.layers.freight import Demand, Network, curvature, logit_equilibrium, route_set
from marchland.layers.freight.choice import choice, varying
from marchland.layers.freight.curvature import curvature as bent
from marchland.layers.freight.fixed_point import delay_of, point


def congested(seed: int) -> tuple[Network, Demand]:
    """Two rings of six nodes, joined, of two classes; all pairs of nodes."""
    draw = np.random.default_rng(seed)
    ring = [(i, (i + 1) % 6) for i in range(6)]
    ends = [*ring, *((b, a) for a, b in ring), *((a, (a + 3) % 6) for a in range(6))]
    tail, head = np.array(ends).T
    links = len(ends)
    network = Network(
        6, tail, head, draw.uniform(1, 3, (2, links)), draw.uniform(1, 2, links), draw.uniform(4, 9, links),
        np.full(links, 0.5), draw.uniform(1, 4, links), draw.uniform(0, 2, links), np.array([0.5, 2.0]),
    )  # fmt: skip
    pairs = np.array([(o, d, k) for k in range(2) for o in range(6) for d in range(6) if o != d])
    return network, Demand(pairs[:, 0], pairs[:, 1], draw.uniform(0, 3, len(pairs)), pairs[:, 2])


@pytest.mark.parametrize("seed", range(4))
def test_a_step_closes_the_gap_between_loads_and_flow_to_first_order(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curvature, "FLAT", 0.0)
    network, demand = congested(seed)
    routes = route_set(network, demand, dispersion=1.0, most=5)
    own = choice(network, demand, routes, np.full(demand.n_pairs, 10.0))
    delay = delay_of(network, varying(network))
    flow = np.random.default_rng(seed).uniform(2, 8, int(varying(network).sum()))
    here = point([own], delay, flow)
    found = bent([own], here.share, delay.slope(flow))
    assert found is not None
    step = found.step(here.load - flow)
    small = 1e-6
    ahead = point([own], delay, flow + small * step)
    assert np.allclose(here.load + (ahead.load - here.load) / small, flow + step, rtol=1e-5)


def test_steps_by_conjugate_gradients_lead_to_the_same_equilibrium(monkeypatch: pytest.MonkeyPatch) -> None:
    network, demand = congested(7)
    direct = logit_equilibrium(network, demand, dispersion=0.3, gap=1e-9)
    monkeypatch.setattr(curvature, "MOST_LINKS", 0)
    turned = logit_equilibrium(network, demand, dispersion=0.3, gap=1e-9)
    assert np.allclose(direct.flow, turned.flow, rtol=1e-7)
    assert np.allclose(direct.od_cost, turned.od_cost, rtol=1e-9)
