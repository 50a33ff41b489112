"""GDP, population, labour force and reserves of the actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from marchland.world.build.post_soviet.actors import ACTORS, REST, STATES, factbook_codes
from marchland.world.build.post_soviet.factbook import entities, figures, latest
from marchland.world.build.post_soviet.figure import Figure, around
from marchland.world.build.post_soviet.publications import cited

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell, Tables

YEARS = (2017, 2023, 2024)
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


def _world_bank(path: Path, scale: float) -> dict[tuple[str, int], float]:
    table = pd.read_csv(path)
    keys = zip(table["Country Code"], table["Year"], strict=True)
    return {(str(c), int(y)): float(v) / scale for (c, y), v in zip(keys, table["Value"], strict=True)}


def gdp(reference: Path) -> dict[tuple[str, int], Figure]:
    """Return GDP at current prices, MUSD by actor and year; the rest of the world is the world less the others.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    bank = _world_bank(reference / "macro" / "wb_gdp_current_usd.csv", 1e6)
    pages, codes = entities(reference), factbook_codes()
    result: dict[tuple[str, int], Figure] = {}
    for year in YEARS:
        for actor in STATES:
            if (actor, year) in bank:
                best, source = bank[actor, year], _GDP
            else:
                stated = figures(pages[codes[actor]], "Economy", "GDP (official exchange rate)")
                if year not in stated:
                    continue
                best, source = stated[year] / 1e6, _FACTBOOK
            low, high = _DOUBTS.get((actor, year), (0.98, 1.02))
            result[actor, year] = Figure(low=low * best, best=best, high=high * best, estimated=False, source=source)
        if ("WLD", year) in bank:
            rest = bank["WLD", year] - sum(f.best for (_, y), f in result.items() if y == year)
            result[REST, year] = around(rest, 1.05, _GDP, estimated=True)
    return result


def population(reference: Path) -> dict[tuple[str, int], Figure]:
    """Return population at mid-year, persons by actor and year."""
    bank = _world_bank(reference / "macro" / "wb_population.csv", 1.0)
    result: dict[tuple[str, int], Figure] = {}
    for year in YEARS:
        for actor in STATES:
            wide = 1.15 if actor in {"UKR", "TKM", "AFG"} and year > 2017 else 1.02
            result[actor, year] = around(bank[actor, year], wide, _POPULATION, estimated=False)
        rest = bank["WLD", year] - sum(bank[actor, year] for actor in STATES)
        result[REST, year] = around(rest, 1.02, _POPULATION, estimated=True)
    return result


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


def labour_force(reference: Path, people: dict[tuple[str, int], Figure]) -> dict[tuple[str, int], Figure]:
    """Return the labour force, persons by actor and year: the Factbook's, moved to other years with population."""
    result: dict[tuple[str, int], Figure] = {}
    for actor, stated in _of_states(entities(reference), "Labor force").items():
        if not stated:
            continue
        anchor = max(stated)
        near = min(YEARS, key=lambda year, anchor=anchor: abs(year - anchor))  # type: ignore[misc]
        for year in YEARS:
            best = stated[anchor] * people[actor, year].best / people[actor, near].best
            exact = year == anchor and actor != REST
            source = _FACTBOOK if exact else f"{_FACTBOOK};{_POPULATION}"
            factor = 1.05 if exact else 1.08
            result[actor, year] = around(best, factor, source, estimated=not exact)
    return result


def reserves(reference: Path) -> dict[tuple[str, int], Figure]:
    """Return reserves of foreign exchange and gold, MUSD by actor and year; Iran and Turkmenistan publish none."""
    result: dict[tuple[str, int], Figure] = {}
    for actor, stated in _of_states(entities(reference), "Reserves of foreign exchange and gold").items():
        for year in YEARS[1:]:
            if year not in stated:
                continue
            wide = 1.15 if actor == REST else 1.03
            result[actor, year] = around(stated[year] / 1e6, wide, _FACTBOOK, estimated=actor == REST)
    return result


def tables(reference: Path) -> Tables:
    """Return the table `indicators` with the publications it cites.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    people = population(reference)
    parts = {
        "gdp": ("MUSD", gdp(reference)),
        "population": ("persons", people),
        "labour_force": ("persons", labour_force(reference, people)),
        "reserves": ("MUSD", reserves(reference)),
    }
    rows: list[dict[str, Cell]] = [
        {"actor": actor, "indicator": indicator, "year": year, "unit": unit, **figure.cells()}
        for indicator, (unit, by_key) in parts.items()
        for (actor, year), figure in by_key.items()
        if actor in ACTORS
    ]
    return {"indicators": rows, "sources": cited(rows)}
