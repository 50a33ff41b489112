"""Make places and links of any part of the world from open data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from marchland.errors import MarchlandError, MissingData, UnknownName
from marchland.world.build.recipe import table_text
from marchland.world.build.wide.gaps import gaps_text
from marchland.world.build.wide.land import land_of
from marchland.world.build.wide.packages import LAND, read_land, read_lanes, read_ports
from marchland.world.build.wide.sea import sea_of
from marchland.world.build.wide.tables import Tables
from marchland.world.schema import schema
from marchland.world.write import free_folder, whole_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from marchland.world.build.recipe import Row
    from marchland.world.build.wide.box import Box
    from marchland.world.build.wide.countries import Countries
    from marchland.world.build.wide.land import Land

MODES = ("rail", "road", "sea")
GAPS = "gaps.md"
"""The report, and what a folder is known by that `--force` may replace."""
LARGEST_CELL_KM = 500.0


@dataclass(frozen=True, kw_only=True)
class WideNetwork:
    """The files of a network.

    Parameters
    ----------
    files
        text by name: places.csv, links.csv, sources.csv, gaps.md
    rows
        number of rows by table
    crossings
        links between two actors
    """

    files: Mapping[str, str]
    rows: Mapping[str, int]
    crossings: int


def wide_network(
    box: Box,
    countries: Countries,
    *,
    modes: Sequence[str] = ("rail", "road"),
    coarse: float = 0.0,
    told: Callable[[str, int, int], None] | None = None,
) -> WideNetwork:
    """Return the network of a box; the same bytes every time.

    Parameters
    ----------
    box
        what to take of the world
    countries
        whose land is where
    modes
        of rail, road, sea
    coarse
        size in km of the cells of a country in which all junctions become one place; 0 = every junction is one
    told
        called before each step with what it is, how many are done and how many there are

    Raises
    ------
    UnknownName
        where a mode is none of these
    MarchlandError
        where no mode is given, or the cells make no sense
    MissingData
        where a package is not installed, the map does not reach the box, or the box has no railways and no roads
    ReleaseError
        where a package is another release
    """
    asked = _checked(modes, coarse)
    actors = countries.within(box)
    on_land = [mode for mode in asked if mode in LAND]
    steps = [*(f"{mode}: reading and joining" for mode in on_land), *(["sea"] if "sea" in asked else []), "writing"]

    def now(step: int) -> None:
        if told is not None:
            told(steps[step], step, len(steps))

    lands = []
    for number, mode in enumerate(on_land):
        now(number)
        lands.append(land_of(mode, read_land(mode), box, countries, coarse))
    tables, sea = Tables(), None
    if on_land and not any(land.graph.n_edges for land in lands):
        raise _nothing(box, on_land)
    junctions = {land.mode: tables.add_land(land) for land in lands}
    if "sea" in asked:
        now(len(on_land))
        sea = sea_of(read_lanes(), read_ports(), box, {land.mode: land.graph for land in lands})
        if not on_land and not sea.graph.n_edges:
            raise _nothing(box, asked)
        lat, lon = (np.array([getattr(port, side) for port in sea.ports]) for side in ("lat", "lon"))
        tables.add_sea(sea, countries.actors(lat, lon).tolist() if sea.ports else [], junctions)
    now(len(steps) - 1)
    tables.add_terminals()
    return _written(tables, gaps_text(box, actors, lands, sea), lands)


def write_network(network: WideNetwork, target: Path, *, force: bool = False) -> Path:
    """Write the files of a network as a folder, whole or not at all.

    Raises
    ------
    OutputError
        where the folder is there and `force` is not given, or it holds no network, or cannot be written
    """

    def fill(draft: Path) -> None:
        draft.mkdir()
        for name, text in network.files.items():
            (draft / name).write_text(text, encoding="utf-8")

    return whole_folder(target, force, fill, mark=GAPS)


def free_for_network(target: Path, *, force: bool) -> None:
    """Check that the folder of a network may be made, before long work starts; raises as `write_network` does."""
    free_folder(target, force=force, mark=GAPS)


def _checked(modes: Sequence[str], coarse: float) -> list[str]:
    for mode in modes:
        if mode not in MODES:
            raise UnknownName("mode", mode, MODES)
    if not modes:
        raise MarchlandError(f"no mode is given; name some of {', '.join(MODES)}")
    if not 0 <= coarse <= LARGEST_CELL_KM:
        raise MarchlandError(f"--coarse is {coarse:g} km; it must be from 0 (every junction) to {LARGEST_CELL_KM:g}")
    return [mode for mode in MODES if mode in modes]


def _nothing(box: Box, modes: Sequence[str]) -> MissingData:
    named = {"rail": "railways", "road": "roads", "sea": "sea lanes"}
    return MissingData(
        f"the box {box} (west south east north) has no {' and no '.join(named[mode] for mode in modes)}; choose a"
        " larger one, or check the order of the four numbers"
    )


def _written(tables: Tables, gaps: str, lands: Sequence[Land]) -> WideNetwork:
    rows: dict[str, Sequence[Row]] = {
        "places": [*tables.places.values()],
        "links": [*tables.links.values()],
        "sources": tables.sources(),
    }
    specs = schema().tables
    text = {
        f"{name}.csv": table_text(found, [column.name for column in specs[name].columns], specs[name].key)
        for name, found in rows.items()
    }
    crossings = sum(int(np.count_nonzero(land.actor[land.graph.tail] != land.actor[land.graph.head])) for land in lands)
    return WideNetwork(
        files={**text, GAPS: gaps}, rows={name: len(found) for name, found in rows.items()}, crossings=crossings
    )
