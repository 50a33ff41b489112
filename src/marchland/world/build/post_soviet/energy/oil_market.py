"""Who lifted, used, sold and bought how much oil in a year, so that every hub's account closes.

Oil is crude oil and condensate. For actors that refine little it is their oil products too: a tonne of them counts as
a tonne of oil and is taken off what the seller's refineries keep. Used is therefore what refineries take in, less
products sold to such actors; at these it is what they lift and buy.

What releases and lines by hand leave open goes to or comes from the rest of the world, which closes the account.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marchland.world.build.post_soviet.actors import REST, STATES
from marchland.world.build.post_soviet.energy.oil_lifted import lifted
from marchland.world.build.post_soviet.energy.oil_pairs import SOURCE, crude_pairs
from marchland.world.build.post_soviet.energy.oil_review import oil_review
from marchland.world.build.post_soviet.energy.oil_sides import (
    CLOSED_BY_SELLER,
    CLOSED_BY_USE,
    EMBARGO,
    EXPORTERS,
    PRODUCT_BUYERS,
    SELLERS,
)
from marchland.world.build.post_soviet.figure import Figure, around

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

REVIEW = "energy_institute_2025"
# Mt: smaller flows are left to the rest of the world.
_SMALLEST = 0.1
_OWN, _DOUBTED, _REFINED = 1.06, 1.15, 1.04
_NOTHING = Figure(low=0.0, best=0.0, high=0.0, estimated=False, source="")


@dataclass(frozen=True, kw_only=True)
class OilYear:
    """The account of a year, Mt.

    Parameters
    ----------
    lifted, used
        by actor, REST among them
    flows
        by (seller, buyer), those by hand among them
    refined
        actors of which the review tells what refineries take in
    hand
        pairs whose flow is written by hand
    """

    lifted: Mapping[str, Figure]
    used: Mapping[str, Figure]
    flows: Mapping[tuple[str, str], Figure]
    refined: frozenset[str] = field(default_factory=frozenset)
    hand: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def oil_year(
    reference: Path, year: int, hand: Mapping[tuple[str, str], Figure], lifted_by_hand: Mapping[str, Figure]
) -> OilYear:
    """Return the account of a year.

    Parameters
    ----------
    reference
        folder of the reference data
    year
        2017 to 2024
    hand
        flows written by hand, Mt by (seller, buyer)
    lifted_by_hand
        Mt by actor, in place of what releases state
    """
    refined = {
        actor: around(refined, _REFINED, REVIEW, estimated=False)
        for (actor, of), refined in oil_review(reference).refined.items()
        if of == year and actor not in CLOSED_BY_USE
    }
    parties = [a for a in STATES if a in refined or a in CLOSED_BY_USE or any(a in pair for pair in hand)]
    made = {actor: figure for actor in parties if (figure := lifted(reference, actor, year)) is not None}
    made |= lifted_by_hand
    flows = {**_recorded(reference, year, parties, hand), **hand}
    used: dict[str, Figure] = {}
    # Whose purchases close an account first, as they lessen what the seller has for others.
    for actor in sorted(parties, key=lambda a: (a not in CLOSED_BY_SELLER, parties.index(a))):
        _close(actor, made.get(actor, _NOTHING), refined.get(actor), flows, used, frozenset(hand))
    world = around(oil_review(reference).world_lifted[year], 1.01, REVIEW, estimated=False)
    made[REST] = total((world,), made.values())
    used[REST] = total((made[REST], *_of(flows, 1, REST)), _of(flows, 0, REST))
    return OilYear(lifted=made, used=used, flows=flows, refined=frozenset(refined), hand=frozenset(hand))


def total(plus: Iterable[Figure], minus: Iterable[Figure] = ()) -> Figure:
    """Return a sum less another, not below 0; the ends as of figures that err apart, from the largest down."""
    plus, minus = tuple(plus), tuple(minus)
    best = sum(f.best for f in plus) - sum(f.best for f in minus)
    down = sum((f.best - f.low) ** 2 for f in plus) + sum((f.high - f.best) ** 2 for f in minus)
    up = sum((f.high - f.best) ** 2 for f in plus) + sum((f.best - f.low) ** 2 for f in minus)
    sources = dict.fromkeys(code for f in (*plus, *minus) for code in f.source.split(";") if code)
    return Figure(
        low=max(best - down**0.5, 0.0),
        best=max(best, 0.0),
        high=max(best, 0.0) + up**0.5,
        estimated=True,
        source=";".join(sorted(sources, key=lambda code: code == "judgement")[:6]),
    )


def _recorded(
    reference: Path, year: int, parties: list[str], hand: Mapping[tuple[str, str], Figure]
) -> dict[tuple[str, str], Figure]:
    """Return BACI's crude oil between parties, without pairs that are written by hand."""
    pairs = crude_pairs(reference)
    return {
        (seller, buyer): around(mt, _OWN if (year, seller, buyer) in pairs.price else _DOUBTED, SOURCE, estimated=False)
        for (of, seller, buyer), mt in pairs.tonnes.items()
        if of == year and seller in SELLERS and buyer in parties and seller != buyer
        if mt >= _SMALLEST and (seller, buyer) not in hand
        if CLOSED_BY_SELLER.get(buyer) != seller and not (year >= EMBARGO.get((seller, buyer), year + 1))
    }


def _of(flows: Mapping[tuple[str, str], Figure], side: int, actor: str) -> tuple[Figure, ...]:
    return tuple(figure for pair, figure in flows.items() if pair[side] == actor)


def _close(
    actor: str,
    made: Figure,
    refined: Figure | None,
    flows: dict[tuple[str, str], Figure],
    used: dict[str, Figure],
    hand: frozenset[tuple[str, str]],
) -> None:
    """Write what an actor uses, and the flow that closes its account, into `used` and `flows`."""
    bought, sold = _of(flows, 1, actor), _of(flows, 0, actor)
    if refined is None:
        used[actor] = total((made, *bought), sold)
        return
    products = [figure for (seller, buyer), figure in flows.items() if seller == actor and buyer in PRODUCT_BUYERS]
    used[actor] = total((refined,), products)
    left = made.best + sum(f.best for f in bought) - sum(f.best for f in sold) - used[actor].best
    seller = CLOSED_BY_SELLER.get(actor, REST)
    if left < 0 and actor in SELLERS:
        _lessen(actor, -left, flows, hand)
    elif left < 0:
        flows[seller, actor] = total((used[actor], *sold), (made, *bought))
    elif left > 0 and actor in EXPORTERS and (actor, REST) not in hand:
        flows[actor, REST] = total((made, *bought), (used[actor], *sold))
    else:
        used[actor] = total((made, *bought), sold)


def _lessen(actor: str, by: float, flows: dict[tuple[str, str], Figure], hand: frozenset[tuple[str, str]]) -> None:
    """Take what an actor cannot have sold off its recorded sales, all alike: others' oil is booked as its own."""
    recorded = [pair for pair in flows if pair[0] == actor and pair not in hand and pair[1] not in CLOSED_BY_SELLER]
    share = 1 - by / sum(flows[pair].best for pair in recorded)
    for pair in recorded:
        flow = flows[pair]
        flows[pair] = Figure(
            low=flow.low * min(share, 1.0) * 0.95,
            best=flow.best * share,
            high=max(flow.high, flow.best * share),
            estimated=True,
            source=f"{flow.source};{REVIEW}",
        )
