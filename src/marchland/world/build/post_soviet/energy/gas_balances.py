"""Production, use and prices of gas by hub, from the Statistical Review of World Energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy import gas_apart, review

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from marchland.world.build.post_soviet.energy.written import Written
    from marchland.world.build.recipe import Row

YEARS = (2008, *range(2017, 2025))
"""The years of the world, and the last before the interruptions of 2009."""
PRODUCTION, CONSUMPTION, PRICES = "Gas Production - Bcm", "Gas Consumption - Bcm", "Gas Prices"
WORLD = "Total World"
SPREAD = 1.04
"""Range of a figure of the Review: standardised from national units, and revised by some per cent each year."""
SHIPPED = 30.0
"""USD per 1000 m3 for ships and terminals."""
PER_MMBTU = 37.9127
"""1000 m3 of 40 MJ/m3 in million British thermal units."""
_HEADINGS: Mapping[str, str] = {
    "ttf": "Netherlands TTF",
    "nbp": "UK NBP",
    "henry": "US Henry Hub",
    "jpn": "Japan1",
    "kor": "South Korea",
    "chn": "China (Mainland)",
    "wim": "West India Marker",
    "jkm": "Japan Korea Marker",
}
_CONTINENT = (
    *("aut", "bel", "bgr", "che", "cze", "deu", "dnk", "esp", "est", "fin", "fra", "grc", "hrv", "hun", "ita", "ltu"),
    *("lux", "lva", "nld", "nor", "pol", "prt", "rou", "svk", "svn", "swe"),
)
PRICED: Mapping[str, str] = {
    **dict.fromkeys(_CONTINENT, "ttf"),
    "gbr": "nbp",
    "irl": "nbp",
    "usa": "henry",
    "jpn": "jpn",
    "kor": "kor",
    "chn": "chn",
    "ind": "wim",
    "pak": "wim",
    "are": "wim",
}
"""Which marker is the price at a hub."""


def hub(actor: str) -> str:
    """Return the hub that stands for an actor; Russia's is that of the unified system."""
    return "hub_rus_west" if actor == "RUS" else f"hub_{actor.lower()}"


def series(reference: Path, item: str) -> dict[str, dict[int, float]]:
    """Return production or consumption by hub and year, bcm; the rest of the world is what no other hub has.

    Parameters
    ----------
    reference
        folder of the reference data
    item
        `PRODUCTION` or `CONSUMPTION`
    """
    rows = review.annual(reference, item)
    found = {
        hub(actor): {year: rows[name][year] for year in YEARS} for actor, name in review.NAMES.items() if name in rows
    }
    found["hub_row"] = {
        year: rows[WORLD][year] - sum(own[year] for place, own in found.items() if place != "hub_row") for year in YEARS
    }
    return found


def prices(reference: Path) -> dict[str, dict[int, float]]:
    """Return the markers of `PRICED` by year, USD per 1000 m3."""
    rows = review.sheet(reference, PRICES)
    header = next(row for row in rows if any("Netherlands TTF" in str(cell) for cell in row))
    places = {
        name: next(i for i, cell in enumerate(header) if text in " ".join(str(cell or "").split()))
        for name, text in _HEADINGS.items()
    }
    return {
        name: {
            row[0]: float(cell) * PER_MMBTU
            for row in rows
            if isinstance(row[0], int) and row[0] in YEARS and isinstance(cell := row[column], int | float)
        }
        for name, column in places.items()
    }


