"""Whether the sales of a year can pass the pipes that were open, and by which of them they pass at least cost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.world import World

MISSED, FOREIGN = 5e3, 1e5
"""Cost of a sale that does not arrive, and of gas that leaves the pool of ships under the name of another seller."""
POOL = "hub_lng"


@dataclass(frozen=True, kw_only=True)
class Routed:
    """Sales on their cheapest ways.

    Parameters
    ----------
    missed
        bcm that cannot arrive, by seller and buyer
    flow
        bcm by pipe
    """

    missed: Mapping[tuple[str, str], float]
    flow: Mapping[str, float]


def routed(world: World, year: int) -> Routed:
    """Return the sales of gas of a year on the pipes that were open at its end, each seller's gas kept apart."""
    now = world.at(day=dt.date(year, 12, 31), year=year)
    held = {(row["object"], row["attribute"]): row for row in now["states"].rows()}
    shut = {thing for (thing, attribute), row in held.items() if attribute == "status" and row["text"] != "open"}
    pipes = [row for row in now["pipes"].where(fuel="gas").rows() if row["pipe"] not in shut]
    sales = [row for row in now["energy_flows"].where(fuel="gas").rows() if row["year"] == year]
    sellers = {name: s for s, name in enumerate(sorted({row["seller"] for row in sales}))}
    ends = {row[end] for row in pipes for end in ("tail", "head")} | {row["buyer"] for row in sales} | set(sellers)
    hubs = {place: i for i, place in enumerate(sorted(ends))}
    n, columns = len(pipes), len(pipes) * len(sellers) + len(sales)
    balance: Any = lil_matrix((len(sellers) * len(hubs), columns))
    limit: Any = lil_matrix((n, columns))
    wanted, capacity, cost = np.zeros(len(sellers) * len(hubs)), np.full(n, np.inf), np.full(columns, MISSED)
    for i, pipe in enumerate(pipes):
        own = held.get((pipe["pipe"], "capacity"), {"best": pipe["capacity"]})["best"]
        capacity[i] = np.inf if np.isnan(own) else own
        for name, s in sellers.items():
            balance[s * len(hubs) + hubs[pipe["tail"]], s * n + i] = -1
            balance[s * len(hubs) + hubs[pipe["head"]], s * n + i] = 1
            limit[i, s * n + i] = 1
            cost[s * n + i] = FOREIGN if pipe["tail"] == POOL != name else pipe["tariff"] + 0.1
    for j, sale in enumerate(sales, start=n * len(sellers)):
        for place, sign in ((sale["buyer"], 1), (sale["seller"], -1)):
            row = sellers[sale["seller"]] * len(hubs) + hubs[place]
            balance[row, j] += sign
            wanted[row] += sign * sale["best"]
    finite = np.isfinite(capacity)
    solved = linprog(cost, limit.tocsr()[finite], capacity[finite], balance.tocsr(), wanted, method="highs")
    assert solved.status == 0, solved.message
    assert solved.x is not None
    missed = {
        (sale["seller"], sale["buyer"]): float(bcm)
        for sale, bcm in zip(sales, solved.x[n * len(sellers) :], strict=True)
        if bcm > 1e-6
    }
    flow = solved.x[: n * len(sellers)].reshape(len(sellers), n).sum(axis=0)
    return Routed(missed=missed, flow={pipe["pipe"]: float(f) for pipe, f in zip(pipes, flow, strict=True)})
