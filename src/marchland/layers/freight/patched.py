"""The fixed point where few pairs choose anew and the loads of most others are nearly linear in hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight.fixed_point import fixed_point, newton, point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.freight.choice import Choice
    from marchland.layers.freight.curvature import Curvature
    from marchland.layers.freight.fixed_point import Delay, Point
    from marchland.layers.freight.tangent import Tangent

    Figures = NDArray[np.float64]

ROUNDS = 8
"""Tangents of the others, at most."""
CLOSER, FINER = 0.3, 0.03
"""Part of the gap, or of the last residual where that is more, to which the few are solved."""
STEPS = 20
"""Newton steps for them, at most."""
MOVED, BENT = 1e-3, 1e-4
"""Part of all tonnes of which shares move from which on either is done."""
BENDING = 0.005
"""Move of a share from which on a pair's part of the tangent is written anew."""
FALLING = 0.5
"""Part of the last residual from which on tangents no longer help."""
MOVING = 0.05
"""Move of a share from which on a pair leaves the tangent."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Surroundings:
    """The pairs that keep their routes, and where the fixed point is sought.

    Parameters
    ----------
    others
        these pairs
    share
        their shares to which the tangent belongs
    tangent
        of those of them that do not move
    moving
        (B,) whether a pair is left out of the tangent
    flow
        (V,) of the varying links
    bent
        the curvature of a point nearby
    """

    others: Choice
    share: Figures
    tangent: Tangent
    moving: NDArray[np.bool_]
    flow: Figures
    bent: Curvature | None


def patched(
    around: Surroundings, few: Choice, delay: Delay, gap: float
) -> tuple[Point, Point, float, int, Surroundings]:
    """Return what `fixed_point` does for others and a few, in fewer passes over the others; and where that was.

    The few, and those of the others whose shares move, are solved with the rest on its tangent, which is then shifted
    to where that led, until loads of all and flow agree. Where they come to agree too slowly, `fixed_point` takes over
    from there.

    Raises
    ------
    SolverError
        as `fixed_point` does
    """
    others, share, tangent, moving = around.others, around.share, around.tangent, around.moving
    flow, bent = around.flow, around.bent
    before, steps = np.inf, 0
    every = [others, few]
    lively, own = others.only(np.flatnonzero(moving & ~others.skip))
    for count in range(ROUNDS):
        enough = max(CLOSER * gap, FINER * min(before, 1.0))
        ahead, _, residual, more, bent = newton([tangent, lively, few], delay, flow, enough, STEPS, bent)
        steps += more
        if not residual <= enough:
            break
        here = point(every, delay, ahead.flow)
        flow = here.flow
        moved = others.moved(share, here.share[0])
        moved[moving] = 0.0
        shifted = others.volume * moved
        found = (moved > MOVING) & (shifted > MOVED * shifted.sum())
        rebent = (moved > BENDING) & (shifted > BENT * shifted.sum()) & ~found
        if found.any() or rebent.any():
            left, at = others.only(np.flatnonzero(found))
            again, of = others.only(np.flatnonzero(rebent))
            tangent = tangent.bent((left, share[at], -1.0), (again, share[of], -1.0), (again, here.share[0][of], 1.0))
            share = share.copy()
            share[of] = here.share[0][of]
            moving = moving | found
            lively, own = others.only(np.flatnonzero(moving & ~others.skip))
        residual = _left(here, [lively, few], [here.share[0][own], here.share[1]], delay)
        if residual <= gap:
            there = point(every, delay, here.load)
            residual = here.residual(there, every)
        loads = np.zeros(flow.size)
        spent = few.load(here.hours, loads)[0] + lively.load(here.hours, loads)[0]
        tangent = tangent.at(here.hours, here.load - loads, delay.spared(flow) - here.objective - spent)
        if residual <= gap:
            around = Surroundings(others=others, share=share, tangent=tangent, moving=moving, flow=flow, bent=bent)
            return here, there, residual, steps, around
        if count > 0 and residual > FALLING * before:
            break
        before = residual
    here, there, residual, more, bent = fixed_point(every, delay, flow, gap, bent)
    return here, there, residual, steps + more, around


def _left(here: Point, choices: list[Choice], share: list[Figures], delay: Delay) -> float:
    """Return the largest difference of a share between a point and the point at its loads, in some of the choices."""
    hours, load, largest = delay.hours(here.load), np.zeros(here.load.size), 0.0
    for choice, before in zip(choices, share, strict=True):
        _, after, _ = choice.load(hours, load)
        largest = max(largest, float(np.abs(after - before).max(where=choice.counted, initial=0.0)))
    return largest
