from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.bridge import baseline
from marchland.errors import MissingData

if TYPE_CHECKING:
    from marchland.world import World


def test_flows_are_dollars_by_exporter_importer_and_sector(small: World) -> None:
    base = baseline(small, "year")
    a, c, goods = base.actors.index("AAA"), base.actors.index("CCC"), base.sectors.index("goods")
    assert base.trade.best[a, c, goods] == pytest.approx(100e6)
    assert base.trade.best[c, a, goods] == pytest.approx(120e6)


def test_fuels_belong_to_the_energy_layer_and_only_their_net_exports_are_kept(small: World) -> None:
    base = baseline(small, "year")
    assert base.sectors == ("goods", "rest")
    seen = dict(zip(base.actors, base.value_added.tolist(), strict=True))
    assert seen == {"AAA": pytest.approx(1030e6), "BBB": pytest.approx(400e6), "CCC": pytest.approx(1970e6)}


def test_no_data_is_no_zero(small: World) -> None:
    base = baseline(small, "year")
    a, b, c = (base.actors.index(x) for x in ("AAA", "BBB", "CCC"))
    assert base.migrants.best[c, a] == pytest.approx(900)
    assert np.isnan(base.migrants.best[c, b])
    assert np.isnan(base.labour_money.best[a, b])


def test_a_bloc_stands_for_its_members(small: World) -> None:
    base = baseline(small, "year")
    assert [base.actors[i] for i in base.positions("AB")] == ["AAA", "BBB"]


def test_what_no_model_can_do_without_is_asked_for_all_at_once(small: World) -> None:
    trade, indicators = small["trade"], small["indicators"]
    without = {
        "trade": trade.take(~((trade["exporter"] == "AAA") & (trade["importer"] == "AAA"))),
        "indicators": indicators.take(~((indicators["actor"] == "BBB") & (indicators["indicator"] == "gdp"))),
    }
    world = replace(small, tables=dict(small.tables) | without)
    with pytest.raises(MissingData) as raised:
        baseline(world, "year")
    message = str(raised.value)
    assert "BBB has no gdp up to 2023 (indicators.csv)" in message
    assert "AAA has no sales at home of goods in 2023 (trade.csv, exporter = importer = AAA)" in message
    assert "AAA has no sales at home of rest" in message


def test_a_parameter_without_a_row_for_the_horizon_is_named(small: World) -> None:
    table = small["parameters"]
    gone = (table["parameter"] == "trade_elasticity_profile") & (table["horizon"] == "quarter")
    world = replace(small, tables=dict(small.tables) | {"parameters": table.take(~gone)})
    assert baseline(world, "year").horizon == "year"
    with pytest.raises(MissingData, match=r"no row for horizon quarter of: trade_elasticity_profile"):
        baseline(world, "quarter")
