"""Closures that leave a way far more than it can carry."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.freight_world import freight_world

from marchland.bridge import Baseline, baseline
from marchland.bridge.freight import eased
from marchland.bridge.freight.base import freight_base
from marchland.bridge.freight.coupling import freight_effect
from marchland.errors import SolverError
from marchland.layers.freight.on_routes import OnRoutes
from marchland.levers import Lever
from marchland.world import World, load_world

if TYPE_CHECKING:
    from marchland.bridge.freight.effect import FreightEffect
    from marchland.layers.freight.on_routes import Near, Reached

A, B, C = range(3)
NARROW = "rail_a1_c1"
TONNES = 4_000.0


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Baseline:
    """Return a world whose railway between AAA and CCC carries 4,000 t a year: BBB has the other way."""
    folder = freight_world(tmp_path_factory.mktemp("narrow") / "world")
    with (folder / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["link"] == NARROW:
            row |= {"capacity": f"{TONNES / 1e6}", "preload": ""}
    with (folder / "links.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return baseline(load_world(folder).at(), "year")


@pytest.fixture(scope="module")
def built_in(world: World) -> Baseline:
    return baseline(world.at(), "year")


def closed(base: Baseline, way: str, actor: str = "BBB") -> FreightEffect:
    found = freight_effect(base, [Lever(actor=actor, action="close", object=f"way {way}")])
    assert found is not None
    return found


def test_what_is_left_of_trade_pays_for_the_queue_at_the_only_way(narrow: Baseline) -> None:
    found = closed(narrow, "b1")
    rail = freight_base(narrow).network.ways.links.index(NARROW)
    assert found.before[rail] < 4 * TONNES
    assert found.before[rail] < found.after[rail] < 30 * TONNES
    assert found.cost_hat[A, C, 0] > 1.3
    assert found.residual <= 1e-3


def test_volumes_cut_on_the_way_change_no_result(narrow: Baseline, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = closed(narrow, "b1")
    for most in (10.0, 14.0, 1e4):
        monkeypatch.setattr(eased, "MOST", most)
        other = closed(replace(narrow), "b1")
        assert other.cost_hat == pytest.approx(whole.cost_hat, rel=5e-3)
        assert other.after == pytest.approx(whole.after, rel=2e-2, abs=1)


def test_volumes_that_give_no_equilibrium_are_approached_from_below(
    narrow: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve, loads = OnRoutes.solve, list[float]()
    refused: list[float] = []
    limit = np.inf

    def weak(self: OnRoutes, volume: np.ndarray, *, gap: float, near: Near) -> Reached:
        """Solve nothing that loads a link beyond the limit, times what it can carry."""
        loads.append(float(self.unavoidable(volume).max()))
        if loads[-1] > limit:
            refused.append(loads[-1])
            raise SolverError("too much")
        return solve(self, volume, gap=gap, near=near)

    monkeypatch.setattr(OnRoutes, "solve", weak)
    whole = closed(replace(narrow), "b1")
    limit = 0.5 * (loads[-1] + max(loads))
    other = closed(replace(narrow), "b1")
    assert refused
    assert other.cost_hat == pytest.approx(whole.cost_hat, rel=5e-3)


def test_what_can_never_be_carried_is_an_error(narrow: Baseline, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> Reached:
        raise SolverError("no equilibrium of freight")

    fresh = replace(narrow)
    freight_base(fresh)
    monkeypatch.setattr(OnRoutes, "solve", none)
    with pytest.raises(SolverError, match="no equilibrium of freight"):
        closed(fresh, "b1")


@pytest.mark.parametrize("way", ["suez", "bosphorus"])
def test_shutting_a_sea_of_the_built_in_world_sends_goods_around(built_in: Baseline, way: str) -> None:
    found = closed(built_in, way, "RUS")
    ways = freight_base(built_in).network.ways
    at = [r for r, (tail, head) in enumerate(zip(ways.tail, ways.head, strict=True)) if way in {tail, head}]
    assert found.before[at].sum() > 1e7
    assert not found.after[at].any()
    assert found.residual <= 1e-3
    assert np.nanmax(found.cost_hat) > 1.05


def test_what_lies_behind_hormuz_is_unserved(built_in: Baseline) -> None:
    found = closed(built_in, "hormuz", "RUS")
    actors = list(built_in.actors)
    emirates, china = actors.index("ARE"), actors.index("CHN")
    assert found.unserved[emirates, china] > 1e6
    goods = freight_base(built_in).demand.cells
    served = found.cost_hat[tuple(goods[:, (goods[0] == emirates) & (goods[1] == china)])]
    assert np.isinf(served).all()
