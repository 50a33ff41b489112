"""The sectors of the world and the trade elasticity of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.sectors import SECTORS, SERVICES
from marchland.world.build.post_soviet.tonne_values import tonne_cells

if TYPE_CHECKING:
    from pathlib import Path

    from marchland.world.build.recipe import Cell

_BEST = "eps_FGO"
_SETS = ("eps_BSY", "eps_CP", "eps_FGO", "eps_GYY", "eps_IS", "eps_LL", "eps_Shap")
_AGGREGATE = "Services (aggregate)"
# Where the best elasticity is itself the smallest or largest of the sets, the range still goes this factor beyond.
_AT_THE_EDGE = 1.25


def sector_elasticities(reference: Path) -> dict[str, dict[str, float]]:
    """Return the mean trade elasticity of each sector in each published set, weighted with world imports of 2022.

    Parameters
    ----------
    reference
        folder of the reference data

    Returns
    -------
    theta = sigma - 1 by code of the sector, then name of the set
    """
    table = np.load(reference / "flows" / "tariffwar_icio2022_flows_tariffs_elasticities.npz")
    names = table["sectors"].tolist()
    flows = table["X"].astype(np.float64)
    abroad = ~np.eye(len(flows), dtype=bool)
    imports = flows[abroad].sum(axis=0)
    result: dict[str, dict[str, float]] = {}
    for sector in SECTORS:
        held = [names.index(a) for a in sector.activities] or [names.index(_AGGREGATE)]
        weights = imports[held] / imports[held].sum()
        result[sector.code] = {name: float(weights @ table[name][held]) for name in _SETS}
    return result


def sector_rows(reference: Path) -> list[dict[str, Cell]]:
    """Return the rows of `sectors`: the best elasticity is Fontagné et al. 2022, the range spans all sets.

    For services the best is the 4.0 that six of the seven sets use, and Fontagné et al.'s 8.35 is the upper end.
    Sectors owned by the energy layer have no elasticity. With them stands the value of a tonne (`tonne_values`).

    Parameters
    ----------
    reference
        folder of the reference data
    """
    rows: list[dict[str, Cell]] = []
    sets = sector_elasticities(reference)
    for sector in SECTORS:
        of_sector = sets[sector.code]
        best = float(np.median(list(of_sector.values()))) if sector.code == SERVICES else of_sector[_BEST]
        own: dict[str, Cell] = {
            "low": min(*of_sector.values(), best / _AT_THE_EDGE),
            "best": best,
            "high": max(*of_sector.values(), best * _AT_THE_EDGE),
        }
        given = own if sector.layer == "trade" else {"low": None, "best": None, "high": None}
        rows.append(
            {
                "sector": sector.code,
                "name": sector.name,
                "kind": sector.kind,
                "layer": sector.layer,
                "traded": True,
                **given,
                "source": "fontagne_2022;elasticities_other;oecd_icio" if sector.layer == "trade" else "oecd_icio",
                **tonne_cells(sector.code),
            }
        )
    return rows
