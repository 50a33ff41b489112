"""The named sources of uncertainty: at most 60, each one standard normal a draw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MarchlandError, MissingData
from marchland.world.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.world import World

MOST = 60
FIRST_BLOCK = 16
MOST_ACTORS = 16
TRADE, FREIGHT, REMITTANCES = ("trade",), ("freight",), ("remittances",)
OF_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "freight.money": "what carriage costs",
        "freight.hours": "how slow and how narrow ways are, and what an hour costs",
        "freight.tonnes": "value of a tonne of goods",
    }
)
ENERGY = ("energy",)
OF_ENERGY: Mapping[str, str] = MappingProxyType(
    {
        "energy.flows": "how much gas and oil is made, sold, used and stored, and what pipes can carry",
        "energy.prices": "prices paid for gas and oil, tariffs and costs of production",
        "energy.response": "how fast use, production and choice of sellers of gas and oil answer to prices",
        "energy.rationing": "what gas and oil are worth to those who go without",
    }
)
SHARED: Mapping[str, str] = MappingProxyType(
    {
        "gas_demand_elasticity": "energy.response",
        "oil_demand_elasticity": "energy.response",
        "gas_substitution": "energy.response",
        "oil_substitution": "energy.response",
        "energy_cost": "energy.prices",
        "gas_new_seller": "energy.prices",
        "oil_new_seller": "energy.prices",
        "oil_refining_margin": "energy.prices",
        "gas_supply_elasticity": "energy.response",
        "oil_supply_elasticity": "energy.response",
        "gas_rationing_price": "energy.rationing",
        "oil_rationing_price": "energy.rationing",
        "gas_storage_free": "energy.flows",
        "oil_storage_free": "energy.flows",
        "energy_storage_scarcity": "energy.response",
        "trade_detour_border": "parameter.trade_detour",
    }
)
"""Parameters that move with the factor of figures or of another parameter, and have none of their own."""
HELD = frozenset({"delay_alpha", "delay_beta"})
"""Parameters without a factor: in draws the congestion at best values is held."""


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One source of uncertainty.

    Parameters
    ----------
    name
        code, for instance `trade.actor.ARM`
    words
        what it is, for a reader
    layers
        the layers whose figures it can move
    """

    name: str
    words: str
    layers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Draw:
    """One state of knowledge.

    Parameters
    ----------
    index
        number of the draw, from 1; 0 is the central one, at best values
    names
        names of the factors
    z
        standard normal deviates of the factors, (factors,)
    seed
        seed of the noise of single cells
    cells
        False: single cells have no noise, only the named factors move
    """

    index: int
    names: tuple[str, ...]
    z: NDArray[np.float64]
    seed: int
    cells: bool = True

    @cached_property
    def _deviates(self) -> dict[str, float]:
        return dict(zip(self.names, self.z.tolist(), strict=True))

    def __getitem__(self, name: str) -> float:
        return self._deviates[name]

    def __contains__(self, name: str) -> bool:
        return name in self._deviates

    @property
    def is_central(self) -> bool:
        """Whether every figure has its best value."""
        return self.index == 0 and not self.z.any()

    def get(self, name: str, default: float = 0.0) -> float:
        """Return the deviate of a factor, or the default where there is none: what has no factor is certain."""
        return self._deviates.get(name, default)

    def noise(self, stream: int, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return standard normals for single cells; the same for the same seed, draw, stream and shape."""
        if self.index == 0 or not self.cells:
            return np.zeros(shape)
        key, counter = np.array([self.seed, stream], np.uint64), np.array([0, 0, 0, self.index], np.uint64)
        return np.random.Generator(np.random.Philox(key=key, counter=counter)).standard_normal(shape)


def named_factors(world: World) -> tuple[Factor, ...]:
    """Return the factors of a world: sources, tables, focus actors, sectors and parameters.

    A focus actor has a factor of its own for what the world has figures of; all others share one. What is certain at
    every horizon has none. The names do not depend on the horizon, so that the same draws serve all of them. What moves
    trade moves what a lever on ways does and is of both layers; factors of freight are there where there are ways, and
    those of energy where there are pipes. Where that makes more than 60, remittances of the focus actors that get least
    for their GDP share the factor of all others, as many as have to.

    Raises
    ------
    MissingData
        where the world has so many sectors and parameters that the factors are more than 60
    """
    focus = [a for a in world.package.focus if a != "ROW"][:MOST_ACTORS]
    ways = bool(len(world["links"]))
    goods = TRADE + FREIGHT if ways else TRADE
    fuelled = bool(len(world["pipes"]))
    trade, money = world["trade"], world["remittances"]
    trading = {*trade["exporter"].tolist(), *trade["importer"].tolist()}
    sending = {*money["origin"].tolist(), *world["migrants"]["origin"].tolist()}
    sectors = world["sectors"].where(layer="trade", traded=True)
    named = [
        ("trade.recorded", "bias of recorded trade statistics", goods),
        ("trade.estimated", "bias of estimated trade flows", goods),
        ("trade.others", "trade between actors outside the focus", goods),
        *((f"trade.actor.{a}", f"recorded trade of {world.name(a)}", goods) for a in focus if a in trading),
        ("trade.home", "sales at home", goods),
        ("reexports", "size of re-exports", goods),
        ("input_shares", "inputs bought by producers", goods),
        ("gdp", "gross domestic product", goods + REMITTANCES),
        *(
            (f"elasticity.{s}", f"trade elasticity of {n}", goods)
            for s, n in zip(sectors["sector"].tolist(), sectors["name"].tolist(), strict=True)
        ),
        *((name, words, FREIGHT) for name, words in OF_WAYS.items() if ways),
        ("migrants", "number of migrant workers", REMITTANCES),
        ("remittances.labour", "money sent by workers", REMITTANCES),
        ("remittances.relocation", "money of people who relocated", REMITTANCES),
        ("remittances.others", "recorded remittances of actors outside the focus", REMITTANCES),
        *(
            (f"remittances.actor.{a}", f"recorded remittances of {world.name(a)}", REMITTANCES)
            for a in focus
            if a in sending
        ),
        *((name, words, ENERGY) for name, words in OF_ENERGY.items() if fuelled),
        *(
            (f"parameter.{p}", p.replace("_", " "), goods if layer == "trade" else (layer,))
            for p, layer in _uncertain_parameters(world)
            if ways or layer != "freight"
        ),
    ]
    factors = [Factor(name=name, words=words, layers=layers) for name, words, layers in named]
    if fuelled:
        shared = {f"remittances.actor.{a}" for a in _least_sent(world, focus)[: max(len(factors) - MOST, 0)]}
        factors = [factor for factor in factors if factor.name not in shared]
    if len(factors) > MOST:
        raise MissingData(f"{len(factors)} factors, more than {MOST}; merge sectors or name fewer focus actors")
    return tuple(factors)


def _least_sent(world: World, focus: list[str]) -> list[str]:
    """Return focus actors, those first that get least remittances for their GDP."""
    money, gdp = world["remittances"], world["indicators"].where(indicator="gdp")
    share = {a: money.where(origin=a)["best"].sum() / max(gdp.where(actor=a)["best"].sum(), 1e-9) for a in focus}
    sending = {*money["origin"].tolist(), *world["migrants"]["origin"].tolist()}
    return sorted((a for a in focus if a in sending), key=lambda a: (share[a], a))


def factor_of(parameter: str) -> str:
    """Return the name of the factor that a parameter of the models moves with."""
    return SHARED.get(parameter, f"parameter.{parameter}")


def _uncertain_parameters(world: World) -> list[tuple[str, str]]:
    """Return the parameters that have a range at some horizon and are not held, each with its layer."""
    table, terms = world["parameters"], schema().terms("parameters", "parameter")
    ranged = (table["low"] != table["best"]) | (table["high"] != table["best"])
    names = dict.fromkeys(table.take(ranged)["parameter"].tolist())
    return [(p, terms[p].layer) for p in names if p not in HELD and p not in SHARED]


def central(factors: tuple[Factor, ...]) -> Draw:
    """Return the draw in which every figure has its best value."""
    return Draw(index=0, names=tuple(f.name for f in factors), z=np.zeros(len(factors)), seed=0)


def alone(factors: tuple[Factor, ...], name: str, deviate: float) -> Draw:
    """Return the draw in which one factor has a deviate, for instance 1.645, and every other figure its best value."""
    names = tuple(f.name for f in factors)
    return Draw(index=0, names=names, z=np.where(np.array(names) == name, deviate, 0.0), seed=0)


def draws(factors: tuple[Factor, ...], n: int, seed: int) -> tuple[Draw, ...]:
    """Return n draws, numbered from 1, with the deviates that `deviates` gives.

    Parameters
    ----------
    factors
        sources of uncertainty
    n
        number of draws
    seed
        seed of the deviates and of the noise, 0 or more

    Raises
    ------
    MarchlandError
        where n or seed is negative
    """
    names, z = tuple(f.name for f in factors), deviates(factors, n, seed)
    return tuple(Draw(index=i + 1, names=names, z=z[i], seed=seed) for i in range(n))


def deviates(factors: tuple[Factor, ...], n: int, seed: int) -> NDArray[np.float64]:
    """Return (n, factors) standard normals by Latin hypercubes of 16, 16, 32, 64, ... points: the first ones stay.

    Each factor alone is spread evenly (McKay, Beckman & Conover 1979), and any two are as good as independent from the
    first hypercube on. Sobol points are not: of the first 64 in 55 dimensions some pairs correlate by 0.8, so that a
    range would rest on chance and a figure be put down to the wrong factor.

    Parameters
    ----------
    factors, n, seed
        as in `draws`

    Raises
    ------
    MarchlandError
        where n or seed is negative
    """
    if n < 0:
        raise MarchlandError(f"draws {n} is negative; give 0 or more")
    if not 0 <= seed < 2**63:
        raise MarchlandError(f"seed {seed} is out of bounds; give a whole number from 0 to {2**63 - 1}")
    from scipy.special import ndtri
    from scipy.stats import qmc

    blocks: list[NDArray[np.float64]] = []
    held = 0
    while held < n:
        size = max(held, FIRST_BLOCK)
        rng = np.random.default_rng([seed, len(blocks)])
        blocks.append(ndtri(qmc.LatinHypercube(d=len(factors), rng=rng).random(size)[: n - held]))
        held += size
    return np.concatenate(blocks) if blocks else np.zeros((0, len(factors)))
