"""Who and what carries the trade losses of an outcome, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.carriers import carriers
from marchland.brief.figures import figure_of
from marchland.brief.track_record import shipped_error
from marchland.brief.words import absolute, dollars
from marchland.leverage import TradeParts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marchland.engine import Outcome

SMALLEST = 1e6
"""A loss through trade below this, in USD, is not taken apart."""


def carriers_in_words(outcome: Outcome) -> Iterator[str]:
    """Yield for each actor or bloc that was taken apart what carries its trade loss: by partner, then by sector."""
    about, data = outcome.about, outcome.dataset
    for code in data["split"].values.tolist():
        parts = _parts(outcome, code)
        if abs(float(parts.best.sum()) + parts.transfers) < SMALLEST:
            continue
        names = {**about["names"], **{s: s.replace("_", " ") for s in parts.sectors}}
        members = outcome.members(code)
        # The target is its own home market; no sender is told apart here, each partner stands for itself.
        found = carriers(parts, sender=("", ()), target=(code, members), names=names, gdp=_gdp(outcome, code))
        told: dict[str, list[str]] = {}
        for by, _, words, best, drawn in found:
            figure = figure_of("", "", best, drawn[np.isfinite(drawn)], "USD", "", error=shipped_error())
            gains = best < 0 and dollars(best) != dollars(0.0)
            told.setdefault(by, []).append(f"{words} {'gains ' if gains else ''}{absolute(figure)}")
        for by, lines in told.items():
            yield f"Loss of {about['names'][code]} through trade by {by}: {', '.join(lines)}."


def without_source(outcome: Outcome) -> Iterator[str]:
    """Yield who has nobody left to buy a sector from, at best values or in some draws."""
    data = outcome.dataset
    best, drawn = data["substituted_best"].values > 0, data["draws_capped"].values
    for n, k in np.argwhere(best | (drawn > 0)):
        name, sector = outcome.about["names"][outcome.actors[n]], str(data["sector"].values[k])
        when = "at best values and " if best[n, k] else ""
        yield (
            f"{name} cannot buy {sector} for less than the highest price allowed, {when}in {drawn[n, k]} of "
            f"{data.sizes['draw']} draws: the rest is made at home at that price (parameter substitute)."
        )


def _parts(outcome: Outcome, code: str) -> TradeParts:
    of_code = outcome.dataset.sel(split=code)
    ranges = of_code["part"].values
    return TradeParts(
        actors=outcome.actors,
        sectors=tuple(of_code["sector"].values.tolist()),
        best=ranges[0],
        low=ranges[1],
        high=ranges[3],
        transfers=float(of_code["transfer_best"].sel(actor=list(outcome.members(code))).sum()),
        by_partner=of_code["part_by_partner"].values,
        by_sector=of_code["part_by_sector"].values,
        transfers_drawn=of_code["part_transfer"].values,
    )


def _gdp(outcome: Outcome, code: str) -> float:
    return float(outcome.dataset["gdp_best"].sel(actor=list(outcome.members(code))).sum())
