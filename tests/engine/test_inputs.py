from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marchland.bridge import baseline
from marchland.engine import inputs_of
from marchland.levers import Lever

if TYPE_CHECKING:
    from marchland.world import World


@pytest.mark.parametrize(
    "lever",
    [
        Lever(actor="RUS", action="embargo", object="goods from ARM"),
        Lever(actor="EU", action="embargo", object="goods to RUS"),
        Lever(actor="RUS", action="expel", object="workers from TJK"),
        Lever(actor="RUS", action="cut", object="relocation to ARM"),
    ],
)
def test_every_input_stands_in_the_row_that_is_named(world: World, lever: Lever) -> None:
    base = baseline(world, "year")
    inputs = inputs_of(base, [lever])
    known = set(world["sources"]["source"].tolist())
    for given in inputs:
        row = next(r for r in world[given.table].rows() if r["row"] == given.row)
        assert (row["low"], row["best"], row["high"]) == (given.low, given.best, given.high)
        assert known.issuperset(given.sources)
    assert len({(i.table, i.row) for i in inputs}) == len(inputs)
    assert {"indicators", "sectors", "parameters"} <= {i.table for i in inputs}


def test_parameters_are_those_of_the_layers_and_the_horizon(small: World) -> None:
    base = baseline(small, "quarter")
    goods = Lever(actor="CCC", action="embargo", object="goods from AAA")
    words = [i.words for i in inputs_of(base, [goods]) if i.table == "parameters"]
    assert sorted(words) == [
        "trade bound share (quarter)",
        "trade detour (quarter)",
        "trade detour border (any)",
        "trade elasticity floor (any)",
        "trade elasticity profile (quarter)",
        "trade substitute (any)",
        "trade transformation (quarter)",
    ]


def test_who_has_to_leave_no_longer_sends_money(small: World) -> None:
    base = baseline(small, "year")
    lever = Lever(actor="CCC", action="expel", object="workers from AAA")
    words = [i.words for i in inputs_of(base, [lever])]
    assert {
        "workers of AAA in CCC, 2023",
        "labour money from CCC to AAA, 2023",
        "labour force of CCC, 2023",
        "population of AAA, 2023",
    } <= set(words)
    assert not [w for w in words if "relocation money" in w]


def test_only_the_money_that_a_lever_stops_is_listed(small: World) -> None:
    base = baseline(small, "year")
    lever = Lever(actor="CCC", action="cut", object="transfers to AAA")
    assert [i.words for i in inputs_of(base, [lever]) if i.table == "remittances"] == [
        "labour money from CCC to AAA, 2023"
    ]
