"""What levers on sectors and products do to trade."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from marchland.bridge import Baseline, baseline, central, product_shares, trade_shock
from marchland.engine import stage
from marchland.levers import Lever

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.layers.trade import Shock
    from marchland.world import World


@pytest.fixture(scope="module")
def base(products: World) -> Baseline:
    return baseline(products, "year")


def pulled(action: Any = "embargo", what: str = "goods from AAA", **told: Any) -> Lever:  # noqa: ANN401 - any field
    return Lever(actor="CCC", action=action, object=what, **told)


def shocked(base: Baseline, *levers: Lever, deviate: float = 0.0, tariffs: Any = None) -> Shock:  # noqa: ANN401
    shock = trade_shock(base, levers, np.full(len(base.sectors), 4.0), tariffs, deviate=deviate)
    assert shock is not None
    return shock


def barred(base: Baseline, *levers: Lever, deviate: float = 0.0) -> NDArray[np.float64]:
    """Return the share of the varieties (N, N, S) that the levers bar."""
    cost: NDArray[np.float64] = shocked(base, *levers, deviate=deviate).cost_hat
    return np.asarray(1 - cost**-4.0)


def at(base: Baseline, exporter: str, importer: str, sector: str) -> tuple[int, int, int]:
    return base.actors.index(exporter), base.actors.index(importer), base.sectors.index(sector)


def losses(base: Baseline, *levers: Lever) -> dict[str, float]:
    rate = stage(base, central(base.factors)).effects(levers).loss_rate[:, 0]
    return dict(zip(base.actors, rate.tolist(), strict=True))


def test_an_embargo_on_goods_spares_services(base: Baseline) -> None:
    touched = {base.sectors[k] for _, _, k in np.argwhere(barred(base, pulled()) > 0)}
    assert touched == {"goods", "food"}


def test_sectors_one_by_one_are_all_goods(base: Baseline) -> None:
    one_by_one = shocked(base, pulled(sector="goods"), pulled(sector="food")).cost_hat
    assert np.array_equal(one_by_one, shocked(base, pulled()).cost_hat)


def test_a_product_bars_its_share_of_its_sector_alone(base: Baseline) -> None:
    share = barred(base, pulled(product="wine"))
    assert share[at(base, "AAA", "CCC", "food")] == pytest.approx(10 / 40)
    share[at(base, "AAA", "CCC", "food")] = 0
    assert not share.any()


def test_products_of_a_sector_add_up_and_meet_the_sector_as_parts_of_it(base: Baseline) -> None:
    cell = at(base, "AAA", "CCC", "food")
    both = barred(base, pulled(product="wine"), pulled(product="fish", size=0.5))
    assert both[cell] == pytest.approx(10 / 40 + 0.5 * 6 / 40)
    with_half = barred(base, pulled(product="wine"), pulled(sector="food", size=0.5))
    assert with_half[cell] == pytest.approx(1 - 0.5 * 30 / 40)
    assert barred(base, pulled(product="wine"), pulled(sector="food"))[cell] == 1


def test_a_bloc_is_touched_where_a_figure_is_sourced(base: Baseline) -> None:
    share = barred(base, pulled(what="goods from AB", product="fish"))
    assert [(base.actors[i], base.sectors[k]) for i, _, k in np.argwhere(share > 0)] == [("AAA", "food")]


def test_a_product_as_large_as_its_sector_is_all_of_it(base: Baseline) -> None:
    assert barred(base, pulled(product="machines"))[at(base, "AAA", "CCC", "goods")] == 1


def test_a_duty_on_a_product_lowers_its_sectors_trade_by_what_the_product_loses(base: Baseline) -> None:
    present = 0.1 * (1 - np.eye(3))[:, :, None] * np.ones(len(base.sectors))
    duty = shocked(base, pulled("tariff", product="wine", size=0.4), tariffs=present).tariffs
    assert duty is not None
    cell = at(base, "AAA", "CCC", "food")
    lost = 1 - (1.5 / 1.1) ** -4.0
    assert ((1 + duty[cell]) / 1.1) ** -4.0 == pytest.approx(1 - 0.25 * lost)
    others = np.ones(duty.shape, dtype=bool)
    others[cell] = False
    assert (duty == present)[others].all()


@pytest.mark.parametrize("points", [0.001, 0.5, 10.0])
def test_a_duty_on_a_product_never_stops_more_than_the_product(base: Baseline, points: float) -> None:
    duty = shocked(base, pulled("tariff", product="wine", size=points)).tariffs
    assert duty is not None
    cell = at(base, "AAA", "CCC", "food")
    assert 0 < 1 - (1 + duty[cell]) ** -4.0 < 0.25
    if points < 0.01:
        assert duty[cell] == pytest.approx(0.25 * points, rel=0.01)


@pytest.mark.parametrize("taxed", ["wine", "fish"])
def test_a_duty_takes_its_part_of_what_an_embargo_leaves(base: Baseline, taxed: str) -> None:
    """Wine is barred by half; the duty falls on the other half, or on the fish that nobody barred."""
    cell = at(base, "AAA", "CCC", "food")
    shock = shocked(base, pulled(product="wine", size=0.5), pulled("tariff", product=taxed, size=0.4))
    assert shock.tariffs is not None
    lost = 1 - 1.4**-4.0
    by_duty = 0.5 * 10 / 40 * lost if taxed == "wine" else 6 / 40 * lost
    left = shock.cost_hat[cell] ** -4.0 * (1 + shock.tariffs[cell]) ** -4.0
    assert left == pytest.approx(1 - 0.5 * 10 / 40 - by_duty)


def test_a_product_that_is_opened_sells_more(base: Baseline) -> None:
    cost = shocked(base, pulled("open", product="wine", size=0.1)).cost_hat[at(base, "AAA", "CCC", "food")]
    assert cost**-4.0 == pytest.approx(0.75 + 0.25 * 0.9**-4.0)


def test_products_are_never_more_than_their_sector_together(products: World) -> None:
    flows = products["product_flows"]
    large = {c: np.where(flows["product"] == "fish", flows[c] * 20, flows[c]) for c in ("low", "best", "high")}
    tables = {"product_flows": replace(flows, columns=dict(flows.columns) | large)}
    base = baseline(replace(products, tables=dict(products.tables) | tables), "year")
    cell = at(base, "AAA", "CCC", "food")
    assert barred(base, pulled(product="fish"))[cell] == 1
    assert barred(base, pulled(product="fish"), pulled(product="wine"))[cell] == pytest.approx(1)
    half = barred(base, pulled(product="fish", size=0.5), pulled(product="wine", size=0.5))
    assert half[cell] == pytest.approx(0.5)


def test_tourists_touch_services_of_the_country_that_they_visit(base: Baseline) -> None:
    share = barred(base, pulled(what="tourists to AAA"))
    assert share[at(base, "AAA", "CCC", "services")] == pytest.approx(10 / 25)
    assert {base.sectors[k] for _, _, k in np.argwhere(share > 0)} == {"services"}


def test_the_share_has_the_range_of_the_product(base: Baseline) -> None:
    i, j, _ = at(base, "AAA", "CCC", "food")
    low, best, high = (product_shares(base, "wine", z)[i, j] for z in (-1.6448536, 0.0, 1.6448536))
    assert (low, best, high) == (pytest.approx(8 / 40), pytest.approx(10 / 40), pytest.approx(14 / 40))
    assert product_shares(base, "machines", -3.0).max() == 1


def test_a_part_costs_less_than_the_whole(base: Baseline) -> None:
    goods, food, wine = (
        losses(base, pulled()),
        losses(base, pulled(sector="food")),
        losses(base, pulled(product="wine")),
    )
    assert 0 < wine["AAA"] < food["AAA"] < goods["AAA"]


def test_the_range_of_a_product_is_in_the_draws(products: World) -> None:
    base = baseline(products, "year")
    middle = central(base.factors)
    z = np.zeros(len(base.factors))
    z[middle.names.index("trade.recorded")] = 1.5
    wine = [pulled(product="wine")]
    known, drawn = (stage(base, d).effects(wine) for d in (middle, replace(middle, z=z)))
    assert drawn.loss_rate[base.actors.index("AAA"), 0] > known.loss_rate[base.actors.index("AAA"), 0]
