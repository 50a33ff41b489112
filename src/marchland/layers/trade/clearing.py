"""From trade weights to cleared markets: sets up the kernel and runs it, and Newton's method where that fails."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from marchland.errors import SolverError
from marchland.layers.trade.cleared import unpacked
from marchland.layers.trade.markets import Markets, as_usual, markets_of
from marchland.layers.trade.newton import System, newton

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade.base import Base
    from marchland.layers.trade.cleared import Cleared
    from marchland.layers.trade.economy import Economy
    from marchland.layers.trade.weights import Weights

    Array = NDArray[np.float64]

Deficits = Literal["constant", "proportional", "zero"]

ATTEMPTS = ((600, 10, 1.0), (1500, 6, 0.5), (6000, 12, 0.2))
"""Sweeps at most, sweeps remembered, part of a plain sweep taken: each tried where the one before failed."""
REMEMBERED = 6
"""Sweeps remembered where each actor's own equations are solved together: fewer are needed, and more do not help."""
NEWTON_AFTER = 1
"""The attempt after which Newton is asked."""

FREELY = np.zeros((1, 1, 1))
"""Of the kernel: goods turn freely between home and abroad."""

NEARLY = 1e-6
"""Violation from which sweeps take over from Newton again."""

GUESSES = 5
"""How often it is guessed anew where caps hold, where that decides whose labour there is a market for."""


def clear(
    base: Base,
    economy: Economy,
    *,
    weights: Weights,
    caps: Array | None,
    closure: Deficits,
    bound: Array | None,
    turn: Array | None = None,
    tolerance: float,
    enough: float,
    start: tuple[Array, Array, Array] | None = None,
    local: NDArray[np.float32] | None = None,
    usual: Markets | None = None,
) -> Cleared:
    """Solve equations (2) to (7).

    Parameters
    ----------
    base
        shares and levels before the shock
    economy
        for the names in messages
    weights
        after the shock
    caps
        (S,) cap on each sector's price index over base, `inf` = none but the last resort; None = not even that
    closure
        what is held of deficits
    bound
        (S,) part of value added that is bound to its sector; None = nothing
    turn
        (3, S, N) how goods turn between home and abroad, see `turning`; None = freely
    tolerance
        violation that the kernel aims at
    enough
        violation that it may leave where rounding lets it fall no further
    start
        logs of earnings over base, log prices and expenditures to start from, (S, N) each
    local
        `local_moves` of the base, for a shock that leaves most of it as it is
    usual
        the markets of the base, where known

    Raises
    ------
    SolverError
        where no iteration converged, an actor owes more than it earns, or without caps a used sector has no source or
        an actor no buyer
    """
    free_factor = closure == "proportional"
    held: NDArray[np.bool_] | None = None
    markets = None if usual is None else as_usual(usual, base, weights)
    if markets is None:
        markets = markets_of(base, economy, weights, caps, held, proportional=free_factor)
    sweeps = 0
    for _ in range(GUESSES):
        found = _cleared(
            base,
            markets,
            free_factor=free_factor,
            bound=bound,
            turn=turn,
            tolerance=tolerance,
            enough=enough,
            start=start,
            local=local,
        )
        sweeps += found.iterations
        solved = found.violation <= enough
        if solved:
            now_held = found.substituted > 0
        elif held is None and markets.floor.any():
            now_held = np.zeros_like(markets.used)
        else:
            break
        if solved and (now_held == markets.held).all():
            break
        other = markets_of(base, economy, weights, caps, now_held, proportional=free_factor)
        if solved and (other.active == markets.active).all() and (other.live == markets.live).all():
            break
        held, markets = now_held, other
    if not found.violation <= enough:
        raise SolverError(
            f"trade did not converge: conditions are violated by {found.violation:.1e} (allowed {enough:.1e}) after"
            f" {sweeps} sweeps; an actor whose surplus exceeds what it can still sell has no equilibrium under"
            f" deficits={closure!r}: try another closure, or a smaller shock"
        )
    if not (found.income > 0).all():
        n = int(np.argmin(found.income))
        raise SolverError(
            f"{economy.actors[n]} would have {found.income[n]:.3g} USD to spend: its surplus ({-found.deficits[n]:.3g})"
            f" is more than it still earns; there is no equilibrium under deficits={closure!r}: try another closure,"
            " or a smaller shock"
        )
    return found if sweeps == found.iterations else replace(found, iterations=sweeps)


