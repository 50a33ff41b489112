"""The rows of energy that releases give for oil: balances, flows with prices, stocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.energy.oil_fields import FIELDS, own_lifted, sales
from marchland.world.build.post_soviet.energy.oil_lifted import lifted
from marchland.world.build.post_soviet.energy.oil_market import REVIEW, OilYear, oil_year, total
from marchland.world.build.post_soviet.energy.oil_pairs import SOURCE, crude_pairs
from marchland.world.build.post_soviet.energy.oil_prices import hub_price
from marchland.world.build.post_soviet.energy.oil_products import refined_for_export
from marchland.world.build.post_soviet.energy.oil_review import BARRELS, YEARS
from marchland.world.build.post_soviet.energy.oil_sides import CURTAILED, STOCKHOLDERS, hub_of
from marchland.world.build.post_soviet.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from marchland.world.build.post_soviet.energy.written import Line, Written
    from marchland.world.build.recipe import Row

_PRICE_RANGE = 1.04
# Million barrels a day that producers of the rest of the world, above all of OPEC, could lift within months.
_SPARE = {2017: 2.1, 2018: 1.6, 2019: 2.4, 2020: 6.3, 2021: 5.0, 2022: 2.6, 2023: 3.6, 2024: 4.5}
_MORE = 1.04
_SPARE_SOURCE = "eia_steo;judgement"
# Days of net imports that are kept, and days over which they can be brought out.
_KEPT, _BROUGHT_OUT = (61.0, 90.0, 130.0), (30.0, 60.0, 120.0)
_KEPT_SOURCE = "wikipedia_reserves_2024;judgement"


def derived_oil(reference: Path, written: Written) -> dict[str, list[Row]]:
    """Return balances, flows and stocks of oil, 2017 to 2024.

    Parameters
    ----------
    reference
        folder of the reference data
    written
        the tables written by hand: flows of oil stand for what customs do not record, production for fields that
        stand apart
    """
    actors = {hub_of(actor): actor for actor in (*STATES, REST)} | {hub: actor for actor, hub in FIELDS.items()}
    rows: dict[str, list[Row]] = {"energy_balances": [], "energy_flows": [], "storage": []}
    for year in YEARS:
        lines = {
            name: [line for line in written.tables[name] if line.fuel == "oil" and year in line.years]
            for name in ("flows", "balances")
        }
        hand = {(actors[line["seller"]], actors[line["buyer"]]): _figure(line) for line in lines["flows"]}
        made = {line["place"]: _figure(line) for line in lines["balances"] if line["item"] == "production"}
        fields = {hub: figure for hub, figure in made.items() if hub in FIELDS.values()}
        whole = {actors[hub]: figure for hub, figure in made.items() if hub not in fields}
        account = oil_year(reference, year, hand, whole)
        rows["energy_balances"] += _balances(reference, year, account, fields)
        rows["energy_flows"] += _flows(reference, year, account, fields)
        rows["storage"] += _stocks(year, account)
    return rows


def _figure(line: Line) -> Figure:
    low, best, high = (line.number(column) or 0.0 for column in ("low", "best", "high"))
    return Figure(low=low, best=best, high=high, estimated=line["estimated"] == "yes", source=line["source"])


def _balances(reference: Path, year: int, account: OilYear, fields: Mapping[str, Figure]) -> Iterator[Row]:
    refined = {actor: used for actor, used in account.used.items() if actor in account.refined}
    sold_on = refined_for_export(reference, year, refined)
    for actor, used in account.used.items():
        price = hub_price(reference, actor, year)
        figures = {"consumption": used, "price": price}
        if actor in sold_on:
            figures["refined_for_export"] = sold_on[actor]
        made = account.lifted.get(actor)
        if made is not None and made.best > 0:
            own = own_lifted(actor, made, fields)
            figures |= {"production": own, "production_capacity": _capacity(reference, actor, year, own, made)}
        yield from (_balance(year, hub_of(actor), item, figure) for item, figure in figures.items() if figure.best > 0)
        apart = FIELDS.get(actor, "")
        if apart in fields:
            most = _held_back(fields[apart], fields[apart].best)
            yield from (_balance(year, apart, "price", price), _balance(year, apart, "production_capacity", most))


def _balance(year: int, place: str, item: str, figure: Figure) -> Row:
    unit = "USD/t" if item == "price" else "Mt"
    return {"year": year, "place": place, "fuel": "oil", "item": item, "unit": unit, **figure.cells()}


def _capacity(reference: Path, actor: str, year: int, own: Figure, made: Figure) -> Figure:
    """Return what an actor could lift: the most since 2017 where it holds back, spare capacity of the rest."""
    if actor == REST:
        spare = _SPARE[year] * 365 / BARRELS
        low, best, high = own.best + 0.5 * spare, own.best + spare, own.high + 1.4 * spare
        return Figure(low=low, best=best, high=high, estimated=True, source=f"{REVIEW};{_SPARE_SOURCE}")
    if actor not in CURTAILED:
        return _held_back(own, own.best)
    past = (lifted(reference, actor, of) for of in YEARS if of <= year)
    return _held_back(own, own.best + max(figure.best for figure in past if figure is not None) - made.best)


def _held_back(made: Figure, most: float) -> Figure:
    """Return a capacity between what is lifted and a little more than the most that was."""
    source = ";".join(dict.fromkeys((*made.source.split(";")[:4], "judgement")))
    most = max(most, made.best)
    return Figure(low=made.low, best=most, high=max(_MORE * most, made.high), estimated=True, source=source)


def _flows(reference: Path, year: int, account: OilYear, fields: Mapping[str, Figure]) -> Iterator[Row]:
    prices = {
        (hub, hub_of(buyer)): price
        for (of, seller, buyer), price in crude_pairs(reference).price.items()
        if of == year
        for hub in (hub_of(seller), FIELDS.get(seller, ""))
    }
    for sale in sales(account, fields):
        cells = sale.flow.cells()
        price = prices.get((sale.seller, sale.buyer))
        priced: Row = {}
        if price is not None:
            priced = {"price_low": price / _PRICE_RANGE, "price": price, "price_high": price * _PRICE_RANGE}
            cells["source"] = ";".join(dict.fromkeys((*str(cells["source"]).split(";"), SOURCE)))
        sides: Row = {"year": year, "seller": sale.seller, "buyer": sale.buyer, "fuel": "oil", "unit": "Mt"}
        yield {**sides, **cells, **priced}


def _stocks(year: int, account: OilYear) -> Iterator[Row]:
    """Yield the stocks that members must keep: 90 days of what they bring in on balance."""
    for actor in STOCKHOLDERS:
        made = account.lifted.get(actor)
        needed = total((account.used[actor],), () if made is None else (made,)).best / 365
        if needed > 0:
            low, best, high = (days * needed for days in _KEPT)
            fast, middle, slow = (best / days for days in _BROUGHT_OUT)
            yield {
                "year": year,
                "place": hub_of(actor),
                "fuel": "oil",
                "stock_low": low,
                "stock": best,
                "stock_high": high,
                "rate_low": slow,
                "rate": middle,
                "rate_high": fast,
                "unit": "Mt",
                "estimated": True,
                "source": _KEPT_SOURCE,
            }
