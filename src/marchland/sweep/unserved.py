"""What has no way left while levers hold: named beside every result, by exporter and importer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from marchland.bridge.freight.base import freight_base
from marchland.bridge.freight.coupling import freight_effect

if TYPE_CHECKING:
    from marchland.bridge import Baseline
    from marchland.levers import Scenario

SMALLEST = 1.0
"""Tonnes a year below which a pair is not named."""


def unserved(base: Baseline, scenario: Scenario) -> list[dict[str, Any]]:
    """Return what is carried without the levers and has no way with them, as plain values, the most tonnes first.

    Parameters
    ----------
    base
        of a scenario that was solved at best values

    Returns
    -------
    list
        of `exporter`, `importer`, `tonnes` a year at the trade of the base, mean over the days on which levers hold,
        and `share` of all tonnes of the pair that have a way without levers
    """
    phases = scenario.phases()
    held = sum(last - first for first, last, _ in phases)
    n = len(base.actors)
    lost = np.zeros((n, n))
    for first, last, levers in phases:
        effect = freight_effect(base, levers)
        if effect is not None:
            lost += effect.unserved * ((last - first) / held)
    if not lost.any():
        return []
    freight = freight_base(base)
    carried = np.zeros((n, n))
    ends = freight.demand.exporter[freight.served], freight.demand.importer[freight.served]
    np.add.at(carried, ends, freight.layer_demand.volume[freight.served])
    pairs = np.argwhere(lost >= SMALLEST)
    order = np.argsort(-lost[tuple(pairs.T)], kind="stable")
    return [
        {
            "exporter": base.actors[i],
            "importer": base.actors[j],
            "tonnes": float(lost[i, j]),
            "share": float(min(lost[i, j] / carried[i, j], 1.0)),
        }
        for i, j in pairs[order].tolist()
    ]
