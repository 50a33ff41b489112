"""What the models need of a world, as arrays of low, best and high."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.bridge.factors import Factor, named_factors
from marchland.bridge.income import MILLION, value_added_in_trade
from marchland.bridge.reexports import Reexports, net_of_reexports
from marchland.bridge.spread import Range
from marchland.errors import MissingData, UnknownName
from marchland.levers import HORIZONS
from marchland.levers.reach import partner_sells, sectors_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.levers import Horizon, Lever
    from marchland.world import Table, World

ELASTICITY_PROFILE = "trade_elasticity_profile"


@dataclass(frozen=True, kw_only=True, eq=False)
class Baseline:
    """The arrays behind all models of one world, year and horizon.

    `N` actors, `S` sectors of the trade layer.

    Parameters
    ----------
    world
        as of its day and year
    horizon
        quarter, year or decade
    actors, sectors
        names in the order of the axes
    traded
        (S,) False = made and used at home only
    trade
        (N, N, S) USD a year before duty [exporter, importer, sector]; nan = no data
    estimated
        (N, N, S) True where the flow was filled in
    reexports
        goods that only pass
    input_shares
        (N, S, S) [actor, using, supplying]
    tariffs
        (N, N, S) ad valorem, or None where the world has no table of tariffs
    gdp, population, labour_force
        (N,) USD a year, persons, persons
    value_added
        (N,) USD a year at best values: the part of GDP that the trade layer sees
    elasticity
        (S,) trade elasticity after a decade
    migrants
        (N, N) persons at work [host, origin]; nan = no data
    labour_money, relocation_money
        (N, N) USD a year [host, origin]; nan = no data
    parameters
        the row of each parameter that holds at the horizon
    profiles
        the elasticity's part of its value after a decade, at this horizon and at all longer ones
    factors
        named sources of uncertainty
    places
        code of an actor or bloc -> (members,) positions on the axes
    freight
        what `freight_base` and `freight_effect` found at best values, kept for the next time
    energy
        figures, ways and markets of gas and oil at best values, kept for the next time
    """

    world: World
    horizon: Horizon
    actors: tuple[str, ...]
    sectors: tuple[str, ...]
    traded: NDArray[np.bool_]
    trade: Range
    estimated: NDArray[np.bool_]
    reexports: Reexports
    input_shares: Range
    tariffs: Range | None
    gdp: Range
    population: Range
    labour_force: Range
    value_added: NDArray[np.float64]
    elasticity: Range
    migrants: Range
    labour_money: Range
    relocation_money: Range
    parameters: Mapping[str, Range]
    profiles: tuple[Range, ...]
    factors: tuple[Factor, ...]
    places: Mapping[str, NDArray[np.int64]]
    freight: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    energy: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    _cells: dict[Lever, tuple[NDArray[np.int64], ...]] = field(default_factory=dict, init=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """Leave what is large behind, freight and markets without levers: what levers do is small, and goes along."""
        light = {
            name: {k: v for k, v in getattr(self, name).items() if not isinstance(k, str)}
            for name in ("freight", "energy")
        }
        return self.__dict__ | light

    @property
    def has_ways(self) -> bool:
        """Whether the world has links, so that trade is carried."""
        return len(self.world["links"]) > 0

    def cells(self, lever: Lever) -> tuple[NDArray[np.int64], ...]:
        """Return the positions [exporter, importer, sector] of the flows that a lever of trade touches, for indexing.

        Looked up once: the same levers are pulled in every draw.

        Raises
        ------
        UnknownName, ScenarioError
            where the world has no such actor, sector or product, or a lever cannot touch it
        """
        if lever not in self._cells:
            actors, partners = self.positions(lever.actor), self.positions(lever.partner)
            exporters, importers = (partners, actors) if partner_sells(lever) else (actors, partners)
            named = [self.sectors.index(sector) for sector in sectors_of(self.world, lever)]
            self._cells[lever] = np.ix_(exporters, importers, np.array(named, dtype=np.int64))
        return self._cells[lever]

    def positions(self, code: str) -> NDArray[np.int64]:
        """Return the positions of an actor, or of the members of a bloc.

        Raises
        ------
        UnknownName
            where it is neither an actor nor a bloc
        """
        if code not in self.places:
            raise UnknownName("actor", code, self.places)
        return self.places[code]


def baseline(world: World, horizon: Horizon) -> Baseline:
    """Gather what the models need of a world.

    Parameters
    ----------
    world
        a world of all years is taken at its base year
    horizon
        quarter, year or decade

    Raises
    ------
    MissingData
        where a figure that no model can do without is missing, naming all of them
    """
    view = world.at() if world.year is None else world
    actors = view.actors
    sectors_table = view["sectors"].where(layer="trade")
    sectors = tuple(sectors_table["sector"].tolist())
    n, s = len(actors), len(sectors)
    axes = {"exporter": actors, "importer": actors, "sector": sectors}
    own = view["trade"].among(sector=sectors)
    trade = _range(own, axes, (n, n, s), MILLION)
    indicators = {
        name: _range(view["indicators"].where(indicator=name), {"actor": actors}, (n,), scale)
        for name, scale in (("gdp", MILLION), ("population", 1.0), ("labour_force", 1.0))
    }
    inputs = view["input_shares"].among(using=sectors, supplying=sectors)
    shares = _range(inputs, {"actor": actors, "using": sectors, "supplying": sectors}, (n, s, s), 1.0)
    _demand(view, actors, sectors, trade, indicators["gdp"], shares)
    estimated = np.zeros((n, n, s), dtype=bool)
    estimated[_positions(own, axes)] = own["estimated"]
    pairs = {"host": actors, "origin": actors}
    money = view["remittances"]
    reexports = _reexports(view["reexports"].among(sector=sectors), actors, sectors)
    output = net_of_reexports(trade.known.best, reexports, reexports.amount.best).sum(axis=1)
    return Baseline(
        world=view,
        horizon=horizon,
        actors=actors,
        sectors=sectors,
        traded=sectors_table["traded"],
        trade=trade,
        estimated=estimated,
        reexports=reexports,
        input_shares=shares,
        tariffs=_range(view["tariffs"], axes, (n, n, s), 1.0) if len(view["tariffs"]) else None,
        gdp=indicators["gdp"],
        population=indicators["population"],
        labour_force=indicators["labour_force"],
        value_added=value_added_in_trade(view, actors, sectors, output, indicators["gdp"].best),
        elasticity=Range(low=sectors_table["low"], best=sectors_table["best"], high=sectors_table["high"]),
        migrants=_range(view["migrants"], pairs, (n, n), 1.0),
        labour_money=_range(money.where(kind="labour"), pairs, (n, n), MILLION),
        relocation_money=_range(money.where(kind="relocation"), pairs, (n, n), MILLION),
        parameters=_parameters(view, horizon),
        profiles=_profiles(view, horizon),
        factors=named_factors(view),
        places={
            code: np.array([actors.index(m) for m in view.members(code)], dtype=np.int64)
            for code in (*actors, *view.blocs)
        },
    )


def _positions(table: Table, axes: Mapping[str, tuple[str, ...]]) -> tuple[NDArray[np.int64], ...]:
    where = []
    for column, names in axes.items():
        order = {name: i for i, name in enumerate(names)}
        where.append(np.array([order[v] for v in table[column].tolist()], dtype=np.int64))
    return tuple(where)


def _range(table: Table, axes: Mapping[str, tuple[str, ...]], shape: tuple[int, ...], scale: float) -> Range:
    where = _positions(table, axes)
    filled: dict[str, Any] = {}
    for column in ("low", "best", "high"):
        filled[column] = np.full(shape, np.nan)
        filled[column][where] = table[column] * scale
    return Range(**filled)


def _reexports(table: Table, actors: tuple[str, ...], sectors: tuple[str, ...]) -> Reexports:
    axes = {"origin": actors, "via": actors, "destination": actors, "sector": sectors}
    origin, via, destination, sector = _positions(table, axes)
    amount = Range(low=table["low"] * MILLION, best=table["best"] * MILLION, high=table["high"] * MILLION)
    return Reexports(
        origin=origin, via=via, destination=destination, sector=sector, recorded=table["recorded"], amount=amount
    )


def _parameters(world: World, horizon: str) -> dict[str, Range]:
    rows = {row["parameter"]: _one(row) for row in world["parameters"].rows() if row["horizon"] in {"any", horizon}}
    wanted = dict.fromkeys(world["parameters"]["parameter"].tolist())
    missing = [name for name in wanted if name not in rows]
    if missing:
        raise MissingData(f"parameters.csv has no row for horizon {horizon} of: {', '.join(missing)}")
    return rows


def _one(row: Mapping[str, Any]) -> Range:
    return Range(low=np.array(row["low"]), best=np.array(row["best"]), high=np.array(row["high"]))


def _profiles(world: World, horizon: Horizon) -> tuple[Range, ...]:
    """Return the profile of the trade elasticity at a horizon and at all longer ones."""
    rows = {row["horizon"]: _one(row) for row in world["parameters"].where(parameter=ELASTICITY_PROFILE).rows()}
    held = [rows.get(h, rows.get("any")) for h in HORIZONS[HORIZONS.index(horizon) :]]
    return tuple(r for r in held if r is not None)


def _demand(
    world: World, actors: tuple[str, ...], sectors: tuple[str, ...], trade: Range, gdp: Range, shares: Range
) -> None:
    """Raise where a figure without which there is no economy is missing."""
    year = world.year
    lines = [
        f"{a} has no gdp up to {year} (indicators.csv)" for a, v in zip(actors, gdp.best, strict=True) if not v > 0
    ]
    for i, actor in enumerate(actors):
        lines += [
            f"{actor} has no sales at home of {sector} in {year} (trade.csv, exporter = importer = {actor}); add it"
            for k, sector in enumerate(sectors)
            if not trade.best[i, i, k] > 0
        ]
        if np.isnan(shares.best[i]).any():
            lines.append(f"{actor} has no input share for every pair of {', '.join(sectors)} (input_shares.csv)")
    if lines:
        shown = lines[:12] + ([f"... and {len(lines) - 12} more"] if len(lines) > 12 else [])
        raise MissingData("the world cannot be computed:\n" + "\n".join(shown))
