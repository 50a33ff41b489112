"""Ways that are open to all but to the goods of one."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.freight_world import freight_world

from marchland.bridge import baseline
from marchland.bridge.freight.base import FreightBase, freight_base
from marchland.bridge.freight.change import way_change
from marchland.levers import Lever
from marchland.world import World, load_world

if TYPE_CHECKING:
    from pathlib import Path

OF_BBB = {"road_a1_b1", "rail_b1_c1", "road_b1_c1", "terminal_b1", "port_b1"}


def refusing(folder: Path, thing: str, text: str) -> World:
    """Return the world of three actors with ways, with a refusal."""
    path = freight_world(folder) / "states.csv"
    row = {"object": thing, "attribute": "refuses", "text": text, "from": "2000-01-01", "source": "made_up"}
    with path.open(encoding="utf-8", newline="") as file:
        names = csv.DictReader(file).fieldnames or []
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, lineterminator="\n").writerow(row)
    return load_world(folder)


@pytest.fixture(scope="module")
def freed(carried: World) -> FreightBase:
    return freight_base(baseline(carried, "year"))


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> FreightBase:
    world = refusing(tmp_path_factory.mktemp("refused") / "world", "BBB", "AAA")
    return freight_base(baseline(world, "year"))


def between(freight: FreightBase, one: int, other: int) -> np.ndarray:
    ends = np.stack([freight.demand.exporter, freight.demand.importer])
    return np.asarray((np.sort(ends, axis=0) == np.array([[one], [other]])).all(axis=0))


def test_refused_goods_pass_nothing_of_who_refuses_them(freed: FreightBase, refused: FreightBase) -> None:
    pairs = between(refused, 0, 2)
    assert refused.through(OF_BBB, pairs) == (0, 0)
    carried = refused.layer_demand.volume[pairs & refused.served].sum()
    assert refused.through({"rail_a1_c1"}, pairs)[0] == pytest.approx(carried)
    assert freed.through(OF_BBB, between(freed, 0, 2))[0] > 0


def test_what_has_no_other_way_has_none(freed: FreightBase, refused: FreightBase) -> None:
    # From a2 only the road leads on, and it meets the railway in BBB first.
    assert freed.served.all()
    zones = np.array([place for _, place in refused.network.zones])
    ends = np.stack([zones[refused.demand.leaves], zones[refused.demand.arrives]])
    assert set(np.flatnonzero(~refused.served)) >= set(
        np.flatnonzero((ends == "a2").any(axis=0) & between(refused, 0, 2))
    )


def test_trade_with_who_refuses_is_no_transit_and_others_pass_as_before(
    freed: FreightBase, refused: FreightBase
) -> None:
    for pair in ((0, 1), (1, 2)):
        assert refused.served[between(refused, *pair)].all()
        np.testing.assert_array_equal(refused.cheapest[between(refused, *pair)], freed.cheapest[between(freed, *pair)])
        np.testing.assert_array_equal(
            refused.layer_demand.volume[between(refused, *pair)], freed.layer_demand.volume[between(freed, *pair)]
        )


def test_a_place_refuses_to_all_trade_of_whom_it_refuses(tmp_path: Path) -> None:
    freight = freight_base(baseline(refusing(tmp_path / "world", "b1", "AAA"), "year"))
    assert not freight.served[between(freight, 0, 1)].any()
    assert freight.served[between(freight, 1, 2)].all()


def test_without_refusals_there_is_each_class_once(freed: FreightBase) -> None:
    ways = freed.network.ways
    assert ways.commodities == ways.kinds == ("dry_bulk", "general")
    assert not ways.refusal.any()


def test_refused_goods_cost_what_others_do_where_they_pass(refused: FreightBase) -> None:
    ways = refused.network.ways
    figures = ways.at(refused.draw)
    assert ways.commodities == ways.kinds * 2
    np.testing.assert_array_equal(figures.rate[:2], figures.rate[2:])
    np.testing.assert_array_equal(figures.value_of_time[:2], figures.value_of_time[2:])
    assert (ways.allowed[2:] <= ways.allowed[:2]).all()


def test_a_lever_on_a_class_touches_it_wherever_it_may_pass(tmp_path: Path) -> None:
    base = baseline(refusing(tmp_path / "world", "BBB", "AAA"), "year")
    ways = freight_base(base).network.ways
    lever = Lever(action="close", actor="CCC", object="way rail_a1_c1", commodity="general")
    change = way_change(base, ways, [lever])
    railway = ways.links.index("rail_a1_c1")
    shut = [code for code, barred in zip(ways.commodities * 2, change.shut[:, railway], strict=False) if barred]
    assert set(shut) == {"general"}
    assert len(shut) == 2
