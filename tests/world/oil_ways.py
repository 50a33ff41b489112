"""The cheapest ways of the oil that was sold in a year, on the pipes that were open, by linear programme."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, eye_array, hstack, kron

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world import World

_OVER = 1e4


def yearly_capacity(world: World, pipe: str, own: float, year: int) -> float:
    """Return what a pipe could carry in a year, Mt: days closed carry nothing; inf where nothing limits it."""
    start = np.datetime64(dt.date(year, 1, 1))
    days = start + np.arange(365)
    capacity = np.full(365, own if np.isfinite(own) else np.inf)
    is_open = np.ones(365, dtype=bool)
    for row in world["states"].where(object=pipe).rows():
        last = row["to"] if not np.isnat(np.datetime64(row["to"])) else np.datetime64("2200-01-01")
        held = (days >= np.datetime64(row["from"])) & (days <= np.datetime64(last))
        if row["attribute"] == "capacity":
            capacity[held] = row["best"]
        elif row["attribute"] == "status":
            is_open[held] = row["text"] == "open"
    if not is_open.any():
        return 0.0
    return float(np.where(is_open, capacity, 0.0).mean()) if np.isfinite(capacity).all() else np.inf


def cheapest_ways(world: World, year: int) -> tuple[dict[str, float], float]:
    """Return what passes each pipe of oil on the cheapest ways, Mt, and what exceeds capacities, Mt.

    Oil of each seller goes to its buyers by `energy_flows`; every hub passes on what it does not keep.
    """
    pipes = world["pipes"].where(fuel="oil")
    flows = world["energy_flows"].where(fuel="oil", year=year)
    hubs = {hub: i for i, hub in enumerate(sorted({*pipes["tail"].tolist(), *pipes["head"].tolist()}))}
    sellers = sorted(set(flows["seller"].tolist()))
    n, m, k = len(pipes), len(hubs), len(sellers)
    ends = np.array([[hubs[h] for h in pipes["tail"].tolist()], [hubs[h] for h in pipes["head"].tolist()]])
    incidence = coo_array((np.repeat([-1.0, 1.0], n), (ends.ravel(), np.tile(np.arange(n), 2))), shape=(m, n))
    needed: NDArray[np.float64] = np.zeros((k, m))
    for row in flows.rows():
        needed[sellers.index(row["seller"]), hubs[row["buyer"]]] += row["best"]
        needed[sellers.index(row["seller"]), hubs[row["seller"]]] -= row["best"]
    codes = pipes["pipe"].tolist()
    own = pipes["capacity"].tolist()
    most = np.array([yearly_capacity(world, p, c, year) for p, c in zip(codes, own, strict=True)])
    limited = np.flatnonzero(np.isfinite(most))
    every = kron(np.ones((1, k)), eye_array(n)).tocsr()[limited]
    solved = linprog(  # type: ignore[call-overload]
        np.concatenate([np.tile(pipes["tariff"], k), np.full(len(limited), _OVER)]),
        A_ub=hstack([every, -eye_array(len(limited))]),
        b_ub=most[limited],
        A_eq=hstack([kron(eye_array(k), incidence), csr_array((k * m, len(limited)))]),
        b_eq=needed.ravel(),
        method="highs",
    )
    assert solved.success, solved.message
    passed = solved.x[: n * k].reshape(k, n).sum(axis=0)
    return dict(zip(codes, passed.tolist(), strict=True)), float(solved.x[n * k :].sum())
