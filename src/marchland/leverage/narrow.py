"""Levers on single sectors and products, each alone at best values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.bridge import central
from marchland.engine import LAYERS
from marchland.leverage.bundles import narrow_of
from marchland.leverage.losses import BundlesTask
from marchland.leverage.result import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.bridge import Baseline
    from marchland.leverage.at_best import Couple
    from marchland.levers import Menu


def narrow_at_best(base: Baseline, menus: Mapping[Couple, Menu]) -> dict[Couple, tuple[Option, ...]]:
    """Solve each lever on one sector or product alone, at full size and best values.

    Returns
    -------
    dict
        pairs that have such levers; the options in the order of the menu, without draws
    """
    flat = [(couple, bundle) for couple, offered in menus.items() for bundle in narrow_of(offered)]
    if not flat:
        return {}
    bundles, parties = tuple(bundle for _, bundle in flat), tuple(couple for couple, _ in flat)
    loss = BundlesTask(base=base, bundles=bundles, parties=parties)(central(base.factors)).loss
    nothing = np.zeros((3, len(LAYERS), 0))
    options: dict[Couple, tuple[Option, ...]] = {}
    for (couple, bundle), best in zip(flat, loss, strict=True):
        options[couple] = (*options.get(couple, ()), Option(bundle=bundle, best=best, drawn=nothing))
    return options
