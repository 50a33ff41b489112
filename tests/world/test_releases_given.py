from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.small_releases import (
    BACI_ROWS,
    by_key,
    fao_row,
    icio_header,
    icio_rows,
    write_baci,
    write_faostat,
    write_icio,
)

from marchland.errors import ReleaseError
from marchland.world.build.post_soviet import reference_layout
from marchland.world.build.post_soviet.releases_given import given

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ("exporter", "importer", "sector")


def test_a_folder_without_official_releases_gives_none(tmp_path: Path) -> None:
    nothing = given(tmp_path)
    assert nothing.sector_trade(2023) is None
    assert nothing.icio(2022) is None
    assert nothing.wheat(2022) is None
    assert nothing.official() == ()
    assert nothing.citations() == []


def test_a_year_that_a_release_holds_is_given(tmp_path: Path) -> None:
    write_baci(tmp_path / "baci")
    found = given(tmp_path)
    trade = found.sector_trade(2023)
    assert trade is not None
    assert by_key(trade.flows, *KEYS)["RUS", "ARM", "gas"]["musd"] == 500
    assert found.sector_trade(2017) is None
    assert [line.split(" (")[0] for line in found.official()] == ["trade of 2023: BACI_HS22_Y2023_V202501.csv"]
    assert [row["source"] for row in found.citations()] == ["baci_v202501_2023"]


def test_a_file_that_was_changed_is_read_again(tmp_path: Path) -> None:
    write_baci(tmp_path / "baci")
    assert given(tmp_path).sector_trade(2023) is not None
    write_baci(tmp_path / "baci", BACI_ROWS[:1])
    trade = given(tmp_path).sector_trade(2023)
    assert trade is not None
    assert len(trade.flows) == 1


def test_the_year_itself_stands_before_the_year_that_stands_for_it(tmp_path: Path) -> None:
    assert given(tmp_path).table_year(2023) == 2022
    write_icio(tmp_path / "icio", name="2023_SML.csv")
    write_faostat(tmp_path / "faostat", [fao_row("398", "860", 5, bought=False, year=2017)])
    found = given(tmp_path)
    assert (found.table_year(2017), found.table_year(2023)) == (2019, 2023)
    assert (found.wheat_year(2017), found.wheat_year(2023)) == (2017, 2022)
    wheat = found.wheat(2017)
    assert wheat is not None
    assert wheat.flows["best"].tolist() == [5]


def test_a_year_that_the_recipe_does_not_make_is_told(tmp_path: Path) -> None:
    write_baci(tmp_path / "baci")
    for year in (2022, 2024):
        write_baci(tmp_path / "baci", [(year, *row[1:]) for row in BACI_ROWS], year=year)
    read, *others = given(tmp_path).official()
    assert read.startswith("trade of 2023: BACI_HS22_Y2023")
    said = "is there and is not used: the recipe makes 2017 and 2023"
    assert others == [f"BACI 2022 {said}", f"BACI 2024 {said}; --year 2024 adds it"]


def test_a_release_of_which_no_year_is_used_is_refused(tmp_path: Path) -> None:
    write_baci(tmp_path / "baci", [(2024, *row[1:]) for row in BACI_ROWS], year=2024)
    with pytest.raises(
        ReleaseError, match=r"no file of 2017 or 2023; it holds 2024, .* take the folder away; or add it .*--year 2024"
    ):
        given(tmp_path).official()
    (tmp_path / "tables").mkdir()
    write_icio(tmp_path / "tables" / "icio", name="2018_SML.csv")
    with pytest.raises(ReleaseError, match=r"no file of 2017, 2019, 2022 or 2023; it holds 2018"):
        given(tmp_path / "tables").official()


def test_a_later_year_is_used_where_it_is_asked_for(tmp_path: Path) -> None:
    write_baci(tmp_path / "baci", [(2024, *row[1:]) for row in BACI_ROWS], year=2024)
    assert [line.split(" (")[0] for line in given(tmp_path, 2024).official()] == [
        "trade of 2024: BACI_HS22_Y2024_V202501.csv"
    ]


def test_the_nearest_tables_stand_for_a_later_year(tmp_path: Path) -> None:
    assert given(tmp_path, 2025).table_year(2025) == 2022
    write_icio(tmp_path / "icio", name="2024_SML.csv")
    later = given(tmp_path, 2025)
    assert (later.table_year(2023), later.table_year(2025)) == (2022, 2024)


def test_an_edition_with_coal_oil_and_gas_in_one_is_refused(tmp_path: Path) -> None:
    names = [name.replace("B06", "B05_06") for name in icio_header()]
    rows = [[str(row[0]).replace("B06", "B05_06"), *row[1:]] for row in icio_rows()]
    write_icio(tmp_path / "icio", rows, names)
    with pytest.raises(ReleaseError, match="B05_06 holds coal, oil and gas together"):
        given(tmp_path).icio(2022)


@pytest.mark.parametrize("folder", ["baci", "icio"])
def test_a_folder_with_something_else_is_not_passed_over(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "readme.txt").write_text("", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"holds no file named as .*there is: readme\.txt"):
        given(tmp_path)


@pytest.fixture
def small_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the recipe need one file with one year."""
    row = {
        "file": "macro/gdp.csv",
        "encoding": "utf-8-sig",
        "columns": "Country Code;Year;Value",
        "year_column": "Year",
        "years": "2017;2023",
        "what": "GDP",
    }
    monkeypatch.setattr(reference_layout, "layout", lambda: [row])


def write_gdp(folder: Path, text: str) -> Path:
    (folder / "macro").mkdir()
    (folder / "macro" / "gdp.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.usefixtures("small_layout")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Country Code,Year,Amount\nARM,2017,1\nARM,2023,2\n", "column 'Value' is missing"),
        ("Country Code,Year,Value\nARM,2017,1\n", "column 'Year' has no row of 2023; add the year"),
        ("", "column 'Country Code' is missing"),
    ],
)
def test_reference_data_with_a_missing_column_or_year_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ReleaseError) as error:
        reference_layout.check_reference(write_gdp(tmp_path, text))
    assert "gdp.csv" in str(error.value)
    assert said in str(error.value)


@pytest.mark.usefixtures("small_layout")
def test_reference_data_that_lack_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ReleaseError, match=r"lacks 1 of the 1 files that the recipe .*reads; add:\n  macro/gdp.csv \(GDP"
    ):
        reference_layout.check_reference(tmp_path)


@pytest.mark.usefixtures("small_layout")
def test_sound_reference_data_pass(tmp_path: Path) -> None:
    reference_layout.check_reference(write_gdp(tmp_path, "Country Code,Year,Value\nARM,2017,1\nARM,2023,2\n"))


def test_every_line_of_the_layout_says_what_the_file_is() -> None:
    rows = reference_layout.layout()
    assert rows
    assert [row["file"] for row in rows if not row["what"]] == []
    assert [row["file"] for row in rows if row["years"] and not row["year_column"]] == []


@pytest.mark.reference
def test_the_reference_data_have_the_layout(reference: Path) -> None:
    reference_layout.check_reference(reference)


def test_the_layout_is_a_table() -> None:
    assert all(None not in row and None not in row.values() for row in reference_layout.layout())
