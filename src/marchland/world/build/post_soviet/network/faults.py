"""What must hold of the tables written by hand before anything is computed from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from marchland.errors import suggestion
from marchland.world.check_freight import HANDLING, MOVING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from marchland.world.build.post_soviet.network.written import Line, Written

ALONE = frozenset({"territory", "base"})
"""Kinds of places that need no link."""
_FIGURES = ("km", "hours", "usd", "capacity", "preload")
_LAND = frozenset({"rail", "road"})
_WATER = frozenset({"sea", "ferry"})


def written_faults(
    written: Written, actors: Collection[str], codes: Collection[str], contested: Collection[str] = ()
) -> list[str]:
    """Return a line for each fault of the places, links, states and controls: what, where, how to mend it.

    Parameters
    ----------
    written
        the tables of all regions
    actors
        codes of the actors and blocs of the world
    codes
        ids of the sources that may be cited
    contested
        names of territories and bases, which other parts of the recipe make: states and controls may name them, places
        may not
    """
    places = {line["place"]: line for line in written.places}
    faults = [*_twice(written), *_places(written, actors), *_links(written, places)]
    faults += [
        f"places: {name!r} is a territory or base already; take another name" for name in places if name in contested
    ]
    if not faults:
        faults += [*_handling(written, places), *_pieces(written, places)]
    known = set(places) | set(contested) | {line["link"] for line in written.links} | set(actors)
    faults += _objects(written, known, actors)
    faults += _sources(written, codes)
    return faults


def _twice(written: Written) -> Iterator[str]:
    for table, lines in (("places", written.places), ("links", written.links)):
        for name, count in Counter(line[table[:-1]] for line in lines).items():
            if count > 1:
                yield f"{table}: {name!r} comes {count} times; keep one of them"
    pairs: dict[tuple[frozenset[str], str, str], list[str]] = defaultdict(list)
    for line in written.links:
        pairs[frozenset({line["tail"], line["head"]}), line["mode"], line["gauge_mm"]].append(line["link"])
    for (ends, mode, _), names in pairs.items():
        if len(set(names)) > 1:
            shown = " - ".join(sorted(ends))
            yield f"links: {', '.join(names)} all join {shown} by {mode}; keep one, or put a place between"
    urls: dict[str, set[str]] = defaultdict(set)
    for line in written.sources:
        urls[line["source"]].add(line["url"])
    for code, found in urls.items():
        if len(found) > 1:
            yield f"sources: {code!r} stands for {' and '.join(sorted(found))}; give them two codes"


def _places(written: Written, actors: Collection[str]) -> Iterator[str]:
    used = {line[end] for line in written.links for end in ("tail", "head")}
    for line in written.places:
        name = line["place"]
        if line["actor"] not in actors and not (line["kind"] == "sea" and not line["actor"]):
            yield f"places: {name}: actor {line['actor']!r} is not known; {suggestion(line['actor'], sorted(actors))}"
        if not (line["lat"] and line["lon"]):
            yield f"places: {name}: the position is missing; give lat and lon"
        if line["kind"] not in ALONE and name not in used:
            yield f"places: {name} has no link; write one, or take the place away"


def _links(written: Written, places: dict[str, Line]) -> Iterator[str]:
    for line in written.links:
        name = line["link"]
        for end in ("tail", "head"):
            if line[end] not in places:
                yield f"links: {name}: {end} {line[end]!r} is no place; {suggestion(line[end], sorted(places))}"
        if line["mode"] not in (*MOVING, *HANDLING):
            yield f"links: {name}: mode {line['mode']!r} is not known; {suggestion(line['mode'], [*MOVING, *HANDLING])}"
        elif (line["tail"] == line["head"]) != (line["mode"] in HANDLING):
            yield f"links: {name}: tail and head are the same place for port, terminal and gauge, and for no other mode"
        if line["mode"] == "rail" and not line["gauge_mm"]:
            yield f"links: {name}: the gauge is missing; write 1520, 1435, 1668 or 1676"
        for figure in _FIGURES:
            yield from (f"links: {name}: {fault}" for fault in _figure(line, figure))


def _figure(line: Line, figure: str) -> Iterator[str]:
    if not line[figure]:
        if line[f"{figure}_low"] or line[f"{figure}_high"]:
            yield f"{figure}_low or {figure}_high stands without {figure}; write all three or none"
        return
    if not line[f"{figure}_source"]:
        yield f"{figure} {line[figure]} has no source; name one in {figure}_source"
    low = float(line[f"{figure}_low"] or line[figure])
    high = float(line[f"{figure}_high"] or line[figure])
    if not 0 <= low <= float(line[figure]) <= high:
        yield f"{figure}: {low:g}, {line[figure]}, {high:g} do not rise from 0; put them in order"


def _handling(written: Written, places: dict[str, Line]) -> Iterator[str]:
    """Yield places where goods could not change from water to land, or from one gauge to the other."""
    modes: dict[str, set[str]] = defaultdict(set)
    gauges: dict[str, set[str]] = defaultdict(set)
    for line in written.links:
        for end in {line["tail"], line["head"]}:
            modes[end].add(line["mode"])
            if line["mode"] == "rail":
                gauges[end].add(line["gauge_mm"])
    for name in sorted(places):
        if modes[name] & _WATER and modes[name] & _LAND and "port" not in modes[name]:
            yield f"places: {name} has links on water and on land and no port row; write port_{name}"
        if len(gauges[name]) > 1 and "gauge" not in modes[name]:
            both = " and ".join(sorted(gauges[name]))
            yield f"places: {name} has rails of {both} mm and no gauge row; write gauge_{name}"


def _pieces(written: Written, places: dict[str, Line]) -> Iterator[str]:
    """Yield the pieces that hang together with no other, but for the largest."""
    piece = {name: name for name in places}

    def root(name: str) -> str:
        while piece[name] != name:
            piece[name] = piece[piece[name]]
            name = piece[name]
        return name

    for line in written.links:
        piece[root(line["tail"])] = root(line["head"])
    members: dict[str, list[str]] = defaultdict(list)
    for name, line in places.items():
        if line["kind"] not in ALONE:
            members[root(name)].append(name)
    for names in sorted(members.values(), key=len, reverse=True)[1:]:
        shown = ", ".join(sorted(names)[:6]) + (", ..." if len(names) > 6 else "")
        yield f"links: {shown} hang together with no other place; write the link that joins them"


def _objects(written: Written, known: set[str], actors: Collection[str]) -> Iterator[str]:
    for table, lines in (("states", written.states), ("controls", written.controls)):
        for line in lines:
            if line["object"] not in known:
                near = suggestion(line["object"], sorted(known))
                yield f"{table}: {line['object']!r} is no place, link or actor; {near}"
    for line in written.controls:
        if line["actor"] not in actors:
            yield f"controls: {line['object']}: actor {line['actor']!r} is not known"


def _sources(written: Written, codes: Collection[str]) -> Iterator[str]:
    cited: dict[str, str] = {}
    for lines in (written.places, written.links, written.states, written.controls):
        for line in lines:
            where = line.get("link") or line.get("place") or line["object"]
            for column, cell in line.items():
                if column == "source" or column.endswith("_source"):
                    cited.update({code: where for code in cell.split(";") if code})
                    if column == "source" and not cell:
                        yield f"{where}: source is empty; name one, or judgement"
    for code, where in cited.items():
        if code not in codes:
            yield f"{where}: source {code!r} is in no table of sources; {suggestion(code, sorted(codes))}"
