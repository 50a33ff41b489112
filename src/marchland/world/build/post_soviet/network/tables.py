"""The part of the recipe that makes the freight network: `places`, `links`, `states`, `controls`, `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.errors import WorldError
from marchland.world.build.post_soviet.blocs import memberships
from marchland.world.build.post_soviet.network.borders import read_borders
from marchland.world.build.post_soviet.network.faults import written_faults
from marchland.world.build.post_soviet.network.lengths import read_networks
from marchland.world.build.post_soviet.network.links import Makers
from marchland.world.build.post_soviet.network.rate_sources import rate_sources
from marchland.world.build.post_soviet.network.rates import read_rates
from marchland.world.build.post_soviet.network.written import FOLDER, REGIONS, number, read_written
from marchland.world.build.post_soviet.politics_sources import politics_sources
from marchland.world.build.post_soviet.region import SPELLINGS
from marchland.world.build.post_soviet.territories import place_rows

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.post_soviet.network.links import Link
    from marchland.world.build.post_soviet.network.written import Line, Written
    from marchland.world.build.recipe import Row, Tables

_ELSEWHERE = ("ROW",)


def tables(reference: Path) -> Tables:
    """Return the freight network.

    Parameters
    ----------
    reference
        folder of the reference data

    Raises
    ------
    WorldError
        with a line for each fault of the tables written by hand
    """
    return tables_of(read_written(FOLDER, REGIONS), reference)


def tables_of(written: Written, reference: Path) -> Tables:
    """Return the freight network of given tables; see `tables`."""
    links = made(written, reference)
    return {
        "places": [_place(line) for line in written.places],
        "links": [link.row() for link in links],
        "states": [_state(line) for line in written.states],
        "controls": [_control(line) for line in written.controls],
        "sources": network_sources(written),
    }


def made(written: Written, reference: Path) -> list[Link]:
    """Return the links with their figures; raises as `tables` does."""
    codes = {str(row["source"]) for row in (*network_sources(written), *politics_sources())}
    blocs = {str(row["bloc"]) for row in memberships()}
    contested = {str(row["place"]) for row in place_rows()}
    faults = written_faults(written, {*SPELLINGS, *_ELSEWHERE, *blocs}, codes, contested)
    if faults:
        raise WorldError(faults)
    makers = Makers(networks=read_networks(reference), rates=read_rates(), borders=read_borders(reference))
    places = {line["place"]: line for line in written.places}
    return [makers.link(line, places) for line in written.links]


def network_sources(written: Written) -> list[Row]:
    """Return the sources written by hand and those of computed columns, each once; the latter hold."""
    rows: dict[str, Row] = {line["source"]: _source(line) for line in reversed(written.sources)}
    rows.update({str(row["source"]): row for row in rate_sources()})
    return [rows[code] for code in sorted(rows)]


def _place(line: Line) -> Row:
    return {
        **{column: line[column] or None for column in ("place", "name", "actor", "kind", "source")},
        "lat": float(line["lat"]),
        "lon": float(line["lon"]),
    }


def _state(line: Line) -> Row:
    return {**_texts(line), **{column: number(line[column]) for column in ("low", "best", "high")}}


def _control(line: Line) -> Row:
    return {**_texts(line), "share": number(line["share"])}


def _source(line: Line) -> Row:
    return {**_texts(line), "year": int(float(line["year"])) if line["year"] else None}


def _texts(line: Line) -> dict[str, str | None]:
    return {column: cell or None for column, cell in line.items()}
