"""The certificate: every condition of the equilibrium, recomputed from the values returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.clearing import Cleared, Deficits, Labour

    Array = NDArray[np.float64]


def residual_of(
    base: Base, found: Cleared, *, weights: Array, tariffs: Array, closure: Deficits, labour: Labour
) -> float:
    """Return the largest relative violation of equations (2) to (7) by wages, prices and flows.

    Parameters
    ----------
    base
        shares and levels before the shock
    found
        of which only wages, prices, flows, the common factor and the deficits are used
    weights
        (S, N, N) pi (cost_hat (1 + tau') / (1 + tau))^-theta
    tariffs
        (S, N, N) new levels
    closure, labour
        as solved
    """
    theta = base.elasticity[:, None]
    log_cost = base.labour_shares * found.log_wage + np.einsum("skn,kn->sn", base.input_shares, found.log_price)
    if found.links.cut.any():
        keep = ~(found.links.cut[:, None] | found.links.cut[None, :]) | np.eye(len(found.links.cut), dtype=bool)
        weights = weights * keep
    sold = weights * np.exp(-theta * log_cost)[:, :, None]
    total = sold.sum(axis=1)
    paid = found.flows * (1.0 + tariffs) if tariffs.any() else found.flows
    expenditure = paid.sum(axis=1)
    buying = expenditure > 0
    violations = [
        np.abs(np.log(total[buying]) / theta.repeat(total.shape[1], axis=1)[buying] + found.log_price[buying])
    ]
    # (3), (5): what each importer buys from each exporter.
    safe = np.where(buying, expenditure, 1.0)
    expected = sold * (expenditure / np.where(buying, total, 1.0))[:, None, :]
    violations.append((np.abs(paid - expected) / safe[:, None, :]).ravel())
    # (5), (7): labour.
    output = found.flows.sum(axis=2) / found.factor
    wages = np.exp(found.log_wage) * base.value_added
    earned = base.labour_shares * output
    if labour == "sector_bound":
        live = found.active
        violations.append(np.abs(earned[live] / wages[live] - 1.0))
        wages = np.where(live, wages, 0.0)
    else:
        violations.append(np.abs(earned.sum(axis=0) / wages.sum(axis=0) - 1.0))
    # (6): income under the closure, and (4): how it is spent.
    revenue = (paid - found.flows).sum(axis=(0, 1))
    if closure == "proportional":
        ratio = np.where(found.links.isolated, 1.0, base.income_factor)
        income = ratio * (wages.sum(axis=0) + revenue)
    else:
        income = wages.sum(axis=0) + revenue + found.deficits
        bought = found.flows.sum(axis=(0, 1)) - output.sum(axis=0)
        violations.append(np.abs(bought - found.deficits) / wages.sum(axis=0))
    demand = base.final_shares * income + np.einsum("skn,sn->kn", base.input_shares, output)
    violations.append((np.abs(expenditure - demand) / np.where(buying, expenditure, income)).ravel())
    violations.append(np.abs(wages.sum() / base.value_added.sum() - 1.0).ravel())
    return float(max(np.max(v, initial=0.0) for v in violations))
