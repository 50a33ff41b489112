from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.world.small_releases import BACI_ROWS, fao_row, write_baci, write_faostat, write_icio

from marchland.world import World, load_world
from marchland.world.build.make import Made, build
from marchland.world.build.post_soviet.bought import bought_in
from marchland.world.build.post_soviet.figure import around
from marchland.world.build.post_soviet.goods_trade import FUELS, GOODS
from marchland.world.build.post_soviet.recorded_sectors import recorded_sectors, recorded_totals
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sector_evidence_wheat import wheat_tonnes
from marchland.world.build.post_soviet.sectors import CODES, sector_of
from marchland.world.build.releases.hs_sectors import SECTORS
from marchland.world.build.releases.icio import Icio

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.figure import Figure


def guess(musd: float) -> Figure:
    return around(musd, 2.0, "judgement", estimated=True)


ESTIMATES = {
    ("RUS", "ARM", "food"): guess(300),
    ("RUS", "ARM", "gas"): guess(700),
    ("RUS", "ARM", "oil_products"): guess(60),
    ("RUS", "ARM", "services"): guess(40),
    ("RUS", "TUR", "gas"): guess(7000),
    ("TUR", "RUS", "food"): guess(80),
}


def test_the_readers_know_the_sectors_of_the_world() -> None:
    assert SECTORS == CODES


def test_what_baci_states_takes_the_place_of_estimates(tmp_path: Path) -> None:
    write_baci(tmp_path / "baci")
    flows = recorded_sectors(ESTIMATES, given(tmp_path), 2023)
    gas = flows["RUS", "ARM", "gas"]
    assert (gas.best, gas.estimated, gas.source) == (500, False, "baci_v202501_2023")
    assert flows["RUS", "ARM", "agriculture"].best == pytest.approx(200.0005)
    assert ("RUS", "ARM", "food") not in flows


def test_fuels_that_customs_keep_secret_services_and_pairs_that_baci_lacks_keep_their_estimates(tmp_path: Path) -> None:
    rows = [row for row in BACI_ROWS if row[3] != "271019"]
    write_baci(tmp_path / "baci", rows)
    flows = recorded_sectors(ESTIMATES, given(tmp_path), 2023)
    for flow in (
        ("RUS", "ARM", "oil_products"),
        ("RUS", "ARM", "services"),
        ("RUS", "TUR", "gas"),
        ("TUR", "RUS", "food"),
    ):
        assert flows[flow] == ESTIMATES[flow]


def test_without_an_official_release_nothing_changes(tmp_path: Path) -> None:
    assert recorded_sectors(ESTIMATES, given(tmp_path), 2023) is ESTIMATES
    write_baci(tmp_path / "baci")
    assert recorded_sectors(ESTIMATES, given(tmp_path), 2017) is ESTIMATES


def test_totals_are_the_sums_of_the_sectors(tmp_path: Path) -> None:
    write_baci(tmp_path / "baci")
    totals = recorded_totals(
        {(2023, "RUS", "ARM", GOODS): guess(9), (2017, "RUS", "ARM", GOODS): guess(8)}, given(tmp_path)
    )
    assert totals[2023, "RUS", "ARM", GOODS].best == pytest.approx(200.0005)
    assert totals[2023, "RUS", "ARM", FUELS].best == pytest.approx(500 + 0.1 + 0.09)
    assert totals[2017, "RUS", "ARM", GOODS].best == 8


def test_industries_become_sectors_and_no_money_is_lost() -> None:
    industries = ("A01", "B06", "C19", "D", "G")
    inputs = np.arange(50, dtype=float).reshape(2, 5, 5)
    table = Icio(
        file="2022_SML.csv",
        year=2022,
        countries=("KAZ", "ROW"),
        industries=industries,
        flows=np.zeros((2, 2, 5)),
        inputs=inputs,
        home_inputs=inputs / 2,
        output=np.full((2, 5), 100.0),
        value_added=np.zeros((2, 5)),
    )
    bought = bought_in(table)
    assert bought.countries == ("KAZ",)
    assert bought.inputs.sum() == inputs[0].sum()
    assert bought.output.sum() == 500
    services = CODES.index("services")
    assert bought.inputs[0, services, services] == inputs[0, 3:, 3:].sum()
    # Of the crude and gas used at home, what refineries take.
    assert bought.crude_at_home[0] == pytest.approx(inputs[0, 2, 1] / inputs[0, :, 1].sum())
    assert {sector_of(i) for i in industries} == {"agriculture", "crude", "oil_products", "services"}


