"""Tables of gas and oil written by hand: each mistake is one line that names file and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from marchland.errors import WorldError
from marchland.world.build.post_soviet.energy import rates
from marchland.world.build.post_soviet.energy.faults import written_faults
from marchland.world.build.post_soviet.energy.written import FOLDER, HUBS, Line, read_written

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "hubs": """
        place,name,actor,lat,lon,source
        hub_est,Estonia,EST,59.44,24.75,office
        hub_lva,Latvia,LVA,56.95,24.11,office
    """,
    "pipes_gas": """
        pipe,name,tail,head,mode,capacity,capacity_low,capacity_high,km,tariff,tariff_low,tariff_high,loss,loss_low,loss_high,source
        gas_lva_est,Karksi,hub_lva,hub_est,pipeline,2.6,2,3,300,,,,,,,office
    """,
    "states_gas": """
        object,attribute,text,low,best,high,from,to,source
        gas_lva_est,status,open,,,,1991-08-20,,office
    """,
    "controls_gas": """
        actor,object,right,share,from,to,source
        EST,gas_lva_est,operation,,1991-08-20,,office
    """,
    "balances_gas": """
        years,place,item,low,best,high,estimated,source
        2017-2019,hub_est,price,200,250,300,no,office
    """,
    "flows_gas": """
        years,seller,buyer,low,best,high,price,price_low,price_high,estimated,source
        2019,hub_lva,hub_est,0.2,0.3,0.4,250,,,no,office
    """,
}
SPOILT = {
    "an unknown hub": (
        "flows_gas",
        "hub_lva,hub_est",
        "hub_lav,hub_est",
        "flows_gas.csv row 2: seller 'hub_lav' is no",
    ),
    "an unknown pipe": ("states_gas", "gas_lva_est", "gas_lav_est", "states_gas.csv row 2: 'gas_lav_est' is no pipe"),
    "an unknown actor": ("controls_gas", "EST,", "ETS,", "controls_gas.csv row 2: actor 'ETS' is not known"),
    "an unknown right": (
        "controls_gas",
        "operation",
        "running",
        "controls_gas.csv row 2: right 'running' is not known",
    ),
    "an unknown item": ("balances_gas", "price", "prise", "balances_gas.csv row 2: item 'prise' is not known"),
    "an unknown mode": ("pipes_gas", "pipeline", "pipe", "pipes_gas.csv row 2: mode 'pipe' is not known"),
    "a source that is nowhere": ("pipes_gas", ",office", ",offise", "pipes_gas.csv row 2: source 'offise' is in no"),
    "a range that falls": (
        "flows_gas",
        "0.2,0.3,0.4",
        "0.5,0.3,0.4",
        "flows_gas.csv row 2: best: 0.5, 0.3, 0.4 do not",
    ),
    "a bound without a figure": (
        "pipes_gas",
        "2.6,2,3",
        ",2,3",
        "capacity_low or capacity_high stands without capacity",
    ),
}
UNREADABLE = {
    "letters for a number": ("pipes_gas", "2.6,", "two,", "pipes_gas.csv row 2: capacity 'two' is no number"),
    "years that are none": ("balances_gas", "2017-2019", "2019-2017", "row 2: years '2019-2017' are none; write 2021"),
    "neither yes nor no": ("flows_gas", ",no,", ",maybe,", "row 2: estimated 'maybe' is neither yes nor no"),
    "a cell too many": ("hubs", "EST,", "EST,,", "hubs.csv row 2: it has not 6 cells"),
    "an unknown column": ("hubs", "place,", "palce,", "hubs.csv: columns palce, place are missing or unknown"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        lines = "".join(f"{line.strip()}\n" for line in text.strip().splitlines())
        (tmp_path / f"{name}.csv").write_text(lines, encoding="utf-8")
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path) -> list[str]:
    return written_faults(read_written(folder), {"EST", "LVA"}, {"office"})


def test_sound_tables_have_no_faults(folder: Path) -> None:
    assert not found(folder)


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_one_mistake_is_one_line_with_file_and_row(folder: Path, spoilt: tuple[str, str, str, str]) -> None:
    *where, line = spoilt
    spoil(folder, *where)
    (fault,) = found(folder)
    assert line in fault


@pytest.mark.parametrize("spoilt", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told(folder: Path, spoilt: tuple[str, str, str, str]) -> None:
    *where, line = spoilt
    spoil(folder, *where)
    with pytest.raises(WorldError, match=line.split(";")[0].replace("(", r"\(")):
        read_written(folder)


def test_years_run_from_the_first_to_the_last(folder: Path) -> None:
    (line,) = read_written(folder).tables["balances"]
    assert line.years == (2017, 2018, 2019)


def test_a_fuel_without_a_table_has_no_lines(folder: Path) -> None:
    assert read_written(folder).tables["storage"] == ()


def test_a_longer_pipe_costs_and_loses_more(folder: Path) -> None:
    written = read_written(folder)
    (line,) = written.tables["pipes"]
    hubs = {hub["place"]: hub for hub in written.hubs}
    assert rates.length_km(line, hubs) == 300
    unstated = Line(where=line.where, fuel="gas", cells={**line.cells, "km": ""})
    # Riga to Tallinn: 280 km as the crow flies.
    assert rates.length_km(unstated, hubs) == pytest.approx(280 * rates.DETOUR, rel=0.02)
    for rate in (rates.tariff, rates.loss):
        near, far = rate(line, 300), rate(line, 600)
        assert 0 < near.low < near.best < near.high < far.high
        assert far.best == pytest.approx(2 * near.best)


def test_the_tables_of_the_built_in_world_can_be_read() -> None:
    written = read_written(FOLDER)
    assert len({line["place"] for line in written.hubs}) == len(written.hubs)
    assert set(written.hubs[0].cells) == set(HUBS)
