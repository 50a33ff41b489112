"""What oil costs at a hub, where no line by hand says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import REST
from marchland.world.build.post_soviet.energy.oil_pairs import SOURCE, crude_pairs
from marchland.world.build.post_soviet.energy.oil_review import oil_review
from marchland.world.build.post_soviet.energy.oil_sides import PRODUCT_BUYERS
from marchland.world.build.post_soviet.figure import Figure

if TYPE_CHECKING:
    from pathlib import Path

_REVIEW = "energy_institute_2025"
# A tonne of Brent has 7.53 barrels.
_BRENT = 7.53
# Low, median and high as a share: of Brent, products cost a fifth more where they are sold by the market, less where
# a union waives its export duty; oil of one buyer only, or under sanctions, is cheaper; sellers get the price at the
# border less the way there.
_PRODUCTS, _DISCOUNTED, _AT_SOURCE = (0.85, 1.2, 1.5), (0.7, 0.86, 1.0), (0.82, 0.92, 1.0)
_KNOWN, _UNKNOWN = (0.96, 1.0, 1.04), (0.9, 1.0, 1.1)
_ONE_MARKET = ("BLR", "IRN", "TKM")
_INLAND_SELLERS = ("AZE", "KAZ")


def hub_price(reference: Path, actor: str, year: int) -> Figure:
    """Return the price of oil at an actor's hub, USD a tonne.

    Of the rest of the world Brent's; of sellers of the region what half of their sales fetch, less the way to the
    border; of buyers what half of their purchases cost (BACI); of actors that buy products a fifth above Brent.

    Parameters
    ----------
    reference, actor, year
        folder of the reference data; code; 2017 to 2024
    """
    brent = oil_review(reference).brent[year] * _BRENT
    pairs = crude_pairs(reference)
    if actor == REST:
        return _shares(brent, _KNOWN, _REVIEW, estimated=False)
    if actor in PRODUCT_BUYERS:
        return _shares(brent, _PRODUCTS, f"{_REVIEW};judgement", estimated=True)
    if actor in _ONE_MARKET:
        return _shares(brent, _DISCOUNTED, f"{_REVIEW};judgement", estimated=True)
    if actor in _INLAND_SELLERS and (year, actor) in pairs.earned:
        return _shares(pairs.earned[year, actor], _AT_SOURCE, f"{SOURCE};judgement", estimated=True)
    if (year, actor) in pairs.paid:
        return _shares(pairs.paid[year, actor], _KNOWN, SOURCE, estimated=False)
    return _shares(brent, _UNKNOWN, f"{_REVIEW};judgement", estimated=True)


def _shares(price: float, shares: tuple[float, float, float], source: str, *, estimated: bool) -> Figure:
    low, best, high = (price * share for share in shares)
    return Figure(low=low, best=best, high=high, estimated=estimated, source=source)