def _cleared(
    base: Base,
    markets: Markets,
    *,
    free_factor: bool,
    bound: Array | None,
    turn: Array | None,
    tolerance: float,
    enough: float,
    start: tuple[Array, Array, Array] | None,
    local: NDArray[np.float32] | None,
) -> Cleared:
    """Run the kernel on what there is to clear; whoever calls looks at the violation."""
    from marchland.layers.trade.kernel import fixed_point

    weights, links = markets.weights, markets.links
    actors = base.output.shape[1]
    if turn is not None:
        turn = _still_turning(turn, markets)
    total = base.value_added.sum(axis=0)
    supply = total[None].copy() if bound is None else np.where(markets.live, base.value_added, 0.0)
    stays = np.ones(1) if bound is None else bound
    free = 1.0 - stays[:, None]
    groups = np.zeros((3, int(links.group.max()) + 1))
    groups[0] = np.bincount(links.group, weights=total)
    deficits = np.zeros(actors) if free_factor else links.deficits
    factor = np.where(links.isolated, 1.0, base.income_factor) if free_factor else np.ones(actors)
    scale = base.scale
    cells = np.empty((5, *scale.shape))
    cells[0], cells[1], cells[2], cells[3] = base.labour_shares, base.final_shares, base.value_added, scale
    cells[4] = base.mobile_steps if bound is None else base.bound_steps
    first = _first_point(base, start, markets, scale, bound=bound is not None)
    iterations = 0
    paid, sales = weights.paid, weights.sales
    own = np.ascontiguousarray(paid.diagonal(axis1=1, axis2=2))
    if turn is not None:
        home = np.arange(actors)
        paid, sales = paid.copy(), sales.copy()
        paid[:, home, home] = sales[:, home, home] = 0.0
    # What was sold abroad before and is not any more costs more at home, if it does not turn freely: (9) is looked at.
    at_home = weights.at_home if turn is None else weights.at_home & ~(turn[0] > 0).any(axis=1)

    nothing = np.zeros((1, 1, 1), dtype=np.float32)

    def swept(point: Array, most: int, memory: int, damping: float, local: NDArray[np.float32] = nothing) -> float:
        """Run the kernel from `point`, in place; return the violation it leaves."""
        nonlocal iterations
        sweeps, violation = fixed_point(
            point,
            weights=paid,
            sales_weights=sales,
            duty_weights=weights.duty,
            at_home=at_home,
            input_shares=base.input_shares,
            cells=cells,
            floors=markets.floor,
            accounts=np.stack((deficits, factor)),
            elasticity=base.elasticity,
            group=links.group,
            groups=groups,
            used=markets.used,
            supply=supply,
            bound=stays,
            mobile=(free * base.value_added).sum(axis=0),
            free_factor=free_factor,
            dutiable=weights.dutiable,
            own=own,
            turn=FREELY if turn is None else turn,
            tolerance=tolerance,
            local=local,
            enough=enough,
            most=most,
            memory=memory,
            damping=damping,
        )
        iterations += sweeps
        return violation

    for attempt, (most, memory, damping) in enumerate(ATTEMPTS):
        point = first.copy()
        if attempt == 0 and local is not None:
            violation = swept(point, most, REMEMBERED, damping, local)
        else:
            violation = swept(point, most, memory, damping)
        if violation <= enough:
            break
        if attempt == NEWTON_AFTER and turn is None:
            system = System(
                paid=weights.paid, tariffs=weights.tariffs, labour_shares=base.labour_shares,
                final_shares=base.final_shares, floor=markets.floor, input_shares=base.input_shares,
                elasticity=base.elasticity, used=markets.used, supply=supply, value_added=base.value_added, bound=bound,
                deficits=deficits, income_factor=factor,
                member=(links.group == np.arange(groups.shape[1])[:, None]).astype(float), free_factor=free_factor,
            )  # fmt: skip
            for begin in (point, first.copy()):
                steps, violation = newton(begin, scale, system, tolerance=0.1 * tolerance)
                iterations += steps
                if violation <= NEARLY:
                    point = begin
                    violation = swept(point, *ATTEMPTS[0])
                    break
            if violation <= enough:
                break
    return unpacked(
        base, point, markets, scale, supply, bound, None if turn is None else (turn, sales), deficits, factor,
        groups[1] if free_factor else np.ones_like(groups[1]), iterations, violation,
    )  # fmt: skip


def _first_point(
    base: Base, start: tuple[Array, Array, Array] | None, markets: Markets, scale: Array, *, bound: bool
) -> Array:
    """Return the kernel's unknowns, (W + 2 S, N): at `start`, or the base with what a shock does to prices at once."""
    used = markets.used
    if start is None:
        sources = np.maximum(markets.weights.total, markets.floor)
        log_price = -np.log(np.where(used, sources, 1.0)) / base.elasticity[:, None]
        log_earned, expenditure = np.zeros_like(scale), base.expenditure
    else:
        log_earned, log_price, expenditure = start
    spend = np.where(used, np.where(expenditure > 0, expenditure / scale, 1.0), 0.0)
    return np.concatenate(
        (np.where(markets.live, log_earned, 0.0) if bound else log_earned[:1], np.where(used, log_price, 0.0), spend)
    )


def _still_turning(turn: Array, markets: Markets) -> Array:
    """Return `turn` with free turning for those who can sell abroad and buy nothing there: (9) would have no room.

    What such an actor sells abroad is what it owes, whatever it earns.
    """
    found = turn.copy()
    found[0][:, markets.linked.any(axis=1) & ~markets.linked.any(axis=0)] = 0.0
    return found
