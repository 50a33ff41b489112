"""GDP, population, labour force and reserves of the actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from marchland.world.build.post_soviet.actors import ACTORS, REST, STATES, factbook_codes
from marchland.world.build.post_soviet.citation import CARRIED
from marchland.world.build.post_soviet.factbook import entities, figures, latest
from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.publications import cited

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell, Tables

YEARS = (2017, 2023, 2024)
_LAST_OF_WORLD = 2023
# A population of the year before is off by this factor (a judgement: people who fled come on top in `population`).
_CARRIED_PEOPLE = 1.02
# Where the official exchange rate or the accounts are in doubt: low / best and high / best.
_DOUBTS = {
    ("TKM", 2017): (0.45, 1.1),
    ("TKM", 2023): (0.35, 1.1),
    ("TKM", 2024): (0.35, 1.1),
    ("IRN", 2017): (0.8, 1.1),
    ("IRN", 2023): (0.6, 1.25),
    ("IRN", 2024): (0.6, 1.25),
    ("AFG", 2017): (0.85, 1.15),
    ("AFG", 2023): (0.8, 1.2),
    ("UZB", 2017): (0.8, 1.25),
    ("UKR", 2023): (0.93, 1.07),
}
_GDP, _POPULATION, _FACTBOOK = "world_bank_gdp", "world_bank_population", "cia_factbook"


def with_later(later: int | None) -> tuple[int, ...]:
    """Return the years of the table, and a later one that the world holds as well."""
    return YEARS if later is None or later in YEARS else (*YEARS, later)


def _world_bank(path: Path, scale: float) -> dict[tuple[str, int], float]:
    table = pd.read_csv(path)
    keys = zip(table["Country Code"], table["Year"], strict=True)
    return {(str(c), int(y)): float(v) / scale for (c, y), v in zip(keys, table["Value"], strict=True)}


def gdp(reference: Path, years: tuple[int, ...] = YEARS) -> dict[tuple[str, int], Figure]:
    """Return GDP at current prices, MUSD by actor and year; the rest of the world is the world less the others.

    Parameters
    ----------
    reference
        folder of the reference data
    years
        calendar years; an actor without a figure of a year is left out
    """
    bank = _world_bank(reference / "macro" / "wb_gdp_current_usd.csv", 1e6)
    pages, codes = entities(reference), factbook_codes()
    result: dict[tuple[str, int], Figure] = {}
    for year in years:
        for actor in STATES:
            if (actor, year) in bank:
                best, source = bank[actor, year], _GDP
            else:
                stated = figures(pages[codes[actor]], "Economy", "GDP (official exchange rate)")
                if year not in stated:
                    continue
                best, source = stated[year] / 1e6, _FACTBOOK
            low, high = _doubt(actor, year)
            result[actor, year] = Figure(low=low * best, best=best, high=high * best, estimated=False, source=source)
        if ("WLD", year) in bank:
            rest = bank["WLD", year] - sum(f.best for (_, y), f in result.items() if y == year)
            result[REST, year] = around(rest, 1.05, _GDP, estimated=True)
    return result


def population(reference: Path, years: tuple[int, ...] = YEARS) -> dict[tuple[str, int], Figure]:
    """Return population at mid-year, persons by actor and year.

    After 2023 the last figure stands for a year that the World Bank's table does not hold, with a wider range.
    """
    bank = _world_bank(reference / "macro" / "wb_population.csv", 1.0)
    result: dict[tuple[str, int], Figure] = {}
    for year in years:
        of = {code: _stands_for(bank, code, year) for code in (*STATES, "WLD")}
        for actor in STATES:
            wide = 1.15 if actor in {"UKR", "TKM", "AFG"} and year > 2017 else 1.02
            result[actor, year] = _carried(
                around(bank[actor, of[actor]], wide, _POPULATION, estimated=False), year - of[actor]
            )
        rest = bank["WLD", of["WLD"]] - sum(bank[actor, of[actor]] for actor in STATES)
        result[REST, year] = _carried(around(rest, 1.02, _POPULATION, estimated=True), year - min(of.values()))
    return result


def _doubt(actor: str, year: int) -> tuple[float, float]:
    """Return low / best and high / best of GDP; a doubt of the last year that is listed holds for later ones."""
    listed = [of for a, of in _DOUBTS if a == actor]
    of = max(listed) if listed and year > YEARS[-1] else year
    return _DOUBTS.get((actor, of), (0.98, 1.02))


def _stands_for(bank: dict[tuple[str, int], float], code: str, year: int) -> int:
    """Return the year itself or, after 2023, the last one that the table holds."""
    if (code, year) in bank or year <= _LAST_OF_WORLD:
        return year
    return max((of for c, of in bank if c == code and _LAST_OF_WORLD <= of < year), default=year)


def _carried(figure: Figure, years: int) -> Figure:
    """Return a figure of some years before, with a range of a fiftieth a year more."""
    if years == 0:
        return figure
    factor = _CARRIED_PEOPLE**years
    return Figure(
        low=figure.low / factor,
        best=figure.best,
        high=figure.high * factor,
        estimated=True,
        source=f"{figure.source};{CARRIED}",
    )


def _of_states(pages: dict[str, Any], heading: str) -> dict[str, dict[int, float]]:
    codes = factbook_codes()
    listed = {codes[actor]: actor for actor in STATES}
    aggregates = {"xx", "ee"}
    known = {c: figures(page, "Economy", heading) for c, page in pages.items() if c not in aggregates}
    result = {listed[code]: values for code, values in known.items() if code in listed}
    rest: dict[int, float] = {}
    for code, values in known.items():
        recent = latest(values)
        if code not in listed and recent is not None and max(values) >= 2015:
            rest[2023] = rest.get(2023, 0.0) + recent
    return {**result, REST: rest}


def labour_force(
    reference: Path, people: dict[tuple[str, int], Figure], years: tuple[int, ...] = YEARS
) -> dict[tuple[str, int], Figure]:
    """Return the labour force, persons by actor and year: the Factbook's, moved to other years with population."""
    result: dict[tuple[str, int], Figure] = {}
    for actor, stated in _of_states(entities(reference), "Labor force").items():
        if not stated:
            continue
        anchor = max(stated)
        near = min(YEARS, key=lambda year, anchor=anchor: abs(year - anchor))  # type: ignore[misc]
        for year in years:
            best = stated[anchor] * people[actor, year].best / people[actor, near].best
            exact = year == anchor and actor != REST
            source = _FACTBOOK if exact else f"{_FACTBOOK};{_POPULATION}"
            factor = 1.05 if exact else 1.08
            result[actor, year] = around(best, factor, source, estimated=not exact)
    return result


