"""Both sides of an expulsion or a stop of transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import SolverError
from marchland.layers.remittances.corridors import InvalidCorridors
from marchland.layers.remittances.result import Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.remittances.behaviour import Behaviour
    from marchland.layers.remittances.corridors import Corridors
    from marchland.layers.remittances.shock import Shock

    Array = NDArray[np.float64]

TOLERANCE = 1e-9
"""Largest relative violation of the accounts."""


def solve(corridors: Corridors, shock: Shock, behaviour: Behaviour) -> Result:
    """Return what hosts and origins lose while a shock lasts; equations (1) to (7) of the package.

    Parameters
    ----------
    corridors
        workers and money of N actors
    shock
        shares expelled and stopped, (N, N) each
    behaviour
        the parameters

    Raises
    ------
    InvalidCorridors
        where the shock has another shape than the corridors
    SolverError
        where the accounts do not add up

    References
    ----------
    Borjas 1995, Journal of Economic Perspectives 9(2), for the host.
    """
    n = len(corridors.actors)
    if shock.expelled.shape != (n, n):
        raise InvalidCorridors(f"the shock is for {len(shock.expelled)} actors, the corridors are of {n}")
    a, returnees = behaviour.capital_share, shock.expelled * corridors.workers
    returnees = np.where(shock.expelled > 0, returnees, 0.0)

    # Host, (1) to (3).
    workers, leavers = np.nansum(corridors.workers, axis=1), np.nansum(returnees, axis=1)
    efficient = behaviour.migrant_efficiency
    labour = np.maximum(corridors.labour_force - workers, 0.0) + efficient * workers
    part = np.where(leavers > 0, efficient * leavers / labour, 0.0)
    output = np.where(leavers > 0, corridors.gdp, 0.0)
    known_host = ~np.isnan(part * output)
    part, output = np.where(known_host, part, 0.0), np.where(known_host, output, 0.0)
    left = behaviour.capital_adjustment * part
    change = output * ((1 - left) ** a * (1 - part) ** (1 - a) - 1)
    wages, capital_income = (1 - a) * part * output, a * left * output
    host_loss = -change - wages - capital_income

    # Origin, (4) to (7).
    through = 1 - shock.stopped_labour * (1 - behaviour.transfer_leakage)
    # Who returns without their money being known, or whose number is not known, is in no sum of the origin.
    both = ~(np.isnan(corridors.workers) | np.isnan(corridors.labour_transfers))
    expelled = np.where(both, shock.expelled, 0.0)
    sent = (1 - expelled) * (1 - shock.lost_worth)
    labour_after = corridors.labour_transfers * sent * through
    ended = corridors.labour_transfers * (1 - sent)
    withheld = corridors.labour_transfers * sent * (1 - through)
    relocation_withheld = corridors.relocation_transfers * shock.stopped_relocation * (1 - behaviour.transfer_leakage)
    relocation_after = corridors.relocation_transfers - relocation_withheld
    earnings = behaviour.returnee_employment * behaviour.returnee_earnings * (1 - a)
    back = np.nansum(np.where(both, returnees, 0.0), axis=0)
    income = np.where(back > 0, back * earnings * corridors.gdp / corridors.labour_force, 0.0)
    consumption = np.where(back > 0, back * behaviour.household_consumption * corridors.gdp / corridors.population, 0.0)
    known_origin = ~np.isnan(income + consumption)
    income, consumption = np.where(known_origin, income, 0.0), np.where(known_origin, consumption, 0.0)
    lost_labour = np.nansum(ended + withheld, axis=0)
    stopped_relocation = np.nansum(relocation_withheld, axis=0)
    lost_relocation = behaviour.relocation_retained * stopped_relocation
    loss_labour = lost_labour - income + consumption

    transfers = _either(labour_after, relocation_after)
    residual = _residual(corridors, transfers, ended, _either(withheld, relocation_withheld))
    scale = np.where(output > 0, output, 1.0)
    kept = output + change + wages + capital_income + host_loss
    residual = max(residual, float(np.max(np.abs(kept - output) / scale, initial=0.0)))
    if not residual <= TOLERANCE:
        raise SolverError(f"remittance accounts do not add up: residual {residual:.1e}, allowed {TOLERANCE:.1e}")
    return Result(
        host_loss=host_loss,
        host_gdp_change=change,
        wages_unpaid=wages,
        capital_income_left=capital_income,
        origin_loss=loss_labour + lost_relocation,
        origin_loss_labour=loss_labour,
        origin_loss_relocation=lost_relocation,
        relocation_not_sent_on=stopped_relocation - lost_relocation,
        returnee_income=income,
        returnee_consumption=consumption,
        transfers=transfers,
        transfers_ended=ended,
        transfers_withheld=_either(withheld, relocation_withheld),
        returnees=returnees,
        missing=_missing(corridors, shock, known_host, known_origin),
        residual=residual,
    )


def _either(first: Array, second: Array) -> Array:
    """Add two arrays; nan only where both are."""
    neither = np.isnan(first) & np.isnan(second)
    return np.where(neither, np.nan, np.nan_to_num(first) + np.nan_to_num(second))


def _residual(corridors: Corridors, transfers: Array, ended: Array, withheld: Array) -> float:
    """Return the largest relative violation of before = after + ended + withheld, over the corridors."""
    before = _either(corridors.labour_transfers, corridors.relocation_transfers)
    gap = np.abs(before - transfers - np.nan_to_num(ended) - withheld)
    relative = gap / np.where(before > 0, before, 1.0)
    return float(np.max(np.nan_to_num(relative), initial=0.0))


def _missing(
    corridors: Corridors, shock: Shock, known_host: NDArray[np.bool_], known_origin: NDArray[np.bool_]
) -> tuple[tuple[str, str, str], ...]:
    """List the data that the shock needs and that are not there."""
    abroad = ~np.eye(len(corridors.actors), dtype=bool)
    expelled = (shock.expelled > 0) & abroad
    touched = expelled | (((shock.stopped_labour > 0) | (shock.lost_worth > 0)) & abroad)
    moved = expelled & (corridors.workers > 0)
    wanted = (
        ("workers", expelled & np.isnan(corridors.workers)),
        ("labour_transfers", touched & np.isnan(corridors.labour_transfers)),
        ("relocation_transfers", (shock.stopped_relocation > 0) & abroad & np.isnan(corridors.relocation_transfers)),
        ("gdp or labour_force of the host", moved & ~known_host[:, None]),
        ("gdp, labour_force or population of the origin", moved & ~known_origin[None, :]),
    )
    names = corridors.actors
    return tuple((what, names[h], names[o]) for what, cells in wanted for h, o in np.argwhere(cells))
