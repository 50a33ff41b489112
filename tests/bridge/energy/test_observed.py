"""What was seen to pass pipes, beside what the market sends."""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline
from marchland.bridge.energy.observed import Seen, observed_flows
from marchland.errors import MissingData, UnknownName

if TYPE_CHECKING:
    from types import ModuleType

    from marchland.bridge import Baseline
    from marchland.bridge.energy.observed import ObservedFlow
    from marchland.world import World

ROOT = Path(__file__).parents[3]
LEAST = {(2021, "gas"): 14, (2021, "oil"): 5, (2024, "gas"): 13, (2024, "oil"): 8}
"""Pipelines within 10 % of what was seen; it may get better."""


@pytest.fixture(scope="module")
def bases(world: World) -> dict[int, Baseline]:
    return {year: baseline(world.at(day=dt.date(year, 7, 1)), "year") for year in (2021, 2024)}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return the script that writes the page; it is in the repository only."""
    if not (ROOT / "benchmarks").exists():
        pytest.skip("no folder benchmarks here")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT)
        return importlib.import_module("benchmarks.energy_observed")


@pytest.fixture(scope="module")
def rows(bases: dict[int, Baseline], script: ModuleType) -> dict[tuple[int, str], tuple[ObservedFlow, ...]]:
    found: dict[tuple[int, str], tuple[ObservedFlow, ...]] = script.compared(bases, 0)
    return found


def test_every_flow_that_is_off_has_a_reason_and_no_other_has(
    rows: dict[tuple[int, str], tuple[ObservedFlow, ...]], script: ModuleType
) -> None:
    # The page itself is held to 10 % when it is written; here a digit more or less is let pass.
    assert not script.faults((row for held in rows.values() for row in held), slack=0.02)


@pytest.mark.parametrize(("year", "fuel"), LEAST)
def test_no_fewer_pipelines_carry_what_was_seen(
    rows: dict[tuple[int, str], tuple[ObservedFlow, ...]], script: ModuleType, year: int, fuel: str
) -> None:
    near = [row for row in rows[year, fuel] if row.within() and not script.in_network(row)]
    assert len(near) >= LEAST[year, fuel]


def test_nothing_passes_where_nothing_passed(bases: dict[int, Baseline], script: ModuleType) -> None:
    assert not script.empty(bases)


def test_pipes_side_by_side_carry_the_sum_of_what_each_carries(bases: dict[int, Baseline]) -> None:
    pipes = ("gas_bluestream", "gas_turkstream_tur")
    both = Seen(pipes=pipes, name="both", low=25, best=26.3, high=28, estimated=True, source="judgement")
    found = {row.seen.pipes: row for row in observed_flows(bases[2021], "gas", beside=[both])}
    assert found[pipes].model == pytest.approx(sum(found[(pipe,)].model for pipe in pipes))
    assert found[pipes].ratio == pytest.approx(found[pipes].model / 26.3)


def test_draws_give_a_range_around_what_is_sure(bases: dict[int, Baseline]) -> None:
    for row in observed_flows(bases[2024], "oil", draws=8):
        assert row.model_low <= row.model_high
        if row.seen.pipes == ("oil_cpc",):
            assert row.model_low < row.model < row.model_high


def test_a_pipe_that_is_none_of_the_fuel_is_named(bases: dict[int, Baseline]) -> None:
    wrong = Seen(pipes=("oil_cpc",), name="x", low=1, best=1, high=1, estimated=True, source="judgement")
    with pytest.raises(UnknownName, match="oil_cpc"):
        observed_flows(bases[2021], "gas", beside=[wrong])


def test_a_year_of_which_nothing_was_seen_is_an_error(world: World) -> None:
    unseen = world["pipe_flows"].take(np.array([], dtype=np.int64))
    silent = replace(world, tables=dict(world.tables) | {"pipe_flows": unseen})
    base = baseline(silent.at(day=dt.date(2024, 7, 1)), "year")
    with pytest.raises(MissingData, match="no flows of oil that were seen in the whole of 2024"):
        observed_flows(base, "oil")
