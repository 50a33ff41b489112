"""Pipes of which more was open than was used: the year is as it was seen, and the rest is there when it is needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.fuel_world import fuel_world

from marchland.bridge import baseline, central
from marchland.bridge.energy.carried import carried
from marchland.bridge.energy.effect import energy_effect
from marchland.bridge.energy.figures import fuel_figures
from marchland.bridge.energy.lanes import DEARER, with_lanes
from marchland.bridge.energy.market import fuel_market
from marchland.bridge.energy.seen import seen_flows
from marchland.bridge.spread import Range
from marchland.engine.fuel_flows import fuel_flows
from marchland.levers import Lever
from marchland.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.bridge.energy.figures import FuelFigures
    from marchland.world import World

A, B, C = 0, 1, 2
SOUTH, TRANSIT, DETOUR = 0, 1, 2
SALES: NDArray[np.float64] = np.array([[0, 0, 0], [0, 0, 0], [4.0, 6.0, 100.0]])
COST: NDArray[np.float64] = np.full(3, 30.0)


def seen_world(folder: Path, *rows: str) -> World:
    """Return the world of `fuel_world` with what was seen to pass pipes; transit to A may carry 2 of its 4, say."""
    path = fuel_world(folder)
    header = "pipe,from,to,low,best,high,unit,estimated,source"
    (path / "pipe_flows.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return load_world(path).at()


def seen(figures: FuelFigures, **entering: float) -> FuelFigures:
    amounts = np.full(len(figures.pipes), np.nan)
    for pipe, amount in entering.items():
        amounts[figures.pipes.index(pipe)] = amount
    return replace(figures, seen=Range(low=amounts, best=amounts, high=amounts))


@pytest.fixture(scope="module")
def figures(fuelled: World) -> FuelFigures:
    return fuel_figures(fuelled.at(), "gas")


def test_a_cheap_pipe_passes_no_more_than_was_seen(figures: FuelFigures) -> None:
    free = carried(figures, SALES, COST)
    assert free.loads(figures, SALES)[0] == pytest.approx([10, 4, 0, 0])
    assert not free.held.any()
    # A cheaper way that carried 1 of 4 was worth what the dearer one costs more.
    told = seen(figures, gas_ba=1.0)
    ways = carried(told, SALES, COST)
    assert ways.loads(told, SALES)[0] == pytest.approx([7, 1, 3, 0], rel=2e-3)
    assert np.flatnonzero(ways.held).tolist() == [TRANSIT]
    tariff = figures.tariff.best
    assert ways.scarce[TRANSIT] == pytest.approx(tariff[DETOUR] - tariff[SOUTH] - tariff[TRANSIT])


def test_up_to_the_upper_end_of_what_was_seen_half_of_that_is_enough(figures: FuelFigures) -> None:
    # The detour is dearer by 10: more than a quarter of the largest tariff, 30, and less than half of it.
    told = seen(figures, gas_ba=1.0)
    unsure = replace(told, seen=replace(told.seen, high=1.5 * told.seen.best))
    assert carried(unsure, SALES, COST).loads(unsure, SALES)[0] == pytest.approx([7.5, 1.5, 2.5, 0], rel=2e-3)


def test_more_than_was_seen_passes_where_else_it_would_not_arrive(figures: FuelFigures) -> None:
    told = seen(figures, gas_cb=2.0, gas_ca=1.0)
    ways = carried(told, SALES, COST)
    assert ways.loads(told, SALES)[0].sum() == pytest.approx(6 + 2 * 3 + 1, rel=5e-3)
    assert not ways.stranded.any()


def test_a_way_is_not_worth_more_than_half_of_the_largest_tariff(figures: FuelFigures) -> None:
    dear = replace(figures.tariff, best=np.where(np.arange(4) == DETOUR, 200.0, figures.tariff.best))
    told = seen(replace(figures, tariff=dear), gas_ba=1.0)
    ways = carried(told, SALES, COST)
    assert ways.loads(told, SALES)[0] == pytest.approx([10, 4, 0, 0])
    assert ways.scarce[TRANSIT] <= 100 * (1 + 1e-9)


def test_the_second_lane_is_the_rest_at_what_the_other_way_costs(figures: FuelFigures) -> None:
    told = seen(figures, gas_ba=1.0)
    ways = carried(told, SALES, COST)
    laned, found = with_lanes(told, ways)
    assert laned.pipes == (*told.pipes, "gas_ba")
    assert laned.tariff.best[-1] == pytest.approx((1 + DEARER) * (told.tariff.best[TRANSIT] + ways.scarce[TRANSIT]))
    assert found.loads(laned, SALES)[0][-1] == 0


def test_the_year_is_as_it_was_seen_and_a_shut_pipe_is_gone_round(tmp_path: Path) -> None:
    world = seen_world(tmp_path / "seen", "gas_ba,2023-01-01,2023-12-31,1,1,1,bcm,no,made_up")
    base = baseline(world, "year")
    market = fuel_market(base, "gas", central(base.factors))
    assert market.rebased < 1e-7
    assert market.base.residual < 1e-7
    assert market.base.flow == pytest.approx([7, 1, 3, 0, 0], rel=2e-3, abs=1e-5)
    detour = Lever(actor="AAA", action="close", object="pipe gas_ca", days=90)
    after = energy_effect(base, [detour], central(base.factors))
    assert after is not None
    # What went round comes by the pipe that had room, in its second lane; the table of pipes knows one.
    assert after.fuels[0].after.flow[-1] == pytest.approx(3, rel=0.1)
    told = fuel_flows(base, [(365.0, after)])
    assert told is not None
    pipes = base.world["pipes"]["pipe"].tolist()
    assert told.passed_after[pipes.index("gas_ba")] == pytest.approx(after.fuels[0].after.flow[[TRANSIT, -1]].sum())
    # A lever on the pipe is one on both lanes.
    both = [detour, Lever(actor="BBB", action="close", object="pipe gas_ba", days=90)]
    shut = energy_effect(base, both, central(base.factors))
    assert shut is not None
    assert shut.fuels[0].after.flow[[TRANSIT, DETOUR, -1]] == pytest.approx(np.zeros(3), abs=1e-6)


def test_months_are_taken_at_their_pace_and_another_year_not_at_all(tmp_path: Path) -> None:
    world = seen_world(
        tmp_path / "months",
        "gas_cb,2023-11-01,2023-12-31,1,1.22,1.4,bcm,no,made_up",
        "gas_ba,2022-01-01,2022-12-31,0.9,1,1.1,bcm,no,made_up",
        "gas_ca,2023-12-01,2023-12-31,0,0,0,bcm,no,made_up",
    )
    found = seen_flows(world, world["pipes"], 2023)
    assert [each[SOUTH] for each in (found.low, found.best, found.high)] == pytest.approx(
        [amount / 61 * 365.25 for amount in (1, 1.22, 1.4)]
    )
    assert np.isnan(found.best[[TRANSIT, DETOUR]]).all()
