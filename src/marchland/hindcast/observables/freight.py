"""Tonnes that pass some links, of all goods or of one class of freight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MissingData, UnknownName
from marchland.hindcast.observables.amounts import Amounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from marchland.bridge import Baseline
    from marchland.hindcast.episode import Observation
    from marchland.hindcast.reading import Reading

    Positions = NDArray[np.int64]
MEGA = 1e6


@dataclass(frozen=True, kw_only=True, eq=False)
class Freight:
    """What passes some links; as a share, of what passes these and others.

    Parameters
    ----------
    links, against
        positions in the table `links`
    kinds
        positions in the table `commodities` of what is counted
    """

    links: Positions
    against: Positions
    kinds: Positions

    def amounts(self, reading: Reading) -> Amounts:
        """Return the amounts in a draw, Mt."""
        if reading.carried is None:
            raise MissingData("no lever of the episode acts on ways; add one to its scenario, or write quantity other")
        before, after = (tonnes[self.kinds].sum(axis=0) / MEGA for tonnes in reading.carried)
        both = np.union1d(self.links, self.against)
        return Amounts(
            before=float(before[self.links].sum()),
            after=float(after[self.links].sum()),
            whole=float(after[both].sum()),
        )


def freight(base: Baseline, seen: Observation) -> Freight:
    """Return what passes links.

    Raises
    ------
    UnknownName
        where the world has no such link or class of freight
    """
    classes = base.world["commodities"]["commodity"].tolist()
    if seen.commodity and seen.commodity not in classes:
        raise UnknownName("commodity", seen.commodity, classes)
    kinds = [classes.index(seen.commodity)] if seen.commodity else list(range(len(classes)))
    links = base.world["links"]["link"].tolist()

    def found(named: str) -> Positions:
        for link in named.split(";") if named else ():
            if link not in links:
                raise UnknownName("link", link, links)
        return np.array([links.index(link) for link in named.split(";") if link], dtype=np.int64)

    return Freight(links=found(seen.object), against=found(seen.against), kinds=np.array(kinds, dtype=np.int64))
