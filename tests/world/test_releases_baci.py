from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.world.small_releases import (
    BACI_HEADER,
    BACI_ROWS,
    CODES_HEADER,
    CODES_ROWS,
    by_key,
    write_baci,
    write_csv,
)

from marchland.errors import ReleaseError
from marchland.world.build.releases import baci
from marchland.world.build.releases.hs_sectors import NONE, SECTORS, concordance
from marchland.world.build.releases.release_file import pieces

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ("exporter", "importer", "sector")
ACTORS = ("RUS", "ARM", "TUR")
FILE = "BACI_HS22_Y2023_V202501.csv"


def trade(folder: Path) -> baci.SectorTrade:
    return baci.sector_trade(folder, 2023, ACTORS)


def refused(folder: Path) -> str:
    with pytest.raises(ReleaseError) as error:
        trade(folder)
    return str(error.value)


def changed(place: int, **cells: object) -> list[tuple[object, ...]]:
    rows = [dict(zip(BACI_HEADER, row, strict=True)) for row in BACI_ROWS]
    rows[place].update(cells)
    return [tuple(row.values()) for row in rows]


def test_products_become_sectors_and_thousands_become_millions(tmp_path: Path) -> None:
    read = trade(write_baci(tmp_path))
    flows = by_key(read.flows, *KEYS)
    assert flows["RUS", "ARM", "agriculture"]["musd"] == pytest.approx(200.0005)
    assert flows["RUS", "ARM", "gas"]["musd"] == 500
    assert flows["RUS", "ARM", "gas"]["tonnes"] == 2_500_000
    assert flows["RUS", "ARM", "crude"]["tonnes"] == 200
    assert flows["ARM", "RUS", "food"]["musd"] == 150
    assert read.release == "202501"
    assert read.file == FILE


def test_nothing_is_lost_between_the_file_and_the_sectors(tmp_path: Path) -> None:
    read = trade(write_baci(tmp_path))
    stated = sum(float(str(row[4])) for row in BACI_ROWS) / 1e3
    assert read.flows["musd"].sum() + read.unsorted_musd == pytest.approx(stated)
    assert read.unsorted_musd == pytest.approx(0.033)


def test_a_lost_leading_zero_changes_nothing(tmp_path: Path) -> None:
    flows = trade(write_baci(tmp_path)).flows
    assert flows.query("exporter == 'ARM' and importer == 'TUR'")["sector"].tolist() == ["agriculture"]


def test_countries_that_are_no_actors_are_the_rest(tmp_path: Path) -> None:
    flows = by_key(trade(write_baci(tmp_path)).flows, *KEYS)
    assert flows["ARM", "ROW", "manufactures"]["musd"] == 40
    assert flows["ROW", "ROW", "machinery"]["musd"] == 90


def test_a_missing_weight_is_no_weight_of_zero(tmp_path: Path) -> None:
    flows = by_key(trade(write_baci(tmp_path)).flows, *KEYS)
    assert flows["RUS", "ARM", "oil_products"]["weighed_musd"] == 0
    assert flows["RUS", "ARM", "oil_products"]["musd"] == pytest.approx(0.09)
    assert flows["RUS", "ARM", "gas"]["weighed_musd"] == 500


def test_pieces_of_a_file_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = trade(write_baci(tmp_path)).flows
    monkeypatch.setattr(baci, "pieces", partial(pieces, rows=2))
    assert trade(tmp_path).flows.equals(whole)


def test_the_newest_release_and_nomenclature_are_read(tmp_path: Path) -> None:
    write_baci(tmp_path)
    rows = [(2023, 643, 51, "100199", 1, 1)]
    write_csv(tmp_path / "BACI_HS92_Y2023_V202601.csv", BACI_HEADER, rows)
    write_csv(tmp_path / "BACI_HS17_Y2023_V202601.csv", BACI_HEADER, rows)
    write_csv(tmp_path / "country_codes_V202601.csv", CODES_HEADER, CODES_ROWS)
    assert trade(tmp_path).file == "BACI_HS17_Y2023_V202601.csv"
    assert baci.years(tmp_path) == (2023,)


@pytest.mark.parametrize("lost", BACI_HEADER)
def test_a_lost_column_is_named_with_its_file(tmp_path: Path, lost: str) -> None:
    keep = [k for k, name in enumerate(BACI_HEADER) if name != lost]
    rows = [[row[k] for k in keep] for row in BACI_ROWS]
    said = refused(write_baci(tmp_path, rows, [BACI_HEADER[k] for k in keep]))
    assert FILE in said
    assert f"column {lost!r}" in said


def test_a_renamed_column_is_told_from_its_new_name(tmp_path: Path) -> None:
    said = refused(write_baci(tmp_path, header=("t", "i", "j", "k", "value", "q")))
    assert "column 'v' (value in thousand USD) is missing" in said
    assert "t, i, j, k, value, q" in said


