"""What a row of observed traffic counts: ways, pairs of zones, and the freight of its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.bridge import Range, baseline, central
from marchland.bridge.freight.base import FreightBase, freight_in
from marchland.errors import MissingData

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.world import World

DISPERSION = "freight_dispersion"


def freight_of(world: World, row: Mapping[str, Any], dispersion: float | None = None) -> tuple[Baseline, FreightBase]:
    """Return the baseline and freight of the middle day of a row's period, at best values.

    Parameters
    ----------
    world
        of all years; the trade is the latest up to that day
    row
        of the table `traffic`
    dispersion
        share of a pair's scale (`FreightBase.scale`); default: the world's

    Raises
    ------
    MissingData
        where the world has no links, or no trade up to that day
    SolverError
        where the equilibrium is not met
    """
    if not len(world["links"]):
        raise MissingData(f"{world.package.name} has no links; add places, links, zones, commodities and cargoes")
    base = baseline(world.at(day=middle(row)), "year")
    if dispersion is not None:
        held = Range(low=np.array(dispersion), best=np.array(dispersion), high=np.array(dispersion))
        base = replace(base, parameters={**base.parameters, DISPERSION: held})
    return base, freight_in(base, central(base.factors))


def middle(row: Mapping[str, Any]) -> date:
    """Return the middle day of a row's period: what held in its last days alone does not stand for a year."""
    start: date = row["from"]
    end: date = row["to"]
    return start + (end - start) // 2


def pairs_of(base: Baseline, freight: FreightBase, row: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Return the pairs of zones that a row counts, (P,): both directions between its ends, of its class."""
    demand = freight.demand
    counted = np.ones(len(demand.commodity), dtype=bool)
    ends = [base.positions(row[side]) for side in ("a", "b") if row[side]]
    sides = [(np.isin(demand.exporter, e), np.isin(demand.importer, e)) for e in ends]
    if len(sides) == 1:
        counted &= sides[0][0] | sides[0][1]
    elif sides:
        (from_a, to_a), (from_b, to_b) = sides
        counted &= (from_a & to_b) | (from_b & to_a)
    if row["commodity"]:
        counted &= demand.commodity == freight.network.ways.commodities.index(row["commodity"])
    return counted


def links_of(world: World, codes: str) -> tuple[str, ...]:
    """Return the links that a cell of links and places names; a place stands for every link at it."""
    wanted = set(codes.split(";")) if codes else set()
    table = world["links"]
    columns = (table[name].tolist() for name in ("link", "tail", "head"))
    return tuple(link for link, *ends in zip(*columns, strict=True) if {link, *ends} & wanted)
