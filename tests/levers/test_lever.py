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
    ("action", "seen", "commodity", "parts"),
    [
        ("cut", "gas to ARM", None, ("gas", "gas", "to", "", "ARM", False)),
        ("embargo", "oil from ARM", None, ("oil", "oil", "from", "", "ARM", False)),
        ("supply", "oil", None, ("oil", "oil", "", "", "", False)),
        ("close", "pipe gas_x", None, ("pipe", "", "for", "gas_x", "", True)),
        ("toll", "pipe gas_x for ARM", None, ("pipe", "", "for", "gas_x", "ARM", True)),
        ("close", "pipe RUS for ARM", "gas", ("pipe", "gas", "for", "RUS", "ARM", False)),
    ],
)
def test_gas_and_oil_are_touched_as_a_flow_at_the_own_hubs_or_by_their_pipe(
    action: Any,  # noqa: ANN401 - an action
    seen: str,
    commodity: str | None,
    parts: tuple[object, ...],
) -> None:
    lever = Lever(actor="RUS", action=action, object=seen, commodity=commodity)
    told = (lever.what, lever.fuel, lever.direction, lever.pipe, lever.partner, lever.is_narrow)
    assert told == parts
    assert (lever.rule.layer, lever.way, lever.is_way) == ("energy", "", False)
    assert lever.words == f"{action} {seen}" + (f" ({commodity})" if commodity else "")


def test_the_same_action_takes_the_right_of_what_it_touches() -> None:
    def right(action: Any, seen: str) -> tuple[str, str]:  # noqa: ANN401 - an action
        rule = Lever(actor="RUS", action=action, object=seen).rule
        return rule.right, rule.layer

    assert right("cut", "transfers to ARM") == ("payments", "remittances")
    assert right("cut", "gas to ARM") == right("embargo", "gas from ARM") == ("border", "energy")
    assert right("embargo", "tourists to ARM") == ("travel", "trade")
    assert right("close", "way RUS") == ("passage", "freight")
    assert right("close", "pipe RUS") == ("passage", "energy")


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
        ({"action": "cut", "object": "gas from ARM"}, r"it can touch .*'gas to ARM' or 'oil to ARM'"),
        ({"action": "cut", "object": "gas"}, r"cut cannot touch 'gas'; it can touch .* 'gas to PARTNER'"),
        ({"action": "embargo", "object": "gas to ARM"}, r"embargo cannot touch .* 'gas from ARM'"),
        ({"action": "tariff", "object": "gas from ARM"}, r"tariff cannot touch .*; it can touch 'goods from ARM'"),
        ({"action": "slow", "object": "pipe gas_x"}, r"slow cannot touch 'pipe gas_x'; it can touch 'way PLACE'"),
        ({"action": "reprice", "object": "gas to ARM", "size": 1e5}, r"outside 0 to 10000: price asked, USD per 1000"),
        ({"action": "close", "object": "pipe gas_x", "size": 2}, r"outside 0 to 1: share of the pipe's capacity"),
        ({"object": "gas from ARM", "sector": "goods"}, r"embargo gas from ARM has no sectors; leave out sector"),
        ({"object": "gas from ARM", "commodity": "gas"}, r"has no commodities; leave out 'gas'"),
        ({"action": "close", "object": "pipe RUS", "commodity": "coal"}, r"'coal' passes no pipe; write gas or oil"),
        ({"action": "cut", "object": "gas to RUS"}, r"RUS cannot pull a lever on itself"),
        ({"action": "close", "object": "pipe gas_x for RUS"}, r"RUS cannot pull a lever on itself"),
        ({"action": "close", "object": "pipe gas_x to ARM"}, r"is not understood; .*'pipe gas_bluestream'"),
    ],
)
def test_what_does_not_go_together_is_no_lever(wrong: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"actor": "RUS", "action": "embargo", "object": "goods from ARM"}
    with pytest.raises(ScenarioError, match=message):
        Lever(**given | wrong)
