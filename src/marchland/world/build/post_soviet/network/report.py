"""What the build of the network says about itself: how much of it is measured, stated and estimated."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marchland.world.build.post_soviet.network.links import Link


@dataclass(frozen=True, kw_only=True)
class Report:
    """Counts of a network.

    Parameters
    ----------
    modes
        links by mode
    lengths
        links by where their length comes from: stated, network, straight (of moving modes)
    stated
        links whose hours, money or capacity a publication states, by figure
    far
        links with an end more than 10 km from the network that they are measured on, with that distance in km
    estimated
        share of links whose time or money is reckoned from distance and rates
    """

    modes: Mapping[str, int]
    lengths: Mapping[str, int]
    stated: Mapping[str, int]
    far: Mapping[str, float]
    estimated: float

    def __str__(self) -> str:
        """Return the report as a few lines of text."""
        counts = [
            f"{title}: " + ", ".join(f"{number} {name}" for name, number in sorted(table.items()))
            for title, table in (("links", self.modes), ("lengths", self.lengths), ("stated", self.stated))
        ]
        far = ", ".join(f"{name} {km:.0f} km" for name, km in sorted(self.far.items(), key=lambda item: -item[1]))
        return "\n".join(
            [*counts, f"estimated: {self.estimated:.0%} of links", f"far from the network: {far or 'none'}"]
        )


def report(links: Sequence[Link]) -> Report:
    """Return the counts of some links.

    Parameters
    ----------
    links
        with their figures
    """
    figures = ("hours", "usd", "capacity")
    return Report(
        modes=Counter(link.line["mode"] for link in links),
        lengths=Counter(link.length.way for link in links if link.length is not None),
        stated=Counter(figure for link in links for figure in figures if link.line[figure]),
        far={
            link.line["link"]: link.length.snap_km
            for link in links
            if link.length is not None and link.length.snap_km > 10
        },
        estimated=sum(link.estimated for link in links) / max(len(links), 1),
    )