def reserves(reference: Path, years: tuple[int, ...] = YEARS) -> dict[tuple[str, int], Figure]:
    """Return reserves of foreign exchange and gold, MUSD by actor and year; Iran and Turkmenistan publish none."""
    result: dict[tuple[str, int], Figure] = {}
    for actor, stated in _of_states(entities(reference), "Reserves of foreign exchange and gold").items():
        for year in years[1:]:
            if year not in stated:
                continue
            wide = 1.15 if actor == REST else 1.03
            result[actor, year] = around(stated[year] / 1e6, wide, _FACTBOOK, estimated=actor == REST)
    return result


def tables(reference: Path, later: int | None = None) -> Tables:
    """Return the table `indicators` with the publications it cites.

    Parameters
    ----------
    reference
        folder of the reference data
    later
        a later year that the world holds as well
    """
    years = with_later(later)
    people = population(reference, years)
    parts = {
        "gdp": ("MUSD", gdp(reference, years)),
        "population": ("persons", people),
        "labour_force": ("persons", labour_force(reference, people, years)),
        "reserves": ("MUSD", reserves(reference, years)),
    }
    rows: list[dict[str, Cell]] = [
        {"actor": actor, "indicator": indicator, "year": year, "unit": unit, **figure.cells()}
        for indicator, (unit, by_key) in parts.items()
        for (actor, year), figure in by_key.items()
        if actor in ACTORS
    ]
    return {"indicators": rows, "sources": cited(rows)}
