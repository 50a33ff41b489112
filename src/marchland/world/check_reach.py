"""Whether pipes lead from who sells gas and oil to who buys it, and carry what contracts oblige to."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from marchland.world.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from marchland.world.table import Table

    _Rows = list[dict[str, Any]]

SLACK = 1e-6
MOST_NAMED = 3


def check_reach(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield the faults of sales, contracts and production that pipes cannot carry; open or shut, by their upper ends.

    Parameters
    ----------
    tables
        the tables of the world that could be read, by name
    """
    names = ("pipes", "states", "energy_balances", "energy_flows", "energy_contracts")
    pipes, states, balances, flows, contracts = (list(tables[n].rows()) if n in tables else [] for n in names)
    hubs = set(tables["places"].where(kind="hub")["place"].tolist()) if "places" in tables else set()
    # What follows from a pipe that leads nowhere, or from a hub that is none, is told there and not again.
    whole = {row["pipe"] for row in pipes if {row["tail"], row["head"]} <= hubs and row["tail"] != row["head"]}
    broken = {row["fuel"] for row in pipes if row["pipe"] not in whole} | {""}
    balances = [row for row in balances if row["fuel"] not in broken and row["place"] in hubs]
    flows, contracts = (
        [row for row in rows if row["fuel"] not in broken and {row["seller"], row["buyer"]} <= hubs]
        for rows in (flows, contracts)
    )
    reach, sold = _Reach(pipes), {(row["fuel"], row["seller"], row["buyer"]) for row in flows}
    yield from _unreached("energy_flows", flows, reach)
    further = [row for row in contracts if (row["fuel"], row["seller"], row["buyer"]) not in sold]
    yield from _unreached("energy_contracts", further, reach)
    yield from _stuck(balances, flows, reach)
    yield from _undeliverable(contracts, _capacities(pipes, states), _to_be_had(balances, flows))


def _fault(table: str, row: Mapping[str, Any], column: str, reason: str, cure: str) -> Fault:
    return Fault(file=f"{table}.csv", row=int(row["row"]), column=column, reason=reason, cure=cure)


class _Reach:
    """Which hubs a fuel comes to from a hub, itself among them."""

    def __init__(self, pipes: _Rows) -> None:
        self._onward: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in pipes:
            self._onward[row["fuel"], row["tail"]].add(row["head"])
        self._found: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, fuel: str, hub: str) -> frozenset[str]:
        key = (fuel, hub)
        if key not in self._found:
            found, edge = {hub}, [hub]
            while edge:
                edge = [head for tail in edge for head in self._onward.get((fuel, tail), ()) if head not in found]
                found |= set(edge)
            self._found[key] = frozenset(found)
        return self._found[key]


def _unreached(name: str, rows: _Rows, reach: _Reach) -> Iterator[Fault]:
    """Yield a fault for each seller that no chain of pipes joins with its buyers, at the first row."""
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        key = (row["fuel"], row["seller"])
        if row["buyer"] not in reach.of(*key):
            found[key].setdefault(row["buyer"], row)
    for (fuel, seller), buyers in found.items():
        named, more = ", ".join(list(buyers)[:MOST_NAMED]), len(buyers) - MOST_NAMED
        reason = f"no pipes lead {fuel} from {seller} to {named}" + (f" and {more} more" if more > 0 else "")
        cure = "add the pipes on the way to pipes.csv, each in the direction in which it flows"
        yield _fault(name, next(iter(buyers.values())), "buyer", reason, cure)


def _stuck(balances: _Rows, flows: _Rows, reach: _Reach) -> Iterator[Fault]:
    """Yield a fault, at the first row, for each hub that makes a fuel which nobody that it comes to uses or buys."""
    uses = {(row["fuel"], row["place"]) for row in balances if row["item"] == "consumption" and row["best"] > 0}
    uses |= {(row["fuel"], row["buyer"]) for row in flows}
    # Who sells is told where it sells.
    told = {(row["fuel"], row["seller"]) for row in flows}
    for row in balances:
        fuel, hub = row["fuel"], row["place"]
        if row["item"] != "production" or not row["best"] > 0 or (fuel, hub) in told:
            continue
        told.add((fuel, hub))
        if not any((fuel, other) in uses for other in reach.of(fuel, hub)):
            reason = f"{hub} makes {fuel} that reaches nobody who uses it"
            cure = "add the pipes to its buyers to pipes.csv, or a row with item consumption for what it uses itself"
            yield _fault("energy_balances", row, "place", reason, cure)


