"""Barred goods go on through others where there are any, and only what is barred does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from marchland.bridge import Baseline, Detours, Ways, baseline, central, detours, trade_shock, ways_round
from marchland.bridge.detours import MOST_GROWTH, customs_unions
from marchland.levers import Lever

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world import World

THETA = np.array([4.0, 1.0])
PART, BORDER = 0.2, 0.1


@pytest.fixture(scope="module")
def base(small: World) -> Baseline:
    return baseline(small, "year")


def barred(what: str, size: float = 1.0, actor: str = "CCC", **given: Any) -> Lever:  # noqa: ANN401 - any field
    return Lever(actor=actor, action="embargo", object=what, size=size, **given)


def ways(base: Baseline, flows: NDArray[np.float64] | None = None) -> Ways:
    own = np.nan_to_num(base.trade.best) if flows is None else flows
    found = ways_round(base, central(base.factors), own)
    assert found is not None
    return replace(found, part=PART, border=BORDER)


def gone(base: Baseline, *levers: Lever) -> Detours:
    found = detours(base, levers, ways(base))
    assert found is not None
    return found


def test_who_sets_duties_together_is_a_customs_union(base: Baseline) -> None:
    a, b, c = (base.actors.index(x) for x in ("AAA", "BBB", "CCC"))
    unions = customs_unions(base.world)
    assert unions[a, b]
    assert unions[b, a]
    assert not unions[c].any()


def test_the_part_goes_by_the_member_of_the_union(base: Baseline) -> None:
    found = gone(base, barred("goods from AAA"))
    ends = [base.actors[int(x[0])] for x in (found.exporter, found.importer)]
    assert ends == ["AAA", "CCC"]
    assert found.through[0, base.actors.index("BBB")] == pytest.approx(PART)
    assert found.through.sum() == pytest.approx(PART)
    assert found.left[0] == 0


def test_a_way_across_a_border_takes_as_much_less_as_it_is_less_open(base: Baseline) -> None:
    found = gone(base, barred("goods from BBB", actor="AAA"))
    assert found.through[0, base.actors.index("CCC")] == pytest.approx(PART * BORDER)


def test_of_a_part_that_is_barred_the_same_part_goes_round(base: Baseline) -> None:
    found = gone(base, barred("goods from AAA", 0.25))
    assert found.left[0] == 0.75
    assert found.through.sum() == pytest.approx(0.25 * PART)


def test_no_way_is_left_where_the_other_half_is_barred_as_well(base: Baseline) -> None:
    assert detours(base, [barred("goods from AB")], ways(base)) is None
    half = gone(base, barred("goods from AAA"), barred("goods from BBB", 0.5))
    of_a = half.exporter == base.actors.index("AAA")
    assert half.through[of_a].sum() == pytest.approx(PART)
    assert base.actors.index("AAA") not in set(np.nonzero(half.through[~of_a])[1].tolist())


def test_a_third_takes_at_most_ten_times_what_it_bought(base: Baseline) -> None:
    flows = np.nan_to_num(base.trade.best)
    a, b, c = (base.actors.index(x) for x in ("AAA", "BBB", "CCC"))
    flows[a, b, 0] = 0.001 * flows[a, c, 0]
    found = detours(base, [barred("goods from AAA")], ways(base, flows))
    assert found is not None
    assert found.through[0, b] == pytest.approx(MOST_GROWTH * 0.001)


def test_duties_tourists_and_worlds_without_the_row_know_no_ways_round(base: Baseline) -> None:
    assert detours(base, [Lever(actor="CCC", action="tariff", object="goods from AAA", size=0.5)], ways(base)) is None
    assert detours(base, [barred("goods from AAA")], None) is None
    assert ways_round(replace(base, parameters={}), central(base.factors), ways(base).flows) is None


def test_what_goes_round_is_of_the_varieties_that_were_barred(base: Baseline) -> None:
    lever = barred("goods from AAA", 0.5)
    shock = trade_shock(base, [lever], THETA, None, round_about=gone(base, lever))
    assert shock is not None
    a, c = base.actors.index("AAA"), base.actors.index("CCC")
    assert shock.cost_hat[a, c, 0] ** -THETA[0] == pytest.approx(0.5 + 0.5 * PART)


def test_customs_record_what_goes_round_on_both_halves_of_its_way(base: Baseline) -> None:
    found, flows = gone(base, barred("goods from AAA", 0.5)), np.nan_to_num(base.trade.best)
    recorded = found.recorded(flows)
    a, b, c = (base.actors.index(x) for x in ("AAA", "BBB", "CCC"))
    amount = flows[a, c, 0] * 0.5 * PART / (0.5 + 0.5 * PART)
    assert found.amounts(flows).sum() == pytest.approx(amount)
    assert flows[a, c, 0] - recorded[a, c, 0] == pytest.approx(amount)
    assert recorded[a, b, 0] - flows[a, b, 0] == pytest.approx(amount)
    assert recorded[b, c, 0] - flows[b, c, 0] == pytest.approx(amount)
    off_diagonal = ~np.eye(len(base.actors), dtype=bool)
    abroad = [each[a][off_diagonal[a]].sum() for each in (flows, recorded)]
    assert abroad[0] == pytest.approx(abroad[1])
