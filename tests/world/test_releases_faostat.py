from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.small_releases import FAO_HEADER, by_key, fao_row, write_csv, write_faostat

from marchland.errors import ReleaseError
from marchland.world.build.releases import faostat

if TYPE_CHECKING:
    from pathlib import Path

ACTORS = ("RUS", "KAZ", "UZB", "CHN")
RUS, KAZ, UZB, EGY, SYR, CHINA, MAINLAND = "643", "398", "860", "818", "760", "159", "156"
ROWS = (
    fao_row(KAZ, UZB, 900, bought=False),
    fao_row(UZB, KAZ, 1000, bought=True),
    fao_row(EGY, RUS, 500, bought=True),
    fao_row(RUS, SYR, 70, bought=False),
    fao_row(SYR, RUS, 50, bought=True),
    fao_row(MAINLAND, KAZ, 30, bought=True),
    fao_row(CHINA, KAZ, 30, bought=True),
    fao_row(KAZ, "896", 2, bought=False),
    fao_row(KAZ, RUS, 0, bought=False),
    fao_row(KAZ, RUS, "", bought=False),
    fao_row(KAZ, KAZ, 5, bought=False),
    fao_row(KAZ, UZB, 7000, bought=False, item=16),
    fao_row(KAZ, UZB, 600, bought=False, year=2021),
    (
        *fao_row(KAZ, UZB, 250, bought=False, unit="1000 USD")[:9],
        5922,
        "Export value",
        2022,
        2022,
        "1000 USD",
        250,
        "A",
    ),
)


def wheat(folder: Path, year: int = 2022) -> faostat.WheatTrade:
    return faostat.wheat(folder, year, ACTORS)


def test_the_importer_is_believed_and_the_range_is_from_report_to_report(tmp_path: Path) -> None:
    flows = by_key(wheat(write_faostat(tmp_path, ROWS)).flows, "exporter", "importer")
    assert flows["KAZ", "UZB"] == {"low": 900, "best": 1000, "high": 1000, "reports": 2}


def test_where_one_side_reports_its_figure_stands(tmp_path: Path) -> None:
    flows = by_key(wheat(write_faostat(tmp_path, ROWS)).flows, "exporter", "importer")
    assert flows["KAZ", "ROW"] == {"low": 2, "best": 2, "high": 2, "reports": 1}


def test_countries_of_the_rest_add_up_each_by_its_own_rule(tmp_path: Path) -> None:
    flows = by_key(wheat(write_faostat(tmp_path, ROWS)).flows, "exporter", "importer")
    assert flows["RUS", "ROW"] == {"low": 550, "best": 550, "high": 570, "reports": 2}


def test_an_aggregate_is_not_counted_beside_its_members(tmp_path: Path) -> None:
    flows = by_key(wheat(write_faostat(tmp_path, ROWS)).flows, "exporter", "importer")
    assert flows["KAZ", "CHN"]["best"] == 30
    assert ("KAZ", "RUS") not in flows
    assert ("KAZ", "KAZ") not in flows


def test_tonnes_was_the_unit_of_older_releases(tmp_path: Path) -> None:
    folder = write_faostat(tmp_path, [fao_row(KAZ, UZB, 900, bought=False, unit="tonnes")])
    assert wheat(folder).flows["best"].tolist() == [900]


def test_the_years_of_a_file(tmp_path: Path) -> None:
    assert faostat.reports(write_faostat(tmp_path, ROWS)).years() == (2021, 2022)


@pytest.mark.parametrize(
    "lost", ["Reporter Country Code (M49)", "Partner Country Code (M49)", "Item Code", "Year", "Unit", "Value"]
)
def test_a_lost_column_is_named_with_its_file(tmp_path: Path, lost: str) -> None:
    header = ["Something Else" if name == lost else name for name in FAO_HEADER]
    with pytest.raises(ReleaseError) as error:
        wheat(write_faostat(tmp_path, ROWS, header))
    assert faostat.FILE in str(error.value)
    assert f"column {lost!r}" in str(error.value)


def test_a_missing_year_says_which_years_there_are(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"no wheat .* of 2030; the years with wheat are: 2021, 2022"):
        wheat(write_faostat(tmp_path, ROWS), 2030)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (fao_row(KAZ, UZB, 1, bought=False, unit="1000 t"), "column 'Unit' holds '1000 t' for a quantity of wheat"),
        (fao_row("77x", UZB, 1, bought=False), "holds '77x', which is no code of M49"),
        (fao_row(KAZ, UZB, "many", bought=False), "column 'Value' (the figure) holds 'many'; expected a number"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_with_its_place(tmp_path: Path, row: tuple[object, ...], said: str) -> None:
    with pytest.raises(ReleaseError) as error:
        wheat(write_faostat(tmp_path, [*ROWS, row]))
    assert f"row {len(ROWS) + 2}: " in str(error.value)
    assert said in str(error.value)


def test_the_wide_form_of_the_file_is_not_the_normalized_one(tmp_path: Path) -> None:
    header = [*FAO_HEADER[:11], "Unit", "Y2021", "Y2021F", "Y2022", "Y2022F"]
    write_csv(tmp_path / faostat.FILE, header, [ROWS[0]], encoding="latin-1")
    with pytest.raises(ReleaseError, match="column 'Year'"):
        wheat(tmp_path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="cannot be read"):
        wheat(tmp_path)
