"""Gas markets, a made-up one and the built-in one, against PyPSA (linopy and HiGHS), in the same run.

PyPSA has no sellers that are told apart: each seller is a carrier with its own bus at every node, joined by links as
the arcs are; one bus more at a node is where users buy, joined to those of the sellers by links that cost the wedge.
Capacity that sellers share on an arc is a constraint that is added to the model. PyPSA 1.x optimises linear cost and,
with `marginal_cost_quadratic`, quadratic cost of generators; HiGHS's quadratic solver gives up on most of these
programmes, so that demand, supply and stiff sales are steps here, as is usual there. marchland solves
the curves themselves. Objectives then differ by what the steps are too coarse, which is asserted to be small.
"""

from __future__ import annotations

import logging
import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import xarray as xr
from benchmarks.gas_markets import built_in, drawn, gas_market
from benchmarks.new_process import printed_by

from marchland.layers.energy import Market, equilibrium, prepare

if TYPE_CHECKING:
    from benchmarks.figures import Figures

pypsa = pytest.importorskip("pypsa", reason="PyPSA comes with the extra bench")

STEPS, STIFF_STEPS = 12, 4
"""Of a curve of supply or demand, and of a pair whose wedge rises with what it trades; there are hundreds of those."""
ENDLESS = 1e4
"""Units a year that stand for no limit."""
BEYOND = 3.0
"""Up to how many times what is made, or usually sold, a curve without an end has steps."""
DRAWS, THEIRS = 200, 1
"""Draws of the sweep that are solved here, and by PyPSA."""


def network(market: Market, scale: Any) -> Any:  # noqa: ANN401
    """Return the market as a PyPSA network; `scale` is about what each block makes."""
    net = pypsa.Network()
    net.set_snapshots([0])
    nodes, arcs, supply, demand = market.nodes, market.arcs, market.supply, market.demand
    sellers, users = market.sellers, demand.node
    who = [nodes[s] for s in sellers]
    net.add("Bus", [f"{name} use" for name in nodes])
    net.add("Bus", [f"{name} of {seller}" for seller in who for name in nodes])
    made = np.linspace(0, 1, STEPS + 1)
    for block, node in enumerate(supply.node):
        top = min(float(supply.capacity[block]), BEYOND * float(scale[block]))
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
            p_nom=np.minimum(arcs.capacity, ENDLESS),
            efficiency=1 - np.asarray(arcs.loss),
            marginal_cost=arcs.charge,
        )
    _sales(net, market, who)
    return net


def _sales(net: Any, market: Market, who: list[str]) -> None:  # noqa: ANN401
    """Add a link a pair, and one a step where the wedge of a pair rises with what it trades."""
    nodes, users = market.nodes, market.demand.node
    asked = np.asarray(market.wedge) + np.asarray(market.margin)
    stiff, usual = np.asarray(market.stiffness), np.asarray(market.usual)
    least, most = np.zeros(asked.shape), np.full(asked.shape, ENDLESS)
    pairs = market.contracts.seller, market.contracts.buyer
    least[pairs], most[pairs] = np.asarray(market.contracts.minimum), np.minimum(market.contracts.maximum, ENDLESS)
    wanted = np.bincount(users, weights=market.demand.quantity, minlength=len(nodes))
    for seller, name in zip(market.sellers, who, strict=True):
        plain = users[stiff[seller, users] == 0]
        rows = [(int(n), "", most[seller, n], least[seller, n], asked[seller, n]) for n in plain]
        for n in users[stiff[seller, users] > 0]:
            end = min(most[seller, n], max(BEYOND * usual[seller, n], wanted[n] / BEYOND))
            width, held = end / STIFF_STEPS, least[seller, n]
            for step in range(STIFF_STEPS):
                cost = asked[seller, n] + stiff[seller, n] * ((step + 0.5) * width - usual[seller, n])
                rows.append((int(n), f".{step}", width, min(width, held), cost))
                held = max(held - width, 0.0)
        rows = [row for row in rows if row[2] > 0]
        net.add(
            "Link",
            [f"sale of {name} to {nodes[row[0]]}{row[1]}" for row in rows],
            bus0=[f"{nodes[row[0]]} of {name}" for row in rows],
            bus1=[f"{nodes[row[0]]} use" for row in rows],
            p_nom=[row[2] for row in rows],
            p_min_pu=[row[3] / row[2] for row in rows],
            marginal_cost=[row[4] for row in rows],
        )


