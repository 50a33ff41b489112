"""The networks that the packages `scgraph_data` and `searoute` hold, read as text: importing them takes gigabytes."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.errors import MissingData, ReleaseError
from marchland.world.build.post_soviet.network.great_circle import great_circle_km
from marchland.world.build.wide.graph import Graph, simple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

INSTALL = "pip install --no-compile 'marchland[network]'"
LAND = {"rail": "world_railways.py", "road": "world_highways.py"}
LANES, PORTS = "data/marnet_searoute.geojson", "data/ports.geojson"
_BRACKETS = bytes.maketrans(b"[]{},:", b"      ")
_MILLI = 1000  # positions come in thousandths of a degree


def read_land(mode: str) -> Graph:
    """Read the railways or highways of the world, simplified from OpenStreetMap (ODbL).

    Parameters
    ----------
    mode
        rail or road

    Raises
    ------
    MissingData
        where `scgraph_data` is not installed
    ReleaseError
        where its file is not as in release 2.0.0
    """
    return parse_land(_file("scgraph_data", LAND[mode]))


def parse_land(path: Path) -> Graph:
    """Read a file with a line `graph=[{node: km, ...}, ...]` and a line `nodes=[[lat, lon], ...]`; see `read_land`.

    Nodes at one position are made one.
    """
    graph = nodes = b""
    with path.open("rb") as file:
        for line in file:
            graph = line if line.startswith(b"graph=") else graph
            nodes = line if line.startswith(b"nodes=") else nodes
    if not graph or not nodes:
        raise ReleaseError(
            f"{path}: no lines 'graph=' and 'nodes='; expected scgraph_data 2.0.0: pip install scgraph_data==2.0.0"
        )
    lat, lon = _numbers(nodes).reshape(-1, 2).T
    read = _numbers(graph).reshape(-1, 2)
    raw = np.frombuffer(graph, dtype=np.uint8)
    marks = raw[(raw == ord("{")) | (raw == ord(":"))]
    tail = (np.cumsum(marks == ord("{")) - 1)[marks == ord(":")]
    if tail.size != read.shape[0] or int(np.count_nonzero(marks == ord("{"))) != lat.size:
        raise ReleaseError(f"{path}: {lat.size} positions do not fit the edges; expected scgraph_data 2.0.0")
    return _merged(lat, lon, tail, read[:, 0].astype(np.int64), read[:, 1])


def read_lanes() -> Graph:
    """Read the network of sea lanes of `searoute` (Apache-2.0).

    Raises
    ------
    MissingData
        where `searoute` is not installed
    """
    lines = [
        np.asarray(feature["geometry"]["coordinates"], dtype=np.float64)[:, :2]
        for feature in _features(_file("searoute", LANES))
        if feature["geometry"]["type"] == "LineString"
    ]
    ends = np.cumsum([len(line) for line in lines])
    lon, lat = np.concatenate(lines).T
    lon = (lon + 180) % 360 - 180
    tail = np.setdiff1d(np.arange(lat.size - 1), ends - 1)
    km = great_circle_km(lat[tail], lon[tail], lat[tail + 1], lon[tail + 1])
    return _merged(lat, lon, tail, tail + 1, km)


def read_ports() -> list[tuple[str, float, float]]:
    """Read the ports with terminals of `searoute`: name, degrees north, degrees east.

    Raises
    ------
    MissingData
        where `searoute` is not installed
    """
    found = {
        (str(feature["properties"]["name"]), round(float(lat), 3), round(float(lon), 3))
        for feature in _features(_file("searoute", PORTS))
        if feature["properties"].get("t")
        for lon, lat in (feature["geometry"]["coordinates"][:2],)
    }
    return sorted(found)


def _features(path: Path) -> Sequence[dict[str, Any]]:
    features: Sequence[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def _file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingData(f"the package {package} is not installed, which holds the network; run: {INSTALL}")
    path = Path(next(iter(spec.submodule_search_locations))) / name
    if not path.is_file():
        raise ReleaseError(f"{path} is not there; the package {package} is another release: run: {INSTALL}")
    return path


def _numbers(line: bytes) -> NDArray[np.float64]:
    text = line[line.index(b"=") + 1 :].translate(_BRACKETS)
    return np.fromstring(text.decode("ascii"), dtype=np.float64, sep=" ")


def _merged(
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    tail: NDArray[np.int64],
    head: NDArray[np.int64],
    km: NDArray[np.float64],
) -> Graph:
    """Make nodes one that stand at one position, to a thousandth of a degree; sorted by position."""
    key = np.round(lat * _MILLI).astype(np.int64) * 10**7 + np.round(lon * _MILLI).astype(np.int64)
    _, first, number = np.unique(key, return_index=True, return_inverse=True)
    lat, lon = np.round(lat[first], 3), np.round(lon[first], 3)
    tail, head = number[tail], number[head]
    straight = great_circle_km(lat[tail], lon[tail], lat[head], lon[head])
    # Lengths come rounded; none is shorter than the straight line.
    return simple(lat, lon, tail, head, np.maximum(km, straight))
