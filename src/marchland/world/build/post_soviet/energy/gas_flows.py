"""Who bought how much gas from whom, as far as releases tell it: Europe, Türkiye, Belarus, China, liquefied gas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy import (
    border_points,
    gas_apart,
    gas_balances,
    gas_customs,
    gas_europe,
    gas_stated,
    gas_trade,
    review,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from marchland.world.build.post_soviet.energy.written import Written
    from marchland.world.build.recipe import Row

TRACED = (2008, 2017, 2018, 2019, 2020, 2021, 2022)
"""Years of which the flows at Europe's borders are known, of the first for three months, of the last for nine."""
WHOLE = TRACED[1:-1]
FITTED = (2023, 2024)
YEARS = (*TRACED, *FITTED)
LNG_IN, LNG_OUT = gas_europe.LNG_IN, gas_apart.LNG_OUT
BELARUS = "hub_blr"
WEST, EAST, LNG, ROW = "hub_rus_west", "hub_rus_east", "hub_lng", "hub_row"
SMALLEST = 0.03
"""bcm: a smaller flow is left out."""
STATED, RECKONED = 1.06, 1.25
"""Range of a flow that a release states, and of one that is traced or fitted."""
_LNG_BUYERS = {
    "hub_are": "United Arab Emirates",
    "hub_chn": "China",
    "hub_ind": "India",
    "hub_jpn": "Japan",
    "hub_kor": "South Korea",
    "hub_pak": "Pakistan",
    "hub_tur": "Turkey",
    "hub_usa": "US",
}
_LNG_SELLERS = {"hub_are": "United Arab Emirates", "hub_nor": "Norway", "hub_usa": "US"}
_CENTRAL_ASIA = {"KAZ": "hub_kaz", "TKM": "hub_tkm", "UZB": "hub_uzb"}
_GERMAN_MARKERS = "ttf"
Price = tuple[float, float, float]
"""Low, best and high, USD per 1000 m3."""
RUSSIAN: Mapping[int, Price] = {
    2008: (350, 400, 440),
    2017: (175, 197, 220),
    2018: (215, 246, 275),
    2019: (185, 205, 225),
    2020: (115, 135, 160),
    2021: (220, 290, 430),
    2022: (600, 850, 990),
}
"""What Russia's gas cost in Europe and Türkiye on average: contracts that follow oil and markets with a delay."""
RUSSIAN_SOURCE = "mineco_price_2020;bloomberg_china_price_2023;judgement"


def flow_rows(reference: Path, written: Written, ends: Mapping[str, tuple[str, str]]) -> list[Row]:
    """Return rows of `energy_flows` that follow from releases.

    Parameters
    ----------
    reference
        folder of the reference data
    written
        the tables written by hand: their flows of Europe are held where flows are fitted
    ends
        tail and head of each pipe of gas
    """
    europe = {year: gas_europe.bought(reference, written, year, ends) for year in TRACED}
    prior = europe[TRACED[-1]]
    for year in FITTED:
        europe[year] = gas_europe.carried(reference, written, year, prior)
    rows: list[Row] = []
    for year, flows in sorted(europe.items()):
        markers = gas_balances.prices(reference)
        for (seller, buyer), bcm in sorted(flows.items()):
            marker = gas_balances.PRICED.get(buyer.removeprefix("hub_"))
            own = gas_balances.by_hand(written, buyer).get(year)
            price = own if marker is None else _around(markers[marker].get(year))
            source = f"{review.SOURCE};{border_points.SOURCE}"
            if seller == WEST and year in RUSSIAN:
                price, source = RUSSIAN[year], f"{source};{RUSSIAN_SOURCE}"
            rows.append(_row(year, seller, buyer, bcm, RECKONED, source, price))
    rows += _liquefied(reference, written, europe)
    rows += _turkey(reference)
    rows += _belarus(reference, written)
    rows += _china(reference)
    rows += [
        _row(year, seller, buyer, bcm, STATED, source)
        for (year, seller, buyer), (bcm, source) in sorted(gas_stated.stated(reference, YEARS).items())
    ]
    return [row for row in rows if float(str(row["best"])) >= SMALLEST]


