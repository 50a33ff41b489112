from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchland.bridge import Range, Reexports, baseline, central, drawn_economy, draws
from marchland.bridge.economy import elasticity, parameter
from marchland.bridge.rebalance import rebalance
from marchland.bridge.reexports import net_of_reexports
from marchland.bridge.trade_model import BOUND_SHARE, trade_model
from marchland.errors import MissingData
from marchland.levers import HORIZONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world import World

N, S = 4, 2


@st.composite
def passing_goods(draw: st.DrawFn) -> tuple[NDArray[np.float64], Reexports, NDArray[np.float64]]:
    """Return flows (N, N, S), goods that pass, and how much of them; often more than there is."""
    cell = st.floats(0, 100, allow_subnormal=False)
    flows = np.array(draw(st.lists(cell, min_size=N * N * S, max_size=N * N * S))).reshape(N, N, S)
    ways = draw(st.lists(st.tuples(st.permutations(range(N)), st.integers(0, S - 1), st.booleans()), max_size=6))
    amount = np.array(draw(st.lists(cell, min_size=len(ways), max_size=len(ways))))
    passing = Reexports(
        origin=np.array([w[0][0] for w in ways], dtype=np.int64),
        via=np.array([w[0][1] for w in ways], dtype=np.int64),
        destination=np.array([w[0][2] for w in ways], dtype=np.int64),
        sector=np.array([w[1] for w in ways], dtype=np.int64),
        recorded=np.array([w[2] for w in ways], dtype=bool),
        amount=Range(low=amount, best=amount, high=amount),
    )
    return flows, passing, amount


@given(passing_goods())
def test_goods_that_pass_are_counted_once_where_they_are_used(
    case: tuple[NDArray[np.float64], Reexports, NDArray[np.float64]],
) -> None:
    flows, passing, amount = case
    net = net_of_reexports(flows, passing, amount)
    assert net.min() >= 0
    # What a country makes and sells does not change; only re-sales of others' goods fall away.
    resold = (flows - net).sum(axis=1)
    assert resold.min() >= -1e-9
    seller = {(int(v), int(k)) for v, k, r in zip(passing.via, passing.sector, passing.recorded, strict=True) if r}
    for actor in range(N):
        for k in range(S):
            if (actor, k) not in seller:
                assert resold[actor, k] == pytest.approx(0, abs=1e-9)
    # The gain of destinations is what the places on the way no longer buy.
    if not passing.recorded.any():
        assert net.sum() == pytest.approx(flows.sum())


def test_a_recorded_and_an_unrecorded_way() -> None:
    flows = np.zeros((3, 3, 1))
    flows[0, 1, 0], flows[1, 2, 0], flows[0, 2, 0] = 50, 20, 7
    amount = np.array([12.0])
    way = {"origin": np.array([0]), "via": np.array([1]), "destination": np.array([2]), "sector": np.array([0])}
    spread = Range(low=amount, best=amount, high=amount)
    recorded = net_of_reexports(flows, Reexports(**way, recorded=np.array([True]), amount=spread), amount)
    unrecorded = net_of_reexports(flows, Reexports(**way, recorded=np.array([False]), amount=spread), amount)
    assert (recorded[0, 1, 0], recorded[1, 2, 0], recorded[0, 2, 0]) == (38, 8, 19)
    assert (unrecorded[0, 1, 0], unrecorded[1, 2, 0], unrecorded[0, 2, 0]) == (38, 20, 19)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0.4, 5.0), min_size=3, max_size=3), st.lists(st.floats(0.1, 10), min_size=6, max_size=6))
def test_rebalancing_gives_the_value_added_and_leaves_what_is_traded_between_actors(
    income: list[float], between: list[float]
) -> None:
    flows = np.zeros((3, 3, 2))
    flows[:, :, 0][~np.eye(3, dtype=bool)] = between
    flows[np.arange(3), np.arange(3)] = [60, 100]
    shares = np.broadcast_to(np.array([[0.3, 0.15], [0.1, 0.25]]), (3, 2, 2)).copy()
    value_added = 100 * np.array(income)
    balanced = rebalance(("A", "B", "C"), np.array([True, False]), flows, shares, value_added).flows
    output = balanced.sum(axis=1)
    assert ((1 - shares.sum(axis=2)) * output).sum(axis=1) == pytest.approx(value_added, rel=1e-9)
    assert (balanced.sum(axis=0) - np.einsum("isk,is->ik", shares, output)).min() >= -1e-9
    abroad = ~np.eye(3, dtype=bool)
    assert np.array_equal(balanced[abroad], flows[abroad])


