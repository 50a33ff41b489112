from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.errors import MarchlandError, MissingData, ScenarioError, UnknownName
from marchland.levers import Lever, Scenario, check_horizon, horizon_of

if TYPE_CHECKING:
    from marchland.world import World


def lever(start: dt.date | None = None, days: int = 365, **other: str) -> Lever:
    told: dict[str, Any] = {"actor": "RUS", "object": "goods from ARM"} | other
    return Lever(action="embargo", start=start, days=days, **told)


@pytest.mark.parametrize(
    ("days", "horizon"),
    [(1, "quarter"), (92, "quarter"), (93, "year"), (1095, "year"), (1096, "decade")],
)
def test_the_horizon_follows_from_the_days(days: int, horizon: str) -> None:
    assert horizon_of(days) == horizon


def test_an_unknown_horizon_gets_its_nearest_name() -> None:
    with pytest.raises(ScenarioError, match=r"horizon 'yaer' is not known; did you mean year\?"):
        check_horizon("yaer")


def test_a_scenario_without_a_lever_is_none() -> None:
    with pytest.raises(ScenarioError, match=r"has no lever"):
        Scenario(name="nothing", levers=())


def test_levers_are_held_together_only_while_they_overlap() -> None:
    first, second = lever(dt.date(2024, 1, 1), 100), lever(dt.date(2024, 2, 1), 100)
    scenario = Scenario(name="two", levers=(first, second))
    assert scenario.phases() == ((0, 31, (first,)), (31, 100, (first, second)), (100, 131, (second,)))
    assert scenario.days == 131


def test_a_pause_between_levers_is_no_phase() -> None:
    first, second = lever(dt.date(2024, 1, 1), 10), lever(dt.date(2024, 1, 21), 10)
    assert Scenario(name="pause", levers=(first, second)).phases() == ((0, 10, (first,)), (20, 30, (second,)))


def test_answers_are_held_like_levers() -> None:
    first, answer = lever(days=10), lever(actor="TUR", days=4)
    scenario = Scenario(name="answered", levers=(first,), answers=(answer,))
    assert scenario.phases() == ((0, 4, (first, answer)), (4, 10, (first,)))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=6))
def test_each_lever_holds_exactly_its_days(spans: list[tuple[int, int]]) -> None:
    levers = tuple(lever(dt.date(2024, 1, 1) + dt.timedelta(days=s), d) for s, d in spans)
    phases = Scenario(name="many", levers=levers).phases()
    for pulled in levers:
        assert sum(last - first for first, last, held in phases if any(pulled is h for h in held)) == pulled.days
    assert all(before[1] <= after[0] for before, after in pairwise(phases))


@pytest.mark.parametrize(
    ("levers", "error", "message"),
    [
        ((lever(object="goods from ARN"),), UnknownName, r"actor 'ARN' is not known; did you mean"),
        ((lever(actor="EU", object="goods from DEU"),), ScenarioError, r"EU and DEU overlap"),
        ((lever(sector="fodo"),), UnknownName, r"sector 'fodo' is not known; did you mean food\?"),
        (
            (lever(sector="gas"),),
            ScenarioError,
            r"gas is owned by the energy layer: write action \w+ and object 'gas \w+ \w+', without a sector; or name",
        ),
        ((lever(sector="services"),), ScenarioError, r"services is a service and no goods"),
    ],
)
def test_a_scenario_that_the_world_cannot_hold_is_refused(
    world: World, levers: tuple[Lever, ...], error: type[MarchlandError], message: str
) -> None:
    with pytest.raises(error, match=message):
        Scenario(name="wrong", levers=levers).check(world)


def test_a_year_before_the_world_is_refused(world: World) -> None:
    with pytest.raises(MissingData, match=r"no trade of 1990 or before; it holds 2017, 2023"):
        Scenario(name="early", levers=(lever(),), year=1990).check(world)


def test_a_world_of_one_year_does_not_answer_for_another(world: World) -> None:
    with pytest.raises(ScenarioError, match=r"starts from 2023, the world is as of 2017"):
        Scenario(name="other", levers=(lever(),), year=2023).check(world.at(year=2017))


def test_levers_with_and_without_a_first_day_do_not_go_together() -> None:
    dated = Lever(actor="RUS", action="embargo", object="goods from ARM", start=dt.date(2025, 1, 1))
    undated = Lever(actor="RUS", action="embargo", object="goods to ARM")
    with pytest.raises(ScenarioError, match="all or none"):
        Scenario(name="mixed", levers=(dated, undated))


def test_a_scenario_of_gas_alone_may_start_before_there_is_any_trade(world: World) -> None:
    cut = Lever(actor="RUS", action="cut", object="gas to ARM", days=30)
    ban = Lever(actor="RUS", action="embargo", object="goods from ARM", days=30)
    alone = Scenario(name="gas", levers=(cut,), year=2008)
    alone.check(world)
    assert alone.view(world).years("energy_flows") == (2008,)
    with pytest.raises(MissingData, match="no trade of 2008 or before"):
        Scenario(name="both", levers=(cut, ban), year=2008).check(world)
