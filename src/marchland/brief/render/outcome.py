"""An outcome on the terminal: the sentence first, then who loses, through what, and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.brief.figures import figure_of
from marchland.brief.lever_words import lever_phrase
from marchland.brief.render.outcome_carriers import carriers_in_words, without_source
from marchland.brief.render.outcome_fuels import show_fuels
from marchland.brief.render.outcome_gone_round import gone_round_in_words
from marchland.brief.render.outcome_unserved import unserved_in_words
from marchland.brief.render.phrases import told_share
from marchland.brief.track_record import shipped_error
from marchland.brief.words import absolute, days_in_words, dollars, listed, spoken, with_range
from marchland.engine.course import MOST_SHARED
from marchland.levers import Lever

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from rich.console import Console

    from marchland.brief.model import Figure
    from marchland.engine import Outcome

MOST_ACTORS = 12
SMALLEST = 1e6
"""Losses below this, in USD, are not listed."""


def outcome_sentence(outcome: Outcome) -> str:
    """Return the answer in plain words: "If Russia ... for a year, Armenia would lose 0.8 % of a year's GDP [...]"."""
    about = outcome.about
    names = {code: spoken(name) for code, name in about["names"].items()}
    levers, answers = ([Lever(**entry) for entry in about["scenario"][kind]] for kind in ("levers", "answers"))
    pulled = _told(levers or answers, names)
    answered = f", and {_told(answers, names)}" if levers and answers else ""
    codes = [c for lever in levers or answers for c in lever.concerned]
    first, *others = dict.fromkeys(codes)
    losses = [f"{names[first]} {_changed(outcome, first)} of a year's GDP"]
    losses += [f"{names[c]} {_changed(outcome, c)}" for c in others]
    note = about["horizon"] != about["horizon_by_days"]
    horizon = (
        f" (computed at the horizon {about['horizon']}, where the days give {about['horizon_by_days']})" if note else ""
    )
    return f"If {pulled} {_held(about['scenario'], [*levers, *answers])}{answered}, {listed(losses)}{horizon}."


def show_outcome(outcome: Outcome, console: Console) -> None:
    """Print an outcome."""
    from rich.table import Table

    about = outcome.about
    console.print(outcome_sentence(outcome), soft_wrap=True)
    table = Table("actor", *outcome.layers, "all together", "of a year's GDP")
    ranked = sorted(outcome.actors, key=lambda a: -abs(outcome.loss(a)[0]))
    involved = [m for code in about["involved"] for m in outcome.members(code)]
    shown = [a for a in ranked if abs(outcome.loss(a)[0]) >= SMALLEST or a in involved][:MOST_ACTORS]
    for actor in shown:
        layers = [dollars(outcome.loss(actor, layer)[0]) for layer in outcome.layers]
        table.add_row(f"{about['names'][actor]} ({actor})", *layers, _money(outcome, actor), _lost(outcome, actor))
    console.print(table)
    show_fuels(outcome, console)
    for code in about["involved"]:
        change = float(outcome.dataset["host_gdp_change_best"].sel(actor=list(outcome.members(code))).sum())
        if change:
            console.print(
                f"The output of {about['names'][code]} would change by {dollars(change)}; its people lose only what is "
                "left of that once wages are no longer paid and capital has moved.",
                soft_wrap=True,
            )
    others = [a for a in outcome.actors if a not in shown]
    rest = sum(outcome.loss(a)[0] for a in others)
    console.print(
        f"Loss over the days of the levers, positive = worse off; at best values, in brackets the 5th and 95th "
        f"percentile{'' if shipped_error() is None else ', model error included'}."
        f"{f' The other {len(others)} actors together: {dollars(rest)}.' if others else ''}",
        soft_wrap=True,
    )
    for line in (
        *unserved_in_words(outcome),
        *gone_round_in_words(outcome),
        *carriers_in_words(outcome),
        *without_source(outcome),
    ):
        console.print(line, soft_wrap=True)
    _show_shares(outcome, console)
    for gap in about["gaps"]:
        console.print(f"Not known: {gap}", soft_wrap=True)
    if about["failed"]:
        named = ", ".join(str(f["draw"]) for f in about["failed"])
        console.print(f"{len(about['failed'])} draws could not be solved and are left out: {named}", soft_wrap=True)
    worst = np.nanmax([float(outcome.dataset["residual_best"]), *outcome.dataset["residual"].values])
    console.print(
        f"{about['world']['title']} as of {about['day']}, horizon {about['horizon']}, "
        f"{outcome.dataset.sizes['draw']} draws, seed {about['seed']}; world {about['world']['fingerprint'][:12]}, "
        f"code {about['code'][:12]}; "
        f"largest residual {worst:.1e}; rebalancing moved {about['rebalanced']:.2%} of sales, "
        f"re-basing wages by {about['rebased']:.1e}",
        soft_wrap=True,
    )


def _told(levers: list[Lever], names: dict[str, str]) -> str:
    by_actor: dict[str, list[str]] = {}
    for lever in levers:
        by_actor.setdefault(lever.actor, []).append(lever_phrase(lever, names))
    return listed([f"{names[actor]} {listed(phrases)}" for actor, phrases in by_actor.items()])


def _held(scenario: dict[str, Any], levers: list[Lever]) -> str:
    """Say how long: one length where all levers hold together, else that they come and go."""
    if len({(lever.start, lever.days) for lever in levers}) == 1:
        return f"for {days_in_words(scenario['days'])}"
    return f"in steps over {days_in_words(scenario['days'])}"


def _changed(outcome: Outcome, code: str) -> str:
    """Say a loss or a gain of an actor or bloc, as a share of its GDP."""
    figure = _ranged(*outcome.loss_share(code), "share of GDP")
    return f"would {'gain' if figure.best < 0 else 'lose'} {absolute(figure)}"


def _lost(outcome: Outcome, code: str) -> str:
    return told_share(_ranged(*outcome.loss_share(code), "share of GDP"))


def _money(outcome: Outcome, code: str) -> str:
    return with_range(_ranged(*outcome.loss(code), "USD"))


def _ranged(best: float, drawn: NDArray[np.float64], unit: str) -> Figure:
    """Return a loss of which only value and range are shown; draws that failed are left out."""
    return figure_of("", "", best, drawn[np.isfinite(drawn)], unit, "", error=shipped_error())


def _show_shares(outcome: Outcome, console: Console) -> None:
    """Print each lever's part of the losses of those concerned, where there are several levers."""
    from rich.table import Table

    about = outcome.about
    entries = [*about["scenario"]["levers"], *about["scenario"]["answers"]]
    if len(entries) < 2:
        return
    if not outcome.dataset.sizes["lever"]:
        console.print(f"Each lever's part is told for up to {MOST_SHARED} levers; these are {len(entries)}.")
        return
    table = Table("lever", *about["involved"], title="each lever's part (Shapley share, at best values)")
    for i, entry in enumerate(entries):
        row = [
            dollars(float(outcome.dataset["share"].isel(lever=i).sel(actor=list(outcome.members(code))).sum()))
            for code in about["involved"]
        ]
        table.add_row(f"{entry['actor']}: {Lever(**entry).words}", *row)
    console.print(table)
