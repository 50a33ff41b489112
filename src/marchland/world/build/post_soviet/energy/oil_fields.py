"""Oil of fields that have a pipe of their own: told apart from what else their country lifts and sells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.energy.oil_market import total
from marchland.world.build.post_soviet.energy.oil_sides import hub_of
from marchland.world.build.post_soviet.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marchland.world.build.post_soviet.energy.oil_market import OilYear

FIELDS = {"KAZ": "hub_tengiz"}
"""Hub of such fields, by actor; what they lift is written by hand, and all of it is sold abroad by sea."""
# Buyers by land: whole, and up to so many Mt.
_BY_LAND = ("AFG", "AZE", "CHN", "KGZ", "RUS", "TJK", "UZB")
_IN_PART = {"CHN": 1.25}


@dataclass(frozen=True, kw_only=True)
class Sale:
    """What one hub sells to another, Mt."""

    seller: str
    buyer: str
    flow: Figure


def own_lifted(actor: str, lifted: Figure, fields: Mapping[str, Figure]) -> Figure:
    """Return what an actor lifts at its own hub, without fields that stand apart, Mt.

    Parameters
    ----------
    actor, lifted
        code; what it lifts in all
    fields
        what fields lift, by hub, as it is written by hand
    """
    apart = fields.get(FIELDS.get(actor, ""))
    return lifted if apart is None else total((lifted,), (apart,))


def sales(account: OilYear, fields: Mapping[str, Figure]) -> list[Sale]:
    """Return the flows of a year that are not written by hand, by hub.

    What fields that stand apart lift goes to all buyers by sea in one proportion, less what lines by hand say.

    Parameters
    ----------
    account
        of the year
    fields
        as in `own_lifted`
    """
    found = []
    for (seller, buyer), flow in account.flows.items():
        if (seller, buyer) in account.hand:
            continue
        share = _share(seller, account, fields) * _by_sea(buyer, flow) / flow.best
        parts = ((hub_of(seller), 1 - share), (FIELDS.get(seller, ""), share))
        found += [
            Sale(seller=hub, buyer=hub_of(buyer), flow=_part(flow, part)) for hub, part in parts if part * flow.best > 0
        ]
    return found


def _share(actor: str, account: OilYear, fields: Mapping[str, Figure]) -> float:
    """Return the share that fields have in what an actor sells by sea and no line by hand tells."""
    apart = fields.get(FIELDS.get(actor, ""))
    if apart is None:
        return 0.0
    own = {buyer: flow for (seller, buyer), flow in account.flows.items() if seller == actor}
    told = sum(flow.best for buyer, flow in own.items() if (actor, buyer) in account.hand and buyer not in _BY_LAND)
    by_sea = sum(_by_sea(buyer, flow) for buyer, flow in own.items() if (actor, buyer) not in account.hand)
    return min((apart.best - told) / by_sea, 1.0)


def _by_sea(buyer: str, flow: Figure) -> float:
    if buyer not in _BY_LAND:
        return flow.best
    return max(flow.best - _IN_PART[buyer], 0.0) if buyer in _IN_PART else 0.0


def _part(flow: Figure, share: float) -> Figure:
    low, best, high = (end * share for end in (flow.low, flow.best, flow.high))
    return Figure(low=low, best=best, high=high, estimated=flow.estimated or share < 1, source=flow.source)
