"""Whether what is sold can come from what is produced and bought, and what is used has a price and was used."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from marchland.world.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from marchland.world.table import Table

SLACK = 1e-6
USED = "consumption"


def check_sales(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield the faults of `energy_flows` held against production, of use without a price, and of what is refined.

    Parameters
    ----------
    tables
        the tables of the world that could be read, by name
    """
    flows = list(tables["energy_flows"].rows()) if "energy_flows" in tables else []
    balances = list(tables["energy_balances"].rows()) if "energy_balances" in tables else []
    yield from _unpriced(balances, flows)
    yield from _refined(balances)
    yield from _nothing_bought(flows)
    yield from _oversold(balances, flows)


def _fault(table: str, row: Mapping[str, Any], column: str, reason: str, cure: str) -> Fault:
    return Fault(file=f"{table}.csv", row=int(row["row"]), column=column, reason=reason, cure=cure)


def _unpriced(balances: list[dict[str, Any]], flows: list[dict[str, Any]]) -> Iterator[Fault]:
    """Yield a fault, at the first row, for each hub that uses a fuel of which no price is known in any year."""
    priced = {(row["place"], row["fuel"]) for row in balances if row["item"] == "price" and row["best"] > 0}
    priced |= {(row["buyer"], row["fuel"]) for row in flows if row["price"] > 0}
    for row in balances:
        key = (row["place"], row["fuel"])
        if row["item"] == USED and row["best"] > 0 and key not in priced:
            priced.add(key)
            reason = f"{row['place']} uses {row['fuel']} that has no price"
            cure = f"add a row with item price, or the price of what it buys to energy_flows.csv, for {row['place']}"
            yield _fault("energy_balances", row, "item", reason, cure)


def _refined(balances: list[dict[str, Any]]) -> Iterator[Fault]:
    """Yield a fault for each part of use that is refined for others and is no part of it."""
    used = {(row["year"], row["place"]): row for row in balances if (row["fuel"], row["item"]) == ("oil", USED)}
    # The latest figures of a world that is narrowed to a year are of different years.
    places = {place for _, place in used}
    for row in balances:
        if row["item"] != "refined_for_export":
            continue
        whole = used.get((row["year"], row["place"]))
        if row["fuel"] != "oil":
            yield _fault("energy_balances", row, "item", f"{row['fuel']} is not refined", "leave the row out")
        elif row["place"] not in places:
            reason = f"no consumption of oil at {row['place']}, of which it is a part"
            yield _fault("energy_balances", row, "item", reason, "add the row with item consumption")
        elif whole is not None and row["best"] > whole["best"] * (1 + SLACK):
            reason = f"{row['best']:.4g} Mt are refined for others of {whole['best']:.4g} Mt that are used in all"
            cure = "consumption of oil is all that refineries take in: give that, or mend the part"
            yield _fault("energy_balances", row, "best", reason, cure)


def _nothing_bought(flows: list[dict[str, Any]]) -> Iterator[Fault]:
    for row in flows:
        if row["best"] == 0 and row["price"] > 0:
            reason = f"a price of {row['price']:g} for nothing"
            yield _fault("energy_flows", row, "price", reason, "give the quantity bought, or leave the price empty")


def _oversold(balances: list[dict[str, Any]], flows: list[dict[str, Any]]) -> Iterator[Fault]:
    """Yield a fault, at the largest sale, for each hub and year that sells more than its ranges allow.

    Of a hub whose production nobody states up to that year nothing is told: no figure is no figure of 0.
    """
    made: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for row in balances:
        if row["item"] == "production":
            made[row["place"], row["fuel"]][row["year"]] = row["high"]
    bought: dict[tuple[int, str, str], float] = defaultdict(float)
    sold: dict[tuple[int, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in flows:
        bought[row["year"], row["buyer"], row["fuel"]] += row["high"]
        sold[row["year"], row["seller"], row["fuel"]].append(row)
    for (year, seller, fuel), rows in sold.items():
        known = made[seller, fuel]
        latest = max((y for y in known if y <= year), default=None)
        if latest is None:
            continue
        production, purchases = known[latest], bought[year, seller, fuel]
        sales = sum(row["low"] for row in rows)
        if sales > (production + purchases) * (1 + SLACK) + SLACK:
            reason = f"{seller} sells {sales:.4g} of {fuel} at least in {year}"
            reason += f", but produces {production:.4g} and buys {purchases:.4g} at most"
            cure = "mend its production in energy_balances.csv or its sales, or widen their ranges"
            yield _fault("energy_flows", max(rows, key=lambda row: row["low"]), "seller", reason, cure)