def test_a_missing_year_says_which_years_there_are(tmp_path: Path) -> None:
    write_baci(tmp_path)
    with pytest.raises(ReleaseError, match=r"no file of 2024; expected a name as .*, it holds 2023"):
        baci.sector_trade(tmp_path, 2024, ACTORS)


def test_a_packed_release_is_to_be_unpacked(tmp_path: Path) -> None:
    (tmp_path / "BACI_HS22_V202501.zip").write_bytes(b"PK")
    assert "unpack BACI_HS22_V202501.zip" in refused(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "is not there" in refused(tmp_path / "baci")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed(2, t=2022), "column 't' (year) holds 2022; the name of the file says 2023"),
        (changed(2, i=999), "row 4: column 'i' holds a country that country_codes does not list: 999"),
        (changed(3, j="nan"), "row 5: column 'j' (numeric code of the importer) is empty"),
        (changed(1, k="770000"), "row 3: column 'k' holds a product of no chapter: 770000"),
        (changed(4, v="1,5"), "row 6: column 'v' (value in thousand USD) holds '1,5'; expected a number"),
        (changed(4, v=""), "row 6: column 'v' (value in thousand USD) is empty"),
        (changed(0, q="ten"), "row 2: column 'q' (quantity in tonnes) holds 'ten'"),
        (changed(0, v="2.4e13"), "it seems to be in USD: divide it by 1,000"),
        (changed(0, v="-3e8"), "columns 'v' and 'q' hold sums below 0"),
        ([], "has a header and no row"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(
    tmp_path: Path, rows: list[tuple[object, ...]], said: str
) -> None:
    message = refused(write_baci(tmp_path, rows))
    assert FILE in message
    assert said in message


def test_an_empty_file(tmp_path: Path) -> None:
    (write_baci(tmp_path) / FILE).write_text("", encoding="utf-8")
    assert f"{FILE} is empty" in refused(tmp_path)


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    path = write_baci(tmp_path) / FILE
    path.write_text(path.read_text(encoding="utf-8") + '2023,643,51,"1001', encoding="utf-8")
    assert FILE in refused(tmp_path)


def test_a_release_without_its_table_of_countries(tmp_path: Path) -> None:
    (write_baci(tmp_path) / "country_codes_V202501.csv").rename(tmp_path / "country_codes_V202401.csv")
    assert "country_codes_V202501.csv is not there" in refused(tmp_path)


def test_a_table_of_countries_with_a_renamed_column(tmp_path: Path) -> None:
    write_csv(write_baci(tmp_path) / "country_codes_V202501.csv", (*CODES_HEADER[:3], "iso_3"), CODES_ROWS)
    assert "column 'country_iso3'" in refused(tmp_path)


@pytest.mark.parametrize("chapter", [f"{n:02d}" for n in range(1, 98) if n != 77])
def test_every_chapter_has_a_sector(chapter: str) -> None:
    assert concordance().sector(f"{chapter}9999") in {*SECTORS, NONE}


def test_every_line_of_the_concordance_names_a_sector_and_refines_a_chapter() -> None:
    sectors = concordance().sectors
    assert set(sectors.values()) == {*SECTORS, NONE} - {"services"}
    assert [hs for hs in sectors if hs[:2] not in sectors or not hs.isdigit() or len(hs) > 6] == []
    # A line that says what the next shorter one says already changes nothing.
    assert [
        hs
        for hs, sector in sectors.items()
        if sector == next((sectors[hs[:n]] for n in range(len(hs) - 1, 1, -1) if hs[:n] in sectors), None)
    ] == ["2704", "2706", "2710", "2711", "2712", "2713", "2715"]


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("270900", "crude"),
        ("271111", "gas"),
        ("271121", "gas"),
        ("271113", "oil_products"),
        ("271012", "oil_products"),
        ("271320", "oil_products"),
        ("270400", "oil_products"),
        ("270112", "mining"),
        ("271600", NONE),
        ("999999", NONE),
        ("100199", "agriculture"),
        ("110100", "food"),
        ("220421", "food"),
        ("520100", "agriculture"),
        ("520512", "textiles"),
        ("284410", "chemicals"),
        ("260300", "mining"),
        ("740311", "metals"),
        ("710812", "metals"),
        ("720241", "metals"),
        ("870323", "vehicles"),
        ("870121", "vehicles"),
        ("870120", "vehicles"),
        ("870193", "machinery"),
        ("880240", "vehicles"),
        ("854231", "machinery"),
        ("940360", "manufactures"),
        ("252329", "manufactures"),
        ("310221", "chemicals"),
    ],
)
def test_products_that_levers_are_about_stand_in_their_sector(code: str, sector: str) -> None:
    assert concordance().sector(code) == sector
