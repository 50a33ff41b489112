"""Where the trade of two actors starts and ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from marchland.bridge.baseline import Baseline

    Array = NDArray[np.float64]
    Key = tuple[int, int, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class GatewayShares:
    """Shares of zones in the trade of two actors: `Z` zones, `J` classes of freight.

    Parameters
    ----------
    usual
        (Z, J) shares of each actor's zones in its trade with anybody
    known
        (Z, J) by actor, partner and flow (sold or bought), where the table `gateways` knows more
    """

    usual: Array
    known: Mapping[Key, Array]

    def of(self, actor: int, partner: int, flow: str) -> Array:
        """Return the shares, (Z, J), of zones in what an actor sells a partner or buys of it."""
        return self.known.get((actor, partner, flow), self.usual)


def gateway_shares(
    base: Baseline, zones: tuple[tuple[str, str], ...], kinds: tuple[str, ...], share: Array
) -> GatewayShares:
    """Return the shares of zones by actor, partner and class, of the tables `zones` and `gateways`.

    Rows of a class go before those of all classes, and these before `zones`.

    Parameters
    ----------
    base
        world and axes
    zones
        (actor, place), `Z` of them
    kinds
        classes of freight, `J` of them
    share
        (Z,) of the table `zones`
    """
    usual = np.repeat(share[:, None], len(kinds), axis=1)
    actors = {code: n for n, code in enumerate(base.actors)}
    place = {zone: z for z, zone in enumerate(zones)}
    stated: dict[tuple[Key, str], Array] = {}
    for row in base.world["gateways"].rows():
        if {row["actor"], row["partner"]} <= actors.keys():
            key = (actors[row["actor"]], actors[row["partner"]], row["flow"])
            shares = stated.setdefault((key, row["commodity"]), np.zeros(len(zones)))
            shares[place[row["actor"], row["place"]]] = row["share"]
    known: dict[Key, Array] = {}
    for (key, commodity), shares in sorted(stated.items(), key=lambda item: item[0]):  # "" is the first
        found = known.setdefault(key, usual.copy())
        found[:, kinds.index(commodity) if commodity else slice(None)] = shares if commodity else shares[:, None]
    return GatewayShares(usual=usual, known=known)
