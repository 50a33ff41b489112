"""What each actor is expected to sell at home, use at the end and need of inputs in a later year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actor_inputs import ActorInputs, actor_inputs
from marchland.world.build.post_soviet.actors import ACTORS, REST
from marchland.world.build.post_soviet.carried import FROM, after
from marchland.world.build.post_soviet.home_targets import HomeTargets
from marchland.world.build.post_soviet.icio_flows import icio_flows
from marchland.world.build.post_soviet.input_structure import input_structure
from marchland.world.build.post_soviet.production import LEAST_FINAL, traded, with_energy_range, with_room
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sectors import CODES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.recipe import Row

    Array = NDArray[np.float64]

# Input shares move by this factor in a year (a judgement, as for those of 2022 that stand for 2017).
_INPUTS = 1.1
# Where nothing was used in 2023; and no product is used at the end alone, or never.
_HALF = 0.5
_LEAST_ON_TOP, _MOST_FINAL = 0.001, 0.98


def expected_accounts(
    reference: Path,
    old: Mapping[str, Sequence[Row]],
    net: Mapping[tuple[str, str, str], float],
    growth: Mapping[str, float],
    year: int,
) -> tuple[HomeTargets, dict[str, ActorInputs]]:
    """Return expectations: sales at home moved with GDP, final demand as a share of use, input shares.

    Input shares are those of 2023, or those of official tables nearer to the year; of another year they are estimates.

    Parameters
    ----------
    reference
        folder of the reference data
    old
        `trade` and `input_shares`, all rows of 2023
    net
        trade between actors in 2023, goods that only pass taken out, MUSD by (exporter, importer, sector)
    growth
        GDP of the year over that of 2023, by actor
    year
        later than 2023
    """
    home, shares = _home(old["trade"]), _shares(old["input_shares"])
    exports, imports = traded(net)
    inputs_used = np.einsum("nu,nus->ns", exports + home, shares[1])
    use = imports + home
    final = 1 - np.divide(inputs_used, use, out=np.full_like(use, _HALF), where=use > 0)
    carved = ~icio_flows(reference, FROM).inside
    carved[ACTORS.index(REST)] = False
    targets = HomeTargets(
        home=home * np.array([growth[actor] for actor in ACTORS])[:, None],
        final_share=np.clip(final - LEAST_FINAL, _LEAST_ON_TOP, _MOST_FINAL),
        carved=carved,
    )
    return targets, _inputs(reference, shares, year)


def _inputs(reference: Path, shares: Array, year: int) -> dict[str, ActorInputs]:
    held = given(reference, year)
    of = held.table_year(year)
    if of == held.table_year(FROM):
        known = {
            actor: ActorInputs(low=low, best=best, high=high, estimated=True)
            for actor, low, best, high in zip(ACTORS, *shares, strict=True)
        }
    else:
        known = with_energy_range(actor_inputs(input_structure(reference, year), year))
    if of == year:
        return known
    factor = after(_INPUTS, year)
    return {
        actor: ActorInputs(
            low=made.low / factor,
            best=made.best,
            high=np.maximum(with_room(made.best, made.high * factor), made.high),
            estimated=True,
        )
        for actor, made in known.items()
    }


def _home(rows: Sequence[Row]) -> Array:
    result = np.zeros((len(ACTORS), len(CODES)))
    for row in rows:
        if row["exporter"] == row["importer"]:
            result[ACTORS.index(str(row["exporter"])), CODES.index(str(row["sector"]))] = float(row["best"] or 0.0)
    return result


def _shares(rows: Sequence[Row]) -> Array:
    """Return low, best and high, (3, N, S, S) using x supplying; a share without a row is 0."""
    result = np.zeros((3, len(ACTORS), len(CODES), len(CODES)))
    for row in rows:
        cell = ACTORS.index(str(row["actor"])), CODES.index(str(row["using"])), CODES.index(str(row["supplying"]))
        result[:, *cell] = [float(row[end] or 0.0) for end in ("low", "best", "high")]
    return result
