"""How oil is derived from releases: whose unit values are prices, how accounts close, which fields stand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from marchland.world.build.post_soviet.energy.oil_fields import own_lifted, sales
from marchland.world.build.post_soviet.energy.oil_market import OilYear, _close, _lessen, total
from marchland.world.build.post_soviet.energy.oil_pairs import _pairs
from marchland.world.build.post_soviet.energy.oil_products import refined_for_export
from marchland.world.build.post_soviet.energy.oil_review import BARRELS, YEARS
from marchland.world.build.post_soviet.energy.review import sheet
from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.parameters import parameter_rows

if TYPE_CHECKING:
    from pathlib import Path


def figure(best: float, factor: float = 1.1, source: str = "office") -> Figure:
    return around(best, factor, source, estimated=False)


def pairs(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["exporter", "importer", "mt", "price"])
    return table.assign(year=2023)


def test_a_unit_value_that_three_pairs_share_is_nobodys_price() -> None:
    shared = 609.533
    found = _pairs(
        pairs(("A", "X", 99.0, shared), ("B", "X", 50.0, shared), ("C", "Y", 0.1, shared), ("A", "Y", 10.0, 550.0))
    )
    assert found.price == {(2023, "A", "Y"): 550.0}
    assert found.tonnes[2023, "A", "X"] == 99.0
    assert found.paid == {(2023, "Y"): 550.0}


def test_a_unit_value_far_from_the_sellers_other_sales_is_no_price() -> None:
    found = _pairs(pairs(("A", "X", 5.0, 400.0), ("A", "Y", 10.0, 600.0), ("A", "Z", 10.0, 620.0), ("A", "W", 1, 900)))
    assert set(found.price) == {(2023, "A", "Y"), (2023, "A", "Z")}
    assert found.earned[2023, "A"] == 600.0


def test_a_difference_is_as_uncertain_as_its_parts_and_never_below_nothing() -> None:
    rest = total((figure(100.0),), (figure(90.0),))
    assert rest.best == pytest.approx(10.0)
    assert rest.low == 0.0
    assert rest.high - rest.best == pytest.approx((10.0**2 + (90 - 90 / 1.1) ** 2) ** 0.5)
    assert total((figure(1.0),), (figure(2.0),)).best == 0.0


def test_what_a_seller_has_left_goes_to_the_rest_of_the_world() -> None:
    flows = {("RUS", "CHN"): figure(60.0), ("RUS", "KGZ"): figure(2.0)}
    used: dict[str, Figure] = {}
    _close("RUS", figure(200.0), figure(100.0), flows, used, frozenset())
    assert used["RUS"].best == pytest.approx(98.0), "products sold to Kyrgyzstan are taken off what Russia refines"
    assert flows["RUS", "ROW"].best == pytest.approx(200 - 98 - 62)


def test_what_a_buyer_needs_beyond_its_record_comes_from_the_rest_of_the_world() -> None:
    flows = {("KAZ", "ITA"): figure(12.0)}
    used: dict[str, Figure] = {}
    _close("ITA", figure(4.0), figure(60.0), flows, used, frozenset())
    assert flows["ROW", "ITA"].best == pytest.approx(44.0)


def test_belarus_gets_from_russia_what_it_refines_beyond_its_own_oil() -> None:
    flows: dict[tuple[str, str], Figure] = {}
    _close("BLR", figure(1.9), figure(17.0), flows, {}, frozenset())
    assert flows["RUS", "BLR"].best == pytest.approx(15.1)


def test_sales_beyond_what_is_lifted_are_lessened_all_alike_but_not_those_by_hand() -> None:
    flows = {("AZE", "ITA"): figure(12.0), ("AZE", "ISR"): figure(4.0), ("AZE", "GEO"): figure(0.2)}
    _lessen("AZE", 4.0, flows, frozenset({("AZE", "GEO")}))
    assert flows["AZE", "ITA"].best == pytest.approx(9.0)
    assert flows["AZE", "ISR"].best == pytest.approx(3.0)
    assert flows["AZE", "GEO"].best == 0.2


def test_fields_with_a_pipe_of_their_own_sell_in_one_proportion_to_all_buyers_by_sea() -> None:
    account = OilYear(
        lifted={"KAZ": figure(90.0)},
        used={},
        flows={("KAZ", "ITA"): figure(40.0), ("KAZ", "CHN"): figure(6.25), ("KAZ", "UZB"): figure(1.0)},
    )
    fields = {"hub_tengiz": figure(36.0)}
    sold = {(s.seller, s.buyer): s.flow.best for s in sales(account, fields)}
    assert sold["hub_tengiz", "hub_ita"] + sold["hub_tengiz", "hub_chn"] == pytest.approx(36.0)
    assert sold["hub_tengiz", "hub_ita"] == pytest.approx(32.0)
    assert sold["hub_kaz", "hub_chn"] == pytest.approx(1.25 + 1.0)
    assert ("hub_tengiz", "hub_uzb") not in sold
    assert own_lifted("KAZ", figure(90.0), fields).best == pytest.approx(54.0)
    assert own_lifted("AZE", figure(30.0), fields).best == 30.0


def test_refineries_take_in_for_others_what_is_beyond_all_use_at_home(reference: Path) -> None:
    found = refined_for_export(reference, 2023, {"BLR": figure(16.5, 1.04), "DEU": figure(78.0, 1.04)})
    assert set(found) == {"BLR"}, "Germany uses more than its refineries take in"
    blr = found["BLR"]
    # All of the 7.76 Mt that Belarus uses is of crude oil, or as large a part as in the world.
    assert 16.5 - 7.8 < blr.best < 16.5 - 0.88 * 7.7
    assert 0 < blr.low < blr.best < blr.high < 16.5
    assert blr.estimated
    assert "judgement" in blr.source


def test_the_margin_of_refining_is_that_of_the_review(reference: Path) -> None:
    """5th, 50th and 95th percentile of three centres in 2017 to 2024, at 7.33 barrels a tonne."""
    rows = [row for row in sheet(reference, "Oil - Regional refining margins") if row[0] in YEARS]
    margins = np.array([row[1:4] for row in rows], dtype=np.float64) * BARRELS
    assert margins.size == 3 * len(YEARS)
    (row,) = [row for row in parameter_rows() if row["parameter"] == "oil_refining_margin"]
    assert [row["low"], row["best"], row["high"]] == pytest.approx(np.quantile(margins, (0.05, 0.5, 0.95)), rel=0.01)
