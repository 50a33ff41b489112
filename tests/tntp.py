"""Networks of the research collection "Transportation Networks" (bstabler/TransportationNetworks), read as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.layers.freight import Demand, Network

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FOLDER = "geo/traffic_assignment"
# Folder and names of the files; minutes per unit of toll and of length.
CASES = {
    "Sioux Falls": ("SiouxFalls/SiouxFalls", 0.0, 0.0),
    "Winnipeg": ("Winnipeg/Winnipeg", 0.0, 0.0),
    "Chicago Sketch": ("Chicago-Sketch/ChicagoSketch", 0.02, 0.04),
    "Eastern Massachusetts": ("Eastern-Massachusetts/EMA", 0.0, 0.0),
    "Berlin Tiergarten": ("Berlin-Tiergarten/berlin-tiergarten", 0.0, 0.0),
    "Berlin Friedrichshain": ("Berlin-Friedrichshain/friedrichshain-center", 0.0, 0.0),
    "Braess": ("Braess-Example/Braess", 0.0, 0.0),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Tntp:
    """A network, its trips, and the best known flows where the collection has them."""

    network: Network
    demand: Demand
    zones: int
    best: NDArray[np.float64] | None


def read_tntp(reference: Path, name: str) -> Tntp:
    """Return a network of the collection by its name in `CASES`."""
    stem, toll, distance = CASES[name]
    stem = f"{FOLDER}/{stem}"
    text = (reference / f"{stem}_net.tntp").read_text("utf-8")
    links = np.array(_rows(text))
    nodes, zones, first = (int(_told(text, of)) for of in ("NUMBER OF NODES", "NUMBER OF ZONES", "FIRST THRU NODE"))
    network = Network(
        nodes,
        links[:, 0].astype(np.int64) - 1,
        links[:, 1].astype(np.int64) - 1,
        fixed_cost=toll * links[:, 8] + distance * links[:, 3],
        free_flow_cost=links[:, 4],
        capacity=links[:, 2],
        alpha=links[:, 5],
        beta=links[:, 6],
        through=np.arange(1, nodes + 1) >= first,
    )
    origin, destination, volume = [], [], []
    trips = (reference / f"{stem}_trips.tntp").read_text("utf-8").split("<END OF METADATA>")[1]
    for block in re.split(r"Origin\s+", trips)[1:]:
        start = int(block.split(maxsplit=1)[0])
        for to, trip in re.findall(r"(\d+)\s*:\s*([\d.eE+-]+)", block):
            origin.append(start - 1)
            destination.append(int(to) - 1)
            volume.append(float(trip))
    demand = Demand(np.array(origin), np.array(destination), np.array(volume))
    known = reference / f"{stem}_flow.tntp"
    return Tntp(network=network, demand=demand, zones=zones, best=_flows(known, network) if known.exists() else None)


def objective(network: Network, flow: NDArray[np.float64]) -> float:
    """Return the potential of Beckmann, McGuire & Winsten (1956) of one class whose value of time is 1."""
    power = np.asarray(network.beta) + 1
    rise = np.asarray(network.alpha) / power * (flow / network.capacity) ** np.asarray(network.beta)
    return float((flow * (network.fixed_cost + network.free_flow_cost * (1 + rise))).sum())


def _flows(path: Path, network: Network) -> NDArray[np.float64]:
    found = np.array(_rows("<END OF METADATA>\n~" + path.read_text("utf-8")))
    tail, head = (found[:, i].astype(np.int64) - 1 for i in (0, 1))
    assert (tail == network.tail).all()
    assert (head == network.head).all()
    return np.asarray(found[:, 2])


def _told(text: str, key: str) -> str:
    return re.search(rf"<{key}>\s*(\d+)", text)[1]  # type: ignore[index]


def _rows(text: str) -> list[list[float]]:
    lines = (
        line.partition("~")[0].replace(";", " ").split() for line in text.split("<END OF METADATA>")[1].splitlines()
    )
    return [[float(word) for word in line] for line in lines if line]
