"""From levers to the shock of each layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.layers import remittances, trade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.levers import Lever


def trade_shock(
    base: Baseline, levers: Sequence[Lever], elasticity: NDArray[np.float64], tariffs: NDArray[np.float64] | None
) -> trade.Shock | None:
    """Return the trade layer's shock, None where no lever touches it.

    An embargo of size x bars the share x of the varieties: `cost_hat**-theta = 1 - x` (Eaton & Kortum 2002), infinite
    at x = 1. Embargoes on one flow multiply. A tariff adds to the present duty. Opening lowers the cost by its size.

    Parameters
    ----------
    elasticity
        (S,) at the horizon, of the draw
    tariffs
        (N, N, S) present duties, None = none
    """
    own = [lever for lever in levers if lever.rule.layer == "trade"]
    if not own:
        return None
    n, s = len(base.actors), len(base.sectors)
    allowed, cheaper = np.ones((n, n, s)), np.ones((n, n, s))
    duty = np.zeros((n, n, s)) if tariffs is None else tariffs.copy()
    for lever in own:
        cells = trade_cells(base, lever)
        if lever.action == "embargo":
            allowed[cells] *= 1 - lever.size
        elif lever.action == "tariff":
            duty[cells] += lever.size
        else:
            cheaper[cells] *= 1 - lever.size
    cost, barred = cheaper, np.nonzero(allowed < 1)
    with np.errstate(divide="ignore"):
        cost[barred] *= allowed[barred] ** (-1 / elasticity[barred[2]])
    taxed = tariffs is not None or any(lever.action == "tariff" for lever in own)
    return trade.Shock(cost_hat=cost, tariffs=duty if taxed else None)


def trade_cells(base: Baseline, lever: Lever) -> tuple[NDArray[np.int64], ...]:
    """Return the positions [exporter, importer, sector] of the flows that a lever on goods touches."""
    actors, partners = base.positions(lever.actor), base.positions(lever.partner)
    exporters, importers = (partners, actors) if lever.direction == "from" else (actors, partners)
    named = [i for i, s in enumerate(base.sectors) if base.traded[i] and lever.sector in {None, s}]
    return np.ix_(exporters, importers, np.array(named, dtype=np.int64))


def remittance_shock(base: Baseline, levers: Sequence[Lever]) -> remittances.Shock | None:
    """Return the remittance layer's shock, None where no lever touches it; levers on one corridor multiply."""
    own = [lever for lever in levers if lever.rule.layer == "remittances"]
    if not own:
        return None
    n = len(base.actors)
    kept = {what: np.ones((n, n)) for what in ("workers", "transfers", "relocation")}
    for lever in own:
        kept[lever.what][np.ix_(base.positions(lever.actor), base.positions(lever.partner))] *= 1 - lever.size
    return remittances.Shock(
        expelled=1 - kept["workers"],
        stopped_labour=1 - kept["transfers"],
        stopped_relocation=1 - kept["relocation"],
    )
