"""Figures of corridors, collected while the result is put together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from marchland.brief.model import Figure
from marchland.brief.words import spoken

if TYPE_CHECKING:
    from marchland.leverage.gatekeeping import Estimate
    from marchland.world import World


class Store:
    """Collects figures and the codes of sources while corridors are put together.

    Attributes
    ----------
    figures
        by id
    names, said
        of actors and blocs, as they stand alone and inside a sentence
    cited
        codes of sources
    """

    def __init__(self, world: World) -> None:
        self.figures: dict[str, Figure] = {}
        self.names = {code: world.name(code) for code in (*world.actors, *world.blocs)}
        self.said = {code: spoken(name) for code, name in self.names.items()}
        self.cited: set[str] = set()

    def add(
        self, identifier: str, words: str, unit: str, formula: str, best: float, around: Estimate | None = None
    ) -> str:
        """Add a figure and return its id; without a range where `around` has none."""
        known = around is not None and math.isfinite(around.low)
        self.figures[identifier] = Figure(
            id=identifier,
            words=words,
            low=around.low if around is not None and known else None,
            best=best,
            high=around.high if around is not None and known else None,
            unit=unit,
            formula=formula,
            inputs=(),
            drivers=(),
        )
        return identifier
