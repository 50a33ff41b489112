"""Gas that no pipe joins to the rest of its country's: plants that liquefy it, and pipelines of Africa to Europe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy import gas_trade, review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from marchland.world.build.post_soviet.energy.written import Written

LNG_OUT = "Gas - LNG exports bcm"
LNG = "hub_lng"
YAMAL, SAKHALIN, AFRICA = "hub_rus_yamal", "hub_rus_sakhalin", "hub_north_africa"
PART_OF: Mapping[str, str] = {YAMAL: "hub_rus_west", SAKHALIN: "hub_rus_west", AFRICA: "hub_row"}
"""Of which hub's production, as releases count it, each hub's is a part."""


def made(reference: Path, written: Written, years: Iterable[int]) -> dict[str, dict[int, float]]:
    """Return what each hub makes, all of it for others, bcm by hub and year.

    Parameters
    ----------
    reference
        folder of the reference data
    written
        the tables written by hand: what Sakhalin ships
    years
        which
    """
    exports = review.annual(reference, LNG_OUT)["Russian Federation"]
    piped = gas_trade.inter_regional(reference)["Europe", "Africa"]
    shipped = {
        year: line.number("best") or 0.0
        for line in written.tables["flows"]
        for year in line.years
        if (line["seller"], line["buyer"]) == (SAKHALIN, LNG)
    }
    found: dict[str, dict[int, float]] = {place: {} for place in PART_OF}
    for year in years:
        found[SAKHALIN][year] = shipped.get(year, 0.0)
        found[YAMAL][year] = exports[year] - found[SAKHALIN][year]
        found[AFRICA][year] = piped[year]
    return found
