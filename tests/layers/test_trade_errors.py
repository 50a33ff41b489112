"""What bad economies and shocks are told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from marchland.errors import MarchlandError, SolverError
from marchland.layers.trade import Economy, InvalidEconomy, Shock, prepare, solve


def parts(**changes: object) -> dict[str, Any]:
    """Return the parts of a sound economy of two actors and two sectors, with changes."""
    flows = np.array([[[50.0, 80.0], [30.0, 0.0]], [[30.0, 0.0], [50.0, 80.0]]])
    sound = {
        "actors": ("ARM", "GEO"),
        "sectors": ("goods", "services"),
        "flows": flows,
        "input_shares": np.full((2, 2, 2), 0.1),
        "elasticity": np.array([4.0, 4.0]),
    }
    return sound | changes


def changed(name: str, place: tuple[int, ...], value: float) -> dict[str, Any]:
    array = np.array(parts()[name] if name in parts() else np.zeros((2, 2, 2)), dtype=float)
    array[place] = value
    return parts(**{name: array})


@pytest.mark.parametrize(
    ("economy", "message"),
    [
        (parts(actors=()), "at least one actor"),
        (parts(actors=("ARM", "ARM")), "actor 'ARM' is listed twice"),
        (parts(sectors=("goods", "goods")), "sector 'goods' is listed twice"),
        (parts(flows=np.ones((2, 3, 2))), r"flows has shape \(2, 3, 2\); expected \(2, 2, 2\)"),
        (parts(flows=[["a"]]), "flows must be an array of numbers"),
        (changed("flows", (0, 1, 0), -1), r"flows\[ARM, GEO, goods\] is -1: must be finite and 0 or more"),
        (changed("flows", (0, 1, 0), np.nan), r"flows\[ARM, GEO, goods\] is nan"),
        (changed("flows", (1, 1, 0), np.inf), r"flows\[GEO, GEO, goods\] is inf"),
        (parts(flows=np.full((2, 2, 2), -1.0)), "8 cells like it"),
        (
            changed("input_shares", (0, 1, 0), -0.1),
            r"input_shares\[ARM, services, goods\] is -0.1: must be in \[0, 1\)",
        ),
        (changed("input_shares", (0, 1, 0), 0.95), r"\[ARM, services\] is 1.05: must be below 1"),
        (changed("elasticity", (1,), 0), r"elasticity\[services\] is 0: must be finite and above 0"),
        (changed("tariffs", (0, 1, 0), -0.2), r"tariffs\[ARM, GEO, goods\] is -0.2"),
        (changed("tariffs", (1, 1, 0), 0.2), r"tariffs\[GEO, GEO, goods\] is 0.2: domestic sales bear no duty"),
        (parts(final_shares=np.full((2, 2), 0.4)), r"summed over sectors \[ARM\] is 0.8: must be 1"),
        (parts(final_shares=np.array([[1.5, -0.5], [0.5, 0.5]])), r"final_shares\[ARM, goods\] is 1.5"),
    ],
)
def test_an_economy_that_makes_no_sense_is_refused(economy: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidEconomy, match=message) as caught:
        Economy(**economy)
    assert isinstance(caught.value, MarchlandError)
    assert isinstance(caught.value, ValueError)


def test_an_actor_that_sells_nothing_is_refused() -> None:
    flows = np.array(parts()["flows"])
    flows[0] = 0
    with pytest.raises(InvalidEconomy, match=r"output of \[ARM\] is 0: an actor must sell something"):
        Economy(**parts(flows=flows))


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ((0, 1, 0), 0.0, r"cost_hat\[0, 1, 0\] is 0: must be above 0; inf is an embargo"),
        ((0, 1, 0), np.nan, r"cost_hat\[0, 1, 0\] is nan"),
        ((1, 1, 0), 2.0, r"cost_hat on the diagonal \[1, 0\] is 2: must be 1"),
    ],
)
def test_a_shock_that_makes_no_sense_is_refused(place: tuple[int, ...], value: float, message: str) -> None:
    cost = np.ones((2, 2, 2))
    cost[place] = value
    with pytest.raises(InvalidEconomy, match=message):
        Shock(cost_hat=cost)


def test_a_shock_of_another_shape_is_refused() -> None:
    with pytest.raises(InvalidEconomy, match=r"expected \(actors, actors, sectors\)"):
        Shock(cost_hat=np.ones((2, 3, 2)))
    with pytest.raises(InvalidEconomy, match=r"cost_hat has shape \(3, 3, 2\); the economy has \(2, 2, 2\)"):
        solve(Economy(**parts()), Shock(cost_hat=np.ones((3, 3, 2))))
    with pytest.raises(InvalidEconomy, match=r"tariffs has shape \(2, 2, 1\)"):
        Shock(cost_hat=np.ones((2, 2, 2)), tariffs=np.zeros((2, 2, 1)))


def test_an_unknown_closure_is_refused() -> None:
    economy = Economy(**parts())
    with pytest.raises(InvalidEconomy, match="deficits is 'none'; choose constant, proportional or zero"):
        prepare(economy, deficits="none")  # type: ignore[arg-type]
    with pytest.raises(InvalidEconomy, match="labour is 'free'; choose mobile, sector_bound or"):
        prepare(economy, labour="free")  # type: ignore[arg-type]
    with pytest.raises(InvalidEconomy, match="tolerance is 0"):
        solve(economy, Shock.none(economy), tolerance=0)


def test_very_negative_final_demand_is_refused_with_actor_and_sector() -> None:
    shares = np.array(parts()["input_shares"])
    shares[0, 1, 0] = 0.89
    shares[0, 0, 0] = 0.5
    economy = Economy(**parts(input_shares=shares))
    with pytest.raises(InvalidEconomy, match=r"implied final demand of ARM for goods is -.* USD, .* % of its final"):
        prepare(economy)
    assert prepare(economy, clip=1).clipped[0][:2] == ("ARM", "goods")


def test_an_input_that_is_bought_from_nobody_is_refused() -> None:
    flows = np.array(parts()["flows"])
    flows[:, :, 0] = [[0, 0], [0, 50]]
    with pytest.raises(InvalidEconomy, match=r"ARM uses .* of goods as an input but buys none"):
        prepare(Economy(**parts(flows=flows)))
    without = np.zeros((2, 2, 2))
    wanted = np.full((2, 2), 0.5)
    with pytest.raises(InvalidEconomy, match=r"final_shares\[ARM, goods\] is 0.5, but flows show no purchase"):
        prepare(Economy(**parts(flows=flows, input_shares=without, final_shares=wanted)))


def test_a_surplus_above_income_is_refused() -> None:
    flows = np.array([[[1.0, 1.0], [90.0, 0.0]], [[1.0, 0.0], [50.0, 80.0]]])
    shares = np.full((2, 2, 2), 0.45)
    with pytest.raises(InvalidEconomy, match=r"ARM has income .* do not cover its trade surplus"):
        prepare(Economy(**parts(flows=flows, input_shares=shares)))


def test_a_start_from_another_economy_is_refused() -> None:
    economy = Economy(**parts())
    one = Economy(
        actors=("ARM",),
        sectors=("goods",),
        flows=np.ones((1, 1, 1)),
        input_shares=np.zeros((1, 1, 1)),
        elasticity=np.ones(1),
    )
    start = solve(one, Shock.none(one))
    with pytest.raises(InvalidEconomy, match="start has flows of shape"):
        solve(economy, Shock.none(economy), start=start)


def test_an_actor_without_any_domestic_sales_is_refused() -> None:
    flows = np.array([[[0.0, 0.0], [30.0, 0.0]], [[30.0, 0.0], [50.0, 80.0]]])
    with pytest.raises(InvalidEconomy, match=r"domestic sales of \[ARM\] is 0: .* fill the diagonal with output less"):
        Economy(**parts(flows=flows))
    flows[0, 0, 1] = 1
    assert Economy(**parts(flows=flows)).flows[0, 0, 0] == 0


@pytest.mark.parametrize(
    ("substitute", "message"),
    [
        (1.0, r"substitute\[goods\] is 1: must be above 1"),
        (float("nan"), r"substitute\[goods\] is nan: must be above 1"),
        (-np.inf, r"substitute\[goods\] is -inf: must be above 1"),
        (np.array([3.0, 0.5]), r"substitute\[services\] is 0.5: must be above 1"),
        (np.array([3.0]), r"substitute has shape \(1,\); expected one number, or \(2,\)"),
        (np.full((2, 2), 3.0), r"substitute has shape \(2, 2\)"),
        ("dear", "substitute must be a number"),
        (1e300, r"substitute\[goods\] is 1e\+300: to the power of the elasticity"),
    ],
)
def test_a_cap_that_makes_no_sense_is_refused(substitute: Any, message: str) -> None:  # noqa: ANN401
    economy = Economy(**parts())
    with pytest.raises(InvalidEconomy, match=message):
        prepare(economy, substitute=substitute)
    with pytest.raises(InvalidEconomy, match=message):
        solve(economy, Shock.none(economy), substitute=substitute)


def test_a_base_that_the_closure_does_not_allow_names_sector_and_actor() -> None:
    """GEO buys goods abroad, sells nothing there, and makes none: without a deficit it cannot have them."""
    flows = np.array([[[50.0, 80.0], [30.0, 0.0]], [[0.0, 0.0], [0.0, 80.0]]])
    economy = Economy(**parts(flows=flows, input_shares=np.zeros((2, 2, 2))))
    with pytest.raises(SolverError, match="nobody is left to sell goods to GEO, which makes none itself"):
        prepare(economy, deficits="zero")
    assert solve(economy, Shock.none(economy)).welfare_hat == pytest.approx(1)


def test_a_surplus_that_can_no_longer_be_sold_has_no_equilibrium() -> None:
    """ARM must send abroad more than its income is worth at any wage: its market is cut to a sliver."""
    flows = np.array([[[10.0, 1.0], [60.0, 0.0]], [[1.0, 0.0], [500.0, 80.0]]])
    economy = Economy(**parts(flows=flows, input_shares=np.zeros((2, 2, 2)), elasticity=np.array([0.5, 4.0])))
    cost = np.ones((2, 2, 2))
    cost[0, 1] = 1e9
    with pytest.raises(SolverError, match=r"trade did not converge|certificate"):
        solve(economy, Shock(cost_hat=cost))


def test_who_would_owe_more_than_it_earns_has_no_equilibrium() -> None:
    """GEO owes a surplus of 42; its service workers lose their market, and goods alone earn less than that."""
    economy = Economy(
        actors=("ARM", "GEO", "AZE"),
        sectors=("goods", "services"),
        flows=np.array(
            [
                [[22.0, 18.0], [0.0, 0.0], [17.0, 0.0]],
                [[15.0, 0.0], [1.0, 1.0], [15.0, 12.0]],
                [[1.0, 0.0], [0.0, 0.0], [19.0, 8.0]],
            ]
        ),
        input_shares=np.zeros((3, 2, 2)),
        elasticity=np.array([2.0, 8.0]),
    )
    cost = np.ones((3, 3, 2))
    cost[0, 1:] = cost[1:, 0] = np.inf
    with pytest.raises(SolverError, match=r"GEO would have -[\d.]+ USD to spend: its surplus \(42\) is more than it"):
        solve(economy, Shock(cost_hat=cost), labour="sector_bound")
