"""From levers to the shock of each layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.products import product_factors
from marchland.layers import remittances, trade
from marchland.levers.reach import product_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.detours import Detours
    from marchland.levers import Lever


def trade_shock(
    base: Baseline,
    levers: Sequence[Lever],
    elasticity: NDArray[np.float64],
    tariffs: NDArray[np.float64] | None,
    *,
    deviate: float = 0.0,
    carriage: NDArray[np.float64] | None = None,
    round_about: Detours | None = None,
) -> trade.Shock | None:
    """Return the trade layer's shock, None where no lever touches it.

    An embargo of size x bars the share x of the varieties: `cost_hat**-theta = 1 - x` (Eaton & Kortum 2002), infinite
    at x = 1. Embargoes on one flow multiply. Where the part r of what is barred goes round by way of others, they are
    varieties that cost more, `1 - x + x r`. A tariff adds to the present duty. Opening lowers the cost by its size.

    Levers on one product of a sector act on its share of the sector's varieties: see `product_factors`. A duty on it
    becomes the duty on the whole sector that lowers the sector's trade as much, so that its revenue is close to right
    where the product is small or the duty is low, and too high elsewhere.

    Parameters
    ----------
    deviate
        standard normal deviate of `trade.recorded` in the draw, at which the products' shares are taken
    elasticity
        (S,) at the horizon, of the draw
    tariffs
        (N, N, S) present duties, None = none
    carriage
        (N, N, S) factor on the cost of trading by what levers on ways do, None = none
    round_about
        barred goods that go on through others, None = none do
    """
    own = [lever for lever in levers if lever.rule.layer == "trade"]
    if not own and carriage is None:
        return None
    shape = (len(base.actors), len(base.actors), len(base.sectors))
    cost, allowed = np.ones(shape) if carriage is None else carriage.copy(), np.ones(shape)
    taxed = tariffs is not None or any(lever.action == "tariff" for lever in own)
    duty = np.zeros(shape) if tariffs is None else tariffs.copy()
    whole = [lever for lever in own if product_of(lever) is None]
    for lever in whole:
        cells = base.cells(lever)
        if lever.action == "embargo":
            allowed[cells] *= 1 - lever.size
        elif lever.action == "tariff":
            duty[cells] += lever.size
        else:
            cost[cells] *= 1 - lever.size
    if len(whole) < len(own):
        by_cost, by_duty = product_factors(base, own, elasticity, duty, deviate=deviate)
        allowed *= by_cost
        dearer = np.nonzero(by_duty != 1)
        duty[dearer] = (1 + duty[dearer]) * by_duty[dearer] ** (-1 / elasticity[dearer[2]]) - 1
    if round_about is not None:
        allowed[round_about.exporter, round_about.importer, round_about.sector] += round_about.through.sum(axis=1)
    changed = np.flatnonzero(allowed != 1)
    with np.errstate(divide="ignore"):
        cost.reshape(-1)[changed] *= allowed.reshape(-1)[changed] ** (-1 / elasticity[changed % shape[2]])
    return trade.Shock(cost_hat=cost, tariffs=duty if taxed else None)


def remittance_shock(base: Baseline, levers: Sequence[Lever]) -> remittances.Shock | None:
    """Return the remittance layer's shock, None where no lever touches it; levers on one corridor multiply."""
    own = [lever for lever in levers if lever.rule.layer == "remittances"]
    if not own:
        return None
    n = len(base.actors)
    kept = {what: np.ones((n, n)) for what in ("workers", "transfers", "earnings", "relocation")}
    for lever in own:
        kept[lever.what][np.ix_(base.positions(lever.actor), base.positions(lever.partner))] *= 1 - lever.size
    return remittances.Shock(
        expelled=1 - kept["workers"],
        stopped_labour=1 - kept["transfers"],
        devalued=1 - kept["earnings"],
        stopped_relocation=1 - kept["relocation"],
    )
