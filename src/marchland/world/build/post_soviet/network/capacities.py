"""What a link can carry in a year, and what it carries besides trade, where no publication states it.

Capacity limits only where it is the question: in the post-Soviet countries and their neighbours, at their ports,
ferries and changes of gauge. Elsewhere, and at sea, an empty cell means no limit.
"""

from __future__ import annotations

from marchland.world.build.post_soviet.network.rates import Rate, joined

# rail Mt a year, road Mt a year: low best high each, both directions
_BY_ACTOR = """
RUS 30 90 180 6 20 50
UKR 20 60 120 5 15 40
BLR 20 50 110 5 15 40
KAZ 15 40 100 4 12 30
UZB 10 25 60 4 10 25
KGZ 4 8 15 2 6 15
TJK 4 8 15 2 6 15
TKM 6 14 30 2 6 15
MDA 5 12 25 3 8 20
ARM 5 12 25 3 8 20
AZE 12 27 50 4 12 30
GEO 12 27 48 4 12 30
TUR 6 15 35 8 25 60
IRN 8 18 40 8 25 60
AFG 2 5 12 2 6 15
MNG 10 25 45 2 6 15
PAK 6 15 35 4 12 30
"""
_CROSSING_ROAD = (1.0, 4.0, 12.0)  # 500 trucks of 20 t a day are 3.7 Mt a year
_FERRY = (1.0, 4.0, 9.0)
_PORT = (4.0, 15.0, 60.0)
_GAUGE = (5.0, 15.0, 35.0)
_OCEAN_PORTS = frozenset({"RUS", "TUR", "IRN", "PAK", "UKR"})  # have ports too large for a general guess: no limit

# Share of capacity that traffic within countries and of energy takes.
_WITHIN = (0.2, 0.45, 0.65)
_ACROSS = (0.05, 0.15, 0.35)
_BY_MODE = {"port": (0.1, 0.3, 0.55), "ferry": (0.05, 0.2, 0.4), "gauge": (0.02, 0.1, 0.25)}
JUDGED = "judgement"


def capacity(mode: str, actors: tuple[str, ...], waters: str) -> Rate | None:
    """Return the capacity in Mt a year of a link, None where none is assumed.

    Parameters
    ----------
    mode
        of the link
    actors
        of its two ends, without those at open sea
    waters
        at which the place lies: caspian, black_sea or any
    """
    known = {actor: tuple(float(cell) for cell in cells) for actor, *cells in _rows()}
    here = [known[actor] for actor in actors if actor in known]
    if not here or mode in {"sea", "terminal"}:
        return None
    if mode == "ferry":
        return _judged(_FERRY)
    if mode == "port":
        closed = waters == "caspian" or not _OCEAN_PORTS & set(actors)
        return _judged(_PORT) if closed else None
    if mode == "gauge":
        return _judged(_GAUGE)
    first = 0 if mode == "rail" else 3
    if mode == "road" and len(set(actors)) > 1:
        return _judged(_CROSSING_ROAD)
    # The weaker of the two sides holds.
    return _judged(min((row[first : first + 3] for row in here), key=lambda row: row[1]), mode, actors)


def preload(mode: str, actors: tuple[str, ...], of: Rate) -> Rate:
    """Return the traffic in Mt a year besides trade, as a share of the best capacity.

    Parameters
    ----------
    mode, actors
        as in `capacity`
    of
        the capacity
    """
    low, best, high = _BY_MODE.get(mode) or (_ACROSS if len(set(actors)) > 1 else _WITHIN)
    return Rate(low=low * of.best, best=best * of.best, high=high * of.best, source=JUDGED)


def _judged(values: tuple[float, ...], mode: str = "", actors: tuple[str, ...] = ()) -> Rate:
    cited = "georgian_railway_capacity" if mode == "rail" and set(actors) == {"GEO"} else ""
    return Rate(low=values[0], best=values[1], high=values[2], source=joined(cited, JUDGED))


def _rows() -> list[list[str]]:
    return [line.split() for line in _BY_ACTOR.strip().split("\n")]
