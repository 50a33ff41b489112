"""Sea lanes of a box and the ports that join them to the land."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import KDTree

from marchland.world.build.post_soviet.network.great_circle import EARTH_KM, on_sphere
from marchland.world.build.wide.contracted import STUB_KM, contracted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from marchland.world.build.wide.box import Box
    from marchland.world.build.wide.graph import Graph

LANE_KM = 200.0
"""A port further than this from every sea lane is left out."""
SHORE_KM = 30.0
"""A port is joined to the nearest junction of rail and of road within this distance; without one it is left out."""


@dataclass(frozen=True, kw_only=True)
class Port:
    """A port.

    Parameters
    ----------
    name, lat, lon
        as in the source
    lane
        node of the sea lanes that it is joined to
    lane_km
        how far away that is, as the crow flies
    shore
        by mode: the junction that it is joined to, and how far away that is
    """

    name: str
    lat: float
    lon: float
    lane: int
    lane_km: float
    shore: dict[str, tuple[int, float]]


@dataclass(frozen=True, kw_only=True)
class Sea:
    """Sea lanes and ports.

    Parameters
    ----------
    graph
        junctions of lanes, and where ports join them
    ports
        those that lie at a lane and at a railway or road
    left_out
        names of the others
    """

    graph: Graph
    ports: tuple[Port, ...]
    left_out: tuple[str, ...]


def sea_of(lanes: Graph, ports: Sequence[tuple[str, float, float]], box: Box, land: dict[str, Graph]) -> Sea:
    """Return the sea lanes of a box, and its ports.

    Parameters
    ----------
    lanes
        of the world
    ports
        name, degrees north, degrees east
    box
        what to take of them
    land
        networks by rail and road that ports are joined to
    """
    inside = box.holds(lanes.lat, lanes.lon)
    leaving = inside[lanes.tail] != inside[lanes.head]
    kept = np.zeros(lanes.n_nodes, dtype=bool)
    kept[lanes.tail[leaving]] = kept[lanes.head[leaving]] = True
    graph, kept = lanes.nodes_of(inside), kept[inside]
    held = np.array([box.holds(np.array(lat), np.array(lon)) for _, lat, lon in ports], dtype=bool)
    here = [port for port, within in zip(ports, held.tolist(), strict=True) if within]
    lane = _nearest(graph, here, LANE_KM)
    shores = {mode: _nearest(network, here, SHORE_KM) for mode, network in land.items()}
    found, left_out = [], []
    for at, (name, lat, lon) in enumerate(here):
        shore = {mode: near[at] for mode, near in shores.items() if near[at] is not None}
        if lane[at] is None or (land and not shore):
            left_out.append(name)
        else:
            found.append((name, lat, lon, lane[at], shore))
    kept[[int(joint[0]) for *_, joint, _ in found if joint is not None]] = True
    less, node = contracted(graph, kept, STUB_KM["sea"])
    number = {int(old): new for new, old in enumerate(node.tolist())}
    made = [
        Port(name=name, lat=lat, lon=lon, lane=number[joint[0]], lane_km=joint[1], shore=shore)  # type: ignore[arg-type]
        for name, lat, lon, joint, shore in found
        if joint is not None and joint[0] in number
    ]
    return Sea(graph=less, ports=tuple(made), left_out=tuple(left_out))


def _nearest(graph: Graph, ports: Sequence[tuple[str, float, float]], most_km: float) -> list[tuple[int, float] | None]:
    """Return the nearest node that has a way, and its distance; None where it is too far."""
    used: NDArray[np.int64] = np.flatnonzero(graph.degree() > 0)
    if not used.size or not ports:
        return [None] * len(ports)
    at = on_sphere(np.array([lat for _, lat, _ in ports]), np.array([lon for *_, lon in ports]))
    chord, near = KDTree(on_sphere(graph.lat[used], graph.lon[used])).query(at)
    km = (2 * EARTH_KM * np.arcsin(np.minimum(chord / 2, 1))).tolist()
    return [(int(node), far) if far <= most_km else None for node, far in zip(used[near].tolist(), km, strict=True)]
