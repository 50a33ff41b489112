"""The part of the recipe that makes the markets of gas and oil."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marchland.errors import WorldError
from marchland.world.build.post_soviet.blocs import memberships
from marchland.world.build.post_soviet.citation import judgement
from marchland.world.build.post_soviet.energy import rates
from marchland.world.build.post_soviet.energy.derived import derived, pipe_lines, uncounted
from marchland.world.build.post_soviet.energy.faults import written_faults
from marchland.world.build.post_soviet.energy.gas_customs import price_faults
from marchland.world.build.post_soviet.energy.written import FOLDER, read_written
from marchland.world.build.post_soviet.politics_sources import politics_sources
from marchland.world.build.post_soviet.publications import cited
from marchland.world.build.post_soviet.region import SPELLINGS
from marchland.world.check_energy import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from marchland.world.build.post_soviet.energy.written import Line, Written
    from marchland.world.build.recipe import Cell, Row, Tables

PUBLISHED = "energy_institute_2025;cia_factbook;baci_materials;kpler_iran_2023;vortexa_iran_2023"
"""Publications that other parts of the recipe cite too."""
_ELSEWHERE = ("ROW",)
_FIGURE = ("low", "best", "high")
_PRICE = ("price", "price_low", "price_high")
_KEYS = {"energy_balances": ("year", "place", "fuel", "item"), "energy_flows": ("year", "seller", "buyer", "fuel")}


def tables(reference: Path) -> Tables:
    """Return hubs, pipes and all tables of energy; where a line by hand and a release give one figure, the line holds.

    Parameters
    ----------
    reference
        folder of the reference data

    Raises
    ------
    WorldError
        with a line for each fault of the tables written by hand, or each price that may be none
    """
    read = read_written(FOLDER)
    checked(read)
    pipes = (*read.tables["pipes"], *pipe_lines(reference, read))
    written = replace(read, tables={**read.tables, "pipes": pipes})
    own = by_hand(written)
    computed = derived(reference, written)
    joined = {
        name: _joined(name, own.get(name, []), computed.get(name, [])) for name in dict.fromkeys((*own, *computed))
    }
    faults = price_faults(joined["energy_flows"], reference)
    if faults:
        raise WorldError(faults)
    balances = joined["energy_balances"]
    more = uncounted(joined["energy_flows"], balances)
    return {**joined, "energy_balances": _joined("energy_balances", balances, more)}


def checked(written: Written) -> None:
    """Raise WorldError with a line for each fault of the tables written by hand."""
    blocs = {str(row["bloc"]) for row in memberships()}
    codes = {str(row["source"]) for row in (*energy_sources(written), *politics_sources())}
    faults = written_faults(written, {*SPELLINGS, *_ELSEWHERE, *blocs}, codes)
    if faults:
        raise WorldError(faults)


def energy_sources(written: Written) -> list[Row]:
    """Return the sources written by hand, those of publications that several parts cite, and judgement."""
    rows: dict[str, Row] = {str(row["source"]): row for row in (*cited([{"source": PUBLISHED}]), judgement())}
    for line in written.tables["sources"]:
        rows[line["source"]] = {**_texts(line), "year": int(float(line["year"])) if line["year"] else None}
    return [rows[code] for code in sorted(rows)]


def by_hand(written: Written) -> dict[str, list[Row]]:
    """Return the rows of the lines written by hand, by table of the world."""
    hubs = {line["place"]: line for line in written.hubs}
    lines = written.tables
    return {
        "places": [
            {**_texts(line), "kind": "hub", "lat": float(line["lat"]), "lon": float(line["lon"])}
            for line in written.hubs
        ],
        "pipes": [_pipe(line, hubs) for line in lines["pipes"]],
        "states": [{**_texts(line), **_numbers(line, _FIGURE)} for line in lines["states"]],
        "controls": [{**_texts(line), **_numbers(line, ("share",))} for line in lines["controls"]],
        "energy_balances": [_balance(line, year) for line in lines["balances"] for year in line.years],
        "energy_flows": [_flow(line, year) for line in lines["flows"] for year in line.years],
        "pipe_flows": [
            {**_texts(line), **_numbers(line, _FIGURE), "unit": unit_of("pipe_flows", line.fuel), **_flag(line)}
            for line in lines["pipe_flows"]
        ],
        "energy_contracts": [_contract(line) for line in lines["contracts"]],
        "storage": [_stored(line, year) for line in lines["storage"] for year in line.years],
        "sources": energy_sources(written),
    }


def _pipe(line: Line, hubs: dict[str, Line]) -> Row:
    km = rates.length_km(line, hubs)
    row: dict[str, Cell] = {
        **{name: line[name] for name in ("pipe", "name", "tail", "head", "mode", "source")},
        "fuel": line.fuel,
        "unit": unit_of("pipes", line.fuel),
        **_numbers(line, ("capacity", "capacity_low", "capacity_high")),
        "estimated": not (line["tariff"] and line["loss"]),
    }
    for name, rate in (("tariff", rates.tariff(line, km)), ("loss", rates.loss(line, km))):
        ends = (f"{name}_low", name, f"{name}_high")
        if line[name]:
            row |= _numbers(line, ends)
        else:
            row |= dict(zip(ends, (float(f"{v:.3g}") for v in (rate.low, rate.best, rate.high)), strict=True))
    if row["estimated"]:
        row["source"] = ";".join(dict.fromkeys((*str(row["source"]).split(";"), "judgement")))
    return row


def _balance(line: Line, year: int) -> Row:
    return {
        "year": year,
        "place": line["place"],
        "fuel": line.fuel,
        "item": line["item"],
        **_numbers(line, _FIGURE),
        "unit": unit_of("energy_balances", line.fuel, line["item"]),
        **_flag(line),
        "source": line["source"],
    }


def _flow(line: Line, year: int) -> Row:
    return {
        "year": year,
        "seller": line["seller"],
        "buyer": line["buyer"],
        "fuel": line.fuel,
        **_numbers(line, (*_FIGURE, *_PRICE)),
        "unit": unit_of("energy_flows", line.fuel),
        **_flag(line),
        "source": line["source"],
    }


def _contract(line: Line) -> Row:
    return {
        **_texts(line),
        **_numbers(line, ("minimum", "maximum", *_PRICE)),
        "fuel": line.fuel,
        "unit": unit_of("energy_contracts", line.fuel),
        "resale": line["resale"] == "yes",
    }


def _stored(line: Line, year: int) -> Row:
    figures = tuple(f"{name}{end}" for name in ("stock", "rate") for end in ("", "_low", "_high"))
    return {
        "year": year,
        "place": line["place"],
        "fuel": line.fuel,
        **_numbers(line, figures),
        "unit": unit_of("storage", line.fuel),
        **_flag(line),
        "source": line["source"],
    }


def _joined(name: str, own: list[Row], computed: list[Row]) -> list[Row]:
    """Return both; a line by hand stands in for the computed row of its figure, or gives the price alone."""
    key = _KEYS.get(name)
    if key is None:
        return [*own, *computed]
    found = {tuple(row[k] for k in key): row for row in computed}
    given = [tuple(row[k] for k in key) for row in own]
    joined = [
        row if row["best"] is not None else _priced(row, found.get(cells))
        for cells, row in zip(given, own, strict=True)
    ]
    held = set(given)
    return [*joined, *(row for cells, row in found.items() if cells not in held)]


def _priced(line: Row, computed: Row | None) -> Row:
    """Return the quantity that a release states at the price that a line by hand gives."""
    if computed is None:
        where = f"{line['seller']} to {line['buyer']} in {line['year']}"
        raise WorldError([f"flows_{line['fuel']}.csv: {where} has no quantity, and no release states it; give best"])
    sources = ";".join(dict.fromkeys((*str(computed["source"]).split(";"), *str(line["source"]).split(";"))))
    return {**computed, **{column: line[column] for column in _PRICE}, "source": sources}


def _flag(line: Line) -> dict[str, Cell]:
    return {"estimated": line["estimated"] == "yes"}


def _numbers(line: Line, columns: Iterable[str]) -> dict[str, Cell]:
    return {column: line.number(column) for column in columns}


def _texts(line: Line) -> dict[str, Cell]:
    return {column: cell or None for column, cell in line.cells.items()}
