from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.levers.pipeline_world import pipeline_world

from marchland.bridge import Baseline, baseline
from marchland.engine import inputs_of
from marchland.levers import Lever
from marchland.world import load_world

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Baseline:
    return baseline(load_world(pipeline_world(tmp_path_factory.mktemp("worlds") / "piped")), "year")


def told(base: Baseline, **given: Any) -> Mapping[str, tuple[float, str]]:  # noqa: ANN401 - any field of a lever
    tables = {"energy_flows", "pipes"}
    return {i.words: (i.best, i.unit) for i in inputs_of(base, [Lever(**given)]) if i.table in tables}


def test_a_cut_rests_on_what_the_buyer_buys_of_all_and_pays(base: Baseline) -> None:
    assert told(base, actor="CCC", action="cut", object="gas to BBB") == {
        "gas from hub_c to hub_b, 2023": (2, "bcm"),
        "price of gas from hub_c to hub_b, 2023": (400, "USD per 1000 m3"),
        "gas from hub_sea to hub_b, 2023": (0.5, "bcm"),
        "price of gas from hub_sea to hub_b, 2023": (500, "USD per 1000 m3"),
    }


def test_refusing_rests_on_the_same_as_being_cut(base: Baseline) -> None:
    cut = told(base, actor="CCC", action="cut", object="oil to AAA")
    assert list(cut.items()) == [("oil from hub_c to hub_a, 2023", (2.0, "Mt"))]
    assert told(base, actor="AAA", action="embargo", object="oil from CCC") == cut


def test_a_closure_rests_on_the_pipe_and_on_what_it_supplies(base: Baseline) -> None:
    found = told(base, actor="BBB", action="close", object="pipe gas_ba for AAA", commodity="gas")
    assert found["tariff of Onward"] == (10.0, "USD per 1000 m3")
    assert found["gas from hub_c to hub_a, 2023"] == (4.0, "bcm")
    assert "capacity of Onward" not in found
    whole = told(base, actor="BBB", action="close", object="pipe gas_ba", commodity="gas")
    assert set(whole) == {"tariff of Onward", "loss of Onward"}
