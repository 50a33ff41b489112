"""Where gas comes from: tracing and fitting add up, and customs' unit values are no prices."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from marchland.errors import WorldError
from marchland.world.build.post_soviet.energy import gas_customs, gas_origins
from marchland.world.build.post_soviet.energy.tables import _joined

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Row

ENDS = {
    "gas_nor_deu": ("hub_nor", "hub_deu"),
    "gas_nordstream": ("hub_rus_west", "hub_deu"),
    "gas_deu_cze": ("hub_deu", "hub_cze"),
    "gas_ukr_svk": ("hub_ukr", "hub_svk"),
    "gas_cze_svk": ("hub_cze", "hub_svk"),
    "gas_tanap_grc": ("hub_tur_eskisehir", "hub_grc"),
    "gas_tap_ita": ("hub_grc", "hub_ita"),
}
FLOWS = {
    "gas_nor_deu": 30.0,
    "gas_nordstream": 60.0,
    "gas_deu_cze": 9.0,
    "gas_ukr_svk": 4.0,
    "gas_cze_svk": 1.0,
    "gas_tanap_grc": 9.0,
    "gas_tap_ita": 8.0,
}
PAIR: Row = {"year": 2021, "seller": "hub_a", "buyer": "hub_b", "fuel": "gas"}
USE = {"hub_deu": 81.0, "hub_cze": 8.0, "hub_svk": 5.0, "hub_grc": 1.0, "hub_ita": 8.0, "hub_ukr": 30.0}


@pytest.fixture
def traced() -> dict[tuple[str, str], float]:
    return gas_origins.traced(FLOWS, ENDS, {"hub_ukr": 20.0}, USE, 3.0)


def test_what_a_hub_uses_comes_from_somewhere(traced: dict[tuple[str, str], float]) -> None:
    for place in ("hub_deu", "hub_cze", "hub_svk", "hub_grc", "hub_ita"):
        assert sum(bcm for (_, buyer), bcm in traced.items() if buyer == place) == pytest.approx(USE[place])


def test_gas_mixes_where_it_enters_and_keeps_its_mix_on_the_way(traced: dict[tuple[str, str], float]) -> None:
    assert traced["hub_rus_west", "hub_deu"] / traced["hub_nor", "hub_deu"] == pytest.approx(60 / 30)
    assert traced["hub_rus_west", "hub_cze"] / traced["hub_nor", "hub_cze"] == pytest.approx(60 / 30)
    # A fifth of what comes to Slovakia is that mixture, the rest came through Ukraine.
    assert traced["hub_nor", "hub_svk"] == pytest.approx(5 * 0.2 / 3)


def test_the_corridor_brings_the_caspian_s_gas_alone(traced: dict[tuple[str, str], float]) -> None:
    assert traced["hub_aze", "hub_ita"] == pytest.approx(8)
    assert traced["hub_aze", "hub_grc"] == pytest.approx(1)


def test_who_buys_nothing_from_a_seller_gets_none_of_its_gas(traced: dict[tuple[str, str], float]) -> None:
    assert gas_origins.BARRED[::-1] not in traced
    assert sum(bcm for (_, buyer), bcm in traced.items() if buyer == "hub_ukr") == pytest.approx(3)


def test_a_fit_adds_up_and_invents_no_trade() -> None:
    prior = {("a", "x"): 3.0, ("a", "y"): 1.0, ("b", "y"): 2.0}
    fitted = gas_origins.fitted(prior, {"a": 6.0, "b": 3.0}, {"x": 4.0, "y": 8.0})
    assert set(fitted) == set(prior)
    assert fitted["a", "x"] + fitted["a", "y"] == pytest.approx(6)
    assert fitted["b", "y"] == pytest.approx(3)
    # What is needed is scaled to what is sold: 9 of 12.
    assert fitted["a", "x"] == pytest.approx(3)


def customs(folder: Path, rows: list[tuple[str, str, float, float]]) -> Path:
    path = folder / gas_customs.FILE
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("year,exporter,importer,hs92,value_kusd,tonnes\n")
        file.writelines(f"2023,{a},{b},271121,{value},{tonnes}\n" for a, b, value, tonnes in rows)
    return folder


def flow(price: float | None, source: str = gas_customs.SOURCE) -> dict[str, str | float | None]:
    return {"year": 2023, "seller": "hub_a", "buyer": "hub_b", "fuel": "gas", "price": price, "source": source}


def test_a_unit_value_that_three_pairs_share_is_no_price(tmp_path: Path) -> None:
    same = [("RUS", "CHN", 6_000_000.0, 9_000_000.0), ("TKM", "CHN", 9_000_000.0, 13_500_000.0)]
    folder = customs(tmp_path, [*same, ("RUS", "UZB", 40_000.0, 60_000.0), ("AZE", "TUR", 3_000_000.0, 6_000_000.0)])
    value = 1000 * 6 / 9 * gas_customs.TONNES
    assert gas_customs.shared(folder)[2023] == pytest.approx((value,), rel=1e-3)
    (fault,) = gas_customs.price_faults([flow(round(value, 1))], folder)
    assert "tonnes are imputed" in fault
    assert not gas_customs.price_faults([flow(1.1 * value), flow(None), flow(value, "a_newspaper")], folder)


def test_a_unit_value_of_two_pairs_may_be_chance(tmp_path: Path) -> None:
    folder = customs(tmp_path, [("RUS", "CHN", 6_000.0, 9_000.0), ("TKM", "CHN", 6_000.0, 9_000.0)])
    assert not gas_customs.shared(folder)


def test_a_price_by_hand_takes_the_quantity_of_a_release() -> None:
    line: Row = {**PAIR, "best": None, "price": 165.0, "price_low": 157.0, "price_high": 173.0, "source": "a_newspaper"}
    stated: Row = {**PAIR, "best": 2.5, "price": None, "price_low": None, "price_high": None, "source": "customs"}
    (row,) = _joined("energy_flows", [line], [stated])
    assert (row["best"], row["price"], row["source"]) == (2.5, 165.0, "customs;a_newspaper")
    with pytest.raises(WorldError, match="hub_a to hub_b in 2021 has no quantity"):
        _joined("energy_flows", [line], [])


def test_a_line_by_hand_stands_in_for_what_is_computed() -> None:
    (row,) = _joined("energy_flows", [{**PAIR, "best": 1.0}], [{**PAIR, "best": 2.5}])
    assert row["best"] == 1.0
