"""The accounts of a world's actors, as its files state them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.world import World

    Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Accounts:
    """Sums over the tables of a year, goods that only pass taken out: (N, S), input shares (N, S, S), GDP (N,)."""

    output: Array
    use: Array
    shares: Array
    gdp: Array
    least_flow: float


def accounts_of(world: World, year: int) -> Accounts:
    """Return the accounts of a year."""
    view = world.at(year=year)
    actors = {actor: i for i, actor in enumerate(view.actors)}
    sectors = {sector: k for k, sector in enumerate(view["sectors"]["sector"].tolist())}
    flows = np.zeros((len(actors), len(actors), len(sectors)))
    for row in view["trade"].rows():
        flows[actors[row["exporter"]], actors[row["importer"]], sectors[row["sector"]]] = row["best"]
    for row in view["reexports"].rows():
        origin, via, destination = (actors[row[side]] for side in ("origin", "via", "destination"))
        k = sectors[row["sector"]]
        flows[origin, via, k] -= row["best"]
        flows[origin, destination, k] += row["best"]
        if row["recorded"]:
            flows[via, destination, k] -= row["best"]
    shares = np.zeros((len(actors), len(sectors), len(sectors)))
    for row in view["input_shares"].rows():
        shares[actors[row["actor"]], sectors[row["using"]], sectors[row["supplying"]]] = row["best"]
    gdp = np.zeros(len(actors))
    for row in view["indicators"].where(indicator="gdp").rows():
        gdp[actors[row["actor"]]] = row["best"]
    return Accounts(
        output=flows.sum(axis=1), use=flows.sum(axis=0), shares=shares, gdp=gdp, least_flow=float(flows.min())
    )
