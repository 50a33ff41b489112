"""The sectors of the world and the trade elasticity of goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell

_BEST = "eps_FGO"
_SETS = ("eps_BSY", "eps_CP", "eps_FGO", "eps_GYY", "eps_IS", "eps_LL", "eps_Shap")
_OUTSIDE = ("B05", "B06", "C19", "Services (aggregate)")


def goods_elasticities(reference: Path) -> dict[str, float]:
    """Return the mean trade elasticity of goods of each published set, weighted with world imports of 2022.

    Parameters
    ----------
    reference
        folder of the reference data

    Returns
    -------
    theta = sigma - 1 by name of the set
    """
    table = np.load(reference / "flows" / "tariffwar_icio2022_flows_tariffs_elasticities.npz")
    goods = [k for k, name in enumerate(table["sectors"].tolist()) if name not in _OUTSIDE]
    flows = table["X"].astype(np.float64)
    abroad = ~np.eye(len(flows), dtype=bool)
    imports = flows[abroad][:, goods].sum(axis=0)
    return {name: float(imports @ table[name][goods] / imports.sum()) for name in _SETS}


def sector_rows(reference: Path) -> list[dict[str, Cell]]:
    """Return the rows of `sectors`: the best elasticity is Fontagné et al. 2022, the range spans the other sets.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    means = goods_elasticities(reference)
    nothing: dict[str, Cell] = {"low": None, "best": None, "high": None, "source": "oecd_icio"}
    return [
        {
            "sector": "goods",
            "name": "Goods other than fuels",
            "layer": "trade",
            "traded": True,
            "low": min(means.values()),
            "best": means[_BEST],
            "high": max(means.values()),
            "source": "fontagne_2022;elasticities_other;oecd_icio",
        },
        {"sector": "fuels", "name": "Coal, oil, oil products and gas", "layer": "energy", "traded": True, **nothing},
        {"sector": "rest", "name": "Services and everything else", "layer": "trade", "traded": False, **nothing},
    ]
