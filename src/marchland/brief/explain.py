"""Opening a figure: formula, inputs, sources, what drives its range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.drivers import of_layers, ranks
from marchland.brief.figures import figure_of
from marchland.brief.model import BriefSource, Figure
from marchland.brief.track_record import shipped_error
from marchland.engine import Input, Outcome
from marchland.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from marchland.brief.corridors.model import Corridors
    from marchland.brief.energy.model import Energy
    from marchland.brief.model import Brief
    from marchland.brief.sensitivity.model import FactorRanking

OUTCOME_FORMULA = (
    "sum over phases of loss rate x days / 365; loss rate = (1 - welfare_hat) x base absorption in trade, changes of "
    "surplus and transfers in remittances, and of gas and oil in energy"
)


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A figure, opened.

    Parameters
    ----------
    figure
        with its formula and drivers
    inputs
        figures of the world that it rests on
    sources
        of the inputs
    draws
        number of draws behind the range
    world, code
        fingerprints
    """

    figure: Figure
    inputs: tuple[Input, ...]
    sources: tuple[BriefSource, ...]
    draws: int
    world: str
    code: str


def why(result: Brief | Corridors | Energy | FactorRanking | Outcome, figure: str) -> Explanation:
    """Open a figure of a result.

    Parameters
    ----------
    result
        a brief, corridors, energy, a ranking of factors or an outcome
    figure
        of all but an outcome: the id beside the number, for instance "leverage:RUS>ARM"; of an outcome:
        "loss:ARM", "share:ARM" (of a year's GDP), or "loss:ARM:trade"

    Raises
    ------
    UnknownName
        where the result has no such figure
    """
    return _of_outcome(result, figure) if isinstance(result, Outcome) else _of_brief(result, figure)


def figure_ids(result: Brief | Corridors | Energy | FactorRanking | Outcome) -> tuple[str, ...]:
    """Return the ids of all figures of a result."""
    if not isinstance(result, Outcome):
        return tuple(result.figures)
    codes = [*result.actors, *result.about["blocs"]]
    return (
        *(f"loss:{c}" for c in codes),
        *(f"share:{c}" for c in codes),
        *(f"loss:{c}:{layer}" for c in codes for layer in result.layers),
    )


def _of_brief(brief: Brief | Corridors | Energy | FactorRanking, identifier: str) -> Explanation:
    if identifier not in brief.figures:
        raise UnknownName("figure", identifier, brief.figures)
    figure = brief.figures[identifier]
    inputs = tuple(brief.inputs[k] for k in figure.inputs)
    return Explanation(
        figure=figure,
        inputs=inputs,
        sources=_cited(brief.sources, inputs),
        draws=brief.draws,
        world=brief.world_fingerprint,
        code=brief.code_fingerprint,
    )


def _of_outcome(outcome: Outcome, identifier: str) -> Explanation:
    if identifier not in figure_ids(outcome):
        raise UnknownName("figure", identifier, figure_ids(outcome))
    kind, code, *layer = identifier.split(":")
    name = outcome.about["names"][code]
    words = f"loss of {name} in the scenario {outcome.about['scenario']['name']!r}"
    if kind == "share":
        best, drawn = outcome.loss_share(code)
        unit, formula = "share of GDP", f"{OUTCOME_FORMULA}; over GDP of a year"
    else:
        best, drawn = outcome.loss(code, layer[0] if layer else None)
        unit, formula = "USD", OUTCOME_FORMULA
        words += f" through {layer[0]}" if layer else ""
    figure = outcome_figure(outcome, identifier, words, best, drawn, unit, formula, layers=layer or None)
    inputs = tuple(Input(**given | {"sources": tuple(given["sources"])}) for given in outcome.about["inputs"])
    sources = tuple(BriefSource(**s) for s in outcome.about["sources"])
    return Explanation(
        figure=figure,
        inputs=inputs,
        sources=_cited(sources, inputs),
        draws=int(np.isfinite(drawn).sum()),
        world=outcome.about["world"]["fingerprint"],
        code=outcome.about["code"],
    )


def outcome_figure(
    outcome: Outcome,
    identifier: str,
    words: str,
    best: float,
    drawn: NDArray[np.float64],
    unit: str,
    formula: str,
    *,
    layers: Iterable[str] | None = None,
) -> Figure:
    """Return a figure of an outcome with range and drivers; draws that failed are left out of the range.

    Drivers are looked for among the factors of `layers`, by default of those that the scenario's levers touch.
    """
    solved = np.isfinite(drawn)
    about, names = outcome.about, [str(f) for f in outcome.dataset["factor_name"].values]
    return figure_of(
        identifier,
        words,
        best,
        drawn[solved],
        unit,
        formula,
        ranked=of_layers(
            ranks(np.asarray(outcome.dataset["factor"].values)[solved]),
            [about["factor_layers"][name] for name in names],
            about["layers"] if layers is None else layers,
        )
        if solved.any()
        else None,
        factors=[about["factors"][name] for name in names],
        error=shipped_error(),
    )


def _cited(sources: Iterable[BriefSource], inputs: Iterable[Input]) -> tuple[BriefSource, ...]:
    wanted = {code for given in inputs for code in given.sources}
    return tuple(s for s in sources if s.source in wanted)
