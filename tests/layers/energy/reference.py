"""The same market, written down arc by arc and seller by seller, between bounds that HiGHS finds.

The quadratic solver of HiGHS gives up on most of these programmes ("non-convex"), so its linear solver is used: every
parabola is replaced by tangents, which is a bound from below; its value where they meet is a bound from above; a
tangent is added there until the two bounds agree (Kelley 1960).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from marchland.layers.energy import Market


def objective(market: Market, *, by_seller: bool = True) -> float:
    """Return what HiGHS finds the equilibrium to make largest, money a year.

    Parameters
    ----------
    market
        without resale
    by_seller
        False = all sellers as one, which is the same where there are no wedges and no contracts, and far smaller
    """
    supply, demand, storage, arcs, contracts = (
        market.supply,
        market.demand,
        market.storage,
        market.arcs,
        market.contracts,
    )
    nodes, count = len(market.nodes), arcs.tail.size
    sellers = market.sellers if by_seller else np.array([0])
    at = np.zeros(nodes, dtype=int)
    at[market.sellers] = np.arange(market.sellers.size) if by_seller else 0
    users = np.unique(demand.node)
    firms = sellers.size
    scale = 1 / float(demand.price.mean() * demand.quantity.mean())
    blocks, rows, stores = supply.node.size, demand.node.size, storage.node.size

    def balance(firm: np.ndarray, node: np.ndarray, value: np.ndarray | float) -> sparse.csc_matrix:
        values = np.broadcast_to(value, node.shape)
        return sparse.csc_matrix(
            (values, (firm * nodes + node, np.arange(node.size))), shape=(firms * nodes, node.size)
        )

    def users_get(node: np.ndarray, value: float) -> sparse.csc_matrix:
        return sparse.csc_matrix((np.full(node.size, value), (node, np.arange(node.size))), shape=(nodes, node.size))

    firm_of_arc = np.repeat(np.arange(firms), count)
    tail, head = np.tile(arcs.tail, firms), np.tile(arcs.head, firms)
    kept = np.tile(1 - np.asarray(arcs.loss), firms)
    firm_of_sale, buyer = np.repeat(np.arange(firms), users.size), np.tile(users, firms)
    nothing = sparse.csc_matrix((firms * nodes, 2 * rows + stores))
    has = sparse.hstack(
        [
            balance(at[supply.node], supply.node, 1.0),
            nothing,
            balance(firm_of_arc, head, kept) - balance(firm_of_arc, tail, 1.0),
            balance(firm_of_sale, buyer, -1.0),
        ]
    )
    gets = sparse.hstack(
        [
            sparse.csc_matrix((nodes, blocks)),
            users_get(demand.node, -1.0),
            users_get(demand.node, -1.0),
            users_get(storage.node, 1.0),
            sparse.csc_matrix((nodes, firms * count)),
            users_get(buyer, 1.0),
        ]
    )
    full = sparse.hstack(
        [
            sparse.csc_matrix((count, blocks + 2 * rows + stores)),
            sparse.hstack([sparse.identity(count)] * firms),
            sparse.csc_matrix((count, firms * users.size)),
        ]
    )
    matrix = sparse.vstack([has, gets, full], format="csc")
    lower = np.concatenate([np.zeros(firms * nodes + nodes), np.full(count, -np.inf)])
    upper = np.concatenate([np.full(firms * nodes + nodes, np.inf), arcs.capacity])

    answering, choke = demand.answering, demand.choke_price
    steep = np.divide(choke, answering, out=np.zeros_like(choke), where=answering > 0)
    stiffness = np.asarray(market.stiffness)
    premium = np.asarray(market.wedge) + np.asarray(market.margin) - stiffness * np.asarray(market.usual)
    premium = premium[sellers][firm_of_sale, buyer]
    cost = np.concatenate(
        [
            supply.marginal_cost,
            -np.asarray(demand.rationing_price),
            -choke,
            np.asarray(storage.worth),
            np.tile(arcs.charge, firms),
            premium,
        ]
    )
    most = np.concatenate(
        [
            supply.capacity,
            demand.rationed,
            answering,
            storage.most(market.days),
            np.tile(np.where(arcs.capacity > 0, np.inf, 0.0), firms),
            np.full(buyer.size, np.inf),
        ]
    )
    least = np.zeros(most.size)
    first = most.size - buyer.size
    place = {(int(sellers[f]), int(b)): first + i for i, (f, b) in enumerate(zip(firm_of_sale, buyer, strict=True))}
    agreed: dict[int, float] = {}
    for row, pair in enumerate(zip(contracts.seller, contracts.buyer, strict=True)):
        sale = place[int(pair[0]), int(pair[1])]
        least[sale] += np.asarray(contracts.minimum)[row]
        agreed[sale] = agreed.get(sale, 0.0) + np.asarray(contracts.maximum)[row]
    for sale, maximum in agreed.items():
        most[sale] = maximum
    curve = np.zeros(most.size)
    curve[:blocks] = np.asarray(supply.slope)
    curve[blocks + rows : blocks + 2 * rows] = steep
    curve[first:] = stiffness[sellers][firm_of_sale, buyer]
    return -_solved(matrix, lower, upper, cost * scale, curve * scale, least, most) / scale


def _solved(
    matrix: Any,  # noqa: ANN401
    lower: np.ndarray,
    upper: np.ndarray,
    cost: np.ndarray,
    curve: np.ndarray,
    least: np.ndarray,
    most: np.ndarray,
) -> float:
    """Return the least of cost'v + v'curve v/2 with bounds on rows and columns, to 1e-8."""
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        solver.setOptionValue(name, 1e-9)
    curved = np.flatnonzero(curve)
    columns = cost.size
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns + curved.size, lower.size
    model.col_cost_ = np.append(cost, np.ones(curved.size))
    model.col_lower_ = np.append(least, np.zeros(curved.size))
    model.col_upper_ = np.append(most, np.full(curved.size, np.inf))
    model.row_lower_, model.row_upper_ = lower, upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.append(matrix.indptr, np.full(curved.size, matrix.indptr[-1]))
    model.a_matrix_.index_, model.a_matrix_.value_ = matrix.indices, matrix.data
    assert solver.passModel(model) == highspy.HighsStatus.kOk
    top = np.where(np.isfinite(most[curved]), most[curved], most[np.isfinite(most)].max())
    points = np.linspace(0.1, 1.0, 6)[:, None] * top
    below, above = -np.inf, np.inf
    for _ in range(60):
        for point in points:
            _tangents(solver, curved, columns, curve, point)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, solver.getModelStatus()
        v = np.array(solver.getSolution().col_value)[:columns]
        below = solver.getInfo().objective_function_value
        above = min(above, float(cost @ v + 0.5 * curve @ v**2))
        if above - below <= 1e-8 * max(1.0, abs(above)):
            return above
        points = v[None, curved]
    raise AssertionError(f"bounds from {below} to {above}")


def _tangents(solver: Any, curved: np.ndarray, columns: int, curve: np.ndarray, point: np.ndarray) -> None:  # noqa: ANN401
    """Add to the programme that each parabola is above its tangent at a point."""
    count = curved.size
    index = np.stack([columns + np.arange(count), curved], axis=1).ravel().astype(np.int32)
    value = np.stack([np.ones(count), -curve[curved] * point], axis=1).ravel()
    start = np.arange(0, 2 * count, 2, dtype=np.int32)
    right = -0.5 * curve[curved] * point**2
    solver.addRows(count, right, np.full(count, np.inf), 2 * count, start, index, value)
