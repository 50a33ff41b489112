from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline, drawn_economy, draws
from marchland.engine import Stage, stage
from marchland.errors import MarchlandError, MissingData, ScenarioError, SolverError, UnknownName
from marchland.levers import Lever, Scenario
from marchland.sweep import run

if TYPE_CHECKING:
    from marchland.bridge import Baseline, Draw
    from marchland.engine import Outcome
    from marchland.world import World

SCENARIO = Scenario(
    name="two levers",
    levers=(
        Lever(actor="CCC", action="embargo", object="goods to AAA", size=0.5),
        Lever(actor="CCC", action="expel", object="workers from AAA"),
    ),
)


def same_bits(a: Outcome, b: Outcome) -> bool:
    floats = [name for name, v in a.dataset.variables.items() if v.dtype.kind == "f"]
    return all(a.dataset[n].values.tobytes() == b.dataset[n].values.tobytes() for n in floats)


def fail(monkeypatch: pytest.MonkeyPatch, failing: set[int]) -> None:
    def failing_stage(base: Baseline, draw: Draw, *, once: bool = False) -> Stage:
        if draw.index in failing:
            raise SolverError(f"draw {draw.index} did not clear")
        return stage(base, draw, once=once)

    for module in ("run", "solved"):
        monkeypatch.setattr(import_module(f"marchland.sweep.{module}"), "stage", failing_stage)


def test_the_number_of_processes_does_not_change_a_bit(world: World) -> None:
    levers = (
        Lever(actor="RUS", action="embargo", object="goods to ARM"),
        Lever(actor="RUS", action="expel", object="workers from ARM"),
    )
    scenario = Scenario(name="two levers", levers=levers)
    alone, together = (run(world, scenario, draws=12, jobs=jobs) for jobs in (1, 2))
    assert same_bits(alone, together)
    assert json.dumps(alone.about) == json.dumps(together.about)


def test_the_same_seed_gives_the_same_bits_and_another_seed_another_range(small: World) -> None:
    first, again, other = (run(small, SCENARIO, draws=8, seed=seed) for seed in (1, 1, 2))
    assert same_bits(first, again)
    assert first.loss("AAA")[0] == other.loss("AAA")[0]
    assert not np.isclose(first.loss("AAA")[1], other.loss("AAA")[1]).any()


def test_the_first_draws_stay_when_there_are_more(small: World) -> None:
    few, many = (run(small, SCENARIO, draws=n).loss("AAA")[1] for n in (5, 9))
    assert few.tobytes() == many[:5].tobytes()