def balance_rows(reference: Path, written: Written) -> list[Row]:
    """Return rows of `energy_balances` for production, consumption and prices.

    Russia's east is written by hand, and its west is what remains of Russia; what no pipe joins to the rest is apart.
    """
    rows: list[Row] = []
    apart = gas_apart.made(reference, written, YEARS)
    for place, own in sorted(apart.items()):
        rows += [
            {**_row(year, place, "production", best, "bcm", SPREAD), "estimated": place != gas_apart.AFRICA}
            for year, best in sorted(own.items())
            if best > 0
        ]
    for item, name in (("production", PRODUCTION), ("consumption", CONSUMPTION)):
        east = _written(written, "hub_rus_east", item)
        for place, own in sorted(series(reference, name).items()):
            for year, value in sorted(own.items()):
                best = value - (east.get(year, 0.0) if place == "hub_rus_west" else 0.0)
                if item == "production":
                    best -= sum(apart[part][year] for part, whole in gas_apart.PART_OF.items() if whole == place)
                if best > 0:
                    rows.append(_row(year, place, item, best, "bcm", SPREAD))
    markers = prices(reference)
    for place, marker in sorted(PRICED.items()):
        rows += [
            _row(year, f"hub_{place}", "price", price, "USD per 1000 m3", 1.08)
            for year, price in markers[marker].items()
        ]
    for year in YEARS:
        best = at_sea(markers, year)
        rows.append({**_row(year, "hub_lng", "price", best, "USD per 1000 m3", 1.15), "estimated": True})
    return rows


def at_sea(markers: Mapping[str, Mapping[int, float]], year: int) -> float:
    """Return what liquefied gas brings at the dearer of two markets, less ships and terminals, USD per 1000 m3."""
    return max(markers[name][year] for name in ("ttf", "jkm") if year in markers[name]) - SHIPPED


def by_hand(written: Written, place: str) -> dict[int, tuple[float, float, float]]:
    """Return low, best and high of the price at a hub that is written by hand, by year."""
    return {
        year: (line.number("low") or 0.0, line.number("best") or 0.0, line.number("high") or 0.0)
        for line in written.tables["balances"]
        if (line.fuel, line["place"], line["item"]) == ("gas", place, "price")
        for year in line.years
    }


def used(rows: Collection[Row], places: Collection[str], years: Collection[int]) -> list[Row]:
    """Return rows of consumption of hubs that no publication counts: what they buy and produce, less what they sell.

    Parameters
    ----------
    rows
        of `energy_flows` and `energy_balances`
    places
        hubs
    years
        which
    """
    made: list[Row] = []
    for place in sorted(places):
        for year in years:
            total, sources = 0.0, {"judgement": None}
            for row in rows:
                sign = _sign(row, place)
                if row["year"] == year and sign:
                    total += sign * float(str(row["best"]))
                    sources |= dict.fromkeys(str(row["source"]).split(";"))
            if total > 0:
                row = _row(year, place, "consumption", total, "bcm", 1.12)
                made.append({**row, "estimated": True, "source": ";".join(sorted(sources))})
    return made


def _sign(row: Row, place: str) -> int:
    if row["fuel"] != "gas":
        return 0
    if row.get("item") == "production":
        return int(row["place"] == place)
    return int(row.get("buyer") == place) - int(row.get("seller") == place)


def of_year(reference: Path, written: Written, item: str, year: int) -> dict[str, float]:
    """Return production or consumption of a year by hub, bcm: of the Review, and of the lines written by hand."""
    name = PRODUCTION if item == "production" else CONSUMPTION
    found = {place: own[year] for place, own in series(reference, name).items()}
    for line in written.tables["balances"]:
        if (line.fuel, line["item"]) == ("gas", item) and year in line.years:
            found[line["place"]] = line.number("best") or 0.0
    return found


def _written(written: Written, place: str, item: str) -> dict[int, float]:
    return {
        year: line.number("best") or 0.0
        for line in written.tables["balances"]
        for year in line.years
        if (line.fuel, line["place"], line["item"]) == ("gas", place, item)
    }


def _row(year: int, place: str, item: str, best: float, unit: str, spread: float) -> dict[str, str | float | bool]:
    return {
        "year": year,
        "place": place,
        "fuel": "gas",
        "item": item,
        "low": _rounded(best / spread),
        "best": _rounded(best),
        "high": _rounded(best * spread),
        "unit": unit,
        "estimated": False,
        "source": review.SOURCE,
    }


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")
