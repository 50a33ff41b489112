"""What levers on single products do to the trade of their sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.income import MILLION
from marchland.bridge.spread import share_at_deviate
from marchland.levers.product_flow import product_flows
from marchland.levers.reach import product_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.levers import Lever

ROUNDING = 1e-12
"""Part of a sector's varieties that is none."""


def product_factors(
    base: Baseline,
    levers: Sequence[Lever],
    elasticity: NDArray[np.float64],
    duty: NDArray[np.float64],
    *,
    deviate: float = 0.0,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return by how much levers on products change what their sectors trade, by way of cost and by way of duty.

    A product that is the share f of its sector's flow is that share of its varieties, and no variety belongs to two
    products. With the factor k of each product (embargo 1 - x; opening (1 - x)**-theta; duty raised from t to t'
    ((1 + t') / (1 + t))**-theta; several on one product multiply) the sector's factor is 1 - sum of f (1 - k), exact in
    Eaton & Kortum (2002) at given prices. Products that would together be more than their sector are scaled down to it.

    Parameters
    ----------
    levers
        on products; others are passed over
    elasticity
        (S,) at the horizon
    duty
        (N, N, S) duties before the products' own
    deviate
        standard normal, at which the shares are taken

    Returns
    -------
    cost, duty
        (N, N, S) [exporter, importer, sector] factors on `cost_hat**-theta` and on `(1 + duty)**-theta`
    """
    own = [(lever, str(product_of(lever))) for lever in levers if product_of(lever) is not None]
    by_cost, by_both = np.ones(duty.shape), np.ones(duty.shape)
    names = dict.fromkeys(product for _, product in own)
    shares = {product: product_shares(base, product, deviate) for product in names}
    kept = {product: np.ones(duty.shape[:2]) for product in names}
    points = {product: np.zeros(duty.shape[:2]) for product in names}
    sector_of: dict[str, int] = {}
    for lever, product in own:
        exporters, importers, sectors = base.cells(lever)
        pairs, sector = (exporters[..., 0], importers[..., 0]), int(sectors.item())
        sector_of[product] = sector
        if lever.action == "tariff":
            points[product][pairs] += lever.size
        elif lever.action == "embargo":
            kept[product][pairs] *= 1 - lever.size
        else:
            kept[product][pairs] *= (1 - lever.size) ** -elasticity[sector]
    for sector in dict.fromkeys(sector_of.values()):
        within = [product for product in names if sector_of[product] == sector]
        together = np.maximum(sum((shares[p] for p in within), start=np.zeros(duty.shape[:2])), 1.0)
        for product in within:
            share = shares[product] / together
            dearer = 1 + points[product] / (1 + duty[:, :, sector])
            by_cost[:, :, sector] -= share * (1 - kept[product])
            by_both[:, :, sector] -= share * (1 - kept[product] * dearer ** -elasticity[sector])
    # What is barred pays no duty: the duty's factor is what it takes of the varieties that are left.
    left = by_cost > ROUNDING
    return np.where(left, by_cost, 0.0), np.divide(by_both, by_cost, out=np.ones(duty.shape), where=left)


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
