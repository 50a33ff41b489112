"""The steps of a pair's frontier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.brief.lever_words import levers_phrase
from marchland.brief.model import FrontierStep
from marchland.brief.words import days_in_words
from marchland.leverage import SENDER, TARGET, frontier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.brief.collected import Collected
    from marchland.leverage import Pair


def steps_of(
    store: Collected, pair: Pair, shown: Mapping[int, tuple[str, str]], inputs: tuple[str, ...], formula: str
) -> tuple[FrontierStep, ...]:
    """Return the steps of the frontier; those that are no options of the brief get figures at best values."""
    said, code, nothing = store.said, f"{pair.sender}>{pair.target}", np.zeros(0)
    steps = []
    for number, i in enumerate(frontier(pair), start=1):
        option = pair.options[i]
        phrase = levers_phrase(option.bundle.levers, said)
        if i not in shown:
            words = f"if {said[pair.sender]} {phrase} for {days_in_words(store.result.days)}"
            of_target, of_sender = float(option.best[TARGET].sum()), float(option.best[SENDER].sum())
            told = (
                ("frontier", f"loss of {said[pair.target]} {words}", of_target / pair.target_gdp),
                ("frontier_own", f"own loss of {said[pair.sender]} {words}", of_sender / pair.sender_gdp),
            )
            target, sender = (
                store.add(f"{kind}:{code}:{number}", w, v, nothing, "share of GDP", formula, inputs, layers=())
                for kind, w, v in told
            )
        else:
            target, sender = shown[i]
        steps.append(FrontierStep(words=phrase, target_loss=target, sender_loss=sender))
    return tuple(steps)
