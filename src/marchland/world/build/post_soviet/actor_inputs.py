"""Input shares of each actor before balancing, from the OECD's tables or carried over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import ACTORS, REST, STATES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.input_structure import InputStructure

DONORS = ("KAZ", "BLR", "UKR")
# Shares of 2022 written for 2017: the range is wider by this factor to either side (a judgement).
_CARRIED_BACK, _WIDER = 2017, 1.1
MEASURED = 1.1
_REST, _CARRIED_OVER = 1.2, 1.25


@dataclass(frozen=True, kw_only=True, eq=False)
class ActorInputs:
    """Input shares of one actor with their range.

    Parameters
    ----------
    low, best, high
        (S, S) of gross output: using, supplying
    estimated
        whether they were carried over from other actors or another time
    """

    low: NDArray[np.float64]
    best: NDArray[np.float64]
    high: NDArray[np.float64]
    estimated: bool


def actor_inputs(structure: InputStructure, year: int) -> dict[str, ActorInputs]:
    """Return the input shares of every actor in a year; at best values they are those of 2022.

    Actors outside the tables take the mean of Kazakhstan, Belarus and Ukraine, within the three and a quarter more;
    the rest of the world takes the mean of the countries outside the list, weighted with output.

    Parameters
    ----------
    structure
        input shares and output of the OECD's countries
    year
        2017 or 2023
    """
    place = {country: k for k, country in enumerate(structure.countries)}
    donors = structure.shares[[place[donor] for donor in DONORS]]
    outside = [k for country, k in place.items() if country not in STATES]
    weights = structure.output[outside][:, :, None] + 1e-9
    rest = (structure.shares[outside] * weights).sum(axis=0) / weights.sum(axis=0)
    back = _WIDER if year == _CARRIED_BACK else 1.0
    result: dict[str, ActorInputs] = {}
    for actor in ACTORS:
        if actor in place:
            best, factor = structure.shares[place[actor]], MEASURED
        elif actor == REST:
            best, factor = rest, _REST
        else:
            result[actor] = ActorInputs(
                low=donors.min(axis=0) / _CARRIED_OVER / back,
                best=donors.mean(axis=0),
                high=donors.max(axis=0) * _CARRIED_OVER * back,
                estimated=True,
            )
            continue
        estimated = actor == REST or year == _CARRIED_BACK
        result[actor] = ActorInputs(low=best / factor / back, best=best, high=best * factor * back, estimated=estimated)
    return result
