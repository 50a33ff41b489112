"""Flows of BACI's for which the national accounts of the exporter have no room.

A flow of goods of 2023 is disputed where all of this holds: it is above 1,000 MUSD; it is more than five times that
of 2017; the exporter's goods in BACI are more than the Factbook's exports of goods and services; and without this one
flow they are not. One flow is: Kazakhstan to the United Kingdom. What it is the records do not say. Bullion of the
central bank is likely, which is no trade in goods that are used: BACI's raw materials, non-monetary gold among them,
hold nothing of size for the pair but 122 MUSD of crude oil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import REGION, factbook_codes
from marchland.world.build.post_soviet.factbook import entities, figures
from marchland.world.build.post_soviet.figure import Figure

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from marchland.world.build.post_soviet.recorded_trade import RecordedTrade

    Matrix = NDArray[np.float64]

_BEFORE, _AFTER = 2017, 2023
_LARGE, _JUMP = 1000.0, 5.0
# What the exporter's own customs count, MUSD of all goods.
_OWN_CUSTOMS = {("KAZ", "GBR"): (702.0, "trend_kazakhstan_uk_2023")}


def disputed_trade(reference: Path, recorded: RecordedTrade, goods: dict[int, Matrix]) -> dict[tuple[int, int], Figure]:
    """Return what is put in the place of disputed flows of 2023.

    The median is the flow of 2017 times the growth of the exporter's other goods. The range goes down to the flow of
    2017 or, where it is lower, the figure of the exporter's customs, and up to BACI.

    Parameters
    ----------
    reference
        folder of the reference data
    recorded
        BACI's flows
    goods
        by year, (N, N) MUSD without coal, crude and gas, NaN where unknown

    Returns
    -------
    MUSD without coal, crude and gas by (exporter, importer), places on the axes of the matrices
    """
    pages, codes = entities(reference), factbook_codes()
    result: dict[tuple[int, int], Figure] = {}
    for exporter in REGION:
        row = recorded.at(exporter)
        published = figures(pages[codes[exporter]], "Economy", "Exports").get(_AFTER)
        if published is None:
            continue
        before, after = goods[_BEFORE][row], goods[_AFTER][row]
        excess = float(np.nansum(recorded.totals[_AFTER][row])) - published / 1e6
        for column in np.flatnonzero((after > _LARGE) & (after > _JUMP * before) & (before > 0)):
            if not 0 < excess <= after[column]:
                continue
            others = ~np.isnan(before) & ~np.isnan(after)
            others[column] = False
            cell = row, int(column)
            best = float(before[column] * after[others].sum() / before[others].sum())
            low, sources = float(before[column]), f"baci_{_AFTER};baci_{_BEFORE};cia_factbook"
            pair = exporter, recorded.countries[cell[1]]
            if pair in _OWN_CUSTOMS:
                stated, source = _OWN_CUSTOMS[pair]
                low, sources = min(low, stated - float(recorded.fuels[_AFTER][cell])), f"{sources};{source}"
            result[cell] = Figure(low=low, best=best, high=float(after[column]), estimated=True, source=sources)
    return result
