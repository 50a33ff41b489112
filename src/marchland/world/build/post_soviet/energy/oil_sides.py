"""Which hub of oil is whose, and by what the account of each actor is closed."""

from __future__ import annotations

from marchland.world.build.post_soviet.actors import EUROPEAN_UNION

REST_HUB = "hub_row"
_OTHER_HUBS = {"RUS": "hub_rus_west", "MDA": "hub_mda_right", "ROW": REST_HUB}

PRODUCT_BUYERS = ("AFG", "ARM", "GEO", "KGZ", "MDA", "MNG", "TJK", "UKR", "UZB")
"""Actors that refine little: what is sold to them by hand is oil products, and lessens what their seller refines."""
CLOSED_BY_USE = (*PRODUCT_BUYERS, "HRV", "IRN", "SRB", "TKM")
"""Actors of which what they refine is not stated, or not all of it: they use what they lift and buy and do not sell."""
CLOSED_BY_SELLER = {"BLR": "RUS"}
"""Actors whose purchases from one seller are not recorded: it sells what they refine beyond the rest."""
SELLERS = ("RUS", "KAZ", "AZE", "IRN", "TKM", "MNG")
"""Actors whose sales are told by buyer."""
EXPORTERS = (*SELLERS, "ARE", "DNK", "GBR", "NOR", "USA")
"""Actors that may sell to the rest of the world on balance."""
CURTAILED = ("ARE", "IRN", "KAZ", "RUS")
"""Actors that have lifted less than they could, by agreement or under sanctions."""
_BY_PIPE = {"BGR": 2025, "CZE": 2026, "HUN": 2100, "POL": 2024, "SVK": 2100}
EMBARGO = {("RUS", buyer): _BY_PIPE.get(buyer, 2023) for buyer in (*EUROPEAN_UNION, "GBR", "NOR", "USA")}
"""First whole year without oil of a seller, by (seller, buyer): what customs still book is others' oil of its ports."""
STOCKHOLDERS = (
    *("AUT", "BEL", "BGR", "CHE", "CZE", "DEU", "ESP", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "IRL", "ITA", "JPN"),
    *("KOR", "LTU", "NLD", "POL", "PRT", "ROU", "SVK", "SWE", "TUR"),
)
"""Members of the International Energy Agency or of the European Union that import: bound to keep 90 days."""


def hub_of(actor: str) -> str:
    """Return the hub where an actor's oil is lifted and used; those on the way of pipes are others."""
    return _OTHER_HUBS.get(actor, f"hub_{actor.lower()}")
