"""Thirteen sectors, and the actors whose trade by sector has to be carved out of the rest of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from marchland.world.build.post_soviet.actors import ACTORS

if TYPE_CHECKING:
    from pathlib import Path

# Goods other than fuels; coal is `mining` in the tables by sector but stands with `fuels` in the totals by pair.
NON_ENERGY = (
    "agriculture",
    "food",
    "mining",
    "textiles",
    "chemicals",
    "metals",
    "machinery",
    "vehicles",
    "manufactures",
)
ENERGY = ("crude", "gas", "oil_products")
SERVICES = "services"
SECTORS = (*NON_ENERGY, *ENERGY, SERVICES)
# What a pair's total of fuels is made of: coal is `mining`.
FUEL_PARTS = ("crude", "gas", "oil_products", "mining")
# The range of a figure that two records state, that one source states, and of a share that is judged.
RECORDED, STATED, JUDGED = 1.2, 1.4, 2.0
JUDGEMENT = "judgement"

# ISIC Rev. 4 of the OECD's tables to the sectors. Support of mining (B09) is a service that no customs office sees.
ISIC: dict[str, str] = {
    "A01": "agriculture",
    "A02": "agriculture",
    "A03": "agriculture",
    "B05": "mining",
    "B07": "mining",
    "B08": "mining",
    "B09": SERVICES,
    "C10T12": "food",
    "C13T15": "textiles",
    "C16": "manufactures",
    "C17_18": "manufactures",
    "C19": "oil_products",
    "C20": "chemicals",
    "C21": "chemicals",
    "C22": "chemicals",
    "C23": "manufactures",
    "C24A": "metals",
    "C24B": "metals",
    "C25": "metals",
    "C26": "machinery",
    "C27": "machinery",
    "C28": "machinery",
    "C29": "vehicles",
    "C301": "vehicles",
    "C302T309": "vehicles",
    "C31T33": "manufactures",
}
OECD_TABLES = {
    2017: "tariffwar_icio2019_flows_tariffs_elasticities.npz",
    2023: "tariffwar_icio2022_flows_tariffs_elasticities.npz",
}


def carved_actors(reference: Path) -> tuple[str, ...]:
    """Return the actors that the OECD's tables hold only inside their rest of the world, in the order of the actors.

    Parameters
    ----------
    reference
        folder of the reference data
    """
    with np.load(reference / "flows" / OECD_TABLES[2023]) as table:
        members = set(table["countries"].tolist())
    return tuple(actor for actor in ACTORS if actor not in members)
