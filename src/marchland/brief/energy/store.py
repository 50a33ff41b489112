"""Figures of energy and what they rest on, collected while the result is put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.collected import input_key
from marchland.brief.drivers import of_layers, ranks
from marchland.brief.energy.resting import of_contracts, of_pipe, of_stores
from marchland.brief.figure import Figure
from marchland.brief.figures import figure_of
from marchland.brief.track_record import shipped_error
from marchland.brief.words import spoken
from marchland.engine import Input, inputs_of
from marchland.engine.inputs import sale_inputs
from marchland.levers.carrying import hubs_of
from marchland.world.check_energy import PRICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marchland.bridge import Baseline, Draw
    from marchland.brief.energy.reading import Cut


LOSSES = ("USD", "share of GDP")
"""Units of figures whose ranges hold the model error: amounts and prices are bounded otherwise."""


class Store:
    """Collects figures, their inputs and the codes of sources while a result on energy is put together.

    Attributes
    ----------
    best
        numbers at best values, by id of the figure
    figures, inputs
        by id, by key
    names, said
        of actors, blocs and hubs that are no country's, as they stand alone and inside a sentence
    judged
        words of the factors that rest on a judgement, by name
    cited
        codes of sources
    """

    def __init__(
        self,
        base: Baseline,
        best: Mapping[str, float],
        drawn: Sequence[Mapping[str, float]],
        draws: Sequence[Draw],
        ends: Mapping[str, Sequence[Mapping[str, float]]] | None = None,
    ) -> None:
        world = base.world
        self.base, self.world, self.best, self._drawn = base, world, best, drawn
        deviates = np.array([[draw[factor.name] for factor in base.factors] for draw in draws])
        layers = [factor.layers for factor in base.factors]
        self._ranked = of_layers(ranks(deviates), layers, ("energy",)) if len(draws) else None
        self._factors = [factor.words for factor in base.factors]
        self._ends = {} if ends is None else ends
        self.judged = {factor.name: factor.words for factor in base.factors if factor.name in self._ends}
        self.figures: dict[str, Figure] = {}
        self.inputs: dict[str, Input] = {}
        self.names = {code: world.name(code) for code in (*world.actors, *world.blocs)}
        self.names |= {row["place"]: row["name"] for row in world["places"].where(kind="hub").rows()}
        self.said = {code: spoken(name) for code, name in self.names.items()}
        self.cited: set[str] = set()

    def add(self, identifier: str, words: str, unit: str, formula: str, inputs: Iterable[Input] = ()) -> str:
        """Add a figure and return its id; what a draw does not have is 0 there."""
        own = {input_key(each): each for each in inputs}
        self.inputs |= own
        self.cited |= {source for each in own.values() for source in each.sources}
        self.figures[identifier] = figure_of(
            identifier,
            words,
            self.best[identifier],
            np.array([values.get(identifier, 0.0) for values in self._drawn]),
            unit,
            formula,
            inputs=tuple(own),
            ranked=self._ranked,
            factors=self._factors,
            error=shipped_error() if unit in LOSSES else None,
        )
        return identifier

    def at_best(
        self, identifier: str, words: str, best: float, unit: str, formula: str, inputs: Iterable[Input]
    ) -> str:
        """Add a figure that is known at best values only, and return its id."""
        own = {input_key(each): each for each in inputs}
        self.inputs |= own
        self.cited |= {source for each in own.values() for source in each.sources}
        self.figures[identifier] = Figure(
            id=identifier,
            words=words,
            low=None,
            best=best,
            high=None,
            unit=unit,
            formula=formula,
            inputs=tuple(own),
            drivers=(),
        )
        return identifier

    def at_ends(
        self, identifier: str, words: str, of: str, factor: str, formula: str, inputs: Iterable[Input] = ()
    ) -> str:
        """Add the figure `of` once more, its range being that of one judgement alone; return its id."""
        values = [found[of] for found in self._ends[factor]]
        own = {input_key(each): each for each in inputs}
        self.inputs |= own
        self.figures[identifier] = Figure(
            id=identifier,
            words=words,
            low=min(*values, self.best[of]),
            best=self.best[of],
            high=max(*values, self.best[of]),
            unit=self.figures[of].unit,
            formula=formula,
            inputs=tuple(own),
            drivers=(),
        )
        return identifier

    def of_cut(self, cut: Cut) -> tuple[Input, ...]:
        """Return the figures of the world that a cut rests on."""
        return tuple(each for each in inputs_of(self.base, [cut.lever]) if each.table != "sectors")

    def of_pipe(self, pipe: str, name: str, fuel: str, target: str) -> tuple[Input, ...]:
        """Return what a pipe's part in a target's supply rests on: the pipe, what is bought, and the contracts."""
        hubs = hubs_of(self.world, target)
        bought = sale_inputs(self.world, fuel, hubs)
        sold = (each for each in bought if each.unit != PRICE[fuel])
        agreed = (each for each in of_contracts(self.world, fuel, hubs) if each.unit != PRICE[fuel])
        return (*of_pipe(self.world, pipe, name), *sold, *agreed)

    def of_contracts(self, fuel: str, target: str) -> tuple[Input, ...]:
        """Return what contracts with a target say."""
        return tuple(of_contracts(self.world, fuel, hubs_of(self.world, target)))

    def of_stores(self, fuel: str, target: str) -> tuple[Input, ...]:
        """Return what a target's stores hold, and give a day."""
        return tuple(of_stores(self.world, fuel, hubs_of(self.world, target)))

    def of_use(self, fuel: str, target: str) -> tuple[Input, ...]:
        """Return what is known of production, use and price at a target's hubs."""
        rows = self.world["energy_balances"].where(fuel=fuel).among(place=hubs_of(self.world, target))
        return tuple(
            Input(
                words=f"{row['item'].replace('_', ' ')} of {fuel} at {row['place']}, {row['year']}",
                table="energy_balances",
                row=row["row"],
                low=row["low"],
                best=row["best"],
                high=row["high"],
                unit=row["unit"],
                estimated=bool(row["estimated"]),
                sources=tuple(row["source"].split(";")),
            )
            for row in rows.rows()
        )
