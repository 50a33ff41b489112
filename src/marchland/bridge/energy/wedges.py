"""Wedges and margins of who sells whom, and how steeply they rise: what makes the sales of a year an equilibrium."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.economy import parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline
    from marchland.bridge.factors import Draw
    from marchland.layers import energy

    Array = NDArray[np.float64]

OPEN, SLIGHT = 0.05, 1e-5
"""A seller that has a smaller share of a hub, or of the world, gives and takes as one that has so much."""
FAINT = 0.01
"""A new seller whose part in what all new sellers would bring to a hub is smaller stays away."""


def with_wedges(
    base: Baseline, draw: Draw, market: energy.Market, sales: Array, paid: Array, price: Array, delivered: Array
) -> energy.Market:
    """Return the market in which the sales are an equilibrium.

    The wedge of a pair is what the buyer paid less what a unit costs there; its margin is the price of the hub less
    what the buyer paid; it takes the more from a seller the less that seller asks (positive mathematical programming).
    Pairs that did not trade get a wedge that keeps them from it, until the price at the buyer rises by a reserve, above
    what the next market on the way pays where that is more; it is no lower than what the seller has usually. They too
    ask the more the more is taken, each in its part: see `new_shares`.

    Parameters
    ----------
    paid
        (H, H) money a unit; nan = not known: the price at the hub
    price
        (H,) at hubs
    delivered
        (H, H) what a unit of a seller costs at a hub; inf = no way

    References
    ----------
    Howitt 1995, American Journal of Agricultural Economics 77(2).
    """
    usual = float((sales * price).sum() / sales.sum())
    reserve = parameter(base, draw, "energy_new_seller") * usual
    substitution = parameter(base, draw, "energy_substitution")
    traded, worth = sales > 0, np.tile(price, (len(price), 1))
    bill = np.where(np.isnan(paid), worth, paid)
    gap = np.where(np.isfinite(delivered), worth - np.where(np.isfinite(delivered), delivered, 0.0), 0.0)
    wedge = np.where(traded, bill - worth + gap, 0.0)
    margin = _usual_margin(sales, wedge)
    used = sales.sum(axis=0)
    known = np.maximum(sales, np.maximum(OPEN * used, SLIGHT * sales.sum()))
    parts = new_shares(sales, delivered, price, substitution)
    amount = np.where(traded, known, parts * used)
    steep = np.divide(worth, amount, out=np.zeros_like(worth), where=amount > 0) / substitution
    # At a wedge above all that use is worth nobody buys.
    never = 2 * float(np.max(market.demand.rationing_price, initial=1.0))
    dear = np.maximum(_beside(market, sales, price) - price, 0.0)
    asked = np.where(parts > 0, np.maximum(gap + dear + reserve, margin[:, None]), never)
    return replace(
        market,
        wedge=np.where(traded, wedge, asked),
        margin=np.where(traded, worth - bill, 0.0),
        stiffness=steep,
        usual=sales,
    )


def new_shares(sales: Array, delivered: Array, price: Array, substitution: float) -> Array:
    """Return in which parts those who never sold to a hub would come to it, (H, H) by seller and buyer.

    All of them ask the same premium, so that without this it would turn on small differences of cost who comes. Each
    comes by what it sells abroad, and the less the dearer the way: x exp(-substitution carriage / price), with the mean
    price where the hub pays less. Parts of new sellers add up to 1 at each hub, so that all of what it uses, taken from
    new sellers, costs the premium and price / substitution more.

    Parameters
    ----------
    sales
        (H, H) of the year
    delivered
        (H, H) what a unit of a seller costs at a hub; inf = no way
    price
        (H,) at hubs
    substitution
        elasticity of a pair's sales to its price
    """
    abroad = sales.sum(axis=1) - np.diagonal(sales)
    reached = np.isfinite(delivered) & (sales <= 0)
    at_home = np.where(np.isfinite(np.diagonal(delivered)), np.diagonal(delivered), 0.0)
    carriage = np.where(reached, np.where(np.isfinite(delivered), delivered, 0.0) - at_home[:, None], 0.0)
    scale = np.maximum(price, float((sales * price).sum() / sales.sum()))
    weight = np.where(reached, abroad[:, None] * np.exp(-substitution * np.maximum(carriage, 0.0) / scale), 0.0)
    total = weight.sum(axis=0)
    parts = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    kept = np.where(parts >= FAINT, parts, 0.0)
    whole = kept.sum(axis=0)
    return np.asarray(np.divide(kept, whole, out=np.zeros_like(kept), where=whole > 0))


def _beside(market: energy.Market, sales: Array, price: Array) -> Array:
    """Return the least that a unit is worth at a hub if it could be sold at the next one before it, (H,); 0 = none."""
    arcs, used = market.arcs, sales.sum(axis=0)
    some = (arcs.capacity > 0) & (used[arcs.tail] > 0)
    found = np.full(len(price), np.inf)
    np.minimum.at(found, arcs.head[some], price[arcs.tail[some]] + np.asarray(arcs.charge)[some])
    return np.where(np.isfinite(found), found, 0.0)


def _usual_margin(sales: Array, wedge: Array) -> Array:
    """Return the mean wedge of each seller (H,), of what it sells abroad, else at home; no lower than zero."""
    abroad = sales * (1 - np.eye(len(sales)))
    weight = np.where(abroad.sum(axis=1, keepdims=True) > 0, abroad, sales)
    total = weight.sum(axis=1)
    mean = np.divide((weight * wedge).sum(axis=1), total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(np.maximum(mean, 0.0))
