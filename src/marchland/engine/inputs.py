"""The figures of the world that a result rests on, each with its range and source."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from marchland.levers.carrying import hubs_of
from marchland.levers.lever_object import FUELS
from marchland.levers.pipes import pipes_of
from marchland.levers.product_flow import product_flows
from marchland.levers.reach import ends_of, goods_sectors, product_of, sectors_of
from marchland.levers.ways import ways_of
from marchland.world.check_energy import PRICE
from marchland.world.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from marchland.bridge import Baseline
    from marchland.levers import Lever
    from marchland.world import Table, World

MOST_FLOWS = 40
MOVED: Mapping[str, tuple[tuple[str, str | None], ...]] = MappingProxyType(
    {
        "workers": (("migrants", None), ("remittances", "labour")),
        "transfers": (("remittances", "labour"),),
        "earnings": (("remittances", "labour"),),
        "relocation": (("remittances", "relocation"),),
    }
)
"""Table and kind of the rows that a lever of the remittance layer touches: workers who leave stop sending money."""
MOST_WAYS = 10
WAY_FIGURES = (("hours", "hours", "h"), ("usd_per_tonne", "USD a tonne", "USD/t"))
PIPE_FIGURES = (("capacity", "capacity", None), ("tariff", "tariff", "price"), ("loss", "loss", "1"))
"""Figures of a pipe with their unit: None = that of the row, "price" = that of a price of the fuel."""
INDICATORS: Mapping[str, str] = MappingProxyType(
    {"gdp": "GDP", "labour_force": "labour force", "population": "population"}
)


@dataclass(frozen=True, kw_only=True)
class Input:
    """One figure of the world.

    Parameters
    ----------
    words
        what it is, for a reader
    table, row
        where it stands: table and line of its file
    low, best, high
        5th, 50th and 95th percentile
    unit
        as in the table
    estimated
        whether it is an estimate
    sources
        codes in the `sources` table
    """

    words: str
    table: str
    row: int
    low: float
    best: float
    high: float
    unit: str
    estimated: bool
    sources: tuple[str, ...]


def inputs_of(base: Baseline, levers: Iterable[Lever]) -> tuple[Input, ...]:
    """Return the flows that levers touch, the GDP of who is concerned, elasticities and parameters.

    Of many flows (a bloc's) the largest 40 are listed; the figures themselves use all.
    """
    levers = tuple(levers)
    flows = [found for lever in levers for found in _touched(base, lever)]
    flows = sorted(dict.fromkeys(flows), key=lambda i: -i.best)[:MOST_FLOWS]
    concerned = {m for lever in levers for code in lever.concerned for m in base.world.members(code)}
    layers = {lever.rule.layer for lever in levers}
    if "freight" in layers:
        layers.add("trade")  # what a way costs more is lost in trade
    return (*flows, *_indicators(base, concerned, layers), *_elasticities(base), *_parameters(base, layers))


def _touched(base: Baseline, lever: Lever) -> Iterator[Input]:
    world = base.world
    if lever.is_way:
        yield from _of_ways(world, lever)
        return
    if lever.rule.layer == "energy":
        yield from _of_energy(world, lever)
        return
    senders, partners = world.members(lever.actor), world.members(lever.partner)
    if lever.rule.layer == "trade":
        exporters, importers = ends_of(world, lever)
        sectors, product = sectors_of(world, lever), product_of(lever)
        for row in world["trade"].among(exporter=exporters, importer=importers, sector=sectors).rows():
            words = f"{row['sector']} from {row['exporter']} to {row['importer']}, {row['year']}"
            yield _input(words, "trade", row, "MUSD")
        yield from _passing(world, exporters, importers, sectors)
        if product is not None:
            yield from _of_product(world, product, exporters, importers)
    else:
        for table, kind in MOVED[lever.what]:
            rows = world[table].among(host=senders, origin=partners)
            for row in (rows if kind is None else rows.where(kind=kind)).rows():
                who = f"workers of {row['origin']} in {row['host']}"
                money = f"{kind} money from {row['host']} to {row['origin']}"
                words, unit = (who, "persons") if kind is None else (money, "MUSD")
                yield _input(f"{words}, {row['year']}", table, row, unit)


def _of_ways(world: World, lever: Lever) -> Iterator[Input]:
    """Yield what the links cost that a lever touches, the dearest first, and the trade that may have to go round."""
    yield from way_inputs(world, ways_of(world, lever))
    members = world.members(lever.partner) if lever.partner else ()
    for mine in ("exporter", "importer"):
        for row in world["trade"].among(**{mine: members, "sector": goods_sectors(world)}).rows():
            if row["exporter"] != row["importer"]:
                words = f"{row['sector']} from {row['exporter']} to {row['importer']}, {row['year']}"
                yield _input(words, "trade", row, "MUSD")


def way_inputs(world: World, links: Iterable[str]) -> Iterator[Input]:
    """Yield hours and money of links by code, the dearest first, of the ten dearest."""
    touched = world["links"].among(link=tuple(links))
    for row in sorted(touched.rows(), key=lambda r: (-r["usd_per_tonne"], r["link"]))[:MOST_WAYS]:
        for column, words, unit in WAY_FIGURES:
            yield _column(f"{words} on {row['name'] or row['link']}", "links", row, column, unit)


def _of_energy(world: World, lever: Lever) -> Iterator[Input]:
    """Yield what is sold to the buyers that a lever touches, with the price, and what is known of pipes.

    A lever on what one sells to another moves what all others sell to that buyer: all of its purchases are listed.
    """
    yield from pipe_inputs(world, pipes_of(world, lever) if lever.is_pipe else ())
    seller_acts = lever.direction == "to" and lever.partner
    buyers = lever.partner if lever.is_pipe or seller_acts else lever.actor
    for fuel in (lever.fuel,) if lever.fuel else FUELS:
        yield from sale_inputs(world, fuel, hubs_of(world, buyers) if buyers else ())


def pipe_inputs(world: World, pipes: Iterable[str]) -> Iterator[Input]:
    """Yield what is known of pipes by code: capacity, of the world's day where it is dated, tariff and loss."""
    dated = {row["object"]: row for row in world["states"].where(attribute="capacity").rows()}
    for row in world["pipes"].among(pipe=tuple(pipes)).rows():
        name = row["name"] or row["pipe"]
        for column, words, unit in PIPE_FIGURES:
            own = row["unit"] if unit is None else PRICE[row["fuel"]] if unit == "price" else unit
            if column == "capacity" and row["pipe"] in dated:
                of_day = dated[row["pipe"]]
                yield _input(f"capacity of {name} since {of_day['from']}", "states", of_day, own)
            elif not np.isnan(row[column]):
                yield _column(f"{words} of {name}", "pipes", row, column, own)


def sale_inputs(world: World, fuel: str, buyers: Iterable[str]) -> Iterator[Input]:
    """Yield what is sold of a fuel to hubs by code, with the price where it is known."""
    yield from world.derived(_sale_inputs, fuel, tuple(buyers))


def _sale_inputs(world: World, fuel: str, buyers: tuple[str, ...]) -> tuple[Input, ...]:
    return tuple(_sold(world, fuel, buyers))


def _sold(world: World, fuel: str, buyers: tuple[str, ...]) -> Iterator[Input]:
    for row in world["energy_flows"].where(fuel=fuel).among(buyer=buyers).rows():
        words = f"{fuel} from {row['seller']} to {row['buyer']}, {row['year']}"
        yield _input(words, "energy_flows", row, row["unit"])
        if not np.isnan(row["price"]):
            yield _column(f"price of {words}", "energy_flows", row, "price", PRICE[fuel])


def _column(words: str, table: str, row: dict[str, object], column: str, unit: str) -> Input:
    """Return a figure that has columns of its own: capacity, capacity_low, capacity_high."""
    figures = {"low": row[f"{column}_low"], "best": row[column], "high": row[f"{column}_high"]}
    return _input(words, table, row | figures, unit)


def _of_product(world: World, product: str, exporters: tuple[str, ...], importers: tuple[str, ...]) -> Iterator[Input]:
    for flow in product_flows(world, product, exporters, importers):
        yield Input(
            words=f"{product.replace('_', ' ')} from {flow.exporter} to {flow.importer}, {flow.year}",
            table="product_flows",
            row=flow.row,
            low=flow.low,
            best=flow.best,
            high=flow.high,
            unit="MUSD",
            estimated=flow.estimated,
            sources=flow.sources,
        )


def _passing(
    world: World, exporters: Sequence[str], importers: Sequence[str], sectors: Sequence[str]
) -> Iterator[Input]:
    """Yield the re-exports in a flow: the model's flow is the recorded one, less what passes on, plus what comes by."""
    table = world["reexports"]
    ways = [("origin", "via"), ("via", "destination"), ("origin", "destination")]
    met = np.isin(table["sector"], sectors)
    met &= np.any([np.isin(table[a], exporters) & np.isin(table[b], importers) for a, b in ways], axis=0)
    for row in table.take(met).rows():
        words = f"{row['sector']} of {row['origin']} that only pass through {row['via']} to {row['destination']}"
        yield _input(f"{words}, {row['year']}", "reexports", row, "MUSD")


def _indicators(base: Baseline, concerned: set[str], layers: set[str]) -> Iterator[Input]:
    names = INDICATORS if "remittances" in layers else {"gdp": INDICATORS["gdp"]}
    table: Table = base.world["indicators"]
    for name, words in names.items():
        for row in table.among(indicator=(name,), actor=concerned).rows():
            yield _input(f"{words} of {row['actor']}, {row['year']}", "indicators", row, row["unit"])


def _elasticities(base: Baseline) -> Iterator[Input]:
    for row in base.world["sectors"].where(layer="trade", traded=True).rows():
        yield _input(f"trade elasticity of {row['name']} after a decade", "sectors", row, "1")


def _parameters(base: Baseline, layers: set[str]) -> Iterator[Input]:
    for row in base.world["parameters"].rows():
        layer = schema().terms("parameters", "parameter")[row["parameter"]].layer
        if row["horizon"] in {"any", base.horizon} and layer in layers:
            yield _input(f"{row['parameter'].replace('_', ' ')} ({row['horizon']})", "parameters", row, row["unit"])


def _input(words: str, table: str, row: dict[str, object], unit: str) -> Input:
    return Input(
        words=words,
        table=table,
        row=int(str(row["row"])),
        low=float(str(row["low"])),
        best=float(str(row["best"])),
        high=float(str(row["high"])),
        unit=unit,
        estimated=bool(row.get("estimated", False)),
        sources=tuple(str(row["source"]).split(";")),
    )
