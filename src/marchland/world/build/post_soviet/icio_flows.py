"""Flows between the actors by sector in the OECD's tables, sales at home included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import ACTORS, REST, STATES
from marchland.world.build.post_soviet.icio_table import icio_table
from marchland.world.build.post_soviet.releases_given import given
from marchland.world.build.post_soviet.sectors import COAL, CODES, GOODS_CODES, sector_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_OTHERS = "ROW"


@dataclass(frozen=True, kw_only=True, eq=False)
class IcioFlows:
    """Flows of one year of the OECD's tables, intermediate and final.

    Parameters
    ----------
    inside
        (N,) in the order of the actors: has tables of its own
    flows
        (N, N, S) MUSD [exporter, importer, sector]; coal inside mining, gas inside crude; the actor of the rest holds
        all countries that are no state of the list, and what the OECD itself calls the rest of the world, in which the
        states without tables are hidden
    coal
        (N, N) MUSD of coal, part of mining
    hidden
        (N, 2, S) what the OECD's rest of the world buys from each actor and sells to it
    outside
        countries with tables that are no state of the list
    """

    inside: NDArray[np.bool_]
    flows: Array
    coal: Array
    hidden: Array
    outside: tuple[str, ...]


def icio_flows(reference: Path, year: int) -> IcioFlows:
    """Return the flows of the OECD's tables that stand for a year.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        2017 (tables of 2019) or 2023 (tables of 2022); tables of the year itself where an official release holds them
    """
    members, names, raw = _tables(reference, year)
    to_sector = np.zeros((len(names), len(CODES)))
    for k, name in enumerate(names):
        to_sector[k, CODES.index(sector_of(name))] = 1.0
    to_actor = np.zeros((len(members), len(ACTORS)))
    for place, code in enumerate(members):
        to_actor[place, ACTORS.index(code if code in STATES else REST)] = 1.0
    by_sector = raw @ to_sector
    others = members.index(_OTHERS)
    return IcioFlows(
        inside=np.array([code in members and code != REST for code in ACTORS]),
        flows=np.einsum("ai,bj,abk->ijk", to_actor, to_actor, by_sector, optimize=True),
        coal=to_actor.T @ raw[:, :, names.index(COAL)] @ to_actor,
        hidden=np.stack([to_actor.T @ by_sector[:, others], to_actor.T @ by_sector[others]], axis=1),
        outside=tuple(code for code in members if code not in STATES and code != _OTHERS),
    )


def icio_countries(reference: Path, year: int) -> tuple[dict[tuple[str, str], Array], Array]:
    """Return what countries with tables sell each other of goods, (S,) MUSD by pair, and the mean split, (S,).

    Parameters
    ----------
    reference, year
        as in `icio_flows`
    """
    members, names, raw = _tables(reference, year)
    of_goods = np.zeros((len(names), len(GOODS_CODES)))
    for k, name in enumerate(names):
        if name != COAL and sector_of(name) in GOODS_CODES:
            of_goods[k, GOODS_CODES.index(sector_of(name))] = 1.0
    goods = raw @ of_goods
    known = [n for n, code in enumerate(members) if code != _OTHERS]
    pairs = {(members[a], members[b]): goods[a, b] for a in known for b in known if a != b}
    total = sum(pairs.values(), np.zeros(len(GOODS_CODES)))
    return pairs, total / total.sum()


def _tables(reference: Path, year: int) -> tuple[list[str], list[str], Array]:
    """Return countries, activities and flows (C, C, I) in MUSD of the tables that stand for a year."""
    held = given(reference)
    of = held.table_year(year)
    official = held.icio(of)
    if official is not None:
        # What stocks lose makes a few cells negative.
        return list(official.countries), list(official.industries), np.maximum(official.flows, 0.0)
    return icio_table(reference, of)
