"""What the world's tables say of one fuel, as arrays of low, best and high."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge.energy.seen import USED_UP, seen_flows
from marchland.bridge.spread import Range
from marchland.errors import MissingData
from marchland.levers.ways import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.world import Table, World

    Array = NDArray[np.float64]
    Positions = NDArray[np.int64]

FUELS = ("gas", "oil")
SHUT = ("closed", "suspended")
"""States of what was open before; what is planned or being built never was."""
APART = 2e-3
"""Largest share by which tariffs are set apart."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FuelFigures:
    """One fuel of a world on its day: `H` hubs, `A` pipes. Gas in bcm and USD per 1,000 m3, oil in Mt and USD a tonne.

    Parameters
    ----------
    fuel
        gas or oil
    year
        of the flows: the latest with figures up to the world's
    hubs
        (H,) codes of places
    actor
        (H,) positions of actors; -1 = no country's, as the world's trade of liquefied gas
    sold
        (H, H) delivered in the year by seller and buyer; nan = no data; nothing on the diagonal
    paid
        (H, H) money a unit: what was paid, else what a contract of the day says; nan = not known
    production, consumption, capacity, cost, price
        (H,) items of the table `energy_balances`; nan = no data
    refined
        (H,) part of the consumption of that year that is refined for sale abroad; nan = no data
    pipes
        (A,) codes; a pipe that has two lanes stands here twice: see `marchland.bridge.energy.lanes`
    tail, head
        (A,) positions of hubs
    limit
        (A,) units a year; nan = no limit
    tariff, loss
        (A,) money a unit that enters; share that does not arrive
    seen
        (A,) units that were seen to enter in the year, of pipelines; nan = not seen
    is_open
        (A,) False where it is closed, suspended, planned or being built on the world's day
    was_open
        (A,) True where it is open, or was shut no earlier than in the year of the flows
    used_up
        (A,) True where the tariff pays for what is used up and is nobody's income
    receiver
        (A,) positions of the hubs that earn what a pipe earns
    agreed
        (H, H) most that contracts of the day allow in a year; nan = no contract, or one without a limit
    obliged
        (H, H) least that contracts of the day oblige to; 0 = nothing
    stores
        (K,) positions of hubs
    stock, rate
        (K,) units; units a day
    far
        (H, H) km on the sphere between hubs
    """

    fuel: str
    year: int
    hubs: tuple[str, ...]
    actor: Positions
    sold: Range
    paid: Range
    production: Range
    consumption: Range
    capacity: Range
    cost: Range
    price: Range
    refined: Range
    pipes: tuple[str, ...]
    tail: Positions
    head: Positions
    limit: Range
    tariff: Range
    loss: Range
    seen: Range
    is_open: NDArray[np.bool_]
    was_open: NDArray[np.bool_]
    used_up: NDArray[np.bool_]
    receiver: Positions
    agreed: Array
    obliged: Array
    stores: Positions
    stock: Range
    rate: Range
    far: Array

    def of(self, actors: Sequence[int] | Positions) -> Positions:
        """Return the positions of the hubs of actors."""
        return np.flatnonzero(np.isin(self.actor, actors))


def fuel_figures(world: World, fuel: str) -> FuelFigures:
    """Read one fuel off a world that is narrowed to a day.

    Raises
    ------
    MissingData
        where the world has no flows of the fuel up to its year
    """
    flows = world["energy_flows"].where(fuel=fuel)
    if not len(flows):
        raise MissingData(
            f"{world.package.name} has no flows of {fuel} of {world.year} or before (energy_flows.csv); "
            f"add them, or ask for a later day"
        )
    hubs = tuple(world["places"].where(kind="hub")["place"].tolist())
    at = {hub: i for i, hub in enumerate(hubs)}
    order = {actor: i for i, actor in enumerate(world.actors)}
    places = {row["place"]: row for row in world["places"].where(kind="hub").rows()}
    actor = np.array([order.get(places[hub]["actor"], -1) for hub in hubs], dtype=np.int64)
    balances = world["energy_balances"].where(fuel=fuel)
    pair, n = (_at(flows["seller"], at), _at(flows["buyer"], at)), len(hubs)
    pipes = world["pipes"].where(fuel=fuel)
    tail, head = _at(pipes["tail"], at), _at(pipes["head"], at)
    codes = tuple(pipes["pipe"].tolist())
    stores = world["storage"].where(fuel=fuel)
    contracts = world["energy_contracts"].where(fuel=fuel)
    between = (_at(contracts["seller"], at), _at(contracts["buyer"], at))
    agreed, obliged = _bounds(contracts, between, n)
    paid = _range(flows, ("price_low", "price", "price_high"), (n, n), pair)
    stated = _range(contracts, ("price_low", "price", "price_high"), (n, n), between)

    def item(name: str) -> Range:
        rows = balances.where(item=name)
        return _range(rows, ("low", "best", "high"), (n,), (_at(rows["place"], at),))

    # Of another year than the use of which it is a part it says nothing.
    used = dict(zip(*(balances.where(item="consumption")[c].tolist() for c in ("place", "year")), strict=True))
    refined = balances.where(item="refined_for_export")
    refined = refined.take(np.array([used.get(row["place"]) == row["year"] for row in refined.rows()], dtype=bool))

    def column(table: Table, name: str) -> Range:
        return Range(low=table[f"{name}_low"], best=table[name], high=table[f"{name}_high"])

    return FuelFigures(
        fuel=fuel,
        year=int(flows["year"][0]),
        hubs=hubs,
        actor=actor,
        sold=_range(flows, ("low", "best", "high"), (n, n), pair),
        paid=_first(paid, stated),
        production=item("production"),
        consumption=item("consumption"),
        capacity=item("production_capacity"),
        cost=item("production_cost"),
        price=item("price"),
        refined=_range(refined, ("low", "best", "high"), (n,), (_at(refined["place"], at),)),
        pipes=codes,
        tail=tail,
        head=head,
        limit=_limits(world, pipes, codes),
        tariff=_set_apart(column(pipes, "tariff")),
        loss=column(pipes, "loss"),
        seen=seen_flows(world, pipes, int(flows["year"][0])),
        is_open=_open(world, codes),
        was_open=_open(world, codes, since=int(flows["year"][0])),
        used_up=np.isin(pipes["mode"], USED_UP),
        receiver=_receivers(world, codes, tail, head, actor),
        agreed=agreed,
        obliged=obliged,
        stores=_at(stores["place"], at),
        stock=column(stores, "stock"),
        rate=column(stores, "rate"),
        far=_kilometres([places[hub]["lat"] for hub in hubs], [places[hub]["lon"] for hub in hubs]),
    )


