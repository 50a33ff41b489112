from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from marchland.errors import EpisodesError, UnknownName
from marchland.hindcast import load_episodes
from marchland.hindcast.units import in_unit

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.hindcast import Episodes


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "episodes")


def replaced(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


OBS, EPI, FIG = "observations.csv", "episodes.csv", "figures.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "match"),
    [
        (OBS, "CCC,goods,,,change_percent,%,-100,", "CCC,goods,,,change_percent,,-100,", r"row 3, unit: empty; give"),
        (OBS, "-90,,,no,,,made_up", "-90,,,no,,,", r"row 3, source: a source is missing; give where it is stated"),
        (OBS, "-90,,,no,,,made_up", "-90,,,no,,,made_upp", "'made_upp' is not in sources.csv; did you mean made_up"),
        (OBS, "sold to C,outcome", "sold to C,outcom", "'outcom' is no role; did you mean outcome"),
        (OBS, "outcome,fuel_used", "outcome,fuel_use", "'fuel_use' is no quantity; did you mean fuel_used"),
        (OBS, "ban,sold", "bann,sold", "'bann' is not in episodes.csv; did you mean ban"),
        (OBS, "ban,others", "ban,sold", "the same episode, observation as row 3"),
        (OBS, "gas,change_percent,%", "gaz,change_percent,%", "'gaz' is no fuel; write gas or oil"),
        (OBS, "gas,change_percent,%", "gas,diverted,%", "fuel_used has no diverted; write one of level, change"),
        (OBS, "level,mcm/d", "level,Mt/yr", "'Mt/yr' does not measure level of fuel_passed; give the figure in bcm"),
        (OBS, "level,MUSD/yr", "level,t", "'t' does not measure level of goods; give the figure in MUSD"),
        (OBS, "goods,AAA,BBB", "goods,,", "goods of nobody and nothing; fill in actor or partner"),
        (OBS, "freight,,,road_a1_b1", "freight,,,", "freight of nobody and nothing; fill in object"),
        (OBS, "fuel_sold,CCC,AAA", "fuel_sold,,AAA", "a share of fuel_sold needs it; fill in actor"),
        (OBS, "-70,-60,-20", "-20,-60,-70", "impossible range -20, -60, -70; put them in rising order"),
        (OBS, "-70,-60,-20", "-70,-60,", "only one end of the range is given; give both"),
        (OBS, "0,1,2", "2,1,0", "impossible range 2, 1, 0"),
        (EPI, "ban.yaml", "bann.yaml", "row 2, scenario: scenarios/bann.yaml is not there; did you mean ban.yaml"),
        (EPI, "sml_2005,2005,yes", "sml_2004,2005,yes", "no folder in worlds/ .* did you mean sml_2005"),
        (EPI, "sml_2005,2005,yes", "sml_2005,2005,no", "the world sml_2005 is made of a few figures; write yes"),
        (EPI, "sml_2005,2005,yes", "sml_2005,2006,yes", "2006 is not before 2006-03-27.*must not know what came"),
        (EPI, "2024-12-31", "2023-12-31", "2023-12-31 is before 2024-01-01; swap the dates"),
        (EPI, "no figure of it is known", "", "no scenario, and nothing that says why"),
        (EPI, "A ban,CCC,AAA,trade", "A ban,CCC,AAA,trad", "'trad' is no layer; did you mean trade"),
        ("scenarios/ban.yaml", "embargo", "embargoo", "row 2, scenario: .*ban.yaml.*'embargoo' is not known"),
        ("scenarios/ban.yaml", "name: ban", "name: ban\nyear: 2022", "2023 here, 2022 in scenarios/ban.yaml"),
        (FIG, "gdp,SML,,,2005,,6400,,MUSD", "gdp,SML,,,2005,,6.4,,bn USD", "unit must be MUSD; multiply by 1000"),
        (FIG, "gdp,ROW", "gdp,BIG", "gdp of ROW; add a row for everybody else|the same figure as row 3"),
        (FIG, "exports,SML,,,", "flow,SML,ROW,water,", "exports of SML; add a row"),
        (FIG, "home,BIG,,wine", "home,,,wine", "row 15, actor: home of nobody; give the actor"),
        (FIG, "gdp,SML,,", "gdp,SML,BIG,", "gdp has no partner; leave the cell empty"),
    ],
)
def test_a_fault_is_told_with_its_place_and_cure(folder: Path, file: str, old: str, new: str, match: str) -> None:
    replaced(folder, file, old, new)
    with pytest.raises(EpisodesError, match=match):
        load_episodes(folder)


