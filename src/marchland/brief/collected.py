"""Figures and inputs of a brief, collected while it is put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.drivers import of_layers, ranks
from marchland.brief.figures import figure_of
from marchland.brief.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from marchland.brief.model import Figure
    from marchland.engine import Input
    from marchland.hindcast import ModelError
    from marchland.leverage import Leverage, Pair


SEVERAL = ("links", "pipes", "energy_flows", "energy_contracts", "storage")
"""Tables whose rows hold several figures, each in a unit of its own."""


class Collected:
    """Collects figures and inputs while a brief is put together.

    Parameters
    ----------
    result
        leverage in the year of the brief; its factors are what drives a figure
    error
        of the models, in the ranges of all losses; None = ranges are those of the draws alone

    Attributes
    ----------
    figures, inputs
        by id, by key
    said
        names of actors and blocs as they stand inside a sentence
    """

    def __init__(self, result: Leverage, error: ModelError | None = None) -> None:
        world = result.world
        self.result, self.error = result, error
        self.ranked = ranked(result.z)
        self.words = [f.words for f in result.factors]
        self.layers = [f.layers for f in result.factors]
        self.figures: dict[str, Figure] = {}
        self.inputs: dict[str, Input] = {}
        names = {a: world.name(a) for a in world.actors} | {b: world.name(b) for b in world.blocs}
        self.names = names
        self.said = {code: spoken(name) for code, name in names.items()}

    def add(
        self,
        identifier: str,
        words: str,
        best: float,
        drawn: NDArray[np.float64],
        unit: str,
        formula: str,
        inputs: tuple[str, ...],
        *,
        layers: Iterable[str],
        over: NDArray[np.float64] | None = None,
    ) -> str:
        """Add a figure and return its id.

        Parameters
        ----------
        identifier, words, best, drawn, unit, formula, inputs
            of the figure; `drawn` is (draws,)
        layers
            that the figure is made of: drivers are looked for among their factors
        over
            (draws, factors) ranks of the draws where they are not those of the result
        """
        of_draws = self.ranked if over is None else over
        self.figures[identifier] = figure_of(
            identifier,
            words,
            best,
            drawn,
            unit,
            formula,
            inputs=inputs,
            ranked=of_layers(of_draws, self.layers, layers) if len(of_draws) else of_draws,
            factors=self.words,
            error=self.error,
        )
        return identifier

    def inputs_of(self, pair: Pair, result: Leverage, lever: str = "") -> tuple[str, ...]:
        """Keep the figures of the world that a pair rests on, or one `lever` of it in words, and return their keys."""
        keys = []
        for given in result.inputs.get(f"{pair.sender}>{pair.target}{':' if lever else ''}{lever}", ()):
            key = input_key(given)
            self.inputs[key] = given
            keys.append(key)
        return tuple(keys)


def input_key(given: Input) -> str:
    """Return the key of a figure of the world: table, row and, where a row holds several, the unit."""
    return f"{given.table}:{given.row}" + (f":{given.unit}" if given.table in SEVERAL else "")


def ranked(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks of deviates; as they are where there are no draws."""
    return ranks(z) if len(z) else z
