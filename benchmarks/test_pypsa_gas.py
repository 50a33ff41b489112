"""Gas markets, a made-up one and the built-in one, against PyPSA (linopy and HiGHS), in the same run.

PyPSA has no sellers that are told apart: each seller is a carrier with its own bus at every node, joined by links as
the arcs are; one bus more at a node is where users buy, joined to those of the sellers by links that cost the wedge.
Capacity that sellers share on an arc is a constraint that is added to the model. PyPSA 1.x optimises linear cost and,
with `marginal_cost_quadratic`, quadratic cost of generators; HiGHS's quadratic solver gives up on most of these
programmes, so that demand and supply are steps here, as is usual there: `STEPS` generators a curve. marchland solves
the curves themselves, and of stiff sales too: they are links of their own with a step each. Objectives then differ by what the steps are too coarse, which is asserted to be small.
"""

from __future__ import annotations

import logging
import time
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import xarray as xr
from benchmarks.gas_markets import drawn, gas_market

from marchland.layers.energy import Market, equilibrium, prepare

if TYPE_CHECKING:
    from benchmarks.figures import Figures

pypsa = pytest.importorskip("pypsa", reason="PyPSA comes with the extra bench")

STEPS = 12
DRAWS, THEIRS = 200, 1
"""Draws of the sweep that are solved here, and by PyPSA."""


def network(market: Market) -> Any:  # noqa: ANN401
    """Return the market as a PyPSA network."""
    net = pypsa.Network()
    net.set_snapshots([0])
    nodes, arcs, supply, demand = market.nodes, market.arcs, market.supply, market.demand
    sellers, users = market.sellers, demand.node
    who = [nodes[s] for s in sellers]
    net.add("Bus", [f"{name} use" for name in nodes])
    net.add("Bus", [f"{name} of {seller}" for seller in who for name in nodes])
    made = np.linspace(0, 1, STEPS + 1)
    for block, node in enumerate(supply.node):
        top = float(supply.capacity[block])
        middle = (made[:-1] + made[1:]) / 2 * top
        net.add(
            "Generator",
            [f"block {block}.{step}" for step in range(STEPS)],
            bus=f"{nodes[node]} of {nodes[node]}",
            p_nom=top / STEPS,
            marginal_cost=supply.marginal_cost[block] + np.asarray(supply.slope)[block] * middle,
        )
    rationing = np.asarray(demand.rationing_price)
    for row, node in enumerate(users):
        whole = demand.rationed[row] + demand.answering[row]
        width, choke = demand.answering[row] / STEPS, demand.choke_price[row]
        middle = choke * (1 - (made[:-1] + made[1:]) / 2)
        # all is wanted; what is not had is "generated" at what it is worth
        net.add("Load", f"users {row}", bus=f"{nodes[node]} use", p_set=whole)
        net.add(
            "Generator",
            [f"without {row}.{step}" for step in range(STEPS + 1)],
            bus=f"{nodes[node]} use",
            p_nom=np.append(np.full(STEPS, width), demand.rationed[row]),
            marginal_cost=np.append(middle, rationing[row]),
        )
    stores = market.storage
    net.add(
        "Generator",
        [f"store {k}" for k in range(stores.node.size)],
        bus=[f"{nodes[n]} use" for n in stores.node],
        p_nom=stores.most(market.days),
        marginal_cost=np.asarray(stores.worth),
    )
    for seller in who:
        net.add(
            "Link",
            [f"arc {a} of {seller}" for a in range(arcs.tail.size)],
            bus0=[f"{nodes[n]} of {seller}" for n in arcs.tail],
            bus1=[f"{nodes[n]} of {seller}" for n in arcs.head],
            p_nom=arcs.capacity,
            efficiency=1 - np.asarray(arcs.loss),
            marginal_cost=arcs.charge,
        )
    wedge = np.asarray(market.wedge)
    least, most = np.zeros(wedge.shape), np.full(wedge.shape, 1e4)
    pairs = market.contracts.seller, market.contracts.buyer
    least[pairs], most[pairs] = np.asarray(market.contracts.minimum), np.asarray(market.contracts.maximum)
    for seller, name in zip(sellers, who, strict=True):
        net.add(
            "Link",
            [f"sale of {name} to {nodes[n]}" for n in users],
            bus0=[f"{nodes[n]} of {name}" for n in users],
            bus1=[f"{nodes[n]} use" for n in users],
            p_nom=most[seller, users],
            p_min_pu=least[seller, users] / most[seller, users],
            marginal_cost=wedge[seller, users],
        )
    return net


def theirs(market: Market) -> float:
    """Return what PyPSA makes largest: what all that is wanted is worth, less what it costs and what is missing."""
    net = network(market)
    who = [market.nodes[s] for s in market.sellers]

    def shared(n: Any, _: Any) -> None:  # noqa: ANN401
        flow, count = n.model["Link-p"], market.arcs.tail.size
        parts = [
            flow.sel(name=[f"arc {a} of {s}" for a in range(count)]).assign_coords(name=np.arange(count)) for s in who
        ]
        total = sum(1 * part for part in parts[1:]) + 1 * parts[0]
        n.model.add_constraints(total <= xr.DataArray(market.arcs.capacity, dims="name"), name="shared")

    status, condition = net.optimize(
        solver_name="highs", extra_functionality=shared, log_to_console=False, output_flag=False
    )
    assert (status, condition) == ("ok", "optimal")
    demand = market.demand
    steps = (np.arange(STEPS) + 0.5) / STEPS
    worth = (demand.choke_price[:, None] * (1 - steps) * demand.answering[:, None] / STEPS).sum()
    return float(worth + (np.asarray(demand.rationing_price) * demand.rationed).sum() - net.objective)


def test_a_gas_market(figures: Figures) -> None:
    logging.getLogger("linopy").setLevel(logging.ERROR)
    logging.getLogger("pypsa").setLevel(logging.ERROR)
    market = gas_market()
    prepared = prepare(market)
    prepared.solve(drawn(market, 0))  # compiles
    start = time.process_time()
    found = equilibrium(market)
    cold = time.process_time() - start
    start = time.process_time()
    ours = [prepared.solve(drawn(market, seed)) for seed in range(DRAWS)]
    each = (time.process_time() - start) / DRAWS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start = time.process_time()
        objective = theirs(market)
        once = time.process_time() - start
        start = time.process_time()
        swept = [theirs(drawn(market, seed)) for seed in range(THEIRS)]
        their_each = (time.process_time() - start) / THEIRS
    assert objective == pytest.approx(found.objective, rel=0.01)
    assert swept == pytest.approx([one.objective for one in ours[:THEIRS]], rel=0.01)
    figures.add(
        "pypsa",
        ["45 nodes, 150 arcs, 20 sellers", f"PyPSA {pypsa.__version__}", "marchland"],
        [
            ["one market from its tables, processor s", f"{once:.2f}", f"{cold:.4f}"],
            ["each of a sweep of draws, processor s", f"{their_each:.2f}", f"{each:.4f}"],
            ["solved draws a second and core", f"{1 / their_each:.2g}", f"{1 / each:.0f}"],
            ["largest residual", "", f"{max(one.residual for one in ours):.0e}"],
        ],
        below=f"Ratio of the times: {once / cold:,.0f} for one market, {their_each / each:,.0f} in the sweep; drawing"
        f" the figures is counted. PyPSA's curves are {STEPS} steps: its objective is"
        f" {abs(objective / found.objective - 1):.1e} off.",
    )
