"""A world is immutable, indexed, and can be asked for as of a day and a year."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.world.small import replace
from tests.world.small_freight import write_freight

from marchland.errors import MissingData, UnknownName
from marchland.world import Coverage, Table, coverage, load_world, schema
from marchland.world.schema import Schema
from marchland.world.summary import oldest_figures, trade_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from marchland.world import World

NOBODY_CAN_SET = (FrozenInstanceError, AttributeError)


def same(one: World, other: World) -> bool:
    """Return whether two worlds hold the same figures."""
    return one.tables.keys() == other.tables.keys() and all(
        np.array_equal(one[t][c], other[t][c], equal_nan=one[t][c].dtype.kind in "fM")
        for t in one.tables
        for c in one[t].columns
    )


def arrays(world: World) -> Iterator[np.ndarray[Any, Any]]:
    """Yield every column of every table."""
    for table in world.tables.values():
        yield from table.columns.values()


def test_no_figure_of_a_world_can_be_changed(post_soviet: World) -> None:
    for world in (post_soviet, post_soviet.at(), pickle.loads(pickle.dumps(post_soviet))):  # noqa: S301 - our own
        assert not any(column.flags.writeable for column in arrays(world))
    with pytest.raises(ValueError, match="read-only"):
        post_soviet["trade"]["best"][0] = 0


def test_no_part_of_a_world_can_be_put_in_its_place(post_soviet: World) -> None:
    trade = post_soviet["trade"]
    for thing in (post_soviet, post_soviet.package, trade):
        for field in fields(thing):
            with pytest.raises(NOBODY_CAN_SET):
                setattr(thing, field.name, None)
    with pytest.raises(TypeError):
        post_soviet.tables["trade"] = trade  # type: ignore[index]
    with pytest.raises(TypeError):
        trade.columns["best"] = trade["low"]  # type: ignore[index]


def test_the_schema_cannot_be_changed() -> None:
    known = schema()
    with pytest.raises(TypeError):
        known.tables["trade"] = known.tables["actors"]  # type: ignore[index]
    with pytest.raises(TypeError):
        known.vocabulary["ties.kind"]["feud"] = known.vocabulary["ties.kind"]["alliance"]  # type: ignore[index]
    assert isinstance(known, Schema)


def test_a_table_whose_columns_differ_in_length_is_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        Table(name="actors", columns={"actor": np.array(["EST"]), "name": np.array(["Estonia", "Latvia"])})


def test_a_world_travels_between_processes(small: Path) -> None:
    world = load_world(small)
    for sent in (world, world.at(year=2017)):
        got = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own
        assert same(got, sent)
        assert (got.package, got.fingerprint, got.day, got.year) == (
            sent.package,
            sent.fingerprint,
            sent.day,
            sent.year,
        )


def test_membership_of_the_european_union_follows_the_day(post_soviet: World) -> None:
    before, after = post_soviet.at(day=dt.date(2017, 12, 31)), post_soviet.at(day=dt.date(2023, 12, 31))
    assert set(before.members("EU")) - set(after.members("EU")) == {"GBR"}
    assert len(after.members("EU")) == 27
    last = dt.date(2020, 1, 31)
    assert "GBR" in post_soviet.at(day=last).members("EU")
    assert "GBR" not in post_soviet.at(day=last + dt.timedelta(days=1)).members("EU")
    assert "HRV" not in post_soviet.at(day=dt.date(2013, 6, 30), year=2017).members("EU")


@pytest.mark.parametrize(
    ("bloc", "day", "members"),
    [
        ("EAEU", "2014-12-31", None),
        ("EAEU", "2015-01-01", {"BLR", "KAZ", "RUS"}),
        ("EAEU", "2015-01-02", {"ARM", "BLR", "KAZ", "RUS"}),
        ("EAEU", "2023-12-31", {"ARM", "BLR", "KAZ", "KGZ", "RUS"}),
        ("ECU", "2014-12-31", {"BLR", "KAZ", "RUS"}),
        ("ECU", "2015-01-01", None),
        ("CSTO", "1998-12-31", {"ARM", "AZE", "BLR", "GEO", "KAZ", "KGZ", "RUS", "TJK", "UZB"}),
        ("CSTO", "2000-01-01", {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}),
        ("CSTO", "2012-06-28", {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK", "UZB"}),
        ("CSTO", "2012-06-29", {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}),
    ],
)
def test_memberships_follow_the_day(post_soviet: World, bloc: str, day: str, members: set[str] | None) -> None:
    then = post_soviet.at(day=dt.date.fromisoformat(day), year=2017)
    if members is None:
        with pytest.raises(UnknownName):
            then.members(bloc)
    else:
        assert set(then.members(bloc)) == members


@pytest.mark.parametrize(
    ("place", "day", "controller"),
    [
        ("karabakh", "2023-09-19", "ARM"),
        ("karabakh", "2023-09-20", "AZE"),
        ("karabakh_districts", "2020-11-30", "ARM"),
        ("karabakh_districts", "2020-12-01", "AZE"),
        ("crimea", "2014-02-26", "UKR"),
        ("crimea", "2014-02-27", "RUS"),
    ],
)
def test_who_decides_on_the_ground_follows_the_day(post_soviet: World, place: str, day: str, controller: str) -> None:
    then = post_soviet.at(day=dt.date.fromisoformat(day), year=2023)
    assert then["states"].where(object=place, attribute="controller")["text"].tolist() == [controller]


def test_the_sovereign_of_a_place_does_not_follow_its_controller(post_soviet: World) -> None:
    places = post_soviet["places"]
    sovereigns = dict(zip(places["place"].tolist(), places["actor"].tolist(), strict=True))
    assert {p: sovereigns[p] for p in ("crimea", "karabakh", "abkhazia", "south_ossetia", "transnistria")} == {
        "crimea": "UKR",
        "karabakh": "AZE",
        "abkhazia": "GEO",
        "south_ossetia": "GEO",
        "transnistria": "MDA",
    }
    assert sovereigns["baikonur"] == "KAZ"


def test_a_world_without_a_day_is_taken_at_the_end_of_its_base_year(post_soviet: World) -> None:
    now = post_soviet.at()
    assert (now.day, now.year) == (dt.date(2023, 12, 31), 2023)
    assert now.years("trade") == (2023,)
    assert (post_soviet.day, post_soviet.year) == (None, None)


def test_a_day_stands_for_its_year(post_soviet: World) -> None:
    then = post_soviet.at(day=dt.date(2018, 5, 1))
    assert (then.day, then.year) == (dt.date(2018, 5, 1), 2018)
    assert then.years("trade") == (2017,)


def test_flows_are_of_the_latest_year_up_to_the_one_asked_for(post_soviet: World) -> None:
    for year, held in ((2017, 2017), (2022, 2017), (2023, 2023), (2030, 2023)):
        assert post_soviet.at(year=year).years("trade") == (held,)
        assert post_soviet.at(year=year).years("remittances") == (held,)


def test_each_indicator_is_the_latest_up_to_the_year(post_soviet: World) -> None:
    gdp = post_soviet.at(year=2023)["indicators"].where(indicator="gdp")
    assert sorted(gdp["actor"].tolist()) == sorted(post_soviet.actors)
    assert set(gdp["year"].tolist()) == {2023}
    assert max(post_soviet.at(year=2024)["indicators"]["year"]) == 2024


def test_a_year_before_any_trade_says_what_there_is(post_soviet: World) -> None:
    with pytest.raises(MissingData, match="post-soviet has no trade of 2010 or before; it holds 2017, 2023"):
        post_soviet.at(year=2010)


def test_a_world_of_one_year_cannot_be_asked_for_another(post_soviet: World) -> None:
    then = post_soviet.at(year=2017)
    assert same(then.at(), then)
    assert same(then.at(year=2017), then)
    with pytest.raises(MissingData, match="narrowed to 2017-12-31"):
        then.at(year=2023)


def test_names_and_members(post_soviet: World) -> None:
    assert post_soviet.name("ARM") == "Armenia"
    assert post_soviet.name("EU") == "European Union"
    assert post_soviet.members("ARM") == ("ARM",)
    for ask in (post_soviet.name, post_soviet.members):
        with pytest.raises(UnknownName, match=r"actor 'ARN' is not known; did you mean .*ARM"):
            ask("ARN")


def test_a_table_gives_rows_by_mask_and_by_value(small: Path) -> None:
    trade = load_world(small)["trade"]
    assert trade.where(exporter="EST", importer="LVA")["best"].tolist() == [1400, 1700]
    assert trade.take(trade["year"] == 2017)["row"].tolist() == [2]
    row = next(trade.where(year=2017).rows())
    assert (row["exporter"], row["importer"], row["estimated"]) == ("EST", "LVA", False)
    assert [r["to"] for r in load_world(small)["states"].rows()] == [dt.date(2023, 12, 31), None]


def test_a_table_that_a_world_does_not_have_is_empty(small: Path) -> None:
    world = load_world(small)
    assert "tariffs" not in world.tables
    assert len(world["tariffs"]) == 0
    assert list(world["tariffs"].columns)[:2] == ["year", "exporter"]
    with pytest.raises(KeyError):
        world["tarifs"]


def test_an_empty_end_of_a_range_takes_the_default_spread(small: Path) -> None:
    world = load_world(small)
    spread = schema().tables["trade"].column("best").spread
    assert spread == pytest.approx(1.15)
    row = next(world["trade"].where(year=2017).rows())
    assert (row["low"], row["best"], row["high"]) == pytest.approx((1400 / 1.15, 1400, 1400 * 1.15))
    given = next(world["trade"].where(year=2023, exporter="EST", importer="LVA").rows())
    assert (given["low"], given["best"], given["high"]) == (1500, 1700, 1900)


def test_the_spread_of_a_share_ends_at_one(small: Path) -> None:
    replace(small, "input_shares.csv", "goods,goods,,0.45", "goods,goods,,0.95")
    replace(small, "input_shares.csv", "goods,rest,,0.2", "goods,rest,,0.02")
    row = next(load_world(small)["input_shares"].where(using="goods", supplying="goods").rows())
    assert (row["low"], row["high"]) == (pytest.approx(0.95 / 1.1), 1)


def test_every_column_with_a_median_has_a_default_spread_or_needs_none() -> None:
    for name, spec in schema().tables.items():
        for figure in spec.ranges:
            assert (spec.column(figure.best).spread or 0) > 1, (name, figure)


def test_no_range_of_a_world_without_given_ranges_is_zero(small: Path) -> None:
    write_freight(small)
    for name, table in load_world(small).tables.items():
        for figure in schema().tables[name].ranges:
            low, best, high = table[figure.low], table[figure.best], table[figure.high]
            assert (low < best)[best > 0].all(), (name, figure)
            highest = schema().tables[name].column(figure.best).maximum or np.inf
            assert (high > best)[(best > 0) & (best < highest)].all(), (name, figure)


def test_coverage_gaps_and_old_figures(small: Path) -> None:
    replace(small, "indicators.csv", "EST,population,2023", "EST,population,2021")
    world = load_world(small)
    lines = {line.table: line for line in coverage(world)}
    assert lines["trade"] == Coverage(
        table="trade",
        description="flows of goods and services between actors and sales at home, before duty",
        rows=11,
        years="2017, 2023",
        estimated=2 / 11,
        sources=1,
    )
    assert lines["indicators"].sources == 2
    assert lines["blocs"].years == "since 2004"
    assert lines["tariffs"].rows == 0
    assert trade_gaps(world, 2023) == (("LVA", "ROW"), ("ROW", "LVA"))
    assert oldest_figures(world) == (("population", "EST", 2021),)


def test_rows_among_values_are_those_that_hold_one_of_them_in_every_column_asked_for() -> None:
    table = Table(name="t", columns={"a": np.array(["x", "y", "x", "z"]), "b": np.array([1, 2, 3, 4])})
    assert table.among(a=("x", "z"), b=(3, 4)).columns["b"].tolist() == [3, 4]
    assert table.among(a=("nobody",))["b"].tolist() == []
    assert table.where(a="x", b=3)["b"].tolist() == [3]
    assert len(table.among(a=())) == 0


def test_gas_and_oil_of_a_year_before_any_trade_stand_beside_the_first_figures_of_all_else(post_soviet: World) -> None:
    then = post_soviet.energy_at(year=2008)
    assert (then.year, str(then.day)) == (2008, "2008-12-31")
    assert then.years("energy_flows") == (2008,)
    assert max(then.years("energy_balances")) == 2008
    assert then.years("trade") == (2017,)
    assert then.later["trade"] == 2017
    assert "energy_flows" not in then.later
    gdp = then["indicators"].where(indicator="gdp")
    assert sorted(gdp["actor"].tolist()) == sorted(post_soviet.actors)


def test_where_there_is_trade_a_year_of_energy_is_the_year(post_soviet: World) -> None:
    assert same(post_soviet.energy_at(year=2021), post_soviet.at(year=2021))
    assert not post_soviet.energy_at(year=2023).later
    with pytest.raises(MissingData, match="no figure of 2007 or before: flows of gas and oil begin in 2008"):
        post_soviet.energy_at(year=2007)
