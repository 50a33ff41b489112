"""The tables of a brief as rows of text, the same for every rendering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.brief.render.phrases import levers_in_short, loss_parts

if TYPE_CHECKING:
    from marchland.brief.model import Brief, BriefOption, BriefPair

NO_BUNDLE = "no lever within the budget that hurts"


@dataclass(frozen=True, kw_only=True)
class LossRow:
    """Levers pulled together, and what they cost whom: each cost a number and its range.

    Parameters
    ----------
    number
        of the option, from 1: the last part of the figures' ids; 0 where there is no option
    levers
        as a verb phrase without the target's name
    chosen
        whether this is the bundle that counts as leverage
    """

    number: int
    levers: str
    target_loss: tuple[str, str]
    sender_loss: tuple[str, str]
    others_loss: tuple[str, str]
    affordable: bool
    chosen: bool


def option_rows(brief: Brief, pair: BriefPair) -> tuple[LossRow, ...]:
    """Return a row for each option of a pair, singly and joined, in the order of the brief."""
    return tuple(_row(brief, pair, position) for position in range(len(pair.options)))


def leverage_row(brief: Brief, pair: BriefPair) -> LossRow:
    """Return the row of the bundle that counts as leverage, or one that says there is none."""
    if pair.chosen is not None:
        return _row(brief, pair, pair.chosen)
    loss = loss_parts(brief.figures[pair.leverage])
    nothing = ("–", "")
    return LossRow(
        number=0,
        levers=NO_BUNDLE,
        target_loss=loss,
        sender_loss=nothing,
        others_loss=nothing,
        affordable=False,
        chosen=True,
    )


def _row(brief: Brief, pair: BriefPair, position: int) -> LossRow:
    option, figures = pair.options[position], brief.figures
    return LossRow(
        number=position + 1,
        levers=levers_in_short(option, brief.names[pair.target]),
        target_loss=loss_parts(figures[option.target_loss]),
        sender_loss=loss_parts(figures[option.sender_loss]),
        others_loss=loss_parts(figures[option.others_loss]),
        affordable=option.affordable,
        chosen=position == pair.chosen,
    )


def reasons(brief: Brief, pair: BriefPair) -> tuple[str, ...]:
    """Return why the sender may, each reason once, as sentences without a full stop."""
    name = brief.names[pair.sender]
    lines = dict.fromkeys(line for option in pair.options for line in option.why)
    return tuple(line if line.startswith(name) else f"{name} {line}" for line in lines)


def chosen_option(pair: BriefPair) -> BriefOption | None:
    """Return the option that counts as leverage, None where there is none."""
    return None if pair.chosen is None else pair.options[pair.chosen]


def title_of(brief: Brief, pair: BriefPair) -> str:
    """Return the heading of a pair: "Russia on Armenia"."""
    return f"{brief.names[pair.sender]} on {brief.names[pair.target]}"


def other_of(brief: Brief, pair: BriefPair) -> str:
    """Return the heading of a pair where the brief has named one side: "Russia" in a brief of Armenia."""
    named = {"target": pair.sender, "sender": pair.target}
    return brief.names[named[brief.kind]] if brief.kind in named else title_of(brief, pair)
