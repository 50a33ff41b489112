"""Quantities of gas and oil in an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from rich.console import Console

from marchland.brief.render.outcome_fuels import show_fuels
from marchland.engine import Outcome
from marchland.levers import Lever, Scenario
from marchland.sweep import run

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world import World

CUT = Lever(actor="CCC", action="cut", object="gas to AAA", days=73)


@pytest.fixture(scope="module")
def outcome(fuelled: World) -> Outcome:
    return run(fuelled, Scenario(name="a cut", levers=(CUT,), horizon="year"), draws=4)


def test_what_is_used_is_what_is_sold_and_what_stores_give(outcome: Outcome) -> None:
    gas = outcome.dataset.sel(fuel="gas", statistic="best")
    for when in ("before", "after"):
        sold = gas[f"fuel_sold_{when}"].sum("seller").values
        assert gas[f"fuel_used_{when}"].values == pytest.approx(sold + gas[f"fuel_stored_{when}"].values, abs=1e-6)
        # The made-up pipes lose nothing.
        assert gas[f"fuel_made_{when}"].sum("hub").values == pytest.approx(
            gas[f"fuel_sold_{when}"].sum(("seller", "buyer")).values, rel=1e-6
        )


def test_quantities_are_of_the_days_of_the_lever(outcome: Outcome) -> None:
    gas = outcome.dataset.sel(fuel="gas", statistic="best")
    first, last = gas["seller"].values[[0, 2]]
    assert float(gas["fuel_sold_before"].sel(seller=last, buyer=first)) == pytest.approx(4.0 * 73 / 365)
    assert float(gas["fuel_sold_after"].sel(seller=last, buyer=first)) == pytest.approx(0, abs=1e-9)
    # Out of a store of 0.2, of which the last part is kept for those who pay the most.
    assert 0.2 * 0.38 < float(gas["fuel_used_after"].sel(hub=first)) < 0.2
    assert not outcome.dataset.sel(fuel="oil")["fuel_used_before"].any()


def test_quantities_are_kept_in_the_file(outcome: Outcome, tmp_path: Path) -> None:
    again = Outcome.load(outcome.save(tmp_path / "cut.nc"))
    assert np.array_equal(again.dataset["fuel_sold_after"], outcome.dataset["fuel_sold_after"], equal_nan=True)
    assert again.dataset["pipe"].values.tolist() == outcome.dataset["pipe"].values.tolist()


def test_who_goes_without_stands_first_in_the_table(outcome: Outcome) -> None:
    console = Console(width=160, record=True)
    show_fuels(outcome, console)
    rows = [line for line in console.export_text().splitlines() if line.startswith("│")]
    assert outcome.about["hubs"][str(outcome.dataset["hub"].values[0])][0] in rows[0]
    assert "−87" in rows[0]  # a fifth of a year's use of 4 is 0.8; 0.105 comes out of store


def test_levers_on_goods_alone_bring_no_quantities_of_fuel(fuelled: World) -> None:
    ban = Lever(actor="CCC", action="embargo", object="goods from AAA")
    found = run(fuelled, Scenario(name="a ban", levers=(ban,)), draws=0)
    assert "fuel_sold_after" not in found.dataset