def _liquefied(reference: Path, written: Written, europe: Mapping[int, Mapping[tuple[str, str], float]]) -> list[Row]:
    imports, exports = review.annual(reference, LNG_IN), review.annual(reference, LNG_OUT)
    apart = gas_apart.made(reference, written, YEARS)
    rows = []
    for year in YEARS:
        world = exports["Total LNG exports"][year]
        sellers = {place: exports[name][year] for place, name in _LNG_SELLERS.items()}
        russia = exports["Russian Federation"][year]
        sellers |= {gas_apart.YAMAL: apart[gas_apart.YAMAL][year]}
        sellers[ROW] = world - sum(exports[name][year] for name in _LNG_SELLERS.values()) - russia
        buyers = {place: imports[name][year] for place, name in _LNG_BUYERS.items()}
        bought = sum(buyers.values()) + sum(bcm for (seller, _), bcm in europe[year].items() if seller == LNG)
        held = [line for line in written.tables["flows"] if line["seller"] == LNG and year in line.years]
        bought += sum(line.number("best") or 0.0 for line in held)
        buyers[ROW] = world - bought
        gained = _around(gas_balances.at_sea(gas_balances.prices(reference), year))
        rows += [_row(year, place, LNG, bcm, STATED, review.SOURCE, gained) for place, bcm in sorted(sellers.items())]
        for place, bcm in sorted(buyers.items()):
            marker = gas_balances.PRICED.get(place.removeprefix("hub_"), _GERMAN_MARKERS)
            price = None if place == ROW else _around(gas_balances.prices(reference)[marker].get(year))
            rows.append(_row(year, LNG, place, bcm, STATED, review.SOURCE, price))
    return rows


def _turkey(reference: Path) -> list[Row]:
    """Return what came to Türkiye by pipeline; Azerbaijan's price is the value in customs over what was counted."""
    worth, rows = gas_customs.worth(reference), []
    for year in WHOLE:
        for seller, bcm in sorted(gas_trade.turkish(reference, year).items()):
            price = worth[year, "AZE", "TUR"] / bcm / 1000 if seller == "hub_aze" else None
            sources = border_points.SOURCE if price is None else f"{border_points.SOURCE};{gas_customs.SOURCE}"
            held = RUSSIAN[year] if seller == WEST else _around(price)
            sources += f";{RUSSIAN_SOURCE}" if seller == WEST else ""
            rows.append(_row(year, seller, "hub_tur", bcm, STATED, sources, held))
    return rows


def _belarus(reference: Path, written: Written) -> list[Row]:
    """Return what Belarus buys, at the price that is written by hand: all that it uses but 0.06 bcm is Russia's."""
    use = gas_balances.series(reference, gas_balances.CONSUMPTION)[BELARUS]
    rows = []
    for line in written.tables["balances"]:
        if (line["place"], line["item"]) == (BELARUS, "price"):
            best, low, high = (line.number(column) or 0.0 for column in ("best", "low", "high"))
            source = f"{review.SOURCE};{line['source']}"
            rows += [
                _row(year, WEST, BELARUS, use[year] - 0.06, STATED, source, (low, best, high))
                for year in line.years
                if year in YEARS
            ]
    return rows


def _china(reference: Path) -> list[Row]:
    """Return what China buys by pipeline; Central Asia's total is split by the value of each origin in customs.

    A price is that value over the Review's quantity, never over the tonnes of customs, which are imputed.
    """
    trade, worth, rows = gas_trade.inter_regional(reference), gas_customs.worth(reference), []
    sources = f"{review.SOURCE};{gas_customs.SOURCE}"
    for year in YEARS[1:]:
        total = trade["China", "Other CIS"][year]
        value = sum(worth[year, origin, "CHN"] for origin in _CENTRAL_ASIA)
        for origin, seller in _CENTRAL_ASIA.items():
            share = worth[year, origin, "CHN"] / value
            rows.append(_row(year, seller, "hub_chn", share * total, 1.12, sources, _around(value / total / 1000)))
        russian = trade["China", "Russian Federation"][year]
        price = worth.get((year, "RUS", "CHN"), 0.0) / russian / 1000 if russian >= 1 else None
        rows.append(_row(year, EAST, "hub_chn", russian, STATED, sources, _around(price)))
        rows.append(_row(year, ROW, "hub_chn", trade["China", "Other Asia"][year], STATED, review.SOURCE))
    return rows


def _around(price: float | None) -> Price | None:
    """Return a price with the range of one that is reckoned; None where there is none."""
    return None if price is None else (price / 1.15, price, price * 1.15)


def _row(year: int, seller: str, buyer: str, bcm: float, spread: float, source: str, price: Price | None = None) -> Row:
    low, best, high = (None, None, None) if price is None else map(_rounded, price)
    return {
        "year": year,
        "seller": seller,
        "buyer": buyer,
        "fuel": "gas",
        "low": _rounded(bcm / spread),
        "best": _rounded(bcm),
        "high": _rounded(bcm * spread),
        "unit": "bcm",
        "price": best,
        "price_low": low,
        "price_high": high,
        "estimated": spread > STATED,
        "source": source,
    }


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")
