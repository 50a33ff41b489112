"""The built-in world: whole, sourced, and readable by any tool."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from marchland.world import builtin_worlds, check_world, load_shapes, schema
from marchland.world.summary import trade_gaps

if TYPE_CHECKING:
    from marchland.world import World

FOCUS = {"RUS", "AZE", "ARM", "GEO", "KAZ", "UZB", "KGZ", "TJK", "TKM", "UKR", "BLR", "MDA"}
AROUND = {
    *("TUR", "IRN", "CHN", "IND", "AFG", "PAK", "MNG", "USA"),
    *("GBR", "CHE", "NOR", "JPN", "KOR", "ARE", "ISR", "SRB"),
}
UNION = {
    *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN"),
    *("IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
}
YEARS = (2017, 2023)
GOODS = (
    *("agriculture", "food", "mining", "textiles", "chemicals", "metals"),
    *("machinery", "vehicles", "manufactures"),
)
# A border closed for trade, and flows that no release behind this world states.
WITHOUT_TRADE = {("ARM", "AZE"), ("AZE", "ARM"), ("GEO", "IRN"), ("IRN", "GEO"), ("MDA", "IRN"), ("TJK", "MDA")}
# Who, where, a word of its name, first and last day; None = still so.
FORCES = [
    ("RUS", "ARM", "base", "Gyumri", "1995-03-16", None),
    ("RUS", "KGZ", "base", "Kant", "2003-09-22", None),
    ("RUS", "TJK", "base", "Dushanbe", "2004-10-16", None),
    ("RUS", "UKR", "base", "Sevastopol, by agreement", "1997-05-28", "2014-04-02"),
    ("RUS", "UKR", "base", "Sevastopol, without agreement", "2014-04-03", None),
    ("RUS", "MDA", "peacekeeping", "Transnistria", "1992-07-29", None),
    ("RUS", "GEO", "base", "Abkhazia", "2010-02-17", None),
    ("RUS", "GEO", "base", "South Ossetia", "2010-04-07", None),
    ("RUS", "GEO", "peacekeeping", "Abkhazia", "1994-06-21", "2008-10-15"),
    ("RUS", "GEO", "peacekeeping", "South Ossetia", "1992-07-14", "2008-08-08"),
    ("RUS", "AZE", "peacekeeping", "Karabakh", "2020-11-10", "2024-06-12"),
    ("ARM", "CSTO", "suspension", "frozen", "2024-02-22", None),
]


def test_it_has_no_faults() -> None:
    assert check_world("post-soviet") == []
    assert builtin_worlds() == ("post-soviet",)


def test_any_tool_can_read_it(post_soviet: World) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(post_soviet.root / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "message"])[:5]
    assert {task.name for task in report.tasks} == set(post_soviet.tables)


def test_who_is_in_it(post_soviet: World) -> None:
    assert set(post_soviet.actors) == FOCUS | AROUND | UNION | {"ROW"}
    assert len(post_soviet.actors) == 56
    assert set(post_soviet.package.focus) == FOCUS
    assert set(post_soviet.package.powers) <= {*post_soviet.actors, *post_soviet.blocs}
    assert set(post_soviet.at(year=2023).members("EU")) == UNION


def test_every_figure_has_a_source_that_can_be_opened(post_soviet: World) -> None:
    sources = {row["source"]: row for row in post_soviet["sources"].rows()}
    for name, table in post_soviet.tables.items():
        if name in {"actors", "sources"}:
            continue
        assert set(table.cited()) <= set(sources), name
        assert "" not in table["source"], name
    for row in sources.values():
        assert row["title"], row
        assert row["publisher"], row
        assert row["licence"], row
        assert row["url"].startswith(("http://", "https://")) or row["source"] == "judgement", row


def test_no_source_is_listed_that_nothing_cites(post_soviet: World) -> None:
    cited = {
        code
        for name, table in post_soviet.tables.items()
        if name not in {"actors", "sources"}
        for code in table.cited()
    }
    assert set(post_soviet["sources"]["source"].tolist()) == cited


def test_every_figure_has_a_range(post_soviet: World) -> None:
    for name, table in post_soviet.tables.items():
        for figure in schema().tables[name].ranges if name not in {"states", "parameters"} else ():
            low, best, high = table[figure.low], table[figure.best], table[figure.high]
            highest = schema().tables[name].column(figure.best).maximum or np.inf
            assert (low < best)[best > 0].all(), (name, figure)
            assert (best < high)[(best > 0) & (best < highest)].all(), (name, figure)


def test_its_sectors_are_goods_of_two_layers_and_services(post_soviet: World) -> None:
    sectors = {row["sector"]: row for row in post_soviet["sectors"].rows()}
    assert {name for name, row in sectors.items() if row["kind"] == "services"} == {"services"}
    assert {name for name, row in sectors.items() if row["layer"] == "energy"} == {"crude", "gas", "oil_products"}
    assert len(sectors) == 13
    assert all(row["traded"] for row in sectors.values())


@pytest.mark.parametrize("year", YEARS)
def test_goods_trade_covers_the_region_and_nearly_every_other_pair(post_soviet: World, year: int) -> None:
    assert post_soviet.years("trade") == YEARS
    goods = post_soviet["trade"].where(year=year).take(np.isin(post_soviet["trade"].where(year=year)["sector"], GOODS))
    held = set(zip(goods["exporter"].tolist(), goods["importer"].tolist(), strict=True))
    gaps = set(product(post_soviet.actors, repeat=2)) - held
    assert set(trade_gaps(post_soviet, year)) <= gaps
    assert len(gaps) < 0.03 * len(held)
    near = FOCUS | {"TUR", "IRN", "CHN"}
    assert {gap for gap in gaps if near.issuperset(gap)} <= WITHOUT_TRADE


@pytest.mark.parametrize("year", YEARS)
def test_every_actor_sells_every_sector_of_the_trade_layer_at_home(post_soviet: World, year: int) -> None:
    trade = post_soviet["trade"].where(year=year)
    home = trade.take(trade["exporter"] == trade["importer"])
    held = set(zip(home["exporter"].tolist(), home["sector"].tolist(), strict=True))
    assert set(product(post_soviet.actors, (*GOODS, "services"))) <= held
    assert home["estimated"].all()
    assert (home["best"] > 0).all()


def test_filled_holes_are_marked_and_have_wider_ranges(post_soviet: World) -> None:
    trade = post_soviet["trade"].take(post_soviet["trade"]["exporter"] != post_soviet["trade"]["importer"])
    trade = trade.take(np.isin(trade["sector"], GOODS) & (trade["best"] > 0))
    width = np.log(trade["high"] / trade["best"])
    assert np.median(width[trade["estimated"]]) > 1.5 * np.median(width[~trade["estimated"]])
    for missing in ("IRN", "LUX", "SRB"):
        rows = trade.where(year=2017, exporter=missing, importer="RUS")
        assert rows["estimated"].all(), missing
        assert len(rows), missing


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("indicator", ["gdp", "population", "labour_force"])
def test_every_actor_has_its_size(post_soviet: World, year: int, indicator: str) -> None:
    rows = post_soviet["indicators"].where(year=year, indicator=indicator)
    assert sorted(rows["actor"].tolist()) == sorted(post_soviet.actors)
    assert (rows["best"] > 0).all()


def test_the_actors_add_up_to_the_world(post_soviet: World) -> None:
    figures = post_soviet["indicators"].where(year=2023)
    assert figures.where(indicator="gdp")["best"].sum() == pytest.approx(106e6, rel=0.04)  # World Bank, MUSD
    assert figures.where(indicator="population")["best"].sum() == pytest.approx(8.06e9, rel=0.02)


def test_labour_money_and_relocation_money_are_apart(post_soviet: World) -> None:
    money = post_soviet["remittances"]
    assert set(money["kind"].tolist()) == {"labour", "relocation"}
    assert set(money.where(kind="relocation")["year"].tolist()) == {2023}
    assert (money["host"] != money["origin"]).all()


def test_what_workers_send_from_russia_weighs_most_in_tajikistan(post_soviet: World) -> None:
    now = post_soviet.at(year=2023)
    gdp = {row["actor"]: row["best"] for row in now["indicators"].where(indicator="gdp").rows()}
    sent = now["remittances"].where(host="RUS", kind="labour")
    share = {row["origin"]: row["best"] / gdp[row["origin"]] for row in sent.rows() if row["origin"] in FOCUS}
    assert max(share, key=lambda origin: share[origin]) == "TJK"
    assert share["TJK"] > 0.2


def test_goods_that_only_pass_through_kyrgyzstan_are_told_apart(post_soviet: World) -> None:
    passing = post_soviet["reexports"].where(year=2023, origin="CHN", via="KGZ")["best"].sum()
    imports = post_soviet["trade"].where(year=2023, exporter="CHN", importer="KGZ")["best"].sum()
    assert 0.2 * imports < passing < imports


@pytest.mark.parametrize(("owner", "host", "kind", "words", "first", "last"), FORCES)
def test_bases_and_peacekeepers_have_their_dates(
    post_soviet: World, owner: str, host: str, kind: str, words: str, first: str, last: str | None
) -> None:
    (row,) = [row for row in post_soviet["ties"].where(a=owner, b=host, kind=kind).rows() if words in row["name"]]
    assert str(row["from"]) == first
    assert row["to"] == (None if last is None else dt.date.fromisoformat(last))


def test_ties_hold_on_their_days_only(post_soviet: World) -> None:
    def peacekeepers(day: str) -> set[str]:
        ties = post_soviet.at(day=dt.date.fromisoformat(day))["ties"]
        return set(ties.where(a="RUS", b="AZE", kind="peacekeeping")["name"].tolist())

    assert peacekeepers("2020-11-09") == set()
    assert peacekeepers("2020-11-10") == {"Karabakh"}
    assert peacekeepers("2024-06-12") == {"Karabakh"}
    assert peacekeepers("2024-06-13") == set()


def test_a_union_s_duties_are_the_union_s(post_soviet: World) -> None:
    now = post_soviet.at(year=2023)
    holders = now["controls"].where(right="tariff")
    by_object = {row["object"]: row["actor"] for row in holders.rows()}
    assert {by_object[actor] for actor in UNION} == {"EU"}
    assert {by_object[actor] for actor in now.members("EAEU")} == {"EAEU"}
    assert by_object["GEO"] == "GEO"


def test_every_actor_but_the_rest_has_rights_over_its_own_border_and_residents(post_soviet: World) -> None:
    controls = post_soviet.at(year=2023)["controls"]
    for right in ("border", "tariff", "residence", "payments"):
        assert set(post_soviet.actors) - set(controls.where(right=right)["object"].tolist()) <= {"ROW"}, right


def test_the_map_shows_its_actors_and_places(post_soviet: World) -> None:
    assert load_shapes(post_soviet) is not None
