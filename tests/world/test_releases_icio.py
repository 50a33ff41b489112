from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.world.small_releases import icio_header, icio_rows, write_icio

from marchland.errors import ReleaseError
from marchland.world.build.releases.icio import icio, years

if TYPE_CHECKING:
    from pathlib import Path

FILE = "2022_SML.csv"


def refused(folder: Path) -> str:
    with pytest.raises(ReleaseError) as error:
        icio(folder, 2022)
    assert FILE in str(error.value)
    return str(error.value)


def renamed(old: str, new: str) -> list[str]:
    return [new if name == old else name for name in icio_header()]


def without(label: str) -> list[list[object]]:
    return [row for row in icio_rows() if row[0] != label]


def test_the_parts_of_a_country_are_put_together(tmp_path: Path) -> None:
    table = icio(write_icio(tmp_path), 2022)
    assert table.countries == ("RUS", "CHN")
    assert table.industries == ("A01", "B06", "D")
    # RUS_B06 is row 1: cells 1 + 3 to 1 + 8 are the inputs of both parts of China, 10 its households.
    assert table.flows[0, 1, 1] == sum(range(4, 10)) + 10


def test_what_is_sold_is_what_is_made(tmp_path: Path) -> None:
    table = icio(write_icio(tmp_path), 2022)
    np.testing.assert_allclose(table.flows.sum(axis=1), table.output)


def test_inputs_and_value_added_are_output(tmp_path: Path) -> None:
    table = icio(write_icio(tmp_path), 2022)
    np.testing.assert_allclose(table.inputs.sum(axis=2) + table.value_added, table.output)
    np.testing.assert_allclose(table.input_shares().sum(axis=2), 1 - table.value_added / table.output, rtol=1e-12)


def test_inputs_from_home_are_a_part_of_all_inputs(tmp_path: Path) -> None:
    table = icio(write_icio(tmp_path), 2022)
    # RUS_A01 buys 0, 1, 2 at home and row n + column 0 of every other row.
    assert table.home_inputs[0, 0].tolist() == [0, 1, 2]
    assert table.inputs[0, 0].tolist() == [0 + 3 + 6, 1 + 4 + 7, 2 + 5 + 8]


@pytest.mark.parametrize("name", ["2022.csv", "2022_SML.csv", "ICIO2023_2022.csv"])
def test_every_name_of_the_editions_is_known(tmp_path: Path, name: str) -> None:
    assert icio(write_icio(tmp_path, name=name), 2022).year == 2022
    assert years(tmp_path) == (2022,)


def test_a_missing_year_says_which_years_there_are(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"no file of 2023; expected a name as 2022_SML.csv, it holds 2022"):
        icio(write_icio(tmp_path), 2023)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (renamed("RUS_HFCE", "RUS_CONS"), "column 'RUS_HFCE' is missing"),
        (renamed("RUS_HFCE", "RUS_CONS"), "there is instead: RUS_CONS"),
        (renamed("CHN_GFCF", "CHN_INVEST"), "column 'CHN_GFCF' is missing"),
        (renamed("RUS_B06", "RUS_B05_06"), "column 'RUS_B06' is missing"),
        (renamed("RUS_B06", "crude"), "column 'crude' is neither COUNTRY_INDUSTRY nor COUNTRY_DEMAND"),
        (renamed("OUT", "SUM"), "the last column is 'SUM'; expected 'OUT'"),
    ],
)
def test_a_renamed_column_is_named(tmp_path: Path, header: list[str], said: str) -> None:
    assert said in refused(write_icio(tmp_path, header=header))


@pytest.mark.parametrize(
    ("row", "said"),
    [("RUS_B06", "row RUS_B06 is missing"), ("VA", "row VA (value added)"), ("OUT", "row OUT (gross output)")],
)
def test_a_missing_row_is_named(tmp_path: Path, row: str, said: str) -> None:
    assert said in refused(write_icio(tmp_path, rows=without(row)))


def test_a_row_of_a_country_that_the_columns_do_not_have(tmp_path: Path) -> None:
    rows = icio_rows()
    rows[0][0] = "KAZ_A01"
    assert "row 'KAZ_A01' is not in the columns" in refused(write_icio(tmp_path, rows=rows))


@pytest.mark.parametrize(
    ("cell", "said"),
    [("n.a.", "row 3: column 'RUS_B06' holds 'n.a.'"), ("", "row 3: column 'RUS_B06' is empty")],
)
def test_a_cell_that_is_no_number(tmp_path: Path, cell: str, said: str) -> None:
    rows = icio_rows()
    rows[1][2] = cell
    assert said in refused(write_icio(tmp_path, rows=rows))


def test_a_table_in_another_unit_than_its_totals(tmp_path: Path) -> None:
    rows = icio_rows()
    for row in rows[:9]:
        row[-1] = 1000 * float(str(row[-1]))
    assert "sales add up to" in refused(write_icio(tmp_path, rows=rows))


def test_a_table_cut_short(tmp_path: Path) -> None:
    text = (write_icio(tmp_path) / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text[: len(text) // 2], encoding="utf-8")
    refused(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("", encoding="utf-8")
    assert "is empty" in refused(tmp_path)


def test_a_header_without_rows(tmp_path: Path) -> None:
    assert "row RUS_A01 is missing" in refused(write_icio(tmp_path, rows=[]))
