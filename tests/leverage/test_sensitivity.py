from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.freight_world import freight_world

from marchland.bridge import baseline, central, draws
from marchland.errors import MarchlandError
from marchland.leverage import Bundle, leverage_of, sensitivity
from marchland.leverage.leverage_of import WITHOUT_WAYS
from marchland.leverage.losses import TARGET, BundlesTask
from marchland.leverage.parts_apart import Parts, distinct
from marchland.levers import menu
from marchland.world import load_world
from marchland.world.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.leverage import Sensitivity
    from marchland.world import World


def certain(world: World, *, but: tuple[str, ...]) -> World:
    """Return the world with every range narrowed to its median, but in some tables."""
    tables = dict(world.tables)
    for name in set(tables) - set(but):
        columns = dict(tables[name].columns)
        for column in columns:
            stem = column.removesuffix("low").removesuffix("high")
            if column in {"low", "high"} or column.endswith(("_low", "_high")):
                columns[column] = columns[stem.removesuffix("_") or "best"].copy()
        tables[name] = Table(name=name, columns=columns)
    return replace(world, tables=tables)


@pytest.fixture(scope="module")
def found(small: World) -> Sensitivity:
    return sensitivity(small, "CCC", "AAA", draws=32, least=0)


def test_where_one_factor_alone_is_uncertain_it_explains_everything(small: World) -> None:
    world = certain(small, but=("sectors",))
    found = sensitivity(world, "CCC", "AAA", draws=64)
    assert [share.factor.name for share in found.shares] == ["elasticity.goods"]
    (share,) = found.shares
    assert share.total[1] == pytest.approx(1, abs=0.05)
    assert share.first[1] == pytest.approx(1, abs=0.05)
    assert found.left_out == found.cells == 0
    assert len(found.still) == len(baseline(world, "year").factors) - 1
    # Which way depends: buyers elsewhere are easier to find, and what is scarce abroad is bid for by more.
    assert (share.at_high - found.leverage[1]) * (share.at_low - found.leverage[1]) < 0


def test_where_nothing_is_uncertain_nothing_is_explained(small: World) -> None:
    found = sensitivity(certain(small, but=()), "CCC", "AAA", draws=16)
    assert not found.shares
    assert not found.slight
    assert found.leverage[0] == found.leverage[1] == found.leverage[2] > 0
    assert found.variance == found.left_out == found.cells == 0


def test_it_speaks_of_the_leverage_that_the_pair_has(found: Sensitivity, small: World) -> None:
    pair = leverage_of(small, ["CCC"], ["AAA"], draws=0).pair("CCC", "AAA")
    assert pair.chosen is not None
    assert found.bundle == pair.options[pair.chosen].bundle
    assert found.leverage[1] == pytest.approx(pair.leverage[0], rel=1e-9)
    assert found.leverage[0] < found.leverage[1] < found.leverage[2]


def test_every_factor_is_in_the_sample_or_told_to_be_left_out(found: Sensitivity, small: World) -> None:
    named = [share.factor for share in found.shares] + [*found.slight, *found.still]
    assert sorted(f.name for f in named) == sorted(f.name for f in baseline(small, "year").factors)
    totals = [share.total[1] for share in found.shares]
    assert totals == sorted(totals, reverse=True)
    assert all(s.total[0] <= s.total[1] <= s.total[2] and s.first[0] <= s.first[2] for s in found.shares)
    assert all(s.at_low != found.leverage[1] or s.at_high != found.leverage[1] for s in found.shares)


def test_what_is_solved_apart_adds_up_to_the_bundle_solved_whole(small: World) -> None:
    base = baseline(small, "year")
    levers = tuple(
        item.lever for item in menu(base.world, "CCC", "AAA", days=365).whole if item.lever.action != "tariff"
    )
    bundle = Bundle(kind="joined", levers=levers, size=1.0)
    parts = Parts.of(base, "CCC", "AAA", bundle)
    assert len(parts) > 1
    task = BundlesTask(base=base, bundles=(bundle,), parties=(("CCC", "AAA"),))
    for draw in (central(base.factors), *draws(base.factors, 2, 1)):
        whole = task(draw)
        loss, gdp, _ = parts(draw)
        assert loss.sum() == pytest.approx(whole.loss[0, TARGET].sum(), rel=1e-9)
        assert gdp == pytest.approx(whole.gdp[base.positions("AAA")].sum(), rel=1e-12)


