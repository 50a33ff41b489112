"""From levers to the shock of each layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.income import MILLION
from marchland.bridge.spread import share_at_deviate
from marchland.layers import remittances, trade
from marchland.levers.product_flow import product_flows
from marchland.levers.reach import partner_sells, product_of, sectors_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.levers import Lever


def trade_shock(
    base: Baseline,
    levers: Sequence[Lever],
    elasticity: NDArray[np.float64],
    tariffs: NDArray[np.float64] | None,
    *,
    deviate: float = 0.0,
) -> trade.Shock | None:
    """Return the trade layer's shock, None where no lever touches it.

    An embargo of size x bars the share x of the varieties: `cost_hat**-theta = 1 - x` (Eaton & Kortum 2002), infinite
    at x = 1. Embargoes on one flow multiply. A tariff adds to the present duty. Opening lowers the cost by its size.

    A product that is the share f of its sector's flow is that share of its varieties. An embargo on it bars f x of
    them; embargoes on several products of a sector add up, since no variety belongs to two. A tariff of x points
    raises the sector's duty by f x points and opening by x lowers its cost by f x: the mean over the varieties, which
    is right to first order only, because buyers turn to those that pay nothing.

    Parameters
    ----------
    deviate
        standard normal deviate of `trade.recorded` in the draw, at which the products' shares are taken
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
    of_products: dict[str, NDArray[np.float64]] = {}
    for lever in own:
        cells, product = trade_cells(base, lever), product_of(lever)
        share = 1.0 if product is None else _share(base, product, cells, deviate)
        if lever.action == "embargo" and product is None:
            allowed[cells] *= 1 - lever.size
        elif lever.action == "embargo":
            left = of_products.setdefault(str(product), np.ones((n, n, s)))
            left[cells] *= 1 - lever.size
        elif lever.action == "tariff":
            duty[cells] += share * lever.size
        else:
            cheaper[cells] *= 1 - share * lever.size
    allowed *= _left(base, of_products, deviate)
    cost, barred = cheaper, np.nonzero(allowed < 1)
    with np.errstate(divide="ignore"):
        cost[barred] *= allowed[barred] ** (-1 / elasticity[barred[2]])
    taxed = tariffs is not None or any(lever.action == "tariff" for lever in own)
    return trade.Shock(cost_hat=cost, tariffs=duty if taxed else None)


def trade_cells(base: Baseline, lever: Lever) -> tuple[NDArray[np.int64], ...]:
    """Return the positions [exporter, importer, sector] of the flows that a lever on goods touches."""
    actors, partners = base.positions(lever.actor), base.positions(lever.partner)
    exporters, importers = (partners, actors) if partner_sells(lever) else (actors, partners)
    named = [base.sectors.index(sector) for sector in sectors_of(base.world, lever)]
    return np.ix_(exporters, importers, np.array(named, dtype=np.int64))


def product_shares(base: Baseline, product: str, deviate: float = 0.0) -> NDArray[np.float64]:
    """Return a product's share of its sector's flow (N, N) [exporter, importer]; 0 where no figure is sourced.

    The share is the product's flow over the sector's at best values. Its range is that of the product's figure, taken
    at one deviate for all products: the flow of the sector has its own range, which the economy is drawn from.

    Parameters
    ----------
    deviate
        standard normal; 0 = at best values
    """
    n = len(base.actors)
    where = {actor: i for i, actor in enumerate(base.actors)}
    sector = base.sectors.index(str(base.world["products"].where(product=product)["sector"][0]))
    ranges = np.zeros((3, n, n))
    for flow in product_flows(base.world, product, base.actors, base.actors):
        i, j = where[flow.exporter], where[flow.importer]
        ranges[:, i, j] = flow.share_of(float(base.trade.best[i, j, sector]) / MILLION)
    return share_at_deviate(ranges[0], ranges[1], ranges[2], np.full((n, n), deviate))


def _share(base: Baseline, product: str, cells: tuple[NDArray[np.int64], ...], deviate: float) -> NDArray[np.float64]:
    """Return the shares of a product in cells of one sector, (exporters, importers, 1)."""
    exporters, importers, _ = cells
    shares: NDArray[np.float64] = product_shares(base, product, deviate)[exporters[:, :, 0], importers[:, :, 0]]
    return shares[:, :, None]


def _left(base: Baseline, of_products: dict[str, NDArray[np.float64]], deviate: float) -> NDArray[np.float64]:
    """Return the share of each sector's varieties (N, N, S) that embargoes on its products leave."""
    n, s = len(base.actors), len(base.sectors)
    barred = np.zeros((n, n, s))
    for product, left in of_products.items():
        barred += product_shares(base, product, deviate)[:, :, None] * (1 - left)
    return np.maximum(1 - barred, 0.0)


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
