from __future__ import annotations

from typing import Any

import pytest

from marchland.brief.lever_words import lever_phrase
from marchland.levers import RULES, Lever

NAMES = {"ARM": "Armenia", "IRN": "Iran", "RUS": "Russia"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"action": "cut", "object": "gas to ARM"}, "withheld the gas that it sells Armenia"),
        ({"action": "cut", "object": "gas to ARM", "size": 0.5}, "withheld half of the gas that it sells Armenia"),
        ({"action": "embargo", "object": "oil from IRN"}, "refused the oil that it buys of Iran"),
        ({"action": "reprice", "object": "gas to ARM", "size": 300}, "asked Armenia 300 USD per 1000 m3 for gas"),
        ({"action": "supply", "object": "oil", "size": 2}, "had 2 Mt a year more of oil"),
        ({"action": "supply", "object": "gas to ARM", "size": 1}, "had 1 bcm a year more of gas for Armenia"),
        ({"action": "close", "object": "pipe gas_x"}, "closed gas_x"),
        (
            {"action": "close", "object": "pipe RUS for ARM", "commodity": "gas"},
            "closed all pipes of gas that it controls and that may supply Armenia",
        ),
        (
            {"action": "toll", "object": "pipe gas_x", "commodity": "gas", "size": 5},
            "charged 5 USD per 1000 m3 on gas_x",
        ),
    ],
)
def test_a_lever_on_energy_reads_as_a_sentence(given: dict[str, Any], words: str) -> None:
    assert lever_phrase(Lever(actor="RUS", **given), NAMES) == words


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.action} {rule.layer}")
def test_every_action_has_words(rule: Any) -> None:  # noqa: ANN401 - a rule
    for what, direction in rule.objects:
        thing = f"{what} gas_x" if direction == "for" else f"{what} {direction} ARM" if direction else what
        assert lever_phrase(Lever(actor="RUS", action=rule.action, object=thing, size=0.5), NAMES)
