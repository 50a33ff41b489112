"""Every kind of fault of a world folder names file, row, column, reason and cure, and all are told in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.world.small import TABLES, add, replace, told

from marchland.errors import UnknownName, WorldError
from marchland.world import check_world, load_world

if TYPE_CHECKING:
    from pathlib import Path

# What is replaced in which file, and the one line that then says what is wrong.
SPOILT = {
    "unknown column": (
        "trade.csv",
        "low,best,high,estimated",
        "low,best,hihg,estimated",
        "trade.csv row 1, hihg: unknown column; did you mean high?",
    ),
    "unknown actor": (
        "trade.csv",
        "2023,LVA,EST",
        "2023,LAV,EST",
        "trade.csv row 10, exporter: 'LAV' is not in actors.csv; did you mean LVA?",
    ),
    "unknown actor or place": (
        "states.csv",
        "narva,status,open",
        "narwa,status,open",
        (
            "states.csv row 2, object: 'narwa' is not in places.csv or actors.csv or links.csv or pipes.csv; "
            "did you mean narva?"
        ),
    ),
    "unknown source": (
        "trade.csv",
        "8100,,no,office",
        "8100,,no,ofice",
        "trade.csv row 3, source: 'ofice' is not in sources.csv; did you mean office?",
    ),
    "one unknown source among several": (
        "indicators.csv",
        "bank;office",
        "bank;offices",
        "indicators.csv row 4, source: 'offices' is not in sources.csv; did you mean office?",
    ),
    "missing source": (
        "trade.csv",
        "8100,,no,office",
        "8100,,no,",
        "trade.csv row 3, source: a source is missing; give where the flow comes from",
    ),
    "unit too large": (
        "indicators.csv",
        "41300,,MUSD",
        "41.3,,bn USD",
        "indicators.csv row 2, unit: gdp 41.3 bn USD: unit must be MUSD; multiply by 1000",
    ),
    "unit too small": (
        "indicators.csv",
        "41300,,MUSD",
        "41300000,,kUSD",
        "indicators.csv row 2, unit: gdp 4.13e+07 kUSD: unit must be MUSD; multiply by 0.001",
    ),
    "unit of another kind": (
        "indicators.csv",
        "41300,,MUSD",
        "41300,,MEUR",
        "indicators.csv row 2, unit: gdp 41300 MEUR: unit must be MUSD; give the figure in MUSD",
    ),
    "impossible range": (
        "trade.csv",
        "1500,1700,1900",
        "1900,1700,1500",
        (
            "trade.csv row 9, low, best, high: impossible range 1900, 1700, 1500; "
            "low is the 5th, best the 50th, high the 95th percentile: put them in rising order"
        ),
    ),
    "best outside the default range": (
        "trade.csv",
        "1500,1700,1900",
        "1800,1700,",
        (
            "trade.csv row 9, low, best, high: impossible range 1800, 1700, 1955; "
            "low is the 5th, best the 50th, high the 95th percentile: put them in rising order"
        ),
    ),
    "overlapping states": (
        "states.csv",
        "1991-08-20,2023-12-31",
        "1991-08-20,2024-02-01",
        (
            "states.csv row 3, from: overlaps row 2 (narva, status); "
            "end the earlier one the day before the later one begins"
        ),
    ),
    "dates the wrong way round": (
        "states.csv",
        "1991-08-20,2023-12-31",
        "2023-12-31,1991-08-20",
        "states.csv row 2, to: 1991-08-20 is before 2023-12-31; swap the dates",
    ),
    "duplicated key": (
        "trade.csv",
        "2023,LVA,EST,goods",
        "2023,EST,LVA,goods",
        (
            "trade.csv row 10: the same year, exporter, importer, sector as row 9 (2023, EST, LVA, goods); "
            "keep one of the two; where they disagree, widen low and high"
        ),
    ),
    "not a number": (
        "trade.csv",
        "1500,1700,1900",
        "1500,NaN,1900",
        "trade.csv row 9, best: 'NaN' is no number; write a plain number; leave the cell empty where there is none",
    ),
    "infinite": (
        "trade.csv",
        "1500,1700,1900",
        "1500,inf,1900",
        "trade.csv row 9, best: 'inf' is no number; write a plain number; leave the cell empty where there is none",
    ),
    "a number that only Python reads": (
        "trade.csv",
        "1500,1700,1900",
        "1500,1_700,1900",
        "trade.csv row 9, best: '1_700' is no number; write a plain number; leave the cell empty where there is none",
    ),
    "no best": (
        "trade.csv",
        "1500,1700,1900",
        "1500,,1900",
        "trade.csv row 9, best: empty; give million US dollars of the year before duty: median",
    ),
    "negative flow": (
        "trade.csv",
        "2023,EST,EST,goods,,8100",
        "2023,EST,EST,goods,,-8100",
        "trade.csv row 3, best: -8100 MUSD is negative; give a figure of 0 or more",
    ),
    "unknown term": (
        "indicators.csv",
        "EST,population",
        "EST,populaton",
        "indicators.csv row 5, indicator: 'populaton' is no indicator; did you mean population?",
    ),
    "unknown status": (
        "states.csv",
        "suspended",
        "suspnded",
        "states.csv row 3, text: 'suspnded' is no status; did you mean suspended?",
    ),
    "a row that is too short": (
        "trade.csv",
        "2023,LVA,EST,goods,,1900,,no,office",
        "2023,LVA,EST,goods,1900,no,office",
        (
            "trade.csv row 10: 7 cells where the header has 9; "
            "add or remove commas; put text that holds a comma in double quotes"
        ),
    ),
    "a comma in a text": (
        "actors.csv",
        "LVA,Latvia,",
        "LVA,Latvia, Republic of,",
        (
            "actors.csv row 3: 7 cells where the header has 6; "
            "add or remove commas; put text that holds a comma in double quotes"
        ),
    ),
    "a comma in the title of a source": (
        "sources.csv",
        '"Trade, people and places"',
        "Trade, people and places",
        (
            "sources.csv row 3: 8 cells where the header has 7; "
            "add or remove commas; put text that holds a comma in double quotes"
        ),
    ),
    "a date in another order": (
        "states.csv",
        "2024-02-01",
        "01/02/2024",
        "states.csv row 3, from: '01/02/2024' is no date; write it as 2023-12-31",
    ),
    "a day that the calendar does not have": (
        "states.csv",
        "2023-12-31",
        "2023-02-30",
        "states.csv row 2, to: '2023-02-30' is no date; write it as 2023-12-31",
    ),
    "a day of a week": (
        "states.csv",
        "2024-02-01",
        "2024-W05-4",
        "states.csv row 3, from: '2024-W05-4' is no date; write it as 2023-12-31",
    ),
    "a percentage for a share": (
        "input_shares.csv",
        "goods,goods,,0.45",
        "goods,goods,,45",
        "input_shares.csv row 2, best: 45 is above 1; shares run from 0 to 1: divide a percentage by 100",
    ),
    "inputs that leave nothing for value added": (
        "input_shares.csv",
        "goods,rest,,0.2",
        "goods,rest,,0.55",
        (
            "input_shares.csv row 3, best: the inputs of goods of EST in 2023 add up to 1 of its output; they must "
            "stay below 1, or nothing is left for value added: lower them"
        ),
    ),
    "a percentage for a parameter": (
        "parameters.csv",
        "0.33,0.4,0.5,share",
        "33,40,50,share",
        (
            "parameters.csv row 2, best: capital_share 50 is above 1; "
            "shares run from 0 to 1: divide a percentage by 100, or give a lower high"
        ),
    ),
    "percent as a unit": (
        "parameters.csv",
        "0.33,0.4,0.5,share",
        "33,40,50,%",
        "parameters.csv row 2, unit: capital_share 40 %: unit must be share; multiply by 0.01",
    ),
    "neither yes nor no": (
        "sectors.csv",
        "goods,Goods,goods,trade,yes",
        "goods,Goods,goods,trade,true",
        "sectors.csv row 2, traded: 'true' is neither yes nor no; write yes or no",
    ),
    "half a year": (
        "trade.csv",
        "2017,EST,LVA",
        "2017.5,EST,LVA",
        "trade.csv row 2, year: '2017.5' is no whole number; round it",
    ),
    "no year": (
        "trade.csv",
        "2017,EST,LVA",
        "20177,EST,LVA",
        "trade.csv row 2, year: 20177 is above 2100; check the figure",
    ),
    "a year without end": (
        "trade.csv",
        "2017,EST,LVA",
        "1e300,EST,LVA",
        "trade.csv row 2, year: 1e300 is above 2100; check the figure",
    ),
    "a space at the end": (
        "actors.csv",
        "EST,Estonia,",
        "EST ,Estonia,",
        "actors.csv row 2, actor: 'EST ' begins or ends with a space; remove it",
    ),
    "off the map": (
        "actors.csv",
        "58.6,25.5",
        "586,25.5",
        "actors.csv row 2, lat: 586 degrees north is above 90; check the figure",
    ),
    "traded without an elasticity": (
        "sectors.csv",
        "3.6,6.3,8",
        ",,",
        (
            "sectors.csv row 2, best: goods is traded but has no trade elasticity above 0; "
            "give theta = sigma - 1, for instance from Fontagné, Guimbard & Orefice 2022"
        ),
    ),
    "broken JSON": (
        "datapackage.json",
        '"focus": [',
        '"focus" [',
        (
            "datapackage.json: is no JSON (Expecting ':' delimiter: line 1 column 103 (char 102)); "
            "mend the place that is named"
        ),
    ),
    "unknown entry": (
        "datapackage.json",
        '"powers"',
        '"power"',
        "datapackage.json, marchland.power: unknown entry; did you mean powers?",
    ),
    "unknown focus": (
        "datapackage.json",
        '"LVA"]',
        '"LTV"]',
        "datapackage.json, marchland.focus: 'LTV' is not an actor; did you mean LVA?",
    ),
    "base year before any trade": (
        "datapackage.json",
        "2023",
        "2010",
        (
            "datapackage.json, marchland.base_year: 2010 is before the first year of trade.csv, 2017; "
            "write 2017 or a later year"
        ),
    ),
    "no title": (
        "datapackage.json",
        '"title": "Two Baltic states"',
        '"licenses": ["CC BY"]',
        "datapackage.json, title: missing; give the world's title",
    ),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_one_mistake_gives_one_fault(small: Path, spoilt: tuple[str, str, str, str]) -> None:
    file, old, new, line = spoilt
    replace(small, file, old, new)
    assert told(small) == [line]


def test_the_small_world_has_no_faults(small: Path) -> None:
    assert told(small) == []
    assert load_world(small).actors == ("EST", "LVA", "ROW")


@pytest.mark.parametrize("table", ["actors", "indicators", "sectors", "trade", "controls", "parameters", "sources"])
def test_a_missing_table_gives_one_fault(small: Path, table: str) -> None:
    (small / f"{table}.csv").unlink()
    (line,) = told(small)
    assert line.startswith(f"{table}.csv: the table is missing; `marchland world new` writes an empty one; ")


def test_optional_tables_may_be_missing(small: Path) -> None:
    for table in ("migrants", "ties", "states", "places"):
        (small / f"{table}.csv").unlink()
        assert told(small) == []
    assert len(load_world(small)["ties"]) == 0


def test_what_refers_to_an_optional_table_needs_it(small: Path) -> None:
    (small / "places.csv").unlink()
    assert told(small) == [
        f"states.csv row {row}, object: 'narva' is not in places.csv or actors.csv or links.csv or pipes.csv; "
        "there is: EST, LVA, ROW"
        for row in (2, 3)
    ]


def test_a_table_without_rows(small: Path) -> None:
    header = TABLES["actors"].split()[0] + "\n"
    (small / "actors.csv").write_text(header, encoding="utf-8")
    assert told(small) == ["actors.csv: has no rows; add rows: states, and the rest of the world as one actor"]


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_file(small: Path, content: str) -> None:
    (small / "actors.csv").write_text(content, encoding="utf-8")
    assert told(small) == ["actors.csv row 1: the header is missing; the first line is: actor,name,region,kind,lat,lon"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_cells_that_are_not_separated_by_commas(small: Path, mark: str) -> None:
    text = (small / "trade.csv").read_text(encoding="utf-8")
    (small / "trade.csv").write_text(text.replace(",", mark), encoding="utf-8")
    assert told(small) == ["trade.csv row 1: the cells are not separated by commas; save it as CSV with commas"]


def test_a_file_that_is_not_utf_8(small: Path) -> None:
    replace(small, "actors.csv", "Latvia", "Lettland, früher Livland")
    text = (small / "actors.csv").read_text(encoding="utf-8")
    (small / "actors.csv").write_bytes(text.encode("latin-1"))
    assert told(small) == ["actors.csv row 3: is not UTF-8 (byte 89); save it as UTF-8"]


def test_a_spreadsheet_may_mark_the_file_as_utf_8_and_end_lines_its_own_way(small: Path) -> None:
    for end in ("\r\n", "\r"):
        text = (small / "actors.csv").read_text(encoding="utf-8")
        (small / "actors.csv").write_bytes("\ufeff".encode() + text.lstrip("\ufeff").replace("\n", end).encode())
        assert told(small) == []


def test_quotes_that_are_left_open(small: Path) -> None:
    replace(small, "sources.csv", 'places",Stat', "places,Stat")
    assert told(small) == [
        (
            "sources.csv row 3: cannot be split into cells (unexpected end of data); "
            "close the double quotes that the text is put in, and double those inside it"
        )
    ]


def test_a_missing_column(small: Path) -> None:
    text = (small / "controls.csv").read_text(encoding="utf-8").splitlines()
    (small / "controls.csv").write_text("\n".join(line.partition(",")[2] for line in text), encoding="utf-8")
    assert told(small) == ["controls.csv row 1, actor: the column is missing; add it: who has the right or the power"]


def test_optional_columns_may_be_left_out_and_columns_may_stand_in_any_order(small: Path) -> None:
    (small / "blocs.csv").write_text(
        "source,actor,from,name,bloc\ntreaty,EST,2004-05-01,European Union,EU\n", encoding="utf-8"
    )
    assert told(small) == []
    assert load_world(small).members("EU") == ("EST",)


def test_a_column_that_comes_twice(small: Path) -> None:
    replace(small, "blocs.csv", "from,to", "from,from")
    assert told(small) == ["blocs.csv row 1, from: the column comes twice; keep one of the two"]


def test_a_file_that_is_no_table(small: Path) -> None:
    (small / "trades.csv").write_text("year\n", encoding="utf-8")
    assert told(small) == ["trades.csv: is no table of a world; did you mean trade?"]


def test_a_long_state_overlaps_every_later_one(small: Path) -> None:
    (small / "states.csv").write_text(
        "object,attribute,text,from,to,source\n"
        "narva,status,open,1991-08-20,,office\n"
        "narva,status,closed,1995-01-01,1995-12-31,office\n"
        "narva,status,suspended,2024-02-01,,office\n",
        encoding="utf-8",
    )
    assert [fault.row for fault in check_world(small)] == [3, 4]


def test_one_membership_twice_is_one_fault(small: Path) -> None:
    add(small, "blocs", bloc="EU", name="European Union", actor="EST", from_="2004-05-01", source="treaty")
    assert told(small) == [
        "blocs.csv row 4, from: overlaps row 2 (EU, EST); end the earlier one the day before the later one begins"
    ]


def test_a_controller_is_an_actor(small: Path) -> None:
    row = add(small, "states", object="narva", attribute="controller", text="ETS", from_="1991-08-20", source="office")
    assert told(small) == [f"states.csv row {row}, text: 'ETS' is not in actors.csv; did you mean EST?"]


def test_ten_faults_in_ten_files_are_told_in_one_run(small: Path) -> None:
    named = [
        "broken JSON",
        "a comma in a text",
        "unit too large",
        "neither yes nor no",
        "negative flow",
        "a percentage for a share",
        "unknown status",
        "percent as a unit",
        "a comma in the title of a source",
    ]
    for name in named:
        replace(small, *SPOILT[name][:3])
    (small / "controls.csv").unlink()
    lines = told(small)
    assert {SPOILT[name][3] for name in named} < set(lines)
    assert len(lines) == 10
    assert lines == sorted(lines, key=lambda line: line.split(" ")[0].split(":")[0].strip(","))
    with pytest.raises(WorldError) as raised:
        load_world(small)
    assert list(raised.value.faults) == lines
    assert str(raised.value).splitlines() == lines


def test_ten_faults_in_one_file_are_told_in_one_run(small: Path) -> None:
    for old, new in (
        ("2017,EST,LVA", "17,EST,LVA"),
        ("8100,,no,office", "8100,,no,"),
        ("EST,EST,rest", "EST,EST,rset"),
        ("LVA,LVA,goods,,7000", "LVA,LVA,goods,,-7000"),
        ("45000,,no", "45000,,non"),
        ("ROW,ROW,goods", "ROW,RWO,goods"),
        ("120000000", "nan"),
        ("1500,1700,1900", "1900,1700,1500"),
        ("2023,LVA,EST,goods,,1900,,no,office", "2023,LVA,EST"),
        ("EST,ROW,goods,,15000", "EST,ROW,goods,,"),
    ):
        replace(small, "trade.csv", old, new)
    assert [fault.row for fault in check_world(small)] == list(range(2, 12))


def test_a_folder_without_anything(tmp_path: Path) -> None:
    files = {fault.file for fault in check_world(tmp_path)}
    assert {"datapackage.json", "actors.csv", "trade.csv", "sources.csv"} <= files
    assert "ties.csv" not in files


def test_a_world_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"world 'post-sovjet' is not known; did you mean post-soviet\?"):
        check_world("post-sovjet")
    with pytest.raises(UnknownName):
        load_world(tmp_path / "none")
