"""The tables `commodities` and `cargoes`: freight classes, and which of them a sector's goods travel in.

Oil products have a class too, although the energy layer owns their trade: they load railways and ports. Crude oil and
gas have none. What of them goes by ship or rail, and what by pipe, is for the energy layer to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.publications import cited

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell, Tables

HOURS = 24.0
# A day on the way costs as much as a duty of 0.6 to 2.1 % (Hummels & Schaur 2013); the middle is the geometric mean.
DAY = (0.006, sqrt(0.006 * 0.021), 0.021)
# What spoils loses more than the most time-sensitive of their goods at the median: a judgement.
DAY_OF_PERISHABLES = (DAY[1], DAY[2], 0.035)


@dataclass(frozen=True, kw_only=True)
class Commodity:
    """A freight class.

    Parameters
    ----------
    code, name
        code and name as printed
    value
        USD a tonne: 5th percentile, median, 95th percentile
    day
        what a day on the way costs as a share of the value, likewise
    rate
        what a tonne pays relative to containers and general cargo, likewise
    modes
        modes that it goes by
    source
        codes of the sources
    """

    code: str
    name: str
    value: tuple[float, float, float]
    day: tuple[float, float, float]
    rate: tuple[float, float, float]
    modes: tuple[str, ...] = ("rail", "road", "sea", "ferry")
    source: str

    @property
    def value_of_time(self) -> tuple[float, float, float]:
        """USD a tonne and hour; value and cost of a day are independent, so that their logarithms add in squares."""
        best = self.value[1] * self.day[1] / HOURS
        return (best / _both(self.value, self.day, 0), best, best * _both(self.value, self.day, 2))


# Values. Coal, ores and minerals were 103 to 164 USD a tonne in 2017 and 2023, wheat 174 to 340 (BACI, World Bank).
# Containers: 54,000 USD a TEU at some eleven tonnes each. Perishables lie between Uzbek fruit and vegetables of 2023,
# 700, and American meat of 2012, 3,700. Rates: Ukraine's railways charged goods of the first class (coal, ore) 0.76
# of the second (grain, oil, fertiliser), and the third (metals, most goods in boxes) pays more; at sea bulk carriers
# ask a fifth to a third of what a box does, tankers up to two thirds, reefers up to twice.
COMMODITIES = (
    Commodity(
        code="dry_bulk",
        name="Dry bulk",
        value=(100, 190, 330),
        day=DAY,
        rate=(0.25, 0.5, 0.75),
        source="hummels_schaur_2013;baci_materials;ua_rail_classes;judgement",
    ),
    Commodity(
        code="liquid",
        name="Liquids by tank car and tanker",
        value=(450, 680, 950),
        day=DAY,
        rate=(0.4, 0.65, 0.95),
        source="hummels_schaur_2013;ua_rail_classes;judgement",
    ),
    Commodity(
        code="general",
        name="Containers and general cargo",
        value=(2500, 4500, 7500),
        day=DAY,
        rate=(0.95, 1.0, 1.05),
        source="hummels_schaur_2013;porteconomics_container_value;judgement",
    ),
    Commodity(
        code="perishable",
        name="Perishables",
        value=(700, 1500, 3000),
        day=DAY_OF_PERISHABLES,
        rate=(1.1, 1.4, 2.0),
        source="hummels_schaur_2013;uzstat_fruit_2023;cfs_2012;judgement",
    ),
)

# Shares of a sector's tonnes. Farm goods in world trade are three quarters grain, oilseeds and logs; of food a third
# is flour, sugar, meal and oils; of chemicals fertiliser and soda are two fifths of the weight; of metals scrap and
# pig iron a fifth; of other manufactures cement, pulp and sawnwood a third.
_CARGOES: dict[str, dict[str, float]] = {
    "agriculture": {"dry_bulk": 0.72, "perishable": 0.2, "general": 0.08},
    "food": {"dry_bulk": 0.22, "liquid": 0.08, "perishable": 0.15, "general": 0.55},
    "mining": {"dry_bulk": 1.0},
    "textiles": {"general": 1.0},
    "chemicals": {"dry_bulk": 0.4, "liquid": 0.2, "general": 0.4},
    "metals": {"dry_bulk": 0.2, "general": 0.8},
    "machinery": {"general": 1.0},
    "vehicles": {"general": 1.0},
    "manufactures": {"dry_bulk": 0.3, "general": 0.7},
    "oil_products": {"liquid": 1.0},
}


def tables(reference: Path) -> Tables:  # noqa: ARG001 - every module of the recipe has this form
    """Return `commodities` and `cargoes` with the sources that they cite."""
    classes, loads = commodity_rows(), cargo_rows()
    return {"commodities": classes, "cargoes": loads, "sources": cited([*classes, *loads])}


def commodity_rows() -> list[dict[str, Cell]]:
    """Return a row for each class."""
    return [
        {
            "commodity": commodity.code,
            "name": commodity.name,
            **_figure("value_of_time", commodity.value_of_time),
            **_figure("rate", commodity.rate),
            "modes": ";".join(commodity.modes),
            "source": commodity.source,
        }
        for commodity in COMMODITIES
    ]


def cargo_rows() -> list[dict[str, Cell]]:
    """Return a row for each sector and class that a part of its tonnes travels in."""
    return [
        {"sector": sector, "commodity": commodity, "share": share, "source": "judgement"}
        for sector, shares in _CARGOES.items()
        for commodity, share in shares.items()
    ]


def _figure(name: str, values: tuple[float, float, float]) -> dict[str, Cell]:
    low, best, high = (float(f"{value:.3g}") for value in values)
    return {f"{name}_low": low, name: best, f"{name}_high": high}


def _both(first: tuple[float, float, float], second: tuple[float, float, float], end: int) -> float:
    """Return the factor from the median of a product to one of its ends."""
    return exp(sqrt(sum(log(figure[end] / figure[1]) ** 2 for figure in (first, second))))
