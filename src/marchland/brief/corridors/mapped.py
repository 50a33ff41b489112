"""The map of what passes where, from the freight of a world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.brief.territories import territories_of
from marchland.brief.ways import MapPlace, MapWay, WayMap
from marchland.levers import holds_of, shut

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from marchland.world import World

LEAST = 1e-4
"""A way that less than this share of the largest flow passes is left out, unless it is shut."""


def way_map_of(
    world: World,
    links: Sequence[str],
    before: NDArray[np.float64],
    *,
    target: str,
    gatekeepers: Sequence[str],
    words: str,
    after: NDArray[np.float64] | None = None,
    change: str = "",
    changed: World | None = None,
) -> WayMap:
    """Return the map of a target's trade.

    Parameters
    ----------
    links
        (R,) codes, as the tonnes go
    before, after
        (R,) tonnes a year; None = nothing changes
    gatekeepers
        codes, the one whose ways most passes first
    words
        whose trade the tonnes are
    change
        what happens between before and after
    changed
        the world after it, where states of ways differ
    """
    rows = {row["link"]: row for row in world["links"].rows()}
    then = before if after is None else after
    least = LEAST * max(float(before.max(initial=0.0)), float(then.max(initial=0.0)))
    status, status_after = _statuses(world), _statuses(world if changed is None else changed)
    held = {code: frozenset(holds_of(world, code)) for code in (*gatekeepers, target)}
    ways = []
    for link, old, new in zip(links, before.tolist(), then.tolist(), strict=True):
        row = rows[link]
        if max(old, new) <= least and link not in status:
            continue
        ways.append(
            MapWay(
                link=link,
                name=row["name"] or link,
                mode=row["mode"],
                tail=row["tail"],
                head=row["head"],
                before=old,
                after=new,
                status=status.get(link, "open"),
                status_after=status_after.get(link, "open"),
                holder=next((code for code in held if link in held[code]), ""),
            )
        )
    met = {place for way in ways for place in (way.tail, way.head)}
    places = {
        row["place"]: MapPlace(
            place=row["place"],
            name=row["name"],
            kind=row["kind"],
            actor=row["actor"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
        )
        for row in world["places"].rows()
        if row["place"] in met
    }
    about = (*gatekeepers, target)
    return WayMap(
        words=words,
        change=change,
        target=target,
        gatekeepers=tuple(gatekeepers),
        names={code: world.name(code) for code in dict.fromkeys((*about, *world.actors))},
        members={code: world.members(code) for code in about if code in world.blocs},
        territories=territories_of(world),
        places=places,
        ways=tuple(ways),
    )


def _statuses(world: World) -> dict[str, str]:
    """Return for each way that is shut what holds of it: its own status, else that of a place at its end."""
    given = {row["object"]: str(row["text"]) for row in world["states"].where(attribute="status").rows()}
    found = {}
    closed = shut(world)
    for row in world["links"].rows():
        if row["link"] in closed:
            own = (given.get(key, "open") for key in (row["link"], row["tail"], row["head"]))
            found[row["link"]] = next(text for text in own if text != "open")
    return found
