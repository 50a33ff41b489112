"""Made-up economies that are in equilibrium, of any size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.trade import Economy, Shock, prepare

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Gravity:
    """A one-sector world in which structural gravity holds exactly (Anderson & van Wincoop 2003).

    Parameters
    ----------
    output, expenditure
        (N,) shares of the world's
    ease
        (N, N) trade cost to the power of 1 - sigma [exporter, importer]
    eased
        (N, N) the same after an agreement among some of the countries
    flows
        (N, N) [exporter, importer]
    """

    output: Array
    expenditure: Array
    ease: Array
    eased: Array
    flows: Array


def gravity(countries: int, seed: int) -> Gravity:
    """Make a world of unequal countries with deficits, and an agreement among a tenth of them (two or more)."""
    rng = np.random.default_rng(seed)
    output = np.exp(rng.normal(0, 1.5, countries))
    output /= output.sum()
    expenditure = output * np.exp(rng.normal(0, 0.1, countries))
    expenditure /= expenditure.sum()
    place = rng.uniform(size=(countries, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1)) + 0.05
    abroad = 1 - np.eye(countries)
    ease = np.exp(-2.0 * abroad) / distance
    inward = np.ones(countries)
    for _ in range(5000):
        outward = 1 / (ease @ (expenditure * inward))
        inward = 1 / ((output * outward) @ ease)
    eased = ease.copy()
    members = max(2, countries // 10)
    eased[:members, :members] *= np.exp(0.5 * abroad[:members, :members])
    flows = ease * (output * outward)[:, None] * (expenditure * inward)
    return Gravity(output=output, expenditure=expenditure, ease=ease, eased=eased, flows=flows)


def in_equilibrium(actors: int, sectors: int, seed: int = 1) -> Economy:
    """Make an economy with input-output links: random flows, technology and taste, solved once under zero deficits."""
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(0, 1.2, (actors, sectors)))
    abroad = (1 - np.eye(actors))[:, :, None]
    flows = size[:, None] * size[None] ** 0.8 * np.exp(rng.normal(0, 0.7, (actors, actors, sectors)) - 3.0 * abroad)
    raw = Economy(
        actors=tuple(f"actor {n}" for n in range(actors)),
        sectors=tuple(f"sector {s}" for s in range(sectors)),
        flows=flows,
        input_shares=0.5 * rng.dirichlet(np.ones(sectors), (actors, sectors)),
        elasticity=rng.uniform(3, 8, sectors),
        final_shares=rng.dirichlet(np.full(sectors, 5.0), actors),
    )
    settled = prepare(raw, deficits="zero").solve(Shock.none(raw), tolerance=1e-12)
    return Economy(
        actors=raw.actors,
        sectors=raw.sectors,
        flows=settled.flows,
        input_shares=raw.input_shares,
        elasticity=raw.elasticity,
        final_shares=raw.final_shares,
    )


def embargo(economy: Economy) -> Shock:
    """Return the shock in which the first two actors trade nothing with each other any more."""
    cost = np.ones_like(economy.flows)
    cost[0, 1] = cost[1, 0] = np.inf
    return Shock(cost_hat=cost)