def test_factors_that_are_slight_add_next_to_nothing(small: World, found: Sensitivity) -> None:
    fewer = sensitivity(small, "CCC", "AAA", draws=32, least=0.05)
    assert fewer.slight
    assert fewer.evaluations < found.evaluations
    assert fewer.left_out < 0.02
    assert found.left_out == 0
    assert fewer.cells > 0
    total = {share.factor.name: share.total[1] for share in found.shares}
    assert {share.factor.name for share in fewer.shares} | {f.name for f in fewer.slight} == set(total)
    assert max(total[factor.name] for factor in fewer.slight) < 0.01


def test_the_same_seed_gives_the_same_bits_in_any_number_of_processes(small: World, found: Sensitivity) -> None:
    again = sensitivity(small, "CCC", "AAA", draws=32, least=0, jobs=2)
    assert again.shares == found.shares
    assert np.array_equal(again.drawn, found.drawn)
    assert (again.left_out, again.cells) == (found.left_out, found.cells)


def test_gas_is_moved_by_factors_of_energy_and_solved_for_them_alone(fuelled: World) -> None:
    steps: list[tuple[str, int, int]] = []
    found = sensitivity(fuelled, "CCC", "AAA", draws=16, least=0, progress=lambda *told: steps.append(told))
    moved = {share.factor.name for share in found.shares}
    assert moved & {"energy.flows", "energy.prices", "energy.response", "energy.rationing"}
    without = sensitivity(fuelled, "CCC", "AAA", draws=16, least=0, energy=False)
    assert not any("energy" in share.factor.layers for share in without.shares)
    assert all(done <= total for _, done, total in steps)
    sample = max(done for step, done, _ in steps if step == "sample")
    assert sample < 16 * (len(moved) + 2) * 2  # two parts and more, none of them at every point


def test_points_that_differ_only_in_what_does_not_matter_are_one() -> None:
    z = np.array([[1.0, 2.0], [1.0, 3.0], [4.0, 2.0]])
    points, which = distinct(z, [0])
    assert points.tolist() == [[1, 0], [4, 0]]
    assert points[which].tolist() == [[1, 0], [1, 0], [4, 0]]


def test_what_cannot_be_asked_is_refused(small: World) -> None:
    with pytest.raises(MarchlandError, match="overlap"):
        sensitivity(small, "AB", "AAA")
    with pytest.raises(MarchlandError, match="power of two"):
        sensitivity(small, "CCC", "AAA", draws=100)
    with pytest.raises(MarchlandError, match="is no share of GDP"):
        sensitivity(small, "CCC", "AAA", budget=-1)
    controls = small["controls"]
    powerless = replace(small, tables=dict(small.tables) | {"controls": controls.take(controls["actor"] != "CCC")})
    with pytest.raises(MarchlandError, match=r"nothing that costs AAA anything within the budget of 0.10%"):
        sensitivity(powerless, "CCC", "AAA")
    with pytest.raises(MarchlandError, match="no share"):
        sensitivity(small, "CCC", "AAA", least=2)


def test_levers_on_ways_are_left_out_as_they_are_of_leverage(tmp_path: Path) -> None:
    folder = freight_world(tmp_path / "held")
    with (folder / "controls.csv").open(encoding="utf-8", newline="") as file:
        controls = list(csv.DictReader(file))
    held = controls[-1] | {"actor": "CCC", "object": "road_a1_b1", "right": "operation"}
    with (folder / "controls.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(held))
        writer.writeheader()
        writer.writerows([*controls, held])
    world = load_world(folder)
    assert any(item.lever.is_way for item in menu(world, "CCC", "AAA", days=365, narrow=False).items)
    found = sensitivity(world, "CCC", "AAA", draws=16, least=0.3)
    pair = leverage_of(world, ["CCC"], ["AAA"], draws=0).pair("CCC", "AAA")
    assert pair.chosen is not None
    assert found.bundle == pair.options[pair.chosen].bundle
    assert found.gaps[0] == WITHOUT_WAYS