def _at(codes: NDArray[np.str_], order: dict[str, int]) -> Positions:
    return np.array([order[code] for code in codes.tolist()], dtype=np.int64)


def _range(table: Table, columns: tuple[str, str, str], shape: tuple[int, ...], where: tuple[Positions, ...]) -> Range:
    filled = []
    for column in columns:
        array = np.full(shape, np.nan)
        array[where] = table[column]
        filled.append(array)
    low, best, high = filled
    return Range(low=low, best=best, high=high)


def _set_apart(tariff: Range) -> Range:
    """Return tariffs of which no two are the same: of ways that cost the same it would be open who earns what."""
    golden = (5**0.5 - 1) / 2
    factor = 1 + APART * ((np.arange(len(tariff.best)) * golden) % 1.0)
    return Range(low=tariff.low * factor, best=tariff.best * factor, high=tariff.high * factor)


def _first(one: Range, other: Range) -> Range:
    """Return the figures of one range, and of the other where it has none."""
    missing = np.isnan(one.best)
    return Range(
        low=np.where(missing, other.low, one.low),
        best=np.where(missing, other.best, one.best),
        high=np.where(missing, other.high, one.high),
    )


def _bounds(contracts: Table, between: tuple[Positions, Positions], n: int) -> tuple[Array, Array]:
    """Return most and least that contracts agree on; those of a pair add up, and one without a limit has none."""
    most, least = np.zeros((n, n)), np.zeros((n, n))
    np.add.at(most, between, contracts["maximum"])
    np.add.at(least, between, np.nan_to_num(contracts["minimum"]))
    some = np.zeros((n, n), dtype=bool)
    some[between] = True
    return np.where(some, most, np.nan), least


def _limits(world: World, pipes: Table, codes: tuple[str, ...]) -> Range:
    """Return capacities; one that is dated takes the place of the pipe's own while it holds."""
    found = {
        "low": pipes["capacity_low"].copy(),
        "best": pipes["capacity"].copy(),
        "high": pipes["capacity_high"].copy(),
    }
    dated = {row["object"]: row for row in world["states"].where(attribute="capacity").rows()}
    for at, pipe in enumerate(codes):
        if pipe in dated:
            for column, array in found.items():
                array[at] = dated[pipe][column]
    return Range(**found)


def _open(world: World, codes: tuple[str, ...], *, since: int | None = None) -> NDArray[np.bool_]:
    """Return whether pipes are open; what was closed or suspended in or after the year `since` was open before."""
    closed = set()
    for row in world["states"].where(attribute="status").rows():
        recently = since is not None and row["text"] in SHUT and row["from"].year >= since
        if row["text"] != OPEN and not recently:
            closed.add(row["object"])
    return np.array([pipe not in closed for pipe in codes], dtype=bool)


def _receivers(world: World, codes: tuple[str, ...], tail: Positions, head: Positions, actor: Positions) -> Positions:
    """Return who earns what a pipe earns: who runs it, else the country that it leads out of, else into.

    Of several that run a pipe it is the one at its tail, at its head, else the first by code, each by its first hub.
    """
    order = {code: i for i, code in enumerate(world.actors)}
    running: dict[str, list[int]] = {}
    for row in world["controls"].where(right="operation").rows():
        if row["actor"] in order:
            running.setdefault(row["object"], []).append(order[row["actor"]])
    found = []
    for pipe, first, last in zip(codes, tail.tolist(), head.tolist(), strict=True):
        runs = sorted(running.get(pipe, ()))
        ends = [hub for hub in (first, last) if actor[hub] >= 0]
        own = [hub for hub in ends if actor[hub] in runs]
        elsewhere = [int(np.flatnonzero(actor == who)[0]) for who in runs if (actor == who).any()]
        found.append((own or elsewhere or ends or [first])[0])
    return np.array(found, dtype=np.int64)


def _kilometres(lat: Sequence[float], lon: Sequence[float]) -> Array:
    phi, lam = np.radians(np.array(lat, dtype=np.float64)), np.radians(np.array(lon, dtype=np.float64))
    half = np.sin((phi[:, None] - phi) / 2) ** 2
    half = half + np.cos(phi[:, None]) * np.cos(phi) * np.sin((lam[:, None] - lam) / 2) ** 2
    return np.asarray(2 * 6371.0 * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))
