"""Figures of corridors and what they rest on, collected while the result is put together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from marchland.brief.collected import input_key
from marchland.brief.model import Figure
from marchland.brief.words import spoken
from marchland.engine.inputs import way_inputs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marchland.engine import Input
    from marchland.leverage.gate import Estimate
    from marchland.world import World


class Store:
    """Collects figures, their inputs and the codes of sources while corridors are put together.

    Attributes
    ----------
    figures, inputs
        by id, by key
    names, said
        of actors and blocs, as they stand alone and inside a sentence
    cited
        codes of sources
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.figures: dict[str, Figure] = {}
        self.inputs: dict[str, Input] = {}
        self.names = {code: world.name(code) for code in (*world.actors, *world.blocs)}
        self.said = {code: spoken(name) for code, name in self.names.items()}
        self.cited: set[str] = set()

    def add(
        self,
        identifier: str,
        words: str,
        unit: str,
        formula: str,
        best: float,
        around: Estimate | None = None,
        *,
        links: Iterable[str] = (),
    ) -> str:
        """Add a figure and return its id; without a range where `around` has none.

        Parameters
        ----------
        links
            codes of the ways on whose hours and money it rests most
        """
        known = around is not None and math.isfinite(around.low)
        self.figures[identifier] = Figure(
            id=identifier,
            words=words,
            low=around.low if around is not None and known else None,
            best=best,
            high=around.high if around is not None and known else None,
            unit=unit,
            formula=formula,
            inputs=self._kept(links),
            drivers=(),
        )
        return identifier

    def _kept(self, links: Iterable[str]) -> tuple[str, ...]:
        """Keep the figures of some links and return their keys."""
        given = {input_key(each): each for each in way_inputs(self.world, links)}
        self.inputs |= given
        self.cited |= {source for each in given.values() for source in each.sources}
        return tuple(given)
