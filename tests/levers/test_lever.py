from __future__ import annotations

from typing import Any

import pytest

from marchland.errors import ScenarioError
from marchland.levers import Lever


def test_an_object_is_seen_from_the_actor() -> None:
    lever = Lever(actor="RUS", action="cut", object="transfers to TJK")
    assert (lever.what, lever.direction, lever.partner, lever.rule.layer) == (
        "transfers",
        "to",
        "TJK",
        "remittances",
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"action": "embarg"}, r"action 'embarg' is not known; did you mean embargo\?"),
        ({"object": "goods of ARM"}, r"is not understood; write for instance 'goods from ARM'"),
        ({"action": "expel", "object": "workers to ARM"}, r"expel cannot touch .* it can touch 'workers from ARM'"),
        ({"action": "tariff", "object": "goods to ARM"}, r"it can touch 'goods from ARM'"),
        ({"size": 1.5}, r"size 1.5 of embargo is outside 0 to 1: share of the varieties"),
        ({"size": -0.1}, r"outside 0 to 1"),
        ({"size": float("nan")}, r"outside 0 to 1"),
        ({"action": "open", "size": 1.0}, r"outside 0 to 0.9: share of the cost"),
        ({"days": 0}, r"days 0 must be 1 or more"),
        ({"object": "goods from RUS"}, r"RUS cannot pull a lever on itself"),
        ({"action": "expel", "object": "workers from ARM", "sector": "goods"}, r"has no sectors; leave out sector"),
    ],
)
def test_what_does_not_go_together_is_no_lever(wrong: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"actor": "RUS", "action": "embargo", "object": "goods from ARM"}
    with pytest.raises(ScenarioError, match=message):
        Lever(**given | wrong)
