"""What Europe bought of whom: traced by the flows at its borders, fitted to what sellers sold."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy import (
    border_points,
    gas_apart,
    gas_balances,
    gas_origins,
    gas_trade,
    review,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from marchland.world.build.post_soviet.energy.written import Written

WEST, LNG = "hub_rus_west", gas_apart.LNG
LNG_IN = "Gas - LNG imports bcm"
_LNG_EUROPE = {
    "hub_bel": "Belgium",
    "hub_fra": "France",
    "hub_ita": "Italy",
    "hub_esp": "Spain",
    "hub_gbr": "United Kingdom",
}
_OVERSEAS = (
    *("Algeria", "Angola", "Cameroon", "Egypt", "Equatorial Guinea", "Nigeria", "Oman", "Peru", "Qatar"),
    *("Trinidad and Tobago", "United States", "Russia"),
)
"""Where liquefied gas of the Netherlands comes from."""
_EUROSTAT = "energy/eurostat_fossil_imports_by_partner_monthly.csv.gz"


def bought(
    reference: Path, written: Written, year: int, ends: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], float]:
    """Return what Europe bought in a year, bcm by seller and buyer.

    It is traced by the flows at its borders, those of nine months in 2022, and then fitted to what sellers sold.
    """
    flows = {
        pipe: flow
        for pipe, points in border_points.by_pipe(reference).items()
        if pipe in ends and (flow := border_points.seen(points, year)) is not None
    }
    imports = review.annual(reference, LNG_IN)
    for buyer, name in _LNG_EUROPE.items():
        flows[f"gas_lng_to_{buyer.removeprefix('hub_')}"] = imports[name][year]
    # The Netherlands' operator no longer publishes since 2019: what its customs count stands in.
    flows["gas_nor_nld"] = max(flows.get("gas_nor_nld", 0.0), _dutch(reference, year, "Norway"))
    flows["gas_lng_to_nld"] = _dutch(reference, year, *_OVERSEAS)
    production, consumption = (
        gas_balances.of_year(reference, written, item, year) for item in ("production", "consumption")
    )
    found = gas_origins.traced(flows, ends, production, consumption, gas_origins.BOUGHT[year])
    sold = _sold(reference, year, production, consumption)
    trade = gas_trade.inter_regional(reference)
    # The Review's Europe holds Türkiye, Serbia and Ukraine too.
    turkish = _held(written, year, ("hub_tur",)) or {
        (seller, "hub_tur"): bcm for seller, bcm in gas_trade.turkish(reference, year).items()
    }
    sold[WEST] = trade["Europe", "Russian Federation"][year] - turkish[WEST, "hub_tur"]
    sold[WEST] -= sum(_held(written, year, ("hub_srb", "hub_ukr")).values())
    needed: dict[str, float] = defaultdict(float)
    for (seller, buyer), bcm in found.items():
        needed[buyer] += bcm
        if seller not in sold:
            sold[seller] = sum(other for (name, _), other in found.items() if name == seller)
    return gas_origins.fitted(found, sold, needed)


def _sold(
    reference: Path, year: int, production: Mapping[str, float], consumption: Mapping[str, float]
) -> dict[str, float]:
    """Return what Norway, Africa and the ships sold to Europe in a year, bcm."""
    imports, exports = review.annual(reference, LNG_IN), review.annual(reference, gas_apart.LNG_OUT)
    return {
        "hub_nor": production["hub_nor"] - consumption["hub_nor"] - exports["Norway"][year],
        gas_apart.AFRICA: gas_trade.inter_regional(reference)["Europe", "Africa"][year],
        LNG: sum(imports[name][year] for name in (*_LNG_EUROPE.values(), "Other EU")),
    }


def _held(written: Written, year: int, buyers: Collection[str]) -> dict[tuple[str, str], float]:
    """Return the flows to some buyers that are written by hand, by seller and buyer."""
    return {
        (line["seller"], line["buyer"]): line.number("best") or 0.0
        for line in written.tables["flows"]
        if line.fuel == "gas" and year in line.years and line["buyer"] in buyers
    }


@lru_cache(maxsize=2)
def _dutch_imports(path: Path) -> Mapping[tuple[int, str], float]:
    found: dict[tuple[int, str], float] = defaultdict(float)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["country"] == "Netherlands" and row["commodity"] == "gas_all" and row["unit"] == "m3":
                found[int(row["date"][:4]), row["partner"]] += float(row["value"] or 0) / 1e9
    return dict(found)


def _dutch(reference: Path, year: int, *partners: str) -> float:
    imports = _dutch_imports(reference / _EUROSTAT)
    return sum(imports.get((year, partner), 0.0) for partner in partners)


def carried(
    reference: Path, written: Written, year: int, traced: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """Return flows to Europe that add up to the Review's totals; what is written by hand is held."""
    held = _held(written, year, gas_origins.EUROPE)
    made, use = (gas_balances.of_year(reference, written, item, year) for item in ("production", "consumption"))
    sold = _sold(reference, year, made, use)
    needed = {place: max(use[place] - made.get(place, 0.0), 0.0) for place in gas_origins.EUROPE if place in use} | {
        gas_origins.BARRED[0]: gas_origins.BOUGHT[year]
    }
    for (seller, buyer), bcm in held.items():
        if buyer in needed:
            needed[buyer] = max(needed[buyer] - bcm, 0.0)
        if seller in sold:
            sold[seller] -= bcm
    prior = {pair: bcm for pair, bcm in traced.items() if pair[0] in sold and pair not in held}
    for place, bcm in needed.items():
        # Since 2022 liquefied gas reaches every market, through terminals of its own or of a neighbour.
        if (LNG, place) not in held:
            prior[LNG, place] = prior.get((LNG, place), 0.0) + 0.15 * bcm
        if place not in {"hub_esp", "hub_prt"} and ("hub_nor", place) not in held:
            prior["hub_nor", place] = prior.get(("hub_nor", place), 0.0) + 0.05 * bcm
    return gas_origins.fitted(prior, sold, {place: bcm for place, bcm in needed.items() if bcm > 0})
