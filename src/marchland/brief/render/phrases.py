"""What every rendering says in the same words: losses and gains, dates, territories, gaps."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from marchland.brief.words import absolute, amount, begun, dollars, in_points, percent, span, spoken, with_range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.model import Brief, BriefOption, Figure, MapTerritory

SMALLEST = 1e-5
"""A share of GDP, ends of its range included, below which a table says "under"."""
_MISSING = re.compile(r"(^|: )no data on ")


def loss(figure: Figure, *, many: bool = False) -> str:
    """Return a loss with its range; a negative one is a gain: "gains 0.006 % [0.003 to 0.01]", of many "gain"."""
    said = absolute(figure)
    return f"{'gain' if many else 'gains'} {said}" if _gains(figure) else said


def loss_parts(figure: Figure, *, many: bool = False) -> tuple[str, str]:
    """Return a loss and its range apart, short enough for a table: ("0.038 %", "[0.021 to 0.076]")."""
    ends = [abs(x) for x in (figure.low, figure.best, figure.high) if x is not None]
    if figure.unit != "USD" and 0 < max(ends) < SMALLEST:
        return f"under {percent(SMALLEST)}", ""
    number, _, bracket = loss(figure, many=many).partition(" [")
    bracket = bracket.replace(" USD", "")
    # Nothing, whatever is drawn, needs no range.
    return number, "" if bracket in {"", "0 to 0]"} else f"[{bracket}"


def told_share(figure: Figure) -> str:
    """Return a share of GDP with its sign and range; "under 0.001 %" where neither is more, gain or loss."""
    ends = [abs(x) for x in (figure.low, figure.best, figure.high) if x is not None]
    return f"under {percent(SMALLEST)}" if 0 < max(ends) < SMALLEST else with_range(figure)


def _gains(figure: Figure) -> bool:
    # What is printed as nothing is no gain either.
    nothing = (dollars if figure.unit == "USD" else percent)(0.0)
    return figure.best < 0 and amount(figure) != nothing


def points(figure: Figure) -> str:
    """Return a change of a share with sign and range, in percentage points: "+2.1 points [0.5 to 4]"."""
    sign = "+" if figure.best > 0 else ""
    return f"{sign}{in_points(figure.best)} {span(figure)}".strip()


def absolute_points(figure: Figure) -> str:
    """Return what is taken away, or added where it is below zero, in points: "2.5 points less [1.7 to 4]"."""
    _, bracket, ends = absolute(figure).partition(" [")
    return f"{in_points(abs(figure.best))} {'less' if figure.best >= 0 else 'more'}{bracket}{ends}"


def levers_in_short(option: BriefOption, target: str) -> str:
    """Return the levers of an option without the target's name, for a table that names it: "refused goods"."""
    return without_target(option.words, target)


def without_target(words: str, target: str) -> str:
    """Return levers as a verb phrase without the target's name: "refused wine from Georgia" -> "refused wine"."""
    for name in (spoken(target), target, "there"):
        for known in (f" that it sells {name}", f" that it buys of {name}", f" that it buys {name}"):
            words = words.replace(known, "")
        for known in (f" from {name}", f" to {name}", f" with {name}"):
            words = words.replace(known, "")
    return re.sub(r" there(?=,| and|$)", "", words)


def day_in_words(text: str) -> str:
    """Return an ISO date as "12 August 2008"; a year or a month stays as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B} {day.year}"


def territory(place: MapTerritory, names: Mapping[str, str]) -> str:
    """Return who is sovereign over a territory, who controls it, and since when."""
    sovereign, controller = (spoken(names.get(code, code)) for code in (place.actor, place.controller))
    return f"recognised as part of {sovereign}, controlled by {controller} since {day_in_words(place.since)}"


def spelled_out(text: str, names: Mapping[str, str]) -> str:
    """Return a text with the codes of actors replaced by their names: "ARM on GEO" -> "Armenia on Georgia"."""
    return re.sub(r"\b[A-Z][A-Z0-9]+\b", lambda found: names.get(found[0], found[0]), text)


def not_known(brief: Brief) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the models lack, and which figures of the world are missing, with names for codes."""
    lines = [begun(spelled_out(gap, brief.names)) for gap in brief.gaps]
    missing = tuple(line for line, gap in zip(lines, brief.gaps, strict=True) if _MISSING.search(gap))
    return tuple(line for line in lines if line not in missing), missing


def how_it_was_made(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return label and value of everything that is needed to make the brief again."""
    horizon = f"{brief.horizon}; levers hold for {brief.days} days"
    failed = f"; {len(brief.failed)} failed: {'; '.join(brief.failed[:3])}" if brief.failed else ""
    compared = f", compared with {brief.earlier}" if brief.earlier is not None else ""
    return (
        ("World", f"{brief.world_title} ({brief.world}) as of {day_in_words(brief.day)}"),
        ("Year of the figures", f"{brief.year}{compared}"),
        ("Fingerprint of the world", brief.world_fingerprint[:12]),
        ("Fingerprint of the code", brief.code_fingerprint[:12]),
        ("Version", f"marchland {brief.version}"),
        ("Budget", f"{percent(brief.budget)} of the sender's GDP"),
        ("Horizon", horizon + (f" ({brief.horizon_note})" if brief.horizon_note else "")),
        ("Draws", f"{brief.draws}{failed}"),
        ("Seed", str(brief.seed)),
        ("Residual", f"{brief.residual:.1e} (largest, of the equilibrium conditions)"),
    )


def what_ranges_are(brief: Brief) -> str:
    """Return one line on how to read a range, and what leverage is."""
    if not brief.draws:
        return "There are no draws, so that no number has a range."
    said = f"Ranges are the 5th to the 95th percentile of {brief.draws} draws over the uncertain inputs"
    error = brief.model_error
    if error is None:
        return f"{said}; the models' own error is not in them."
    own = " The ranges of amounts, prices and ways are without it." if brief.ways or brief.energy else ""
    return (
        f"{said} and, of losses, the model error, whose spread is {percent(error.of_a_loss)} of a loss: what "
        f"{error.outcomes} outcomes of {error.episodes} uses of levers before 2015 show.{own}"
    )


def what_leverage_is(brief: Brief) -> str:
    """Return the definition of leverage, for a reader."""
    return (
        "Leverage: what the sender's best bundle of levers costs the target, in % of the target's GDP of a year, while "
        f"the sender itself loses at most {percent(brief.budget)} of its own."
    )


def drivers_in_words(figure: Figure) -> str:
    """Return what a range comes from: each factor, its share, and which way it pulls."""
    told = [f"{d.words} ({percent(d.share)}, more of it is {'more' if d.sign > 0 else 'less'})" for d in figure.drivers]
    return "; ".join(told)
