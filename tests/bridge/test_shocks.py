from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from marchland.bridge import Baseline, baseline, remittance_shock, trade_shock
from marchland.levers import Lever

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade import Shock
    from marchland.world import World

THETA = np.array([4.0, 1.0])


@pytest.fixture(scope="module")
def base(small: World) -> Baseline:
    return baseline(small, "year")


def pulled(action: Any, what: str, size: float = 1.0, actor: str = "CCC") -> Lever:  # noqa: ANN401 - any action
    return Lever(actor=actor, action=action, object=what, size=size)


def shocked(base: Baseline, *levers: Lever, tariffs: NDArray[np.float64] | None = None) -> Shock:
    shock = trade_shock(base, levers, THETA, tariffs)
    assert shock is not None
    return shock


def at(base: Baseline, exporter: str, importer: str) -> tuple[int, int, int]:
    return base.actors.index(exporter), base.actors.index(importer), base.sectors.index("goods")


def test_levers_of_another_layer_shock_nothing(base: Baseline) -> None:
    assert trade_shock(base, [pulled("expel", "workers from AAA")], THETA, None) is None
    assert remittance_shock(base, [pulled("embargo", "goods from AAA")]) is None


def test_an_embargo_touches_its_flow_alone(base: Baseline) -> None:
    cost = np.array(shocked(base, pulled("embargo", "goods from AAA")).cost_hat)
    assert cost[at(base, "AAA", "CCC")] == np.inf
    cost[at(base, "AAA", "CCC")] = 1
    assert (cost == 1).all()


def test_half_an_embargo_leaves_half_the_varieties(base: Baseline) -> None:
    cost = shocked(base, pulled("embargo", "goods to AAA", 0.5)).cost_hat[at(base, "CCC", "AAA")]
    assert cost ** -THETA[0] == pytest.approx(0.5)


def test_two_half_embargoes_on_one_flow_leave_a_quarter(base: Baseline) -> None:
    levers = pulled("embargo", "goods to AAA", 0.5), pulled("embargo", "goods from CCC", 0.5, actor="AAA")
    assert shocked(base, *levers).cost_hat[at(base, "CCC", "AAA")] ** -THETA[0] == pytest.approx(0.25)


def test_an_embargo_by_a_bloc_touches_the_flows_of_its_members(base: Baseline) -> None:
    cost = shocked(base, pulled("embargo", "goods from CCC", actor="AB")).cost_hat
    refused = {(base.actors[e], base.actors[i], base.sectors[k]) for e, i, k in np.argwhere(np.isinf(cost))}
    assert refused == {("CCC", "AAA", "goods"), ("CCC", "BBB", "goods")}


def test_a_tariff_is_added_to_the_present_duty(base: Baseline) -> None:
    present = 0.05 * (1 - np.eye(3))[:, :, None] * np.ones(2)
    duty = shocked(base, pulled("tariff", "goods from AAA", 0.5), tariffs=present).tariffs
    assert duty is not None
    assert duty[at(base, "AAA", "CCC")] == pytest.approx(0.55)
    assert duty[at(base, "BBB", "CCC")] == 0.05
    assert present.max() == 0.05


def test_opening_lowers_the_cost_of_trading(base: Baseline) -> None:
    assert shocked(base, pulled("open", "goods from AAA", 0.1)).cost_hat[at(base, "AAA", "CCC")] == pytest.approx(0.9)


def test_each_remittance_lever_touches_its_own_corridor(base: Baseline) -> None:
    levers = [pulled("expel", "workers from AAA", 0.3), pulled("cut", "transfers to AB", 0.5)]
    levers += [pulled("cut", "transfers to AAA", 0.5), pulled("cut", "earnings to BBB", 0.37)]
    shock = remittance_shock(base, levers)
    assert shock is not None
    a, b, c = (base.actors.index(x) for x in ("AAA", "BBB", "CCC"))
    assert shock.expelled[c, a] == pytest.approx(0.3)
    assert shock.stopped_labour[c, a] == pytest.approx(0.75)
    assert shock.stopped_labour[c, b] == pytest.approx(0.5)
    assert shock.lost_worth[c, b] == shock.lost_worth.sum() == pytest.approx(0.37)
    assert shock.expelled.sum() == pytest.approx(0.3)
    assert not shock.stopped_relocation.any()
