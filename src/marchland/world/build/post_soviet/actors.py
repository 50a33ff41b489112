"""The actors of the post-Soviet world: twelve states, their neighbours and the powers around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell, Tables

REST = "ROW"

# code, name, region, latitude, longitude (about the centre of the country), code in the World Factbook
_STATES = (
    ("RUS", "Russia", "Russia", 61.5, 96.0, "rs"),
    ("AZE", "Azerbaijan", "South Caucasus", 40.4, 47.9, "aj"),
    ("ARM", "Armenia", "South Caucasus", 40.2, 44.9, "am"),
    ("GEO", "Georgia", "South Caucasus", 42.1, 43.6, "gg"),
    ("KAZ", "Kazakhstan", "Central Asia", 48.2, 67.3, "kz"),
    ("UZB", "Uzbekistan", "Central Asia", 41.6, 63.6, "uz"),
    ("KGZ", "Kyrgyzstan", "Central Asia", 41.5, 74.6, "kg"),
    ("TJK", "Tajikistan", "Central Asia", 38.6, 70.9, "ti"),
    ("TKM", "Turkmenistan", "Central Asia", 39.1, 59.2, "tx"),
    ("UKR", "Ukraine", "Eastern Europe", 49.0, 31.4, "up"),
    ("BLR", "Belarus", "Eastern Europe", 53.5, 28.0, "bo"),
    ("MDA", "Moldova", "Eastern Europe", 47.2, 28.5, "md"),
    ("TUR", "Türkiye", "Neighbours", 39.1, 35.2, "tu"),
    ("IRN", "Iran", "Neighbours", 32.6, 54.3, "ir"),
    ("CHN", "China", "Neighbours", 36.6, 103.8, "ch"),
    ("AFG", "Afghanistan", "Neighbours", 33.8, 66.0, "af"),
    ("PAK", "Pakistan", "Neighbours", 29.9, 69.3, "pk"),
    ("MNG", "Mongolia", "Neighbours", 46.8, 103.1, "mg"),
    ("IND", "India", "Other partners", 22.9, 79.6, "in"),
    ("USA", "United States", "Other partners", 39.8, -98.6, "us"),
    ("GBR", "United Kingdom", "Other partners", 54.1, -2.9, "uk"),
    ("CHE", "Switzerland", "Other partners", 46.8, 8.2, "sz"),
    ("NOR", "Norway", "Other partners", 61.5, 8.8, "no"),
    ("JPN", "Japan", "Other partners", 37.6, 138.0, "ja"),
    ("KOR", "South Korea", "Other partners", 36.4, 127.8, "ks"),
    ("ARE", "United Arab Emirates", "Other partners", 23.9, 54.3, "ae"),
    ("ISR", "Israel", "Other partners", 31.4, 35.0, "is"),
    ("SRB", "Serbia", "Other partners", 44.2, 20.8, "ri"),
    ("AUT", "Austria", "European Union", 47.6, 14.1, "au"),
    ("BEL", "Belgium", "European Union", 50.6, 4.6, "be"),
    ("BGR", "Bulgaria", "European Union", 42.8, 25.2, "bu"),
    ("HRV", "Croatia", "European Union", 45.1, 16.4, "hr"),
    ("CYP", "Cyprus", "European Union", 35.0, 33.0, "cy"),
    ("CZE", "Czechia", "European Union", 49.7, 15.3, "ez"),
    ("DNK", "Denmark", "European Union", 56.0, 10.0, "da"),
    ("EST", "Estonia", "European Union", 58.7, 25.5, "en"),
    ("FIN", "Finland", "European Union", 64.5, 26.3, "fi"),
    ("FRA", "France", "European Union", 46.6, 2.5, "fr"),
    ("DEU", "Germany", "European Union", 51.1, 10.4, "gm"),
    ("GRC", "Greece", "European Union", 39.1, 22.9, "gr"),
    ("HUN", "Hungary", "European Union", 47.2, 19.4, "hu"),
    ("IRL", "Ireland", "European Union", 53.2, -8.1, "ei"),
    ("ITA", "Italy", "European Union", 42.8, 12.1, "it"),
    ("LVA", "Latvia", "European Union", 56.9, 24.9, "lg"),
    ("LTU", "Lithuania", "European Union", 55.3, 23.9, "lh"),
    ("LUX", "Luxembourg", "European Union", 49.8, 6.1, "lu"),
    ("MLT", "Malta", "European Union", 35.9, 14.4, "mt"),
    ("NLD", "Netherlands", "European Union", 52.2, 5.6, "nl"),
    ("POL", "Poland", "European Union", 52.1, 19.4, "pl"),
    ("PRT", "Portugal", "European Union", 39.6, -8.0, "po"),
    ("ROU", "Romania", "European Union", 45.9, 25.0, "ro"),
    ("SVK", "Slovakia", "European Union", 48.7, 19.5, "lo"),
    ("SVN", "Slovenia", "European Union", 46.1, 14.8, "si"),
    ("ESP", "Spain", "European Union", 40.2, -3.6, "sp"),
    ("SWE", "Sweden", "European Union", 62.8, 16.7, "sw"),
)

STATES = tuple(state[0] for state in _STATES)
# The twelve states that the world is about come first.
REGION = STATES[:12]
ACTORS = (*STATES, REST)
EUROPEAN_UNION = tuple(state[0] for state in _STATES if state[2] == "European Union")


def factbook_codes() -> dict[str, str]:
    """Return the code that the World Factbook gives to each state."""
    return {state[0]: state[5] for state in _STATES}


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every part of the recipe is called alike
    """Return the table `actors`; it needs no reference data.

    Parameters
    ----------
    reference
        folder of the reference data, not read
    """
    rows: list[dict[str, Cell]] = [
        {"actor": actor, "name": name, "region": region, "kind": "state", "lat": lat, "lon": lon}
        for actor, name, region, lat, lon, _ in _STATES
    ]
    rest: dict[str, Cell] = {
        "actor": REST,
        "name": "Rest of the world",
        "region": "Rest of the world",
        "kind": "rest",
        "lat": None,
        "lon": None,
    }
    return {"actors": [*rows, rest], "sources": []}
