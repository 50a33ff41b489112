from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from marchland.brief import brief_of
from marchland.brief.compose import compose
from marchland.engine import LAYERS
from marchland.leverage import TARGET, Leverage, leverage_of
from marchland.sweep import Failed

if TYPE_CHECKING:
    from marchland.brief.model import Brief
    from marchland.world import World


@pytest.fixture(scope="module")
def pair(world: World) -> Brief:
    return brief_of(world, "ARM", by="RUS", draws=4)


def years(brief: Brief, identifier: str) -> set[str]:
    """Return the years of the flows that a figure rests on."""
    inputs = [brief.inputs[k] for k in brief.figures[identifier].inputs]
    return {given.words[-4:] for given in inputs if given.table in {"trade", "remittances"}}


def test_a_figure_of_the_earlier_year_rests_on_the_rows_of_that_year(pair: Brief) -> None:
    assert years(pair, "leverage:RUS>ARM") == {"2023"}
    assert years(pair, "leverage:RUS>ARM@2017") == {"2017"}
    assert years(pair, "change:RUS>ARM") == {"2017", "2023"}


def test_the_change_at_best_values_is_the_difference(pair: Brief) -> None:
    (move,) = pair.moves
    before, after, change = (pair.figures[f].best for f in (move.before, move.after, move.change))
    assert change == pytest.approx(after - before)


def without(result: Leverage, draw: int) -> Leverage:
    """Return leverage as it would be had one draw failed."""
    kept = [i for i in range(len(result.z)) if i != draw - 1]
    pairs = tuple(
        replace(
            p,
            options=tuple(replace(o, drawn=o.drawn[..., kept]) if o.drawn.shape[-1] else o for o in p.options),
            target_gdp_drawn=p.target_gdp_drawn[kept],
            sender_gdp_drawn=p.sender_gdp_drawn[kept],
        )
        for p in result.pairs
    )
    return replace(result, z=result.z[kept], pairs=pairs, failed=(Failed(draw=draw, reason="no equilibrium"),))


def test_years_are_compared_draw_by_draw_also_where_different_draws_failed(world: World) -> None:
    now, then = (leverage_of(world.at(year=y), ["RUS"], ["ARM"], draws=5, seed=3) for y in (2023, 2017))
    both = [i for i in range(5) if i not in {1, 3}]
    differences = (now.pairs[0].leverage[1] - then.pairs[0].leverage[1])[both]
    brief = compose("pair", without(now, 4), without(then, 2), "0")
    change = brief.figures["change:RUS>ARM"]
    assert change.low is not None
    assert change.high is not None
    assert min(differences) <= change.low <= change.high <= max(differences)
    assert brief.failed == ("2023, draw 4: no equilibrium", "2017, draw 2: no equilibrium")


def test_what_is_recorded_and_passes_on_stands_among_the_inputs(world: World) -> None:
    brief = brief_of(world.at(year=2023), "KGZ", by="CHN", draws=0)
    inputs = [brief.inputs[k] for k in brief.figures["leverage:CHN>KGZ"].inputs]
    assert any(given.table == "reexports" for given in inputs)
    assert any("pass from CHN through KGZ" in gap or "pass through KGZ" in gap for gap in brief.gaps)


def test_a_bloc_with_other_members_in_the_earlier_year_is_named(world: World) -> None:
    brief = brief_of(world, "MDA", by="EU", draws=0)
    assert any(gap.startswith("EU had other members in 2017: GBR") for gap in brief.gaps)


def test_workers_whose_money_nobody_knows_are_no_lever(world: World) -> None:
    brief = brief_of(world.at(year=2023), "UKR", by="RUS", draws=0)
    assert all("workers" not in option.words for p in brief.pairs for option in p.options)
    assert any("workers from UKR and the money they send" in w for p in brief.pairs for w in p.withheld)


def test_partners_and_sectors_each_add_up_to_the_loss_through_trade(pair: Brief, world: World) -> None:
    (one,) = pair.pairs
    (solved,) = leverage_of(world, ["RUS"], ["ARM"], draws=0).pairs
    assert solved.chosen is not None
    through_trade = solved.options[solved.chosen].best[TARGET, LAYERS.index("trade")] / solved.target_gdp
    for by in ("partner", "sector"):
        total = sum(pair.figures[part.loss].best for part in one.carried if part.by == by)
        assert total == pytest.approx(through_trade, rel=1e-6)
    assert len({part.loss for part in one.carried}) == len(one.carried)
    assert {"the home market", pair.names["RUS"]} <= {part.words for part in one.carried}


def test_the_same_levers_stand_at_every_horizon_the_usual_one_as_leverage(pair: Brief) -> None:
    (one,) = pair.pairs
    assert [at.horizon for at in one.horizons] == ["quarter", "year", "decade"]
    losses = [pair.figures[at.target_loss].best for at in one.horizons]
    assert losses[1] == pytest.approx(pair.figures[one.leverage].best)
    assert losses[0] > losses[1] > losses[2]
    assert any("with a quarter to adjust" in line for line in pair.told("change"))


def test_single_sectors_and_products_come_largest_first_and_without_a_range(world: World) -> None:
    brief = brief_of(world.at(year=2023), "BLR", by="RUS", draws=0)
    (one,) = brief.pairs
    losses = [brief.figures[narrow.target_loss].best for narrow in one.narrow]
    of_kind = Counter(narrow.by for narrow in one.narrow)
    assert 3 < of_kind["sector"] <= 8
    assert 1 <= of_kind["pipe"] <= 3
    assert 1 <= of_kind["product"] <= 3
    assert losses == sorted(losses, reverse=True)
    assert losses[0] < brief.figures[one.exposure].best
    dairy = next(narrow for narrow in one.narrow if narrow.code == "dairy")
    food = next(narrow for narrow in one.narrow if narrow.code == "food" and narrow.words.startswith("refused"))
    assert (dairy.by, dairy.words) == ("product", "refused milk, cheese and other dairy products from Belarus")
    assert brief.figures[dairy.target_loss].best < brief.figures[food.target_loss].best
    assert brief.figures[dairy.target_loss].low is None
    flow = brief.figures[dairy.flow]
    assert (flow.unit, round(flow.best / 1e6)) == ("USD", 2200)
    assert any(brief.inputs[key].table == "product_flows" for key in flow.inputs)
