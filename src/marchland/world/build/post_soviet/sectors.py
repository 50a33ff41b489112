"""The sectors of the world and the activities of ISIC Rev. 4, as the OECD's tables have them, that each holds.

Support of mining (B09) is work that no customs office sees and counts as a service.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sector:
    """One sector.

    Parameters
    ----------
    code, name
        code and name as printed
    kind
        goods or services
    layer
        the layer that owns its flows: trade or energy
    activities
        codes of the OECD's tables; crude oil and gas share one
    """

    code: str
    name: str
    kind: str
    layer: str
    activities: tuple[str, ...]


OIL_AND_GAS = "B06"
COAL = "B05"
REFINING = "C19"
MINING, CRUDE, GAS, PRODUCTS, SERVICES = "mining", "crude", "gas", "oil_products", "services"

SECTORS = (
    Sector(
        code="agriculture",
        name="Agriculture, forestry and fishing",
        kind="goods",
        layer="trade",
        activities=("A01", "A02", "A03"),
    ),
    Sector(code="food", name="Food, drink and tobacco", kind="goods", layer="trade", activities=("C10T12",)),
    Sector(code=MINING, name="Coal, ores and minerals", kind="goods", layer="trade", activities=(COAL, "B07", "B08")),
    Sector(code="textiles", name="Textiles, clothing and leather", kind="goods", layer="trade", activities=("C13T15",)),
    Sector(
        code="chemicals",
        name="Chemicals, medicines, rubber and plastics",
        kind="goods",
        layer="trade",
        activities=("C20", "C21", "C22"),
    ),
    Sector(
        code="metals",
        name="Metals and metal products",
        kind="goods",
        layer="trade",
        activities=("C24A", "C24B", "C25"),
    ),
    Sector(
        code="machinery",
        name="Electronics, electrical equipment and machinery",
        kind="goods",
        layer="trade",
        activities=("C26", "C27", "C28"),
    ),
    Sector(
        code="vehicles",
        name="Vehicles, ships and aircraft",
        kind="goods",
        layer="trade",
        activities=("C29", "C301", "C302T309"),
    ),
    Sector(
        code="manufactures",
        name="Wood, paper, building materials and other manufactures",
        kind="goods",
        layer="trade",
        activities=("C16", "C17_18", "C23", "C31T33"),
    ),
    Sector(code=CRUDE, name="Crude oil", kind="goods", layer="energy", activities=(OIL_AND_GAS,)),
    Sector(code=GAS, name="Natural gas", kind="goods", layer="energy", activities=(OIL_AND_GAS,)),
    Sector(code=PRODUCTS, name="Oil products", kind="goods", layer="energy", activities=(REFINING,)),
    Sector(code=SERVICES, name="Services, power and construction", kind="services", layer="trade", activities=()),
)

CODES = tuple(sector.code for sector in SECTORS)
# What a pair's total of goods is split into; coal comes out of its total of fuels.
GOODS_CODES = tuple(s.code for s in SECTORS if s.kind == "goods" and s.layer == "trade")
FUEL_CODES = (CRUDE, GAS, PRODUCTS, MINING)


def sector_of(activity: str) -> str:
    """Return the sector of an activity of the OECD's tables; crude oil and gas extraction count as crude here."""
    for sector in SECTORS:
        if activity in sector.activities:
            return sector.code
    return SERVICES