def test_tables_of_the_oecd_are_read_through_the_same_door(tmp_path: Path) -> None:
    write_icio(tmp_path / "icio")
    held = given(tmp_path)
    assert held.icio(held.table_year(2023)) is not None
    assert held.icio(held.table_year(2017)) is None


def test_wheat_of_the_year_itself_is_better_known_than_that_of_the_year_before(tmp_path: Path) -> None:
    rows = [fao_row("860", "398", 5000, bought=True, year=2022), fao_row("398", "860", 4000, bought=False, year=2022)]
    write_faostat(tmp_path / "faostat", rows)
    tonnes, before = wheat_tonnes(tmp_path, 2023)
    assert tonnes.loc["KAZ", "UZB"] == 5000
    write_faostat(tmp_path / "faostat", [*rows, fao_row("860", "398", 7000, bought=True, year=2023)])
    tonnes, itself = wheat_tonnes(tmp_path, 2023)
    assert tonnes.loc["KAZ", "UZB"] == 7000
    assert itself < before


# Armenia's largest partners in goods, round figures that no estimate has.
STATED = (
    (2023, 643, 51, "100199", "200000", "800000"),
    (2023, 643, 51, "271121", "500000", "2500000"),
    (2023, 643, 51, "720711", "111000", "1000"),
    (2023, 643, 51, "870323", "300000", "NA"),
    (2023, 51, 643, "220820", "150000", "30000"),
    (2023, 51, 643, "851713", "1500000", "300"),
    (2023, 792, 51, "610910", "70000", "500"),
)


@pytest.fixture(scope="module")
def made(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, World]:
    """Return the built-in world, made with a small official release beside the reference data."""
    folder = tmp_path_factory.mktemp("releases")
    for part in reference.iterdir():
        (folder / part.name).symlink_to(part)
    write_baci(folder / "baci", STATED)
    done = build("post-soviet", folder, tmp_path_factory.mktemp("worlds") / "renewed")
    return done, load_world(done.folder)


@pytest.mark.reference
@pytest.mark.slow
@pytest.mark.parametrize(
    ("exporter", "importer", "sector", "musd"),
    [
        ("RUS", "ARM", "agriculture", 200),
        ("RUS", "ARM", "gas", 500),
        ("RUS", "ARM", "metals", 111),
        ("RUS", "ARM", "vehicles", 300),
        ("ARM", "RUS", "food", 150),
        ("ARM", "RUS", "machinery", 1500),
        ("TUR", "ARM", "textiles", 70),
    ],
)
def test_a_stated_flow_stands_in_the_world_that_was_made(
    made: tuple[Made, World], exporter: str, importer: str, sector: str, musd: float
) -> None:
    [row] = made[1]["trade"].where(year=2023, exporter=exporter, importer=importer, sector=sector).rows()
    assert row["best"] == musd
    assert not row["estimated"]
    value, *weight = row["source"].split(";")
    assert value == "baci_v202501_2023"
    assert bool(weight) == (row["tonnes"] > 0)  # what its tonnes rest on comes after


@pytest.mark.reference
@pytest.mark.slow
def test_a_sector_that_baci_does_not_state_is_not_traded_by_the_pair(made: tuple[Made, World]) -> None:
    trade = made[1]["trade"]
    assert not len(trade.where(year=2023, exporter="TUR", importer="ARM", sector="machinery"))
    assert len(trade.where(year=2017, exporter="TUR", importer="ARM", sector="machinery"))
    assert len(trade.where(year=2023, exporter="TUR", importer="GEO", sector="machinery"))


@pytest.mark.reference
@pytest.mark.slow
def test_what_was_read_is_told_and_cited(made: tuple[Made, World]) -> None:
    assert made[0].official == ("trade of 2023: BACI_HS22_Y2023_V202501.csv (BACI), 7 flows by pair and sector",)
    [source] = made[1]["sources"].where(source="baci_v202501_2023").rows()
    assert source["publisher"] == "CEPII"
    assert source["year"] == 2025
