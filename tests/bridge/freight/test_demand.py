"""From trade in money to tonnes between zones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import Baseline, baseline, central, draws
from marchland.bridge.economy import drawn_economy
from marchland.bridge.freight.demand import FreightDemand, freight_demand, worth_in
from marchland.bridge.freight.network import freight_network

if TYPE_CHECKING:
    from marchland.world import World

A, B, C = range(3)


@pytest.fixture(scope="module")
def base(carried: World) -> Baseline:
    return baseline(carried, "year")


def demand(base: Baseline) -> tuple[FreightDemand, np.ndarray]:
    flows = drawn_economy(base, central(base.factors)).economy.flows
    return freight_demand(base, freight_network(base.world), flows), flows


def tonnes(found: FreightDemand, flows: np.ndarray) -> np.ndarray:
    return np.asarray(found.shares @ (flows[tuple(found.cells)] / found.usd_per_tonne.best))


def test_tonnes_are_value_over_the_value_of_a_tonne_dealt_out_by_zone_and_class(base: Baseline) -> None:
    found, flows = demand(base)
    volume = tonnes(found, flows)
    one = (found.exporter == A) & (found.importer == C)
    assert volume[one].sum() == pytest.approx(flows[A, C, 0] / 1500)
    assert len(volume[one]) == 2 * 2 * 2
    near_bulk = one & (found.leaves == 0) & (found.arrives == 3) & (found.commodity == 0)
    assert volume[near_bulk].sum() == pytest.approx(0.7 * 0.6 * 0.4 * flows[A, C, 0] / 1500)


def test_goods_for_one_partner_leave_from_where_they_are_known_to(base: Baseline) -> None:
    of = {"actor": "AAA", "partner": "CCC", "flow": "sold", "source": "made_up"}
    table = base.world["gateways"]
    rows = [
        of | {"commodity": "", "place": "a1", "share": 1.0},
        of | {"commodity": "dry_bulk", "place": "a2", "share": 1.0},
    ]
    columns = {name: np.array([row.get(name, 2) for row in rows]) for name in table.columns}
    world = replace(base.world, tables={**base.world.tables, "gateways": replace(table, columns=columns)})
    found, flows = demand(baseline(world, "year"))
    volume = tonnes(found, flows)
    one = (found.exporter == A) & (found.importer == C)
    bulk = found.commodity == 0
    assert volume[one].sum() == pytest.approx(flows[A, C, 0] / 1500)
    assert found.leaves[one & bulk].tolist() == [1, 1]
    assert found.leaves[one & ~bulk].tolist() == [0, 0]
    back = (found.exporter == C) & (found.importer == A)  # what it buys arrives as before
    assert volume[back & (found.arrives == 1)].sum() == pytest.approx(0.3 * flows[C, A, 0] / 1500)


def test_goods_used_where_they_are_made_and_services_are_not_carried(base: Baseline) -> None:
    found, _ = demand(base)
    assert not (found.cells[0] == found.cells[1]).any()
    assert set(found.cells[2].tolist()) == {base.sectors.index("goods")}


def test_tonnes_that_a_row_states_stand_for_those_reckoned(base: Baseline) -> None:
    trade = base.world["trade"]
    row = (trade["exporter"] == "AAA") & (trade["importer"] == "CCC") & (trade["sector"] == "goods")
    stated = replace(trade, columns={**trade.columns, "tonnes": np.where(row, 500_000.0, trade["tonnes"])})
    world = replace(base.world, tables={**base.world.tables, "trade": stated})
    found, flows = demand(baseline(world, "year"))
    cell = (found.cells[0] == A) & (found.cells[1] == C)
    worth = float(trade["best"][row][0]) * 1e6 / 500_000
    assert found.usd_per_tonne.best[cell].tolist() == pytest.approx([worth])
    assert found.usd_per_tonne.high[cell] / worth == pytest.approx(
        found.usd_per_tonne.high[~cell][:1] / found.usd_per_tonne.best[~cell][:1]
    )
    assert tonnes(found, flows)[(found.exporter == A) & (found.importer == C)].sum() == pytest.approx(
        flows[A, C, 0] / worth
    )


def test_who_has_no_zone_is_left_out_and_that_is_told(base: Baseline) -> None:
    zones = base.world["zones"]
    world = replace(base.world, tables={**base.world.tables, "zones": zones.among(actor=("AAA", "CCC"))})
    found, flows = demand(baseline(world, "year"))
    assert B not in {*found.exporter.tolist(), *found.importer.tolist()}
    traded = flows[:, :, 0].sum() - np.trace(flows[:, :, 0])
    assert found.left_out == pytest.approx(1 - (flows[A, C, 0] + flows[C, A, 0]) / traded)
    assert found.left_out_value == pytest.approx(found.left_out)


def test_small_pairs_of_zones_are_left_to_the_larger_ones(base: Baseline) -> None:
    zones = base.world["zones"]
    small = zones["share"].copy()
    small[zones["place"] == "a1"], small[zones["place"] == "a2"] = 0.999, 0.001
    own = replace(zones, columns={**zones.columns, "share": small})
    world = replace(base.world, tables={**base.world.tables, "zones": own})
    found, flows = demand(baseline(world, "year"))
    assert 1 not in {*found.leaves.tolist(), *found.arrives.tolist()}
    one = (found.exporter == A) & (found.importer == C)
    assert tonnes(found, flows)[one].sum() == pytest.approx(flows[A, C, 0] / 1500)


def test_the_value_of_a_tonne_moves_with_its_factor_and_is_best_in_the_middle(base: Baseline) -> None:
    found, _ = demand(base)
    middle = worth_in(found.usd_per_tonne, found.cells[2], central(base.factors))
    assert middle == pytest.approx(found.usd_per_tonne.best)
    z, worth = [], []
    for draw in draws(base.factors, 64, 1):
        z.append(draw["freight.tonnes"])
        worth.append(np.log(worth_in(found.usd_per_tonne, found.cells[2], draw)[0]))
    assert np.corrcoef(z, worth)[0, 1] > 0.6
