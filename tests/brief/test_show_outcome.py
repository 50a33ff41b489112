from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from marchland.brief.render.outcome import outcome_sentence
from marchland.brief.render.outcome_carriers import carriers_in_words
from marchland.levers import Lever, Scenario
from marchland.sweep import run

if TYPE_CHECKING:
    from marchland.world import World


def test_levers_of_different_length_are_no_year(world: World) -> None:
    levers = (
        Lever(actor="RUS", action="cut", object="transfers to ARM", days=365, start=dt.date(2024, 1, 1)),
        Lever(actor="RUS", action="expel", object="workers from ARM", days=30, start=dt.date(2024, 7, 1)),
    )
    sentence = outcome_sentence(run(world, Scenario(name="steps", levers=levers), draws=0))
    assert " in steps over a year, Armenia would lose " in sentence


def test_who_gains_is_said_to_gain(world: World) -> None:
    levers = (Lever(actor="CHN", action="tariff", object="goods from MDA", size=0.1),)
    sentence = outcome_sentence(run(world, Scenario(name="duty", levers=levers), draws=0))
    assert sentence.startswith("If China put a duty of 10 points on goods from Moldova for a year, Moldova would lose ")
    assert " China would gain " in sentence
    assert "−" not in sentence


def test_who_and_what_carries_a_loss_is_told(world: World) -> None:
    levers = (Lever(actor="RUS", action="embargo", object="goods from ARM"),)
    lines = list(carriers_in_words(run(world, Scenario(name="embargo", levers=levers), draws=4)))
    assert any(line.startswith("Loss of Armenia through trade by partner: Russia ") for line in lines)
    assert any(line.startswith("Loss of Armenia through trade by sector: ") for line in lines)


def test_levers_outside_trade_carry_nothing(world: World) -> None:
    levers = (Lever(actor="RUS", action="cut", object="transfers to ARM"),)
    assert not list(carriers_in_words(run(world, Scenario(name="cut", levers=levers), draws=0)))