def test_every_fault_is_told_in_one_run(folder: Path) -> None:
    replaced(folder, OBS, "sold to C,outcome", "sold to C,outcom")
    replaced(folder, EPI, "ban.yaml", "bann.yaml")
    replaced(folder, FIG, "gdp,SML,,", "gdp,SML,BIG,")
    with pytest.raises(EpisodesError) as told:
        load_episodes(folder)
    files = {line.split()[0].rstrip(":") for line in told.value.faults}
    assert files == {"observations.csv", "episodes.csv", "figures.csv"}


def test_tables_that_are_missing_or_strange_are_told(folder: Path) -> None:
    (folder / "observations.csv").rename(folder / "observation.csv")
    with pytest.raises(EpisodesError, match=r"(?s)observation.csv: is no table of episodes; did you mean obs.*missing"):
        load_episodes(folder)


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(UnknownName, match=r"did you mean .*episodes"):
        load_episodes(folder.parent / "episode")


def test_a_descriptor_gives_the_title(folder: Path) -> None:
    (folder / "datapackage.json").write_text('{"title": "Mine"}', encoding="utf-8")
    assert load_episodes(folder).title == "Mine"
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(EpisodesError, match="is no JSON with a title"):
        load_episodes(folder)


def test_a_figure_without_a_range_is_good_to_a_tenth(episodes: Episodes) -> None:
    shock, _, others = episodes.episodes[0].observations[:3]
    assert [others.low, others.best, others.high] == pytest.approx([54, 60, 66])
    # Nothing falls by more than all of it.
    assert [shock.low, shock.best, shock.high] == pytest.approx([-100, -100, -90])


def test_the_fingerprint_is_that_of_tables_scenarios_and_worlds(folder: Path, episodes: Episodes) -> None:
    assert load_episodes(folder).fingerprint == episodes.fingerprint
    found = {episodes.fingerprint}
    for file, old, new in (
        (OBS, "a guess", "another guess"),
        ("scenarios/ban.yaml", "days: 365", "days: 364"),
        ("worlds/small/trade.csv", "AAA,BBB", "AAA,BBB"),
    ):
        replaced(folder, file, old, new)
        found.add(load_episodes(folder).fingerprint)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("quantity", "commodity", "measure", "unit", "factor", "yearly"),
    [
        ("fuel_used", "gas", "level", "mcm/d", 0.365, True),
        ("fuel_used", "gas", "level", "bcm", 1.0, False),
        ("fuel_made", "oil", "change", "kt", 1e-3, False),
        ("goods", "", "level", "bn USD/yr", 1e3, True),
        ("loss", "", "level", "MUSD/month", 12, True),
        ("goods", "", "change_percent", "%", 0.01, False),
        ("goods", "", "share", "share", 1.0, False),
        ("freight", "", "level", "Mt/yr", 1.0, True),
    ],
)
def test_units_are_brought_to_those_of_the_models(
    quantity: str, commodity: str, measure: str, unit: str, factor: float, yearly: bool
) -> None:
    found = in_unit(quantity, commodity, measure, unit)
    assert found is not None
    assert found[0] == pytest.approx(factor)
    assert found[1] is yearly


def test_a_change_in_percent_is_no_share() -> None:
    assert in_unit("goods", "", "change_percent", "share") is None