def test_failed_draws_are_counted_and_named_and_the_others_unchanged(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(small, SCENARIO, draws=8)
    fail(monkeypatch, {2, 5})
    holed = run(small, SCENARIO, draws=8)
    assert holed.about["failed"] == [{"draw": i, "reason": f"draw {i} did not clear"} for i in (2, 5)]
    assert holed.dataset.sizes["draw"] == 8
    best, drawn = holed.loss("AAA")
    assert np.flatnonzero(np.isnan(drawn)).tolist() == [1, 4]
    kept = [0, 2, 3, 5, 6, 7]
    assert drawn[kept].tobytes() == whole.loss("AAA")[1][kept].tobytes()
    assert best == whole.loss("AAA")[0]
    assert np.isfinite(holed.dataset["goods_after"].values).all()


def test_where_no_draw_can_be_solved_there_is_no_outcome(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, set(range(1, 5)))
    with pytest.raises(SolverError, match=r"none of 4 draws could be solved; the first: draw 1 did not clear"):
        run(small, SCENARIO, draws=4)


def test_where_the_best_values_give_no_solution_there_is_no_outcome(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, {0})
    with pytest.raises(SolverError, match=r"draw 0 did not clear"):
        run(small, SCENARIO, draws=4)


def test_the_horizon_is_asked_for_or_of_the_scenario_or_from_the_days(small: World) -> None:
    lever = Lever(actor="CCC", action="embargo", object="goods to AAA", days=30)
    plain, dated = Scenario(name="x", levers=(lever,)), Scenario(name="x", levers=(lever,), horizon="decade")
    assert run(small, plain, draws=0).about["horizon"] == "quarter"
    assert run(small, dated, draws=0).about["horizon"] == "decade"
    outcome = run(small, dated, draws=0, horizon="year")
    assert (outcome.about["horizon"], outcome.about["horizon_by_days"]) == ("year", "quarter")


def test_the_year_of_the_scenario_is_the_year_of_the_figures(world: World) -> None:
    lever = Lever(actor="RUS", action="embargo", object="goods from ARM")
    early, late = (run(world, Scenario(name="x", levers=(lever,), year=y), draws=0) for y in (2017, 2023))
    assert (early.about["year"], late.about["year"]) == (2017, 2023)
    assert early.loss("ARM")[0] != late.loss("ARM")[0]


def test_the_parts_of_a_trade_loss_add_up_to_it_in_every_draw(world: World) -> None:
    levers = (
        Lever(actor="RUS", action="embargo", object="goods from ARM", days=200),
        Lever(actor="EU", action="tariff", object="goods from RUS", size=0.3, days=100),
    )
    outcome = run(world, Scenario(name="x", levers=levers), draws=6, parts_of=["ARM", "RUS", "EU"])
    found = outcome.dataset
    best, whole = found["part_best"].sum(("way", "partner", "sector")) + found["transfer_best"], found["loss_best"]
    assert best.values == pytest.approx(whole.sel(layer="trade").values, rel=1e-9, abs=1e-6 * float(np.abs(best).max()))
    for code in ("ARM", "RUS", "EU"):
        at_best, drawn = outcome.loss(code, "trade")
        own = found.sel(split=code)
        for cut in ("partner", "sector"):
            parts = own[f"part_by_{cut}"].sum(cut) + own["part_transfer"]
            assert parts.values == pytest.approx(drawn, rel=1e-9)
        middle = own["part"].sel(statistic="best").sum()
        assert float(middle + found["transfer_best"].sel(actor=list(outcome.members(code))).sum()) == pytest.approx(
            at_best
        )
    assert (found["part"].sel(statistic="p5") <= found["part"].sel(statistic="p95")).all()


def test_ranges_of_flows_come_from_the_first_draws_and_memory_stays_flat(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = run(small, SCENARIO, draws=6)
    monkeypatch.setattr(import_module("marchland.sweep.solved"), "KEPT_DRAWS", 6)
    many = run(small, SCENARIO, draws=12)
    assert many.dataset.sizes["draw"] == 12
    assert many.dataset["goods_after"].values.tobytes() == few.dataset["goods_after"].values.tobytes()


def test_the_range_of_a_flow_is_that_of_its_draws(small: World) -> None:
    flow = run(small, SCENARIO, draws=9).dataset["goods_before"].sel(exporter="CCC", importer="AAA", sector="goods")
    base = baseline(small.at(), "year")
    place = (base.actors.index("CCC"), base.actors.index("AAA"), base.sectors.index("goods"))
    drawn = [drawn_economy(base, d).economy.flows[place] for d in draws(base.factors, 9, 1)]
    assert flow.values[1:] == pytest.approx(np.quantile(drawn, (0.05, 0.5, 0.95)), rel=1e-6)


def test_a_lever_without_data_is_refused(small: World) -> None:
    lever = Lever(actor="AAA", action="expel", object="workers from CCC")
    with pytest.raises(MissingData, match="no data on workers from CCC for AAA"):
        run(small, Scenario(name="x", levers=(lever,)), draws=0)


def test_everything_that_an_outcome_rests_on_has_its_source(world: World) -> None:
    lever = Lever(actor="RUS", action="embargo", object="goods from ARM")
    about = run(world, Scenario(name="x", levers=(lever,)), draws=0).about
    listed = {s["source"] for s in about["sources"]}
    assert listed == {s for i in about["inputs"] for s in i["sources"]}
    assert (about["world"]["fingerprint"], about["day"], about["year"]) == (world.fingerprint, "2023-12-31", 2023)
    assert len(about["code"]) == 64


@pytest.mark.parametrize(
    ("scenario", "other", "error", "message"),
    [
        (SCENARIO, {"draws": -1}, MarchlandError, r"draws -1 is negative"),
        (SCENARIO, {"seed": -1}, MarchlandError, r"seed -1 is out of bounds"),
        (SCENARIO, {"horizon": "yaer"}, ScenarioError, r"did you mean year\?"),
        (
            Scenario(name="x", levers=(Lever(actor="CCC", action="embargo", object="goods to AAB"),)),
            {},
            UnknownName,
            r"actor 'AAB' is not known",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(
    small: World, scenario: Scenario, other: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        run(small, scenario, **({"draws": 2} | other))  # type: ignore[arg-type]
