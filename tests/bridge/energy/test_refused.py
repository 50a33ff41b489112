"""Who buys no more of whose fuel: what is sold stays, and no more of it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.fuel_world import fuel_world

from marchland.bridge import baseline, central
from marchland.bridge.energy.carried import ROOM
from marchland.bridge.energy.effect import fuel_effect
from marchland.bridge.energy.market import fuel_market
from marchland.bridge.energy.refused import refused_sales
from marchland.errors import MarchlandError
from marchland.levers import Lever, Scenario
from marchland.sweep import run
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = 0, 1, 2
CHEAPER = Lever(actor="CCC", action="reprice", object="gas to AAA", size=60.0)


def refusing(folder: Path, *rows: str) -> World:
    path = fuel_world(folder)
    with (path / "states.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row},,,,2000-01-01,,made_up\n" for row in rows)
    return load_world(path)


def sold(world: World, levers: list[Lever]) -> tuple[np.ndarray, np.ndarray]:
    base = baseline(world, "year")
    effect = fuel_effect(base, fuel_market(base, "gas", central(base.factors)), levers)
    return effect.before.sales, effect.after.sales


@pytest.mark.parametrize("buyer", ["AAA", "hub_a"])
def test_what_is_sold_stays_and_no_more_comes(tmp_path: Path, buyer: str) -> None:
    before, free = sold(refusing(tmp_path / "free"), [CHEAPER])
    own, after = sold(refusing(tmp_path / "refused", f"{buyer},refuses_gas,CCC"), [CHEAPER])
    # The year is the same equilibrium; of gas at 60 and no more at 100 AAA buys more where it is free to.
    assert own == pytest.approx(before, rel=1e-6)
    assert free[C, A] > 1.01 * before[C, A]
    assert after[C, A] <= (1 + ROOM) * before[C, A] + 1e-6
    assert after[C, A] >= 0.999 * before[C, A]


def test_a_refusal_is_of_one_fuel_and_not_of_what_is_made_at_home(tmp_path: Path) -> None:
    world = refusing(tmp_path / "world", "AAA,refuses_oil,CCC", "CCC,refuses_gas,CCC;BBB")
    base = baseline(world, "year")
    figures = fuel_market(base, "gas", central(base.factors)).figures
    assert np.argwhere(refused_sales(base.world, figures)).tolist() == [[B, C]]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("gas_cb,refuses_gas,CCC", "gas_cb buys no fuel"),
        ("AAA,refuses_gas,CCD", "'CCD' is neither in actors.csv nor in blocs.csv"),
    ],
)
def test_a_refusal_that_cannot_be(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(MarchlandError, match=message):
        refusing(tmp_path / "world", row)


def test_what_is_supplied_to_who_refuses_it_does_nothing_and_the_result_says_so(tmp_path: Path) -> None:
    cut = Lever(actor="CCC", action="cut", object="gas to AAA")
    more = Lever(actor="BBB", action="supply", object="gas to AAA", size=2.0)
    told, loss = {}, {}
    for case, rows in (("free", ()), ("refused", ("AAA,refuses_gas,BBB",))):
        found = run(
            refusing(tmp_path / case, *rows),
            Scenario(name=case, levers=(cut,), answers=(more,)),
            draws=0,
            horizon="year",
        )
        told[case] = [line for line in found.about["gaps"] if "supply gas to AAA" in line]
        loss[case] = float(found.dataset["loss_best"].sel(actor="AAA").sum())
    assert told["free"] == []
    assert told["refused"] == [
        "BBB: supply gas to AAA does nothing for AAA: no more gas of BBB is bought there (states.csv)"
    ]
    alone = run(refusing(tmp_path / "alone"), Scenario(name="alone", levers=(cut,)), draws=0, horizon="year")
    assert loss["refused"] == pytest.approx(float(alone.dataset["loss_best"].sel(actor="AAA").sum()), rel=1e-4)
    assert loss["free"] < 0.5 * loss["refused"]


def test_croatia_does_not_go_back_to_russian_oil_by_pipe_where_azerbaijans_is_missing(world: World) -> None:
    base = baseline(world, "year")
    oil = fuel_market(base, "oil", central(base.factors))
    effect = fuel_effect(base, oil, [Lever(actor="AZE", action="cut", object="oil to EU")])
    russia, croatia, czechia = (oil.figures.hubs.index(f"hub_{code}") for code in ("rus_west", "hrv", "cze"))
    more = effect.after.sales - effect.before.sales
    # Both are reached by Druzhba: Czechia is exempt.
    assert oil.base.delivered[oil.base.sellers.tolist().index(russia), croatia] < np.inf
    assert more[russia, croatia] == 0.0
    assert more[russia, czechia] > 0.1
