"""What refineries take in for products that are sold abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy.oil_market import total
from marchland.world.build.post_soviet.energy.oil_review import oil_review
from marchland.world.build.post_soviet.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SOURCE = "energy_institute_2025;judgement"


def refined_for_export(reference: Path, year: int, used: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return the oil that refineries take in for products sold abroad, less products bought there, Mt by actor.

    It is what they take in beyond all that the actor uses in oil. What is used is crude oil and what is split from
    natural gas; how much of each is told of the world alone, so that the crude oil in an actor's use is all of it at
    most and as large a part as in the world at least. An actor that may as well buy products on balance is left out.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        2017 to 2024
    used
        Mt by actor of which the review tells what refineries take in, less products that are in a table already
    """
    review = oil_review(reference)
    crude = review.world_lifted[year] / review.world_consumed[year]
    found = {}
    for actor, taken_in in used.items():
        needed = review.consumed.get((actor, year))
        if needed is None:
            continue
        at_home = Figure(
            low=min(crude, 1.0) * needed,
            best=(1 + min(crude, 1.0)) / 2 * needed,
            high=needed,
            estimated=True,
            source=_SOURCE,
        )
        rest = total((taken_in,), (at_home,))
        if rest.low > 0:
            found[actor] = rest
    return found