def theirs(market: Market, scale: Any) -> float:  # noqa: ANN401
    """Return what PyPSA makes largest: what all that is wanted is worth, less what it costs and what is missing."""
    net = network(market, scale)
    who = [market.nodes[s] for s in market.sellers]

    def shared(n: Any, _: Any) -> None:  # noqa: ANN401
        flow, count = n.model["Link-p"], market.arcs.tail.size
        parts = [
            flow.sel(name=[f"arc {a} of {s}" for a in range(count)]).assign_coords(name=np.arange(count)) for s in who
        ]
        total = sum(1 * part for part in parts[1:]) + 1 * parts[0]
        n.model.add_constraints(
            total <= xr.DataArray(np.minimum(market.arcs.capacity, ENDLESS), dims="name"), name="shared"
        )

    status, condition = net.optimize(
        solver_name="highs", extra_functionality=shared, log_to_console=False, output_flag=False
    )
    assert (status, condition) == ("ok", "optimal")
    demand = market.demand
    steps = (np.arange(STEPS) + 0.5) / STEPS
    worth = (demand.choke_price[:, None] * (1 - steps) * demand.answering[:, None] / STEPS).sum()
    return float(worth + (np.asarray(demand.rationing_price) * demand.rationed).sum() - net.objective)


@dataclass(frozen=True, kw_only=True)
class Times:
    """Processor seconds of one market and of each of a sweep, theirs and ours; what the steps are off; residual."""

    once: float
    their_each: float
    cold: float
    each: float
    off: float
    residual: float


def timed(market: Market, draws: int) -> Times:
    """Return what one market and draws from it take, `draws` of them by PyPSA; 0 = each is taken to be as the first."""
    for name in ("linopy", "pypsa"):
        logging.getLogger(name).setLevel(logging.ERROR)
    prepared = prepare(market)
    prepared.solve(drawn(market, 0))  # compiles
    start = time.process_time()
    found = equilibrium(market)
    cold = time.process_time() - start
    start = time.process_time()
    ours = [prepared.solve(drawn(market, seed)) for seed in range(DRAWS)]
    each = (time.process_time() - start) / DRAWS
    scale = np.maximum(found.supply, found.supply.mean())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start = time.process_time()
        objective = theirs(market, scale)
        once = time.process_time() - start
        start = time.process_time()
        swept = [theirs(drawn(market, seed), scale) for seed in range(draws)]
        their_each = (time.process_time() - start) / draws if draws else once
    assert objective == pytest.approx(found.objective, rel=0.01)
    assert swept == pytest.approx([one.objective for one in ours[:draws]], rel=0.01)
    return Times(
        once=once,
        their_each=their_each,
        cold=cold,
        each=each,
        off=abs(objective / found.objective - 1),
        residual=max(one.residual for one in ours),
    )


def rows(times: Times) -> list[list[str]]:
    """Return the table's rows."""
    return [
        ["one market from its tables, processor s", f"{times.once:.2f}", f"{times.cold:.4f}"],
        ["each of a sweep of draws, processor s", f"{times.their_each:.2f}", f"{times.each:.4f}"],
        ["solved draws a second and core", f"{1 / times.their_each:.2g}", f"{1 / times.each:.0f}"],
        ["largest residual", "", f"{times.residual:.0e}"],
    ]


def below(times: Times) -> str:
    """Return the sentence below a table."""
    return (
        f"Ratio of the times: {times.once / times.cold:,.0f} for one market, {times.their_each / times.each:,.0f} in "
        f"the sweep; drawing the figures is counted. PyPSA's curves are steps: its objective is {times.off:.1e} off."
    )


def test_a_gas_market(figures: Figures) -> None:
    times = timed(gas_market(), THEIRS)
    figures.add(
        "pypsa",
        ["45 nodes, 150 arcs, 20 sellers", f"PyPSA {pypsa.__version__}", "marchland"],
        rows(times),
        below=below(times),
    )


def test_the_built_in_gas_market(figures: Figures) -> None:
    market = built_in()
    times, sweep = timed(market, 0), printed_by("sweeping_gas")
    assert sweep["failed"] == 0
    size = f"{len(market.nodes)} nodes, {market.arcs.tail.size} arcs, {market.sellers.size} sellers"
    figures.add(
        "pypsa-built-in",
        [size, f"PyPSA {pypsa.__version__}", "marchland"],
        rows(times),
        below=f"{below(times)} PyPSA solves each draw anew: its one solve stands for them. A sweep of "
        f"{sweep['draws']:,.0f} in a new process took {sweep['seconds']:.1f} processor seconds and "
        f"{sweep['peak']:,.0f} MB at most, the world and all; largest residual {sweep['residual']:.0e}.",
    )
