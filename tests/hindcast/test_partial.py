from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from marchland.errors import EpisodesError
from marchland.hindcast import load_episodes, world_of
from marchland.levers.scenario_file import read_scenario
from marchland.sweep import run
from marchland.world import check_world, load_world, write_world

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.hindcast import Episodes
    from marchland.world import World


@pytest.fixture(scope="module")
def small_world(episodes: Episodes) -> World:
    return world_of(episodes, next(e for e in episodes.episodes if e.code == "wine"))


def test_a_small_world_is_a_world(small_world: World, tmp_path: Path) -> None:
    folder = write_world(small_world, tmp_path / "written")
    assert check_world(folder) == []
    again = load_world(folder)
    assert again.actors == ("SML", "BIG", "ROW")
    for name, table in small_world.tables.items():
        assert len(again[name]) == len(table), name
    assert set(again["sources"]["source"].tolist()) >= {"made_up", "partial_world"}


def test_trade_adds_up_to_the_totals_that_were_told(small_world: World) -> None:
    trade = small_world["trade"]

    def sold(by: str, to: str) -> float:
        return float(trade.where(exporter=by, importer=to)["best"].sum())

    assert sold("SML", "BIG") == pytest.approx(154)
    assert sold("SML", "BIG") + sold("SML", "ROW") == pytest.approx(870)
    assert sold("BIG", "SML") + sold("ROW", "SML") == pytest.approx(2500)
    assert sold("SML", "BIG") + sold("ROW", "BIG") == pytest.approx(125000)
    wine = trade.where(sector="wine", exporter="SML", importer="BIG")
    assert wine["best"].tolist() == [63]


def test_wine_has_the_elasticity_of_its_sector_in_the_built_in_world(small_world: World, world: World) -> None:
    own, of = small_world["sectors"].where(sector="wine"), world["sectors"].where(sector="food")
    for column in ("low", "best", "high", "source"):
        assert own[column].tolist() == of[column].tolist()


def test_the_small_world_is_solved_and_what_is_refused_goes_elsewhere_in_part(
    small_world: World, written: Path
) -> None:
    outcome = run(small_world, read_scenario(written / "scenarios" / "wine.yaml"), draws=4)
    flows = outcome.dataset.sel(statistic="best", exporter="SML", sector="wine")
    before, after = (flows[f"goods_{when}"].sel(importer=["BIG", "ROW"]).values for when in ("before", "after"))
    assert after[0] == pytest.approx(0, abs=1)
    assert before[1] < after[1] < before.sum()
    assert outcome.loss("SML")[0] > 0
    assert not outcome.about["failed"]


def test_figures_that_contradict_each_other_are_told(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written, tmp_path / "episodes")
    text = (folder / "figures.csv").read_text(encoding="utf-8")
    (folder / "figures.csv").write_text(text.replace(",,154,", ",,54,"), encoding="utf-8")
    loaded = load_episodes(folder)
    with pytest.raises(EpisodesError, match="row 9: SML sells BIG 9 MUSD more of single products"):
        world_of(loaded, next(e for e in loaded.episodes if e.code == "wine"))


def test_a_product_without_an_elasticity_is_told(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written, tmp_path / "episodes")
    text = (folder / "figures.csv").read_text(encoding="utf-8")
    (folder / "figures.csv").write_text(text.replace("wine", "amber"), encoding="utf-8")
    loaded = load_episodes(folder)
    with pytest.raises(EpisodesError, match="amber has no elasticity"):
        world_of(loaded, next(e for e in loaded.episodes if e.code == "wine"))


def test_a_figure_of_after_the_episode_is_refused(written: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(written, tmp_path / "episodes")
    text = (folder / "figures.csv").read_text(encoding="utf-8")
    (folder / "figures.csv").write_text(text.replace(",2005,,6400", ",2007,,6400"), encoding="utf-8")
    loaded = load_episodes(folder)
    with pytest.raises(EpisodesError, match="a figure of 2007, the episode starts from 2005"):
        world_of(loaded, next(e for e in loaded.episodes if e.code == "wine"))
