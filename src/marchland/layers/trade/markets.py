"""Which markets there are after a shock: who can sell to whom, what is used, and where a price has a cap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError
from marchland.layers.trade.links import Links, links_of
from marchland.layers.trade.substitute import LAST_RESORT
from marchland.layers.trade.weights import Weights, without

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.economy import Economy

    Array = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Markets:
    """What there is to clear.

    Parameters
    ----------
    weights
        without the trade that ceases
    links
        who trades with whom
    linked
        (N, N) exporters and importers that are left to each other
    ceiling
        (S, N) cap on the price index over base; `inf` = none
    floor
        (S, N) the same to the power of -theta
    held
        (S, N) where the cap was taken to hold when this was found
    used
        (S, N) where there is anything to buy for
    active
        (S, N) where there is anybody to sell to, or a substitute is made
    live
        (S, N) where bound workers are paid: they have a market, or are drawn into a sector that had no workers
    """

    weights: Weights
    links: Links
    linked: Flags
    ceiling: Array
    floor: Array
    held: Flags
    used: Flags
    active: Flags
    live: Flags


def markets_of(
    base: Base, economy: Economy, weights: Weights, caps: Array | None, held: Flags | None, *, proportional: bool
) -> Markets:
    """Find the markets that a shock leaves.

    Parameters
    ----------
    base
        shares and levels before the shock
    economy
        for the names in messages
    weights
        after the shock
    caps
        (S,) cap on each sector's price index, `inf` = none but the last resort; None = not even that
    held
        (S, N) where the cap is taken to hold; None = where it would at base wages
    proportional
        whether the closure is that of proportional deficits

    Raises
    ------
    SolverError
        where a used sector has no source or an actor no buyer, and `caps` is None
    """
    idle = np.zeros(base.output.shape[1], dtype=bool)
    while True:
        links = _links(base, weights, idle, proportional=proportional)
        left = without(weights, links.cut) if links.cut.any() else weights
        sourceless = left.total <= 0.0
        ceiling = np.full(sourceless.shape, np.inf)
        floor = np.zeros(sourceless.shape)
        taken = np.zeros(sourceless.shape, dtype=bool)
        if caps is not None:
            if np.isfinite(caps).any():
                ceiling[:] = caps[:, None]
            if sourceless.any():
                ceiling[sourceless & np.isinf(ceiling)] = LAST_RESORT
            floor = ceiling ** -base.elasticity[:, None]
            taken = left.total < floor if held is None else held | sourceless
        used, active = _reach(base, left, taken)
        nobody = ~active.any(axis=0) & ~idle
        if caps is None:
            _refuse_cut_off(economy, used & sourceless, nobody)
        if not nobody.any():
            break
        # Nobody buys from these: they live on what they make at home, as those who are cut off.
        idle |= nobody
    linked: Flags = np.any(left.open, axis=0)
    np.fill_diagonal(linked, val=False)
    workers = base.value_added > 0
    drawn = (taken & used & ~workers).any(axis=0)
    return Markets(
        weights=left, links=links, linked=linked, ceiling=ceiling, floor=floor, held=taken & used, used=used,
        active=active, live=workers & (active | drawn),
    )  # fmt: skip


def as_usual(usual: Markets, base: Base, weights: Weights) -> Markets | None:
    """Return the markets of the base with other weights, where a few closed cells change nothing else; else None.

    Parameters
    ----------
    usual
        of the base
    base
        shares and levels
    weights
        after the shock
    """
    if weights.closed is None or (weights.total < usual.floor).any() or usual.held.any() or usual.links.cut.any():
        return None
    s, n, i = weights.closed
    if len(s) == 0:
        return replace(usual, weights=weights)
    sells = (weights.open[s, n] & usual.used[s] & (base.output[s, n] > 0)[:, None]).any(axis=1)
    if not (sells.all() and (weights.total[s, i] > 0.0).all()):
        return None
    linked = usual.linked.copy()
    linked[n, i] = weights.open[:, n, i].any(axis=0) & (n != i)
    partners = np.count_nonzero(linked | linked.T, axis=1)
    together = partners.max() == len(linked) - 1 and not usual.links.group.any()  # somebody trades with everybody
    if not (together and linked.any(axis=0).all() and linked.any(axis=1).all()):
        return None
    return replace(usual, weights=weights)


def _links(base: Base, weights: Weights, idle: Flags, *, proportional: bool) -> Links:
    """Apply the rules of `marchland.layers.trade.links` under a closure."""
    linked: Flags = np.any(weights.open, axis=0)
    if proportional:
        wish = base.income_factor - 1.0
        return links_of(linked, wish, np.ones_like(wish), idle=idle, balanced_groups=False)
    return links_of(linked, base.deficits, base.value_added.sum(axis=0), idle=idle, balanced_groups=True)


def _reach(base: Base, weights: Weights, taken: Flags) -> tuple[Flags, Flags]:
    """Tell where there is anything to buy for, and anybody to make it for, (S, N) each."""
    # Demand starts from final demand: a sector that only feeds itself has none.
    possible = weights.open & (base.output > 0)[:, :, None]
    used = base.final_shares > 0
    while True:
        active: Flags = np.any(possible & used[:, None, :], axis=2) | (taken & used)
        wider = used | np.any((base.input_shares > 0) & active[:, None, :], axis=0)
        if (wider == used).all():
            return used, active
        used = wider


def _refuse_cut_off(economy: Economy, sourceless: Flags, idle: Flags) -> None:
    """Raise where a used sector has no source left, or an actor nobody to sell to."""
    if sourceless.any():
        cells = [f"{economy.sectors[k]} to {economy.actors[n]}" for k, n in np.argwhere(sourceless)]
        shown = ", ".join(cells[:5]) + (f" and {len(cells) - 5} more" if len(cells) > 5 else "")
        raise SolverError(
            f"the base cannot be made an equilibrium: nobody is left to sell {shown}, which makes none itself and,"
            " selling nothing abroad, cannot pay for imports under this closure; keep its deficit, or give it"
            " domestic sales of the sector"
        )
    if idle.any():
        names = ", ".join(economy.actors[n] for n in np.flatnonzero(idle))
        raise SolverError(
            f"the base cannot be made an equilibrium: nobody buys anything from {names}, not even at home: income is"
            " zero and no wage clears the market; give the actor domestic sales that are used"
        )
