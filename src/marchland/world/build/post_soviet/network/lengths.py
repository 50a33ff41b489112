"""The length of each link: stated, measured on a network, or reckoned from the straight line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.network.great_circle import great_circle_km
from marchland.world.build.post_soviet.network.sea_lanes import read_sea_lanes
from marchland.world.build.post_soviet.network.ways import FILES, read_ways

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.network.sea_lanes import SeaLanes
    from marchland.world.build.post_soviet.network.ways import Ways

Position = tuple[float, float]

FACTORS = {"rail": 1.3, "road": 1.25, "ferry": 1.1, "sea": 1.1}
"""Length over the straight line where no network has the way: about the median of the ways that networks have."""
DETOUR = 2.5
"""A way on the network longer than so many straight lines is taken for a gap in it."""
_SHORT_KM = 15.0  # added to the straight line before that, for bends on short links
_CASPIAN = ((36.3, 47.5), (46.5, 55.0))
_BLACK_SEA = ((40.8, 47.4), (27.3, 42.0))
_OFF_LANE_KM = 700.0


@dataclass(frozen=True, kw_only=True)
class Length:
    """The length of a link.

    Parameters
    ----------
    km
        length
    source
        ids of `sources`, joined by semicolons
    way
        stated, network or straight
    snap_km
        distance of the further end from the network; 0 where it is not measured on one
    """

    km: float
    source: str
    way: str
    snap_km: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Networks:
    """The networks that lengths are measured on.

    Parameters
    ----------
    ways
        rail and road
    lanes
        at sea
    """

    ways: dict[str, Ways]
    lanes: SeaLanes

    def length(
        self,
        mode: str,
        a: Position,
        b: Position,
        actors: tuple[str, ...],
        nominal: tuple[bool, bool] = (False, False),
    ) -> Length:
        """Return the length of a link by its mode between two positions.

        Parameters
        ----------
        mode
            rail, road, sea or ferry
        a, b
            latitude and longitude of the two ends
        actors
            whose land they lie in
        nominal
            whether an end is a waypoint at sea, which ships need not touch: the way from it to the lanes is not counted
        """
        straight = float(great_circle_km(*a, *b))
        if mode in self.ways:
            way = self.ways[mode].shortest(a, b, actors)
            if way is not None and way.km <= DETOUR * straight + _SHORT_KM:
                return Length(km=max(way.km, straight), source=f"osm_{mode}", way="network", snap_km=way.snap_km)
        if mode == "sea" and not inside(_CASPIAN, a):
            along, *off = self.lanes.shortest(a, b)
            km = along + sum(0.0 if loose else away for away, loose in zip(off, nominal, strict=True))
            if max(off) <= _OFF_LANE_KM and km <= DETOUR * straight + _SHORT_KM:
                least = straight - sum(away for away, loose in zip(off, nominal, strict=True) if loose)
                return Length(km=max(km, least, 1.0), source="searoute_lanes", way="network", snap_km=max(off))
        return Length(km=max(FACTORS[mode] * straight, 1.0), source="judgement", way="straight")


def read_networks(reference: Path) -> Networks:
    """Read the networks from the folder of the reference data."""
    return Networks(ways={mode: read_ways(reference, mode) for mode in FILES}, lanes=read_sea_lanes(reference))


def water(at: Position) -> str:
    """Return the waters that a port lies at: caspian, black_sea or any."""
    return "caspian" if inside(_CASPIAN, at) else "black_sea" if inside(_BLACK_SEA, at) else "any"


def inside(box: tuple[tuple[float, float], tuple[float, float]], at: Position) -> bool:
    """Return whether a position is in a box of latitudes and longitudes."""
    return all(low <= value <= high for (low, high), value in zip(box, at, strict=True))
