"""What a reader is told of gas, on the world of three actors, where it is known by hand, and on the built-in world."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.brief.test_render_html import Page
from tests.fuel_world import fuel_world

from marchland.bridge import Factor, baseline, central
from marchland.bridge.energy.effect import fuel_effect, loss_by_actor
from marchland.bridge.energy.market import fuel_market
from marchland.bridge.factors import alone
from marchland.brief import brief_of, why
from marchland.brief.energy import Energy, energy_of
from marchland.brief.energy.answers import answers_to
from marchland.brief.energy.reading import Cut
from marchland.brief.kept import energy_rendered
from marchland.brief.render import read_json, render_html, render_json, render_markdown
from marchland.brief.render.energy_json import energy_json, energy_schema, holds_energy, read_energy
from marchland.brief.render.energy_rows import WIDTH, bar, bar_text, softening_lines
from marchland.brief.render.exposures import layers
from marchland.errors import CannotClear, MarchlandError, MissingData, ScenarioError, SolverError, UnknownName
from marchland.levers import Lever
from marchland.world import World, load_world

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from marchland.bridge import Baseline
    from marchland.bridge.energy.effect import FuelEffect
    from marchland.bridge.energy.market import FuelMarket
    from marchland.brief.model import Brief
    from marchland.brief.supply import FuelSupply


@pytest.fixture(scope="module")
def fuels(tmp_path_factory: pytest.TempPathFactory) -> World:
    return load_world(fuel_world(tmp_path_factory.mktemp("fuels") / "world"))


@pytest.fixture(scope="module")
def of_target(fuels: World) -> Energy:
    return energy_of(fuels, "AAA", draws=4)


@pytest.fixture(scope="module")
def of_region(fuels: World) -> Energy:
    return energy_of(fuels, draws=0)


def only(energy: Energy, target: str = "AAA") -> FuelSupply:
    (supply,) = energy.of(target)
    return supply


def test_all_gas_of_aaa_is_of_ccc_at_its_price_and_passes_bbb(of_target: Energy) -> None:
    supply, figures = only(of_target), of_target.figures
    (origin,) = supply.origins
    assert origin.seller == "CCC"
    assert figures[origin.share].best == pytest.approx(1)
    assert figures[origin.quantity].best == pytest.approx(4, rel=1e-4)
    assert figures[origin.quantity].unit == "bcm"
    assert figures[origin.price].best == pytest.approx(100, rel=1e-6)
    assert figures[origin.price].unit == "USD per 1000 m3"
    carried = {pipe.pipe: figures[pipe.quantity].best for pipe in supply.pipes}
    # By BBB it costs 20, by the detour 30: all of it passes both pipes of the first.
    assert carried == pytest.approx({"gas_cb": 4, "gas_ba": 4}, rel=1e-4)
    held = {pipe.pipe: {by.actor for by in pipe.holders} for pipe in supply.pipes}
    assert held == {"gas_cb": {"BBB", "CCC"}, "gas_ba": {"AAA", "BBB"}}


def test_what_is_missing_is_made_good_or_not_used(of_target: Energy) -> None:
    figures = of_target.figures
    for cut in only(of_target).cuts:
        missing = figures[cut.missing].best
        assert missing == pytest.approx(4 * cut.days / 365, rel=1e-4)
        assert sum(figures[each.quantity].best for each in cut.softened) == pytest.approx(missing, rel=0.02)
        assert {each.kind for each in cut.softened} == {"storage", "savings"}
        (store,) = [each for each in cut.softened if each.kind == "storage"]
        # The store holds 0.2 and gives 0.01 a day at most.
        assert figures[store.quantity].best <= min(0.2, 0.01 * cut.days) + 1e-6


def test_a_longer_cut_costs_more_and_the_target_pays(of_target: Energy) -> None:
    losses = [of_target.figures[cut.loss].best for cut in only(of_target).cuts]
    assert [cut.days for cut in only(of_target).cuts] == [30, 90, 365]
    assert 0 < losses[0] < losses[1] < losses[2]
    for cut in only(of_target).cuts:
        figure = of_target.figures[cut.loss_share]
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= figure.high
        assert cut.sender == "CCC"


def test_the_parts_of_the_bar_fill_it_and_each_has_its_own_filling(of_target: Energy) -> None:
    drawn, told = bar_text(bar(of_target, only(of_target)))
    assert len(drawn) == WIDTH
    assert told == "█ Land of CCC 100 %"


def test_who_makes_its_own_gas_has_nobody_to_fear(fuels: World) -> None:
    energy = energy_of(fuels, "CCC", draws=0)
    assert only(energy, "CCC").cuts == ()
    assert energy.sentence.startswith("Nobody abroad sells Land of CCC")


def test_every_figure_is_there_with_unit_formula_and_what_it_rests_on(of_target: Energy, of_region: Energy) -> None:
    for energy in (of_target, of_region):
        jsonschema.validate(json.loads(energy_json(energy)), energy_schema())
        assert {f.unit for f in energy.figures.values()} <= {
            "bcm",
            "USD per 1000 m3",
            "USD",
            "share of GDP",
            "share of use",
        }
        assert all(f.formula and f.words for f in energy.figures.values())
        assert {key for f in energy.figures.values() for key in f.inputs} <= set(energy.inputs)
    price = of_target.figures["price:gas:CCC>AAA"]
    assert any(of_target.inputs[key].best == 100 for key in price.inputs)


def test_every_figure_opens_with_rows_of_the_world(of_target: Energy, of_region: Energy) -> None:
    for energy in (of_target, of_region):
        assert not [figure.id for figure in energy.figures.values() if not figure.inputs]
        for given in energy.inputs.values():
            assert given.row >= 2
            assert given.low <= given.best <= given.high


def test_a_pipe_opens_with_its_row_what_was_seen_and_what_was_bought(tmp_path: Path) -> None:
    folder = fuel_world(tmp_path / "seen")
    seen = "pipe,from,to,low,best,high,unit,estimated,source"
    (folder / "pipe_flows.csv").write_text(
        f"{seen}\n"
        "gas_ba,2022-01-01,2022-12-31,2,2.5,3,bcm,no,made_up\n"
        "gas_ba,2023-01-01,2023-06-30,1,1.9,2,bcm,no,made_up\n"
        "gas_ba,2023-07-01,2023-12-31,1,2.1,3,bcm,no,made_up\n"
        "gas_ba,2024-01-01,2024-12-31,1,1.5,2,bcm,no,made_up\n",
        encoding="utf-8",
    )
    head = "contract,seller,buyer,fuel,minimum,maximum,unit,price,price_low,price_high,from,to,resale,source"
    (folder / "energy_contracts.csv").write_text(
        f"{head}\nlong_ca,hub_c,hub_a,gas,2,5,bcm/yr,90,,,2000-01-01,,no,made_up\n", encoding="utf-8"
    )
    with (folder / "states.csv").open("a", encoding="utf-8") as file:
        file.write("gas_ba,capacity,,6,7,8,2020-01-01,,made_up\n")
    energy = energy_of(load_world(folder), "AAA", draws=0)
    told = {given.words: given for given in why(energy, "pipe:gas:gas_ba>AAA").inputs}
    assert {words: (given.table, given.row, given.best, given.unit) for words, given in told.items()} == {
        "capacity of Transit since 2020-01-01": ("states", 3, 7, "bcm/yr"),
        "tariff of Transit": ("pipes", 3, 10, "USD per 1000 m3"),
        "loss of Transit": ("pipes", 3, 0, "1"),
        "seen to pass Transit, 2023-01-01 to 2023-06-30 (to compare)": ("pipe_flows", 3, 1.9, "bcm"),
        "seen to pass Transit, 2023-07-01 to 2023-12-31 (to compare)": ("pipe_flows", 4, 2.1, "bcm"),
        "gas from hub_c to hub_a, 2023": ("energy_flows", 2, 4, "bcm"),
        "contract of hub_c with hub_a, long_ca: at least": ("energy_contracts", 2, 2, "bcm/yr at least"),
        "contract of hub_c with hub_a, long_ca: at most": ("energy_contracts", 2, 5, "bcm/yr at most"),
    }
    paid = {given.words for given in why(energy, "price:gas:CCC>AAA").inputs}
    assert "contract of hub_c with hub_a, long_ca: price" in paid
    stored = {(given.words, given.best) for given in why(energy, "stored:gas:AAA").inputs}
    assert stored == {("gas in store at hub_a, 2023", 0.2), ("gas out of hub_a, 2023", 0.01)}


def test_what_is_kept_is_read_back_and_opens(of_target: Energy) -> None:
    for form in ("json", "html"):
        text = energy_rendered(of_target, form)
        assert holds_energy(text)
        assert read_energy(text) == of_target
    opened = why(of_target, "loss:gas:CCC>AAA:365:AAA")
    assert {source.source for source in opened.sources} >= {"made_up"}
    content = json.loads(energy_json(of_target))
    del content["figures"]["used:gas:AAA"]
    with pytest.raises(MarchlandError, match=r"first 'used:gas:AAA'.*marchland energy"):
        read_energy(json.dumps(content))


def test_the_page_is_whole_and_its_picture_has_a_part_for_each_origin(of_target: Energy, of_region: Energy) -> None:
    for energy in (of_target, of_region):
        text = energy_rendered(energy, "html")
        page = Page(text)
        assert not [tag for tag in page.open if tag not in {"html", "body", "th", "p", "li", "tr", "td"}]
        assert not re.search(r'(?:src|href)="(?!https?://|#)', text)
        pointed = {given["data-figure"] for _, given in page.elements if "data-figure" in given}
        assert pointed
        assert pointed <= set(energy.figures)
    assert energy_rendered(of_target, "html").count('class="part"') == 1
    assert "`supply_share:gas:CCC>AAA`" in energy_rendered(of_target, "markdown")


def test_what_cannot_be_answered_is_an_error_that_says_why(fuels: World, small: World) -> None:
    with pytest.raises(UnknownName, match="did you mean AB"):
        energy_of(fuels, "AAB", draws=0)
    with pytest.raises(MissingData, match=r"no flows of gas or oil.*energy_flows\.csv"):
        energy_of(small, "AAA", draws=0)


def test_russia_sells_armenia_most_of_its_gas_and_iran_would_sell_more(world: World) -> None:
    energy = energy_of(world, "ARM", draws=0)
    gas, oil = energy.of("ARM")
    assert (gas.fuel, oil.fuel) == ("gas", "oil")
    first, figures = gas.origins[0], energy.figures
    assert first.seller == "RUS"
    assert 0.75 < figures[first.share].best < 0.95
    assert 2 < figures[first.quantity].best < 2.8
    assert (figures[first.quantity].unit, figures[first.price].unit) == ("bcm", "USD per 1000 m3")
    assert 150 < figures[first.price].best < 180
    assert any("GEO" in {by.actor for by in pipe.holders} for pipe in gas.pipes)
    month, _, year = gas.cuts
    assert figures[month.loss].best < figures[year.loss].best
    assert 0.002 < figures[year.loss_share].best < 0.05
    assert figures[year.own].best > 0
    assert "IRN" in {each.by for each in year.softened}
    assert "storage" in {each.kind for each in month.softened}
    shift = next(way for way in year.ways if "irn" in way.pipe)
    rows = why(energy, shift.after).inputs
    assert {given.table for given in rows} >= {"pipes", "energy_flows", "energy_contracts", "parameters"}
    assert any("gazprom_armenia" in given.words for given in rows)


@pytest.fixture(scope="module")
def of_brief(fuels: World) -> Brief:
    return brief_of(fuels, "AAA", draws=4)


def test_what_belarus_refines_for_others_is_told_apart_from_what_it_uses(world: World) -> None:
    found = energy_of(world, "BLR", days=(365,), draws=0)
    gas, oil = found.supplies
    assert gas.refined == ""
    figures, (cut,) = found.figures, oil.cuts
    assert figures[oil.refined].best == pytest.approx(9.15, rel=0.02)
    by = {each.kind: figures[each.quantity].best for each in cut.softened}
    assert by["unrefined"] == pytest.approx(figures[oil.refined].best)
    assert by["unrefined"] + by["savings"] == pytest.approx(figures[cut.missing].best, rel=1e-3)
    assert 0.05 < figures[cut.loss_share].best < 0.2
    assert "Mt of it refined for sale abroad" in " ".join(found.findings)
    assert any("worth what refining earns" in gap for gap in found.gaps)


def test_a_brief_of_a_target_says_who_sells_it_gas_and_what_a_cut_means(of_brief: Brief, of_target: Energy) -> None:
    part = of_brief.energy
    assert part is not None
    assert part.target == "AAA"
    assert part.sentence.startswith("If Land of CCC withheld its gas from Land of AAA for a year")
    assert {i for supply in part.supplies for i in supply.ids} <= set(of_brief.figures)
    share = "supply_share:gas:CCC>AAA"
    assert of_brief.figures[share].best == pytest.approx(of_target.figures[share].best)
    for shown in (render_html(of_brief), render_markdown(of_brief)):
        assert "Gas and oil" in shown
        assert share in shown
        assert "If Land of CCC withheld all its gas from Land of AAA" in shown
    assert read_json(render_json(of_brief)) == of_brief
    assert not holds_energy(render_json(of_brief))
    assert why(of_brief, share).figure.unit == "share of use"


def test_the_gas_that_is_cut_is_among_the_levers_and_the_exposure(of_brief: Brief) -> None:
    pair = of_brief.pair("CCC", "AAA")
    assert pair is not None
    assert any("withheld the gas that it sells Land of AAA" in option.words for option in pair.options)
    assert pair.through["energy"] > 0
    assert sum(pair.through.values()) == pytest.approx(1)
    rows = {row.link: {name: wide for name, _, wide in row.bars} for row in layers(of_brief).rows}
    assert rows["CCC-AAA"]["energy"] > 0


def test_of_a_pair_the_sender_is_who_withholds_and_a_region_has_no_such_part(fuels: World) -> None:
    pair = brief_of(fuels, "AAA", by="BBB", draws=0)
    assert pair.energy is not None
    assert all(supply.cuts == () for supply in pair.energy.supplies)
    assert brief_of(fuels, draws=0).energy is None


def test_who_withholds_can_be_named_and_has_to_have_the_right(fuels: World) -> None:
    assert [cut.sender for cut in only(energy_of(fuels, "AAA", by="CCC", draws=0)).cuts] == ["CCC"] * 3
    assert only(energy_of(fuels, "AAA", by="BBB", draws=0)).cuts == ()
    with pytest.raises(ScenarioError, match="overlap"):
        energy_of(fuels, "AAA", by="AAA", draws=0)


def test_two_processes_find_the_same(fuels: World, of_target: Energy) -> None:
    assert energy_of(fuels, "AAA", draws=4, jobs=2).figures == of_target.figures


def test_a_loss_is_told_at_both_ends_of_each_judgement(of_target: Energy) -> None:
    (supply,) = of_target.supplies
    for cut in supply.cuts:
        assert {each.judged for each in cut.ends} == {
            "how fast use, production and choice of sellers of gas and oil answer to prices",
            "what gas and oil are worth to those who go without",
        }
        for each in cut.ends:
            figure = of_target.figures[each.loss]
            assert figure.best == of_target.figures[cut.loss].best
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.best <= figure.high
        told = softening_lines(of_target, supply, cut)
        assert any(line.startswith("With one judgement alone at its ends the loss is ") for line in told)
        # The slower everybody answers, the more is lost; what goes without gas alone has a price that is capped.
        answer, worth = (of_target.figures[each.loss] for each in cut.ends)
        assert 0.9 * answer.best > (answer.low or 0.0)
        assert (worth.high or 0.0) - (worth.low or 0.0) < 0.1 * worth.best


def test_one_factor_alone_moves_and_all_else_is_at_best() -> None:
    factors = tuple(Factor(name=n, words=n, layers=("energy",)) for n in ("a", "b"))
    draw = alone(factors, "b", -1.5)
    assert (draw["a"], draw["b"], draw.is_central) == (0.0, -1.5, False)
    assert not draw.noise(1, (3,)).any()
    assert central(factors).is_central


def test_what_would_soften_a_cut_is_solved_together_with_it(fuels: World, of_target: Energy) -> None:
    (supply,) = of_target.supplies
    figures, cut = of_target.figures, supply.cuts[-1]
    assert not any(one.answers for one in supply.cuts[:-1])
    left = [figures[answer.loss].best for answer in cut.answers]
    assert left == sorted(left)
    assert all(0.99 * figures[cut.loss].best > loss for loss in left)
    for answer in cut.answers:
        assert figures[answer.loss].low is None
        assert answer.words in figures[answer.loss].words
    base = baseline(fuels, "year")
    question = Cut(fuel="gas", sender="CCC", target="AAA", days=365, horizon="year")
    best = {"loss:gas:CCC>AAA:365:AAA": figures[cut.loss].best, "missing:gas:CCC>AAA:365": 4.0}
    best["more:gas:CCC>AAA:365:BBB"] = 1.0
    levers = [answered.lever for answered in answers_to(base, question, best).found]
    assert {(lever.actor, lever.action) for lever in levers} == {("BBB", "supply")}
    market = fuel_market(base, "gas", central(base.factors))
    effect = fuel_effect(base, market, [question.lever, *levers])
    assert loss_by_actor(base, effect)[0] < figures[cut.loss].best


def test_an_answer_that_could_not_be_solved_is_told_with_why(fuels: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(base: Baseline, found: FuelMarket, levers: Sequence[Lever]) -> FuelEffect:
        if len(levers) > 1 and levers[1].action == "supply":
            raise CannotClear(node="hub_a", quantity=1.25, message="far too long to be told")
        if len(levers) > 1:
            raise SolverError("residual 1e-3")
        return fuel_effect(base, found, levers)

    def tried(_: World, cut: Cut, __: dict[str, float]) -> tuple[Lever, ...]:
        thing = f"gas to {cut.target}"
        supply = Lever(actor="BBB", action="supply", object=thing, size=3.0, days=cut.days)
        return supply, Lever(actor="CCC", action="build", object="pipe gas_ca_new", days=cut.days)

    monkeypatch.setattr("marchland.brief.energy.answers.fuel_effect", refused)
    monkeypatch.setattr("marchland.brief.energy.answers._tried", tried)
    energy = energy_of(fuels, "AAA", draws=0)
    *shorter, cut = only(energy).cuts
    assert not cut.answers
    assert not any(one.left_out for one in shorter)
    reasons = {each.why for each in cut.left_out}
    assert reasons == {
        "1.25 bcm a year that a contract obliges to cannot reach A",
        "no equilibrium met its certificate",
    }
    assert any("Planned" in each.words for each in cut.left_out)
    told = [f"{each.words} ({each.why})" for each in cut.left_out]
    assert f"Not solved, and so not told: {'; '.join(told)}." in softening_lines(energy, only(energy), cut)
    for form in ("html", "markdown", "json"):
        written = re.sub(r"\s+", " ", energy_rendered(energy, form))
        assert all(why in written for why in reasons), form
    read = read_energy(energy_json(energy))
    assert only(read).cuts[-1].left_out == cut.left_out


def test_a_bloc_that_withholds_is_counted_by_its_members(fuels: World, tmp_path: Path) -> None:
    folder = fuel_world(tmp_path / "bloc")

    def add(table: str, like: dict[str, str], changes: list[dict[str, str]]) -> None:
        file = folder / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as read:
            rows = list(csv.DictReader(read))
        model = next(row for row in rows if like.items() <= row.items())
        with file.open("a", encoding="utf-8", newline="") as written:
            csv.DictWriter(written, fieldnames=list(model)).writerows(model | change for change in changes)

    add("blocs", {}, [{"bloc": "BC", "actor": actor} for actor in ("BBB", "CCC")])
    with pytest.raises(ScenarioError, match=r"BC cannot withhold .* `border` over BBB is held by BBB"):
        energy_of(load_world(folder), "AAA", by="BC", draws=0)
    add("controls", {"right": "border", "actor": "CCC"}, [{"actor": "BC", "object": code} for code in ("BBB", "CCC")])
    alone = energy_of(fuels, "AAA", by="CCC", draws=0)
    both = energy_of(load_world(folder), "AAA", by="BC", draws=0)
    one, other = (only(energy).cuts[-1] for energy in (alone, both))
    assert both.figures[other.missing].best == pytest.approx(alone.figures[one.missing].best, rel=1e-3)