def _capacities(pipes: _Rows, states: _Rows) -> dict[str, dict[tuple[str, str], float]]:
    """Return by fuel what pipes between two hubs carry at most, upper ends of all times; inf = no limit."""
    dated: dict[str, float] = defaultdict(float)
    for row in states:
        if row["attribute"] == "capacity":
            dated[row["object"]] = max(dated[row["object"]], _upper(row["high"]))
    found: dict[str, dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    for row in pipes:
        found[row["fuel"]][row["tail"], row["head"]] += max(_upper(row["capacity_high"]), dated[row["pipe"]])
    return found


def _upper(figure: float) -> float:
    return math.inf if math.isnan(figure) else figure


def _to_be_had(balances: _Rows, flows: _Rows) -> dict[tuple[str, str], float]:
    """Return what a hub makes and buys in its best years, upper ends; of hubs of which production is stated."""
    bought: dict[tuple[str, str, int], float] = defaultdict(float)
    for row in flows:
        bought[row["fuel"], row["buyer"], row["year"]] += row["high"]
    most: dict[tuple[str, str], float] = defaultdict(float)
    for (fuel, buyer, _), amount in bought.items():
        most[fuel, buyer] = max(most[fuel, buyer], amount)
    found: dict[tuple[str, str], float] = {}
    for row in balances:
        key = (row["fuel"], row["place"])
        if row["item"] in {"production", "production_capacity"}:
            found[key] = max(found.get(key, 0.0), _upper(row["high"]) + most[key])
    return found


def _undeliverable(
    contracts: _Rows,
    capacities: Mapping[str, Mapping[tuple[str, str], float]],
    to_be_had: Mapping[tuple[str, str], float],
) -> Iterator[Fault]:
    """Yield a fault for each contract that obliges to more than pipes carry, or than there is to sell."""
    for row in contracts:
        fuel, seller, buyer, least = row["fuel"], row["seller"], row["buyer"], row["minimum"]
        if not least > 0:
            continue
        there, carried = to_be_had.get((fuel, seller), math.inf), _carried(capacities.get(fuel, {}), seller, buyer)
        most = min(there, carried)
        if not carried or most >= least * (1 - SLACK):
            continue  # without any way it is told as such
        if carried <= there:
            why, where = f"the pipes on the way carry {most:.4g} at most", "their capacity in pipes.csv"
        else:
            why, where = f"{seller} makes and buys {most:.4g} at most", "its production in energy_balances.csv"
        short = f"{buyer} cannot be given {least - most:.4g} of the {least:.4g} {row['unit']}"
        reason = f"{short} that {seller} has to deliver: {why}"
        yield _fault("energy_contracts", row, "minimum", reason, f"lower the minimum, or mend {where}")


def _carried(capacity: Mapping[tuple[str, str], float], source: str, sink: str) -> float:
    """Return the largest flow from one hub to another; what is lost on the way is not counted.

    References
    ----------
    Edmonds & Karp 1972, Journal of the ACM 19(2).
    """
    left: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (tail, head), most in capacity.items():
        left[tail][head] += most
    total = 0.0
    while way := _way(left, source, sink):
        step = min(left[tail][head] for tail, head in way)
        total += step
        if math.isinf(total):
            return total
        for tail, head in way:
            left[tail][head] -= step
            left[head][tail] += step
    return total


def _way(left: Mapping[str, Mapping[str, float]], source: str, sink: str) -> list[tuple[str, str]]:
    """Return the pairs of hubs on a shortest way that has room left; none = there is no such way."""
    came: dict[str, str] = {source: ""}
    edge: Iterable[str] = [source]
    while edge and sink not in came:
        after = []
        for tail in edge:
            for head, room in list(left.get(tail, {}).items()):
                if room > SLACK and head not in came:
                    came[head] = tail
                    after.append(head)
        edge = after
    way, at = [], sink
    while came.get(at):
        way.append((came[at], at))
        at = came[at]
    return way[::-1]
