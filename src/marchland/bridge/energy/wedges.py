"""Wedges and margins of who sells whom, and how steeply they rise: what makes the sales of a year an equilibrium."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers import energy

    Array = NDArray[np.float64]

OPEN, SLIGHT = 0.05, 1e-5
"""A seller that has a smaller share of a hub, or of the world, gives and takes as one that has so much."""
FAINT = 0.01
"""A new seller whose part in what all new sellers would bring to a hub is smaller stays away."""


@dataclass(frozen=True, kw_only=True)
class Relations:
    """How sellers and buyers of a fuel find each other at the horizon.

    Parameters
    ----------
    substitution
        elasticity of a pair's sales to its price
    premium
        by how much a seller is dearer that sold a buyer nothing so far, as a share of the mean price
    """

    substitution: float
    premium: float


def with_wedges(
    market: energy.Market, sales: Array, paid: Array, price: Array, delivered: Array, relations: Relations
) -> energy.Market:
    """Return the market in which the sales are an equilibrium.

    The wedge of a pair is what the buyer paid less what a unit costs there; its margin is the price of the hub less
    what the buyer paid; it takes the more from a seller the less that seller asks (positive mathematical programming).
    Pairs that did not trade get a wedge that keeps them from it, until the price at the buyer rises by a reserve, above
    what the next market on the way pays where that is more; it is no lower than what the seller has usually. They too
    ask the more the more is taken: they give and take as pairs that trade what their size would have them (see
    `usual_sales`). So does a pair that trades less than that, as that it is small is an accident of the year.

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
    reserve, substitution = relations.premium * usual, relations.substitution
    traded, worth = sales > 0, np.tile(price, (len(price), 1))
    bill = np.where(np.isnan(paid), worth, paid)
    gap = np.where(np.isfinite(delivered), worth - np.where(np.isfinite(delivered), delivered, 0.0), 0.0)
    wedge = np.where(traded, bill - worth + gap, 0.0)
    margin = _usual_margin(sales, wedge)
    used = sales.sum(axis=0)
    by_size = usual_sales(sales, delivered, price, substitution)
    known = np.maximum(sales, np.maximum(np.maximum(OPEN * used, by_size), SLIGHT * sales.sum()))
    new = new_sellers(sales, delivered, price, substitution)
    amount = np.where(traded, known, by_size)
    steep = np.divide(worth, amount, out=np.zeros_like(worth), where=amount > 0) / substitution
    # At a wedge above all that use is worth nobody buys.
    never = 2 * float(np.max(market.demand.rationing_price, initial=1.0))
    dear = np.maximum(_beside(market, sales, price) - price, 0.0)
    asked = np.where(new, np.maximum(gap + dear + reserve, margin[:, None]), never)
    return replace(
        market,
        wedge=np.where(traded, wedge, asked),
        margin=np.where(traded, worth - bill, 0.0),
        stiffness=steep,
        usual=sales,
    )


def usual_sales(sales: Array, delivered: Array, price: Array, substitution: float) -> Array:
    """Return what pairs would trade by their size alone, (H, H): what each hub buys abroad, from all sellers in parts.

    Each seller that has a way there has its part by what it sells abroad, and the less the dearer the way:
    x exp(-substitution carriage / price), with the mean price where the hub pays less. It is the gravity of trade with
    the elasticity of these sales.

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
    weight = _pull(sales, delivered, price, substitution)
    total, bought = weight.sum(axis=0), sales.sum(axis=0) - np.diagonal(sales)
    return np.asarray(np.divide(weight, total, out=np.zeros_like(weight), where=total > 0) * bought)


def new_sellers(sales: Array, delivered: Array, price: Array, substitution: float) -> NDArray[np.bool_]:
    """Return who would come to a hub that it never sold to, (H, H): those who would be no faint part of all new ones.

    Parameters
    ----------
    sales, delivered, price, substitution
        as of `usual_sales`
    """
    weight = np.where(sales <= 0, _pull(sales, delivered, price, substitution), 0.0)
    return np.asarray((weight > 0) & (weight >= FAINT * weight.sum(axis=0)))


def _pull(sales: Array, delivered: Array, price: Array, substitution: float) -> Array:
    """Return x exp(-substitution carriage / price) of every seller abroad that has a way to a hub, (H, H)."""
    abroad = sales.sum(axis=1) - np.diagonal(sales)
    reached = np.isfinite(delivered) & ~np.eye(len(sales), dtype=bool)
    there = np.where(np.isfinite(delivered), delivered, 0.0)
    carriage = np.where(reached, there - np.diagonal(there)[:, None], 0.0)
    scale = np.maximum(price, float((sales * price).sum() / sales.sum()))
    return np.where(reached, abroad[:, None] * np.exp(-substitution * np.maximum(carriage, 0.0) / scale), 0.0)


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
