"""Bands of leverage: the steps of the colour scale, and the number in a cell."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from marchland.brief.words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

EDGES: Sequence[float] = (0.0001, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
"""Shares of GDP at which a deeper colour begins."""


UNKNOWN = "?"
"""What a cell of the matrix says where the world has no figure: no data is not zero."""


def band(share: float) -> int:
    """Return the step of a share: 0 below the first edge, 8 from the last edge on."""
    return bisect_right(EDGES, share)


def band_words() -> tuple[str, ...]:
    """Return the bands in words, in % of GDP: "under 0.01", "0.01", ..., "20 and more"."""
    edges = [percent(edge).removesuffix(" %") for edge in EDGES]
    middle = [f"{low} to {high}" for low, high in pairwise(edges)]
    return (f"under {edges[0]}", *middle, f"{edges[-1]} and more")


def cell(share: float) -> str:
    """Return a share in % as it stands in a cell of the matrix, at most five characters: "35", "2.9", "0.04"."""
    if share <= 0:
        return "0"
    if share < EDGES[0]:
        return "<0.01"
    return percent(share).removesuffix(" %") if share >= EDGES[1] else f"{share * 100:.2f}"
