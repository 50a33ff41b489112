"""The economy and the tariffs of Caliendo & Parro 2015: NAFTA, 31 countries x 40 sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from marchland.layers.trade import Economy, Shock

if TYPE_CHECKING:
    from pathlib import Path


def nafta(folder: Path) -> tuple[Economy, Shock]:
    """Read the published case; input shares below zero (one of 49,600) are set to zero."""
    trade = pd.read_csv(folder / "cp2015_trade.csv.gz")
    inputs = pd.read_csv(folder / "cp2015_intermediate_consumption.csv.gz").set_index(["region", "sector", "input"])
    value_added = pd.read_csv(folder / "cp2015_value_added.csv.gz").set_index(["region", "sector"])["value"]
    theta = pd.read_csv(folder / "cp2015_theta.csv.gz").set_index("sector")["value"]
    actors, sectors = tuple(sorted(trade["exporter"].unique())), tuple(theta.index)
    n, s = len(actors), len(sectors)
    cells = trade.set_index(["exporter", "importer", "sector"])
    cells = cells.reindex(pd.MultiIndex.from_product([actors, actors, sectors]))
    flows, before, after = (cells[c].to_numpy().reshape(n, n, s) for c in ("value", "tariff", "tariff_cfl"))
    used = inputs["value"].reindex(pd.MultiIndex.from_product([actors, sectors, sectors])).to_numpy().reshape(n, s, s)
    own = value_added.reindex(pd.MultiIndex.from_product([actors, sectors])).to_numpy().reshape(n, s)
    economy = Economy(
        actors=actors,
        sectors=sectors,
        flows=flows,
        input_shares=np.maximum(used / (own + used.sum(axis=2))[:, :, None], 0),
        elasticity=theta.to_numpy(),
        tariffs=before,
    )
    return economy, Shock(cost_hat=np.ones_like(flows), tariffs=after)
