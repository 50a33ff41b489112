"""Input shares of each actor, from the OECD's tables or carried over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import ACTORS, REST, STATES
from marchland.world.build.post_soviet.figure import Figure
from marchland.world.build.post_soviet.goods_trade import GOODS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.input_structure import InputStructure
    from marchland.world.build.recipe import Cell

DONORS = ("KAZ", "BLR", "UKR")
_SECTORS = (GOODS, "rest")
# Shares of 2022 written for 2017: the range is wider by this factor to either side (a judgement).
_CARRIED_BACK, _WIDER = 2017, 1.1


@dataclass(frozen=True, kw_only=True)
class ActorInputs:
    """Input shares of one actor with their range.

    Parameters
    ----------
    low, best, high
        (2, 2) of gross output: using, supplying, in the order goods, rest
    estimated
        whether they were carried over from others
    """

    low: NDArray[np.float64]
    best: NDArray[np.float64]
    high: NDArray[np.float64]
    estimated: bool


def actor_inputs(structure: InputStructure, year: int) -> dict[str, ActorInputs]:
    """Return the input shares of every actor in a year; at best values they are those of 2022.

    Parameters
    ----------
    structure
        input shares and output of the OECD's countries
    year
        2017 or 2023
    """
    shares = inputs_of_base_year(structure)
    if year != _CARRIED_BACK:
        return shares
    return {
        actor: ActorInputs(low=held.low / _WIDER, best=held.best, high=held.high * _WIDER, estimated=True)
        for actor, held in shares.items()
    }


def inputs_of_base_year(structure: InputStructure) -> dict[str, ActorInputs]:
    """Return the input shares of every actor in 2022, the year of the OECD's tables.

    Parameters
    ----------
    structure
        input shares and output of the OECD's countries
    """
    place = {country: k for k, country in enumerate(structure.countries)}
    donors = structure.shares[[place[donor] for donor in DONORS]]
    outside = [k for country, k in place.items() if country not in STATES]
    weights = structure.output[outside][:, :, None]
    rest = (structure.shares[outside] * weights).sum(axis=0) / weights.sum(axis=0)
    result: dict[str, ActorInputs] = {}
    for actor in ACTORS:
        if actor in place:
            best = structure.shares[place[actor]]
            result[actor] = ActorInputs(low=best / 1.1, best=best, high=best * 1.1, estimated=False)
        elif actor == REST:
            result[actor] = ActorInputs(low=rest / 1.2, best=rest, high=rest * 1.2, estimated=True)
        else:
            result[actor] = ActorInputs(
                low=donors.min(axis=0) / 1.25,
                best=donors.mean(axis=0),
                high=donors.max(axis=0) * 1.25,
                estimated=True,
            )
    return result


def share_rows(inputs: dict[str, ActorInputs], year: int) -> list[dict[str, Cell]]:
    """Return the rows of `input_shares` of one year.

    Parameters
    ----------
    inputs
        input shares by actor
    year
        the year to write
    """
    rows: list[dict[str, Cell]] = []
    for actor, shares in inputs.items():
        for u, using in enumerate(_SECTORS):
            for s, supplying in enumerate(_SECTORS):
                figure = Figure(
                    low=float(shares.low[u, s]),
                    best=float(shares.best[u, s]),
                    high=float(shares.high[u, s]),
                    estimated=shares.estimated,
                    source="oecd_icio",
                )
                key: dict[str, Cell] = {"year": year, "actor": actor, "using": using, "supplying": supplying}
                rows.append({**key, **figure.cells()})
    return rows
