"""What carries a trade loss: partners and sectors, the largest first, adding up to the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from marchland.leverage import TradeParts

    Array = NDArray[np.float64]

MOST = 6
SMALLEST = 1e-5
"""A part below this share of GDP stands among the others."""
HOME = "the home market"


def carriers(
    parts: TradeParts,
    *,
    sender: tuple[str, tuple[str, ...]],
    target: tuple[str, tuple[str, ...]],
    names: Mapping[str, str],
    gdp: float,
) -> Iterator[tuple[str, str, str, float, Array]]:
    """Yield the parts of a target's trade loss: cut up by partner, then cut up by sector.

    Parameters
    ----------
    parts
        of the loss by one bundle
    sender, target
        code and members; the members of a bloc are one partner; no members = nobody is told apart
    names
        of actors, blocs and sectors
    gdp
        USD a year at best values, for what is too small to be listed

    Yields
    ------
    by, code, words, best, drawn
        partner or sector; code, empty for the rest; words; USD over the days at best values and (draws,)
    """
    by_partner = parts.best.sum(axis=1)
    rows: list[tuple[str, str, float, Array]] = []
    grouped = {code: [parts.actors.index(m) for m in members] for code, members in (sender, target) if members}
    taken = {position for own in grouped.values() for position in own}
    for code, own in grouped.items():
        words = HOME if code == target[0] else names[code]
        rows.append((code, words, float(by_partner[own].sum()), parts.by_partner[own].sum(axis=0)))
    rows += [
        (actor, names[actor], float(by_partner[n]), parts.by_partner[n])
        for n, actor in enumerate(parts.actors)
        if n not in taken
    ]
    rest = parts.transfers, parts.transfers_drawn
    yield from _largest("partner", rows, rest, gdp, "all others")
    by_sector = parts.best.sum(axis=0)
    sectors = [(s, names[s], float(by_sector[k]), parts.by_sector[k]) for k, s in enumerate(parts.sectors)]
    yield from _largest("sector", sectors, rest, gdp, "all other sectors")


def _largest(
    by: str, rows: list[tuple[str, str, float, Array]], rest: tuple[float, Array], gdp: float, others: str
) -> Iterator[tuple[str, str, str, float, Array]]:
    """Yield the largest parts, and all that is left as one."""
    ranked = sorted(rows, key=lambda row: -abs(row[2]))
    shown = [row for row in ranked[:MOST] if abs(row[2]) >= SMALLEST * gdp]
    for code, words, best, drawn in sorted(shown, key=lambda row: -row[2]):
        yield by, code, words, best, drawn
    listed = {row[0] for row in shown}
    left = [row for row in rows if row[0] not in listed]
    best, drawn = rest
    yield by, "", others, best + sum(row[2] for row in left), drawn + sum(row[3] for row in left)
