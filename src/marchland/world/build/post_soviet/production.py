"""Sales at home and input shares with which the accounts of every actor agree.

For each actor and year value added over all sectors is GDP, and what is made or imported of each sector covers what is
used of it as an input and at the end. Trade between actors is held; sales at home and input shares move from what is
expected of them as little as can be (`marchland.world.build.balance`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.balance import Known, balanced
from marchland.world.build.post_soviet.actor_inputs import actor_inputs
from marchland.world.build.post_soviet.actors import ACTORS
from marchland.world.build.post_soviet.home_targets import home_targets
from marchland.world.build.post_soviet.input_structure import input_structure
from marchland.world.build.post_soviet.sectors import CODES, SECTORS, SERVICES
from marchland.world.build.recipe import cell_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.actor_inputs import ActorInputs
    from marchland.world.build.post_soviet.figure import Figure
    from marchland.world.build.post_soviet.home_targets import HomeTargets
    from marchland.world.build.recipe import Cell

    Array = NDArray[np.float64]

# Of all use of a sector final demand is at least this share.
LEAST_FINAL = 0.002
# How firmly expectations are held: sales at home, final demand, input shares. Energy inputs follow prices, and fuels
# that nobody is known to use (stocks, transit that customs count twice) end as final demand.
_HOME, _HOME_CARVED, _INPUT, _ENERGY_INPUT = 1.0, 0.5, 3.0, 0.3
_FINAL, _FINAL_ENERGY = 0.3, 0.03
_HOME_RANGE, _HOME_RANGE_CARVED = 1.15, 1.6
_ENERGY_RANGE = 2.0
_MOST_INPUTS = 0.95
_SMALLEST_SHARE = 5e-7


@dataclass(frozen=True, kw_only=True, eq=False)
class Production:
    """What the actors make in a year.

    Parameters
    ----------
    home
        (N, S) sales at home, MUSD, 0 = none
    expected
        (N, S) what was expected
    shares
        (N, S, S) input shares, using x supplying
    inputs
        what was expected of them, by actor
    carved
        (N,) estimated from shares of GDP
    """

    home: Array
    expected: Array
    shares: Array
    inputs: dict[str, ActorInputs]
    carved: NDArray[np.bool_]


def production(
    reference: Path,
    net: Mapping[tuple[str, str, str], float],
    value_added: pd.DataFrame,
    gdp: dict[tuple[str, int], Figure],
    year: int,
) -> Production:
    """Return sales at home and input shares of a year.

    Parameters
    ----------
    reference
        folder of the reference data
    net
        trade between actors after goods that only pass are taken out, MUSD by (exporter, importer, sector)
    value_added
        shares of GDP by `actor` and `sector` of actors without tables
    gdp
        MUSD by (actor, year)
    year
        2017 or 2023
    """
    structure = input_structure(reference)
    inputs = actor_inputs(structure, year)
    targets = home_targets(reference, structure, inputs, value_added, traded(net)[0], gdp, year)
    return agreed(net, targets, with_energy_range(inputs), gdp, year)


def with_energy_range(inputs: dict[str, ActorInputs]) -> dict[str, ActorInputs]:
    """Return input shares with a wider range for energy.

    How a purchase of oil and gas splits is itself an estimate, and their prices have moved.
    """
    wider = np.where(_of_energy(), _ENERGY_RANGE, 1.0)
    return {
        actor: replace(held, low=held.low / wider, high=with_room(held.best, held.high * wider))
        for actor, held in inputs.items()
    }


def agreed(
    net: Mapping[tuple[str, str, str], float],
    targets: HomeTargets,
    inputs: dict[str, ActorInputs],
    gdp: dict[tuple[str, int], Figure],
    year: int,
) -> Production:
    """Return the sales at home and input shares nearest to what is expected with which the accounts agree.

    Parameters
    ----------
    net
        trade between actors after goods that only pass are taken out, MUSD by (exporter, importer, sector)
    targets, inputs
        what is expected
    gdp
        MUSD by (actor, year)
    year
        of the world

    Raises
    ------
    ValueError
        where the accounts of an actor cannot be brought to agree
    """
    exports, imports = traded(net)
    home = np.zeros_like(exports)
    shares = np.zeros((len(ACTORS), len(CODES), len(CODES)))
    energy = _of_energy()
    for i, actor in enumerate(ACTORS):
        # What the file will hold is what has to agree.
        size = float(cell_text(gdp[actor, year].best))
        made = inputs[actor]
        use = imports[i] + targets.home[i]
        accounts = balanced(
            Known(
                gdp=size,
                exports=exports[i],
                imports=imports[i],
                home=targets.home[i],
                final=targets.final_share[i] * use,
                low=made.low,
                best=made.best,
                high=made.high,
                weight_home=np.full(len(CODES), _HOME_CARVED if targets.carved[i] else _HOME),
                weight_final=np.where(energy, _FINAL_ENERGY, _FINAL),
                weight_input=np.where(energy, _ENERGY_INPUT, _INPUT),
                least_final=LEAST_FINAL,
            )
        )
        written = np.where(accounts.shares < _SMALLEST_SHARE, 0.0, accounts.shares)
        shares[i] = [[float(f"{cell:.5g}") for cell in row] for row in written.tolist()]
        home[i] = _closed(exports[i], accounts.home, shares[i], size)
    return Production(home=home, expected=targets.home, shares=shares, inputs=inputs, carved=targets.carved)


def _of_energy() -> NDArray[np.bool_]:
    return np.array([sector.layer == "energy" for sector in SECTORS])


def with_room(best: Array, high: Array) -> Array:
    """Return the high ends, lowered where together they would leave a sector no value added."""
    room = np.maximum(_MOST_INPUTS - best.sum(axis=1), 0.0)
    asked = (high - best).sum(axis=1)
    return np.asarray(best + (high - best) * np.minimum(room / np.maximum(asked, 1e-12), 1.0)[:, None])


def _closed(exports: Array, home: Array, shares: Array, gdp: float) -> Array:
    """Return sales at home as they are written, services moved so that rounded shares still add up to GDP."""
    margin = 1 - shares.sum(axis=1)
    rounded = np.array([float(f"{value:.6g}") for value in home.tolist()])
    services = CODES.index(SERVICES)
    rounded[services] += (gdp - margin @ (exports + rounded)) / margin[services]
    return rounded


def traded(net: Mapping[tuple[str, str, str], float]) -> tuple[Array, Array]:
    """Return exports and imports, (N, S) MUSD each, of flows by (exporter, importer, sector)."""
    exports, imports = np.zeros((len(ACTORS), len(CODES))), np.zeros((len(ACTORS), len(CODES)))
    place, sector_place = {a: i for i, a in enumerate(ACTORS)}, {c: k for k, c in enumerate(CODES)}
    for (exporter, importer, sector), value in net.items():
        exports[place[exporter], sector_place[sector]] += value
        imports[place[importer], sector_place[sector]] += value
    return exports, imports


def home_rows(made: Production, year: int) -> list[dict[str, Cell]]:
    """Return the rows of `trade` in which an actor sells to itself; enough digits that the accounts still agree."""
    rows: list[dict[str, Cell]] = []
    for i, actor in enumerate(ACTORS):
        source = "oecd_icio;world_bank_gdp" + (";cia_factbook" if made.carved[i] else "")
        for k, sector in enumerate(CODES):
            value = float(made.home[i, k])
            if value == 0:
                continue
            wide = made.carved[i]
            rows.append(
                {
                    "year": year,
                    "exporter": actor,
                    "importer": actor,
                    "sector": sector,
                    "low": float(f"{value / _HOME_RANGE_CARVED:.4g}") if wide else None,
                    "best": f"{value:.11g}",
                    "high": float(f"{value * _HOME_RANGE_CARVED:.4g}") if wide else None,
                    "estimated": True,
                    "source": source,
                }
            )
    return rows


def share_rows(made: Production, year: int) -> list[dict[str, Cell]]:
    """Return the rows of `input_shares`; a share of nothing is written only between sectors of the trade layer."""
    rows: list[dict[str, Cell]] = []
    for i, actor in enumerate(ACTORS):
        known = made.inputs[actor]
        for u, using in enumerate(SECTORS):
            for s, supplying in enumerate(SECTORS):
                best = float(made.shares[i, u, s])
                if best == 0 and "energy" in {using.layer, supplying.layer}:
                    continue
                low = min(float(known.low[u, s]), best / 1.05)
                high = max(float(known.high[u, s]), min(best * 1.05, 1.0))
                rows.append(
                    {
                        "year": year,
                        "actor": actor,
                        "using": using.code,
                        "supplying": supplying.code,
                        "low": float(f"{low:.3g}"),
                        "best": best,
                        "high": min(float(f"{high:.3g}"), 1.0),
                        "estimated": known.estimated or using.layer == "energy" or supplying.layer == "energy",
                        "source": "oecd_icio",
                    }
                )
    return rows