def test_figures_that_cannot_agree_name_the_actor() -> None:
    flows = np.zeros((2, 2, 2))
    flows[np.arange(2), np.arange(2)] = [1.0, 1.0]
    flows[0, 1, 0] = 1e6  # sells a thousand times its income abroad
    shares = np.full((2, 2, 2), 0.2)
    with pytest.raises(MissingData, match=r"A: GDP, trade and input shares do not fit together; check its GDP"):
        rebalance(("A", "B"), np.array([True, False]), flows, shares, np.array([1000.0, 1e7]))


@pytest.mark.parametrize("year", [2017, 2023])
def test_every_drawn_economy_of_the_region_clears(world: World, year: int) -> None:
    base = baseline(world.at(year=year), "year")
    for draw in (central(base.factors), *draws(base.factors, 64, 1)):
        drawn = drawn_economy(base, draw)
        flows, shares = drawn.economy.flows, drawn.economy.input_shares
        output = flows.sum(axis=1)
        added = ((1 - shares.sum(axis=2)) * output).sum(axis=1)
        income = base.value_added * drawn.gdp / base.gdp.best
        demand = flows.sum(axis=0) - np.einsum("isk,is->ik", shares, output)
        assert flows.min() >= 0
        assert np.abs(added / income - 1).max() < 1e-9, draw.index
        assert (demand / income[:, None]).min() > -1e-12, draw.index
        assert drawn.absorption == pytest.approx(demand.sum(axis=1), rel=1e-9)
        # What the trade layer owns is sold by someone to someone: incomes and deficits add up over the world.
        deficits = drawn.absorption - added
        assert abs(deficits.sum()) < 1e-9 * income.sum()


def test_at_best_values_the_region_agrees_and_nothing_is_moved(world: World) -> None:
    for year in (2017, 2023):
        base = baseline(world.at(year=year), "year")
        middle = drawn_economy(base, central(base.factors))
        assert middle.moved < 1e-6
        assert middle.mended.sum() < 1e-6 * middle.gdp.sum()


def test_what_the_trade_layer_sees_and_what_energy_earns_are_together_gdp(world: World) -> None:
    view = world.at(year=2023)
    base = baseline(view, "year")
    owned = view["sectors"].where(layer="energy")["sector"].tolist()
    place = {actor: i for i, actor in enumerate(base.actors)}
    output = {(a, s): 0.0 for a in base.actors for s in (*base.sectors, *owned)}
    for row in view["trade"].rows():
        if row["sector"] in owned:
            output[row["exporter"], row["sector"]] += row["best"] * 1e6
    made = drawn_economy(base, central(base.factors)).economy.flows.sum(axis=1)
    for k, sector in enumerate(base.sectors):
        for actor, i in place.items():
            output[actor, sector] = made[i, k]
    added = {a: sum(output[a, s] for s in (*base.sectors, *owned)) for a in base.actors}
    for row in view["input_shares"].rows():
        added[row["actor"]] -= row["best"] * output[row["actor"], row["using"]]
    assert [added[a] for a in base.actors] == pytest.approx(base.gdp.best.tolist(), rel=1e-6)


def test_trade_responds_more_the_longer_the_horizon_and_never_less_than_the_floor(world: World) -> None:
    bases = {h: baseline(world, h) for h in HORIZONS}
    factors = bases["year"].factors
    for draw in (central(factors), *draws(factors, 512, 1)):
        quarter, year, decade = (elasticity(bases[h], draw)[bases[h].traded] for h in HORIZONS)
        assert (quarter >= 0.5).all()
        assert (quarter <= year).all()
        assert (year < decade)[decade > 0.5].all()
    best = {h: elasticity(b, central(factors))[b.traded] for h, b in bases.items()}
    assert best["year"] == pytest.approx(0.38 * best["decade"])
    assert best["quarter"] == pytest.approx(0.2 * best["decade"])


def test_less_is_bound_to_its_sector_the_longer_the_horizon(world: World) -> None:
    horizons = {horizon: baseline(world, horizon) for horizon in HORIZONS}
    points = list(draws(horizons["year"].factors, 64, seed=1))
    for draw in points:
        quarter, year, decade = (parameter(horizons[h], draw, BOUND_SHARE) for h in ("quarter", "year", "decade"))
        assert 0 <= decade <= year <= quarter == 1
    of_a_year = horizons["year"]
    model = trade_model(of_a_year, points[0], drawn_economy(of_a_year, points[0]))
    assert model.bound is not None
    assert (model.bound == parameter(of_a_year, points[0], BOUND_SHARE)).all()


def test_the_range_of_a_drawn_flow_is_the_stated_one(small: World) -> None:
    base = baseline(small, "year")
    a, c = base.actors.index("AAA"), base.actors.index("CCC")
    drawn = [drawn_economy(base, d).economy.flows[a, c, 0] for d in draws(base.factors, 512, 1)]
    low, best, high = (r[a, c, 0] for r in (base.trade.low, base.trade.best, base.trade.high))
    assert np.quantile(drawn, (0.05, 0.5, 0.95)) == pytest.approx([low, best, high], rel=0.02)
